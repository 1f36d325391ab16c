//! Exports on their way, and the files that they put into Slack: known by Slack's id of them, so that they can be deleted there.

use super::Store;
use super::db::{Db, Result, Sql, sql};
use super::outbox::{self, Delivery, NewDelivery, Row, readable};
use crate::domain::day::Millis;
use crate::domain::delivery::LEASE_MS;
use crate::domain::ids::{MessageId, PersonId, WorkspaceId};

#[derive(sqlx::FromRow)]
struct IdRow {
    id: String,
}

/// Puts an export into the outbox; if one is on its way to the recipient already, that one is told.
///
/// # Errors
/// When the database refuses.
pub async fn ask(store: &Store, workspace: &WorkspaceId, new: &NewDelivery, at: Millis) -> Result<MessageId> {
    let mut tx = store.db.begin().await?;
    tx.take_turns(&[format!("export:{}:{}", workspace.as_str(), new.recipient.as_str())]).await?;
    let select = sql("SELECT id FROM outbox WHERE workspace_id = $1 AND recipient_id = $2 AND kind = 'export' \
                      AND state IN ('queued', 'leased', 'sending', 'in_doubt') ORDER BY id LIMIT 1");
    let there: Option<IdRow> = tx.one(select.bind(workspace.as_str()).bind(new.recipient.as_str())).await?;
    if let Some(there) = there {
        return Ok(there.id.into());
    }
    outbox::enqueue(store, &mut tx, workspace, new, at).await?;
    tx.commit().await?;
    Ok(new.id.clone())
}

/// Leases this one message, if it is due, nothing of its conversation is under way and nothing is due before it.
///
/// # Errors
/// When the database refuses or the message can't be opened.
pub async fn lease_one(store: &Store, workspace: &WorkspaceId, message: &MessageId, now: Millis) -> Result<Option<Delivery>> {
    let claim = sql(concat!(
        "UPDATE outbox SET state = 'leased', lease_until = $1, attempt = attempt + 1 \
         WHERE workspace_id = $2 AND id = $3 AND state = 'queued' AND due_at <= $4 AND NOT EXISTS (SELECT 1 FROM outbox AS p \
         WHERE p.workspace_id = outbox.workspace_id AND p.recipient_id = outbox.recipient_id AND (p.state IN ('leased', 'sending', 'in_doubt') \
         OR (p.state = 'queued' AND (p.due_at < outbox.due_at OR (p.due_at = outbox.due_at AND p.id < outbox.id))))) RETURNING ",
        outbox::columns!()
    ));
    let claim = claim.bind(now.plus(LEASE_MS).0).bind(workspace.as_str()).bind(message.as_str()).bind(now.0);
    let mut tx = store.db.begin().await?;
    let rows: Vec<Row> = tx.all(claim).await?;
    tx.commit().await?;
    Ok(readable(store, rows).await?.pop())
}

/// Whether everything about a person is being deleted.
///
/// # Errors
/// When the database refuses.
pub async fn is_forgetting(db: &Db, workspace: &WorkspaceId, person: &PersonId) -> Result<bool> {
    let select = sql("SELECT person_id AS id FROM forgetting WHERE workspace_id = $1 AND person_id = $2");
    Ok(db.one::<IdRow>(select.bind(workspace.as_str()).bind(person.as_str())).await?.is_some())
}

/// Notes which file a leased export is about to show; before anybody can see it. Tells whether the lease still holds.
///
/// # Errors
/// When the database refuses.
pub async fn note_file(db: &Db, delivery: &Delivery, file: &str) -> Result<bool> {
    let mut tx = db.begin().await?;
    if !outbox::still_leased(&mut tx, delivery).await? {
        return Ok(false);
    }
    let insert = sql("INSERT INTO exported_file (workspace_id, file_id, message_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
    tx.execute(insert.bind(delivery.workspace.as_str()).bind(file).bind(delivery.id.as_str())).await?;
    tx.commit().await?;
    Ok(true)
}

/// The files that a person asked for are to be deleted in Slack.
///
/// # Errors
/// When the database refuses.
pub async fn to_delete(db: &Db, workspace: &WorkspaceId, person: &PersonId, at: Millis) -> Result<()> {
    let update = sql("UPDATE exported_file SET delete_at = $1 WHERE workspace_id = $2 AND delete_at IS NULL \
                      AND message_id IN (SELECT id FROM outbox WHERE workspace_id = $2 AND recipient_id = $3)");
    db.execute(update.bind(at.0).bind(workspace.as_str()).bind(person.as_str())).await?;
    Ok(())
}

/// A file to delete in Slack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doomed {
    /// Where.
    pub workspace: WorkspaceId,
    /// Slack's id of it.
    pub file: String,
    /// How often it was tried.
    pub attempt: i64,
}

#[derive(sqlx::FromRow)]
struct DoomedRow {
    workspace_id: String,
    file_id: String,
    attempt: i64,
}

/// Some files that are to be deleted now, the oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn doomed(db: &Db, now: Millis, limit: i64) -> Result<Vec<Doomed>> {
    let select = sql("SELECT workspace_id, file_id, attempt FROM exported_file WHERE delete_at <= $1 ORDER BY delete_at, file_id LIMIT $2");
    let rows: Vec<DoomedRow> = db.all(select.bind(now.0).bind(limit)).await?;
    Ok(rows.into_iter().map(|row| Doomed { workspace: row.workspace_id.into(), file: row.file_id, attempt: row.attempt }).collect())
}

/// When the next file is to be deleted.
///
/// # Errors
/// When the database refuses.
pub async fn next_doomed(db: &Db) -> Result<Option<Millis>> {
    #[derive(sqlx::FromRow)]
    struct Due {
        due_at: Option<i64>,
    }
    let row: Option<Due> = db.one(sql("SELECT MIN(delete_at) AS due_at FROM exported_file")).await?;
    Ok(row.and_then(|row| row.due_at).map(Millis))
}

fn one(text: &'static str, file: &Doomed) -> Sql {
    sql(text).bind(file.workspace.as_str()).bind(&file.file)
}

/// This one is deleted, or can never be.
///
/// # Errors
/// When the database refuses.
pub async fn deleted(db: &Db, file: &Doomed) -> Result<()> {
    db.execute(one("DELETE FROM exported_file WHERE workspace_id = $1 AND file_id = $2", file)).await?;
    Ok(())
}

/// This one could not be deleted now.
///
/// # Errors
/// When the database refuses.
pub async fn delete_later(db: &Db, file: &Doomed, due: Millis) -> Result<()> {
    let update = one("UPDATE exported_file SET delete_at = $3, attempt = attempt + 1 WHERE workspace_id = $1 AND file_id = $2", file);
    db.execute(update.bind(due.0)).await?;
    Ok(())
}
