//! The bounded sample of cases that a workspace learns from: what was seen of a quiet tie in some week, and, four weeks later, whether it
//! returned.
//!
//! Nothing looks ahead: a case is kept as it was seen then, and teaches only once all of its weeks are over. Which cases are kept depends on
//! their numbers alone, so equal histories leave equal samples.

use super::judgement::Judgement;
use super::learn::Row;
use crate::domain::day::Week;

/// Cases of one week that are kept at most: all of a thousand people's.
pub const LESSONS_PER_WEEK_MAX: usize = 16_000;

/// Cases that are kept in all, 40 MB of them. With a quarter of it, which part happens to be kept still changes what is suggested; beyond it, nothing
/// gets better (docs/planner.md).
pub const LESSONS_MAX: usize = 240_000;

/// A quiet tie as it was seen in one week.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Case<const N: usize> {
    key: u64,
    owner: u32,
    contact: u32,
    seen: [f32; N],
}

/// All cases of a week whose outcome is not known yet.
#[derive(Debug, Clone, PartialEq)]
struct Open<const N: usize> {
    week: Week,
    /// Cases with a higher key than this are not kept.
    highest: u64,
    cases: Vec<Case<N>>,
}

impl<const N: usize> Open<N> {
    fn thin(&mut self) {
        thin(&mut self.cases, LESSONS_PER_WEEK_MAX, |case| case.key);
        if let Some(last) = self.cases.last().filter(|_| self.cases.len() == LESSONS_PER_WEEK_MAX) {
            self.highest = last.key;
        }
    }
}

/// The sample.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lessons<const N: usize> {
    open: Vec<Open<N>>,
    closed: Vec<(u64, Row<N>)>,
}

impl<const N: usize> Lessons<N> {
    /// Offers a case of a week, which is not before that of the case offered last. Of many, a part chosen by chance is kept.
    pub fn offer(&mut self, week: Week, owner: u32, contact: u32, seen: &[f32; N]) {
        if self.open.last().is_none_or(|open| open.week != week) {
            self.open.push(Open { week, highest: u64::MAX, cases: Vec::new() });
        }
        let Some(open) = self.open.last_mut() else { return };
        let key = key(owner, contact, week);
        if key > open.highest {
            return;
        }
        open.cases.push(Case { key, owner, contact, seen: *seen });
        if open.cases.len() >= 2 * LESSONS_PER_WEEK_MAX {
            open.thin();
        }
    }

    /// Closes every case that was kept `weeks` or more before the end of `now`; `last` tells the last active week of an owner's tie.
    pub fn close(&mut self, now: Week, weeks: i64, last: impl Fn(u32, u32) -> Option<Week>) {
        let (over, open): (Vec<_>, Vec<_>) = std::mem::take(&mut self.open).into_iter().partition(|open| now.since(open.week) >= weeks);
        self.open = open;
        for mut open in over {
            open.thin();
            let outcome = |case: &Case<N>| {
                let came = last(case.owner, case.contact).is_some_and(|last| last > open.week);
                (case.key, Row { seen: case.seen, came })
            };
            self.closed.extend(open.cases.iter().map(outcome));
        }
        thin(&mut self.closed, LESSONS_MAX, |(key, _)| *key);
    }

    /// What the closed cases teach.
    #[must_use]
    pub fn learn(&self, before: Option<&Judgement<N>>) -> Judgement<N> {
        let rows: Vec<Row<N>> = self.closed.iter().map(|(_, row)| *row).collect();
        Judgement::learnt(&rows, before)
    }
}

/// Keeps the `most` with the smallest keys, in the order of their keys.
fn thin<T>(all: &mut Vec<T>, most: usize, key: impl Fn(&T) -> u64) {
    if all.len() > most {
        all.select_nth_unstable_by_key(most, &key);
        all.truncate(most);
    }
    all.sort_unstable_by_key(key);
}

/// A number that has nothing to do with how a case looks, and is the same for the same case: `SplitMix64` over its three numbers.
#[must_use]
pub fn key(owner: u32, contact: u32, week: Week) -> u64 {
    let mut key = (u64::from(owner) << 32 | u64::from(contact)) ^ week.0.cast_unsigned().rotate_left(48);
    for (shift, factor) in [(30, 0xbf58_476d_1ce4_e5b9), (27, 0x94d0_49bb_1331_11eb)] {
        key = (key ^ (key >> shift)).wrapping_mul(factor);
    }
    key ^ (key >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases(n: u32) -> Vec<(u32, u32, [f32; 2])> {
        (0..n).map(|owner| (owner, owner + 1, [1.0, 0.5])).collect()
    }

    #[test]
    fn a_case_teaches_only_when_all_its_weeks_are_over() {
        let mut lessons: Lessons<2> = Lessons::default();
        for (owner, contact, seen) in cases(8) {
            lessons.offer(Week(10), owner, contact, &seen);
        }
        lessons.close(Week(13), 4, |_, _| Some(Week(12)));
        assert!(lessons.closed.is_empty());
        lessons.close(Week(14), 4, |owner, _| Some(Week(if owner < 3 { 12 } else { 5 })));
        assert_eq!(lessons.closed.iter().filter(|(_, row)| row.came).count(), 3);
        assert_eq!(lessons.closed.len(), 8);
        assert!(lessons.open.is_empty());
    }

    #[test]
    fn the_sample_is_bounded_and_the_same_for_the_same_history() {
        let sample = |turned: bool| {
            let mut lessons: Lessons<2> = Lessons::default();
            for week in 0..20 {
                let mut all = cases(20_000);
                if turned {
                    all.reverse();
                }
                for (owner, contact, seen) in all {
                    lessons.offer(Week(week), owner, contact, &seen);
                }
                lessons.close(Week(week), 4, |_, _| None);
            }
            lessons
        };
        let lessons = sample(false);
        assert_eq!(lessons.closed.len(), LESSONS_MAX);
        assert!(lessons.open.iter().all(|open| open.cases.len() < 2 * LESSONS_PER_WEEK_MAX));
        assert_eq!(lessons.closed, sample(true).closed);
    }
}
