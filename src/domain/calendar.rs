//! Months, weekdays, numbers and dates as people type them, in English and German: one table for every place that reads them.
//!
//! Whole words only, so that "3 marketing" is no third of March. Words come in lower case.

use jiff::civil::Date;

/// Months in both languages, whole and as they are shortened.
const MONTHS: &[(&str, i8)] = &[
    ("january", 1),
    ("jan", 1),
    ("januar", 1),
    ("jänner", 1),
    ("jaenner", 1),
    ("jän", 1),
    ("february", 2),
    ("feb", 2),
    ("februar", 2),
    ("feber", 2),
    ("march", 3),
    ("mar", 3),
    ("märz", 3),
    ("maerz", 3),
    ("mär", 3),
    ("mrz", 3),
    ("april", 4),
    ("apr", 4),
    ("may", 5),
    ("mai", 5),
    ("june", 6),
    ("jun", 6),
    ("juni", 6),
    ("july", 7),
    ("jul", 7),
    ("juli", 7),
    ("august", 8),
    ("aug", 8),
    ("september", 9),
    ("sep", 9),
    ("sept", 9),
    ("october", 10),
    ("oct", 10),
    ("oktober", 10),
    ("okt", 10),
    ("november", 11),
    ("nov", 11),
    ("december", 12),
    ("dec", 12),
    ("dezember", 12),
    ("dez", 12),
];

/// Weekdays from Monday, in English and German.
const WEEKDAYS: [(&str, &str); 7] = [
    ("monday", "montag"),
    ("tuesday", "dienstag"),
    ("wednesday", "mittwoch"),
    ("thursday", "donnerstag"),
    ("friday", "freitag"),
    ("saturday", "samstag"),
    ("sunday", "sonntag"),
];

/// The other German Saturday.
const SONNABEND: (&str, i8) = ("sonnabend", 5);

/// Numbers in words.
const NUMBERS: &[(&str, i64)] = &[
    ("a", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("fourteen", 14),
    ("ein", 1),
    ("eine", 1),
    ("einem", 1),
    ("einen", 1),
    ("einer", 1),
    ("zwei", 2),
    ("drei", 3),
    ("vier", 4),
    ("fünf", 5),
    ("fuenf", 5),
    ("sechs", 6),
    ("sieben", 7),
    ("acht", 8),
    ("neun", 9),
    ("zehn", 10),
    ("elf", 11),
    ("zwölf", 12),
    ("zwoelf", 12),
    ("vierzehn", 14),
];

/// Numbers that say which one: "every second week".
const ORDINALS: &[(&str, i64)] = &[
    ("other", 2),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("sixth", 6),
    ("zweite", 2),
    ("zweiten", 2),
    ("zweites", 2),
    ("dritte", 3),
    ("dritten", 3),
    ("drittes", 3),
    ("vierte", 4),
    ("vierten", 4),
    ("sechste", 6),
    ("sechsten", 6),
];

/// Numbers that say how many times: "twice a year".
const TIMES: &[(&str, i64)] =
    &[("once", 1), ("twice", 2), ("thrice", 3), ("einmal", 1), ("zweimal", 2), ("dreimal", 3), ("viermal", 4), ("sechsmal", 6)];

/// A year of two digits is one of this century.
const CENTURY: i16 = 2_000;

fn look_up<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(key, _)| *key == word).map(|(_, value)| *value)
}

/// The month with this name, 1 to 12.
#[must_use]
pub fn month(word: &str) -> Option<i8> {
    look_up(MONTHS, word.trim_end_matches('.'))
}

/// The weekday with this name, 0 for Monday.
#[must_use]
pub fn weekday(word: &str) -> Option<i8> {
    let mut days = (0_i8..).zip(WEEKDAYS);
    let found = days.find(|(_, (english, german))| *english == word || *german == word).map(|(day, _)| day);
    found.or_else(|| look_up(&[SONNABEND], word))
}

