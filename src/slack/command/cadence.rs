//! How often, as people type it: "every 2 weeks", "monthly", "alle drei Monate".

use super::parse::weeks_of_months;
use crate::domain::calendar;

/// Words that say it all, with their weeks.
const ALONE: &[(&str, i64)] = &[
    ("weekly", 1),
    ("fortnightly", 2),
    ("biweekly", 2),
    ("monthly", 4),
    ("quarterly", 13),
    ("half-yearly", 26),
    ("half yearly", 26),
    ("bimonthly", 9),
    ("yearly", 52),
    ("wöchentlich", 1),
    ("zweiwöchentlich", 2),
    ("vierzehntägig", 2),
    ("monatlich", 4),
    ("vierteljährlich", 13),
    ("halbjährlich", 26),
    ("jährlich", 52),
];

/// Words before or between that say nothing.
const FILLERS: &[&str] = &["every", "each", "per", "about", "alle", "jede", "jeden", "jedes", "im", "pro", "in", "der", "etwa", "the"];

/// The weeks that are meant; none if it can't be read.
pub(super) fn weeks(text: &str) -> Option<i64> {
    let lower = text.trim().trim_start_matches(',').trim_end_matches(['.', '!']).trim().to_lowercase();
    if let Some((_, weeks)) = ALONE.iter().find(|(words, _)| *words == lower) {
        return Some(*weeks);
    }
    let words: Vec<&str> = lower.split_whitespace().filter(|word| !FILLERS.contains(word)).collect();
    match words.as_slice() {
        [unit] => each(1, unit),
        ["half" | "halbe" | "halbes" | "halben", "year" | "jahr" | "jahre"] => Some(26),
        [times, "a", unit] | [times, unit] if calendar::times(times).is_some() => in_one(calendar::times(times)?, unit),
        [number, "times" | "mal", "a", unit] | [number, "times" | "mal", unit] => in_one(calendar::number(number)?, unit),
        [number, unit] => each(calendar::number(number).or_else(|| calendar::ordinal(number))?, unit),
        _ => None,
    }
}

/// Weeks from one to the next, every so many units.
fn each(number: i64, unit: &str) -> Option<i64> {
    match unit {
        "day" | "days" | "tag" | "tage" => Some(number.checked_add(3)? / 7),
        "week" | "weeks" | "woche" | "wochen" => Some(number),
        "month" | "months" | "monat" | "monate" | "monaten" => number.checked_mul(26).map(|_| weeks_of_months(number)),
        "quarter" | "quarters" | "quartal" | "quartale" => number.checked_mul(13),
        "year" | "years" | "jahr" | "jahre" => number.checked_mul(52),
        _ => None,
    }
}

/// Weeks from one to the next, so many times in one unit.
fn in_one(times: i64, unit: &str) -> Option<i64> {
    match unit {
        "week" | "weekly" | "woche" | "wöchentlich" => Some(1).filter(|_| times == 1),
        "month" | "monthly" | "monat" | "monatlich" => Some((26 / times + 3) / 6),
        "quarter" | "quartal" => Some(13 / times),
        "year" | "yearly" | "jahr" | "jährlich" => Some(52 / times),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cadences_are_read_in_both_languages() {
        for (text, expected) in [
            ("every 2 weeks", 2),
            ("every two weeks", 2),
            ("every other week", 2),
            ("fortnightly", 2),
            ("monthly", 4),
            ("once a month", 4),
            ("every month.", 4),
            ("every 2 months", 9),
            ("every three months", 13),
            ("quarterly", 13),
            ("every 6 months", 26),
            ("weekly", 1),
            ("every year", 52),
            ("alle 2 Wochen", 2),
            ("jede zweite Woche", 2),
            ("jeden Monat", 4),
            ("alle drei Monate", 13),
            ("halbjährlich", 26),
            ("twice a year", 26),
            ("once a year", 52),
            ("zweimal im Jahr", 26),
            ("zweimal jährlich", 26),
            ("viermal im Jahr", 13),
            ("3 mal im Jahr", 17),
            ("three times a year", 17),
            ("twice a month", 2),
            ("einmal im Monat", 4),
            ("jeden zweiten Monat", 9),
            ("alle 14 Tage", 2),
            ("every 10 days", 1),
            ("every 2 quarters", 26),
            ("every two years", 104),
            ("jedes halbe Jahr", 26),
        ] {
            assert_eq!(weeks(text), Some(expected), "{text}");
        }
        for odd in ["now and then", "every blue moon", "every -2 weeks", "every 9000000000000000000 months", "weeks weeks weeks"] {
            assert_eq!(weeks(odd), None, "{odd}");
        }
    }
}
