//! The digest's own rows: where it goes, and what became of each slot.
//!
//! What a post carried is kept by our own ids and teams' ids; no person stands in these tables.

use super::Error;
use super::db::{Db, Result, Tx, sql};
use super::rows::instant;
use crate::domain::day::{Day, Millis};
use crate::domain::digest::Carried;
use crate::domain::digest::bridges::Drawing;
use crate::domain::ids::{ChannelId, EntryId, MessageId, WorkspaceId};

/// Where and when a workspace's digest goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// The channel.
    pub channel: ChannelId,
    /// When: a cron expression of five fields.
    pub cron: String,
    /// The IANA zone in which that is meant.
    pub zone: String,
    /// Items that are worth a post, at the least.
    pub items_min: i64,
    /// Whether an admin said so in App Home, which goes before the settings file.
    pub by_admin: bool,
    /// Slots before that are not made up.
    pub begins_at: Millis,
}

#[derive(sqlx::FromRow)]
struct SetupRow {
    channel_id: String,
    cron: String,
    zone: String,
    items_min: i64,
    by_admin: bool,
    begins_at: i64,
}

/// What stands for a channel where an admin wants no digest: the settings file does not bring one back.
const NO_CHANNEL: &str = "";

#[derive(sqlx::FromRow)]
struct ByAdmin {
    by_admin: bool,
}

/// Whether an admin said where the digest goes, or that there is none.
///
/// # Errors
/// When the database refuses.
pub async fn is_by_admin(db: &Db, workspace: &WorkspaceId) -> Result<bool> {
    let select = sql("SELECT by_admin FROM digest_setup WHERE workspace_id = $1");
    Ok(db.one::<ByAdmin>(select.bind(workspace.as_str())).await?.is_some_and(|row| row.by_admin))
}

/// A workspace's setup; none, and it has no digest.
///
/// # Errors
/// When the database refuses.
pub async fn setup(db: &Db, workspace: &WorkspaceId) -> Result<Option<Setup>> {
    let select = sql("SELECT channel_id, cron, zone, items_min, by_admin, begins_at FROM digest_setup WHERE workspace_id = $1");
    let row: Option<SetupRow> = db.one(select.bind(workspace.as_str())).await?;
    Ok(row.filter(|row| row.channel_id != NO_CHANNEL).map(|row| Setup {
        channel: row.channel_id.into(),
        cron: row.cron,
        zone: row.zone,
        items_min: row.items_min,
        by_admin: row.by_admin,
        begins_at: Millis(row.begins_at),
    }))
}

/// Sets the digest up, or changes it. Slots of another hour count from now on, as do those after a time without a channel: none of them is made up.
///
/// # Errors
/// When the database refuses.
pub async fn set_up(db: &Db, workspace: &WorkspaceId, setup: &Setup) -> Result<()> {
    let upsert = sql("INSERT INTO digest_setup (workspace_id, channel_id, cron, zone, items_min, by_admin, begins_at) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (workspace_id) DO UPDATE SET channel_id = excluded.channel_id, \
                      cron = excluded.cron, zone = excluded.zone, items_min = excluded.items_min, by_admin = excluded.by_admin, \
                      begins_at = CASE WHEN digest_setup.cron = excluded.cron AND digest_setup.zone = excluded.zone \
                                  AND digest_setup.channel_id <> '' THEN digest_setup.begins_at ELSE excluded.begins_at END")
    .bind(workspace.as_str())
    .bind(setup.channel.as_str())
    .bind(&setup.cron)
    .bind(&setup.zone)
    .bind(setup.items_min)
    .bind(setup.by_admin)
    .bind(setup.begins_at.0);
    db.execute(upsert).await?;
    Ok(())
}

/// Ends the digest.
///
/// # Errors
/// When the database refuses.
pub async fn take_down(db: &Db, workspace: &WorkspaceId) -> Result<()> {
    db.execute(sql("DELETE FROM digest_setup WHERE workspace_id = $1").bind(workspace.as_str())).await?;
    Ok(())
}

/// What became of one slot so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Slotted {
    /// The post, once it waits in the outbox.
    pub message: Option<MessageId>,
    /// Why there is none.
    pub silent_cause: Option<String>,
    /// Slack's id of the uploaded picture, and what it shows.
    pub file: Option<(String, String)>,
    /// Uploads that were tried.
    pub file_attempts: i64,
    /// When to try the upload (again).
    pub file_due_at: Millis,
    /// What the post carried, when it was last called.
    pub carried: Option<Carried>,
}

#[derive(sqlx::FromRow)]
struct SlottedRow {
    message_id: Option<String>,
    silent_cause: Option<String>,
    file_id: Option<String>,
    file_shows: Option<String>,
    file_attempts: i64,
    file_due_at: i64,
    carried: Option<String>,
}

