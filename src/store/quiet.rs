//! Quiet periods of teams, as their cards say them. The one place that reads them for planning and the last look.

use super::db::{Db, Result, sql};
use crate::domain::day::Day;
use crate::domain::ids::WorkspaceId;
use crate::domain::plan::quiet::{Period, QuietTeams};

#[derive(sqlx::FromRow)]
struct PeriodRow {
    team_id: String,
    from_day: Option<i64>,
    to_day: Option<i64>,
    rule: Option<String>,
}

/// The quiet periods of a workspace's teams.
///
/// # Errors
/// When the database refuses.
pub async fn teams(db: &Db, workspace: &WorkspaceId) -> Result<QuietTeams> {
    let select = sql("SELECT team_id, from_day, to_day, rule FROM quiet_period WHERE workspace_id = $1");
    let rows: Vec<PeriodRow> = db.all(select.bind(workspace.as_str())).await?;
    let period = |row: PeriodRow| {
        let rule = row.rule.filter(|rule| !rule.is_empty());
        (row.team_id.into(), Period { from: row.from_day.map(Day), to: row.to_day.map(Day), rule })
    };
    Ok(QuietTeams::new(rows.into_iter().map(period)))
}
