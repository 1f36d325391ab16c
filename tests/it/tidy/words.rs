//! User text: both languages say the same things about the same values, in the voice of the product.
//! A missing key would be found by a member; a banned word by all of them.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;

use super::{Check, Finding, Sample, Source, files};

pub const LOCALES: [&str; 2] = ["src/text/locales/en", "src/text/locales/de"];

/// What is never said: debts, gains, contests. A `*` ends a stem, `§` is a value that is filled in.
const BANNED_WORDS: &[(&str, &[&str])] = &[
    (
        "src/text/locales/en",
        &[
            "owe",
            "owes",
            "owed",
            "owing",
            "return the favour",
            "return the favor",
            "returning the favour",
            "balance*",
            "repay*",
            "repaid",
            "invest",
            "invests",
            "invested",
            "investing",
            "investment*",
            "leverage*",
            "networking",
            "streak*",
            "rank",
            "ranks",
            "ranked",
            "ranking*",
            "overdue",
            "§ day",
            "§ days",
        ],
    ),
    (
        "src/text/locales/de",
        &[
            "schulden",
            "schuldest",
            "schuldet",
            "schuldig",
            "revanchier*",
            "gegenleistung*",
            "kontostand*",
            "rangliste*",
            "überfällig*",
            "investier*",
            "investition*",
            "netzwerken",
            "§ tag",
            "§ tage",
            "§ tagen",
        ],
    ),
];

/// Both languages have the same keys with the same values.
pub const KEYS: Check = Check { name: "both_languages_say_the_same", over: texts, find: keys, samples: key_samples };

/// The voice keeps away from some words.
pub const BANNED: Check = Check { name: "the_voice_has_no_banned_words", over: texts, find: banned, samples: banned_samples };

pub fn texts() -> Result<Vec<Source>, String> {
    files::below("src/text/locales", "ftl")
}

/// A message, a term or an attribute of one.
pub struct Entry<'a> {
    pub source: &'a Source,
    pub line: usize,
    pub lines: Vec<(usize, &'a str)>,
}

impl Entry<'_> {
    /// The values that are filled in.
    fn values(&self) -> BTreeSet<&str> {
        let mut values = BTreeSet::new();
        for (_, line) in &self.lines {
            for part in line.split('$').skip(1) {
                let end = part.find(|character: char| !is_key(character)).unwrap_or(part.len());
                values.insert(&part[..end]);
            }
        }
        values
    }
}

fn is_key(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '-' || character == '_'
}

/// Entries by key (`key`, `-term`, `key.attribute`), in the order of their names.
pub fn entries<'a>(sources: &'a [Source], locale: &str) -> BTreeMap<String, Entry<'a>> {
    let mut entries = BTreeMap::new();
    for source in sources.iter().filter(|source| source.path.starts_with(&format!("{locale}/"))) {
        let (mut message, mut key) = (String::new(), String::new());
        for (number, line) in source.numbered().filter(|(_, line)| !line.starts_with('#')) {
            let (name, rest) = match key_of(line) {
                Some((name, rest)) if name.starts_with('.') => (Some(format!("{message}{name}")), rest),
                Some((name, rest)) => {
                    name.clone_into(&mut message);
                    (Some(message.clone()), rest)
                }
                None => (None, line),
            };
            if let Some(name) = name {
                entries.insert(name.clone(), Entry { source, line: number, lines: Vec::new() });
                key = name;
            }
            if let Some(entry) = entries.get_mut(&key) {
                entry.lines.push((number, rest));
            }
        }
    }
    entries
}

/// `key = text` at the line's start, or an indented `.attribute = text`.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.split_once('=')?;
    let indented = name.starts_with(char::is_whitespace);
    let name = name.trim();
    let bare = name.strip_prefix(if indented { '.' } else { '-' });
    let ident = if indented { bare? } else { bare.unwrap_or(name) };
    (!ident.is_empty() && ident.chars().all(is_key)).then_some((name, rest))
}

fn keys(sources: &[Source]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = sources.iter().flat_map(mistakes).collect();
    for (locale, other) in [(LOCALES[0], LOCALES[1]), (LOCALES[1], LOCALES[0])] {
        let (own, others) = (entries(sources, locale), entries(sources, other));
        if own.is_empty() {
            findings.push(Source::new(locale, "").finding(1, "holds no text"));
        }
        for (key, entry) in &own {
            let what = match others.get(key) {
                None => format!("`{key}` is missing in {other}"),
                Some(same) if same.values() != entry.values() => {
                    format!("`{key}` is filled with {:?} here and {:?} in {other}", entry.values(), same.values())
                }
                Some(_) => continue,
            };
            findings.push(entry.source.finding(entry.line, what));
        }
    }
    findings
}

