//! What is told about a workspace without naming anybody: how its messages go, totals as they were told, and what Slack said about the set-up.

use super::db::{Db, Result, sql};
use crate::domain::day::{Millis, Week};
use crate::domain::ids::{MessageId, WorkspaceId};
use crate::domain::slot::SLOT_MAKE_UP_MS;
use crate::domain::told::Total;

#[derive(sqlx::FromRow)]
struct Count {
    n: i64,
}

fn number(row: Option<Count>) -> usize {
    row.and_then(|row| usize::try_from(row.n).ok()).unwrap_or(0)
}

/// How many people joined and have not left; closed accounts don't count.
///
/// # Errors
/// When the database refuses.
pub async fn joined(db: &Db, workspace: &WorkspaceId) -> Result<usize> {
    let select = sql("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM member AS m JOIN person AS p ON p.workspace_id = m.workspace_id \
                      AND p.id = m.person_id WHERE m.workspace_id = $1 AND m.left_at IS NULL AND p.deactivated_at IS NULL");
    Ok(number(db.one(select.bind(workspace.as_str())).await?))
}

/// How many people a note or a question reached in this time.
///
/// # Errors
/// When the database refuses.
pub async fn reached(db: &Db, workspace: &WorkspaceId, (from, to): (Millis, Millis)) -> Result<usize> {
    let select = sql("SELECT CAST(COUNT(DISTINCT recipient_id) AS BIGINT) AS n FROM outbox WHERE workspace_id = $1 \
                      AND kind IN ('reminder', 'consent') AND state = 'sent' AND settled_at >= $2 AND settled_at < $3");
    Ok(number(db.one(select.bind(workspace.as_str()).bind(from.0).bind(to.0)).await?))
}

/// To how many people a note or a question is held.
///
/// # Errors
/// When the database refuses.
pub async fn held_from(db: &Db, workspace: &WorkspaceId) -> Result<usize> {
    let select = sql("SELECT CAST(COUNT(DISTINCT recipient_id) AS BIGINT) AS n FROM outbox WHERE workspace_id = $1 \
                      AND kind IN ('reminder', 'consent') AND state = 'held' AND settled_at > 0");
    Ok(number(db.one(select.bind(workspace.as_str())).await?))
}

#[derive(sqlx::FromRow)]
struct At {
    at: Option<i64>,
}

/// Since when the oldest note or post waits that should be out by now.
///
/// # Errors
/// When the database refuses.
pub async fn waiting_since(db: &Db, workspace: &WorkspaceId, due_before: Millis) -> Result<Option<Millis>> {
    // What is tried again moves; when it expires does not.
    let select = sql("SELECT MIN(expires_at) AS at FROM outbox WHERE workspace_id = $1 AND kind IN ('reminder', 'digest') \
                      AND state IN ('queued', 'leased', 'sending', 'in_doubt') AND expires_at <= $2");
    let row: Option<At> = db.one(select.bind(workspace.as_str()).bind(due_before.plus(SLOT_MAKE_UP_MS).0)).await?;
    Ok(row.and_then(|row| row.at).map(|expires| Millis(expires - SLOT_MAKE_UP_MS)))
}

#[derive(sqlx::FromRow)]
struct CauseRow {
    cause: String,
}

/// Causes that are looked through for the last error: most are none.
const CAUSES_READ: i64 = 50;

/// Why messages wait, and why they were not sent since `since`: the latest first, errors and other causes.
///
/// # Errors
/// When the database refuses.
pub async fn causes(db: &Db, workspace: &WorkspaceId, since: Millis) -> Result<Vec<String>> {
    let wait = sql("SELECT cause FROM outbox WHERE workspace_id = $1 AND state IN ('queued', 'in_doubt') AND cause IS NOT NULL \
                    ORDER BY due_at DESC, id LIMIT $2");
    let ended = sql("SELECT cause FROM outbox WHERE workspace_id = $1 AND state IN ('held', 'dropped') AND settled_at >= $2 \
                     AND cause IS NOT NULL ORDER BY settled_at DESC, id LIMIT $3");
    let mut rows: Vec<CauseRow> = db.all(wait.bind(workspace.as_str()).bind(CAUSES_READ)).await?;
    rows.extend(db.all::<CauseRow>(ended.bind(workspace.as_str()).bind(since.0).bind(CAUSES_READ)).await?);
    Ok(rows.into_iter().map(|row| row.cause).collect())
}

