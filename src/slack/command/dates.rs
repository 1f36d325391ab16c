//! A text of dates, as an admin pastes it: "2026-12-25 Christmas, 2026-12-26", one a line or one after the other.

use jiff::civil::Date;

use crate::domain::day::Day;

/// What a text of dates holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Dates {
    /// These days, with what stood behind each.
    Given(Vec<(Day, String)>),
    /// Something that was meant as a date and is none.
    Unreadable(String),
}

/// Reads a text of dates: `2026-12-25` or `25.12.2026`, each with a name behind it or none.
pub(super) fn dates(text: &str) -> Dates {
    let mut given: Vec<(Day, String)> = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '\t')).filter(|word| !word.is_empty()) {
        let bare = word.trim_end_matches(['.', ':']);
        match (date(bare), given.last_mut()) {
            (Some(date), _) => given.push((Day::of(date), String::new())),
            (None, Some((_, name))) if !is_like_a_date(bare) => {
                if !name.is_empty() {
                    name.push(' ');
                }
                name.push_str(word);
            }
            _ => return Dates::Unreadable(word.to_owned()),
        }
    }
    Dates::Given(given)
}

fn date(word: &str) -> Option<Date> {
    if let Ok(date) = word.parse::<Date>() {
        return (word.len() == "2026-12-25".len()).then_some(date);
    }
    let mut parts = word.split('.').map(str::parse::<i16>);
    match (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?, parts.next()) {
        (day, month, year, None) if year >= 1970 => Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok(),
        _ => None,
    }
}

fn is_like_a_date(word: &str) -> bool {
    // Four digits alone are a year, and part of a name: "New Year 2027".
    let digits = word.chars().filter(char::is_ascii_digit).count();
    (digits > 4 || (digits == 4 && word.len() > 4)) && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | '/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        match dates(text) {
            Dates::Given(given) => given.into_iter().map(|(day, name)| (day.date().to_string(), name)).collect(),
            Dates::Unreadable(what) => vec![("unreadable".to_owned(), what)],
        }
    }

    fn pair(day: &str, name: &str) -> (String, String) {
        (day.to_owned(), name.to_owned())
    }

    #[test]
    fn a_pasted_list_is_read_however_it_is_laid_out() {
        let christmas = vec![pair("2026-12-25", "Christmas Day"), pair("2026-12-26", "")];
        for text in ["2026-12-25 Christmas Day, 2026-12-26", "25.12.2026: Christmas Day\n26.12.2026", "2026-12-25;Christmas Day;2026-12-26"]
        {
            assert_eq!(read(text), christmas, "{text}");
        }
        assert_eq!(read("2027-01-01 New Year 2027, 2027-01-06"), [pair("2027-01-01", "New Year 2027"), pair("2027-01-06", "")]);
        assert_eq!(read("2026-12-25 20261226"), [pair("unreadable", "20261226")]);
        assert_eq!(read(""), []);
        assert_eq!(read("2026-02-30"), [pair("unreadable", "2026-02-30")]);
        assert_eq!(read("2026-12-25 2026-13-01 x"), [pair("unreadable", "2026-13-01")]);
        assert_eq!(read("Christmas"), [pair("unreadable", "Christmas")]);
    }
}
