//! The three measures of calendar time that are stored: an instant, a civil day and a week.
//!
//! Instants are epoch milliseconds. Days and weeks are what people mean by "on Tuesday" and "that week", counted in the owner's own zone at
//! the time of recording, so that a later move to another zone doesn't shift a member's past.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

/// The Unix epoch was a Thursday: three days after the Monday that its week began with.
const EPOCH_WEEKDAY: i64 = 3;

/// Days in a week.
const WEEK_DAYS: i64 = 7;

/// An instant, in milliseconds since the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Millis(pub i64);

impl Millis {
    /// One second.
    pub const SECOND: i64 = 1_000;
    /// One minute.
    pub const MINUTE: i64 = 60 * Self::SECOND;
    /// One hour.
    pub const HOUR: i64 = 60 * Self::MINUTE;
    /// One day of 24 hours.
    pub const DAY: i64 = 24 * Self::HOUR;

    /// This instant moved by `ms` milliseconds.
    #[must_use]
    pub const fn plus(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// The same instant as jiff has it; instants beyond jiff's range become the epoch.
    #[must_use]
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The civil day of this instant in `zone`.
    #[must_use]
    pub fn day_in(self, zone: &TimeZone) -> Day {
        Day::of(self.timestamp().to_zoned(zone.clone()).date())
    }
}

impl From<Timestamp> for Millis {
    fn from(at: Timestamp) -> Self {
        Self(at.as_millisecond())
    }
}

/// A civil day, as days since 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(pub i64);

impl Day {
    /// The number of the civil date.
    #[must_use]
    pub fn of(date: Date) -> Self {
        let epoch = Date::constant(1970, 1, 1);
        let days = date.since((jiff::Unit::Day, epoch)).map_or(0, |span| span.get_days());
        Self(i64::from(days))
    }

    /// The civil date of this day; days beyond the calendar's range become 1 January 1970.
    #[must_use]
    pub fn date(self) -> Date {
        let epoch = Date::constant(1970, 1, 1);
        i32::try_from(self.0).ok().and_then(|days| epoch.checked_add(days.days()).ok()).unwrap_or(epoch)
    }

    /// The Monday-to-Sunday week this day is in.
    #[must_use]
    pub const fn week(self) -> Week {
        Week((self.0 + EPOCH_WEEKDAY).div_euclid(WEEK_DAYS))
    }

    /// This day moved by `days`.
    #[must_use]
    pub const fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// Whether it is a Saturday or a Sunday.
    #[must_use]
    pub const fn is_weekend(self) -> bool {
        self.0 - self.week().monday().0 >= 5
    }
}

/// A week from Monday to Sunday, counted from the week of the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Week(pub i64);

impl Week {
    /// The Monday this week begins with.
    #[must_use]
    pub const fn monday(self) -> Day {
        Day(self.0 * WEEK_DAYS - EPOCH_WEEKDAY)
    }

    /// The ISO name of the week, `2026-W47`: the form in which it is part of a reminder's key.
    #[must_use]
    pub fn iso(self) -> String {
        let iso = self.monday().date().iso_week_date();
        format!("{:04}-W{:02}", iso.year(), iso.week())
    }

    /// This week moved by `weeks`.
    #[must_use]
    pub const fn plus(self, weeks: i64) -> Self {
        Self(self.0 + weeks)
    }

    /// Whole weeks from `earlier` to this one; negative when `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn weeks_begin_on_monday() {
        let sunday = Day::of(date(2026, 11, 22));
        let monday = Day::of(date(2026, 11, 23));
        assert_eq!(monday.week().since(sunday.week()), 1);
        assert_eq!(monday.week().monday(), monday);
        assert_eq!(monday.week().iso(), "2026-W48");
    }

    #[test]
    fn days_before_the_epoch_count_down() {
        let day = Day::of(date(1969, 12, 28));
        assert_eq!(day.0, -4);
        assert_eq!(day.date(), date(1969, 12, 28));
        assert_eq!(day.week(), Week(-1));
    }

    #[test]
    fn the_day_is_the_one_on_the_owners_wall() {
        let late = Millis(date(2026, 11, 22).at(23, 30, 0, 0).in_tz("UTC").expect("a valid instant").timestamp().as_millisecond());
        let tokyo = TimeZone::get("Asia/Tokyo").expect("the zone data is in the binary");
        assert_eq!(late.day_in(&TimeZone::UTC).date(), date(2026, 11, 22));
        assert_eq!(late.day_in(&tokyo).date(), date(2026, 11, 23));
    }
}
