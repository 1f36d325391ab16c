//! Messages in Slack that named somebody who deleted everything, until they are edited there.

use super::db::{Db, Result, sql};
use crate::domain::day::Millis;
use crate::domain::ids::{ChannelId, MessageId, WorkspaceId};

/// One message to edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redaction {
    /// Where.
    pub workspace: WorkspaceId,
    /// The conversation.
    pub channel: ChannelId,
    /// Slack's time stamp of the message.
    pub message_ts: String,
    /// Our id of it, if it is somebody else's and goes on without the name; none, and nothing of it stays.
    pub message: Option<MessageId>,
    /// How often it was tried.
    pub attempt: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    workspace_id: String,
    channel_id: String,
    message_ts: String,
    message_id: Option<String>,
    attempt: i64,
}

/// Some that are due, the oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn due(db: &Db, now: Millis, limit: i64) -> Result<Vec<Redaction>> {
    let select = sql("SELECT workspace_id, channel_id, message_ts, message_id, attempt FROM redaction WHERE due_at <= $1 \
                      ORDER BY due_at, workspace_id, channel_id, message_ts LIMIT $2");
    let rows: Vec<Row> = db.all(select.bind(now.0).bind(limit)).await?;
    let redaction = |row: Row| Redaction {
        workspace: row.workspace_id.into(),
        channel: row.channel_id.into(),
        message_ts: row.message_ts,
        message: row.message_id.map(MessageId::from),
        attempt: row.attempt,
    };
    Ok(rows.into_iter().map(redaction).collect())
}

/// When the next one is due.
///
/// # Errors
/// When the database refuses.
pub async fn next_due(db: &Db) -> Result<Option<Millis>> {
    #[derive(sqlx::FromRow)]
    struct Due {
        due_at: Option<i64>,
    }
    let row: Option<Due> = db.one(sql("SELECT MIN(due_at) AS due_at FROM redaction")).await?;
    Ok(row.and_then(|row| row.due_at).map(Millis))
}

/// This one is edited, or can never be.
///
/// # Errors
/// When the database refuses.
pub async fn done(db: &Db, one: &Redaction) -> Result<()> {
    let delete = sql("DELETE FROM redaction WHERE workspace_id = $1 AND channel_id = $2 AND message_ts = $3");
    db.execute(delete.bind(one.workspace.as_str()).bind(one.channel.as_str()).bind(&one.message_ts)).await?;
    Ok(())
}

/// This one could not be edited now.
///
/// # Errors
/// When the database refuses.
pub async fn again(db: &Db, one: &Redaction, due: Millis) -> Result<()> {
    let update =
        sql("UPDATE redaction SET due_at = $4, attempt = attempt + 1 WHERE workspace_id = $1 AND channel_id = $2 AND message_ts = $3");
    db.execute(update.bind(one.workspace.as_str()).bind(one.channel.as_str()).bind(&one.message_ts).bind(due.0)).await?;
    Ok(())
}
