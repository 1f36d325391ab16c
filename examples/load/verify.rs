//! Looks at what is stored after a run, note by note, with the key the bot had.
//! An acknowledgement is a promise: counting rows would not show one act that is missing beside another that is there twice.

use std::collections::HashMap;

use goodturn::domain::ids::{PersonId, WorkspaceId};
use goodturn::store::acts;

use super::drive::{Shot, number_in};
use super::fill;
use super::people::{People, WORKSPACE};

/// What is there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Found {
    /// All acts.
    pub acts: usize,
    /// Acts of the run.
    pub of_run: usize,
    /// Acknowledged acts that are not there.
    pub missing: usize,
    /// Acts of the run that are there more than once.
    pub doubled: usize,
}

/// Reads all acts of everybody and compares them with what was acknowledged.
pub async fn verify(url: &str, people: &People, shots: &[Shot]) -> anyhow::Result<Found> {
    let store = fill::open(url).await?;
    let workspace = WorkspaceId::from(WORKSPACE);
    let mut found = Found::default();
    let mut times: HashMap<usize, u32> = HashMap::new();
    for id in people.ids() {
        let owned = acts::latest(&store, &workspace, &PersonId::from(id), 0, i64::MAX).await?;
        found.acts += owned.len();
        for number in owned.iter().filter_map(|act| number_in(act.note.as_str())) {
            found.of_run += 1;
            *times.entry(number).or_default() += 1;
        }
    }
    let kept = shots.iter().filter(|shot| shot.act && shot.result.is_ok());
    found.missing = kept.filter(|shot| !times.contains_key(&shot.number)).count();
    found.doubled = times.values().filter(|count| **count > 1).count();
    store.db.close().await;
    Ok(found)
}
