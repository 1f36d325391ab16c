//! How long things are kept: what happened before that is deleted for good, as if it had never been noted.

use jiff::ToSpan;

use super::day::{Day, Millis, Week};

/// Months that entries are kept, unless the operator says otherwise: as long as an entry may reach back.
pub const RETENTION_MONTHS: i64 = 12;

/// The least: the weekly post looks back 24 weeks to make sure that nothing can be told from two of its pictures.
pub const RETENTION_MONTHS_MIN: i64 = 6;

/// The most: ten years.
pub const RETENTION_MONTHS_MAX: i64 = 120;

/// What the planner learns from is kept one in so many parts of that time. What was seen then was summed up from entries of the time before, and it
/// is about nobody, so that who deletes everything can't take theirs out: half of the time more is as long as entries may live on in it.
pub const LESSONS_PART: i64 = 2;

/// What is older than this goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Until {
    /// What happened before this day.
    pub day: Day,
    /// What was planned for a week before this one.
    pub week: Week,
    /// What was done before this instant.
    pub at: Millis,
}

impl Until {
    /// The end of what was `months` months ago at `now`.
    #[must_use]
    pub fn ago(months: i64, now: Millis) -> Self {
        let then = now.day_in(&jiff::tz::TimeZone::UTC).date().saturating_sub(months.months());
        // A day more: somewhere it is still the day before.
        let day = Day::of(then).plus(-1);
        Self { day, week: day.week(), at: Millis(day.0 * Millis::DAY) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::when::DAYS_BACK_MAX;

    fn at(text: &str) -> Millis {
        text.parse::<jiff::Timestamp>().map_or(Millis(0), Millis::from)
    }

    #[test]
    fn what_may_be_noted_is_not_deleted_the_same_day() {
        for (now, then) in
            [("2027-03-01T00:30:00Z", "2026-02-28"), ("2028-02-29T12:00:00Z", "2027-02-27"), ("2029-02-28T23:00:00Z", "2028-02-27")]
        {
            let until = Until::ago(RETENTION_MONTHS, at(now));
            assert_eq!(until.day.date().to_string(), then);
            for zone in ["Pacific/Pago_Pago", "UTC", "Pacific/Kiritimati"] {
                let zone = jiff::tz::TimeZone::get(zone).expect("the zone data is in the binary");
                assert!(at(now).day_in(&zone).plus(-DAYS_BACK_MAX) >= until.day, "{then}");
            }
        }
    }
}
