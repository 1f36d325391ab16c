//! The day that a note's closing words name: "…, yesterday", "…, letzten Dienstag", "…, am 3. März".
//!
//! Only a closing phrase that stands alone or after a comma counts, never words inside a note: "explained what broke yesterday" happened today.
//! What is still to come ("…, tomorrow") is no day on which something happened, and stays part of the note.

use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::{self, Typed};
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
    ("this evening", 0),
    ("tonight", 0),
    ("yesterday", 1),
    ("yesterday morning", 1),
    ("yesterday afternoon", 1),
    ("yesterday evening", 1),
    ("yesterday night", 1),
    ("last night", 1),
    ("the day before yesterday", 2),
    ("last week", 7),
    ("a week ago", 7),
    ("heute", 0),
    ("eben", 0),
    ("gerade eben", 0),
    ("vorhin", 0),
    ("heute morgen", 0),
    ("heute früh", 0),
    ("heute vormittag", 0),
    ("heute mittag", 0),
    ("heute nachmittag", 0),
    ("heute abend", 0),
    ("gestern", 1),
    ("gestern früh", 1),
    ("gestern morgen", 1),
    ("gestern vormittag", 1),
    ("gestern mittag", 1),
    ("gestern nachmittag", 1),
    ("gestern abend", 1),
    ("gestern nacht", 1),
    ("letzte nacht", 1),
    ("vorgestern", 2),
    ("vorgestern abend", 2),
    ("letzte woche", 7),
    ("vergangene woche", 7),
    ("vor einer woche", 7),
];

/// Phrases for a month back.
const MONTH_BACK: &[&str] = &["last month", "letzten monat", "vergangenen monat"];

/// Words that may stand before a weekday.
const BEFORE_WEEKDAY: &[&str] = &["last", "on", "letzten", "letzter", "am", "vergangenen", "vom"];

/// Parts of a day that may stand after a weekday.
const AFTER_WEEKDAY: &[&str] =
    &["morning", "afternoon", "evening", "night", "früh", "morgen", "vormittag", "mittag", "nachmittag", "abend", "nacht"];

/// Words that may stand before a date: what follows is meant as one, even in digits only.
const BEFORE_DATE: &[&str] = &["on", "am", "vom", "den"];

/// Words inside a date that say nothing: "the 3rd of March".
const IN_DATE: &[&str] = &["the", "of"];

/// The largest count that a phrase may name: beyond it, nobody means a day.
const COUNT_MAX: i64 = 9_999;

/// Takes a closing phrase off a note: the day it names and what is left. No phrase, and the day is today.
///
/// # Errors
/// A refusal for a phrase that names a day further back than entries are kept, or a written date that is still to come.
pub fn closing_day(note: &str, today: Day) -> Result<(Day, &str), Refusal> {
    let (head, tail) = closing_words(note);
    let typed = tail.trim().trim_end_matches('!').to_lowercase();
    match named(&typed, last_word_is_weekday(head), today) {
        Some(day) => Ok((usable(day, today)?, without_weekday(head, day).trim_end())),
        None => Ok((today, note)),
    }
}

/// What stands after the last comma, and what before; the comma of "March 3, 2026" is part of the date.
fn closing_words(note: &str) -> (&str, &str) {
    let is_year = |words: &str| words.len() == 4 && words.bytes().all(|byte| byte.is_ascii_digit());
    match note.rsplit_once(',') {
        Some((head, tail)) if is_year(tail.trim().trim_end_matches(['.', '!'])) => match head.rfind(',') {
            Some(comma) => (&note[..comma], &note[comma + 1..]),
            None => ("", note),
        },
        Some(parts) => parts,
        None => ("", note),
    }
}

/// Whether a weekday after a comma would be the next one of a list: "the plan for Monday, Tuesday".
fn last_word_is_weekday(head: &str) -> bool {
    head.split_whitespace().last().is_some_and(|word| calendar::weekday(&word.to_lowercase()).is_some())
}

