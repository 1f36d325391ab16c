//! Promises of the store that no conversation shows by itself.

mod batches;
mod forget;
mod ties;

use libtest_mimic::Trial;

use crate::support::Harness;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [ties::trials(cx), batches::trials(cx), forget::trials(cx)].into_iter().flatten().collect()
}
