//! How often, as people type it: "every 2 weeks", "monthly", "alle drei Monate".

/// Numbers in words, in both languages.
const NUMBERS: &[(&str, i64)] = &[
    ("a", 1),
    ("one", 1),
    ("two", 2),
    ("second", 2),
    ("other", 2),
    ("three", 3),
    ("third", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("eight", 8),
    ("zwei", 2),
    ("zweite", 2),
    ("drei", 3),
    ("dritte", 3),
    ("vier", 4),
    ("fünf", 5),
    ("sechs", 6),
    ("acht", 8),
];

/// Words that say it all, with their weeks.
const ALONE: &[(&str, i64)] = &[
    ("weekly", 1),
    ("fortnightly", 2),
    ("biweekly", 2),
    ("monthly", 4),
    ("quarterly", 13),
    ("twice a year", 26),
    ("half-yearly", 26),
    ("every half year", 26),
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
const FILLERS: &[&str] = &["every", "each", "once", "per", "about", "alle", "jede", "jeden", "jedes", "einmal", "im", "pro", "in", "etwa"];

/// The weeks that are meant; none if it can't be read.
pub(super) fn weeks(text: &str) -> Option<i64> {
    let lower = text.trim().trim_start_matches(',').trim_end_matches(['.', '!']).trim().to_lowercase();
    if let Some((_, weeks)) = ALONE.iter().find(|(words, _)| *words == lower) {
        return Some(*weeks);
    }
    let words: Vec<&str> = lower.split_whitespace().filter(|word| !FILLERS.contains(word)).collect();
    let (number, unit) = match words.as_slice() {
        [unit] => (1, *unit),
        [number, unit] => (look_up(number)?, *unit),
        _ => return None,
    };
    match unit {
        "week" | "weeks" | "woche" | "wochen" => Some(number),
        // A month is a third of thirteen weeks, rounded.
        "month" | "months" | "monat" | "monate" | "monaten" => Some((number.checked_mul(26)? + 3) / 6),
        "quarter" | "quartal" => Some(13),
        "year" | "jahr" => Some(52),
        _ => None,
    }
}

fn look_up(word: &str) -> Option<i64> {
    NUMBERS.iter().find(|(key, _)| *key == word).map(|(_, number)| *number).or_else(|| word.parse().ok().filter(|n| (1..=60).contains(n)))
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
        ] {
            assert_eq!(weeks(text), Some(expected), "{text}");
        }
        for odd in ["now and then", "every blue moon", "every -2 weeks", "every 9000000000000000000 months", "weeks weeks weeks"] {
            assert_eq!(weeks(odd), None, "{odd}");
        }
    }
}
