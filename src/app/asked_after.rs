//! Which open asks a reminder asks after: those that had a few days' time, a handful at most.

use crate::domain::day::Day;

/// Days after which an ask is asked after: sooner would be impatient.
pub(crate) const ASK_SHOWN_AFTER_DAYS: i64 = 3;

/// Asks that one reminder carries: the oldest first, so that each gets its turn.
pub(crate) const ASKS_PER_REMINDER_MAX: i64 = 5;

/// Reminders that ask after one ask: who says nothing in two months of weeks does not want to. It stays open in App Home.
pub(crate) const ASK_CARRIED_MAX: i64 = 8;

/// The last day whose asks are asked after on `today`.
pub(crate) const fn asked_until(today: Day) -> Day {
    today.plus(-ASK_SHOWN_AFTER_DAYS)
}
