//! Section `[keys]`: the keys for encryption at rest.
//!
//! Only their presence is checked here; the vault reads them, and its errors say what is wrong with one.

use super::database::Database;
use super::layers::Layers;
use super::problem::Problems;
use super::secret::Secret;
use super::settings::KEY;

/// The settings of section `[keys]`.
#[derive(Debug, Clone)]
pub struct Keys {
    /// One or several keys, separated by commas, for `Vault::new`; always there with `PostgreSQL`. Without it the vault
    /// makes a key file beside the `SQLite` file.
    pub key: Option<Secret>,
}

impl Keys {
    /// Reads the section.
    #[must_use]
    pub fn from(layers: &Layers) -> Self {
        let key = layers.find(&KEY).map(|found| Secret::new(&found.value));
        Self { key }
    }

    /// A server's replicas can't share a key file, and a key beside the data would protect nothing.
    pub(super) fn check_against(&self, database: &Database, problems: &mut Problems) {
        if database.url.is_postgres() && self.key.is_none() {
            problems.missing(
                &KEY,
                "PostgreSQL needs it. Make a key with `openssl rand -base64 32`, keep a copy in a safe place, and give every replica the same",
            );
        }
    }
}
