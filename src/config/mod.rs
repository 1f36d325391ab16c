//! Settings: flags over environment over file over defaults, checked once at the start.
//!
//! Nothing here touches the real environment or disk: flags, a look-up for variables and a reader for the file are given,
//! so that a test can try every mistake. Each section checks itself, and all problems are told at once, so that an
//! operator does not find them one start at a time.

mod admins;
mod away;
mod clock;
mod cron;
mod database;
mod digest;
mod file;
mod http;
mod keys;
mod layers;
mod log;
mod problem;
mod retention;
mod secret;
pub mod settings;
mod slack;
mod suggest;
mod teams;
#[cfg(test)]
mod tests;
mod web;

use std::io;
use std::path::Path;

pub use admins::Admins;
pub use away::Away;
pub use clock::Clock;
pub use database::{Database, DatabaseUrl, PostgresUrl};
pub use digest::Digest;
pub use file::DEFAULT_TOML;
pub use http::Http;
pub use keys::Keys;
pub use layers::{Flags, Found, Layers};
pub use log::{Log, LogFormat};
pub use problem::{ConfigErrors, Problem, Problems, Source};
pub use retention::Retention;
pub use secret::Secret;
pub use slack::Slack;
pub use teams::{TeamSource, Teams};

/// The variable that names the settings file when `--config` does not.
pub const CONFIG_VARIABLE: &str = "GOODTURN_CONFIG";

/// All settings, valid.
#[derive(Debug, Clone)]
pub struct Config {
    /// Tokens, secrets and addresses of Slack.
    pub slack: Slack,
    /// Where the data is.
    pub database: Database,
    /// Addresses on which we listen, and our public one.
    pub http: Http,
    /// Keys for encryption at rest.
    pub keys: Keys,
    /// Who may set things up.
    pub admins: Admins,
    /// Where and when the weekly digest goes.
    pub digest: Digest,
    /// Where people's teams come from.
    pub teams: Teams,
    /// What in a status says that somebody is away.
    pub away: Away,
    /// How long entries are kept.
    pub retention: Retention,
    /// Shift of calendar time.
    pub clock: Clock,
    /// Form and amount of log lines.
    pub log: Log,
}

impl Config {
    /// Reads and checks all settings. A flag wins over the environment, the environment over the file, the file over
    /// the default; an empty value counts as not given.
    ///
    /// `env` gives the value of an environment variable; `read_file` gives the text of the file named by `--config` or
    /// `GOODTURN_CONFIG` and is called only when one is named.
    ///
    /// # Errors
    /// All problems together, each a sentence with setting, value, source and what to do; never a secret.
    pub fn load(
        flags: &Flags,
        env: &dyn Fn(&str) -> Option<String>,
        read_file: &dyn Fn(&Path) -> io::Result<String>,
    ) -> Result<Self, ConfigErrors> {
        let mut problems = Problems::default();
        let layers = Layers::collect(flags, env, read_file, &mut problems);
        let config = Self::from_layers(&layers, &mut problems);
        problems.into_result()?;
        // A section that gives nothing has said why, so that this line is reached with a configuration or not at all.
        config.ok_or_else(ConfigErrors::incomplete)
    }

    /// Reads every section before giving up, so that all of them can complain.
    fn from_layers(layers: &Layers, problems: &mut Problems) -> Option<Self> {
        let slack = Slack::from(layers, problems);
        let database = Database::from(layers, problems);
        let http = Http::from(layers, problems);
        let keys = Keys::from(layers);
        let admins = Admins::from(layers, problems);
        let digest = Digest::from(layers, problems);
        let teams = Teams::from(layers, problems);
        let away = Away::from(layers, problems);
        let retention = Retention::from(layers, problems);
        let clock = Clock::from(layers, problems);
        let log = Log::from(layers, problems);
        if let (Some(slack), Some(clock)) = (&slack, &clock) {
            clock.check_against(slack, layers, problems);
        }
        if let Some(database) = &database {
            keys.check_against(database, problems);
        }
        Some(Self {
            slack: slack?,
            database: database?,
            http: http?,
            keys,
            admins: admins?,
            digest: digest?,
            teams: teams?,
            away: away?,
            retention: retention?,
            clock: clock?,
            log: log?,
        })
    }

    /// Whether there is enough to serve a workspace: a way for Slack to reach us, and a way for us to reach Slack.
    /// Commands that need no Slack (`migrate`, `backup`, `backtest`) don't ask.
    ///
    /// # Errors
    /// What is missing, as sentences.
    pub fn check_serving(&self) -> Result<(), ConfigErrors> {
        let mut problems = Problems::default();
        self.slack.check_serving(&mut problems);
        problems.into_result()
    }
}
