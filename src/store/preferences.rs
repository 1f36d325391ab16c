//! What members said about contacts: refused, snoozed, and when one was last named to them. Private to the member.

use super::db::{Db, Result, Tx, sql};
use super::rows::instant;
use crate::domain::day::{Millis, Week};
use crate::domain::ids::{PersonId, WorkspaceId};
use crate::domain::plan::eligible::Preference;

#[derive(sqlx::FromRow)]
struct PreferenceRow {
    owner_id: String,
    person_id: String,
    refused_at: Option<i64>,
    snoozed_until: Option<i64>,
    nudged_week: Option<i64>,
    named_times: i64,
}

/// All preferences of a workspace, as (owner, contact, preference).
///
/// # Errors
/// When the database refuses.
pub async fn all(db: &Db, workspace: &WorkspaceId) -> Result<Vec<(PersonId, PersonId, Preference)>> {
    let select =
        sql("SELECT owner_id, person_id, refused_at, snoozed_until, nudged_week, named_times FROM preference WHERE workspace_id = $1");
    Ok(read(db.all(select.bind(workspace.as_str())).await?))
}

/// One owner's preferences, as (owner, contact, preference).
///
/// # Errors
/// When the database refuses.
pub async fn of_owner(db: &Db, workspace: &WorkspaceId, owner: &PersonId) -> Result<Vec<(PersonId, PersonId, Preference)>> {
    let select = sql(
        "SELECT owner_id, person_id, refused_at, snoozed_until, nudged_week, named_times FROM preference WHERE workspace_id = $1 AND owner_id = $2",
    );
    Ok(read(db.all(select.bind(workspace.as_str()).bind(owner.as_str())).await?))
}

fn read(rows: Vec<PreferenceRow>) -> Vec<(PersonId, PersonId, Preference)> {
    let preference = |row: &PreferenceRow| Preference {
        refused_at: instant(row.refused_at),
        snoozed_until: row.snoozed_until.map(Week),
        nudged_week: row.nudged_week.map(Week),
        named_times: row.named_times,
    };
    rows.into_iter().map(|row| (PersonId::new(&row.owner_id), PersonId::new(&row.person_id), preference(&row))).collect()
}

/// [Not this person], or its undoing with `None`.
///
/// # Errors
/// When the database refuses.
pub async fn refuse(tx: &mut Tx, workspace: &WorkspaceId, owner: &PersonId, contact: &PersonId, at: Option<Millis>) -> Result<()> {
    let upsert = sql("INSERT INTO preference (workspace_id, owner_id, person_id, refused_at) VALUES ($1, $2, $3, $4) \
                      ON CONFLICT (workspace_id, owner_id, person_id) DO UPDATE SET refused_at = excluded.refused_at");
    tx.execute(upsert.bind(workspace.as_str()).bind(owner.as_str()).bind(contact.as_str()).bind(at.map(|at| at.0))).await?;
    Ok(())
}

/// [Not this week]: not named before `until`.
///
/// # Errors
/// When the database refuses.
pub async fn snooze(tx: &mut Tx, workspace: &WorkspaceId, owner: &PersonId, contact: &PersonId, until: Week) -> Result<()> {
    let upsert = sql("INSERT INTO preference (workspace_id, owner_id, person_id, snoozed_until) VALUES ($1, $2, $3, $4) \
                      ON CONFLICT (workspace_id, owner_id, person_id) DO UPDATE SET snoozed_until = excluded.snoozed_until");
    tx.execute(upsert.bind(workspace.as_str()).bind(owner.as_str()).bind(contact.as_str()).bind(until.0)).await?;
    Ok(())
}

/// Weeks after which being named again is no repetition: a month and a half.
const IN_A_ROW_WEEKS: i64 = 6;

/// A reminder named these contacts in `week`: once more in a row, or for the first time since the two were in touch.
///
/// # Errors
/// When the database refuses.
pub async fn named(tx: &mut Tx, workspace: &WorkspaceId, owner: &PersonId, contacts: &[PersonId], week: Week) -> Result<()> {
    let in_a_row = week.plus(-IN_A_ROW_WEEKS);
    for contact in contacts {
        let upsert = sql(
            "INSERT INTO preference (workspace_id, owner_id, person_id, nudged_week, named_times) VALUES ($1, $2, $3, $4, 1) \
                          ON CONFLICT (workspace_id, owner_id, person_id) DO UPDATE SET nudged_week = excluded.nudged_week, \
                          named_times = CASE WHEN preference.nudged_week < $5 OR EXISTS (SELECT 1 FROM tie AS t WHERE t.workspace_id = $1 AND t.owner_id = $2 \
                          AND t.person_id = $3 AND t.week >= preference.nudged_week) THEN 1 ELSE preference.named_times + 1 END",
        );
        tx.execute(upsert.bind(workspace.as_str()).bind(owner.as_str()).bind(contact.as_str()).bind(week.0).bind(in_a_row.0)).await?;
    }
    Ok(())
}
