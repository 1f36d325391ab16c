//! Whom members keep warm, and how often. Private to the member.

use super::db::{Db, Result, Tx, sql};
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, WorkspaceId};

/// Somebody on a member's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TendedRow {
    /// The cadence in weeks.
    pub weeks: i64,
    /// Since when.
    pub added_at: Millis,
}

#[derive(sqlx::FromRow)]
struct Row {
    owner_id: String,
    person_id: String,
    weeks: i64,
    added_at: i64,
}

impl Row {
    fn tended(&self) -> TendedRow {
        TendedRow { weeks: self.weeks, added_at: Millis(self.added_at) }
    }
}

/// Hands over everybody's list, as owner and person, in no order.
///
/// # Errors
/// When the database refuses.
pub async fn all(db: &Db, workspace: &WorkspaceId, mut take: impl FnMut(PersonId, PersonId, TendedRow) + Send) -> Result<()> {
    let select = sql("SELECT owner_id, person_id, weeks, added_at FROM tended WHERE workspace_id = $1");
    db.each(select.bind(workspace.as_str()), |row: Row| take(PersonId::new(&row.owner_id), PersonId::new(&row.person_id), row.tended()))
        .await
}

/// One member's list, the longest tended first.
///
/// # Errors
/// When the database refuses.
pub async fn of_owner(db: &Db, workspace: &WorkspaceId, owner: &PersonId) -> Result<Vec<(PersonId, TendedRow)>> {
    let select = sql("SELECT owner_id, person_id, weeks, added_at FROM tended WHERE workspace_id = $1 AND owner_id = $2 \
                      ORDER BY added_at, person_id");
    let rows: Vec<Row> = db.all(select.bind(workspace.as_str()).bind(owner.as_str())).await?;
    Ok(rows.into_iter().map(|row| (PersonId::new(&row.person_id), row.tended())).collect())
}

/// One member's list inside the transaction that adds to it.
///
/// # Errors
/// When the database refuses.
pub async fn of_owner_in(tx: &mut Tx, workspace: &WorkspaceId, owner: &PersonId) -> Result<Vec<PersonId>> {
    // The turn is the owner's own, so that two adding at once can't both take the last place.
    tx.take_turns(&[format!("tended:{}:{}", workspace.as_str(), owner.as_str())]).await?;
    let select =
        sql("SELECT owner_id, person_id, weeks, added_at FROM tended WHERE workspace_id = $1 AND owner_id = $2 ORDER BY person_id");
    let rows: Vec<Row> = tx.all(select.bind(workspace.as_str()).bind(owner.as_str())).await?;
    Ok(rows.into_iter().map(|row| row.person_id.into()).collect())
}

/// Puts somebody on the list, or changes their cadence.
///
/// # Errors
/// When the database refuses.
pub async fn put(tx: &mut Tx, workspace: &WorkspaceId, owner: &PersonId, person: &PersonId, weeks: i64, at: Millis) -> Result<()> {
    let upsert = sql("INSERT INTO tended (workspace_id, owner_id, person_id, weeks, added_at) VALUES ($1, $2, $3, $4, $5) \
                      ON CONFLICT (workspace_id, owner_id, person_id) DO UPDATE SET weeks = excluded.weeks");
    tx.execute(upsert.bind(workspace.as_str()).bind(owner.as_str()).bind(person.as_str()).bind(weeks).bind(at.0)).await?;
    super::homes::mark_dirty(tx, workspace, owner, at).await
}

/// Takes somebody off the list. Tells whether they were on it.
///
/// # Errors
/// When the database refuses.
pub async fn take_off(db: &Db, workspace: &WorkspaceId, owner: &PersonId, person: &PersonId, at: Millis) -> Result<bool> {
    let mut tx = db.begin().await?;
    let delete = sql("DELETE FROM tended WHERE workspace_id = $1 AND owner_id = $2 AND person_id = $3");
    let gone = tx.execute(delete.bind(workspace.as_str()).bind(owner.as_str()).bind(person.as_str())).await? == 1;
    super::homes::mark_dirty(&mut tx, workspace, owner, at).await?;
    tx.commit().await?;
    Ok(gone)
}
