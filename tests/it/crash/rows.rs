//! Looks into the database beside the bot: counts, and the whole content as text.
//! Past the bot's own store, so that a mistake in its queries can't hide a mistake in its writing.

use std::collections::BTreeMap;

use libtest_mimic::Failed;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};

use crate::support::{Engine, TestDatabase};

/// A connection of our own.
pub enum Rows {
    /// To the file.
    Sqlite(SqliteConnection),
    /// To the server.
    Postgres(PgConnection),
}

/// Runs one query on whichever engine it is.
macro_rules! fetch {
    ($self:expr, $sql:expr, $query:path, $fetch:ident) => {{
        let sql: String = $sql.into();
        match $self {
            Rows::Sqlite(connection) => $query(AssertSqlSafe(sql)).$fetch(connection).await?,
            Rows::Postgres(connection) => $query(AssertSqlSafe(sql)).$fetch(connection).await?,
        }
    }};
}

impl Rows {
    /// Connects; the file must be there already.
    pub async fn of(database: &TestDatabase) -> Result<Self, Failed> {
        Ok(match database.engine {
            Engine::Sqlite => Self::Sqlite(SqliteConnection::connect(&database.url).await?),
            Engine::Postgres => Self::Postgres(PgConnection::connect(&database.url).await?),
        })
    }

    /// The number that a query gives.
    pub async fn number(&mut self, sql: &str) -> Result<i64, Failed> {
        Ok(fetch!(self, sql, sqlx::query_scalar, fetch_one))
    }

    /// The text that a query gives.
    pub async fn text(&mut self, sql: &str) -> Result<String, Failed> {
        Ok(fetch!(self, sql, sqlx::query_scalar, fetch_one))
    }

    /// Changes rows past the bot: what no command of it would write. Tells how many rows there were.
    pub async fn change(&mut self, sql: &str) -> Result<u64, Failed> {
        let sql = AssertSqlSafe(sql.to_owned());
        Ok(match self {
            Self::Sqlite(connection) => sqlx::query(sql).execute(connection).await?.rows_affected(),
            Self::Postgres(connection) => sqlx::query(sql).execute(connection).await?.rows_affected(),
        })
    }

    /// From now on nobody else can write acts or people, until [`Rows::let_go`]: a slow disk, a long job, an operator's lock.
    pub async fn hold_writes(&mut self) -> Result<(), Failed> {
        match self {
            Self::Sqlite(connection) => connection.execute("BEGIN IMMEDIATE").await.map(|_| ())?,
            Self::Postgres(connection) => connection.execute("BEGIN; LOCK TABLE act, person IN EXCLUSIVE MODE").await.map(|_| ())?,
        }
        Ok(())
    }

    /// Others may write again.
    pub async fn let_go(&mut self) -> Result<(), Failed> {
        match self {
            Self::Sqlite(connection) => connection.execute("ROLLBACK").await.map(|_| ())?,
            Self::Postgres(connection) => connection.execute("ROLLBACK").await.map(|_| ())?,
        }
        Ok(())
    }

    /// From now on the database refuses everything that has to do with a table, until [`Rows::show`].
    pub async fn hide(&mut self, table: &str) -> Result<(), Failed> {
        self.rename(table, &format!("{table}_hidden")).await
    }

    /// The table is there again, with all that was in it.
    pub async fn show(&mut self, table: &str) -> Result<(), Failed> {
        self.rename(&format!("{table}_hidden"), table).await
    }

    async fn rename(&mut self, from: &str, to: &str) -> Result<(), Failed> {
        let sql = AssertSqlSafe(format!("ALTER TABLE {from} RENAME TO {to}"));
        match self {
            Self::Sqlite(connection) => sqlx::query(sql).execute(connection).await.map(|_| ())?,
            Self::Postgres(connection) => sqlx::query(sql).execute(connection).await.map(|_| ())?,
        }
        Ok(())
    }

    /// How many acts each owner has.
    pub async fn acts_by_owner(&mut self) -> Result<BTreeMap<String, i64>, Failed> {
        let rows: Vec<(String, i64)> = fetch!(self, "SELECT owner_id, COUNT(*) FROM act GROUP BY owner_id", sqlx::query_as, fetch_all);
        Ok(rows.into_iter().collect())
    }

    /// Everything that is stored: each table with its rows as text, sorted.
    pub async fn content(&mut self) -> Result<BTreeMap<String, Vec<String>>, Failed> {
        let tables = match self {
            Self::Sqlite(_) => "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
            Self::Postgres(_) => "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = 'public'",
        };
        let tables: Vec<String> = fetch!(self, tables, sqlx::query_scalar, fetch_all);
        let mut content = BTreeMap::new();
        for table in tables {
            let row = match self {
                Self::Sqlite(_) => {
                    let columns = format!("SELECT 'quote(' || name || ')' FROM pragma_table_info('{table}')");
                    let columns: Vec<String> = fetch!(self, columns, sqlx::query_scalar, fetch_all);
                    columns.join(" || ',' || ")
                }
                Self::Postgres(_) => format!("CAST({table} AS TEXT)"),
            };
            let rows: Vec<String> = fetch!(self, format!("SELECT {row} FROM {table} ORDER BY 1"), sqlx::query_scalar, fetch_all);
            content.insert(table, rows);
        }
        Ok(content)
    }
}
