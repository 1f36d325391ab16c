//! Whose App Home was opened, and whose is out of date. Many changes before the next publication make one publication.

use super::db::{Db, Result, Tx, sql};
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, WorkspaceId};

/// Marks a person's Home as out of date, if they ever opened it.
///
/// # Errors
/// When the database refuses.
pub async fn mark_dirty(tx: &mut Tx, workspace: &WorkspaceId, person: &PersonId, at: Millis) -> Result<()> {
    let update = sql("UPDATE home SET dirty_at = $1 WHERE workspace_id = $2 AND person_id = $3");
    tx.execute(update.bind(at.0).bind(workspace.as_str()).bind(person.as_str())).await?;
    Ok(())
}

/// Notes that a person opened their Home.
///
/// # Errors
/// When the database refuses.
pub async fn opened(db: &Db, workspace: &WorkspaceId, person: &PersonId, at: Millis) -> Result<()> {
    let upsert = sql("INSERT INTO home (workspace_id, person_id, opened_at, dirty_at) VALUES ($1, $2, $3, $3) \
                      ON CONFLICT (workspace_id, person_id) DO UPDATE SET opened_at = excluded.opened_at, dirty_at = excluded.dirty_at");
    db.execute(upsert.bind(workspace.as_str()).bind(person.as_str()).bind(at.0)).await?;
    Ok(())
}

/// A Home that is out of date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dirty {
    /// Where.
    pub workspace: WorkspaceId,
    /// Whose.
    pub person: PersonId,
    /// Since when; handed back to [`published`].
    pub dirty_at: Millis,
}

#[derive(sqlx::FromRow)]
struct HomeRow {
    workspace_id: String,
    person_id: String,
    dirty_at: Option<i64>,
}

impl HomeRow {
    fn dirty(self) -> Option<Dirty> {
        Some(Dirty { workspace: self.workspace_id.into(), person: self.person_id.into(), dirty_at: Millis(self.dirty_at?) })
    }
}

/// The mark on a person's Home, if it is out of date.
///
/// # Errors
/// When the database refuses.
pub async fn mark(db: &Db, workspace: &WorkspaceId, person: &PersonId) -> Result<Option<Dirty>> {
    let select =
        sql("SELECT workspace_id, person_id, dirty_at FROM home WHERE workspace_id = $1 AND person_id = $2 AND dirty_at IS NOT NULL");
    let row: Option<HomeRow> = db.one(select.bind(workspace.as_str()).bind(person.as_str())).await?;
    Ok(row.and_then(HomeRow::dirty))
}

/// Whether a person ever opened their Home.
///
/// # Errors
/// When the database refuses.
pub async fn is_known(db: &Db, workspace: &WorkspaceId, person: &PersonId) -> Result<bool> {
    let select = sql("SELECT workspace_id, person_id, dirty_at FROM home WHERE workspace_id = $1 AND person_id = $2");
    Ok(db.one::<HomeRow>(select.bind(workspace.as_str()).bind(person.as_str())).await?.is_some())
}

/// Some Homes that are out of date, the longest first.
///
/// # Errors
/// When the database refuses.
pub async fn dirty(db: &Db, now: Millis, limit: i64) -> Result<Vec<Dirty>> {
    let select =
        sql("SELECT workspace_id, person_id, dirty_at FROM home WHERE dirty_at <= $2 ORDER BY dirty_at, workspace_id, person_id LIMIT $1");
    let rows: Vec<HomeRow> = db.all(select.bind(limit).bind(now.0)).await?;
    Ok(rows.into_iter().filter_map(HomeRow::dirty).collect())
}

#[derive(sqlx::FromRow)]
struct DueRow {
    due_at: Option<i64>,
}

/// When the next Home that is out of date is to be published.
///
/// # Errors
/// When the database refuses.
pub async fn next_due(db: &Db) -> Result<Option<Millis>> {
    let row: Option<DueRow> = db.one(sql("SELECT MIN(dirty_at) AS due_at FROM home WHERE dirty_at IS NOT NULL")).await?;
    Ok(row.and_then(|row| row.due_at).map(Millis))
}

/// Puts a Home that could not be published off, so that others get their turn.
///
/// # Errors
/// When the database refuses.
pub async fn put_off(db: &Db, home: &Dirty, until: Millis) -> Result<()> {
    let update = sql("UPDATE home SET dirty_at = $1 WHERE workspace_id = $2 AND person_id = $3 AND dirty_at = $4");
    db.execute(update.bind(until.0).bind(home.workspace.as_str()).bind(home.person.as_str()).bind(home.dirty_at.0)).await?;
    Ok(())
}

/// Notes that a Home was published as of `home.dirty_at`; a change since then keeps it out of date.
///
/// # Errors
/// When the database refuses.
pub async fn published(db: &Db, home: &Dirty) -> Result<()> {
    let update = sql("UPDATE home SET dirty_at = NULL WHERE workspace_id = $1 AND person_id = $2 AND dirty_at = $3");
    db.execute(update.bind(home.workspace.as_str()).bind(home.person.as_str()).bind(home.dirty_at.0)).await?;
    Ok(())
}
