//! Members: people who joined, with when and how often reminders come.

use super::db::{Db, Result, Sql, Tx, sql};
use super::rows::instant;
use crate::domain::day::{Millis, Week};
use crate::domain::ids::{PersonId, WorkspaceId};
use crate::domain::person::{Member, Rhythm};
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
        }
    }
}

macro_rules! columns {
    ($rest:literal) => {
        sql(concat!(
            "SELECT person_id, joined_at, left_at, rested_until, weekday, hour, rhythm, people_per_reminder, planned_week, reminded_at \
             FROM member WHERE workspace_id = $1",
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
    let insert = sql("INSERT INTO member (workspace_id, person_id, joined_at, weekday, hour, rhythm, people_per_reminder) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (workspace_id, person_id) DO UPDATE \
                      SET joined_at = excluded.joined_at, left_at = NULL, rested_until = NULL, planned_week = NULL WHERE member.left_at IS NOT NULL")
        .bind(workspace.as_str())
        .bind(person.as_str())
        .bind(at.0)
        .bind(i64::from(slot.weekday))
        .bind(i64::from(slot.hour))
        .bind(Rhythm::Weekly.as_str())
        .bind(people);
    let mut tx = db.begin().await?;
    let joined = tx.execute(insert).await? == 1;
    super::homes::mark_dirty(&mut tx, workspace, person, at).await?;
    tx.commit().await?;
    Ok(joined)
}

/// Leaves: no reminder goes out any more, waiting ones included. Tells whether they were a member.
///
/// # Errors
/// When the database refuses.
pub async fn leave(db: &Db, workspace: &WorkspaceId, person: &PersonId, at: Millis) -> Result<bool> {
    let mut tx = db.begin().await?;
    let update = sql("UPDATE member SET left_at = $1 WHERE workspace_id = $2 AND person_id = $3 AND left_at IS NULL");
    let left = tx.execute(update.bind(at.0).bind(workspace.as_str()).bind(person.as_str())).await? == 1;
    super::outbox::drop_waiting(&mut tx, workspace, person, "left", at).await?;
    super::homes::mark_dirty(&mut tx, workspace, person, at).await?;
    tx.commit().await?;
    Ok(left)
}

/// Rests until the instant, or listens again with `None`. Tells whether they are a member.
///
/// # Errors
/// When the database refuses.
pub async fn rest(db: &Db, workspace: &WorkspaceId, person: &PersonId, until: Option<Millis>, at: Millis) -> Result<bool> {
    let mut tx = db.begin().await?;
    let update = sql("UPDATE member SET rested_until = $1, planned_week = CASE WHEN $1 IS NULL THEN NULL ELSE planned_week END \
                      WHERE workspace_id = $2 AND person_id = $3 AND left_at IS NULL");
    let done = tx.execute(update.bind(until.map(|at| at.0)).bind(workspace.as_str()).bind(person.as_str())).await? == 1;
    super::homes::mark_dirty(&mut tx, workspace, person, at).await?;
    tx.commit().await?;
    Ok(done)
}

/// Notes the week a plan was made for.
///
/// # Errors
/// When the database refuses.
pub async fn planned(tx: &mut Tx, workspace: &WorkspaceId, person: &PersonId, week: Week) -> Result<()> {
    let update = sql("UPDATE member SET planned_week = $1 WHERE workspace_id = $2 AND person_id = $3");
    tx.execute(update.bind(week.0).bind(workspace.as_str()).bind(person.as_str())).await?;
    Ok(())
}

/// Notes when a reminder went out.
///
/// # Errors
/// When the database refuses.
pub async fn reminded(tx: &mut Tx, workspace: &WorkspaceId, person: &PersonId, at: Millis) -> Result<()> {
    let update = sql("UPDATE member SET reminded_at = $1 WHERE workspace_id = $2 AND person_id = $3");
    tx.execute(update.bind(at.0).bind(workspace.as_str()).bind(person.as_str())).await?;
    Ok(())
}
