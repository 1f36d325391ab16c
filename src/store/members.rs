//! Members: people who joined, with when and how often reminders come.

use super::again::again;
use super::db::{Db, Result, Sql, Tx, sql};
use super::rows::instant;
use crate::domain::day::{Millis, Week};
use crate::domain::ids::{PersonId, TeamId, WorkspaceId};
use crate::domain::person::{Member, REST_OPEN_ENDED, Rhythm};
use crate::domain::slot::SlotTime;

#[derive(sqlx::FromRow)]
struct MemberRow {
    person_id: String,
    joined_at: i64,
    left_at: Option<i64>,
    rested_until: Option<i64>,
    weekday: i64,
    hour: i64,
    rhythm: String,
    people_per_reminder: i64,
    planned_week: Option<i64>,
    reminded_at: Option<i64>,
    reminded_week: Option<i64>,
    ended_at: Option<i64>,
    seen_at: Option<i64>,
    ignored: i64,
    steps: i64,
    nudges_sent: i64,
    boundary_team: Option<String>,
    locale: Option<String>,
}

impl MemberRow {
    fn member(self) -> Member {
        Member {
            person: self.person_id.into(),
            joined_at: Millis(self.joined_at),
            left_at: instant(self.left_at),
            rested_until: instant(self.rested_until),
            slot: SlotTime { weekday: i8::try_from(self.weekday).unwrap_or(1), hour: i8::try_from(self.hour).unwrap_or(10) },
            rhythm: Rhythm::parse(&self.rhythm),
            people_per_reminder: self.people_per_reminder,
            planned_week: self.planned_week.map(Week),
            reminded_at: instant(self.reminded_at),
            reminded_week: self.reminded_week.map(Week),
            ended_at: instant(self.ended_at),
            seen_at: instant(self.seen_at),
            ignored: self.ignored,
            steps: self.steps,
            nudges_sent: self.nudges_sent,
            boundary: self.boundary_team.map(TeamId::from),
            locale: self.locale,
        }
    }
}

macro_rules! columns {
    ($rest:literal) => {
        sql(concat!(
            "SELECT person_id, joined_at, left_at, rested_until, weekday, hour, rhythm, people_per_reminder, planned_week, reminded_at, \
             reminded_week, ended_at, seen_at, ignored, steps, nudges_sent, boundary_team, locale FROM member WHERE workspace_id = $1",
            $rest
        ))
    };
}

async fn members(db: &Db, select: Sql) -> Result<Vec<Member>> {
    Ok(db.all::<MemberRow>(select).await?.into_iter().map(MemberRow::member).collect())
}

/// A member, whether they left or not.
///
/// # Errors
/// When the database refuses.
pub async fn by_id(db: &Db, workspace: &WorkspaceId, person: &PersonId) -> Result<Option<Member>> {
    Ok(members(db, columns!(" AND person_id = $2").bind(workspace.as_str()).bind(person.as_str())).await?.pop())
}

/// Those of these people who joined and have not left, in no order.
///
/// # Errors
/// When the database refuses.
pub async fn by_ids(db: &Db, workspace: &WorkspaceId, ids: &[PersonId]) -> Result<Vec<Member>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    members(db, columns!(" AND left_at IS NULL AND person_id IN ").bind(workspace.as_str()).list(ids.iter().map(PersonId::as_str))).await
}

/// Everybody who joined and has not left, by id.
///
/// # Errors
/// When the database refuses.
pub async fn all(db: &Db, workspace: &WorkspaceId) -> Result<Vec<Member>> {
    members(db, columns!(" AND left_at IS NULL ORDER BY person_id").bind(workspace.as_str())).await
}

/// Members who have no plan for `week` yet, by id.
///
/// # Errors
/// When the database refuses.
pub async fn unplanned(db: &Db, workspace: &WorkspaceId, week: Week) -> Result<Vec<Member>> {
    let select = columns!(" AND left_at IS NULL AND (planned_week IS NULL OR planned_week < $2) ORDER BY person_id");
    members(db, select.bind(workspace.as_str()).bind(week.0)).await
}

