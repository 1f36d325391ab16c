//! Dependencies: from crates.io alone, each used, each with a reason beside it.
//! A dependency is code that somebody else may change; it has to earn its line.

use std::collections::BTreeSet;

use super::{Check, Finding, Sample, Source, files, names};

/// The one registry.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// A second TLS provider makes rustls panic at run time; OpenSSL makes the binary depend on the system's.
const UNWANTED: [&str; 5] = ["aws-lc-rs", "aws-lc-sys", "openssl", "openssl-sys", "native-tls"];

/// Crates that are there for a feature or by another's macro, and are never named: each with its reason.
const NEVER_NAMED: &[(&str, &str)] = &[];

/// The two crates, and where each is built from.
const CRATES: [(&str, &str); 2] = [("standin/Cargo.toml", "standin/"), ("Cargo.toml", "")];

/// The lock file has crates.io only, and nothing unwanted.
pub const LOCKED: Check = Check {
    name: "dependencies_come_from_crates_io",
    over: || files::file("Cargo.lock").map(|lock| vec![lock]),
    find: |sources| sources.iter().flat_map(locked).collect(),
    samples: || {
        let package = |name: &str, source: &str| format!("[[package]]\nname = \"{name}\"\nversion = \"1.0.0\"\n{source}");
        let ours = format!("source = \"{REGISTRY}\"\n");
        vec![
            Sample::one("Cargo.lock", package("a", &ours), &[]),
            Sample::one("Cargo.lock", package("goodturn", ""), &[]),
            Sample::one("Cargo.lock", package("a", ""), &["Cargo.lock:2"]),
            Sample::one("Cargo.lock", package("a", "source = \"git+https://example.org/a\"\n"), &["Cargo.lock:2"]),
            Sample::one("Cargo.lock", package(UNWANTED[0], &ours), &["Cargo.lock:2"]),
            Sample::one("Cargo.lock", "version = 4\n", &["Cargo.lock:1"]),
        ]
    },
};

/// Every direct dependency is named in the sources.
pub const USED: Check = Check {
    name: "dependencies_are_used",
    over: || {
        let mut sources = files::rust()?;
        for (manifest, _) in CRATES {
            sources.push(files::file(manifest)?);
        }
        Ok(sources)
    },
    find: used,
    samples: || {
        let with = |path: &str, code: &str| {
            let manifest = "[dependencies]\nfutures-util = \"0.3\"\n\n[dev-dependencies]\ninsta = { version = \"1\" }\n";
            vec![Source::new("Cargo.toml", manifest), Source::new(path, code), Source::new("tests/it/b.rs", "use insta::glob;")]
        };
        vec![
            Sample::many(with("src/a.rs", "use futures_util::StreamExt;\n"), &[]),
            Sample::many(with("src/a.rs", "fn a() {\n    b!(futures_util::c())\n}\n"), &[]),
            Sample::many(with("src/a.rs", "// futures_util\n"), &["Cargo.toml:2"]),
            Sample::many(with("src/a.rs", "fn a(futures_util: u8) {\n    b(futures_util)\n}\n"), &["Cargo.toml:2"]),
            Sample::many(with("tests/it/a.rs", "use futures_util::StreamExt;\n"), &["Cargo.toml:2"]),
        ]
    },
};

/// Every dependency has a sentence beside it.
pub const EXPLAINED: Check = Check {
    name: "dependencies_have_reasons",
    over: || CRATES.iter().map(|(manifest, _)| files::file(manifest)).collect(),
    find: |sources| sources.iter().flat_map(explained).collect(),
    samples: || {
        vec![
            Sample::one("Cargo.toml", "[dependencies]\n# Why.\na = \"1\"\nb = \"1\"\n\nc = \"1\"\n", &["Cargo.toml:6"]),
            Sample::one("Cargo.toml", "[dependencies]\na = \"1\" # why\nb = \"1\"\n", &["Cargo.toml:3"]),
            Sample::one("Cargo.toml", "# Not a reason.\n[workspace.dependencies]\na = \"1\"\n", &["Cargo.toml:3"]),
            Sample::one("Cargo.toml", "[package]\nname = \"a\"\n[dependencies]\na.workspace = true\n", &[]),
        ]
    },
};

