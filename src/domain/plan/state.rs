//! The state of a tie and of a member's dealings with a team: two decayed counts of active weeks, and one of entries.
//!
//! Kept up to date in constant time for an entry in order; recomputed from all entries for any other change. Both ways do the same operations
//! in the same order of weeks (within a week the order changes nothing), so a rebuild gives the live state bit for bit.

use crate::domain::day::{Day, Week};
use crate::domain::nudge::LastEntry;

/// Half-life of the short memory of active weeks, in weeks.
pub const SHORT_HALF_LIFE_WEEKS: f64 = 4.0;

/// Half-life of the long memory of active weeks, in weeks.
pub const LONG_HALF_LIFE_WEEKS: f64 = 52.0;

/// One entry as far as ties go: a day, and what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    /// The day, on the owner's calendar.
    pub on: Day,
    /// What it was.
    pub kind: LastEntry,
}

/// What one member's own entries say about one other person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tie {
    /// The last active week; the decayed counts are as of that week.
    pub week: Week,
    /// Active weeks, decayed with [`SHORT_HALF_LIFE_WEEKS`].
    pub b4: f64,
    /// Active weeks, decayed with [`LONG_HALF_LIFE_WEEKS`].
    pub b52: f64,
    /// The last entry: the latest day's, whatever the order in which entries of that day arrived.
    pub last: Event,
}

/// Whether an entry could be taken in constant time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It was in order: the state is up to date.
    InOrder,
    /// It lies in a week before the last active one: the state must be recomputed from the entries.
    OutOfOrder,
}

impl Tie {
    /// The state after a first entry.
    #[must_use]
    pub const fn first(event: Event) -> Self {
        Self { week: event.on.week(), b4: 1.0, b52: 1.0, last: event }
    }

    /// Takes one more entry. A week counts once, however many entries it has.
    pub fn take(&mut self, event: Event) -> Taken {
        let week = event.on.week();
        if week < self.week {
            return Taken::OutOfOrder;
        }
        if week > self.week {
            self.b4 = self.b4 * decay(week.since(self.week), SHORT_HALF_LIFE_WEEKS) + 1.0;
            self.b52 = self.b52 * decay(week.since(self.week), LONG_HALF_LIFE_WEEKS) + 1.0;
            self.week = week;
        }
        self.last = self.last.max(event);
        Taken::InOrder
    }

    /// The state that all entries of a tie give, which must come sorted by week; none, no tie.
    #[must_use]
    pub fn rebuilt(events: impl IntoIterator<Item = Event>) -> Option<Self> {
        let mut events = events.into_iter();
        let mut tie = Self::first(events.next()?);
        for event in events {
            let taken = tie.take(event);
            debug_assert_eq!(taken, Taken::InOrder, "entries come sorted by week");
        }
        Some(tie)
    }

    /// Both counts as of the beginning of `week`: (short, long).
    #[must_use]
    pub fn as_of(&self, week: Week) -> (f64, f64) {
        let gap = week.since(self.week).max(0);
        (self.b4 * decay(gap, SHORT_HALF_LIFE_WEEKS), self.b52 * decay(gap, LONG_HALF_LIFE_WEEKS))
    }
}

/// A member's entries about anybody in one other team, decayed with [`SHORT_HALF_LIFE_WEEKS`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TeamActivity {
    /// The week of the last entry; `r4` is as of that week.
    pub week: Week,
    /// The decayed count.
    pub r4: f64,
}

impl TeamActivity {
    /// The state after a first entry.
    #[must_use]
    pub const fn first(week: Week) -> Self {
        Self { week, r4: 1.0 }
    }

    /// Takes one more entry.
    pub fn take(&mut self, week: Week) -> Taken {
        if week < self.week {
            return Taken::OutOfOrder;
        }
        self.r4 = self.r4 * decay(week.since(self.week), SHORT_HALF_LIFE_WEEKS) + 1.0;
        self.week = week;
        Taken::InOrder
    }

    /// The state that all entries with a team give, which must come sorted by week.
    #[must_use]
    pub fn rebuilt(weeks: impl IntoIterator<Item = Week>) -> Option<Self> {
        let mut weeks = weeks.into_iter();
        let mut activity = Self::first(weeks.next()?);
        for week in weeks {
            activity.take(week);
        }
        Some(activity)
    }

    /// The count as of the beginning of `week`.
    #[must_use]
    pub fn as_of(&self, week: Week) -> f64 {
        self.r4 * decay(week.since(self.week).max(0), SHORT_HALF_LIFE_WEEKS)
    }
}

/// What is left of 1 after `weeks` with the given half-life.
fn decay(weeks: i64, half_life: f64) -> f64 {
    // Weeks of a program's life are far below 2^52, so the conversion is exact.
    #[expect(clippy::cast_precision_loss, reason = "week differences are small whole numbers")]
    let weeks = weeks as f64;
    (-weeks / half_life).exp2()
}

#[cfg(test)]
mod tests {
    use rand::rngs::StdRng;
    use rand::{RngExt, SeedableRng};

    use super::*;

    fn on(day: i64) -> Event {
        Event { on: Day(day), kind: LastEntry::Gave }
    }

    #[test]
    fn a_week_with_many_entries_counts_once() {
        let monday = Week(2_900).monday();
        let mut tie = Tie::first(on(monday.0));
        for day in 1..7 {
            assert_eq!(tie.take(on(monday.0 + day)), Taken::InOrder);
        }
        assert!((tie.b4 - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn counts_halve_with_their_half_lives() {
        let tie = Tie::first(on(Week(100).monday().0));
        assert!((tie.as_of(Week(104)).0 - 0.5).abs() < 1e-12);
        assert!((tie.as_of(Week(152)).1 - 0.5).abs() < 1e-12);
    }

    #[test]
    fn an_entry_in_the_past_is_refused_and_changes_nothing() {
        let mut tie = Tie::first(on(Week(100).monday().0));
        let before = tie;
        assert_eq!(tie.take(on(Week(99).monday().0)), Taken::OutOfOrder);
        assert_eq!(tie, before);
    }

    #[test]
    fn live_state_and_rebuild_agree_to_the_bit() {
        let mut rng = StdRng::seed_from_u64(7);
        for _ in 0..200 {
            let mut day = 20_000_i64;
            let mut events = vec![on(day)];
            let mut live = Tie::first(on(day));
            let mut team = TeamActivity::first(Day(day).week());
            for _ in 0..rng.random_range(1..60) {
                day += rng.random_range(0..40);
                events.push(on(day));
                live.take(on(day));
                team.take(Day(day).week());
            }
            let rebuilt = Tie::rebuilt(events.iter().copied()).expect("there are entries");
            assert_eq!(live.b4.to_bits(), rebuilt.b4.to_bits());
            assert_eq!(live.b52.to_bits(), rebuilt.b52.to_bits());
            let team_rebuilt = TeamActivity::rebuilt(events.iter().map(|event| event.on.week())).expect("there are entries");
            assert_eq!(team.r4.to_bits(), team_rebuilt.r4.to_bits());
        }
    }
}
