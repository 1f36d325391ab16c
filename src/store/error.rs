//! What goes wrong with the database, by what can be done about it: whoever calls decides by the case, not by an engine's code.

use std::borrow::Cow;
use std::path::PathBuf;

/// What goes wrong with the database, by what can be done about it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address can't be read.
    #[error("the database address can't be used: {0}. Give sqlite://FILE or postgres://USER@HOST/NAME in DATABASE_URL")]
    Address(String),
    /// Another process has the SQLite file.
    #[error(
        "{0} is open in another process. One process at a time may use a SQLite file: stop the other one, or move to PostgreSQL for replicas"
    )]
    InUse(PathBuf),
    /// The tables couldn't be brought up to date.
    #[error("the tables could not be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// Worth another try: a serialization failure or a lock.
    #[error("the database asked to try again: {0}")]
    Again(#[source] sqlx::Error),
    /// The database is not to be reached, or has no connection free.
    #[error("the database is out of reach")]
    Unavailable,
    /// Anything else the database says.
    #[error("the database refused: {0}")]
    Database(#[source] sqlx::Error),
    /// A sealed value couldn't be opened or made.
    #[error("a sealed value: {0}")]
    Vault(String),
    /// A row holds what no version of this program writes.
    #[error("a stored row can't be read: {0}")]
    Corrupt(&'static str),
    /// The writer has stopped: the program is shutting down.
    #[error("the program is shutting down")]
    Closed,
}

/// The result of a query.
pub type Result<T> = std::result::Result<T, Error>;

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if matches!(
            error,
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed
        ) {
            return Self::Unavailable;
        }
        let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code).map(Cow::into_owned).unwrap_or_default();
        // SQLite's codes are small numbers whose low byte is the class (5 busy, 6 locked); PostgreSQL's have five characters.
        let locked = code.len() < 5 && code.parse::<i64>().is_ok_and(|code| matches!(code & 0xff, 5 | 6));
        if locked || matches!(code.as_str(), "40001" | "40P01" | "55P03") { Self::Again(error) } else { Self::Database(error) }
    }
}