fn slotted(row: SlottedRow) -> Result<Slotted> {
    Ok(Slotted {
        message: row.message_id.map(MessageId::from),
        silent_cause: row.silent_cause,
        file: row.file_id.zip(row.file_shows),
        file_attempts: row.file_attempts,
        file_due_at: Millis(row.file_due_at),
        carried: row.carried.as_deref().map(carried).transpose()?,
    })
}

fn carried(text: &str) -> Result<Carried> {
    serde_json::from_str(text).map_err(|_| Error::Corrupt("digest.carried"))
}

/// The row of one day's slot, as far as there is one.
///
/// # Errors
/// When the database refuses.
pub async fn on_day(db: &Db, workspace: &WorkspaceId, day: Day) -> Result<Slotted> {
    let select = sql("SELECT message_id, silent_cause, file_id, file_shows, file_attempts, file_due_at, carried FROM digest \
                      WHERE workspace_id = $1 AND day = $2");
    let row: Option<SlottedRow> = db.one(select.bind(workspace.as_str()).bind(day.0)).await?;
    row.map_or_else(|| Ok(Slotted::default()), slotted)
}

/// What a post carried, and its uploaded picture.
///
/// # Errors
/// When the database refuses.
pub async fn of_message(db: &Db, workspace: &WorkspaceId, message: &MessageId) -> Result<Slotted> {
    let select = sql("SELECT message_id, silent_cause, file_id, file_shows, file_attempts, file_due_at, carried FROM digest \
                      WHERE workspace_id = $1 AND message_id = $2");
    let row: Option<SlottedRow> = db.one(select.bind(workspace.as_str()).bind(message.as_str())).await?;
    row.map_or_else(|| Ok(Slotted::default()), slotted)
}

/// Makes the slot's row where there is none yet, inside a transaction that goes on with it.
///
/// # Errors
/// When the database refuses.
pub async fn begin(tx: &mut Tx, workspace: &WorkspaceId, day: Day) -> Result<()> {
    let insert = sql("INSERT INTO digest (workspace_id, day) VALUES ($1, $2) ON CONFLICT (workspace_id, day) DO NOTHING");
    tx.execute(insert.bind(workspace.as_str()).bind(day.0)).await?;
    Ok(())
}

/// Notes what was decided for a slot: a post, or silence with its cause. Tells whether it was open until now.
///
/// # Errors
/// When the database refuses.
pub async fn decided(tx: &mut Tx, workspace: &WorkspaceId, day: Day, what: std::result::Result<&MessageId, &str>) -> Result<bool> {
    let update = sql("UPDATE digest SET message_id = $3, silent_cause = $4 WHERE workspace_id = $1 AND day = $2 AND message_id IS NULL \
                      AND silent_cause IS NULL");
    let update = update.bind(workspace.as_str()).bind(day.0).bind(what.ok().map(MessageId::as_str)).bind(what.err());
    Ok(tx.execute(update).await? == 1)
}

/// Takes the right to try the upload until `until`, unless it was tried lately or is done. Tells whether it was taken.
///
/// # Errors
/// When the database refuses.
pub async fn take_upload(db: &Db, workspace: &WorkspaceId, day: Day, now: Millis, until: Millis) -> Result<bool> {
    let mut tx = db.begin().await?;
    begin(&mut tx, workspace, day).await?;
    let update = sql("UPDATE digest SET file_attempts = file_attempts + 1, file_due_at = $4 WHERE workspace_id = $1 AND day = $2 \
                      AND file_id IS NULL AND file_due_at <= $3");
    let taken = tx.execute(update.bind(workspace.as_str()).bind(day.0).bind(now.0).bind(until.0)).await? == 1;
    tx.commit().await?;
    Ok(taken)
}

/// Notes an uploaded picture and what it shows.
///
/// # Errors
/// When the database refuses.
pub async fn uploaded(db: &Db, workspace: &WorkspaceId, day: Day, file: &str, shows: &str) -> Result<()> {
    let update = sql("UPDATE digest SET file_id = $3, file_shows = $4 WHERE workspace_id = $1 AND day = $2");
    db.execute(update.bind(workspace.as_str()).bind(day.0).bind(file).bind(shows)).await?;
    Ok(())
}

