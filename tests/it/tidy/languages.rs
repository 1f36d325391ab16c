//! User text once more: German is German, the voice stays calm, and no text lies about unused.
//! A value that was never translated, or a text that nobody is shown, would be noticed by nobody but a member.

use std::collections::BTreeMap;

use super::{Check, Finding, Sample, Source, files, words};

/// Values that are rightly the same in both languages: names, and patterns of values only.
const SAME_IN_BOTH: &[&str] = &[
    "example-untend",
    "home-title",
    "language-de",
    "language-en",
    "month-far",
    "nudge-who",
    "people-line",
    "quiet-day",
    "weekday-name",
    "month-name",
];

/// German values differ from the English ones.
pub const TRANSLATED: Check = Check { name: "german_is_german", over: words::texts, find: untranslated, samples: untranslated_samples };

/// No exclamation marks, and one emoji at most in a text.
pub const CALM: Check = Check { name: "the_voice_is_calm", over: words::texts, find: excited, samples: excited_samples };

/// Every text is said somewhere.
pub const SAID: Check = Check { name: "every_text_is_said_somewhere", over: texts_and_code, find: unsaid, samples: unsaid_samples };

fn texts_and_code() -> Result<Vec<Source>, String> {
    let mut all = words::texts()?;
    all.extend(files::below("src", "rs")?);
    Ok(all)
}

/// The values of one language by key, without white space around them, and where each begins.
fn values<'a>(sources: &'a [Source], locale: &str) -> BTreeMap<String, (&'a Source, usize, String)> {
    let entries = words::entries(sources, locale);
    let text = |entry: &words::Entry<'a>| entry.lines.iter().map(|(_, line)| line.trim()).collect::<Vec<_>>().join(" ").trim().to_owned();
    entries.iter().map(|(key, entry)| (key.clone(), (entry.source, entry.line, text(entry)))).collect()
}

fn untranslated(sources: &[Source]) -> Vec<Finding> {
    let (en, de) = (values(sources, words::LOCALES[0]), values(sources, words::LOCALES[1]));
    let mut findings = Vec::new();
    for (key, (source, line, value)) in &de {
        let same = en.get(key).is_some_and(|(_, _, english)| english == value);
        match (same, SAME_IN_BOTH.contains(&key.as_str())) {
            (true, false) => findings.push(source.finding(*line, format!("`{key}` says the same as the English text"))),
            (false, true) if en.contains_key(key) && !key.ends_with("-name") => {
                findings.push(source.finding(*line, format!("`{key}` is listed as the same in both languages, and is not")));
            }
            _ => {}
        }
    }
    findings
}

fn excited(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for locale in words::LOCALES {
        for (key, entry) in words::entries(sources, locale) {
            let emoji: usize = entry.lines.iter().map(|(_, line)| emoji_in(line)).sum();
            for (line, text) in &entry.lines {
                if text.contains('!') {
                    findings.push(entry.source.finding(*line, format!("`{key}` has an exclamation mark")));
                }
            }
            if emoji > 1 {
                findings.push(entry.source.finding(entry.line, format!("`{key}` has more than one emoji")));
            }
        }
    }
    findings
}

/// Emoji by their names between colons, or as characters.
fn emoji_in(line: &str) -> usize {
    let named = line.split(':').skip(1).step_by(2).filter(|name| {
        name.len() > 2 && name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_') && line.contains(&format!(":{name}:"))
    });
    let drawn = line.chars().filter(|letter| ('\u{1F300}'..='\u{1FAFF}').contains(letter) || ('\u{2600}'..='\u{27BF}').contains(letter));
    named.count() + drawn.count()
}

fn unsaid(sources: &[Source]) -> Vec<Finding> {
    let said: Vec<String> =
        sources.iter().filter(|source| !source.path.contains("/locales/")).flat_map(|source| literals(&source.text)).collect();
    let english = words::entries(sources, words::LOCALES[0]);
    let texts: Vec<String> = english.values().flat_map(|entry| entry.lines.iter().map(|(_, line)| (*line).to_owned())).collect();
    let is_said = |key: &str| {
        let whole = said.iter().any(|literal| literal == key);
        // "answered-{}" says every key that begins like it.
        let built = said
            .iter()
            .filter_map(|literal| literal.split_once('{'))
            .any(|(begin, _)| begin.len() > 2 && begin.ends_with('-') && key.starts_with(begin));
        whole || built || texts.iter().any(|text| text.contains(&format!("{{ {key} }}")))
    };
    let lost = english.iter().filter(|(key, _)| !is_said(key.split('.').next().unwrap_or(key)));
    lost.map(|(key, entry)| entry.source.finding(entry.line, format!("nothing says `{key}`"))).collect()
}

/// What stands between quotation marks in Rust code; good enough for keys, which hold neither quotes nor escapes.
fn literals(code: &str) -> Vec<String> {
    code.lines().flat_map(|line| line.split('"').skip(1).step_by(2).map(str::to_owned)).collect()
}

fn pair(en: &str, de: &str) -> Vec<Source> {
    vec![Source::new("src/text/locales/en/a.ftl", en), Source::new("src/text/locales/de/a.ftl", de)]
}

fn untranslated_samples() -> Vec<Sample> {
    vec![
        Sample::many(pair("a = Kept\nhome-title = Goodturn\n", "a = Notiert\nhome-title = Goodturn\n"), &[]),
        Sample::many(pair("a = Kept\n", "a =   Kept\n"), &["src/text/locales/de/a.ftl:1"]),
        Sample::many(pair("month-far = { $month } { $year }\n", "month-far = im { $month }\n"), &["src/text/locales/de/a.ftl:1"]),
    ]
}

fn excited_samples() -> Vec<Sample> {
    vec![
        Sample::many(pair("a = Kept. :seedling: At 10:00 or 11:00\n", "a = Notiert.\n"), &[]),
        Sample::many(pair("a = Kept!\n", "a = :tada: Notiert :tada:\n"), &["src/text/locales/de/a.ftl:1", "src/text/locales/en/a.ftl:1"]),
    ]
}

fn unsaid_samples() -> Vec<Sample> {
    let code = Source::new("src/a.rs", "words.plain(\"a\"); format!(\"bee-{}\", x)");
    let mut all = pair("a = { c }\nbee-one = B\nc = C\n", "a = A\n");
    all.push(code.clone());
    let mut lost = pair("a = A\nd = D\n", "a = A\n");
    lost.push(code);
    vec![Sample::many(all, &[]), Sample::many(lost, &["src/text/locales/en/a.ftl:2"])]
}
