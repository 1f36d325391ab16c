//! Days, months and slots as people say them.

use super::{Mrkdwn, Plain, Value, Words};
use crate::domain::day::Day;
use crate::domain::person::Rhythm;
use crate::domain::slot::SlotTime;

/// From this many days away on, a date names its year too.
const YEAR_NAMED_FROM_DAYS: i64 = 300;

impl Words<'_> {
    /// A day inside a sentence: "today", "yesterday", "on Tuesday, 3 March".
    #[must_use]
    pub fn on_day(&self, day: Day, today: Day) -> Mrkdwn {
        match today.0 - day.0 {
            0 => self.mrkdwn("day-today", &[]),
            1 => self.mrkdwn("day-yesterday", &[]),
            -1 => self.mrkdwn("day-tomorrow", &[]),
            away => {
                let far = away.abs() >= YEAR_NAMED_FROM_DAYS;
                self.mrkdwn(if far { "day-far" } else { "day-on" }, &self.date_values(day, far))
            }
        }
    }

    /// A day on its own: "Tuesday, 3 March", with the year where it is far away.
    #[must_use]
    pub fn day(&self, day: Day, today: Day) -> Plain {
        let far = (today.0 - day.0).abs() >= YEAR_NAMED_FROM_DAYS;
        self.plain(if far { "day-plain-far" } else { "day-plain" }, &self.date_values(day, far))
    }

    fn date_values(&self, day: Day, with_year: bool) -> Vec<(&'static str, Value)> {
        let date = day.date();
        let mut values = vec![
            ("weekday", self.weekday(date.weekday().to_monday_zero_offset()).into()),
            ("day", i64::from(date.day()).into()),
            ("month", self.month(day).into()),
        ];
        if with_year {
            values.push(("year", date.year().to_string().as_str().into()));
        }
        values
    }

    /// A day with its year and without its weekday: "21 December 2026".
    #[must_use]
    pub fn date(&self, day: Day) -> Plain {
        self.plain("date-plain", &self.date_values(day, true))
    }

    /// A day of every year: "21 December".
    #[must_use]
    pub fn month_day(&self, month: i8, day: i8) -> Plain {
        let month = self.plain("month-name", &[("month", i64::from(month).into())]);
        self.plain("month-day", &[("day", i64::from(day).into()), ("month", month.into())])
    }

    /// The month of a day, by name.
    #[must_use]
    pub fn month(&self, day: Day) -> Plain {
        self.plain("month-name", &[("month", i64::from(day.date().month()).into())])
    }

    /// The month of a day inside a sentence, with the year where it is far away: "March", "March 2025".
    #[must_use]
    pub fn month_seen_from(&self, day: Day, today: Day) -> Plain {
        let month = self.month(day);
        if (today.0 - day.0).abs() < YEAR_NAMED_FROM_DAYS {
            return month;
        }
        let year = day.date().year().to_string();
        self.plain("month-far", &[("month", month.into()), ("year", year.as_str().into())])
    }

    /// A weekday, 0 for Monday, by name.
    #[must_use]
    pub fn weekday(&self, monday_zero: i8) -> Plain {
        self.plain("weekday-name", &[("weekday", i64::from(monday_zero).into())])
    }

    /// When notes come: "every Tuesday at 10:00", "every fourth Tuesday at 10:00".
    #[must_use]
    pub fn slot(&self, slot: SlotTime, rhythm: Rhythm) -> Plain {
        let hour = format!("{:02}:00", slot.hour);
        let weekday = self.weekday(slot.weekday);
        self.plain("slot", &[("rhythm", rhythm.as_str().into()), ("weekday", weekday.into()), ("hour", hour.as_str().into())])
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::{Lang, Text};
    use super::*;

    #[test]
    fn days_read_as_people_say_them() {
        let text = Text::new();
        let today = Day::of(date(2026, 3, 4));
        let en = text.words(Lang::En);
        let de = text.words(Lang::De);
        assert_eq!(en.on_day(today, today).as_str(), "today");
        assert_eq!(en.on_day(today.plus(-1), today).as_str(), "yesterday");
        assert_eq!(en.on_day(today.plus(-8), today).as_str(), "on Tuesday, 24 February");
        assert_eq!(de.on_day(today.plus(-8), today).as_str(), "am Dienstag, 24. Februar");
        assert_eq!(en.on_day(today.plus(-365), today).as_str(), "on Tuesday, 4 March 2025");
        assert_eq!(en.month_seen_from(today.plus(-299), today).as_str(), "May");
        assert_eq!(en.month_seen_from(today.plus(-300), today).as_str(), "May 2025");
        assert_eq!(de.month_seen_from(today.plus(-365), today).as_str(), "März 2025");
        assert_eq!(en.slot(SlotTime::DEFAULT, Rhythm::Weekly).as_str(), "every Tuesday at 10:00");
        assert_eq!(en.slot(SlotTime::DEFAULT, Rhythm::Fortnightly).as_str(), "every other Tuesday at 10:00");
        assert_eq!(en.slot(SlotTime::DEFAULT, Rhythm::Monthly).as_str(), "every fourth Tuesday at 10:00");
        assert_eq!(de.slot(SlotTime::DEFAULT, Rhythm::Weekly).as_str(), "jeden Dienstag um 10:00 Uhr");
        assert_eq!(de.slot(SlotTime::DEFAULT, Rhythm::Fortnightly).as_str(), "jeden zweiten Dienstag um 10:00 Uhr");
        assert_eq!(de.slot(SlotTime::DEFAULT, Rhythm::Monthly).as_str(), "jeden vierten Dienstag um 10:00 Uhr");
    }
}