/// The name of a weekday, in lower case; 0 is Monday.
#[must_use]
pub fn weekday_name(day: i8, german: bool) -> &'static str {
    let (english, in_german) = usize::try_from(day).ok().and_then(|day| WEEKDAYS.get(day)).unwrap_or(&WEEKDAYS[0]);
    if german { in_german } else { english }
}

/// A number above zero, in words or digits.
#[must_use]
pub fn number(word: &str) -> Option<i64> {
    look_up(NUMBERS, word).or_else(|| word.parse().ok().filter(|number| *number > 0))
}

/// A number that says which one.
#[must_use]
pub fn ordinal(word: &str) -> Option<i64> {
    look_up(ORDINALS, word)
}

/// A number that says how many times: "twice", "2x".
#[must_use]
pub fn times(word: &str) -> Option<i64> {
    look_up(TIMES, word).or_else(|| word.strip_suffix(['x', '×']).and_then(number))
}

/// The day of a month: "3", "3.", "3rd".
#[must_use]
pub fn day_of_month(word: &str) -> Option<i8> {
    let bare = word.trim_end_matches('.');
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare);
    bare.parse().ok().filter(|day| (1..=31).contains(day))
}

/// A date as it was typed, with or without its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// One day.
    Full(Date),
    /// A month and a day of every year.
    Yearly(i8, i8),
}

/// Reads `2026-12-24`, `24.12.`, `24.12.2026`, `24 Dec`, `December 24th`, `24. Dezember 2026`; none for what is on no calendar.
#[must_use]
pub fn date(text: &str) -> Option<Typed> {
    if let Ok(date) = text.parse::<Date>() {
        return Some(Typed::Full(date));
    }
    let parts: Vec<&str> = text.split([' ', '.', '/', ',']).filter(|part| !part.is_empty()).collect();
    let (one, other, year) = match parts.as_slice() {
        [one, other] => (*one, *other, None),
        [one, other, year] => (*one, *other, Some(year.parse::<i16>().ok()?)),
        _ => return None,
    };
    let (day, month) = match (month(one), month(other)) {
        (None, Some(month)) => (day_of_month(one)?, month),
        (Some(month), None) => (day_of_month(other)?, month),
        (None, None) => (day_of_month(one)?, other.parse().ok()?),
        (Some(_), Some(_)) => return None,
    };
    match year {
        Some(year) => Date::new(if (0..100).contains(&year) { CENTURY + year } else { year }, month, day).ok().map(Typed::Full),
        // A leap year, so that 29 February counts.
        None => Date::new(2024, month, day).ok().map(|_| Typed::Yearly(month, day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_however_they_are_typed() {
        let christmas = Date::new(2026, 12, 24).expect("a day");
        for text in ["2026-12-24", "24.12.2026", "24.12.26", "24. dezember 2026", "24 dec 2026", "december 24th 2026"] {
            assert_eq!(date(text), Some(Typed::Full(christmas)), "{text}");
        }
        for text in ["24.12.", "24.12", "24 dec", "dec 24", "24th december", "24. dez."] {
            assert_eq!(date(text), Some(Typed::Yearly(12, 24)), "{text}");
        }
        for text in ["", "24", "12/24", "31.2.", "3 marketing", "march december", "24.12.2026.1", "soon"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn names_and_numbers_are_read_in_both_languages() {
        assert_eq!((month("sept."), month("märz"), month("marketing")), (Some(9), Some(3), None));
        assert_eq!((weekday("sonnabend"), weekday("friday"), weekday("fri")), (Some(5), Some(4), None));
        for day in 0..7 {
            for german in [false, true] {
                assert_eq!(weekday(weekday_name(day, german)), Some(day));
            }
        }
        assert_eq!((number("zwölf"), number("14"), number("0"), number("-1")), (Some(12), Some(14), None, None));
        assert_eq!((ordinal("zweiten"), times("2x"), times("zweimal"), times("often")), (Some(2), Some(2), Some(2), None));
    }
}
