//! Who deleted everything, as keyed fingerprints: enough to keep them out, and to know them when they come back of their own will.

use std::collections::BTreeSet;

use crate::domain::ids::{PersonId, WorkspaceId};
use crate::store::Store;
use crate::store::db::{Db, Result, Sql, Tx, sql};
use crate::vault::FINGERPRINT_BYTES;

/// What a fingerprint of somebody forgotten is for.
const PURPOSE: &str = "forgotten.person";

#[derive(sqlx::FromRow)]
struct PrintRow {
    print: Vec<u8>,
}

/// The fingerprint to be kept of a person.
pub(super) fn print(store: &Store, workspace: &WorkspaceId, person: &PersonId) -> Vec<u8> {
    store.vault.fingerprint(PURPOSE, &[workspace.as_str(), person.as_str()]).to_vec()
}

fn own_prints(store: &Store, workspace: &WorkspaceId, person: &PersonId) -> Vec<[u8; FINGERPRINT_BYTES]> {
    store.vault.fingerprints(PURPOSE, &[workspace.as_str(), person.as_str()])
}

fn of_workspace(workspace: &WorkspaceId) -> Sql {
    sql("SELECT print FROM forgotten WHERE workspace_id = $1").bind(workspace.as_str())
}

/// The fingerprints of everybody in a workspace who deleted everything.
///
/// # Errors
/// When the database refuses.
pub async fn prints(db: &Db, workspace: &WorkspaceId) -> Result<BTreeSet<Vec<u8>>> {
    let rows: Vec<PrintRow> = db.all(of_workspace(workspace)).await?;
    Ok(rows.into_iter().map(|row| row.print).collect())
}

/// Whether a person is among those fingerprints.
#[must_use]
pub fn is_among(store: &Store, prints: &BTreeSet<Vec<u8>>, workspace: &WorkspaceId, person: &PersonId) -> bool {
    !prints.is_empty() && own_prints(store, workspace, person).iter().any(|print| prints.contains(print.as_slice()))
}

/// Whether a person deleted everything, and did not come back.
///
/// # Errors
/// When the database refuses.
pub async fn is_forgotten(store: &Store, workspace: &WorkspaceId, person: &PersonId) -> Result<bool> {
    let select = of_workspace(workspace).push(" AND print IN ");
    let select = select.list(own_prints(store, workspace, person).iter().map(|print| print.to_vec()));
    Ok(store.db.one::<PrintRow>(select).await?.is_some())
}

/// Those of these people who deleted everything, inside a transaction.
///
/// # Errors
/// When the database refuses.
pub(in crate::store) async fn among(
    tx: &mut Tx,
    store: &Store,
    workspace: &WorkspaceId,
    people: impl Iterator<Item = &PersonId>,
) -> Result<Vec<PersonId>> {
    let prints: BTreeSet<Vec<u8>> = tx.all::<PrintRow>(of_workspace(workspace)).await?.into_iter().map(|row| row.print).collect();
    Ok(people.filter(|person| is_among(store, &prints, workspace, person)).cloned().collect())
}

/// Takes out again, in the transaction that just kept it, what Slack or a source said of people who deleted everything meanwhile.
///
/// # Errors
/// When the database refuses.
pub(in crate::store) async fn out_of_sync(
    tx: &mut Tx,
    store: &Store,
    workspace: &WorkspaceId,
    people: impl Iterator<Item = &PersonId>,
) -> Result<()> {
    let gone = among(tx, store, workspace, people).await?;
    if gone.is_empty() {
        return Ok(());
    }
    for text in
        ["DELETE FROM person_team WHERE workspace_id = $1 AND person_id IN ", "DELETE FROM person WHERE workspace_id = $1 AND id IN "]
    {
        tx.execute(sql(text).bind(workspace.as_str()).list(gone.iter().map(PersonId::as_str))).await?;
    }
    Ok(())
}

/// The person comes back of their own will: the sync may take them in again. Asked of everybody who does something of their own, so it writes
/// only where there is something to take away.
///
/// # Errors
/// When the database refuses.
pub async fn welcome_back(store: &Store, workspace: &WorkspaceId, person: &PersonId) -> Result<()> {
    if !is_forgotten(store, workspace, person).await? {
        return Ok(());
    }
    let delete = sql("DELETE FROM forgotten WHERE workspace_id = $1 AND print IN ").bind(workspace.as_str());
    let prints = own_prints(store, workspace, person);
    store.db.execute(delete.list(prints.iter().map(|print| print.to_vec()))).await?;
    Ok(())
}
