//! The day that a note's closing words name: "…, yesterday", "…, letzten Dienstag", "…, am 3. März".
//!
//! Only a closing phrase that stands alone or after a comma counts, never words inside a note: "explained what broke yesterday" happened today.
//! What is still to come ("…, tomorrow") is no day on which something happened, and stays part of the note.

use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::{self, day_of_month};
use super::day::Day;
use super::refusal::Refusal;

/// The furthest back that an entry reaches: older than the year that entries are kept would be deleted at once.
pub const DAYS_BACK_MAX: i64 = 365;

/// A date without a year is the latest one before today, unless that is further back than this: then the coming one is as likely meant.
const DATE_BACK_MAX: i64 = 183;

/// Phrases for a fixed number of days back.
const FIXED: &[(&str, i64)] = &[
    ("today", 0),
    ("just now", 0),
    ("earlier today", 0),
    ("this morning", 0),
    ("this afternoon", 0),
    ("yesterday", 1),
    ("yesterday morning", 1),
    ("yesterday afternoon", 1),
    ("yesterday evening", 1),
    ("last night", 1),
    ("the day before yesterday", 2),
    ("last week", 7),
    ("a week ago", 7),
    ("heute", 0),
    ("gerade eben", 0),
    ("vorhin", 0),
    ("heute morgen", 0),
    ("heute früh", 0),
    ("heute vormittag", 0),
    ("heute mittag", 0),
    ("heute nachmittag", 0),
    ("gestern", 1),
    ("gestern früh", 1),
    ("gestern morgen", 1),
    ("gestern vormittag", 1),
    ("gestern nachmittag", 1),
    ("gestern abend", 1),
    ("vorgestern", 2),
    ("letzte woche", 7),
    ("vergangene woche", 7),
    ("vor einer woche", 7),
];

/// Phrases for a month back.
const MONTH_BACK: &[&str] = &["last month", "letzten monat", "vergangenen monat"];

/// Words that may stand before a weekday.
const BEFORE_WEEKDAY: &[&str] = &["last", "on", "letzten", "letzter", "am", "vergangenen"];

/// The largest count that a phrase may name: beyond it, nobody means a day.
const COUNT_MAX: i64 = 9_999;

/// Takes a closing phrase off a note: the day it names and what is left. No phrase, and the day is today.
///
/// # Errors
/// A refusal for a phrase that names a day further back than entries are kept, or a written date that is still to come.
pub fn closing_day(note: &str, today: Day) -> Result<(Day, &str), Refusal> {
    let (head, tail) = note.rsplit_once(',').unwrap_or(("", note));
    let phrase = tail.trim().trim_end_matches(['.', '!']).to_lowercase();
    match named(&phrase, today) {
        Some(day) => Ok((usable(day, today)?, head.trim_end())),
        None => Ok((today, note)),
    }
}

/// The day, if an entry can be for it.
///
/// # Errors
/// A refusal for a day that is still to come, or further back than entries are kept.
pub fn usable(day: Day, today: Day) -> Result<Day, Refusal> {
    match today.0 - day.0 {
        ..0 => Err(Refusal::NotYet),
        0..=DAYS_BACK_MAX => Ok(day),
        _ => Err(Refusal::TooLongAgo),
    }
}

fn named(phrase: &str, today: Day) -> Option<Day> {
    if let Some((_, days)) = FIXED.iter().find(|(words, _)| *words == phrase) {
        return Some(today.plus(-days));
    }
    if MONTH_BACK.contains(&phrase) {
        return back(today, 1, "month");
    }
    if let Ok(date) = phrase.parse::<Date>() {
        return Some(Day::of(date));
    }
    let words: Vec<&str> = phrase.split_whitespace().collect();
    match words.as_slice() {
        [before, weekday] if BEFORE_WEEKDAY.contains(before) && calendar::weekday(weekday).is_some() => {
            Some(today.plus(-back_to(i64::from(calendar::weekday(weekday)?), today)))
        }
        [number, unit, "ago"] | ["vor", number, unit] => back(today, count(number)?, unit),
        ["on" | "am", one, other] | [one, other] => date(one, other, today),
        _ => None,
    }
}

/// Days back to the last such weekday before today.
fn back_to(weekday: i64, today: Day) -> i64 {
    let of_today = today.0 - today.week().monday().0;
    match (of_today - weekday).rem_euclid(7) {
        0 => 7,
        days => days,
    }
}

