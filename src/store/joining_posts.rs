//! Where the post that invites to join stands: one a channel, whoever asks for it and how often.

use super::db::{Db, Result, sql};
use crate::domain::day::Millis;
use crate::domain::ids::{ChannelId, WorkspaceId};

/// What a channel has, when somebody asks for the post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Nothing until now: it is taken for this call.
    Taken,
    /// Somebody's call is under way, or nobody knows what became of it.
    InDoubt,
    /// The post, under this time stamp.
    Stands(String),
}

#[derive(sqlx::FromRow)]
struct Row {
    message_ts: Option<String>,
}

/// Takes the channel's place for a post at `at`, if it is free; one that was taken before `doubt_until` and came to nothing is free again.
///
/// # Errors
/// When the database refuses.
pub async fn take(db: &Db, workspace: &WorkspaceId, channel: &ChannelId, at: Millis, doubt_until: Millis) -> Result<Place> {
    let insert = sql("INSERT INTO joining_post (workspace_id, channel_id, posted_at) VALUES ($1, $2, $3) \
                      ON CONFLICT (workspace_id, channel_id) DO UPDATE SET posted_at = excluded.posted_at \
                      WHERE joining_post.message_ts IS NULL AND joining_post.posted_at < $4");
    if db.execute(insert.bind(workspace.as_str()).bind(channel.as_str()).bind(at.0).bind(doubt_until.0)).await? == 1 {
        return Ok(Place::Taken);
    }
    let select = sql("SELECT message_ts FROM joining_post WHERE workspace_id = $1 AND channel_id = $2");
    let row: Option<Row> = db.one(select.bind(workspace.as_str()).bind(channel.as_str())).await?;
    Ok(row.and_then(|row| row.message_ts).map_or(Place::InDoubt, Place::Stands))
}

/// Takes the place of a post that is gone. Tells whether nobody else did.
///
/// # Errors
/// When the database refuses.
pub async fn retake(db: &Db, workspace: &WorkspaceId, channel: &ChannelId, gone_ts: &str, at: Millis) -> Result<bool> {
    let update =
        sql("UPDATE joining_post SET message_ts = NULL, posted_at = $1 WHERE workspace_id = $2 AND channel_id = $3 AND message_ts = $4");
    Ok(db.execute(update.bind(at.0).bind(workspace.as_str()).bind(channel.as_str()).bind(gone_ts)).await? == 1)
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
