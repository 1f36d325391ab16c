//! Promises of the store that no conversation shows by itself.

mod batches;
mod forget;
mod given_up;
mod lookups;
mod ties;

use libtest_mimic::Trial;

use crate::support::{Engine, Harness};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let lookups = cx.on(Engine::Sqlite, "lookups::rows_are_found_by_an_index", lookups::rows_are_found_by_an_index);
    [ties::trials(cx), batches::trials(cx), forget::trials(cx), given_up::trials(cx), vec![lookups]].into_iter().flatten().collect()
}
