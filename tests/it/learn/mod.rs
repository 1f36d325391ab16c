//! How the planner learns from a workspace's own history: what a lesson ends with, whose lessons there are, and how long they are kept.
//! Held rule by rule, and once for an organisation that lives half a year with chances that are known.

mod ended;
mod kept;
mod kit;
mod organisation;
mod sampled;

use libtest_mimic::Trial;

use crate::support::Harness;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [ended::trials(cx), sampled::trials(cx), kept::trials(cx), organisation::trials(cx)].into_iter().flatten().collect()
}
