//! The two engines behind one face: a query is written once, with `$1` places, and runs on either.
//!
//! The only file that names an engine. SQLite has one writing connection (each write transaction begins IMMEDIATE, so it can't fail half-way
//! on a stale snapshot) and a pool of read-only ones; PostgreSQL has one pool.

use std::fs::File;
use std::path::Path;
use std::str::FromStr;
use std::sync::{Arc, Weak};
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPool, PgRow};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqliteRow, SqliteSynchronous};
use sqlx::{AssertSqlSafe, FromRow, Postgres, Sqlite, Transaction};

pub use super::error::{Error, Result};
use super::pools::{begin, pool_of};
pub use super::sql::{Arg, Sql, sql};
pub use super::standing::Standing;
use super::turns::hand_over;

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Read-only connections to a SQLite file: reads are short, more would only contend for two cores.
const SQLITE_READERS: u32 = 4;

/// Memory for pages, for each connection, in KiB when negative as SQLite wants it: 16 MiB hold the pages that a hundred thousand entries are
/// looked up by; SQLite's own 2 MiB read most of them from the file again and again.
const SQLITE_CACHE: &str = "-16384";

/// Connections of one replica to PostgreSQL: eight carried as much as thirty-two.
const POSTGRES_CONNECTIONS: u32 = 8;

/// Prepared statements that a connection keeps: the program's own, and those of batches of a few commands, of each length.
const STATEMENTS_KEPT: usize = 512;

/// How long SQLite waits for a lock held by a backup or a checkpoint.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// How often the log is written to the file aside: often enough that it stays small under a thousand commands a second.
const LOG_EVERY: Duration = Duration::from_millis(100);

/// Pages of its log at which a commit itself writes them to the file, 32 MiB: a commit that does makes everybody wait, so this is only for when the
/// connection that does it all the time falls behind.
const LOG_PAGES: &str = "8000";

/// Rows that SQLite's thread may read ahead of whoever takes them: with the usual fifty, a plan of ten thousand people spends its time in waking up.
const ROWS_AHEAD: usize = 2_048;

/// The pools of one database.
#[derive(Debug, Clone)]
pub enum Db {
    /// A SQLite file.
    Sqlite {
        /// Read-only connections.
        read: SqlitePool,
        /// The one writing connection.
        write: SqlitePool,
        /// The one that writes the log to the file.
        aside: SqlitePool,
        /// Held while the file is open: a second process is refused.
        lock: Arc<File>,
    },
    /// A PostgreSQL database.
    Postgres(PgPool),
}

/// A transaction that writes.
#[derive(Debug)]
pub enum Tx {
    /// On the SQLite file.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

/// A row that both engines can decode; `#[derive(sqlx::FromRow)]` gives it.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin + 'static {}
impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin + 'static {}

// A long text made for one call isn't worth a place among the prepared statements; short ones come again and again.
macro_rules! built {
    ($sql:expr, $text:expr, $new:path) => {{
        let (keep, text) = ($sql.comes_again(), $text);
        $sql.into_args()
            .into_iter()
            .fold($new(AssertSqlSafe(text)), |query, arg| match arg {
                Arg::Text(value) => query.bind(value),
                Arg::I64(value) => query.bind(value),
                Arg::F64(value) => query.bind(value),
                Arg::Bool(value) => query.bind(value),
                Arg::Bytes(value) => query.bind(value),
            })
            .persistent(keep)
    }};
}
macro_rules! lite {
    ($sql:ident, $new:path) => {
        built!($sql, $sql.sqlite_text().into_owned(), $new)
    };
}
macro_rules! pg {
    ($sql:ident, $new:path) => {
        built!($sql, $sql.postgres_text().to_owned(), $new)
    };
}

impl Db {
    /// Opens the database behind `url` without touching its tables.
    ///
    /// # Errors
    /// When the address can't be read, the server not reached, or the file is in use.
    pub async fn open(url: &str) -> Result<Self> {
        if let Some(path) = url.strip_prefix("sqlite://") {
            Self::open_sqlite(Path::new(path)).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url)
                .map_err(|error| Error::Address(error.to_string()))?
                .statement_cache_capacity(STATEMENTS_KEPT);
            let pool = pool_of(POSTGRES_CONNECTIONS).connect_with(options);
            Ok(Self::Postgres(pool.await?))
        } else {
            Err(Error::Address("it begins neither with sqlite:// nor with postgres://".to_owned()))
        }
    }

    /// Opens the database to look at it only, beside whoever has it open. Nothing can be written through it on SQLite.
    ///
    /// # Errors
    /// When the address can't be read, the server not reached, or there is no file.
    pub async fn look(url: &str) -> Result<Self> {
        let Some(path) = url.strip_prefix("sqlite://").map(Path::new) else { return Self::open(url).await };
        let file = File::open(path).map_err(|error| Error::Address(format!("{} can't be opened ({error})", path.display())))?;
        let options = SqliteConnectOptions::new().filename(path).read_only(true).busy_timeout(BUSY_TIMEOUT);
        let read: SqlitePool = pool_of(1).connect_with(options).await?;
        Ok(Self::Sqlite { write: read.clone(), aside: read.clone(), read, lock: Arc::new(file) })
    }

