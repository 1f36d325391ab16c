//! Whom a member said they deal with: private to the member, and no entry. They only make candidates.

use std::collections::BTreeMap;

use super::db::{Db, Result, sql};
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, WorkspaceId};

#[derive(sqlx::FromRow)]
struct ContactRow {
    owner_id: String,
    person_id: String,
    added_at: i64,
}

/// Hands over everybody's contacts, as owner and person with when they were added, in no order.
///
/// # Errors
/// When the database refuses.
pub async fn all(db: &Db, workspace: &WorkspaceId, mut take: impl FnMut(PersonId, PersonId, Millis) + Send) -> Result<()> {
    let select = sql("SELECT owner_id, person_id, added_at FROM contact WHERE workspace_id = $1");
    let each = |row: ContactRow| take(row.owner_id.into(), row.person_id.into(), Millis(row.added_at));
    db.each(select.bind(workspace.as_str()), each).await
}

/// One member's contacts, with when they were added.
///
/// # Errors
/// When the database refuses.
pub async fn of_owner(db: &Db, workspace: &WorkspaceId, owner: &PersonId) -> Result<BTreeMap<PersonId, Millis>> {
    let select = sql("SELECT owner_id, person_id, added_at FROM contact WHERE workspace_id = $1 AND owner_id = $2");
    let rows: Vec<ContactRow> = db.all(select.bind(workspace.as_str()).bind(owner.as_str())).await?;
    Ok(rows.into_iter().map(|row| (row.person_id.into(), Millis(row.added_at))).collect())
}

/// Adds contacts; who is there already stays as they were.
///
/// # Errors
/// When the database refuses.
pub async fn add(db: &Db, workspace: &WorkspaceId, owner: &PersonId, people: &[PersonId], at: Millis) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let row = |person: &PersonId| vec![workspace.as_str().into(), owner.as_str().into(), person.as_str().into(), at.0.into()];
    let insert = sql("INSERT INTO contact (workspace_id, owner_id, person_id, added_at) VALUES ").rows(people.iter().map(row));
    db.execute(insert.push(" ON CONFLICT DO NOTHING")).await?;
    Ok(())
}
