//! The day that a note's closing words name: "…, yesterday", "…, letzten Dienstag".
//!
//! Only a closing phrase that stands alone or after a comma counts, never words inside a note: "explained what broke yesterday" happened today.

use super::day::Day;

/// The furthest back that a phrase reaches: older than the year that entries are kept would be deleted at once.
pub const DAYS_BACK_MAX: i64 = 365;

/// Phrases for a fixed number of days back.
const FIXED: &[(&str, i64)] = &[
    ("today", 0),
    ("just now", 0),
    ("this morning", 0),
    ("yesterday", 1),
    ("the day before yesterday", 2),
    ("last week", 7),
    ("a week ago", 7),
    ("heute", 0),
    ("gerade eben", 0),
    ("heute morgen", 0),
    ("gestern", 1),
    ("vorgestern", 2),
    ("letzte woche", 7),
    ("vor einer woche", 7),
];

/// Weekdays from Monday, in both languages.
const WEEKDAYS: &[(&str, i64)] = &[
    ("monday", 0),
    ("tuesday", 1),
    ("wednesday", 2),
    ("thursday", 3),
    ("friday", 4),
    ("saturday", 5),
    ("sunday", 6),
    ("montag", 0),
    ("dienstag", 1),
    ("mittwoch", 2),
    ("donnerstag", 3),
    ("freitag", 4),
    ("samstag", 5),
    ("sonnabend", 5),
    ("sonntag", 6),
];

/// Words that may stand before a weekday.
const BEFORE_WEEKDAY: &[&str] = &["last", "on", "letzten", "letzter", "am", "vergangenen"];

/// Numbers in words.
const NUMBERS: &[(&str, i64)] = &[
    ("a", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("einem", 1),
    ("einer", 1),
    ("zwei", 2),
    ("drei", 3),
    ("vier", 4),
    ("fünf", 5),
    ("sechs", 6),
];

/// Takes a closing phrase off a note: the day it names and what is left. No phrase, and the day is today.
#[must_use]
pub fn closing_day(note: &str, today: Day) -> (Day, &str) {
    let (head, tail) = note.rsplit_once(',').unwrap_or(("", note));
    let phrase = tail.trim().trim_end_matches(['.', '!']).to_lowercase();
    match days_back(&phrase, today) {
        Some(days) => (today.plus(-days), head.trim_end()),
        None => (today, note),
    }
}

fn days_back(phrase: &str, today: Day) -> Option<i64> {
    if let Some((_, days)) = FIXED.iter().find(|(words, _)| *words == phrase) {
        return Some(*days);
    }
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let days = match words.as_slice() {
        [before, weekday] if BEFORE_WEEKDAY.contains(before) => back_to(look_up(WEEKDAYS, weekday)?, today),
        [number, unit, "ago"] | ["vor", number, unit] => count(number)?.checked_mul(unit_days(unit)?)?,
        _ => return None,
    };
    (0..=DAYS_BACK_MAX).contains(&days).then_some(days)
}

/// Days back to the last such weekday before today.
fn back_to(weekday: i64, today: Day) -> i64 {
    let of_today = today.0 - today.week().monday().0;
    match (of_today - weekday).rem_euclid(7) {
        0 => 7,
        days => days,
    }
}

fn count(word: &str) -> Option<i64> {
    look_up(NUMBERS, word).or_else(|| word.parse().ok().filter(|n| (1..=DAYS_BACK_MAX).contains(n)))
}

fn unit_days(word: &str) -> Option<i64> {
    match word {
        "day" | "days" | "tag" | "tagen" => Some(1),
        "week" | "weeks" | "woche" | "wochen" => Some(7),
        _ => None,
    }
}

fn look_up(table: &[(&str, i64)], word: &str) -> Option<i64> {
    table.iter().find(|(key, _)| *key == word).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read(note: &str) -> (String, String) {
        // A Wednesday.
        let (day, rest) = closing_day(note, Day::of(date(2026, 3, 4)));
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
        ] {
            assert_eq!(read(note), (day.to_owned(), rest.to_owned()), "{note}");
        }
    }

    #[test]
    fn words_inside_a_note_are_left_alone() {
        for note in
            ["explained what broke yesterday", "the monday report", "what we saw, roughly yesterday", "soon, 900 weeks ago", "tomorrow"]
        {
            assert_eq!(read(note), ("2026-03-04".to_owned(), note.to_owned()), "{note}");
        }
    }
}
