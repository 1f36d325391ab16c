//! Reads what was typed after a command: whom it names, what it says about them, how long to rest.
//!
//! Forgiving: people stand at the beginning, separated by anything that people put between names; a name with a plain `@` is looked up
//! later; somebody mentioned only in the middle is found too.

use crate::app::name_people::Named;
use crate::app::rest::RestFor;
use crate::domain::calendar::{self, Typed};
use crate::domain::day::Day;
use crate::domain::note::{Note, Token, tokens};

/// Words between the people of a list.
const BETWEEN_PEOPLE: &[&str] = &["and", "und", "&amp;", "+", ",", ";", ":", "-", "–"];

/// Whom the text names, and the note that is left.
pub(in crate::slack) fn people_and_note(text: &str) -> (Named, Note) {
    let mut named = Named::default();
    let mut note = String::new();
    for token in tokens(text) {
        if !note.is_empty() {
            push(&mut note, token);
            continue;
        }
        match token {
            Token::Person(id) => named.ids.push(id.into()),
            Token::Group(id, name) => {
                named.group.get_or_insert_with(|| unescaped(name.unwrap_or(id).trim_start_matches('@')));
                named.group_id.get_or_insert_with(|| id.to_owned());
            }
            Token::Text(words) => note.push_str(&leading_names(words, &mut named)),
            Token::Other(raw) => note.push_str(raw),
        }
    }
    if named == Named::default() {
        // Nobody at the beginning: the first one mentioned in the middle is meant, and the note stays whole.
        named.ids.extend(Note::new(&note).mentions().into_iter().take(1));
    }
    (named, Note::new(&note))
}

fn push(note: &mut String, token: Token<'_>) {
    match token {
        Token::Text(words) | Token::Other(words) => note.push_str(words),
        Token::Person(id) => note.extend(["<@", id, ">"]),
        Token::Group(_, name) => note.push_str(name.unwrap_or("@group")),
    }
}

