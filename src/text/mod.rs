//! From facts to words: everything that people read, in English and German, from Fluent files.
//!
//! Words for Slack's mrkdwn and plain words are two types, so what was typed is escaped once and in one place. A text that can't be formatted
//! is an error of the program: tests fail on it, and in production the English text or at least the key is shown.

mod dates;
mod digest;
mod escape;
mod reminder;

pub use escape::{Mrkdwn, Plain};

use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::langid;

use crate::domain::ids::PersonId;

/// The languages that there are texts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// German.
    De,
}

impl Lang {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::En, Self::De];

    /// The language for a locale as Slack writes it (`de-DE`); English where there is none of ours.
    #[must_use]
    pub fn of(locale: Option<&str>) -> Self {
        match locale {
            Some(locale) if locale.to_lowercase().starts_with("de") => Self::De,
            _ => Self::En,
        }
    }
}

/// A value inside a text.
#[derive(Debug, Clone)]
pub enum Value {
    /// Words that are safe in mrkdwn already.
    Mrkdwn(Mrkdwn),
    /// Words as they are; escaped where they go into mrkdwn.
    Plain(String),
    /// A number, for plurals and selection.
    Number(i64),
}

impl From<Mrkdwn> for Value {
    fn from(words: Mrkdwn) -> Self {
        Self::Mrkdwn(words)
    }
}
impl From<Plain> for Value {
    fn from(words: Plain) -> Self {
        Self::Plain(words.into_string())
    }
}
impl From<&str> for Value {
    fn from(words: &str) -> Self {
        Self::Plain(words.to_owned())
    }
}
impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

/// All texts in all languages. Made once.
pub struct Text {
    en: FluentBundle<FluentResource>,
    de: FluentBundle<FluentResource>,
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Text")
    }
}

const EN: &[&str] = &[
    include_str!("locales/en/answers.ftl"),
    include_str!("locales/en/reminder.ftl"),
    include_str!("locales/en/acts.ftl"),
    include_str!("locales/en/home.ftl"),
    include_str!("locales/en/export.ftl"),
    include_str!("locales/en/cards.ftl"),
    include_str!("locales/en/dates.ftl"),
    include_str!("locales/en/teams.ftl"),
    include_str!("locales/en/digest.ftl"),
    include_str!("locales/en/forms.ftl"),
    include_str!("locales/en/introductions.ftl"),
    include_str!("locales/en/recording.ftl"),
    include_str!("locales/en/privacy.ftl"),
    include_str!("locales/en/joining.ftl"),
    include_str!("locales/en/settings.ftl"),
    include_str!("locales/en/busy.ftl"),
    include_str!("locales/en/admin.ftl"),
    include_str!("locales/en/preview.ftl"),
];
const DE: &[&str] = &[
    include_str!("locales/de/answers.ftl"),
    include_str!("locales/de/reminder.ftl"),
    include_str!("locales/de/acts.ftl"),
    include_str!("locales/de/home.ftl"),
    include_str!("locales/de/export.ftl"),
    include_str!("locales/de/cards.ftl"),
    include_str!("locales/de/dates.ftl"),
    include_str!("locales/de/teams.ftl"),
    include_str!("locales/de/digest.ftl"),
    include_str!("locales/de/forms.ftl"),
    include_str!("locales/de/introductions.ftl"),
    include_str!("locales/de/recording.ftl"),
    include_str!("locales/de/privacy.ftl"),
    include_str!("locales/de/joining.ftl"),
    include_str!("locales/de/settings.ftl"),
    include_str!("locales/de/busy.ftl"),
    include_str!("locales/de/admin.ftl"),
    include_str!("locales/de/preview.ftl"),
];

impl Default for Text {
    fn default() -> Self {
        Self::new()
    }
}

impl Text {
    /// Reads the texts that are part of the program.
    #[must_use]
    pub fn new() -> Self {
        Self { en: bundle(langid!("en"), EN), de: bundle(langid!("de"), DE) }
    }

    /// The words of one language.
    #[must_use]
    pub const fn words(&self, lang: Lang) -> Words<'_> {
        Words { text: self, lang }
    }
}

fn bundle(lang: unic_langid::LanguageIdentifier, files: &[&str]) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![lang]);
    bundle.set_use_isolating(false);
    let added = bundle.add_function("TEAM", |values, _| match values {
        [FluentValue::String(name)] => FluentValue::from(team_named(name)),
        _ => FluentValue::Error,
    });
    debug_assert!(added.is_ok(), "a function of texts stands twice: {added:?}");
    for file in files {
        let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(resource, errors)| {
            debug_assert!(errors.is_empty(), "a text file has mistakes: {errors:?}");
            resource
        });
        let added = bundle.add_resource(resource);
        debug_assert!(added.is_ok(), "a text key stands twice: {added:?}");
    }
    bundle
}

/// A team's name with the word Team before it, unless the name itself begins so: many are called "Team Blue".
fn team_named(name: &str) -> String {
    let first = name.split(|letter: char| !letter.is_alphanumeric()).next();
    if first.is_some_and(|first| first.eq_ignore_ascii_case("team")) { name.to_owned() } else { format!("Team {name}") }
}

