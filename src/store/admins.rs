//! Who set Goodturn up in a workspace, and whether it is turned off for everyone there.

use super::db::{Db, Result, Tx, sql};
use super::rows::instant;
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, WorkspaceId};

#[derive(sqlx::FromRow)]
struct AdminRow {
    person_id: String,
}

/// Who set Goodturn up, if anybody did. Whether they still may is for the caller to know.
///
/// # Errors
/// When the database refuses.
pub async fn first(db: &Db, workspace: &WorkspaceId) -> Result<Option<PersonId>> {
    let select = sql("SELECT person_id FROM workspace_admin WHERE workspace_id = $1").bind(workspace.as_str());
    Ok(db.one::<AdminRow>(select).await?.map(|row| row.person_id.into()))
}

/// The same inside a transaction in which nobody else can become it.
///
/// # Errors
/// When the database refuses.
pub async fn first_in(tx: &mut Tx, workspace: &WorkspaceId) -> Result<Option<PersonId>> {
    tx.take_turns(&[format!("admin:{}", workspace.as_str())]).await?;
    let select = sql("SELECT person_id FROM workspace_admin WHERE workspace_id = $1").bind(workspace.as_str());
    Ok(tx.one::<AdminRow>(select).await?.map(|row| row.person_id.into()))
}

/// Notes who set Goodturn up.
///
/// # Errors
/// When the database refuses.
pub async fn put(tx: &mut Tx, workspace: &WorkspaceId, person: &PersonId, at: Millis) -> Result<()> {
    let upsert = sql("INSERT INTO workspace_admin (workspace_id, person_id, since_at) VALUES ($1, $2, $3) ON CONFLICT (workspace_id) \
                      DO UPDATE SET person_id = excluded.person_id, since_at = excluded.since_at");
    tx.execute(upsert.bind(workspace.as_str()).bind(person.as_str()).bind(at.0)).await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct OffRow {
    off_at: Option<i64>,
    on_at: Option<i64>,
}

/// Since when it was turned off last, and when it was turned on again.
///
/// # Errors
/// When the database refuses.
pub async fn off(db: &Db, workspace: &WorkspaceId) -> Result<Option<(Millis, Option<Millis>)>> {
    let select = sql("SELECT off_at, on_at FROM workspace WHERE id = $1").bind(workspace.as_str());
    let row: Option<OffRow> = db.one(select).await?;
    Ok(row.and_then(|row| Some((Millis(row.off_at?), instant(row.on_at)))))
}

/// Turns it off for everyone. Off already, it stays off since then.
///
/// # Errors
/// When the database refuses.
pub async fn turn_off(db: &Db, workspace: &WorkspaceId, at: Millis) -> Result<()> {
    let update = sql("UPDATE workspace SET off_at = $1, on_at = NULL WHERE id = $2 AND (off_at IS NULL OR on_at IS NOT NULL)");
    db.execute(update.bind(at.0).bind(workspace.as_str())).await?;
    Ok(())
}

/// Turns it on again.
///
/// # Errors
/// When the database refuses.
pub async fn turn_on(db: &Db, workspace: &WorkspaceId, at: Millis) -> Result<()> {
    let update = sql("UPDATE workspace SET on_at = $1 WHERE id = $2 AND off_at IS NOT NULL AND on_at IS NULL");
    db.execute(update.bind(at.0).bind(workspace.as_str())).await?;
    Ok(())
}