#[derive(sqlx::FromRow)]
struct OpeningRow {
    id: String,
    created_at: i64,
    expires_at: i64,
}

/// First messages of conversations that are held: when they were made, and until when they may be sent.
///
/// # Errors
/// When the database refuses.
pub async fn held_openings(db: &Db, workspace: &WorkspaceId) -> Result<Vec<(MessageId, Millis, Millis)>> {
    let select = sql("SELECT id, created_at, expires_at FROM outbox WHERE workspace_id = $1 AND state = 'held' AND kind = 'opening' \
                      ORDER BY created_at, id");
    let rows: Vec<OpeningRow> = db.all(select.bind(workspace.as_str())).await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), Millis(row.created_at), Millis(row.expires_at))).collect())
}

#[derive(sqlx::FromRow)]
struct DigestRow {
    state: String,
    cause: Option<String>,
    settled_at: i64,
}

/// How the last post to this channel ended: whether it was sent, why not, and when.
///
/// # Errors
/// When the database refuses.
pub async fn last_post(db: &Db, workspace: &WorkspaceId, channel: &str) -> Result<Option<(bool, String, Millis)>> {
    let select = sql("SELECT state, cause, settled_at FROM outbox WHERE workspace_id = $1 AND recipient_id = $2 AND kind = 'digest' \
                      AND state IN ('sent', 'dropped') AND settled_at IS NOT NULL ORDER BY settled_at DESC LIMIT 1");
    let row: Option<DigestRow> = db.one(select.bind(workspace.as_str()).bind(channel)).await?;
    Ok(row.map(|row| (row.state == "sent", row.cause.unwrap_or_default(), Millis(row.settled_at))))
}

#[derive(sqlx::FromRow)]
struct TotalRow {
    week: i64,
    number: i64,
}

/// A total as it was told last.
///
/// # Errors
/// When the database refuses.
pub async fn total(db: &Db, workspace: &WorkspaceId, name: &str) -> Result<Option<Total>> {
    let select = sql("SELECT week, number FROM told_total WHERE workspace_id = $1 AND name = $2");
    let row: Option<TotalRow> = db.one(select.bind(workspace.as_str()).bind(name)).await?;
    Ok(row.map(|row| Total { week: Week(row.week), number: usize::try_from(row.number).unwrap_or(0) }))
}

/// Keeps a total that is told from now on; where another replica told one this week, that one stays.
///
/// # Errors
/// When the database refuses.
pub async fn tell(db: &Db, workspace: &WorkspaceId, name: &str, total: Total) -> Result<()> {
    let upsert = sql("INSERT INTO told_total (workspace_id, name, week, number) VALUES ($1, $2, $3, $4) ON CONFLICT (workspace_id, name) \
                      DO UPDATE SET week = excluded.week, number = excluded.number WHERE told_total.week < excluded.week");
    let number = i64::try_from(total.number).unwrap_or(i64::MAX);
    db.execute(upsert.bind(workspace.as_str()).bind(name).bind(total.week.0).bind(number)).await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct FoundRow {
    found: String,
    looked_at: i64,
}

/// What Slack said about one thing when it was last asked, and when that was.
///
/// # Errors
/// When the database refuses.
pub async fn looked_up(db: &Db, workspace: &WorkspaceId, name: &str) -> Result<Option<(String, Millis)>> {
    let select = sql("SELECT found, looked_at FROM looked_up WHERE workspace_id = $1 AND name = $2");
    let row: Option<FoundRow> = db.one(select.bind(workspace.as_str()).bind(name)).await?;
    Ok(row.map(|row| (row.found, Millis(row.looked_at))))
}

/// Notes what Slack said.
///
/// # Errors
/// When the database refuses.
pub async fn found(db: &Db, workspace: &WorkspaceId, name: &str, found: &str, at: Millis) -> Result<()> {
    let upsert =
        sql("INSERT INTO looked_up (workspace_id, name, found, looked_at) VALUES ($1, $2, $3, $4) ON CONFLICT (workspace_id, name) \
                      DO UPDATE SET found = excluded.found, looked_at = excluded.looked_at");
    db.execute(upsert.bind(workspace.as_str()).bind(name).bind(found).bind(at.0)).await?;
    Ok(())
}
