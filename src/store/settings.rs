//! What an admin set in App Home, by name. It goes before the operator's settings, which are not kept here.

use super::db::{Db, Result, sql};
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, WorkspaceId};

#[derive(sqlx::FromRow)]
struct Value {
    value: String,
}

/// What was set under `name`, if anything.
///
/// # Errors
/// When the database refuses.
pub async fn read(db: &Db, workspace: &WorkspaceId, name: &str) -> Result<Option<String>> {
    let select = sql("SELECT value FROM workspace_setting WHERE workspace_id = $1 AND name = $2");
    Ok(db.one::<Value>(select.bind(workspace.as_str()).bind(name)).await?.map(|row| row.value))
}

/// Sets `name`, or takes it back with `None`, so that the operator's setting holds again.
///
/// # Errors
/// When the database refuses.
pub async fn write(db: &Db, workspace: &WorkspaceId, name: &str, value: Option<&str>, by: &PersonId, at: Millis) -> Result<()> {
    let write = match value {
        Some(value) => sql("INSERT INTO workspace_setting (workspace_id, name, value, set_by, set_at) VALUES ($1, $2, $3, $4, $5) \
                            ON CONFLICT (workspace_id, name) DO UPDATE SET value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at")
        .bind(workspace.as_str())
        .bind(name)
        .bind(value)
        .bind(by.as_str())
        .bind(at.0),
        None => sql("DELETE FROM workspace_setting WHERE workspace_id = $1 AND name = $2").bind(workspace.as_str()).bind(name),
    };
    db.execute(write).await?;
    Ok(())
}
