//! The two engines, and a fresh database of either for one test.
//! Every promise of the store holds on both, so tests ask for "a database" and get each in turn.

use tempfile::TempDir;

use super::databases::{Database, Template};

/// The engines that the bot runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// One file.
    Sqlite,
    /// A server.
    Postgres,
}

impl Engine {
    /// Both, in the order in which trials are registered.
    pub const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];

    /// The first part of a trial's name.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// A database for one test; it goes when this value goes.
///
/// On PostgreSQL it is migrated already. On SQLite the file does not exist yet: the bot makes and migrates it on open.
#[derive(Debug)]
pub struct TestDatabase {
    /// Which engine this is.
    pub engine: Engine,
    /// What the bot takes as `DATABASE_URL`.
    pub url: String,
    _keep: Keep,
}

/// What is removed when the test is over.
#[derive(Debug)]
enum Keep {
    Folder { _folder: TempDir },
    Database { _database: Database },
}

impl TestDatabase {
    /// A file that does not exist yet, in a folder of its own.
    pub fn sqlite() -> Result<Self, String> {
        let folder = tempfile::Builder::new().prefix("goodturn-db-").tempdir();
        let folder = folder.map_err(|error| format!("no folder for a database file: {error}"))?;
        let url = format!("sqlite://{}", folder.path().join("goodturn.db").display());
        Ok(Self { engine: Engine::Sqlite, url, _keep: Keep::Folder { _folder: folder } })
    }

    /// A copy of the template.
    pub fn postgres(template: &Template) -> Result<Self, String> {
        let database = template.database()?;
        let url = database.url().to_owned();
        Ok(Self { engine: Engine::Postgres, url, _keep: Keep::Database { _database: database } })
    }
}
