//! Messages in Slack that named somebody who deleted everything, until they are edited there.
//!
//! What is noted while a message is just being edited must not be lost with that edit: each note moves `due_at`, and only what stands as it
//! was read is ever done with.

use super::db::{Db, Result, Tx, sql};
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
    /// When it was due as it was read: noted again since, it is to be edited again.
    pub due_at: Millis,
}

#[derive(sqlx::FromRow)]
struct Row {
    workspace_id: String,
    channel_id: String,
    message_ts: String,
    message_id: Option<String>,
    attempt: i64,
    due_at: i64,
}

/// The end of every statement that notes messages: one that is noted already, and may be just being edited, is edited once more after that.
pub(super) const NOTED: &str = " ON CONFLICT (workspace_id, channel_id, message_ts) DO UPDATE SET message_id = excluded.message_id, \
                                attempt = 0, due_at = CASE WHEN redaction.due_at < excluded.due_at THEN excluded.due_at ELSE redaction.due_at + 1 END";

/// As long as somebody's rows are being cleaned, what an edit would show may still name them.
macro_rules! none_is_being_cleaned {
    () => {
        "NOT EXISTS (SELECT 1 FROM forgetting AS f WHERE f.workspace_id = redaction.workspace_id AND f.cleaned_at IS NULL)"
    };
}

/// Some that are due, the oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn due(db: &Db, now: Millis, limit: i64) -> Result<Vec<Redaction>> {
    let select = sql(concat!(
        "SELECT workspace_id, channel_id, message_ts, message_id, attempt, due_at FROM redaction WHERE due_at <= $1 AND ",
        none_is_being_cleaned!(),
        " ORDER BY due_at, workspace_id, channel_id, message_ts LIMIT $2"
    ));
    let rows: Vec<Row> = db.all(select.bind(now.0).bind(limit)).await?;
    let redaction = |row: Row| Redaction {
        workspace: row.workspace_id.into(),
        channel: row.channel_id.into(),
        message_ts: row.message_ts,
        message: row.message_id.map(MessageId::from),
        attempt: row.attempt,
        due_at: Millis(row.due_at),
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
    let row: Option<Due> = db.one(sql(concat!("SELECT MIN(due_at) AS due_at FROM redaction WHERE ", none_is_being_cleaned!()))).await?;
    Ok(row.and_then(|row| row.due_at).map(Millis))
}

/// Takes the right to edit this one until `until`, so that no two edits of one message are under way. None, if another worker has it.
///
/// # Errors
/// When the database refuses.
pub async fn take(db: &Db, one: &Redaction, until: Millis) -> Result<Option<Redaction>> {
    let update = sql("UPDATE redaction SET due_at = $5 WHERE workspace_id = $1 AND channel_id = $2 AND message_ts = $3 AND due_at = $4");
    Ok((db.execute(keyed(update, one).bind(until.0)).await? == 1).then(|| Redaction { due_at: until, ..one.clone() }))
}

/// This one is edited, or can never be. Noted again since it was read, it stays.
///
/// # Errors
/// When the database refuses.
pub async fn done(db: &Db, one: &Redaction) -> Result<()> {
    let delete = sql("DELETE FROM redaction WHERE workspace_id = $1 AND channel_id = $2 AND message_ts = $3 AND due_at = $4");
    db.execute(keyed(delete, one)).await?;
    Ok(())
}

/// This one could not be edited now. Noted again since it was read, it stays as that says.
///
/// # Errors
/// When the database refuses.
pub async fn again(db: &Db, one: &Redaction, due: Millis) -> Result<()> {
    let update = sql("UPDATE redaction SET due_at = $5, attempt = attempt + 1 WHERE workspace_id = $1 AND channel_id = $2 \
                      AND message_ts = $3 AND due_at = $4");
    db.execute(keyed(update, one).bind(due.0)).await?;
    Ok(())
}

fn keyed(text: super::sql::Sql, one: &Redaction) -> super::sql::Sql {
    text.bind(one.workspace.as_str()).bind(one.channel.as_str()).bind(&one.message_ts).bind(one.due_at.0)
}

/// A message arrived: if somebody was deleted while it was on its way, it is to be edited. Where Slack's time stamp is not known, nothing can be.
///
/// # Errors
/// When the database refuses.
pub(super) async fn arrived(tx: &mut Tx, workspace: &WorkspaceId, message: &MessageId, at: Millis) -> Result<()> {
    let ahead = sql("DELETE FROM redaction_ahead WHERE workspace_id = $1 AND message_id = $2");
    if tx.execute(ahead.bind(workspace.as_str()).bind(message.as_str())).await? == 1 {
        let insert = sql("INSERT INTO redaction (workspace_id, channel_id, message_ts, message_id, due_at) \
                          SELECT workspace_id, channel_id, message_ts, id, CAST($3 AS BIGINT) FROM outbox \
                          WHERE workspace_id = $1 AND id = $2 AND channel_id IS NOT NULL AND message_ts <> ''");
        tx.execute(insert.bind(workspace.as_str()).bind(message.as_str()).bind(at.0).push(NOTED)).await?;
    }
    Ok(())
}