/// The day that is so many units back.
fn back(today: Day, count: i64, unit: &str) -> Option<Day> {
    let span = match unit {
        "day" | "days" | "tag" | "tagen" => return Some(today.plus(-count)),
        "week" | "weeks" | "woche" | "wochen" => return Some(today.plus(-7 * count)),
        "month" | "months" | "monat" | "monaten" => count.months(),
        "year" | "years" | "jahr" | "jahren" => count.years(),
        _ => return None,
    };
    // A month ago, as the calendar has it; what lies before the calendar's beginning is too long ago all the same.
    Some(today.date().checked_sub(span).map_or(Day(i64::MIN / 2), Day::of))
}

/// "3 march", "march 3rd", "3. märz": the latest such day before today.
fn date(one: &str, other: &str, today: Day) -> Option<Day> {
    let (day, month) = match (calendar::month(one), calendar::month(other)) {
        (None, Some(month)) => (day_of_month(one)?, month),
        (Some(month), None) => (day_of_month(other)?, month),
        _ => return None,
    };
    let year = today.date().year();
    let on = |year: i16| Date::new(year, month, day).ok().map(Day::of);
    let latest = [year, year - 1].into_iter().filter_map(on).find(|day| *day <= today)?;
    (today.0 - latest.0 <= DATE_BACK_MAX).then_some(latest)
}

fn count(word: &str) -> Option<i64> {
    calendar::number(word).filter(|count| *count <= COUNT_MAX)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// A Wednesday.
    fn today() -> Day {
        Day::of(date(2026, 3, 4))
    }

    fn read(note: &str) -> (String, String) {
        let (day, rest) = closing_day(note, today()).unwrap_or_else(|why| panic!("{note}: {why:?}"));
        (day.date().to_string(), rest.to_owned())
    }

    #[test]
    fn closing_phrases_are_read_in_both_languages() {
        for (note, day, rest) in [
            ("the checklist, yesterday", "2026-03-03", "the checklist"),
            ("the checklist, last Tuesday", "2026-03-03", "the checklist"),
            ("the checklist, on wednesday.", "2026-02-25", "the checklist"),
            ("die Liste, letzten Montag", "2026-03-02", "die Liste"),
            ("die Liste, vor zwei Wochen", "2026-02-18", "die Liste"),
            ("one, two, 3 days ago", "2026-03-01", "one, two"),
            ("gestern", "2026-03-03", ""),
            ("die Liste, gestern Abend", "2026-03-03", "die Liste"),
            ("the list, last month", "2026-02-04", "the list"),
            ("the list, two months ago", "2026-01-04", "the list"),
            ("die Liste, vor einem Jahr", "2025-03-04", "die Liste"),
            ("the list, on 27 February", "2026-02-27", "the list"),
            ("the list, Feb 27th", "2026-02-27", "the list"),
            ("die Liste, am 3. März", "2026-03-03", "die Liste"),
            ("the list, 2025-12-24", "2025-12-24", "the list"),
        ] {
            assert_eq!(read(note), (day.to_owned(), rest.to_owned()), "{note}");
        }
    }

    #[test]
    fn words_inside_a_note_are_left_alone() {
        for note in [
            "explained what broke yesterday",
            "the monday report",
            "what we saw, roughly yesterday",
            "tomorrow",
            "to send the numbers, tomorrow",
            "die Zahlen, morgen",
            "the plan, on 5 March",
            "the plan for sales, 3 marketing",
            "the plan, 40 march",
            "about apples, 3 pears",
        ] {
            assert_eq!(read(note), ("2026-03-04".to_owned(), note.to_owned()), "{note}");
        }
    }

    #[test]
    fn days_that_no_entry_can_be_for_are_refused() {
        for note in ["soon, 900 weeks ago", "the list, two years ago", "die Liste, vor 9999 Jahren", "the list, 2024-12-24"] {
            assert_eq!(closing_day(note, today()), Err(Refusal::TooLongAgo), "{note}");
        }
        assert_eq!(closing_day("the list, 2026-03-05", today()), Err(Refusal::NotYet));
        assert_eq!(usable(today(), today()), Ok(today()));
        assert_eq!(usable(today().plus(1), today()), Err(Refusal::NotYet));
        assert_eq!(usable(today().plus(-DAYS_BACK_MAX), today()), Ok(today().plus(-DAYS_BACK_MAX)));
        assert_eq!(usable(today().plus(-DAYS_BACK_MAX - 1), today()), Err(Refusal::TooLongAgo));
    }
}
