//! When a member's reminder comes: a weekday and an hour on their own wall clock.
//!
//! Right through clock changes: an hour that a change skips becomes the hour after it, an hour that comes twice is the first one.

use jiff::civil::time;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::day::{Millis, Week};

/// A slot missed by an outage is made up within this time; later the reminder is dropped, never stacked.
pub const SLOT_MAKE_UP_MS: i64 = 24 * Millis::HOUR;

/// Reminders to one member are never closer than this, whatever settings change: product's four days, less a day for zones and clock changes.
pub const REMINDER_GAP_MIN_MS: i64 = 72 * Millis::HOUR;

/// A weekday and an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotTime {
    /// 0 is Monday, 6 is Sunday.
    pub weekday: i8,
    /// 0 to 23.
    pub hour: i8,
}

impl SlotTime {
    /// Tuesday at ten: the week has begun and is not yet full.
    pub const DEFAULT: Self = Self { weekday: 1, hour: 10 };

    /// The slot's instant in `week`, on the wall clock of `zone`.
    #[must_use]
    pub fn in_week(self, week: Week, zone: &TimeZone) -> Millis {
        let date = week.monday().plus(i64::from(self.weekday.clamp(0, 6))).date();
        let wall = date.to_datetime(time(self.hour.clamp(0, 23), 0, 0, 0));
        zone.to_ambiguous_zoned(wall).compatible().map_or(Millis(0), |zoned| zoned.timestamp().into())
    }
}

/// The Monday 00:00 at which `week` begins in `zone`: when its plan is made.
#[must_use]
pub fn week_begins(week: Week, zone: &TimeZone) -> Millis {
    SlotTime { weekday: 0, hour: 0 }.in_week(week, zone)
}

/// The zone named `name`, or `fallback` where the name is missing or unknown.
#[must_use]
pub fn zone_or(name: Option<&str>, fallback: &TimeZone) -> TimeZone {
    name.and_then(|name| TimeZone::get(name).ok()).unwrap_or_else(|| fallback.clone())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::day::Day;

    fn local(slot: SlotTime, on: jiff::civil::Date, zone: &str) -> String {
        let zone = TimeZone::get(zone).expect("the zone data is in the binary");
        slot.in_week(Day::of(on).week(), &zone).timestamp().to_zoned(zone).to_string()
    }

    #[test]
    fn ten_stays_ten_through_clock_changes() {
        assert!(local(SlotTime::DEFAULT, date(2026, 3, 24), "Europe/Berlin").starts_with("2026-03-24T10:00:00+01:00"));
        assert!(local(SlotTime::DEFAULT, date(2026, 3, 31), "Europe/Berlin").starts_with("2026-03-31T10:00:00+02:00"));
    }

    #[test]
    fn a_skipped_hour_is_the_one_after_and_a_doubled_hour_the_first() {
        let sunday_two = SlotTime { weekday: 6, hour: 2 };
        assert!(local(sunday_two, date(2026, 3, 29), "Europe/Berlin").starts_with("2026-03-29T03:00:00+02:00"));
        assert!(local(sunday_two, date(2026, 10, 25), "Europe/Berlin").starts_with("2026-10-25T02:00:00+02:00"));
    }

    #[test]
    fn unknown_zones_fall_back() {
        assert_eq!(zone_or(Some("Middle/Earth"), &TimeZone::UTC), TimeZone::UTC);
        assert_eq!(zone_or(None, &TimeZone::UTC), TimeZone::UTC);
    }
}