    /// How the tables stand against what this program knows, and whether they can be written to.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn standing(&self) -> Result<Standing> {
        let (known, query) = match self {
            Self::Sqlite { .. } => (&SQLITE, "SELECT COUNT(*) FROM sqlite_master WHERE name = '_sqlx_migrations'"),
            Self::Postgres(_) => (&POSTGRES, "SELECT COUNT(*) FROM pg_tables WHERE tablename = '_sqlx_migrations'"),
        };
        let any: Option<(i64,)> = self.one(sql(query)).await?;
        let done: Vec<(i64,)> = match any {
            Some((0,)) | None => Vec::new(),
            Some(_) => self.all(sql("SELECT version FROM _sqlx_migrations WHERE success ORDER BY version")).await?,
        };
        let is_done = |version: i64| done.iter().any(|(one,)| *one == version);
        let pending = known.iter().filter(|migration| !is_done(migration.version)).count();
        let newer = done.iter().any(|(version,)| known.iter().all(|migration| migration.version != *version));
        let writable = match self {
            Self::Sqlite { read, .. } => File::options().write(true).open(read.connect_options().get_filename()).is_ok(),
            Self::Postgres(_) => {
                let on = "SELECT CAST(CASE WHEN current_setting('transaction_read_only') = 'on' THEN 0 ELSE 1 END AS BIGINT)";
                self.one::<(i64,)>(sql(on)).await? == Some((1,))
            }
        };
        Ok(Standing { pending, newer, writable })
    }

    async fn open_sqlite(path: &Path) -> Result<Self> {
        let mut lock_path = path.as_os_str().to_owned();
        lock_path.push(".lock");
        let unusable = |error: std::io::Error| Error::Address(format!("{} can't be opened ({error})", path.display()));
        let lock = Arc::new(private_file(Path::new(&lock_path)).map_err(unusable)?);
        match lock.try_lock() {
            Ok(()) => {}
            Err(std::fs::TryLockError::WouldBlock) => return Err(Error::InUse(path.to_owned())),
            Err(std::fs::TryLockError::Error(error)) => return Err(unusable(error)),
        }
        // Made here and not by SQLite, so that only its owner may read it; the log beside it takes the same mode.
        private_file(path).map_err(unusable)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .pragma("secure_delete", "ON")
            .pragma("cache_size", SQLITE_CACHE)
            .pragma("wal_autocheckpoint", LOG_PAGES)
            .statement_cache_capacity(STATEMENTS_KEPT);
        let write = pool_of(1).idle_timeout(None).max_lifetime(None).connect_with(options.clone()).await?;
        let aside = pool_of(1).connect_lazy_with(options.clone().create_if_missing(false));
        tokio::spawn(empty_log(aside.clone(), Arc::downgrade(&lock)));
        let options = options.read_only(true).create_if_missing(false).row_buffer_size(ROWS_AHEAD);
        let read = pool_of(SQLITE_READERS).connect_lazy_with(options);
        Ok(Self::Sqlite { read, write, aside, lock })
    }

    /// Brings the tables up to date; several processes may do so at once.
    ///
    /// # Errors
    /// When a migration fails, or the tables were made by a newer program.
    pub async fn migrate(&self) -> Result<()> {
        match self {
            Self::Sqlite { write, .. } => SQLITE.run(write).await?,
            Self::Postgres(pool) => POSTGRES.run(pool).await?,
        }
        Ok(())
    }

    /// How many commits may usefully be under way at once.
    #[must_use]
    pub const fn write_lanes(&self) -> usize {
        match self {
            Self::Sqlite { .. } => 1,
            Self::Postgres(_) => 2,
        }
    }

    /// Begins a transaction that writes. Never hold one over a call to Slack.
    ///
    /// # Errors
    /// When no connection is to be had.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(match self {
            Self::Sqlite { write, .. } => Tx::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Tx::Postgres(begin(pool).await?),
        })
    }

    /// Runs one statement that writes, in a transaction of its own; tells how many rows it changed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn execute(&self, sql: Sql) -> Result<u64> {
        Ok(match self {
            Self::Sqlite { write, .. } => lite!(sql, sqlx::query).execute(write).await?.rows_affected(),
            Self::Postgres(pool) => pg!(sql, sqlx::query).execute(pool).await?.rows_affected(),
        })
    }

    /// All rows of a query that only reads.
    ///
    /// # Errors
    /// When the database refuses, or a row doesn't fit.
    pub async fn all<T: Row>(&self, sql: Sql) -> Result<Vec<T>> {
        Ok(match self {
            Self::Sqlite { read, .. } => lite!(sql, sqlx::query_as).fetch_all(read).await?,
            Self::Postgres(pool) => pg!(sql, sqlx::query_as).fetch_all(pool).await?,
        })
    }

    /// Hands over the rows of a query that only reads, one after the other: a large table is never in memory as rows.
    ///
    /// # Errors
    /// When the database refuses, or a row doesn't fit.
    pub async fn each<T: Row>(&self, sql: Sql, take: impl FnMut(T) + Send) -> Result<()> {
        match self {
            Self::Sqlite { read, .. } => hand_over(lite!(sql, sqlx::query_as).fetch(read), take).await,
            Self::Postgres(pool) => hand_over(pg!(sql, sqlx::query_as).fetch(pool), take).await,
        }
    }

    /// The first row of a query that only reads.
    ///
    /// # Errors
    /// When the database refuses, or the row doesn't fit.
    pub async fn one<T: Row>(&self, sql: Sql) -> Result<Option<T>> {
        Ok(match self {
            Self::Sqlite { read, .. } => lite!(sql, sqlx::query_as).fetch_optional(read).await?,
            Self::Postgres(pool) => pg!(sql, sqlx::query_as).fetch_optional(pool).await?,
        })
    }

    /// The server's own time in epoch milliseconds, where there is a server: replicas take their leases by it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn server_now(&self) -> Result<Option<i64>> {
        match self {
            Self::Sqlite { .. } => Ok(None),
            Self::Postgres(pool) => {
                let (now,): (i64,) =
                    sqlx::query_as("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)").fetch_one(pool).await?;
                Ok(Some(now))
            }
        }
    }

    /// Makes sure that what was deleted is gone from the file: SQLite's log is written out and cut (pages are overwritten on deletion), and
    /// PostgreSQL is asked to free dead rows, which it overwrites in its own time. Tells whether it was done: as long as somebody reads an older
    /// state of a SQLite file, its log can't be cut.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn scrub(&self) -> Result<bool> {
        match self {
            Self::Sqlite { aside, .. } => {
                // On the connection that empties the log all the time: two at once would be in each other's way.
                let (busy, _, _): (i64, i64, i64) = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(aside).await?;
                Ok(busy == 0)
            }
            Self::Postgres(pool) => Ok(sqlx::query("VACUUM").execute(pool).await.map(|_| true)?),
        }
    }

    /// Closes all connections, writing out what a SQLite file still holds in its log.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write, aside, .. } => {
                aside.close().await;
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// Writes what is in SQLite's log to the file on a connection aside, as long as the database is open: nobody waits for that, and commits need not.
async fn empty_log(aside: SqlitePool, open: Weak<File>) {
    while open.strong_count() > 0 && !aside.is_closed() {
        tokio::time::sleep(LOG_EVERY).await;
        // What can't be done now is done the next time, or by a commit.
        let _ = sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(&aside).await;
    }
}