/// What Slack escaped, as it was typed; without zero characters, which no database looks for.
pub(super) fn unescaped(text: &str) -> String {
    text.replace('\0', "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// Takes plain `@names` and what stands between people off the beginning; the rest begins the note.
fn leading_names(words: &str, named: &mut Named) -> String {
    let mut rest = words.trim_start();
    while let Some(word) = rest.split_whitespace().next() {
        // As it was typed first: the semicolon that ends an escape is not punctuation.
        let typed = unescaped(word);
        let bare = typed.trim_end_matches([',', ';', ':', '.']);
        if let Some(name) = bare.strip_prefix('@').filter(|name| !name.is_empty()) {
            named.names.push(name.to_owned());
        } else if !(BETWEEN_PEOPLE.contains(&word.to_lowercase().as_str()) || bare.is_empty()) {
            return rest.to_owned();
        }
        rest = rest[word.len()..].trim_start();
    }
    String::new()
}

/// How long to rest: nothing, "2 weeks", "for a month", "until 3 Jan", "bis 24.12.", "2026-12-24".
pub(super) fn rest_for(text: &str) -> Option<RestFor> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().map(|word| word.trim_end_matches(['.', ',', '!'])).collect();
    let words = match words.as_slice() {
        ["for" | "für" | "fuer", rest @ ..] if !rest.is_empty() => rest,
        ["until" | "till" | "bis", "the" | "zum" | "den" | "am", rest @ ..] | ["until" | "till" | "bis", rest @ ..] if !rest.is_empty() => {
            return rest_until(rest);
        }
        all => all,
    };
    match words {
        [] => Some(RestFor::OpenEnded),
        [number, unit] => rest_of(calendar::number(number), unit).or_else(|| rest_until(words)),
        _ => rest_until(words),
    }
}

fn rest_of(number: Option<i64>, unit: &str) -> Option<RestFor> {
    let number = number?;
    match unit {
        "day" | "days" | "tag" | "tage" => Some(RestFor::Days(number)),
        "week" | "weeks" | "woche" | "wochen" => Some(RestFor::Weeks(number)),
        "fortnight" | "fortnights" => Some(RestFor::Weeks(number.saturating_mul(2))),
        "month" | "months" | "monat" | "monate" => Some(RestFor::Weeks(weeks_of_months(number))),
        "year" | "years" | "jahr" | "jahre" => Some(RestFor::Weeks(number.saturating_mul(52))),
        _ => None,
    }
}

fn rest_until(words: &[&str]) -> Option<RestFor> {
    match calendar::date(&words.join(" "))? {
        Typed::Full(date) => Some(RestFor::On(Day::of(date))),
        Typed::Yearly(month, day) => Some(RestFor::Until { day, month }),
    }
}

/// Weeks in so many months: a month is a third of thirteen weeks, rounded.
pub(super) const fn weeks_of_months(months: i64) -> i64 {
    (months.saturating_mul(26)).saturating_add(3) / 6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Vec<String>, Option<String>, String) {
        let (named, note) = people_and_note(text);
        (named.ids.iter().map(|id| id.as_str().to_owned()).collect(), named.names, named.group, note.as_str().to_owned())
    }

    #[test]
    fn people_come_first_and_the_rest_is_the_note() {
        let (ids, names, group, note) = read("<@U1|sam>, <@U2> and @lee walked through <@U3>'s checklist");
        assert_eq!((ids, names, group), (vec!["U1".to_owned(), "U2".to_owned()], vec!["lee".to_owned()], None));
        assert_eq!(note, "walked through <@U3>'s checklist");
    }

    #[test]
    fn somebody_in_the_middle_is_found_too() {
        let (ids, _, _, note) = read("walked <@U1> through it");
        assert_eq!((ids, note), (vec!["U1".to_owned()], "walked <@U1> through it".to_owned()));
    }

    #[test]
    fn odd_input_is_read_as_far_as_it_goes() {
        assert_eq!(read("   "), (vec![], vec![], None, String::new()));
        assert_eq!(read("<@U1>").3, "");
        assert_eq!(read("<!subteam^S1|@ops> the plan").2, Some("ops".to_owned()));
        assert_eq!(read("<@U1> \"مرحبا\" :tada: R&amp;D").3, "\"مرحبا\" :tada: R&amp;D");
        assert_eq!(read("@ nobody").3, "@ nobody");
        assert_eq!(read("mail me at a@b.example").1, Vec::<String>::new());
    }

    #[test]
    fn names_are_read_as_they_were_typed() {
        let (_, names, group, note) = read("@R&amp;D, @a&lt;b&gt; and @x&amp; the plan for Q&amp;A");
        assert_eq!((names, group), (["R&D", "a<b>", "x&"].map(str::to_owned).to_vec(), None));
        assert_eq!(note, "the plan for Q&amp;A", "notes stay escaped");
        assert_eq!(read("<!subteam^S1|@R&amp;D> the plan").2, Some("R&D".to_owned()));
        assert_eq!(read("@sa\0m hello").1, ["sam".to_owned()]);
        assert_eq!(unescaped("&amp;lt;"), "&lt;", "unescaped once");
    }

    #[test]
    fn rests_are_read_in_both_languages() {
        assert_eq!(rest_for(""), Some(RestFor::OpenEnded));
        assert_eq!(rest_for("2 weeks"), Some(RestFor::Weeks(2)));
        assert_eq!(rest_for("eine Woche"), Some(RestFor::Weeks(1)));
        assert_eq!(rest_for("until 3 Jan"), Some(RestFor::Until { day: 3, month: 1 }));
        assert_eq!(rest_for("until January 3"), Some(RestFor::Until { day: 3, month: 1 }));
        assert_eq!(rest_for("bis 3. März"), Some(RestFor::Until { day: 3, month: 3 }));
        assert_eq!(rest_for("2 Wochen"), Some(RestFor::Weeks(2)));
        assert_eq!(rest_for("bis 3. Januar"), Some(RestFor::Until { day: 3, month: 1 }));
        for (typed, weeks) in [
            ("two weeks", 2),
            ("zwei Wochen", 2),
            ("a month", 4),
            ("einen Monat", 4),
            ("for 2 weeks", 2),
            ("für drei Monate", 13),
            ("2 months.", 9),
            ("a fortnight", 2),
        ] {
            assert_eq!(rest_for(typed), Some(RestFor::Weeks(weeks)), "{typed}");
        }
        assert_eq!(rest_for("10 days"), Some(RestFor::Days(10)));
        for typed in ["bis 24.12.", "bis zum 24.12.", "until 24 Dec", "until Dec 24th", "24.12.", "until the 24. December"] {
            assert_eq!(rest_for(typed), Some(RestFor::Until { day: 24, month: 12 }), "{typed}");
        }
        let on = Day::of(jiff::civil::date(2026, 12, 24));
        for typed in ["2026-12-24", "until 2026-12-24", "bis 24.12.2026", "bis 24. Dezember 2026"] {
            assert_eq!(rest_for(typed), Some(RestFor::On(on)), "{typed}");
        }
        for odd in ["until", "for", "until soon", "0 weeks", "2 moons", "until 31.2.", "weeks"] {
            assert_eq!(rest_for(odd), None, "{odd}");
        }
        assert_eq!(rest_for("for ever"), None);
        assert_eq!(rest_for("-2 weeks"), None);
    }
}
