//! What one member's entries leave behind about one other person: a few numbers that fade, kept up to date in constant time.
//!
//! Every number is either a week or a sum that fades by half in a fixed number of weeks, so an entry in order costs the same however long the
//! history is, and forgetting is a matter of making the numbers again from the entries that remain, by the same operations in the same order.

use std::sync::LazyLock;

use crate::domain::day::Week;

/// Full weeks without contact after which a tie counts as quiet.
pub const QUIET_WEEKS: i64 = 4;

/// Weeks back to which what is left of a sum is looked up in a table: ten years.
const TABLE_WEEKS: usize = 520;

/// What a sum fades with: the weeks after which half of it is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HalfLife {
    /// Four weeks: what is going on these weeks.
    Month,
    /// Eight weeks.
    TwoMonths,
    /// Thirteen weeks.
    Quarter,
    /// Fifty-two weeks: the long memory.
    Year,
}

impl HalfLife {
    /// How long it is, in weeks.
    #[must_use]
    pub const fn weeks(self) -> f32 {
        match self {
            Self::Month => 4.0,
            Self::TwoMonths => 8.0,
            Self::Quarter => 13.0,
            Self::Year => 52.0,
        }
    }

    /// What is left of 1 after so many weeks; nothing fades backwards.
    #[must_use]
    pub fn left_after(self, weeks: i64) -> f32 {
        static LEFT: LazyLock<Vec<[f32; 4]>> = LazyLock::new(|| {
            let all = [HalfLife::Month, HalfLife::TwoMonths, HalfLife::Quarter, HalfLife::Year];
            (0..=TABLE_WEEKS).map(|weeks| all.map(|half_life| fade(weeks, half_life))).collect()
        });
        LEFT[usize::try_from(weeks).unwrap_or(0).min(TABLE_WEEKS)][self as usize]
    }
}

#[expect(clippy::cast_precision_loss, reason = "at most ten years of weeks")]
fn fade(weeks: usize, half_life: HalfLife) -> f32 {
    (-(weeks as f32) / half_life.weeks()).exp2()
}

/// The quiet weeks within a gap of so many weeks, each faded to the gap's end with a half-life of a year.
fn quiet_weeks_in(gap: i64) -> f32 {
    static QUIET: LazyLock<Vec<f32>> = LazyLock::new(|| {
        let mut sums = vec![0.0];
        for gap in 1..=TABLE_WEEKS {
            let before: f32 = sums[gap - 1];
            let quiet = usize::try_from(QUIET_WEEKS).is_ok_and(|quiet| gap > quiet);
            sums.push(before * fade(1, HalfLife::Year) + f32::from(u8::from(quiet)));
        }
        sums
    });
    QUIET[usize::try_from(gap).unwrap_or(0).min(TABLE_WEEKS)]
}

/// Who turned to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The owner to the other.
    Out,
    /// The other to the owner.
    In,
    /// Neither more than the other.
    Both,
}

/// What is remembered of a tie; every sum is as of the last active week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// The last active week.
    pub week: i32,
    /// How many contacts in a row went one way.
    pub run: u16,
    /// Which way the last contact went, and which ways those of the last active week: see [`LAST_OUT`] and those after it.
    pub ways: u16,
    /// Active weeks, by [`HalfLife::Month`]. A week with one contact and a week with forty count the same.
    pub month: f32,
    /// The same by [`HalfLife::Quarter`].
    pub quarter: f32,
    /// The same by [`HalfLife::Year`].
    pub year: f32,
    /// Contacts, by [`HalfLife::TwoMonths`].
    pub contacts: f32,
    /// Active weeks in which the owner turned to the other, by [`HalfLife::TwoMonths`].
    pub out: f32,
    /// Active weeks in which the other turned to the owner, by [`HalfLife::TwoMonths`].
    pub back: f32,
    /// Beginnings: active weeks after one that was not, by [`HalfLife::Year`].
    pub starts: f32,
    /// Returns: active weeks after at least [`QUIET_WEEKS`] quiet ones, by [`HalfLife::Year`].
    pub returns: f32,
    /// Quiet weeks in which it could have returned, by [`HalfLife::Year`].
    pub quiet: f32,
}

/// In [`Memory::ways`]: the last contact went from the owner to the other.
pub const LAST_OUT: u16 = 1;
/// In [`Memory::ways`]: the owner turned to the other in the last active week.
pub const WEEK_OUT: u16 = 2;
/// In [`Memory::ways`]: the other turned to the owner in the last active week.
pub const WEEK_IN: u16 = 4;

/// In [`Memory::ways`]: the owner has helped the other, at any time.
pub const GAVE: u16 = 8;
/// In [`Memory::ways`]: the other has helped the owner, at any time.
pub const RECEIVED: u16 = 16;

impl Memory {
    /// What a first contact leaves.
    #[must_use]
    pub fn first(week: Week, direction: Direction) -> Self {
        let mut memory = Self {
            week: number(week),
            run: 0,
            ways: 0,
            month: 1.0,
            quarter: 1.0,
            year: 1.0,
            contacts: 0.0,
            out: 0.0,
            back: 0.0,
            starts: 1.0,
            returns: 0.0,
            quiet: 0.0,
        };
        memory.goes(direction);
        memory
    }

