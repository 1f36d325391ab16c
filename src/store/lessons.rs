//! What a workspace learns from: quiet ties as they were seen, until it is known whether they came back; then the same about nobody; and what
//! was learnt.

use std::collections::{BTreeMap, BTreeSet};

use super::again::again;
use super::db::{Arg, Db, Result, Tx, sql};
use super::teams;
use crate::domain::day::Week;
use crate::domain::ids::{PersonId, WorkspaceId};

/// Rows written by one statement: well under the places it may have.
const LESSONS_PER_CHUNK: usize = 400;

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

/// How a lesson ended.
#[derive(Clone, PartialEq, Eq)]
pub struct Ended {
    /// Whose tie it is.
    pub owner: PersonId,
    /// With whom.
    pub contact: PersonId,
    /// Whether it came back.
    pub came: bool,
}

#[derive(sqlx::FromRow)]
struct WeekRow {
    week: i64,
}

#[derive(sqlx::FromRow)]
struct EndedRow {
    owner_id: String,
    person_id: String,
    came: i64,
}

#[derive(sqlx::FromRow)]
struct GoneRow {
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
struct ForgettingRow {
    person_id: String,
}

#[derive(sqlx::FromRow)]
struct NextRow {
    next: i64,
}

/// Whose turn it is to keep lessons, or to leave: whoever comes second sees what the first one wrote.
fn lessons_turn(workspace: &WorkspaceId) -> String {
    format!("lessons:{}", workspace.as_str())
}

/// Keeps lessons; those that are there already stay as they are. What was seen may be seconds old: none is kept of who left meanwhile, and none
/// that names somebody who is being deleted, or is not there any more.
///
/// # Errors
/// When the database refuses; what was written until then stays.
pub async fn keep(db: &Db, workspace: &WorkspaceId, lessons: &[Lesson]) -> Result<()> {
    let row = |lesson: &Lesson| -> Vec<Arg> {
        let (owner, contact) = (lesson.owner.as_str().into(), lesson.contact.as_str().into());
        vec![workspace.as_str().into(), lesson.week.0.into(), owner, contact, lesson.seen.clone().into()]
    };
    for chunk in lessons.chunks(LESSONS_PER_CHUNK) {
        again(|| async {
            let mut tx = db.begin().await?;
            tx.take_turns(&[lessons_turn(workspace), teams::teams_turn(workspace)]).await?;
            let insert = sql("INSERT INTO lesson (workspace_id, week, owner_id, person_id, seen) \
                              SELECT column1, column2, column3, column4, column5 FROM (VALUES ");
            let insert = insert.rows(chunk.iter().map(row)).push(
                ") AS keys WHERE EXISTS (SELECT 1 FROM member AS m WHERE m.workspace_id = column1 AND m.person_id = column3 AND m.left_at IS NULL) \
                 AND EXISTS (SELECT 1 FROM person AS p WHERE p.workspace_id = column1 AND p.id = column3) \
                 AND EXISTS (SELECT 1 FROM person AS p WHERE p.workspace_id = column1 AND p.id = column4) \
                 AND NOT EXISTS (SELECT 1 FROM forgetting AS f WHERE f.workspace_id = column1 AND f.person_id IN (column3, column4)) \
                 ON CONFLICT DO NOTHING",
            );
            tx.execute(insert).await?;
            tx.commit().await
        })
        .await?;
    }
    Ok(())
}

/// The weeks up to this one in which lessons were seen whose outcome was not told yet, in order.
///
/// # Errors
/// When the database refuses.
pub async fn open_until(db: &Db, workspace: &WorkspaceId, week: Week) -> Result<Vec<Week>> {
    let select = sql("SELECT DISTINCT week FROM lesson WHERE workspace_id = $1 AND week <= $2 ORDER BY week");
    let rows: Vec<WeekRow> = db.all(select.bind(workspace.as_str()).bind(week.0)).await?;
    Ok(rows.into_iter().map(|row| Week(row.week)).collect())
}

/// How the lessons seen in a week ended: whether the owner entered anything with the contact that happened in the weeks after it, so many, as it
/// stands now. Entries are those that ties are made of. Left out is who was to be named to the owner in the first of these weeks, by the place they
/// were given on its Sunday and whatever became of it: that was settled when nothing was known of these weeks yet, so it leaves out returns and
/// silences alike. (Who was taken back before the reminder went out had been in touch more often than not; who stepped in had not.)
///
/// # Errors
/// When the database refuses.
pub async fn ended(db: &Db, workspace: &WorkspaceId, week: Week, weeks: i64) -> Result<Vec<Ended>> {
    let select =
        sql("SELECT l.owner_id, l.person_id, CAST(CASE WHEN EXISTS (SELECT 1 FROM act AS a WHERE a.workspace_id = l.workspace_id \
                      AND a.owner_id = l.owner_id AND a.happened_on >= $3 AND a.happened_on < $4 \
                      AND CASE WHEN a.owner_id = a.giver_id THEN a.receiver_id ELSE a.giver_id END = l.person_id) \
                      OR EXISTS (SELECT 1 FROM ask AS q WHERE q.workspace_id = l.workspace_id AND q.asker_id = l.owner_id \
                      AND q.asked_on >= $3 AND q.asked_on < $4 AND q.askee_id = l.person_id) \
                      OR EXISTS (SELECT 1 FROM touch AS t WHERE t.workspace_id = l.workspace_id AND t.owner_id = l.owner_id \
                      AND t.happened_on >= $3 AND t.happened_on < $4 AND t.person_id = l.person_id) THEN 1 ELSE 0 END AS BIGINT) AS came \
                      FROM lesson AS l WHERE l.workspace_id = $1 AND l.week = $2 AND NOT EXISTS (SELECT 1 FROM nudge AS n \
                      JOIN member AS m ON m.workspace_id = n.workspace_id AND m.person_id = n.member_id \
                      WHERE n.workspace_id = l.workspace_id AND n.member_id = l.owner_id AND n.week = $5 AND n.contact_id = l.person_id \
                      AND n.rank < m.people_per_reminder)");
    let (first, after) = (week.plus(1), week.plus(1 + weeks));
    let select = select.bind(workspace.as_str()).bind(week.0).bind(first.monday().0).bind(after.monday().0).bind(first.0);
    let rows: Vec<EndedRow> = db.all(select).await?;
    Ok(rows.into_iter().map(|row| Ended { owner: row.owner_id.into(), contact: row.person_id.into(), came: row.came != 0 }).collect())
}

/// Closes the lessons seen in a week: those of which it is told how they ended are learnt from, about nobody, and all of them are gone. Nothing is
/// learnt where fewer than `owners_min` people's are left: of those who left there are none, and those that name somebody who is being deleted teach
/// nothing.
///
/// # Errors
/// When the database refuses; then nothing of the week is closed.
pub async fn close(db: &Db, workspace: &WorkspaceId, week: Week, ended: &[Ended], owners_min: usize) -> Result<()> {
    let came: BTreeMap<(&str, &str), bool> =
        ended.iter().map(|ended| ((ended.owner.as_str(), ended.contact.as_str()), ended.came)).collect();
    again(|| async {
        let mut tx = db.begin().await?;
        tx.take_turns(&[lessons_turn(workspace), teams::teams_turn(workspace)]).await?;
        let gone = sql("DELETE FROM lesson WHERE workspace_id = $1 AND week = $2 RETURNING owner_id, person_id, seen");
        let gone: Vec<GoneRow> = tx.all(gone.bind(workspace.as_str()).bind(week.0)).await?;
        let forgetting: Vec<ForgettingRow> =
            tx.all(sql("SELECT person_id FROM forgetting WHERE workspace_id = $1").bind(workspace.as_str())).await?;
        let forgetting: BTreeSet<String> = forgetting.into_iter().map(|row| row.person_id).collect();
        let is_told = |row: &GoneRow| !forgetting.contains(&row.owner_id) && !forgetting.contains(&row.person_id);
        let came = |row: &GoneRow| came.get(&(row.owner_id.as_str(), row.person_id.as_str())).copied().filter(|_| is_told(row));
        let owners: BTreeSet<&str> = gone.iter().filter(|row| came(row).is_some()).map(|row| row.owner_id.as_str()).collect();
        let is_of_many = owners.len() >= owners_min;
        let mut taught: Vec<(bool, Vec<u8>)> =
            gone.into_iter().filter(|_| is_of_many).filter_map(|row| Some((came(&row)?, row.seen))).collect();
        // By what was seen and what came, and nothing else: the same lessons teach in the same order, and their order says nothing of whom they were about.
        taught.sort_unstable();
        let next = sql("SELECT COALESCE(MAX(number), -1) + 1 AS next FROM lesson_learnt WHERE workspace_id = $1 AND week = $2");
        let next: Option<NextRow> = tx.one(next.bind(workspace.as_str()).bind(week.0)).await?;
        let numbered: Vec<(i64, (bool, Vec<u8>))> = (next.map_or(0, |row| row.next)..).zip(taught).collect();
        for chunk in numbered.chunks(LESSONS_PER_CHUNK) {
            let row = |(number, (came, seen)): &(i64, (bool, Vec<u8>))| -> Vec<Arg> {
                vec![workspace.as_str().into(), week.0.into(), (*number).into(), seen.clone().into(), i64::from(*came).into()]
            };
            let insert = sql("INSERT INTO lesson_learnt (workspace_id, week, number, seen, came) VALUES ").rows(chunk.iter().map(row));
            tx.execute(insert).await?;
        }
        tx.commit().await
    })
    .await
}

/// An owner's open lessons go: the owner leaves, in the same transaction and after this.
pub(super) async fn drop_of(tx: &mut Tx, workspace: &WorkspaceId, owner: &PersonId) -> Result<()> {
    tx.take_turns(&[lessons_turn(workspace)]).await?;
    let delete = sql("DELETE FROM lesson WHERE workspace_id = $1 AND owner_id = $2");
    tx.execute(delete.bind(workspace.as_str()).bind(owner.as_str())).await?;
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