/// Opens or makes a file; one that is made is for its owner alone.
fn private_file(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

impl Tx {
    /// Runs one statement; tells how many rows it changed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn execute(&mut self, sql: Sql) -> Result<u64> {
        Ok(match self {
            Self::Sqlite(tx) => lite!(sql, sqlx::query).execute(&mut **tx).await?.rows_affected(),
            Self::Postgres(tx) => pg!(sql, sqlx::query).execute(&mut **tx).await?.rows_affected(),
        })
    }

    /// All rows of a query, or of a statement with RETURNING.
    ///
    /// # Errors
    /// When the database refuses, or a row doesn't fit.
    pub async fn all<T: Row>(&mut self, sql: Sql) -> Result<Vec<T>> {
        Ok(match self {
            Self::Sqlite(tx) => lite!(sql, sqlx::query_as).fetch_all(&mut **tx).await?,
            Self::Postgres(tx) => pg!(sql, sqlx::query_as).fetch_all(&mut **tx).await?,
        })
    }

    /// The first row of a query, or of a statement with RETURNING.
    ///
    /// # Errors
    /// When the database refuses, or the row doesn't fit.
    pub async fn one<T: Row>(&mut self, sql: Sql) -> Result<Option<T>> {
        Ok(self.all(sql).await?.into_iter().next())
    }

    /// Makes other replicas that would write what these keys stand for wait until this transaction ends. SQLite has one writer anyway.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_turns(&mut self, keys: &[String]) -> Result<()> {
        if matches!(self, Self::Sqlite(_)) || keys.is_empty() {
            return Ok(());
        }
        // One statement for all, in the order of what is locked, so that two can't wait for each other.
        let turns = sql("SELECT COUNT(pg_advisory_xact_lock(turn)) FROM (SELECT hashtextextended(column1, 0) AS turn FROM (VALUES ")
            .rows(keys.iter().map(|key| vec![key.into()]))
            .push(") AS keys ORDER BY turn) AS turns");
        self.execute(turns).await?;
        Ok(())
    }

    /// Commits.
    ///
    /// # Errors
    /// When the database refuses; on a lost connection the outcome is unknown.
    pub async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}
