//! What no source contains: silenced lints, unfinished parts, tests that nobody runs, notes to oneself.
//! Each of them is a debt that looks like code.

use super::{Check, Finding, Sample, Source, files, names};

/// Marks that no source may carry, and what to do instead.
const MARKS: &[(&str, &str)] = &[
    ("#allow", "use `#[expect(…, reason = …)]`"),
    ("#ignore", "a trial that can't run says why: `Harness::need`"),
    ("todo!", "finish it"),
    ("unimplemented!", "finish it"),
    ("dbg!", "log it, or leave it out"),
];

/// Endings of files that people write comments in.
const COMMENTED: [&str; 7] = [".rs", ".toml", ".sql", ".ftl", ".sh", ".yml", ".ci/run"];

/// Nothing unfinished and nothing silenced.
pub const CODE: Check = Check {
    name: "nothing_is_silenced_or_unfinished",
    over: files::rust,
    find: |sources| {
        names::each(sources, |source, name| {
            let [mark] = name.segments.as_slice() else {
                return None;
            };
            if let Some((_, instead)) = MARKS.iter().find(|(forbidden, _)| forbidden == mark) {
                return Some(format!("`{mark}`: {instead}"));
            }
            let product = ["src/", "standin/src/"].iter().any(|folder| source.path.starts_with(folder));
            (mark == ".unwrap" && product && !name.test).then(|| "`.unwrap()`: say why it can't fail with `expect`".to_owned())
        })
    },
    samples: || {
        vec![
            Sample::one("src/a.rs", "#[allow(dead_code)]\nfn a() {}\n", &["src/a.rs:1"]),
            Sample::one("src/a.rs", "#![allow(dead_code)]\nfn a() {}\n", &["src/a.rs:1"]),
            Sample::one("src/a.rs", "#[cfg_attr(test, allow(dead_code))]\nfn a() {}\n", &["src/a.rs:1"]),
            Sample::one("src/a.rs", "fn a() {\n    todo!()\n}\n", &["src/a.rs:2"]),
            Sample::one("src/a.rs", "fn a() {\n    b!(dbg!(c), unimplemented!());\n}\n", &["src/a.rs:2"]),
            Sample::one("src/a.rs", "#[test]\n#[ignore]\nfn a() {}\n", &["src/a.rs:2"]),
            Sample::one("src/a.rs", "fn a() {\n    b()\n        .unwrap();\n    c!(d.unwrap());\n}\n", &["src/a.rs:3", "src/a.rs:4"]),
            Sample::one("src/a.rs", "#[cfg(test)]\nmod tests {\n    fn a() {\n        b().unwrap();\n    }\n}\n", &[]),
            Sample::one("tests/it/a.rs", "fn a() {\n    b().unwrap();\n}\n", &[]),
            Sample::one("src/a.rs", "#[expect(dead_code, reason = \"allow todo!\")]\nfn a() { b != c }\n", &[]),
        ]
    },
};

/// No notes to oneself.
pub const NOTES: Check = Check {
    name: "no_notes_to_oneself",
    over: || {
        let mut sources = files::kept()?;
        sources.retain(|source| COMMENTED.iter().any(|ending| source.path.ends_with(ending)));
        Ok(sources)
    },
    find: notes,
    samples: || {
        let note = format!("//! Fine.\n// {}: later\n", words()[0]);
        vec![
            Sample::one("src/a.rs", note, &["src/a.rs:2"]),
            Sample::one("migrations/sqlite/0001_a.sql", format!("-- {}\n", words()[1]), &["migrations/sqlite/0001_a.sql:1"]),
            Sample::one("src/a.rs", format!("const ID: &str = \"U{}X\";\n", words()[2]), &[]),
        ]
    },
};

/// Put together here, so that this file has none of them.
fn words() -> [String; 3] {
    [["TO", "DO"], ["FIX", "ME"], ["XX", "X"]].map(|parts| parts.concat())
}

fn notes(sources: &[Source]) -> Vec<Finding> {
    let words = words();
    let mut findings = Vec::new();
    for source in sources {
        for (number, line) in source.numbered() {
            let mut parts = line.split(|character: char| !character.is_alphanumeric() && character != '_');
            if let Some(word) = parts.find(|part| words.iter().any(|word| word == part)) {
                findings.push(source.finding(number, format!("`{word}`: do it, or open an issue")));
            }
        }
    }
    findings
}
