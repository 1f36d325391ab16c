//! First meetings: told of only as several at once, never by name, and two weeks after they were given to be counted.
//!
//! Each is told of in one post and never again, so two posts can't be subtracted: every batch is a crowd by itself.

use std::collections::BTreeSet;

use super::crowd::{Roster, is_crowd};
use crate::domain::day::Millis;
use crate::domain::ids::{EntryId, PersonId};

/// How long after the press a first meeting may be told of: by then nobody knows whose it was by the week it came.
pub const TOLD_AFTER_MS: i64 = 14 * Millis::DAY;

/// Pairs that one batch has, at the least.
pub const PAIRS_MIN: usize = 3;

/// A first meeting that its giver gave to be counted.
#[derive(Clone, PartialEq, Eq)]
pub struct Met {
    /// The act.
    pub act: EntryId,
    /// Giver and receiver.
    pub pair: [PersonId; 2],
    /// When it was given to be counted.
    pub pressed_at: Millis,
}

impl std::fmt::Debug for Met {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Met")
    }
}

/// The acts that the next post may tell of, all at once; empty until they are a crowd.
#[must_use]
pub fn first_meetings(met: &[Met], roster: &Roster) -> Vec<EntryId> {
    let due = |one: &&Met| one.pressed_at.plus(TOLD_AFTER_MS) <= roster.now() && one.pair.iter().all(|person| roster.is_present(person));
    let due: Vec<&Met> = met.iter().filter(due).collect();
    let pairs: BTreeSet<(&PersonId, &PersonId)> = due.iter().map(|one| pair(one)).filter(|(a, b)| a != b).collect();
    let people: BTreeSet<&PersonId> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
    if pairs.len() < PAIRS_MIN || !is_crowd(people.len()) {
        return Vec::new();
    }
    due.into_iter().map(|one| one.act.clone()).collect()
}

fn pair(met: &Met) -> (&PersonId, &PersonId) {
    let [a, b] = &met.pair;
    (a.min(b), a.max(b))
}

#[cfg(test)]
mod tests {
    use super::super::crowd::tests::roster;
    use super::*;

    fn met(pairs: &[(usize, usize)], pressed_at: i64) -> Vec<Met> {
        let met = |(place, (a, b)): (usize, &(usize, usize))| Met {
            act: format!("{pressed_at}:{place}").into(),
            pair: [format!("A{a}").into(), format!("A{b}").into()],
            pressed_at: Millis(pressed_at),
        };
        pairs.iter().enumerate().map(met).collect()
    }

    #[test]
    fn every_batch_has_three_pairs_and_five_people_whatever_was_pressed() {
        let roster = roster(&[("A", 6)]);
        let pairs: Vec<(usize, usize)> = (0..6).flat_map(|a| (a + 1..6).map(move |b| (a, b))).collect();
        for chosen in 0..1_u32 << pairs.len() {
            let some: Vec<(usize, usize)> =
                pairs.iter().enumerate().filter(|(place, _)| chosen >> place & 1 == 1).map(|(_, pair)| *pair).collect();
            let people: BTreeSet<usize> = some.iter().flat_map(|(a, b)| [*a, *b]).collect();
            let told = first_meetings(&met(&some, -TOLD_AFTER_MS), &roster);
            assert_eq!(told.len(), if some.len() >= 3 && people.len() >= 5 { some.len() } else { 0 }, "{some:?}");
        }
    }

    #[test]
    fn not_before_two_weeks_and_not_with_who_is_gone() {
        let five = [(0, 1), (2, 3), (4, 0)];
        assert!(first_meetings(&met(&five, 1 - TOLD_AFTER_MS), &roster(&[("A", 5)])).is_empty());
        assert_eq!(first_meetings(&met(&five, -TOLD_AFTER_MS), &roster(&[("A", 5)])).len(), 3);
        assert!(first_meetings(&met(&five, -TOLD_AFTER_MS), &roster(&[("A", 4)])).is_empty(), "the fifth is not there any more");
    }

    #[test]
    fn one_pair_pressed_by_both_is_one_pair() {
        let same = [(0, 1), (1, 0), (2, 3), (4, 4)];
        assert!(first_meetings(&met(&same, -TOLD_AFTER_MS), &roster(&[("A", 6)])).is_empty());
    }
}
