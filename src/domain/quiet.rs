//! Quiet periods: days on which a team wants to be left alone, as dates or as a rule of the calendar.
//!
//! Read from one line of text in English or German, kept in one canonical form, and asked one question: is this day quiet?

use std::fmt::Write as _;

use jiff::civil::Date;

use super::calendar::{self, Typed};
use super::day::Day;

/// Quiet periods of one team: more would leave too little room to meet.
pub const QUIET_PERIODS_MAX: usize = 5;

/// The longest period between two dates, in days: a quarter. A team that is quiet for longer has no card to speak of.
pub const QUIET_DAYS_MAX: i64 = 92;

/// Working days that a rule may take from one end of a month: two weeks.
pub const QUIET_WORKING_DAYS_MAX: i64 = 10;

/// One quiet period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quiet {
    /// From one day to another, both included, once.
    Once(Day, Day),
    /// From one day of the year to another, both included, every year: month and day each.
    Yearly((i8, i8), (i8, i8)),
    /// The last so many working days of each month.
    MonthEnds(i64),
    /// The first so many working days of each month.
    MonthBegins(i64),
    /// One day of each week; 0 is Monday.
    Weekly(i8),
}

impl Quiet {
    /// Reads a line: `2026-12-21 to 2027-01-06`, `20 Dec to 6 Jan`, `20.12. bis 6.1.`, `last three working days of the month`,
    /// `die ersten zwei Arbeitstage des Monats`, `Fridays`. Dates without a year come every year.
    #[must_use]
    pub fn read(line: &str) -> Option<Self> {
        let line = line.trim().trim_end_matches(['.', ';', ',']).to_lowercase();
        let words: Vec<&str> = line
            .split_whitespace()
            .filter(|word| !matches!(*word, "the" | "die" | "der" | "den" | "every" | "on" | "jeden" | "am"))
            .collect();
        rule(&words).or_else(|| weekday(&words)).or_else(|| dates(&line))
    }

    /// The form it is kept in; [`Quiet::parse`] reads it back.
    #[must_use]
    pub fn stored(self) -> String {
        match self {
            Self::Once(from, to) => format!("once:{}:{}", from.0, to.0),
            Self::Yearly(from, to) => format!("yearly:{}-{}:{}-{}", from.0, from.1, to.0, to.1),
            Self::MonthEnds(days) => format!("month-ends:{days}"),
            Self::MonthBegins(days) => format!("month-begins:{days}"),
            Self::Weekly(day) => format!("weekly:{day}"),
        }
    }

    /// Reads what [`Quiet::stored`] wrote.
    #[must_use]
    pub fn parse(stored: &str) -> Option<Self> {
        let (kind, rest) = stored.split_once(':')?;
        let month_day = |text: &str| {
            let (month, day) = text.split_once('-')?;
            Some((month.parse().ok()?, day.parse().ok()?))
        };
        match kind {
            "once" => rest.split_once(':').and_then(|(from, to)| Some(Self::Once(Day(from.parse().ok()?), Day(to.parse().ok()?)))),
            "yearly" => rest.split_once(':').and_then(|(from, to)| Some(Self::Yearly(month_day(from)?, month_day(to)?))),
            "month-ends" => rest.parse().ok().map(Self::MonthEnds),
            "month-begins" => rest.parse().ok().map(Self::MonthBegins),
            "weekly" => rest.parse().ok().map(Self::Weekly),
            _ => None,
        }
    }

