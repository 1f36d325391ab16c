//! What waits in the outbox: how many messages in which state, and until when. Numbers only, for workers, metrics and whoever looks after the bot.

use super::db::{Db, Result, Sql, sql};
use super::rows::word;
use crate::domain::day::Millis;
use crate::domain::delivery::{State, TAKE_OVER_AFTER_MS};
use crate::domain::slot::SLOT_MAKE_UP_MS;

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

/// Messages that are late, or in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Troubled {
    /// Notes and posts whose hour lies before the asked instant and that are not out.
    pub late: i64,
    /// Messages of which nobody knows whether Slack has them, those that wait for somebody's word among them.
    pub in_doubt: i64,
}

#[derive(sqlx::FromRow)]
struct TroubledRow {
    state: String,
    n: i64,
    late: i64,
}

/// What there is of messages that are late since `due_before`, or in doubt. Those that arrived or were dropped are years of history, which is not
/// read for a gauge.
///
/// # Errors
/// When the database refuses.
pub async fn troubled(db: &Db, due_before: Millis) -> Result<Troubled> {
    // What is tried again moves; when it expires does not.
    let select =
        sql("SELECT state, COUNT(*) AS n, CAST(SUM(CASE WHEN kind IN ('reminder', 'digest') AND expires_at <= $1 THEN 1 ELSE 0 END) \
                      AS BIGINT) AS late FROM outbox WHERE state IN ('queued', 'leased', 'sending', 'in_doubt', 'held') \
                      GROUP BY state ORDER BY state");
    let rows: Vec<TroubledRow> = db.all(select.bind(due_before.plus(SLOT_MAKE_UP_MS).0)).await?;
    let mut all = Troubled::default();
    for row in rows {
        match word(State::parse(&row.state), "outbox.state")? {
            State::InDoubt | State::Held => all.in_doubt += row.n,
            _ => all.late += row.late,
        }
    }
    Ok(all)
}

async fn by_state(db: &Db, select: Sql) -> Result<Vec<(State, i64)>> {
    let rows: Vec<StateRow> = db.all(select).await?;
    rows.into_iter().map(|row| Ok((word(State::parse(&row.state), "outbox.state")?, row.n))).collect()
}

#[derive(sqlx::FromRow)]
struct DueRow {
    due_at: Option<i64>,
}

/// When something is to be done next: a message is due, one in doubt wants another look, or a worker may be given up for dead. A message that
/// waits for another one of its conversation, or for a plan that is made anew, is not due before that is done.
///
/// # Errors
/// When the database refuses.
pub async fn next_due(db: &Db) -> Result<Option<Millis>> {
    let select = sql(
        "SELECT MIN(CASE WHEN o.state IN ('leased', 'sending') THEN o.lease_until + $1 ELSE o.due_at END) AS due_at FROM outbox AS o \
                      WHERE o.state IN ('queued', 'in_doubt', 'leased', 'sending') AND NOT (o.state = 'queued' AND EXISTS \
                      (SELECT 1 FROM outbox AS p WHERE p.workspace_id = o.workspace_id AND p.recipient_id = o.recipient_id \
                      AND p.state IN ('leased', 'sending', 'in_doubt'))) AND NOT (o.state = 'queued' AND o.attempt = 0 AND o.kind = 'reminder' AND EXISTS \
                      (SELECT 1 FROM member AS m WHERE m.workspace_id = o.workspace_id AND m.person_id = o.recipient_id \
                      AND m.planned_week IS NULL AND m.left_at IS NULL))",
    );
    let row: Option<DueRow> = db.one(select.bind(TAKE_OVER_AFTER_MS)).await?;
    Ok(row.and_then(|row| row.due_at).map(Millis))
}
