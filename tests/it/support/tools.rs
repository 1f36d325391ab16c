//! Programs that some tests need and a machine may lack, and how to say so.
//! A missing tool is a sentence, not a silent pass: it becomes the reason of an ignored trial.

use std::{env, path::PathBuf};

use super::postgres;

/// A program outside of this repository that a trial can't do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A PostgreSQL server: `TEST_DATABASE_URL`, or `initdb` and `postgres` on this machine.
    Postgres,
    /// `initdb` and `postgres` themselves, for tests that start and end servers.
    PostgresPrograms,
    /// Node.js, for what Slack's own JavaScript kit says about our payloads.
    Node,
    /// Python, for what Slack's own Python kit says about our payloads.
    Python,
    /// A browser without a window, for the pages.
    Chromium,
    /// A copy of Slack's reference data: `GOODTURN_SLACK_REFERENCE`, or beside the repository.
    SlackReference,
}

impl Need {
    /// Every need there is.
    pub const ALL: [Self; 6] = [Self::Postgres, Self::PostgresPrograms, Self::Node, Self::Python, Self::Chromium, Self::SlackReference];

    /// The program's path, or the sentence that says what is missing.
    pub fn program(self) -> Result<PathBuf, String> {
        match self {
            Self::Postgres | Self::PostgresPrograms => postgres::binaries().map(|folder| folder.join("postgres")),
            Self::Node => any_of("Node.js", &["node", "nodejs"]),
            Self::Python => any_of("Python", &["python3", "python"]),
            Self::SlackReference => slack_reference(),
            Self::Chromium => any_of("Chromium", &["chromium", "chromium-browser", "google-chrome"]),
        }
    }

    /// The sentence that says what is missing, when it is.
    pub fn missing(self) -> Option<String> {
        if self == Self::Postgres && server_of_the_operator().is_some() {
            return None;
        }
        self.program().err()
    }
}

/// The administrator's URL of a server where tests may make databases, if one is given.
pub fn server_of_the_operator() -> Option<String> {
    env::var("TEST_DATABASE_URL").ok().filter(|url| !url.is_empty())
}

/// The folder of Slack's reference data.
fn slack_reference() -> Result<PathBuf, String> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/slack-reference");
    let folder = env::var("GOODTURN_SLACK_REFERENCE").map_or_else(|_| PathBuf::from(beside), PathBuf::from);
    if folder.is_dir() { Ok(folder) } else { Err("no copy of Slack's reference: GOODTURN_SLACK_REFERENCE names no folder".to_owned()) }
}

/// The program of this name in `PATH`.
pub fn in_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// The first of several spellings of one program.
fn any_of(what: &str, names: &[&str]) -> Result<PathBuf, String> {
    let found = names.iter().find_map(|name| in_path(name));
    found.ok_or_else(|| format!("no {what}: {} not found in PATH", names.join(", ")))
}
