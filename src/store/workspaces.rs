//! Workspaces: the token to call Slack with, the zone whose Monday begins the week, and how far the sync of people is.

use std::time::Duration;

use super::db::{Db, Result, Tx, sql};
use super::{Store, seal, unseal};
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, WorkspaceId};

/// What a bot token is sealed for.
const TOKEN: &str = "workspace.bot_token";

/// A workspace that the app is installed in.
#[derive(Clone)]
pub struct Workspace {
    /// Slack's id.
    pub id: WorkspaceId,
    /// The bot's own person.
    pub bot_user: PersonId,
    /// The token to call Slack with. Never logged: `Debug` hides it.
    pub bot_token: String,
    /// IANA zone whose Monday 00:00 begins the week.
    pub zone: String,
    /// Where the sync of people goes on, if it is under way.
    pub sync_cursor: Option<String>,
    /// When to sync next.
    pub sync_due_at: Millis,
    /// When the last full sync ended.
    pub synced_at: Option<Millis>,
}

impl std::fmt::Debug for Workspace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workspace").field("id", &self.id).field("zone", &self.zone).finish_non_exhaustive()
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    bot_user_id: String,
    bot_token_sealed: Vec<u8>,
    zone: String,
    sync_cursor: Option<String>,
    sync_due_at: i64,
    synced_at: Option<i64>,
}

fn workspace(store: &Store, row: Row) -> Result<Workspace> {
    Ok(Workspace {
        id: row.id.into(),
        bot_user: row.bot_user_id.into(),
        bot_token: unseal(&store.vault, TOKEN, &row.bot_token_sealed)?,
        zone: row.zone,
        sync_cursor: row.sync_cursor,
        sync_due_at: Millis(row.sync_due_at),
        synced_at: row.synced_at.map(Millis),
    })
}

/// Installs the app in a workspace, or renews its token.
///
/// # Errors
/// When the database refuses.
pub async fn install(store: &Store, id: &WorkspaceId, bot_user: &PersonId, bot_token: &str, zone: &str, at: Millis) -> Result<()> {
    let upsert =
        sql("INSERT INTO workspace (id, bot_user_id, bot_token_sealed, zone, installed_at, sync_due_at) VALUES ($1, $2, $3, $4, $5, $5) \
                      ON CONFLICT (id) DO UPDATE SET bot_user_id = excluded.bot_user_id, bot_token_sealed = excluded.bot_token_sealed, \
                      installed_at = excluded.installed_at, revoked_at = NULL")
        .bind(id.as_str())
        .bind(bot_user.as_str())
        .bind(seal(&store.vault, TOKEN, bot_token)?)
        .bind(zone)
        .bind(at.0);
    store.db.execute(upsert).await?;
    Ok(())
}

/// A workspace that the app is installed in.
///
/// # Errors
/// When the database refuses or the token can't be opened.
pub async fn by_id(store: &Store, id: &WorkspaceId) -> Result<Option<Workspace>> {
    let select = sql(
        "SELECT id, bot_user_id, bot_token_sealed, zone, sync_cursor, sync_due_at, synced_at FROM workspace WHERE id = $1 AND revoked_at IS NULL",
    );
    let row: Option<Row> = store.db.one(select.bind(id.as_str())).await?;
    row.map(|row| workspace(store, row)).transpose()
}

#[derive(sqlx::FromRow)]
struct Count {
    number: i64,
}

/// How many workspaces the app is installed in.
///
/// # Errors
/// When the database refuses.
pub async fn count(db: &Db) -> Result<usize> {
    let row: Option<Count> = db.one(sql("SELECT CAST(COUNT(*) AS BIGINT) AS number FROM workspace WHERE revoked_at IS NULL")).await?;
    Ok(row.and_then(|row| usize::try_from(row.number).ok()).unwrap_or(0))
}

/// All workspaces that the app is installed in and whose token can be opened.
///
/// # Errors
/// When the database refuses.
pub async fn all(store: &Store) -> Result<Vec<Workspace>> {
    let select = sql(
        "SELECT id, bot_user_id, bot_token_sealed, zone, sync_cursor, sync_due_at, synced_at FROM workspace WHERE revoked_at IS NULL ORDER BY id",
    );
    let rows: Vec<Row> = store.db.all(select).await?;
    // One token that can't be opened must not stop the others' work.
    let readable = rows.into_iter().filter_map(|row| {
        let read = workspace(store, row);
        if let Err(error) = &read {
            tracing::error!(%error, "a workspace can't be read and is left out; install the app there again, or add the key it was sealed with");
        }
        read.ok()
    });
    Ok(readable.collect())
}

/// Notes how far the sync of people is: with a cursor it goes on at `due`, without one it is complete and begins again at `due`.
///
/// # Errors
/// When the database refuses.
pub async fn synced(db: &Db, id: &WorkspaceId, cursor: Option<&str>, due: Millis, at: Millis) -> Result<()> {
    let update = sql(
        "UPDATE workspace SET sync_cursor = $1, sync_due_at = $2, synced_at = CASE WHEN $1 IS NULL THEN $3 ELSE synced_at END WHERE id = $4",
    );
    db.execute(update.bind(cursor).bind(due.0).bind(at.0).bind(id.as_str())).await?;
    Ok(())
}

