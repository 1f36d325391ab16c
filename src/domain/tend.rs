//! Keeping somebody warm: one's own short list, with how often one wants to be in touch.
//!
//! The list is short on purpose: alliances live between people, and nobody can tend everybody.

use super::day::Day;

/// People that one member tends in one team.
pub const TENDED_PER_TEAM_MAX: usize = 2;

/// People that one member tends in all.
pub const TENDED_MAX: usize = 8;

/// The shortest cadence in weeks: sooner would be a duty.
pub const CADENCE_WEEKS_MIN: i64 = 2;

/// The longest cadence in weeks: half a year; longer is no tending.
pub const CADENCE_WEEKS_MAX: i64 = 26;

/// The cadence when none is said, in weeks: about a month.
pub const CADENCE_WEEKS_DEFAULT: i64 = 4;

/// How warm a tie is, as it is said: never a count of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warmth {
    /// Nothing was entered yet.
    Unknown,
    /// Within the last week or so.
    JustNow,
    /// A few weeks ago.
    Weeks,
    /// About so many months ago, 1 to 11.
    Months(i64),
    /// A year or longer ago.
    Year,
}

impl Warmth {
    /// How warm a tie with this last entry is.
    #[must_use]
    pub fn of(last: Option<Day>, today: Day) -> Self {
        let Some(last) = last else { return Self::Unknown };
        match today.0 - last.0 {
            ..=9 => Self::JustNow,
            10..=24 => Self::Weeks,
            25..=349 => Self::Months(((today.0 - last.0) * 2 + 30) / 61),
            _ => Self::Year,
        }
    }
}

/// Whether a cadence may be chosen.
#[must_use]
pub fn is_cadence(weeks: i64) -> bool {
    (CADENCE_WEEKS_MIN..=CADENCE_WEEKS_MAX).contains(&weeks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warmth_is_said_roughly() {
        let of = |days: i64| Warmth::of(Some(Day(20_000 - days)), Day(20_000));
        assert_eq!([0, 9, 10, 24].map(of), [Warmth::JustNow, Warmth::JustNow, Warmth::Weeks, Warmth::Weeks]);
        assert_eq!([25, 45, 61, 75, 349].map(of), [1, 1, 2, 2, 11].map(Warmth::Months));
        assert_eq!((of(350), Warmth::of(None, Day(1))), (Warmth::Year, Warmth::Unknown));
    }
}