    /// Takes one more contact, which must not lie in a week before the last active one.
    pub fn take(&mut self, week: Week, direction: Direction) {
        let gap = week.since(self.last());
        debug_assert!(gap >= 0, "contacts come in the order of their weeks");
        if gap > 0 {
            *self = self.at(gap);
            self.month += 1.0;
            self.quarter += 1.0;
            self.year += 1.0;
            self.starts += f32::from(u8::from(gap > 1));
            self.returns += f32::from(u8::from(gap > QUIET_WEEKS));
            self.ways &= LAST_OUT | GAVE | RECEIVED;
        }
        self.goes(direction);
    }

    fn goes(&mut self, direction: Direction) {
        self.contacts += 1.0;
        let (out, back) = (direction != Direction::In, direction != Direction::Out);
        if out && self.ways & WEEK_OUT == 0 {
            self.out += 1.0;
            self.ways |= WEEK_OUT;
        }
        if back && self.ways & WEEK_IN == 0 {
            self.back += 1.0;
            self.ways |= WEEK_IN;
        }
        let same = self.run > 0 && (self.ways & LAST_OUT != 0) == out && direction != Direction::Both;
        self.run = if same { self.run.saturating_add(1) } else { 1 };
        self.ways = if out { self.ways | LAST_OUT } else { self.ways & !LAST_OUT };
    }

    /// Whether each has helped the other.
    #[must_use]
    pub const fn is_both_ways(&self) -> bool {
        self.ways & GAVE != 0 && self.ways & RECEIVED != 0
    }

    /// The last active week.
    #[must_use]
    pub const fn last(&self) -> Week {
        Week(self.week as i64)
    }

    /// Full weeks from the last active one to the end of `week`; 0 when that was active, or a later one.
    #[must_use]
    pub fn gap(&self, week: Week) -> i64 {
        week.since(self.last()).max(0)
    }

    /// The same memory with its sums as of `gap` weeks after the last active one, which becomes the week it speaks of.
    #[must_use]
    pub fn at(&self, gap: i64) -> Self {
        let [month, months, quarter, year] =
            [HalfLife::Month, HalfLife::TwoMonths, HalfLife::Quarter, HalfLife::Year].map(|half_life| half_life.left_after(gap));
        Self {
            week: number(self.last().plus(gap)),
            month: self.month * month,
            quarter: self.quarter * quarter,
            year: self.year * year,
            contacts: self.contacts * months,
            out: self.out * months,
            back: self.back * months,
            starts: self.starts * year,
            returns: self.returns * year,
            quiet: self.quiet * year + quiet_weeks_in(gap),
            ..*self
        }
    }
}

/// A week as it is kept: four bytes are enough for forty million years.
fn number(week: Week) -> i32 {
    i32::try_from(week.0).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(weeks: &[(i64, Direction)]) -> Memory {
        let mut all = weeks.iter();
        let (week, direction) = all.next().expect("there is a first");
        let mut memory = Memory::first(Week(*week), *direction);
        for (week, direction) in all {
            memory.take(Week(*week), *direction);
        }
        memory
    }

    fn near(one: f32, other: f32) -> bool {
        (one - other).abs() < 1e-5
    }

    #[test]
    fn a_week_with_many_contacts_counts_once() {
        let once = after(&[(100, Direction::Out)]);
        let often = after(&[(100, Direction::Out); 7]);
        assert_eq!((once.month, once.out), (often.month, often.out));
        assert!(near(often.contacts, 7.0));
        assert_eq!(often.run, 7);
    }

    #[test]
    fn sums_halve_with_their_half_lives() {
        let memory = after(&[(100, Direction::In)]);
        assert!(near(memory.at(4).month, 0.5) && near(memory.at(52).year, 0.5) && near(memory.at(13).quarter, 0.5));
        assert!(near(memory.at(8).back, 0.5) && near(memory.at(8).out, 0.0));
    }

    #[test]
    fn quiet_weeks_and_returns_are_two_sides_of_one_thing() {
        assert!(near(after(&[(100, Direction::Out), (104, Direction::Out)]).returns, 0.0), "three weeks between are not quiet yet");
        let returned = after(&[(100, Direction::Out), (106, Direction::Out)]);
        assert!(near(returned.returns, 1.0));
        let year = HalfLife::Year.left_after(1);
        assert!(near(returned.quiet, year + 1.0), "it could have returned in the fifth week and in the sixth");
        assert_eq!(after(&[(100, Direction::Out)]).at(6).quiet.to_bits(), returned.quiet.to_bits());
    }

    #[test]
    fn who_turned_to_whom_is_remembered() {
        let memory = after(&[(100, Direction::Out), (100, Direction::Out), (100, Direction::In), (101, Direction::In)]);
        assert_eq!(memory.run, 2);
        assert_eq!(memory.ways & LAST_OUT, 0);
        assert!(memory.back > 1.9 && memory.out < 1.0);
        let both = after(&[(100, Direction::Out), (101, Direction::Both), (101, Direction::Out)]);
        assert_eq!(both.run, 2);
        assert!(near(both.starts, HalfLife::Year.left_after(1)), "a week right after an active one is no new beginning");
    }
}
