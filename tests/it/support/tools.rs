//! Programs that some tests need and a machine may lack, and how to say so.
//! A missing tool is a sentence, not a silent pass: it becomes the reason of an ignored trial.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

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
    /// Slack's own kit for Python, installed by `tests/it/sdk/install`.
    PythonSdk,
    /// Slack's own kit for Node.js, installed by `tests/it/sdk/install`.
    NodeSdk,
    /// A browser without a window, for the pages.
    Chromium,
    /// A copy of Slack's own reference, for comparisons with it.
    SlackReference,
    /// What drives that browser.
    Chromedriver,
}

impl Need {
    /// Every need there is.
    pub const ALL: [Self; 9] = [
        Self::Postgres,
        Self::PostgresPrograms,
        Self::Node,
        Self::Python,
        Self::PythonSdk,
        Self::NodeSdk,
        Self::Chromium,
        Self::SlackReference,
        Self::Chromedriver,
    ];

    /// The program's path, or the sentence that says what is missing.
    pub fn program(self) -> Result<PathBuf, String> {
        match self {
            Self::Postgres | Self::PostgresPrograms => postgres::binaries().map(|folder| folder.join("postgres")),
            Self::Node => any_of("Node.js", &["node", "nodejs"]),
            Self::Python => any_of("Python", &["python3", "python"]),
            Self::PythonSdk => installed("python", "requirements.txt").map(|folder| folder.join("bin/python")),
            Self::NodeSdk => installed("node", "package-lock.json").and_then(|_| Self::Node.program()),
            Self::SlackReference => reference(),
            Self::Chromium => any_of("Chromium", &["chromium", "chromium-browser", "google-chrome"]),
            Self::Chromedriver => any_of("driver for Chromium", &["chromedriver"]),
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

/// The program of this name in `PATH`.
pub fn in_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Where `tests/it/sdk/install` puts Slack's own kits.
pub fn sdk_folder() -> PathBuf {
    let chosen = env::var_os("GOODTURN_SDK_DIR").filter(|folder| !folder.is_empty());
    chosen.map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target/sdk"), PathBuf::from)
}

/// The folder of one kit, when the versions in it are those of the file that pins them.
fn installed(kit: &str, pins: &str) -> Result<PathBuf, String> {
    let folder = sdk_folder().join(kit);
    let wanted = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/sdk").join(pins));
    match (wanted, fs::read(folder.join("installed"))) {
        (Ok(wanted), Ok(found)) if wanted == found => Ok(folder),
        _ => Err(format!("no kit of Slack's for {kit} in the versions of {pins}: run tests/it/sdk/install")),
    }
}

/// The first of several spellings of one program.
fn any_of(what: &str, names: &[&str]) -> Result<PathBuf, String> {
    let found = names.iter().find_map(|name| in_path(name));
    found.ok_or_else(|| format!("no {what}: {} not found in PATH", names.join(", ")))
}

/// Where the copy of Slack's reference is, or the sentence that says how to get one.
pub fn reference() -> Result<PathBuf, String> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/slack-reference");
    let folder = env::var_os("GOODTURN_SLACK_REFERENCE").map_or_else(beside, PathBuf::from);
    if folder.join("BlocksArray.schema.json").is_file() {
        return Ok(folder);
    }
    Err("no copy of Slack's reference: GOODTURN_SLACK_REFERENCE names the folder that has BlocksArray.schema.json".to_owned())
}
