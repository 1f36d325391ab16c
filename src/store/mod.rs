//! Everything that is kept, and the only place with SQL: one set of queries for SQLite and PostgreSQL.
//!
//! `db` is the one file that names an engine; `commit` writes what a command decided; then one table a file. Sealing happens here, so that no
//! note and no token ever reaches a query in the clear.

pub mod acts;
pub mod admins;
pub mod again;
pub mod asks;
pub mod cards;
pub mod commit;
pub mod contacts;
pub mod db;
pub mod digest_parts;
pub mod digests;
pub mod edits;
pub mod error;
pub mod export_parts;
pub mod exports;
pub mod forget;
pub mod health;
pub mod holidays;
pub mod homes;
pub mod introductions;
pub mod joining_posts;
pub mod lately;
pub mod lessons;
pub mod members;
pub mod nudges;
pub mod outbox;
pub mod outbox_counts;
pub mod own_teams;
pub mod people;
pub mod plans;
mod pools;
pub mod preferences;
pub mod redactions;
pub mod retention;
pub mod rows;
pub mod settings;
pub mod sql;
pub mod standing;
pub mod steps;
pub mod suggestions;
pub mod team_sources;
pub mod teams;
pub mod tended;
pub mod ties;
mod turns;
pub mod waiting;
pub mod workspaces;
pub mod writer;

use std::sync::Arc;

pub use db::{Db, Error, Result, Tx};

use crate::vault::Vault;

/// The database, its writer and the vault: what every query function is handed.
#[derive(Debug, Clone)]
pub struct Store {
    /// Pools of connections.
    pub db: Db,
    /// Commits what commands decided, many at once when many wait.
    pub writer: writer::Writer,
    /// Seals and opens notes, tokens and waiting messages.
    pub vault: Arc<Vault>,
}

impl Store {
    /// Opens the database behind `url`, brings its tables up to date, and starts the writer on the running runtime.
    ///
    /// # Errors
    /// When the database can't be reached, is held by another process, or was made by a newer program.
    pub async fn open(url: &str, vault: Arc<Vault>) -> Result<Self> {
        let db = Db::open(url).await?;
        db.migrate().await?;
        ties::make_missing(&db).await?;
        Ok(Self { writer: writer::Writer::start(&db, &vault), db, vault })
    }

    /// Opens text sealed for the column `purpose`.
    pub(crate) fn unseal(&self, purpose: &str, sealed: &[u8]) -> Result<String> {
        unseal(&self.vault, purpose, sealed)
    }
}

/// Seals text for the column `purpose`.
pub(crate) fn seal(vault: &Vault, purpose: &str, plain: &str) -> Result<Vec<u8>> {
    vault.seal(purpose, plain.as_bytes()).map_err(|error| Error::Vault(error.to_string()))
}

/// Opens text sealed for the column `purpose`.
pub(crate) fn unseal(vault: &Vault, purpose: &str, sealed: &[u8]) -> Result<String> {
    let plain = vault.open(purpose, sealed).map_err(|error| Error::Vault(error.to_string()))?;
    String::from_utf8(plain).map_err(|_| Error::Corrupt("sealed text is not UTF-8"))
}
