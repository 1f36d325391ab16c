//! The repository speaks of the project alone: no paths of somebody's machine, no private registries.
//! What is written here must be true for a stranger with a fresh clone.

use super::{Check, Finding, Sample, Source, files};

/// Hosts that lock files may point to.
const HOSTS: [&str; 3] = ["https://registry.npmjs.org/", "https://files.pythonhosted.org/", "https://github.com/"];

/// No traces of where it was written.
pub const ALONE: Check = Check {
    name: "the_repository_speaks_of_the_project_alone",
    over: files::kept,
    find: |sources| sources.iter().flat_map(traces).collect(),
    samples: || {
        let path = |folder: &str| format!("see {}a.txt\n", between_slashes(folder));
        vec![
            Sample::one("README.md", format!("# Title\n{}", path("work")), &["README.md:2"]),
            Sample::one("README.md", path("root"), &["README.md:1"]),
            Sample::one("README.md", path("home"), &["README.md:1"]),
            Sample::one("README.md", format!("a {} wrote this\n", words()[0].to_uppercase()), &["README.md:1"]),
            Sample::one("package-lock.json", "\"resolved\": \"http://mirror.example/a.tgz\",\n", &["package-lock.json:1"]),
            Sample::one("package-lock.json", "\"resolved\": \"https://registry.npmjs.org/a.tgz\",\n", &[]),
            Sample::one("package-lock.json", "\"url\": \"https://opencollective.com/express\"\n", &[]),
            Sample::one("uv.lock", "sdist = { url = \"https://mirror.example/a.tar.gz\" }\n", &["uv.lock:1"]),
            Sample::one("src/a.rs", format!("route(\"{}{{user}}\", get(home))\n", between_slashes("home")), &[]),
            Sample::one("src/a.rs", "// src/slack/view/home/body.rs, https://example.org/work/\n", &[]),
        ]
    },
};

/// Put together here, so that this file has none of them.
fn words() -> [String; 8] {
    let parts = [
        ["sub", "agent"],
        ["helper ", "session"],
        ["farm-", "studio"],
        ["arti", "factory"],
        ["npm", "mirror"],
        ["index", "-url"],
        ["crates-", "mirror"],
        ["replace", "-with ="],
    ];
    parts.map(|parts| parts.concat())
}

fn between_slashes(folder: &str) -> String {
    format!("/{folder}/")
}

fn traces(source: &Source) -> Vec<Finding> {
    let (words, folders) = (words(), ["work", "root", "home"].map(between_slashes));
    let mut findings = Vec::new();
    for (number, line) in source.numbered() {
        let small = line.to_lowercase();
        let word = words.iter().find(|word| small.contains(word.as_str()));
        let folder = folders.iter().find(|folder| starts_there(line, folder));
        let host = (is_lock(&source.path) && points_elsewhere(&source.path, line)).then_some("another registry");
        let found = word.or(folder).map(String::as_str).or(host);
        findings.extend(found.map(|found| source.finding(number, format!("`{found}` says where this was written"))));
    }
    findings
}

/// Whether a path starts with this folder: `x/folder/` and `host.org/folder/` do not, nor does a route that goes on with a `{place}`.
fn starts_there(line: &str, folder: &str) -> bool {
    let inside = |character: char| character.is_alphanumeric() || ".-_/~}*<>)".contains(character);
    line.match_indices(folder).any(|(at, _)| !line[..at].ends_with(inside) && !line[at + folder.len()..].starts_with('{'))
}

fn is_lock(path: &str) -> bool {
    ["package-lock.json", "yarn.lock", "pnpm-lock.yaml", "uv.lock"].iter().any(|name| path.ends_with(name))
}

fn points_elsewhere(path: &str, line: &str) -> bool {
    let found = line.find("http://").or_else(|| line.find("https://"));
    // In npm's lock, an `url` is where a package's makers take donations.
    let keys: &[&str] = if path.ends_with("package-lock.json") { &["resolved"] } else { &["resolved", "url"] };
    let resolved = keys.iter().any(|key| line.contains(key));
    found.is_some_and(|at| resolved && !HOSTS.iter().any(|host| line[at..].starts_with(host)))
}