/// The words before a date without the weekday of the same day: "…, am Dienstag, den 3. März".
fn without_weekday(head: &str, day: Day) -> &str {
    let (before, last) = head.rsplit_once(',').unwrap_or(("", head));
    let last = last.to_lowercase();
    let said = weekday_of(&last.split_whitespace().collect::<Vec<_>>());
    if said.is_some_and(|said| said.day == day.0 - day.week().monday().0) { before } else { head }
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

/// A weekday as it was typed.
struct Said {
    /// 0 is Monday.
    day: i64,
    /// Nothing stood before it.
    bare: bool,
}

fn weekday_of(words: &[&str]) -> Option<Said> {
    let words = match words {
        [rest @ .., part] if AFTER_WEEKDAY.contains(part) => rest,
        all => all,
    };
    let (bare, word) = match words {
        [word] => (true, word),
        [before, word] | ["on" | "am", before, word] if BEFORE_WEEKDAY.contains(before) => (false, word),
        _ => return None,
    };
    Some(Said { day: i64::from(calendar::weekday(word)?), bare })
}

/// The day that these words name, as they were typed, in lower case. `listed`: a weekday alone would be one of several.
fn named(typed: &str, listed: bool, today: Day) -> Option<Day> {
    let phrase = typed.trim_end_matches('.');
    if let Some((_, days)) = FIXED.iter().find(|(words, _)| *words == phrase) {
        return Some(today.plus(-days));
    }
    if MONTH_BACK.contains(&phrase) {
        return back(today, 1, "month");
    }
    let words: Vec<&str> = phrase.split_whitespace().collect();
    if let Some(said) = weekday_of(&words) {
        return (!(said.bare && listed)).then(|| today.plus(-back_to(said.day, today)));
    }
    match words.as_slice() {
        [number, unit, "ago"] | ["vor", number, unit] => back(today, count(number)?, unit),
        _ => date(&words, typed.ends_with('.'), today),
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

/// "3 march", "march 3rd 2026", "am 3. märz", "vom 3.3.": without a year, the latest such day before today.
fn date(words: &[&str], dotted: bool, today: Day) -> Option<Day> {
    let (led, words) = match words {
        [before, rest @ ..] if BEFORE_DATE.contains(before) => (true, rest),
        all => (false, all),
    };
    let text = words.iter().filter(|word| !IN_DATE.contains(*word)).copied().collect::<Vec<_>>().join(" ");
    if let Ok(date) = text.parse::<Date>() {
        return Some(Day::of(date));
    }
    if !text.chars().any(char::is_alphabetic) {
        return in_digits(&text, led, dotted, today);
    }
    match calendar::date(&text)? {
        Typed::Full(date) => Some(Day::of(date)),
        Typed::Yearly(month, day) => latest(month, day, today),
    }
}

/// "3.3." and "24.12.2025". Versions and prices look much the same, so less is read than a calendar could.
fn in_digits(text: &str, led: bool, dotted: bool, today: Day) -> Option<Day> {
    let day_first = text.split('.').count() > 1 && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ' '));
    let year = text.rsplit(['.', ' ']).next().unwrap_or_default().len();
    match calendar::date(text).filter(|_| day_first)? {
        Typed::Yearly(month, day) if led || dotted => latest(month, day, today),
        Typed::Full(date) if year == 4 => Some(Day::of(date)),
        Typed::Full(date) if year == 2 && led => Some(Day::of(date)).filter(|day| usable(*day, today).is_ok()),
        _ => None,
    }
}

/// The latest such day before today, unless that is as far back as the coming one is ahead.
fn latest(month: i8, day: i8, today: Day) -> Option<Day> {
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
            ("the list, on 3 March 2026", "2026-03-03", "the list"),
            ("the list, on the 3rd of March", "2026-03-03", "the list"),
            ("the list, March 3, 2026", "2026-03-03", "the list"),
            ("one, two, on March 3rd, 2026.", "2026-03-03", "one, two"),
            ("the list, on 2026-03-03", "2026-03-03", "the list"),
            ("die Liste, am 24. Dezember 2025", "2025-12-24", "die Liste"),
            ("die Liste, vom 24.12.2025", "2025-12-24", "die Liste"),
            ("die Liste, 24.12.2025", "2025-12-24", "die Liste"),
            ("die Liste, am 24.12.25", "2025-12-24", "die Liste"),
            ("die Liste, am 3.3.", "2026-03-03", "die Liste"),
            ("die Liste, am 3.3", "2026-03-03", "die Liste"),
            ("die Liste, 3.3.", "2026-03-03", "die Liste"),
            ("die Liste, vom 3. März", "2026-03-03", "die Liste"),
            ("die Liste, am Dienstag, den 3. März", "2026-03-03", "die Liste"),
            ("the list, Tuesday, 3 March", "2026-03-03", "the list"),
            ("the list, Tuesday", "2026-03-03", "the list"),
            ("the list, Tuesday morning", "2026-03-03", "the list"),
            ("die Liste, Dienstag", "2026-03-03", "die Liste"),
            ("die Liste, am letzten Montag", "2026-03-02", "die Liste"),
            ("die Liste, heute Abend", "2026-03-04", "die Liste"),
            ("the list, this evening", "2026-03-04", "the list"),
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
            "the plan for Monday, Tuesday",
            "the plan, Tuesdays",
            "the plan for Tuesday",
            "they run on ours now, 3.3",
            "they run on ours now, on 3.4",
            "they run on ours now, on 1.2.10",
            "they run on ours now, 1.2.3.",
            "they run on ours now, 24.12.25",
            "about the split, 1/2",
            "about the split, on 1/2",
            "about the rows, on 3 3",
            "the budget, 2026",
            "die Planung, am 3.",
            "die Planung, am 31.2.",
            "heute abend um acht",
            "the plan, on the whole",
            "the plan, march on",
        ] {
            assert_eq!(read(note), ("2026-03-04".to_owned(), note.to_owned()), "{note}");
        }
    }

    #[test]
    fn days_that_no_entry_can_be_for_are_refused() {
        for note in ["soon, 900 weeks ago", "the list, two years ago", "die Liste, vor 9999 Jahren", "the list, 2024-12-24"] {
            assert_eq!(closing_day(note, today()), Err(Refusal::TooLongAgo), "{note}");
        }
        for note in ["the list, 2026-03-05", "the list, on 5 March 2026", "die Liste, am 5.3.2026"] {
            assert_eq!(closing_day(note, today()), Err(Refusal::NotYet), "{note}");
        }
        assert_eq!(closing_day("die Liste, am 3. März 2024", today()), Err(Refusal::TooLongAgo));
        assert_eq!(usable(today(), today()), Ok(today()));
        assert_eq!(usable(today().plus(1), today()), Err(Refusal::NotYet));
        assert_eq!(usable(today().plus(-DAYS_BACK_MAX), today()), Ok(today().plus(-DAYS_BACK_MAX)));
        assert_eq!(usable(today().plus(-DAYS_BACK_MAX - 1), today()), Err(Refusal::TooLongAgo));
    }
}
