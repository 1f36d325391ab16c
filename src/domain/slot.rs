//! When a member's reminder comes: a weekday and an hour on their own wall clock.
//!
//! Right through clock changes: an hour that a change skips becomes the hour after it, an hour that comes twice is the first one.

use jiff::civil::time;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use std::collections::BTreeSet;

use super::day::{Day, Millis, Week};

/// A slot missed by an outage is made up within this time; later the reminder is dropped, never stacked.
pub const SLOT_MAKE_UP_MS: i64 = 24 * Millis::HOUR;

/// Reminders to one member are never closer than this, whatever settings, zones or holidays change: four days.
pub const REMINDER_GAP_MIN_MS: i64 = 96 * Millis::HOUR;

/// Days that a slot is moved at most: longer than any run of holidays; then it comes on its own day.
const HOLIDAY_MOVES_MAX: i64 = 21;

/// Weeks ahead in which the next slot is looked for: the slowest rhythm has one in any four, and holidays may move it.
const WEEKS_AHEAD_MAX: i64 = 8;

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
        self.on(self.day_in(week), zone)
    }

    /// The slot's instant in `week`; on a holiday of the workspace, on the next working day instead. A weekend that the member chose stays.
    #[must_use]
    pub fn due_in(self, week: Week, zone: &TimeZone, holidays: &BTreeSet<Day>) -> Millis {
        let chosen = self.day_in(week);
        if !holidays.contains(&chosen) {
            return self.on(chosen, zone);
        }
        let works = |day: &Day| !holidays.contains(day) && !day.is_weekend();
        self.on((1..=HOLIDAY_MOVES_MAX).map(|days| chosen.plus(days)).find(works).unwrap_or(chosen), zone)
    }

    /// The first slot after `now`, holidays considered.
    #[must_use]
    pub fn next_after(self, now: Millis, zone: &TimeZone, holidays: &BTreeSet<Day>) -> Millis {
        self.next_wanted(now, zone, holidays, |_| true)
    }

    /// The first slot after `now` in a week that is `wanted`, holidays considered.
    #[must_use]
    pub fn next_wanted(self, now: Millis, zone: &TimeZone, holidays: &BTreeSet<Day>, wanted: impl Fn(Week) -> bool) -> Millis {
        // A holiday may have moved the last week's slot into this one.
        let week = now.day_in(zone).week().plus(-1);
        let weeks = (0..=WEEKS_AHEAD_MAX).map(|ahead| week.plus(ahead)).filter(|week| wanted(*week));
        weeks.map(|week| self.due_in(week, zone, holidays)).find(|slot| *slot > now).unwrap_or_else(|| self.in_week(week.plus(2), zone))
    }

    fn day_in(self, week: Week) -> Day {
        week.monday().plus(i64::from(self.weekday.clamp(0, 6)))
    }

    fn on(self, day: Day, zone: &TimeZone) -> Millis {
        let wall = day.date().to_datetime(time(self.hour.clamp(0, 23), 0, 0, 0));
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
    fn a_holiday_moves_to_the_next_working_day_and_a_chosen_weekend_stays() {
        let berlin = TimeZone::get("Europe/Berlin").expect("the zone data is in the binary");
        let easter: BTreeSet<Day> = [date(2026, 4, 3), date(2026, 4, 6)].map(Day::of).into();
        let due = |weekday, holidays: &BTreeSet<Day>| {
            let slot = SlotTime { weekday, hour: 10 };
            slot.due_in(Day::of(date(2026, 3, 30)).week(), &berlin, holidays).timestamp().to_zoned(berlin.clone()).date()
        };
        assert_eq!(due(4, &easter), date(2026, 4, 7), "Good Friday, over the weekend and Easter Monday");
        assert_eq!(due(5, &easter), date(2026, 4, 4), "a Saturday that was chosen");
        assert_eq!(due(5, &[Day::of(date(2026, 4, 4))].into()), date(2026, 4, 6), "a Saturday that is a holiday");
        assert_eq!(due(3, &easter), date(2026, 4, 2));
        let noon = |on: jiff::civil::Date| -> Millis { on.at(12, 0, 0, 0).to_zoned(berlin.clone()).expect("a time").timestamp().into() };
        let friday = SlotTime { weekday: 4, hour: 10 };
        assert_eq!(friday.next_after(noon(date(2026, 4, 6)), &berlin, &easter).day_in(&berlin), Day::of(date(2026, 4, 7)));
        assert_eq!(friday.next_after(noon(date(2026, 4, 7)), &berlin, &easter).day_in(&berlin), Day::of(date(2026, 4, 10)));
    }

    #[test]
    fn unknown_zones_fall_back() {
        assert_eq!(zone_or(Some("Middle/Earth"), &TimeZone::UTC), TimeZone::UTC);
        assert_eq!(zone_or(None, &TimeZone::UTC), TimeZone::UTC);
    }
}
