//! How many messages there are in each state, for metrics and for whoever looks after the bot. Numbers only.

use super::db::{Db, Result, Sql, sql};
use super::rows::word;
use crate::domain::delivery::State;

#[derive(sqlx::FromRow)]
struct StateRow {
    state: String,
    n: i64,
}

/// How many messages there are in each state.
///
/// # Errors
/// When the database refuses.
pub async fn all(db: &Db) -> Result<Vec<(State, i64)>> {
    by_state(db, sql("SELECT state, COUNT(*) AS n FROM outbox GROUP BY state ORDER BY state")).await
}

/// The same for those on their way. Those that arrived or were dropped are years of history, which is not read for a gauge.
///
/// # Errors
/// When the database refuses.
pub async fn under_way(db: &Db) -> Result<Vec<(State, i64)>> {
    let select = sql("SELECT state, COUNT(*) AS n FROM outbox WHERE state IN ('queued', 'leased', 'sending', 'in_doubt', 'held') \
                      GROUP BY state ORDER BY state");
    by_state(db, select).await
}

async fn by_state(db: &Db, select: Sql) -> Result<Vec<(State, i64)>> {
    let rows: Vec<StateRow> = db.all(select).await?;
    rows.into_iter().map(|row| Ok((word(State::parse(&row.state), "outbox.state")?, row.n))).collect()
}