/// Takes the right to the page of people that is due at `seen` until `until`, unless another replica has it. Tells whether it was taken.
///
/// # Errors
/// When the database refuses.
pub async fn take_sync(db: &Db, id: &WorkspaceId, seen: Millis, until: Millis) -> Result<bool> {
    let update = sql("UPDATE workspace SET sync_due_at = $1 WHERE id = $2 AND sync_due_at = $3");
    Ok(db.execute(update.bind(until.0).bind(id.as_str()).bind(seen.0)).await? == 1)
}

/// The right to plan a workspace, as its row notes it: who holds an older one than that has lost it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planning {
    taken_until: Millis,
    until: Millis,
}

/// Takes the right to plan this workspace until `until`, unless another replica has it.
///
/// # Errors
/// When the database refuses.
pub async fn take_planning(db: &Db, id: &WorkspaceId, now: Millis, until: Millis) -> Result<Option<Planning>> {
    let update = sql("UPDATE workspace SET plan_lease_until = $1 WHERE id = $2 AND plan_lease_until <= $3");
    let taken = db.execute(update.bind(until.0).bind(id.as_str()).bind(now.0)).await? == 1;
    Ok(taken.then_some(Planning { taken_until: until, until }))
}

/// Keeps the right to plan for as long again as it was taken for, when so much time has passed since; none, when another replica has it by now.
/// In the transaction that writes a part of the plan.
///
/// # Errors
/// When the database refuses.
pub async fn keep_planning(tx: &mut Tx, id: &WorkspaceId, held: &Planning, passed: Duration) -> Result<Option<Planning>> {
    let until = held.taken_until.plus(i64::try_from(passed.as_millis()).unwrap_or(0));
    let update = sql("UPDATE workspace SET plan_lease_until = $1 WHERE id = $2 AND plan_lease_until = $3");
    let kept = tx.execute(update.bind(until.0).bind(id.as_str()).bind(held.until.0)).await? == 1;
    Ok(kept.then(|| Planning { until, ..held.clone() }))
}

/// Gives the right to plan back, if it is still held.
///
/// # Errors
/// When the database refuses.
pub async fn end_planning(db: &Db, id: &WorkspaceId, held: &Planning) -> Result<()> {
    let update = sql("UPDATE workspace SET plan_lease_until = 0 WHERE id = $1 AND plan_lease_until = $2");
    db.execute(update.bind(id.as_str()).bind(held.until.0)).await?;
    Ok(())
}

/// Remembers a trigger that makes no entry. Tells whether it came for the first time.
///
/// # Errors
/// When the database refuses.
pub async fn first_time(db: &Db, id: &WorkspaceId, trigger: &str, at: Millis) -> Result<bool> {
    let insert = sql("INSERT INTO seen (workspace_id, trigger_key, subject, seen_at) VALUES ($1, $2, '', $3) ON CONFLICT DO NOTHING");
    Ok(db.execute(insert.bind(id.as_str()).bind(trigger).bind(at.0)).await? == 1)
}

/// The app was taken out of the workspace, or its token revoked, not later than `told`: nothing is sent there any more. An install after that
/// stays: Slack tells it again for an hour, and by then the app may be back.
///
/// # Errors
/// When the database refuses.
pub async fn revoke(db: &Db, id: &WorkspaceId, told: Millis, at: Millis) -> Result<()> {
    let update = sql("UPDATE workspace SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL AND installed_at <= $3");
    db.execute(update.bind(at.0).bind(id.as_str()).bind(told.0)).await?;
    Ok(())
}

/// Triggers forgotten in one statement: few enough that commands don't wait for it.
const FORGOTTEN_AT_ONCE: i64 = 500;

/// Forgets triggers seen before `before`: Slack delivers none again after that.
///
/// # Errors
/// When the database refuses.
pub async fn forget_seen(db: &Db, before: Millis) -> Result<u64> {
    let mut forgotten = 0;
    loop {
        let delete = sql(
            "DELETE FROM seen WHERE (workspace_id, trigger_key) IN (SELECT workspace_id, trigger_key FROM seen WHERE seen_at < $1 LIMIT $2)",
        );
        let rows = db.execute(delete.bind(before.0).bind(FORGOTTEN_AT_ONCE)).await?;
        forgotten += rows;
        if rows < FORGOTTEN_AT_ONCE.unsigned_abs() {
            return Ok(forgotten);
        }
    }
}

/// Puts the next page of the sync off to `due`.
///
/// # Errors
/// When the database refuses.
pub async fn put_off_sync(db: &Db, id: &WorkspaceId, cursor: Option<&str>, due: Millis) -> Result<()> {
    let update = sql("UPDATE workspace SET sync_cursor = $1, sync_due_at = $2 WHERE id = $3");
    db.execute(update.bind(cursor).bind(due.0).bind(id.as_str())).await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct UrlRow {
    url: Option<String>,
}

/// Where the workspace is found on the web, if it is known.
///
/// # Errors
/// When the database refuses.
pub async fn url(db: &Db, id: &WorkspaceId) -> Result<Option<String>> {
    let row: Option<UrlRow> = db.one(sql("SELECT url FROM workspace WHERE id = $1").bind(id.as_str())).await?;
    Ok(row.and_then(|row| row.url))
}

/// Notes where the workspace is found on the web.
///
/// # Errors
/// When the database refuses.
pub async fn note_url(db: &Db, id: &WorkspaceId, url: &str) -> Result<()> {
    db.execute(sql("UPDATE workspace SET url = $1 WHERE id = $2").bind(url).bind(id.as_str())).await?;
    Ok(())
}