/// The words of one language.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    text: &'a Text,
    lang: Lang,
}

impl Words<'_> {
    /// Which language.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The text `key` for mrkdwn.
    #[must_use]
    pub fn mrkdwn(&self, key: &str, values: &[(&'static str, Value)]) -> Mrkdwn {
        Mrkdwn::safe(self.format(key, values, true))
    }

    /// The text `key` without any markup: for buttons and top-level text.
    #[must_use]
    pub fn plain(&self, key: &str, values: &[(&'static str, Value)]) -> Plain {
        Plain::new(self.format(key, values, false))
    }

    fn format(&self, key: &str, values: &[(&'static str, Value)], escape: bool) -> String {
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            let value = match value {
                Value::Number(number) => FluentValue::from(*number),
                Value::Mrkdwn(words) => FluentValue::from(words.as_str().to_owned()),
                Value::Plain(words) if escape => FluentValue::from(Mrkdwn::escape(words).into_string()),
                Value::Plain(words) => FluentValue::from(words.clone()),
            };
            args.set(*name, value);
        }
        let (first, second) = match self.lang {
            Lang::En => (&self.text.en, &self.text.de),
            Lang::De => (&self.text.de, &self.text.en),
        };
        let found = formatted(first, key, &args);
        debug_assert!(found.is_some(), "the text {key} is missing or can't be formatted in {:?}", self.lang);
        found.or_else(|| formatted(second, key, &args)).unwrap_or_else(|| key.to_owned())
    }

    /// A person as a mention, or "a colleague" for somebody who deleted everything.
    #[must_use]
    pub fn person(&self, person: &PersonId) -> Mrkdwn {
        if person.is_forgotten() { self.mrkdwn("a-colleague", &[]) } else { Mrkdwn::mention(person) }
    }

    /// The same where it begins a sentence.
    #[must_use]
    pub fn person_first(&self, person: &PersonId) -> Mrkdwn {
        if person.is_forgotten() { self.mrkdwn("a-colleague-first", &[]) } else { Mrkdwn::mention(person) }
    }

    /// People as mentions: "A", "A and B", "A, B and C".
    #[must_use]
    pub fn people(&self, people: &[PersonId]) -> Mrkdwn {
        self.mentions(&people.iter().map(|person| self.person(person)).collect::<Vec<_>>())
    }

    /// The same where they begin a sentence.
    #[must_use]
    pub fn people_first(&self, people: &[PersonId]) -> Mrkdwn {
        let first = people.iter().take(1).map(|person| self.person_first(person));
        self.mentions(&first.chain(people.iter().skip(1).map(|person| self.person(person))).collect::<Vec<_>>())
    }

    fn mentions(&self, mentions: &[Mrkdwn]) -> Mrkdwn {
        match mentions {
            [] => Mrkdwn::safe(String::new()),
            [one] => one.clone(),
            [first @ .., last] => {
                let first = first.iter().map(Mrkdwn::as_str).collect::<Vec<_>>().join(", ");
                self.mrkdwn("people-and", &[("first", Mrkdwn::safe(first).into()), ("last", last.clone().into())])
            }
        }
    }
}

fn formatted(bundle: &FluentBundle<FluentResource>, key: &str, args: &FluentArgs<'_>) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let words = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
    errors.is_empty().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_team_is_called_team_once() {
        for (name, said) in [("Rot", "Team Rot"), ("Team Rot", "Team Rot"), ("team-rot", "team-rot"), ("Teamleitung", "Team Teamleitung")] {
            assert_eq!(team_named(name), said);
            let text = Text::new();
            let shown = text.words(Lang::De).plain("card-title", &[("team", name.into())]);
            assert_eq!(shown.as_str(), said);
        }
    }

    #[test]
    fn locales_find_their_language() {
        assert_eq!(Lang::of(Some("de-AT")), Lang::De);
        assert_eq!(Lang::of(Some("fr-FR")), Lang::En);
        assert_eq!(Lang::of(None), Lang::En);
    }

    #[test]
    fn what_was_typed_is_escaped_once() {
        let text = Text::new();
        let words = text.words(Lang::En);
        let escaped = words.mrkdwn("team-set", &[("team", "R&D <ops>".into())]);
        assert!(escaped.as_str().contains("R&amp;D &lt;ops&gt;"), "{}", escaped.as_str());
    }

    #[test]
    fn people_are_listed_as_people_speak() {
        let text = Text::new();
        let people: Vec<PersonId> = ["U1", "U2", "U3"].map(PersonId::from).to_vec();
        assert_eq!(text.words(Lang::En).people(&people).as_str(), "<@U1>, <@U2> and <@U3>");
        assert_eq!(text.words(Lang::De).people(&people[..2]).as_str(), "<@U1> und <@U2>");
        assert_eq!(text.words(Lang::En).people_first(&people).as_str(), "<@U1>, <@U2> and <@U3>");
    }
}
