//! Migrations of the two engines: the same numbers, the same names, the same bytes on every system.
//! Their checksums are kept in every database, so a line end that git changed would stop an upgrade.

use super::{Check, Finding, Sample, Source, files};

const FOLDERS: [&str; 2] = ["migrations/sqlite/", "migrations/postgres/"];

/// Both engines have the same list of migrations.
pub const LISTS: Check = Check {
    name: "migrations_go_in_step",
    over: || files::below("migrations", "sql"),
    find: |sources| {
        let mut findings = missing(sources);
        findings.extend(FOLDERS.iter().flat_map(|folder| gaps(sources, folder)));
        findings.extend(sources.iter().filter_map(line_ends));
        findings
    },
    samples,
};

fn missing(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (folder, other) in [(FOLDERS[0], FOLDERS[1]), (FOLDERS[1], FOLDERS[0])] {
        let mut own = sources.iter().filter_map(|source| source.path.strip_prefix(folder)).peekable();
        if own.peek().is_none() {
            findings.push(Source::new(folder, "").finding(1, "holds no migration"));
        }
        for name in own {
            let wanted = format!("{other}{name}");
            if !sources.iter().any(|source| source.path == wanted) {
                findings.push(Source::new(&format!("{folder}{name}"), "").finding(1, format!("{wanted} is missing")));
            }
        }
    }
    findings
}

/// Names are `0001_what_it_does.sql`, counted from 1.
fn gaps(sources: &[Source], folder: &str) -> Vec<Finding> {
    let mut own: Vec<&Source> = sources.iter().filter(|source| source.path.starts_with(folder)).collect();
    own.sort_by(|a, b| a.path.cmp(&b.path));
    let wrong = own.into_iter().enumerate().filter_map(|(index, source)| {
        let number = format!("{:04}_", index + 1);
        let starts = source.path[folder.len()..].starts_with(&number);
        (!starts).then(|| source.finding(1, format!("the next migration starts with {number}")))
    });
    wrong.collect()
}

fn line_ends(source: &Source) -> Option<Finding> {
    let at = source.text.find('\r')?;
    let line = source.text[..at].matches('\n').count() + 1;
    Some(source.finding(line, "a carriage return: only line feeds end lines here"))
}

fn samples() -> Vec<Sample> {
    let both = |name: &str, text: &str| FOLDERS.map(|folder| Source::new(&format!("{folder}{name}"), text));
    let first = || both("0001_first.sql", "SELECT 1;\n").to_vec();
    let with = |more: &[Source]| [first(), more.to_vec()].concat();
    let second = both("0002_second.sql", "SELECT 1;\nSELECT 2;\r\n");
    let third = both("0003_third.sql", "");
    vec![
        Sample::many(first(), &[]),
        Sample::many(vec![], &["migrations/postgres/:1", "migrations/sqlite/:1"]),
        Sample::many(with(&third), &["migrations/postgres/0003_third.sql:1", "migrations/sqlite/0003_third.sql:1"]),
        Sample::many(with(&second[1..]), &["migrations/postgres/0002_second.sql:1", "migrations/postgres/0002_second.sql:2"]),
    ]
}