/// Joins, or joins again with the settings that were kept. Tells whether they were no member before.
///
/// # Errors
/// When the database refuses.
pub async fn join(db: &Db, workspace: &WorkspaceId, person: &PersonId, slot: SlotTime, people: i64, at: Millis) -> Result<bool> {
    let insert = || {
        sql("INSERT INTO member (workspace_id, person_id, joined_at, weekday, hour, rhythm, people_per_reminder) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (workspace_id, person_id) DO UPDATE \
                      SET joined_at = excluded.joined_at, left_at = NULL, rested_until = NULL, planned_week = NULL, ended_at = NULL, ignored = 0, steps = 0 \
                      WHERE member.left_at IS NOT NULL OR member.ended_at IS NOT NULL")
        .bind(workspace.as_str())
        .bind(person.as_str())
        .bind(at.0)
        .bind(i64::from(slot.weekday))
        .bind(i64::from(slot.hour))
        .bind(Rhythm::Weekly.as_str())
        .bind(people)
    };
    again(|| async {
        let mut tx = db.begin().await?;
        let joined = tx.execute(insert()).await? == 1;
        super::homes::mark_dirty(&mut tx, workspace, person, at).await?;
        tx.commit().await?;
        Ok(joined)
    })
    .await
}

/// Leaves: no reminder goes out any more, waiting ones included, and nothing more is learnt of their ties. Tells whether they were a member.
///
/// # Errors
/// When the database refuses.
pub async fn leave(db: &Db, workspace: &WorkspaceId, person: &PersonId, at: Millis) -> Result<bool> {
    again(|| async {
        let mut tx = db.begin().await?;
        super::lessons::drop_of(&mut tx, workspace, person).await?;
        let update = sql("UPDATE member SET left_at = $1 WHERE workspace_id = $2 AND person_id = $3 AND left_at IS NULL");
        let left = tx.execute(update.bind(at.0).bind(workspace.as_str()).bind(person.as_str())).await? == 1;
        super::outbox::drop_waiting(&mut tx, workspace, person, "left", at).await?;
        super::homes::mark_dirty(&mut tx, workspace, person, at).await?;
        tx.commit().await?;
        Ok(left)
    })
    .await
}

/// Rests until the instant, or listens again with `None`. Tells whether they are a member.
///
/// # Errors
/// When the database refuses.
pub async fn rest(db: &Db, workspace: &WorkspaceId, person: &PersonId, until: Option<Millis>, at: Millis) -> Result<bool> {
    let mut tx = db.begin().await?;
    let update = sql(
        "UPDATE member SET rested_until = $1, ended_at = CASE WHEN $1 IS NULL THEN NULL ELSE ended_at END, ignored = CASE WHEN $1 IS NULL THEN 0 ELSE ignored END WHERE workspace_id = $2 AND person_id = $3 AND left_at IS NULL",
    );
    let done = tx.execute(update.bind(until.map(|at| at.0)).bind(workspace.as_str()).bind(person.as_str())).await? == 1;
    super::homes::mark_dirty(&mut tx, workspace, person, at).await?;
    tx.commit().await?;
    Ok(done)
}

/// Notes the week a plan was made for, for some members.
///
/// # Errors
/// When the database refuses.
pub async fn planned(tx: &mut Tx, workspace: &WorkspaceId, people: &[PersonId], week: Week) -> Result<()> {
    let update = sql("UPDATE member SET planned_week = $1 WHERE workspace_id = $2 AND person_id IN ");
    tx.execute(update.bind(week.0).bind(workspace.as_str()).list(people.iter().map(PersonId::as_str))).await?;
    Ok(())
}

/// What went out in a reminder, as far as a member's row notes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminded {
    /// The slot's week.
    pub week: Week,
    /// Whether it carried a first step.
    pub step: bool,
    /// How many nudges it carried.
    pub nudges: i64,
    /// When.
    pub at: Millis,
}

/// Notes when a reminder went out, for which week, whether the one before it was ignored, and what it carried.
///
/// # Errors
/// When the database refuses.
pub async fn reminded(tx: &mut Tx, workspace: &WorkspaceId, person: &PersonId, what: Reminded) -> Result<()> {
    let update = sql("UPDATE member SET ignored = CASE WHEN reminded_at IS NOT NULL AND (seen_at IS NULL OR seen_at < reminded_at) \
                      THEN ignored + 1 ELSE 0 END, steps = CASE WHEN $1 > 0 THEN steps + 1 ELSE 0 END, reminded_at = $2, reminded_week = $3, \
                      nudges_sent = nudges_sent + $4 WHERE workspace_id = $5 AND person_id = $6")
        .bind(i64::from(what.step))
        .bind(what.at.0)
        .bind(what.week.0)
        .bind(what.nudges)
        .bind(workspace.as_str())
        .bind(person.as_str());
    tx.execute(update).await?;
    Ok(())
}

