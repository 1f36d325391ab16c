//! The state of a tie: what is remembered of it, and its last entry.
//!
//! Kept up to date in constant time for an entry in order; recomputed from all entries for any other change. Entries have one order, by day and
//! within a day by kind, and both ways do the same operations in it, so a rebuild gives the live state bit for bit.

use super::memory::{Direction, GAVE, Memory, RECEIVED};
use crate::domain::day::{Day, Week};
use crate::domain::nudge::LastEntry;

/// One entry as far as ties go: a day, and what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    /// The day, on the owner's calendar.
    pub on: Day,
    /// What it was.
    pub kind: LastEntry,
}

impl Event {
    /// Who turned to whom: by an ask the owner did, as much as by help given.
    #[must_use]
    pub const fn direction(self) -> Direction {
        match self.kind {
            LastEntry::Gave | LastEntry::Asked => Direction::Out,
            LastEntry::Received => Direction::In,
            LastEntry::Touch => Direction::Both,
        }
    }
}

/// What one member's own entries say about one other person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tie {
    /// What is remembered.
    pub memory: Memory,
    /// The last entry: the latest day's, whatever the order in which entries of that day arrived.
    pub last: Event,
}

/// Whether an entry could be taken in constant time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It was in order: the state is up to date.
    InOrder,
    /// It lies before the last one: the state must be recomputed from the entries.
    OutOfOrder,
}

impl Tie {
    /// The state after a first entry.
    #[must_use]
    pub fn first(event: Event) -> Self {
        let mut tie = Self { memory: Memory::first(event.on.week(), event.direction()), last: event };
        tie.memory.ways |= help(event.kind);
        tie
    }

    /// Takes one more entry.
    pub fn take(&mut self, event: Event) -> Taken {
        if event < self.last {
            return Taken::OutOfOrder;
        }
        self.memory.take(event.on.week(), event.direction());
        self.memory.ways |= help(event.kind);
        self.last = event;
        Taken::InOrder
    }

    /// The state that all entries of a tie give, in whatever order they come; none, no tie.
    #[must_use]
    pub fn rebuilt(events: impl IntoIterator<Item = Event>) -> Option<Self> {
        let mut events: Vec<Event> = events.into_iter().collect();
        events.sort_unstable();
        let mut events = events.into_iter();
        let mut tie = Self::first(events.next()?);
        for event in events {
            tie.take(event);
        }
        Some(tie)
    }

    /// The last active week.
    #[must_use]
    pub const fn week(&self) -> Week {
        self.memory.last()
    }

    /// What is remembered as of the end of the week before `week`: what a reminder in `week` goes by.
    #[must_use]
    pub fn before(&self, week: Week) -> Memory {
        self.memory.at(self.memory.gap(week.plus(-1)))
    }
}

/// The mark that an entry of this kind leaves for good.
const fn help(kind: LastEntry) -> u16 {
    match kind {
        LastEntry::Gave => GAVE,
        LastEntry::Received => RECEIVED,
        LastEntry::Asked | LastEntry::Touch => 0,
    }
}

#[cfg(test)]
mod tests {
    use rand::rngs::StdRng;
    use rand::seq::IndexedRandom;
    use rand::{RngExt, SeedableRng};

    use super::*;

    const KINDS: [LastEntry; 4] = [LastEntry::Touch, LastEntry::Asked, LastEntry::Received, LastEntry::Gave];

    fn on(day: i64) -> Event {
        Event { on: Day(day), kind: LastEntry::Gave }
    }

    #[test]
    fn an_entry_in_the_past_is_refused_and_changes_nothing() {
        let mut tie = Tie::first(on(Week(100).monday().0));
        let before = tie;
        assert_eq!(tie.take(on(Week(99).monday().0)), Taken::OutOfOrder);
        assert_eq!(tie, before);
        let earlier = Event { kind: LastEntry::Asked, ..tie.last };
        assert_eq!(tie.take(earlier), Taken::OutOfOrder, "within a day the kind decides");
    }

    #[test]
    fn who_ever_helped_whom_is_kept() {
        let event = |week: i64, kind| Event { on: Week(week).monday(), kind };
        let asked = Tie::rebuilt([event(90, LastEntry::Gave), event(95, LastEntry::Asked), event(99, LastEntry::Touch)]);
        assert!(asked.is_some_and(|tie| !tie.memory.is_both_ways()));
        let helped = Tie::rebuilt([event(90, LastEntry::Received), event(95, LastEntry::Asked), event(99, LastEntry::Gave)]);
        assert!(helped.is_some_and(|tie| tie.memory.is_both_ways()));
    }

    #[test]
    fn live_state_and_rebuild_agree_to_the_bit() {
        let mut rng = StdRng::seed_from_u64(7);
        for _ in 0..200 {
            let mut day = 20_000_i64;
            let mut events = vec![on(day)];
            let mut live = Some(Tie::first(on(day)));
            for _ in 0..rng.random_range(1..60) {
                day += rng.random_range(-3..40);
                let event = Event { on: Day(day), kind: *KINDS.choose(&mut rng).expect("there are kinds") };
                events.push(event);
                let taken = live.as_mut().map(|tie| tie.take(event));
                if taken == Some(Taken::OutOfOrder) {
                    live = Tie::rebuilt(events.iter().copied());
                }
            }
            let rebuilt = Tie::rebuilt(events.iter().rev().copied()).map(|tie| format!("{tie:?}"));
            assert_eq!(live.map(|tie| format!("{tie:?}")), rebuilt);
        }
    }
}