/// What Fluent itself can't read.
fn mistakes(source: &Source) -> Vec<Finding> {
    let Err((_, errors)) = FluentResource::try_new(source.text.clone()) else {
        return Vec::new();
    };
    let line = |at: usize| source.text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
    errors.iter().map(|error| source.finding(line(error.pos.start), format!("Fluent: {error}"))).collect()
}

fn banned(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (locale, patterns) in BANNED_WORDS {
        let entries = entries(sources, locale);
        if entries.is_empty() {
            findings.push(Source::new(locale, "").finding(1, "holds no text"));
        }
        for (key, entry) in &entries {
            let words = said(entry);
            for (at, (line, _)) in words.iter().enumerate() {
                for pattern in patterns.iter().filter(|pattern| begins_with(&words[at..], pattern)) {
                    findings.push(entry.source.finding(*line, format!("`{key}` says \"{pattern}\"")));
                }
            }
        }
    }
    findings
}

/// The words of an entry in small letters, with their lines; a value is `§`.
fn said(entry: &Entry<'_>) -> Vec<(usize, String)> {
    let mut words = Vec::new();
    for (number, line) in &entry.lines {
        let parts = line.split(|character: char| !character.is_alphanumeric() && !"$-_".contains(character));
        for part in parts.filter(|part| !part.is_empty()) {
            let word = if part.starts_with('$') { "§".to_owned() } else { part.to_lowercase() };
            words.push((*number, word));
        }
    }
    words
}

fn begins_with(words: &[(usize, String)], pattern: &str) -> bool {
    let mut words = words.iter().map(|(_, word)| word.as_str());
    let same = |word: &str, part: &str| part.strip_suffix('*').map_or(word == part, |stem| word.starts_with(stem));
    pattern.split(' ').all(|part| words.next().is_some_and(|word| same(word, part)))
}

fn pair(en: &str, de: &str) -> Vec<Source> {
    vec![Source::new("src/text/locales/en/a.ftl", en), Source::new("src/text/locales/de/a.ftl", de)]
}

fn key_samples() -> Vec<Sample> {
    let (en, de) = ("src/text/locales/en/a.ftl:1", "src/text/locales/de/a.ftl:1");
    vec![
        Sample::many(vec![], &["src/text/locales/de:1", "src/text/locales/en:1"]),
        Sample::many(pair("hello = Hello { $name }\n", "hello = Hallo { $name }\n"), &[]),
        Sample::many(pair("hello = Hello { $name }\n", "hello = Hallo { $nam }\n"), &[de, en]),
        Sample::many(pair("hello = Hello\nbye = Bye\n", "hello = Hallo\n"), &["src/text/locales/en/a.ftl:2"]),
        Sample::many(pair("a = A\n    .b = B\n", "a = A\n"), &["src/text/locales/en/a.ftl:2"]),
        Sample::many(pair("a = A\nb = { $c\n", "a = A\nb = { $c }\n"), &["src/text/locales/en/a.ftl:3"]),
    ]
}

fn banned_samples() -> Vec<Sample> {
    let quiet = "a = We investigate the { $count ->\n    [one] one day\n   *[other] few days\n }\n";
    vec![
        Sample::many(vec![], &["src/text/locales/de:1", "src/text/locales/en:1"]),
        Sample::many(pair(quiet, "a = Entschuldigung\n"), &[]),
        Sample::many(pair("a = You owe Ada\n", "a = B\n"), &["src/text/locales/en/a.ftl:1"]),
        Sample::many(pair("a =\n    Time to return\n    the favour\n", "a = B\n"), &["src/text/locales/en/a.ftl:2"]),
        Sample::many(pair("# rank\nrank = B\n", "a = Du kannst dich revanchieren\n"), &["src/text/locales/de/a.ftl:1"]),
        Sample::many(
            pair("a = not for { $n } days\n", "a = seit { $n } Tagen\n"),
            &["src/text/locales/de/a.ftl:1", "src/text/locales/en/a.ftl:1"],
        ),
    ]
}
