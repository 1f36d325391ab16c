//! Which events were taken already: Slack delivers one again when it believes that the first time was lost.
//!
//! A guard for the minutes in which Slack tries again, in this process; what an event changes is the same when it is taken twice.

use std::collections::{HashSet, VecDeque};
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};

use crate::domain::ids::WorkspaceId;

/// Events remembered: an hour's worth of the busiest workspace, as Slack's last try comes after an hour. The oldest go first.
const REMEMBERED_MAX: usize = 20_000;

/// Events that were taken, or are being taken.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    hasher: RandomState,
    taken: Mutex<Taken>,
}

/// Only prints of ids, so that no id stays in memory.
#[derive(Debug, Default)]
struct Taken {
    prints: HashSet<u64>,
    order: VecDeque<u64>,
}

impl Repeats {
    /// Notes an event; tells whether it is the first time.
    pub(crate) fn is_first(&self, workspace: &WorkspaceId, event: &str) -> bool {
        let print = self.print(workspace, event);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if !taken.prints.insert(print) {
            return false;
        }
        taken.order.push_back(print);
        if taken.order.len() > REMEMBERED_MAX
            && let Some(oldest) = taken.order.pop_front()
        {
            taken.prints.remove(&oldest);
        }
        true
    }

    /// An event could not be taken: the next time is the first.
    pub(crate) fn forget(&self, workspace: &WorkspaceId, event: &str) {
        let print = self.print(workspace, event);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.prints.remove(&print) {
            taken.order.retain(|one| *one != print);
        }
    }

    fn print(&self, workspace: &WorkspaceId, event: &str) -> u64 {
        self.hasher.hash_one((workspace.as_str(), event))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_first_once_in_its_workspace() {
        let repeats = Repeats::default();
        assert!(repeats.is_first(&"T1".into(), "Ev1") && !repeats.is_first(&"T1".into(), "Ev1"));
        assert!(repeats.is_first(&"T2".into(), "Ev1"));
        repeats.forget(&"T1".into(), "Ev1");
        assert!(repeats.is_first(&"T1".into(), "Ev1"));
    }

    #[test]
    fn memory_is_bounded_and_the_newest_stay() {
        let repeats = Repeats::default();
        for number in 0..=REMEMBERED_MAX {
            assert!(repeats.is_first(&"T1".into(), &number.to_string()));
        }
        assert!(!repeats.is_first(&"T1".into(), &REMEMBERED_MAX.to_string()));
        assert!(repeats.is_first(&"T1".into(), "0"));
        assert_eq!(repeats.taken.lock().map(|taken| taken.prints.len()).ok(), Some(REMEMBERED_MAX));
    }
}
