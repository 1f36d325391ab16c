//! The workspace's holidays: days on which no reminder comes.

use std::collections::BTreeSet;

use super::db::{Db, Result, sql};
use crate::domain::day::Day;
use crate::domain::ids::WorkspaceId;

#[derive(sqlx::FromRow)]
struct HolidayRow {
    day: i64,
    name: String,
}

/// All holidays with their names, by day.
///
/// # Errors
/// When the database refuses.
pub async fn all(db: &Db, workspace: &WorkspaceId) -> Result<Vec<(Day, String)>> {
    let rows: Vec<HolidayRow> =
        db.all(sql("SELECT day, name FROM holiday WHERE workspace_id = $1 ORDER BY day").bind(workspace.as_str())).await?;
    Ok(rows.into_iter().map(|row| (Day(row.day), row.name)).collect())
}

/// The holidays from one day to another, both included.
///
/// # Errors
/// When the database refuses.
pub async fn between(db: &Db, workspace: &WorkspaceId, (from, to): (Day, Day)) -> Result<BTreeSet<Day>> {
    let select = sql("SELECT day, name FROM holiday WHERE workspace_id = $1 AND day >= $2 AND day <= $3");
    let rows: Vec<HolidayRow> = db.all(select.bind(workspace.as_str()).bind(from.0).bind(to.0)).await?;
    Ok(rows.into_iter().map(|row| Day(row.day)).collect())
}

/// Adds holidays; a day that is there gets the new name.
///
/// # Errors
/// When the database refuses.
pub async fn add(db: &Db, workspace: &WorkspaceId, days: &[(Day, String)]) -> Result<()> {
    if days.is_empty() {
        return Ok(());
    }
    let row = |(day, name): &(Day, String)| vec![workspace.as_str().into(), day.0.into(), name.into()];
    let insert = sql("INSERT INTO holiday (workspace_id, day, name) VALUES ").rows(days.iter().map(row));
    db.execute(insert.push(" ON CONFLICT (workspace_id, day) DO UPDATE SET name = excluded.name")).await?;
    Ok(())
}

/// Takes days off the list.
///
/// # Errors
/// When the database refuses.
pub async fn remove(db: &Db, workspace: &WorkspaceId, days: &[Day]) -> Result<()> {
    if days.is_empty() {
        return Ok(());
    }
    let delete = sql("DELETE FROM holiday WHERE workspace_id = $1 AND day IN ").bind(workspace.as_str()).list(days.iter().map(|day| day.0));
    db.execute(delete).await?;
    Ok(())
}
