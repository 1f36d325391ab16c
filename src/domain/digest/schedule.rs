//! When the digest is due: a cron expression of five fields, on the wall clock of a zone, once a civil day at most.
//!
//! Only the first minute of a day counts, so a schedule is the days it fires on and one time. What can't be read was refused when the settings
//! were read; here it is an error and never a guess.

use jiff::civil::{Date, Time, time};
use jiff::tz::TimeZone;

use crate::domain::day::{Day, Millis};

/// Days that are searched for the next slot: the 29th of February comes within eight years.
const DAYS_SEARCHED_MAX: i64 = 8 * 366 + 1;

const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// An expression that is no schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the cron expression can't be read")]
pub struct Unreadable;

/// The days and the time of a digest. Each field is a set of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    days: u64,
    months: u64,
    weekdays: u64,
    at: Time,
}

/// One slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// The civil day in the schedule's zone: there is one digest for it, ever.
    pub day: Day,
    /// The instant.
    pub at: Millis,
}

impl Schedule {
    /// Reads minute, hour, day of month, month and day of week.
    ///
    /// # Errors
    /// When it is not such an expression, or restricts both kinds of days.
    pub fn parse(expression: &str) -> Result<Self, Unreadable> {
        let fields: Vec<&str> = expression.split_whitespace().collect();
        let [minute, hour, day, month, weekday] = fields.as_slice() else { return Err(Unreadable) };
        if *day != "*" && *weekday != "*" {
            return Err(Unreadable);
        }
        let (minutes, hours) = (bits(minute, 0, 59, &[])?, bits(hour, 0, 23, &[])?);
        let weekdays = bits(weekday, 0, 7, &WEEKDAYS)?;
        Ok(Self {
            days: bits(day, 1, 31, &[])?,
            months: bits(month, 1, 12, &MONTHS)?,
            // Sunday is both 0 and 7.
            weekdays: (weekdays | weekdays >> 7) & 0x7f,
            at: time(first(hours)?, first(minutes)?, 0, 0),
        })
    }

    /// The weekday (0 for Monday) and the hour, of a schedule that is once a week on the hour.
    #[must_use]
    pub fn weekly(&self) -> Option<(i8, i8)> {
        let every_day = self.days == ((1_u64 << 32) - 2) && self.months == ((1_u64 << 13) - 2);
        let sunday_zero = i8::try_from(self.weekdays.trailing_zeros()).ok()?;
        (every_day && self.weekdays.is_power_of_two() && self.at.minute() == 0).then(|| ((sunday_zero + 6) % 7, self.at.hour()))
    }

    /// The expression for once a week on the hour; 0 is Monday.
    #[must_use]
    pub fn expression(weekday: i8, hour: i8) -> String {
        let name = WEEKDAYS[usize::try_from((weekday + 1).rem_euclid(7)).unwrap_or(0)];
        format!("0 {} * * {name}", hour.clamp(0, 23))
    }

    fn fires_on(&self, date: Date) -> bool {
        let has = |set: u64, value: i8| u32::try_from(value).is_ok_and(|value| set >> value & 1 == 1);
        has(self.days, date.day()) && has(self.months, date.month()) && has(self.weekdays, date.weekday().to_sunday_zero_offset())
    }

    /// The slot of a civil day, if there is one: an hour that a clock change skips is the one after, one that comes twice the first.
    #[must_use]
    pub fn on(&self, day: Day, zone: &TimeZone) -> Option<Slot> {
        let date = day.date();
        let at = zone.to_ambiguous_zoned(date.to_datetime(self.at)).compatible().ok()?;
        self.fires_on(date).then(|| Slot { day, at: at.timestamp().into() })
    }

    /// The last slot at or before `now`, looking back as far as a missed one is made up.
    #[must_use]
    pub fn last(&self, now: Millis, zone: &TimeZone) -> Option<Slot> {
        let today = now.day_in(zone);
        (0..=2).filter_map(|back| self.on(today.plus(-back), zone)).find(|slot| slot.at <= now)
    }

    /// The first slot after `now`.
    #[must_use]
    pub fn next(&self, now: Millis, zone: &TimeZone) -> Option<Slot> {
        let today = now.day_in(zone);
        (0..DAYS_SEARCHED_MAX).filter_map(|ahead| self.on(today.plus(ahead), zone)).find(|slot| slot.at > now)
    }
}

fn first(set: u64) -> Result<i8, Unreadable> {
    i8::try_from(set.trailing_zeros()).map_err(|_| Unreadable)
}