    /// The line as somebody would type it, for the form: [`Quiet::read`] reads it back.
    #[must_use]
    pub fn typed(self, german: bool) -> String {
        const EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let weekday = |at: i8| capital(calendar::weekday_name(at, german));
        let on = |(month, day): (i8, i8)| {
            let name = usize::try_from(month - 1).ok().and_then(|month| EN.get(month)).unwrap_or(&"Jan");
            if german { format!("{day}.{month}.") } else { format!("{day} {name}") }
        };
        match (self, german) {
            (Self::Once(from, to), false) => format!("{} to {}", from.date(), to.date()),
            (Self::Once(from, to), true) => format!("{} bis {}", from.date(), to.date()),
            (Self::Yearly(from, to), false) => format!("{} to {}", on(from), on(to)),
            (Self::Yearly(from, to), true) => format!("{} bis {}", on(from), on(to)),
            (Self::MonthEnds(days), false) => format!("last {days} working days of the month"),
            (Self::MonthEnds(days), true) => format!("die letzten {days} Arbeitstage des Monats"),
            (Self::MonthBegins(days), false) => format!("first {days} working days of the month"),
            (Self::MonthBegins(days), true) => format!("die ersten {days} Arbeitstage des Monats"),
            (Self::Weekly(day), false) => format!("{}s", weekday(day)),
            (Self::Weekly(day), true) => weekday(day) + "s",
        }
    }

    /// Whether `day` is quiet; `free` tells the days that are no working days besides weekends.
    pub fn covers(self, day: Day, free: impl Fn(Day) -> bool) -> bool {
        let date = day.date();
        let works = |day: Day| weekday_of(day) < 5 && !free(day);
        match self {
            Self::Once(from, to) => from <= day && day <= to,
            Self::Yearly(from, to) => {
                let on = (date.month(), date.day());
                if from <= to { from <= on && on <= to } else { from <= on || on <= to }
            }
            // From the first of these working days to the end of the month, weekends between them included.
            Self::MonthEnds(days) => {
                let after = (1..=31).map(|ahead| day.plus(ahead)).take_while(|other| other.date().month() == date.month());
                let working_after = i64::try_from(after.filter(|other| works(*other)).count()).unwrap_or(i64::MAX);
                working_after < days
            }
            Self::MonthBegins(days) => {
                let before = (1..=31).map(|back| day.plus(-back)).take_while(|other| other.date().month() == date.month());
                let working_before = i64::try_from(before.filter(|other| works(*other)).count()).unwrap_or(i64::MAX);
                working_before < days
            }
            Self::Weekly(weekday) => weekday_of(day) == weekday,
        }
    }
}

fn weekday_of(day: Day) -> i8 {
    day.date().weekday().to_monday_zero_offset()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let mut out = String::new();
    if let Some(first) = letters.next() {
        let _ = write!(out, "{}{}", first.to_uppercase(), letters.as_str());
    }
    out
}

fn rule(words: &[&str]) -> Option<Quiet> {
    let (first, rest) = words.split_first()?;
    let ends = match *first {
        "last" | "letzte" | "letzten" | "letzter" => true,
        "first" | "erste" | "ersten" | "erster" => false,
        _ => return None,
    };
    let (days, about) = match rest.split_first().and_then(|(word, after)| Some((calendar::number(word)?, after))) {
        Some((days, after)) => (days, after.join(" ")),
        None => (1, rest.join(" ")),
    };
    let working =
        ["working day", "work day", "workday", "business day", "arbeitstag", "werktag"].iter().any(|name| about.starts_with(name));
    let of_month = about.contains("month") || about.contains("monat");
    if !working || !of_month || !(1..=QUIET_WORKING_DAYS_MAX).contains(&days) {
        return None;
    }
    Some(if ends { Quiet::MonthEnds(days) } else { Quiet::MonthBegins(days) })
}

fn weekday(words: &[&str]) -> Option<Quiet> {
    let [word] = words else { return None };
    let bare = word.trim_end_matches('s');
    calendar::weekday(bare).map(Quiet::Weekly)
}

