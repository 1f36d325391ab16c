//! What a workspace learns from: quiet ties as they were seen, until it is known whether they came back; then the same about nobody; and what
//! was learnt.

use super::db::{Arg, Db, Result, sql};
use crate::domain::day::Week;
use crate::domain::ids::{PersonId, WorkspaceId};

/// Rows written or closed in one transaction: well under 50 ms.
pub const LESSONS_PER_CHUNK: usize = 400;

/// A quiet tie as it was seen in a week.
#[derive(Clone, PartialEq, Eq)]
pub struct Lesson {
    /// The week at whose end it was seen.
    pub week: Week,
    /// Whose tie it is.
    pub owner: PersonId,
    /// With whom.
    pub contact: PersonId,
    /// What was seen.
    pub seen: Vec<u8>,
}

/// How a lesson ended: none, when it teaches nothing.
pub type Outcome = Option<bool>;

#[derive(sqlx::FromRow)]
struct LessonRow {
    week: i64,
    owner_id: String,
    person_id: String,
    seen: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct LearntRow {
    seen: Vec<u8>,
    came: i64,
}

#[derive(sqlx::FromRow)]
struct JudgementRow {
    week: i64,
    learnt: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct NextRow {
    next: i64,
}

/// Keeps lessons; those that are there already stay as they are.
///
/// # Errors
/// When the database refuses; what was written until then stays.
pub async fn keep(db: &Db, workspace: &WorkspaceId, lessons: &[Lesson]) -> Result<()> {
    for chunk in lessons.chunks(LESSONS_PER_CHUNK) {
        let row = |lesson: &Lesson| -> Vec<Arg> {
            let (owner, contact) = (lesson.owner.as_str().into(), lesson.contact.as_str().into());
            vec![workspace.as_str().into(), lesson.week.0.into(), owner, contact, lesson.seen.clone().into()]
        };
        let insert = sql("INSERT INTO lesson (workspace_id, week, owner_id, person_id, seen) VALUES ").rows(chunk.iter().map(row));
        db.execute(insert.push(" ON CONFLICT DO NOTHING")).await?;
    }
    Ok(())
}

/// The lessons seen in this week or before whose outcome was not told yet.
///
/// # Errors
/// When the database refuses.
pub async fn open_until(db: &Db, workspace: &WorkspaceId, week: Week) -> Result<Vec<Lesson>> {
    let select = sql("SELECT week, owner_id, person_id, seen FROM lesson WHERE workspace_id = $1 AND week <= $2 ORDER BY week, seen");
    let rows: Vec<LessonRow> = db.all(select.bind(workspace.as_str()).bind(week.0)).await?;
    let lesson =
        |row: LessonRow| Lesson { week: Week(row.week), owner: row.owner_id.into(), contact: row.person_id.into(), seen: row.seen };
    Ok(rows.into_iter().map(lesson).collect())
}

/// Tells how lessons ended; from then on they are about nobody.
///
/// # Errors
/// When the database refuses; what was closed until then stays closed.
pub async fn close(db: &Db, workspace: &WorkspaceId, lessons: &[(Lesson, Outcome)]) -> Result<()> {
    for of_week in lessons.chunk_by(|one, next| one.0.week == next.0.week) {
        for chunk in of_week.chunks(LESSONS_PER_CHUNK) {
            let week = chunk[0].0.week;
            let mut tx = db.begin().await?;
            let gone = sql(
                "DELETE FROM lesson WHERE workspace_id = $1 AND week = $2 AND (owner_id, person_id) IN (SELECT column1, column2 FROM (VALUES ",
            );
            let names = chunk.iter().map(|(lesson, _)| vec![lesson.owner.as_str().into(), lesson.contact.as_str().into()]);
            tx.execute(gone.bind(workspace.as_str()).bind(week.0).rows(names).push(") AS keys)")).await?;
            let next = sql("SELECT COALESCE(MAX(number), -1) + 1 AS next FROM lesson_learnt WHERE workspace_id = $1 AND week = $2");
            let next: Option<NextRow> = tx.one(next.bind(workspace.as_str()).bind(week.0)).await?;
            let taught = chunk.iter().filter_map(|(lesson, outcome)| Some((&lesson.seen, (*outcome)?)));
            let rows: Vec<Vec<Arg>> = (next.map_or(0, |row| row.next)..)
                .zip(taught)
                .map(|(number, (seen, came))| {
                    vec![workspace.as_str().into(), week.0.into(), number.into(), seen.clone().into(), i64::from(came).into()]
                })
                .collect();
            if !rows.is_empty() {
                tx.execute(sql("INSERT INTO lesson_learnt (workspace_id, week, number, seen, came) VALUES ").rows(rows)).await?;
            }
            tx.commit().await?;
        }
    }
    Ok(())
}

/// Every lesson whose outcome is known: what was seen, and whether the tie came back; always in the same order.
///
/// # Errors
/// When the database refuses.
pub async fn learnt(db: &Db, workspace: &WorkspaceId) -> Result<Vec<(Vec<u8>, bool)>> {
    let select = sql("SELECT seen, came FROM lesson_learnt WHERE workspace_id = $1 ORDER BY week, number");
    let rows: Vec<LearntRow> = db.all(select.bind(workspace.as_str())).await?;
    Ok(rows.into_iter().map(|row| (row.seen, row.came != 0)).collect())
}

/// What was learnt last, if anything was, and for which week.
///
/// # Errors
/// When the database refuses.
pub async fn judgement(db: &Db, workspace: &WorkspaceId) -> Result<Option<(Week, Vec<u8>)>> {
    let row: Option<JudgementRow> =
        db.one(sql("SELECT week, learnt FROM judgement WHERE workspace_id = $1").bind(workspace.as_str())).await?;
    Ok(row.map(|row| (Week(row.week), row.learnt)))
}

/// Keeps what was learnt for a week.
///
/// # Errors
/// When the database refuses.
pub async fn set_judgement(db: &Db, workspace: &WorkspaceId, week: Week, learnt: Vec<u8>) -> Result<()> {
    let upsert = sql("INSERT INTO judgement (workspace_id, week, learnt) VALUES ($1, $2, $3) \
                      ON CONFLICT (workspace_id) DO UPDATE SET week = excluded.week, learnt = excluded.learnt");
    db.execute(upsert.bind(workspace.as_str()).bind(week.0).bind(learnt)).await?;
    Ok(())
}
