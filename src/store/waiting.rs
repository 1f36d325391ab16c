//! Messages that wait for their first attempt: found and moved, when the time they are for moves.
//!
//! What was attempted once stays as it is: the outbox alone moves it from state to state.

use super::Store;
use super::db::{Db, Result, Tx, sql};
use super::outbox::{Delivery, NewDelivery, Row, readable, step};
use crate::domain::day::Millis;
use crate::domain::ids::{MessageId, PersonId, WorkspaceId};

/// Messages that wait for their first attempt, of one recipient.
///
/// # Errors
/// When the database refuses or a message can't be opened.
pub async fn waiting(store: &Store, workspace: &WorkspaceId, recipient: &PersonId) -> Result<Vec<Delivery>> {
    let select = sql(concat!(
        "SELECT ",
        super::outbox::columns!(),
        " FROM outbox WHERE workspace_id = $1 AND recipient_id = $2 AND state = 'queued' AND attempt = 0"
    ));
    let rows: Vec<Row> = store.db.all(select.bind(workspace.as_str()).bind(recipient.as_str())).await?;
    readable(store, rows).await
}

#[derive(sqlx::FromRow)]
struct IdRow {
    id: String,
}

/// The message with this key, if it waits for its first attempt; moved to `due_at`, if that is still ahead.
///
/// # Errors
/// When the database refuses.
pub async fn waiting_under(tx: &mut Tx, workspace: &WorkspaceId, new: &NewDelivery, at: Millis) -> Result<Option<MessageId>> {
    let update = sql(
        "UPDATE outbox SET due_at = CASE WHEN $1 > $2 THEN $1 ELSE due_at END, expires_at = CASE WHEN $1 > $2 THEN $3 ELSE expires_at END \
                      WHERE workspace_id = $4 AND dedup_key = $5 AND state = 'queued' AND attempt = 0 RETURNING id",
    )
    .bind(new.due_at.0)
    .bind(at.0)
    .bind(new.expires_at.0)
    .bind(workspace.as_str())
    .bind(&new.dedup_key);
    let rows: Vec<IdRow> = tx.all(update).await?;
    Ok(rows.into_iter().next().map(|row| row.id.into()))
}

/// Moves a message that waits for its first attempt to another time.
///
/// # Errors
/// When the database refuses.
pub async fn move_to(db: &Db, delivery: &Delivery, due_at: Millis, expires_at: Millis) -> Result<()> {
    let update = step(
        "UPDATE outbox SET due_at = $4, expires_at = $5 WHERE workspace_id = $1 AND id = $2 AND attempt = $3 AND state = 'queued'",
        delivery,
    );
    db.execute(update.bind(due_at.0).bind(expires_at.0)).await?;
    Ok(())
}