fn dates(line: &str) -> Option<Quiet> {
    let between = [" to ", " until ", " till ", " bis ", " – ", " - ", "–"];
    let (from, to) = between.iter().find_map(|word| line.split_once(word)).unwrap_or((line, line));
    let from = from.trim().trim_start_matches("from ").trim_start_matches("vom ").trim_start_matches("von ");
    match (calendar::date(from)?, calendar::date(to.trim().trim_start_matches("zum "))?) {
        (Typed::Full(from), Typed::Full(to)) => {
            let (from, to) = (Day::of(from), Day::of(to));
            (from <= to && to.0 - from.0 < QUIET_DAYS_MAX).then_some(Quiet::Once(from, to))
        }
        (Typed::Yearly(month, day), Typed::Yearly(to_month, to_day)) => {
            // Measured in a leap year, so that 29 February counts.
            let length = {
                let from = Date::new(2024, month, day).ok()?;
                let year = if (month, day) <= (to_month, to_day) { 2024 } else { 2025 };
                Day::of(Date::new(year, to_month, to_day).ok()?).0 - Day::of(from).0
            };
            (length < QUIET_DAYS_MAX).then_some(Quiet::Yearly((month, day), (to_month, to_day)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as on;

    use super::*;

    fn never(_: Day) -> bool {
        false
    }

    #[test]
    fn lines_are_read_in_both_languages() {
        let day = |year, month, date| Day::of(on(year, month, date));
        for (line, quiet) in [
            ("2026-12-21 to 2027-01-06", Quiet::Once(day(2026, 12, 21), day(2027, 1, 6))),
            ("20 Dec to 6 Jan", Quiet::Yearly((12, 20), (1, 6))),
            ("Dec 24th - Dec 26th", Quiet::Yearly((12, 24), (12, 26))),
            ("vom 20.12. bis zum 6.1.", Quiet::Yearly((12, 20), (1, 6))),
            ("1.4.2026 bis 5.4.2026", Quiet::Once(day(2026, 4, 1), day(2026, 4, 5))),
            ("24 December", Quiet::Yearly((12, 24), (12, 24))),
            ("Last three working days of the month", Quiet::MonthEnds(3)),
            ("last working day of the month", Quiet::MonthEnds(1)),
            ("die letzten drei Arbeitstage des Monats", Quiet::MonthEnds(3)),
            ("the first 2 business days of each month.", Quiet::MonthBegins(2)),
            ("Fridays", Quiet::Weekly(4)),
            ("jeden Freitag", Quiet::Weekly(4)),
        ] {
            assert_eq!(Quiet::read(line), Some(quiet), "{line}");
            assert_eq!(Quiet::parse(&quiet.stored()), Some(quiet), "{line}");
            for german in [false, true] {
                assert_eq!(Quiet::read(&quiet.typed(german)), Some(quiet), "{}", quiet.typed(german));
            }
        }
    }

    #[test]
    fn what_makes_no_sense_is_not_read() {
        for line in [
            "",
            "soon",
            "31 Feb",
            "2026-12-21 to 2026-12-01",
            "1 Jan to 30 Jun",
            "last 11 working days of the month",
            "first day",
            "2026-01-01 to 5 Jan",
        ] {
            assert_eq!(Quiet::read(line), None, "{line}");
        }
        assert_eq!(Quiet::parse("moonly:3"), None);
    }

    #[test]
    fn rules_know_weekends_months_and_holidays() {
        let covers = |quiet: Quiet, month, day| quiet.covers(Day::of(on(2026, month, day)), never);
        // May 2026 ends on a Sunday: its last three working days are Wednesday to Friday.
        assert!(!covers(Quiet::MonthEnds(3), 5, 26) && covers(Quiet::MonthEnds(3), 5, 27) && covers(Quiet::MonthEnds(3), 5, 31));
        // August 2026 begins on a Saturday.
        assert!(covers(Quiet::MonthBegins(2), 8, 1) && covers(Quiet::MonthBegins(2), 8, 4) && !covers(Quiet::MonthBegins(2), 8, 5));
        let free = |day: Day| day == Day::of(on(2026, 5, 29));
        assert!(Quiet::MonthEnds(3).covers(Day::of(on(2026, 5, 26)), free), "a holiday moves it forward");
        assert!(
            covers(Quiet::Yearly((12, 20), (1, 6)), 1, 1)
                && covers(Quiet::Yearly((12, 20), (1, 6)), 12, 31)
                && !covers(Quiet::Yearly((12, 20), (1, 6)), 1, 7)
        );
        assert!(covers(Quiet::Weekly(4), 5, 29) && !covers(Quiet::Weekly(4), 5, 28));
    }
}
