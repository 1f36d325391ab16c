//! Licences of everything that is built in, as cargo knows them.
//! The binary is given to others, so each part must allow that.

use std::process::Command;

use serde_json::Value;

use super::{Check, Finding, Sample, Source, files};

/// Licences that ask for no more than a notice (MIT-0 not even for that). CDLA is for Mozilla's list of certificate authorities, which is data.
const ALLOWED: [&str; 9] =
    ["MIT", "MIT-0", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Zlib", "Unicode-3.0", "CDLA-Permissive-2.0"];

/// Every crate has an allowed licence.
pub const LICENCES: Check = Check {
    name: "licences_are_allowed",
    over: || metadata().map(|text| vec![Source::new("cargo metadata", text)]),
    find: licences,
    samples: || {
        let one = |licence: &str, expected: &[&'static str]| {
            let text = format!(r#"{{"packages": [{{"name": "a", "version": "1", "license": {licence}}}]}}"#);
            Sample::one("cargo metadata", text, expected)
        };
        let bad = &["cargo metadata:1"];
        vec![
            one(r#""MIT OR Apache-2.0""#, &[]),
            one(r#""GPL-3.0-only OR MIT/Apache-2.0""#, &[]),
            one(r#""(MIT OR GPL-3.0-only) AND Unicode-3.0""#, &[]),
            one(r#""GPL-3.0-only""#, bad),
            one(r#""MIT AND GPL-3.0-only""#, bad),
            one(r#""Apache-2.0 WITH Some-exception""#, bad),
            one("null", bad),
            Sample::one("cargo metadata", "{}", bad),
        ]
    },
};

/// All packages of all platforms where they are at hand (`cargo fetch`), else those of this platform.
fn metadata() -> Result<String, String> {
    let all = cargo(&[]);
    if all.is_ok() {
        return all;
    }
    let version = Command::new("rustc").arg("-vV").output().map_err(|error| format!("rustc: {error}"))?;
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc does not name its host")?;
    cargo(&["--filter-platform", host])
}

fn cargo(more: &[&str]) -> Result<String, String> {
    let program = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = Command::new(program);
    command.args(["metadata", "--format-version", "1", "--locked", "--offline"]).args(more).current_dir(files::root());
    let output = command.output().map_err(|error| format!("cargo metadata: {error}"))?;
    if output.status.success() {
        return String::from_utf8(output.stdout).map_err(|error| error.to_string());
    }
    Err(format!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr)))
}

fn licences(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources {
        let metadata: Value = serde_json::from_str(&source.text).unwrap_or_default();
        let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
        if packages.is_empty() {
            findings.push(source.finding(1, "names no package"));
        }
        for package in packages {
            let licence = package["license"].as_str().unwrap_or("none");
            if !is_allowed(licence) {
                findings.push(source.finding(1, format!("{} {} has the licence {licence}", package["name"], package["version"])));
            }
        }
    }
    findings
}

/// Whether an SPDX expression can be met with the allowed licences.
fn is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = tokens.as_slice();
    any(&mut rest) && rest.is_empty()
}

fn any(rest: &mut &[&str]) -> bool {
    let mut met = all(rest);
    while take(rest, "OR") {
        met |= all(rest);
    }
    met
}

fn all(rest: &mut &[&str]) -> bool {
    let mut met = one(rest);
    while take(rest, "AND") {
        met &= one(rest);
    }
    met
}

fn one(rest: &mut &[&str]) -> bool {
    if take(rest, "(") {
        let met = any(rest);
        return take(rest, ")") && met;
    }
    let Some((licence, after)) = rest.split_first() else {
        return false;
    };
    *rest = after;
    // An exception only adds permissions, but none is needed so far: let a person look at it.
    let plain = !take(rest, "WITH");
    if !plain {
        *rest = rest.get(1..).unwrap_or_default();
    }
    plain && ALLOWED.contains(licence)
}

fn take(rest: &mut &[&str], wanted: &str) -> bool {
    let found = rest.first() == Some(&wanted);
    if found {
        *rest = &rest[1..];
    }
    found
}
