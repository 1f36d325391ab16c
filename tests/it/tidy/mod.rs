//! `tidy`: the repository's own rules, as tests that name file and line.
//! Each check is a pure function from sources to findings, so each is also shown to fail on a bad sample.

mod alone;
mod crates;
mod dependencies;
mod direction;
mod files;
mod forbidden;
mod languages;
mod licences;
mod migrations;
mod names;
mod shape;
mod words;

use std::fmt;

use libtest_mimic::{Failed, Trial};

use crate::support::Harness;

/// A file as checks see it.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its path below the repository, with `/`.
    pub path: String,
    /// All of it.
    pub text: String,
}

impl Source {
    /// A file with this path and text.
    pub fn new(path: &str, text: impl Into<String>) -> Self {
        Self { path: path.to_owned(), text: text.into() }
    }

    /// A finding in this file.
    pub fn finding(&self, line: usize, what: impl Into<String>) -> Finding {
        Finding { path: self.path.clone(), line, what: what.into() }
    }

    /// Its lines with their numbers, from 1.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    path: String,
    line: usize,
    what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// One rule.
pub struct Check {
    /// The trial's name after `tidy::`.
    pub name: &'static str,
    /// What it looks at; the error says what could not be read.
    pub over: fn() -> Result<Vec<Source>, String>,
    /// What is wrong in it.
    pub find: fn(&[Source]) -> Vec<Finding>,
    /// Made-up sources, and where the rule must find something in them: nowhere else, and nothing less.
    pub samples: fn() -> Vec<Sample>,
}

/// A made-up repository, and the places (`path:line`) that the rule must name in it.
pub struct Sample {
    sources: Vec<Source>,
    expected: Vec<&'static str>,
}

impl Sample {
    /// One file.
    pub fn one(path: &str, text: impl Into<String>, expected: &[&'static str]) -> Self {
        Self::many(vec![Source::new(path, text)], expected)
    }

    /// Several files.
    pub fn many(sources: Vec<Source>, expected: &[&'static str]) -> Self {
        Self { sources, expected: expected.to_vec() }
    }
}

const CHECKS: &[Check] = &[
    shape::HEADERS,
    shape::LENGTHS,
    shape::FUNCTIONS,
    direction::IMPORTS,
    crates::NAMED,
    crates::PURE,
    crates::TIME,
    crates::ENGINES,
    forbidden::CODE,
    forbidden::NOTES,
    migrations::LISTS,
    words::KEYS,
    words::BANNED,
    languages::TRANSLATED,
    languages::CALM,
    languages::SAID,
    licences::LICENCES,
    dependencies::LOCKED,
    dependencies::USED,
    dependencies::EXPLAINED,
    alone::ALONE,
];

/// Two trials a rule: the repository keeps it, and it notices when it is broken.
pub fn trials(cx: &Harness) -> Vec<Trial> {
    let both = |check: &'static Check| {
        [
            cx.plain(&format!("tidy::{}", check.name), || keeps(check)),
            cx.plain(&format!("tidy::{}::notices", check.name), || notices(check)),
        ]
    };
    CHECKS.iter().flat_map(both).collect()
}

fn keeps(check: &Check) -> Result<(), Failed> {
    let mut findings = (check.find)(&(check.over)()?);
    findings.sort();
    if findings.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
    Err(format!("{} found:\n{}", lines.len(), lines.join("\n")).into())
}

fn notices(check: &Check) -> Result<(), Failed> {
    for sample in (check.samples)() {
        let findings = (check.find)(&sample.sources);
        let mut found: Vec<String> = findings.iter().map(|finding| format!("{}:{}", finding.path, finding.line)).collect();
        found.sort();
        found.dedup();
        if found != sample.expected {
            return Err(format!("{findings:#?}\nwere found in {:#?}, not {:?}", sample.sources, sample.expected).into());
        }
    }
    Ok(())
}