/// The numbers of a field's list of `*`, `*/n`, `a`, `a-b` and `a-b/n`, as bits.
fn bits(field: &str, min: u32, max: u32, names: &[&str]) -> Result<u64, Unreadable> {
    let number = |text: &str| {
        let by_name = names.iter().zip(min..).find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, number)| number);
        by_name.or_else(|| text.parse().ok()).filter(|number| (min..=max).contains(number)).ok_or(Unreadable)
    };
    let mut set = 0_u64;
    for part in field.split(',') {
        let (range, step) = part.split_once('/').map_or((part, None), |(range, step)| (range, Some(step)));
        let step: usize = step.map_or(Ok(1), str::parse).ok().filter(|step| *step > 0).ok_or(Unreadable)?;
        let (from, to) = match range.split_once('-') {
            None if range == "*" => (min, max),
            None => (number(range)?, number(range)?),
            Some((from, to)) => (number(from)?, number(to)?),
        };
        // Friday to Sunday, where Sunday is written as 0 or by its name.
        let to = if to == 0 && max == 7 && from > 0 { 7 } else { to };
        if from > to {
            return Err(Unreadable);
        }
        set |= (from..=to).step_by(step).fold(0, |set, number| set | 1 << number);
    }
    Ok(set)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn berlin() -> TimeZone {
        TimeZone::get("Europe/Berlin").expect("the zone data is in the binary")
    }

    fn at(when: &str) -> Millis {
        let wall: jiff::civil::DateTime = when.parse().expect("a time");
        wall.to_zoned(berlin()).expect("an instant").timestamp().into()
    }

    fn next(expression: &str, now: &str) -> String {
        let slot = Schedule::parse(expression).expect("a schedule").next(at(now), &berlin()).expect("a slot");
        slot.at.timestamp().to_zoned(berlin()).strftime("%F %H:%M").to_string()
    }

    #[test]
    fn slots_are_where_cron_has_them() {
        assert_eq!(next("0 10 * * THU", "2026-03-02T09:00"), "2026-03-05 10:00");
        assert_eq!(next("0 10 * * 4", "2026-03-05T10:00"), "2026-03-12 10:00");
        assert_eq!(next("30 9 1 * *", "2026-03-02T09:00"), "2026-04-01 09:30");
        assert_eq!(next("0 9 * * FRI-SUN", "2026-03-02T09:00"), "2026-03-06 09:00");
        assert_eq!(next("0 9 * * 7", "2026-03-02T09:00"), "2026-03-08 09:00");
        assert_eq!(next("0 9 * * 0", "2026-03-02T09:00"), "2026-03-08 09:00");
        assert_eq!(next("*/20 8-18/2 * JAN-JUN/2 mon", "2026-03-02T09:00"), "2026-03-09 08:00");
        assert_eq!(next("0 9 29 2 *", "2026-03-02T09:00"), "2028-02-29 09:00");
    }

    #[test]
    fn a_day_has_one_slot_however_often_the_expression_fires() {
        let often = Schedule::parse("* * * * *").expect("a schedule");
        let day = Day::of(date(2026, 3, 5));
        assert_eq!(often.last(at("2026-03-05T23:59"), &berlin()), often.on(day, &berlin()));
        assert_eq!(often.next(at("2026-03-05T12:00"), &berlin()).map(|slot| slot.day), Some(day.plus(1)));
    }

    #[test]
    fn clock_changes_move_a_slot_and_never_double_or_lose_it() {
        let two = Schedule::parse("30 2 * * SUN").expect("a schedule");
        let on = |day| two.on(Day::of(day), &berlin()).map(|slot| slot.at.timestamp().to_string());
        assert_eq!(on(date(2026, 3, 29)).as_deref(), Some("2026-03-29T01:30:00Z"), "half past three in summer time");
        assert_eq!(on(date(2026, 10, 25)).as_deref(), Some("2026-10-25T00:30:00Z"), "the first of two");
    }

    #[test]
    fn the_last_slot_is_the_one_to_make_up() {
        let thursdays = Schedule::parse("0 10 * * THU").expect("a schedule");
        let last = |now| thursdays.last(at(now), &berlin()).map(|slot| slot.at);
        assert_eq!(last("2026-03-05T10:00"), Some(at("2026-03-05T10:00")));
        assert_eq!(last("2026-03-06T09:59"), Some(at("2026-03-05T10:00")));
        assert_eq!(last("2026-03-08T10:00"), None);
    }

    #[test]
    fn a_weekly_schedule_reads_back() {
        for (weekday, hour) in (0..7).flat_map(|weekday| (0..24).map(move |hour| (weekday, hour))) {
            let expression = Schedule::expression(weekday, hour);
            assert_eq!(Schedule::parse(&expression).map(|schedule| schedule.weekly()), Ok(Some((weekday, hour))), "{expression}");
        }
        assert_eq!(Schedule::expression(3, 10), "0 10 * * THU");
        for other in ["30 10 * * THU", "0 10 * * THU,FRI", "0 10 1 * *", "0 10 * JAN THU", "0 10 * * *"] {
            assert_eq!(Schedule::parse(other).map(|schedule| schedule.weekly()), Ok(None), "{other}");
        }
    }

    #[test]
    fn what_is_no_schedule_is_an_error() {
        for bad in ["", "0 10 * *", "60 10 * * *", "0 10 1 * THU", "0 10 * * DO", "0 18-8 * * *", "*/0 10 * * *", "0 10 0 * *"] {
            assert_eq!(Schedule::parse(bad), Err(Unreadable), "{bad}");
        }
    }
}
