//! Messages in Slack that named somebody who deleted everything, until they are edited there.
//!
//! What is noted while a message is just being edited must not be lost with that edit: notes are counted, and only what was not noted again
//! since it was read is done with. One worker at a time edits a message, so that an older state of it never comes last.

use super::db::{Db, Result, Sql, Tx, sql};
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
    /// How often it was noted when it was read: more often since, and it is to be edited again.
    noted: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    workspace_id: String,
    channel_id: String,
    message_ts: String,
    message_id: Option<String>,
    attempt: i64,
    noted: i64,
}

/// The end of every statement that notes messages: one that is noted already, and may be just being edited, is edited once more after that.
pub(super) const NOTED: &str = " ON CONFLICT (workspace_id, channel_id, message_ts) DO UPDATE SET message_id = excluded.message_id, \
                                attempt = 0, due_at = excluded.due_at, noted = redaction.noted + 1";

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
        "SELECT workspace_id, channel_id, message_ts, message_id, attempt, noted FROM redaction WHERE due_at <= $1 AND taken_until <= $1 AND ",
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
        noted: row.noted,
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
    let row: Option<Due> = db
        .one(sql(concat!(
            "SELECT MIN(CASE WHEN taken_until > due_at THEN taken_until ELSE due_at END) AS due_at FROM redaction WHERE ",
            none_is_being_cleaned!()
        )))
        .await?;
    Ok(row.and_then(|row| row.due_at).map(Millis))
}

/// Takes the right to edit this one until `until`, unless another worker has it or it was noted again. Tells whether it was taken.
///
/// # Errors
/// When the database refuses.
pub async fn take(db: &Db, one: &Redaction, now: Millis, until: Millis) -> Result<bool> {
    let update = keyed(
        "UPDATE redaction SET taken_until = $5 WHERE workspace_id = $1 AND channel_id = $2 AND message_ts = $3 AND noted = $4 \
                        AND taken_until <= $6",
        one,
    );
    Ok(db.execute(update.bind(until.0).bind(now.0)).await? == 1)
}

/// This one is edited, or can never be. Noted again since it was read, it is to be edited again at once.
///
/// # Errors
/// When the database refuses.
pub async fn done(db: &Db, one: &Redaction) -> Result<()> {
    let delete = keyed("DELETE FROM redaction WHERE workspace_id = $1 AND channel_id = $2 AND message_ts = $3 AND noted = $4", one);
    if db.execute(delete).await? == 0 {
        give_back(db, one).await?;
    }
    Ok(())
}

/// This one could not be edited now. Noted again since it was read, it is to be edited at once.
///
/// # Errors
/// When the database refuses.
pub async fn again(db: &Db, one: &Redaction, due: Millis) -> Result<()> {
    let update = keyed(
        "UPDATE redaction SET due_at = $5, attempt = attempt + 1, taken_until = 0 WHERE workspace_id = $1 AND channel_id = $2 \
                        AND message_ts = $3 AND noted = $4",
        one,
    );
    if db.execute(update.bind(due.0)).await? == 0 {
        give_back(db, one).await?;
    }
    Ok(())
}

async fn give_back(db: &Db, one: &Redaction) -> Result<()> {
    let update =
        keyed("UPDATE redaction SET taken_until = 0 WHERE workspace_id = $1 AND channel_id = $2 AND message_ts = $3 AND noted > $4", one);
    db.execute(update).await?;
    Ok(())
}

fn keyed(text: &'static str, one: &Redaction) -> Sql {
    sql(text).bind(one.workspace.as_str()).bind(one.channel.as_str()).bind(&one.message_ts).bind(one.noted)
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
