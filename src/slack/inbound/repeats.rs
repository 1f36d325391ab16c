//! Which events were taken already: Slack delivers one again when it believes that the first time was lost.
//!
//! A guard for the minutes in which Slack tries again, in this process; what an event changes is the same when it is taken twice.

use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

use crate::domain::ids::WorkspaceId;

/// Events remembered: an hour's worth of the busiest workspace, as Slack's last try comes after an hour. The oldest go first.
const REMEMBERED_MAX: usize = 20_000;

/// Events that were taken, or are being taken.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    hasher: RandomState,
    known: Mutex<Known>,
}

/// Only prints of ids, so that no id stays in memory.
#[derive(Debug, Default)]
struct Known {
    events: HashMap<u64, Arc<OnceCell<()>>>,
    order: VecDeque<u64>,
}

impl Repeats {
    /// Takes an event, unless it was taken before; one that is being taken is waited for, and when that fails this is the next try. Tells what
    /// came of it, if this was the time that it was taken.
    ///
    /// # Errors
    /// Those of taking it: then it was not taken, and the next time is the first.
    pub(crate) async fn once<T, E>(
        &self,
        workspace: &WorkspaceId,
        event: &str,
        take: impl Future<Output = Result<T, E>>,
    ) -> Result<Option<T>, E> {
        let mut taken = None;
        let noted = async {
            taken = Some(take.await?);
            Ok(())
        };
        self.cell(workspace, event).get_or_try_init(|| noted).await?;
        Ok(taken)
    }

    fn cell(&self, workspace: &WorkspaceId, event: &str) -> Arc<OnceCell<()>> {
        let print = self.hasher.hash_one((workspace.as_str(), event));
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cell) = known.events.get(&print) {
            return Arc::clone(cell);
        }
        known.order.push_back(print);
        if known.order.len() > REMEMBERED_MAX
            && let Some(oldest) = known.order.pop_front()
        {
            known.events.remove(&oldest);
        }
        Arc::clone(known.events.entry(print).or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether an event was taken this time; its taking fails where told.
    async fn takes(repeats: &Repeats, workspace: &str, event: &str, fails: bool) -> Result<bool, ()> {
        let taken = repeats.once(&workspace.into(), event, async { if fails { Err(()) } else { Ok(()) } }).await;
        taken.map(|taken| taken.is_some())
    }

    #[tokio::test]
    async fn an_event_is_taken_once_in_its_workspace() {
        let repeats = Repeats::default();
        assert_eq!(takes(&repeats, "T1", "Ev1", false).await, Ok(true));
        assert_eq!(takes(&repeats, "T1", "Ev1", false).await, Ok(false));
        assert_eq!(takes(&repeats, "T2", "Ev1", true).await, Err(()));
        assert_eq!(takes(&repeats, "T2", "Ev1", false).await, Ok(true), "what could not be taken is first again");
    }

    #[tokio::test]
    async fn one_that_comes_again_while_the_first_is_under_way_takes_over_when_that_fails() {
        for fails in [true, false] {
            let repeats = Repeats::default();
            let (go, gone) = tokio::sync::oneshot::channel::<()>();
            let workspace = "T1".into();
            let first = repeats.once(&workspace, "Ev1", async {
                let _ = gone.await;
                if fails { Err(()) } else { Ok(()) }
            });
            let again = async {
                tokio::task::yield_now().await;
                let again = takes(&repeats, "T1", "Ev1", false);
                let _ = go.send(());
                again.await
            };
            let (first, again) = tokio::join!(first, again);
            assert_eq!((first.is_err(), again), (fails, Ok(fails)));
        }
    }

    #[tokio::test]
    async fn memory_is_bounded_and_the_newest_stay() {
        let repeats = Repeats::default();
        for number in 0..=REMEMBERED_MAX {
            assert_eq!(takes(&repeats, "T1", &number.to_string(), false).await, Ok(true));
        }
        assert_eq!(takes(&repeats, "T1", &REMEMBERED_MAX.to_string(), false).await, Ok(false));
        assert_eq!(takes(&repeats, "T1", "0", false).await, Ok(true));
        assert_eq!(repeats.known.lock().map(|known| known.events.len()).ok(), Some(REMEMBERED_MAX));
    }
}
