//! Where the post that invites to join stands: one a channel, whoever asks for it and how often.

use super::db::{Db, Result, sql};
use crate::domain::day::Millis;
use crate::domain::ids::{ChannelId, WorkspaceId};

/// Takes the channel's place for a post. Tells whether it was free.
///
/// # Errors
/// When the database refuses.
pub async fn take(db: &Db, workspace: &WorkspaceId, channel: &ChannelId, at: Millis) -> Result<bool> {
    let insert = sql("INSERT INTO joining_post (workspace_id, channel_id, posted_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
    Ok(db.execute(insert.bind(workspace.as_str()).bind(channel.as_str()).bind(at.0)).await? == 1)
}

/// Notes the post's time stamp.
///
/// # Errors
/// When the database refuses.
pub async fn posted(db: &Db, workspace: &WorkspaceId, channel: &ChannelId, message_ts: &str) -> Result<()> {
    let update = sql("UPDATE joining_post SET message_ts = $1 WHERE workspace_id = $2 AND channel_id = $3");
    db.execute(update.bind(message_ts).bind(workspace.as_str()).bind(channel.as_str())).await?;
    Ok(())
}

/// Gives the place free again: nothing was posted.
///
/// # Errors
/// When the database refuses.
pub async fn give_back(db: &Db, workspace: &WorkspaceId, channel: &ChannelId) -> Result<()> {
    let delete = sql("DELETE FROM joining_post WHERE workspace_id = $1 AND channel_id = $2 AND message_ts IS NULL");
    db.execute(delete.bind(workspace.as_str()).bind(channel.as_str())).await?;
    Ok(())
}