/// Notes what a post carries, right before it is called.
///
/// # Errors
/// When the database refuses.
pub async fn carries(tx: &mut Tx, workspace: &WorkspaceId, message: &MessageId, carried: &Carried, at: Millis) -> Result<()> {
    let text = serde_json::to_string(carried).map_err(|_| Error::Corrupt("digest.carried"))?;
    let update = sql("UPDATE digest SET carried = $3, called_at = $4 WHERE workspace_id = $1 AND message_id = $2");
    tx.execute(update.bind(workspace.as_str()).bind(message.as_str()).bind(text).bind(at.0)).await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct CarriedRow {
    carried: String,
    called_at: i64,
}

/// The drawings that stood when posts went out since `since`, of posts that people saw or may have seen.
///
/// # Errors
/// When the database refuses.
pub async fn drawings(db: &Db, workspace: &WorkspaceId, since: Millis) -> Result<Vec<Drawing>> {
    let select = sql(
        "SELECT d.carried, d.called_at FROM digest AS d LEFT JOIN outbox AS o ON o.workspace_id = d.workspace_id AND o.id = d.message_id \
                      WHERE d.workspace_id = $1 AND d.called_at >= $2 AND d.carried IS NOT NULL \
                      AND (d.posted_at IS NOT NULL OR o.state IN ('held', 'in_doubt'))",
    );
    let rows: Vec<CarriedRow> = db.all(select.bind(workspace.as_str()).bind(since.0)).await?;
    let mut drawings = Vec::with_capacity(rows.len());
    for row in rows {
        let carried = carried(&row.carried)?;
        // A post of before drawings were kept was drawn when it went out.
        let drawn_then = |bridges| Drawing { at: Millis(row.called_at), bridges };
        drawings.extend(carried.drawing.or_else(|| carried.bridges.map(drawn_then)));
    }
    Ok(drawings)
}

/// What is carried by posts of which nobody knows whether they arrived: until somebody does, it may have been told.
///
/// # Errors
/// When the database refuses.
pub async fn in_the_air(db: &Db, workspace: &WorkspaceId) -> Result<Vec<Carried>> {
    let select = sql("SELECT d.carried, COALESCE(d.called_at, 0) AS called_at FROM digest AS d JOIN outbox AS o \
                      ON o.workspace_id = d.workspace_id AND o.id = d.message_id WHERE d.workspace_id = $1 AND d.carried IS NOT NULL \
                      AND o.state IN ('sending', 'in_doubt', 'held')");
    let rows: Vec<CarriedRow> = db.all(select.bind(workspace.as_str())).await?;
    rows.iter().map(|row| carried(&row.carried)).collect()
}

/// Notes that a post is there: what it carried is not told again.
///
/// # Errors
/// When the database refuses.
pub async fn posted(tx: &mut Tx, workspace: &WorkspaceId, message: &MessageId, at: Millis) -> Result<()> {
    let update =
        sql("UPDATE digest SET posted_at = $3 WHERE workspace_id = $1 AND message_id = $2 AND carried IS NOT NULL RETURNING carried, \
                      COALESCE(called_at, 0) AS called_at");
    let rows: Vec<CarriedRow> = tx.all(update.bind(workspace.as_str()).bind(message.as_str()).bind(at.0)).await?;
    for row in rows {
        let carried = carried(&row.carried)?;
        let mark =
            |text: &'static str, ids: &[EntryId]| sql(text).bind(at.0).bind(workspace.as_str()).list(ids.iter().map(EntryId::as_str));
        if !carried.introductions.is_empty() {
            tx.execute(mark("UPDATE introduction SET published_at = $1 WHERE workspace_id = $2 AND id IN ", &carried.introductions))
                .await?;
        }
        if !carried.first_meetings.is_empty() {
            let update = "UPDATE first_meeting SET published_at = $1 WHERE workspace_id = $2 AND act_id IN ";
            tx.execute(mark(update, &carried.first_meetings)).await?;
        }
        if let Some(line) = carried.struggle {
            let upsert = sql("INSERT INTO struggle_shown (workspace_id, line_id, shown_at) VALUES ($1, $2, $3) \
                              ON CONFLICT (workspace_id, line_id) DO UPDATE SET shown_at = excluded.shown_at");
            tx.execute(upsert.bind(workspace.as_str()).bind(line.as_str()).bind(at.0)).await?;
        }
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct HeldRow {
    id: String,
    day: i64,
    channel_id: Option<String>,
    called_at: Option<i64>,
}

/// A digest of which nobody knows whether it arrived: it waits for an admin's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Our id of the post.
    pub message: MessageId,
    /// Its slot.
    pub day: Day,
    /// The channel that an admin looks into.
    pub channel: Option<ChannelId>,
    /// When it was called: where to look.
    pub called_at: Option<Millis>,
}

/// Digests that are held, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn held(db: &Db, workspace: &WorkspaceId) -> Result<Vec<Held>> {
    let select = sql("SELECT o.id, d.day, o.channel_id, d.called_at FROM outbox AS o JOIN digest AS d \
                      ON d.workspace_id = o.workspace_id AND d.message_id = o.id \
                      WHERE o.workspace_id = $1 AND o.kind = 'digest' AND o.state = 'held' ORDER BY d.day DESC");
    let rows: Vec<HeldRow> = db.all(select.bind(workspace.as_str())).await?;
    let held = |row: HeldRow| Held {
        message: row.id.into(),
        day: Day(row.day),
        channel: row.channel_id.map(ChannelId::from),
        called_at: instant(row.called_at),
    };
    Ok(rows.into_iter().map(held).collect())
}
