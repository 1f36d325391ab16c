//! What a week's plan puts into the outbox: many reminders in one statement.
//!
//! As with one message, a key that was ever used is used no more: what is left out is told by what is missing.

use std::collections::BTreeSet;

use super::db::{Arg, Result, Tx, sql};
use super::outbox::{MESSAGE, NewDelivery};
use super::{Error, Store, seal};
use crate::domain::day::Millis;
use crate::domain::ids::{MessageId, WorkspaceId};
use crate::domain::message::Stored;

#[derive(sqlx::FromRow)]
struct IdRow {
    id: String,
}

/// Puts messages into the outbox, but for those whose key was ever used. Tells which were put in.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue_all(
    store: &Store,
    tx: &mut Tx,
    workspace: &WorkspaceId,
    new: &[NewDelivery],
    at: Millis,
) -> Result<BTreeSet<MessageId>> {
    if new.is_empty() {
        return Ok(BTreeSet::new());
    }
    let row = |one: &NewDelivery| -> Result<Vec<Arg>> {
        let plain =
            serde_json::to_string(&Stored::V1(one.message.clone())).map_err(|_| Error::Corrupt("a message that can't be written"))?;
        Ok(vec![
            workspace.as_str().into(),
            one.id.as_str().into(),
            (&one.dedup_key).into(),
            one.message.kind().into(),
            one.recipient.as_str().into(),
            seal(&store.vault, MESSAGE, &plain)?.into(),
            "queued".into(),
            one.due_at.0.into(),
            one.expires_at.0.into(),
            at.0.into(),
        ])
    };
    let rows = new.iter().map(row).collect::<Result<Vec<_>>>()?;
    let insert =
        sql("INSERT INTO outbox (workspace_id, id, dedup_key, kind, recipient_id, message_sealed, state, due_at, expires_at, created_at) VALUES ")
            .rows(rows)
            .push(" ON CONFLICT (workspace_id, dedup_key) DO NOTHING RETURNING id");
    let put: Vec<IdRow> = tx.all(insert).await?;
    Ok(put.into_iter().map(|row| row.id.into()).collect())
}