fn locked(source: &Source) -> Vec<Finding> {
    let lines: Vec<(usize, &str)> = source.numbered().collect();
    let packages = lines.split(|(_, line)| *line == "[[package]]").skip(1);
    let mut findings: Vec<Finding> = packages.clone().filter_map(|package| locked_package(source, package)).collect();
    if packages.count() == 0 {
        findings.push(source.finding(1, "names no package"));
    }
    findings
}

fn locked_package(source: &Source, package: &[(usize, &str)]) -> Option<Finding> {
    let value = |key: &str| {
        package.iter().find_map(|(number, line)| {
            let text = line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"')?;
            Some((*number, text))
        })
    };
    let (line, name) = value("name")?;
    let from = value("source").map(|(_, from)| from);
    let ours = ["goodturn", "standin"].contains(&name);
    if UNWANTED.contains(&name) {
        return Some(source.finding(line, format!("`{name}` is not wanted here")));
    }
    let fine = from == Some(REGISTRY) || (from.is_none() && ours);
    (!fine).then(|| source.finding(line, format!("`{name}` comes from {}", from.unwrap_or("a folder"))))
}

/// A line of a dependency table.
struct Dependency<'a> {
    section: &'a str,
    name: &'a str,
    line: usize,
    explained: bool,
}

/// Dependency lines; a comment counts for the lines right below it, up to an empty one.
fn dependencies(manifest: &Source) -> Vec<Dependency<'_>> {
    let (mut section, mut explained, mut found) = ("", false, Vec::new());
    for (line, text) in manifest.numbered() {
        let text = text.trim();
        if text.is_empty() || text.starts_with('[') {
            explained = false;
            section = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(section);
        } else if text.starts_with('#') {
            explained = true;
        } else if section.ends_with("dependencies")
            && let Some((key, value)) = text.split_once('=')
        {
            let inherited = key.trim_end().ends_with(".workspace");
            let name = key.trim().split('.').next().unwrap_or_default();
            found.push(Dependency { section, name, line, explained: explained || inherited || value.contains(" # ") });
        }
    }
    found
}

fn explained(manifest: &Source) -> Vec<Finding> {
    let silent = dependencies(manifest).into_iter().filter(|dependency| !dependency.explained);
    silent.map(|dependency| manifest.finding(dependency.line, format!("nothing says what `{}` is for", dependency.name))).collect()
}

fn used(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, folder) in CRATES {
        let Some(manifest) = sources.iter().find(|source| source.path == path) else {
            continue;
        };
        let product = named_below(sources, &[&format!("{folder}src/"), &format!("{folder}build.rs")]);
        let tests = ["src/", "tests/", "benches/", "examples/"].map(|part| format!("{folder}{part}"));
        let tests = named_below(sources, &tests.each_ref().map(String::as_str));
        for dependency in dependencies(manifest).iter().filter(|dependency| dependency.section != "workspace.dependencies") {
            let named = if dependency.section.ends_with("dev-dependencies") { &tests } else { &product };
            let known = NEVER_NAMED.iter().any(|(name, _)| *name == dependency.name);
            if !known && !named.contains(&dependency.name.replace('-', "_")) {
                let what = format!("no source of this crate names `{}` (in {})", dependency.name, dependency.section);
                findings.push(manifest.finding(dependency.line, what));
            }
        }
    }
    findings
}

/// First parts of all longer paths (`url` alone may be a variable); a source that does not parse is named by other checks.
fn named_below(sources: &[Source], folders: &[&str]) -> BTreeSet<String> {
    let below = sources.iter().filter(|source| folders.iter().any(|folder| source.path.starts_with(folder)));
    let names = below.flat_map(|source| names::names(source).unwrap_or_default());
    names.filter(|name| name.segments.len() > 1).filter_map(|name| name.segments.into_iter().next()).collect()
}