/// After the last note that nobody answered: rest until the member says otherwise.
///
/// # Errors
/// When the database refuses.
pub async fn rest_after_last_note(tx: &mut Tx, workspace: &WorkspaceId, person: &PersonId, at: Millis) -> Result<()> {
    let update = sql("UPDATE member SET rested_until = $1 WHERE workspace_id = $2 AND person_id = $3");
    tx.execute(update.bind(REST_OPEN_ENDED.0).bind(workspace.as_str()).bind(person.as_str())).await?;
    super::homes::mark_dirty(tx, workspace, person, at).await
}

/// [I have the habit now]: nothing more is sent. Tells whether they are a member.
///
/// # Errors
/// When the database refuses.
pub async fn end(db: &Db, workspace: &WorkspaceId, person: &PersonId, at: Millis) -> Result<bool> {
    let mut tx = db.begin().await?;
    let update = sql("UPDATE member SET ended_at = COALESCE(ended_at, $1) WHERE workspace_id = $2 AND person_id = $3 AND left_at IS NULL");
    let done = tx.execute(update.bind(at.0).bind(workspace.as_str()).bind(person.as_str())).await? == 1;
    super::outbox::drop_reminders(&mut tx, workspace, person, "ended", at).await?;
    super::homes::mark_dirty(&mut tx, workspace, person, at).await?;
    tx.commit().await?;
    Ok(done)
}

/// The week is to be planned anew for a member.
///
/// # Errors
/// When the database refuses.
pub async fn plan_anew(db: &Db, workspace: &WorkspaceId, person: &PersonId) -> Result<()> {
    let update = sql("UPDATE member SET planned_week = NULL WHERE workspace_id = $1 AND person_id = $2");
    db.execute(update.bind(workspace.as_str()).bind(person.as_str())).await?;
    Ok(())
}

/// A sign of life: nothing counts as ignored any more.
///
/// # Errors
/// When the database refuses.
pub async fn seen(db: &Db, workspace: &WorkspaceId, person: &PersonId, at: Millis) -> Result<()> {
    let update = sql("UPDATE member SET seen_at = $1, ignored = 0 WHERE workspace_id = $2 AND person_id = $3 AND left_at IS NULL");
    db.execute(update.bind(at.0).bind(workspace.as_str()).bind(person.as_str())).await?;
    Ok(())
}

/// What a member may change about their reminders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// When in the week.
    pub slot: SlotTime,
    /// How often.
    pub rhythm: Rhythm,
    /// Nudges in one reminder.
    pub people_per_reminder: i64,
    /// The language; none, and Slack's goes.
    pub locale: Option<String>,
    /// The boundary.
    pub boundary: Option<TeamId>,
}

/// Changes settings. Tells whether they are a member.
///
/// # Errors
/// When the database refuses.
pub async fn change(db: &Db, workspace: &WorkspaceId, person: &PersonId, to: &Settings, at: Millis) -> Result<bool> {
    let mut tx = db.begin().await?;
    let update = sql("UPDATE member SET weekday = $1, hour = $2, rhythm = $3, people_per_reminder = $4, locale = $5, boundary_team = $6 WHERE workspace_id = $7 AND person_id = $8 AND left_at IS NULL")
        .bind(i64::from(to.slot.weekday))
        .bind(i64::from(to.slot.hour))
        .bind(to.rhythm.as_str())
        .bind(to.people_per_reminder)
        .bind(to.locale.as_deref())
        .bind(to.boundary.as_ref().map(TeamId::as_str))
        .bind(workspace.as_str())
        .bind(person.as_str());
    let done = tx.execute(update).await? == 1;
    super::homes::mark_dirty(&mut tx, workspace, person, at).await?;
    tx.commit().await?;
    Ok(done)
}
