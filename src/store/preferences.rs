//! What members said about contacts: refused, snoozed, and when one was last named to them. Private to the member.

use super::db::{Db, Result, Tx, sql};
use super::rows::instant;
use crate::domain::day::{Millis, Week};
use crate::domain::ids::{MessageId, PersonId, WorkspaceId};
use crate::domain::plan::eligible::{NAMED_AGAIN_APART_WEEKS, Preference};

#[derive(sqlx::FromRow)]
struct PreferenceRow {
    owner_id: String,
    person_id: String,
    refused_at: Option<i64>,
    snoozed_until: Option<i64>,
    nudged_week: Option<i64>,
    named_times: i64,
}

impl PreferenceRow {
    fn read(self) -> (PersonId, PersonId, Preference) {
        let preference = Preference {
            refused_at: instant(self.refused_at),
            snoozed_until: self.snoozed_until.map(Week),
            nudged_week: self.nudged_week.map(Week),
            named_times: self.named_times,
        };
        (self.owner_id.into(), self.person_id.into(), preference)
    }
}

/// Weeks for which it makes a difference that somebody was named, whom the member doesn't keep warm: twice the month in which they are not named again.
const NAMED_MATTERS_WEEKS: i64 = 2 * NAMED_AGAIN_APART_WEEKS;

/// Hands over the preferences of a workspace that can still make a difference in `week`, as owner, contact and preference, in no order. Most rows only
/// remember that somebody was named long ago.
///
/// # Errors
/// When the database refuses.
pub async fn that_matter(
    db: &Db,
    workspace: &WorkspaceId,
    week: Week,
    mut take: impl FnMut(PersonId, PersonId, Preference) + Send,
) -> Result<()> {
    let select = sql(
        "SELECT owner_id, person_id, refused_at, snoozed_until, nudged_week, named_times FROM preference AS p WHERE workspace_id = $1 \
         AND (refused_at IS NOT NULL OR snoozed_until > $2 OR nudged_week > $3 OR EXISTS (SELECT 1 FROM tended AS t \
         WHERE t.workspace_id = p.workspace_id AND t.owner_id = p.owner_id AND t.person_id = p.person_id))",
    );
    let each = |row: PreferenceRow| {
        let (owner, contact, said) = row.read();
        take(owner, contact, said);
    };
    db.each(select.bind(workspace.as_str()).bind(week.0).bind(week.plus(-NAMED_MATTERS_WEEKS).0), each).await
}

/// One owner's preferences, as (owner, contact, preference).
///
/// # Errors
/// When the database refuses.
pub async fn of_owner(db: &Db, workspace: &WorkspaceId, owner: &PersonId) -> Result<Vec<(PersonId, PersonId, Preference)>> {
    let select = sql(
        "SELECT owner_id, person_id, refused_at, snoozed_until, nudged_week, named_times FROM preference WHERE workspace_id = $1 AND owner_id = $2",
    );
    let rows: Vec<PreferenceRow> = db.all(select.bind(workspace.as_str()).bind(owner.as_str())).await?;
    Ok(rows.into_iter().map(PreferenceRow::read).collect())
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

/// [Not this person] is taken back, if it was ever said: an old button makes no row.
///
/// # Errors
/// When the database refuses.
pub async fn unrefuse(db: &Db, workspace: &WorkspaceId, owner: &PersonId, contact: &PersonId) -> Result<()> {
    let update = sql("UPDATE preference SET refused_at = NULL WHERE workspace_id = $1 AND owner_id = $2 AND person_id = $3");
    db.execute(update.bind(workspace.as_str()).bind(owner.as_str()).bind(contact.as_str())).await?;
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

/// A reminder named the contacts of its chosen nudges in `week`: once more in a row, or for the first time since the two were in touch. Read where
/// it is written: who was deleted while it was on its way is not among them any more. Tells how many they are.
///
/// # Errors
/// When the database refuses.
pub async fn named(tx: &mut Tx, workspace: &WorkspaceId, message: &MessageId, week: Week) -> Result<i64> {
    let upsert = sql("INSERT INTO preference (workspace_id, owner_id, person_id, nudged_week, named_times) \
         SELECT workspace_id, member_id, contact_id, CAST($3 AS BIGINT), 1 FROM nudge \
         WHERE workspace_id = $1 AND message_id = $2 AND state = 'chosen' \
         ON CONFLICT (workspace_id, owner_id, person_id) DO UPDATE SET nudged_week = excluded.nudged_week, \
         named_times = CASE WHEN preference.nudged_week < $4 OR EXISTS (SELECT 1 FROM tie AS t WHERE t.workspace_id = preference.workspace_id \
         AND t.owner_id = preference.owner_id AND t.person_id = preference.person_id AND t.week >= preference.nudged_week) THEN 1 \
         ELSE preference.named_times + 1 END");
    let in_a_row = week.plus(-IN_A_ROW_WEEKS);
    let named = tx.execute(upsert.bind(workspace.as_str()).bind(message.as_str()).bind(week.0).bind(in_a_row.0)).await?;
    Ok(i64::try_from(named).unwrap_or(0))
}
