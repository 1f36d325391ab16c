//! Acts and plain contact: the entries that ties are made of, besides asks.
//!
//! An entry is read and removed by its owner alone; the owner is part of every condition.

use std::collections::BTreeSet;

use super::Store;
use super::again::again;
use super::db::{Arg, Result, Tx, sql};
use super::rows::text;
use super::ties::{self, TieKey};
use crate::domain::day::{Day, Millis};
use crate::domain::entry::{Act, Touch};
use crate::domain::ids::{EntryId, PersonId, TeamId, WorkspaceId};
use crate::domain::note::Note;

/// What an act's note is sealed for.
pub(super) const NOTE: &str = "act.note";

/// The columns that [`row`] fills.
pub(super) const INSERT: &str = "INSERT INTO act (workspace_id, id, owner_id, giver_id, receiver_id, giver_team, receiver_team, note_sealed, \
                                 note_print, happened_on, recorded_at) VALUES ";

/// The columns that [`touch_row`] fills.
pub(super) const INSERT_TOUCH: &str =
    "INSERT INTO touch (workspace_id, id, owner_id, person_id, person_team, happened_on, recorded_at) VALUES ";

/// One act as a row of VALUES.
pub(super) fn row(workspace: &WorkspaceId, act: &Act, note_sealed: Vec<u8>, note_print: Vec<u8>) -> Vec<Arg> {
    vec![
        workspace.as_str().into(),
        act.id.as_str().into(),
        act.owner.as_str().into(),
        act.giver.as_str().into(),
        act.receiver.as_str().into(),
        text(act.giver_team.as_ref().map(TeamId::as_str)),
        text(act.receiver_team.as_ref().map(TeamId::as_str)),
        note_sealed.into(),
        note_print.into(),
        act.happened_on.0.into(),
        act.recorded_at.0.into(),
    ]
}

/// One contact as a row of VALUES.
pub(super) fn touch_row(workspace: &WorkspaceId, touch: &Touch) -> Vec<Arg> {
    vec![
        workspace.as_str().into(),
        touch.id.as_str().into(),
        touch.owner.as_str().into(),
        touch.person.as_str().into(),
        text(touch.person_team.as_ref().map(TeamId::as_str)),
        touch.happened_on.0.into(),
        touch.recorded_at.0.into(),
    ]
}

#[derive(sqlx::FromRow)]
struct ActRow {
    id: String,
    owner_id: String,
    giver_id: String,
    receiver_id: String,
    giver_team: Option<String>,
    receiver_team: Option<String>,
    note_sealed: Vec<u8>,
    happened_on: i64,
    recorded_at: i64,
}

fn act(store: &Store, row: ActRow) -> Result<Act> {
    Ok(Act {
        id: row.id.into(),
        owner: row.owner_id.into(),
        giver: row.giver_id.into(),
        receiver: row.receiver_id.into(),
        giver_team: row.giver_team.map(TeamId::from),
        receiver_team: row.receiver_team.map(TeamId::from),
        note: Note::stored(store.unseal(NOTE, &row.note_sealed)?),
        happened_on: Day(row.happened_on),
        recorded_at: Millis(row.recorded_at),
    })
}

/// An owner's latest acts, newest first, after `skipped` of them.
///
/// # Errors
/// When the database refuses or a note can't be opened.
pub async fn latest(store: &Store, workspace: &WorkspaceId, owner: &PersonId, skipped: i64, limit: i64) -> Result<Vec<Act>> {
    let select =
        sql("SELECT id, owner_id, giver_id, receiver_id, giver_team, receiver_team, note_sealed, happened_on, recorded_at FROM act \
                      WHERE workspace_id = $1 AND owner_id = $2 ORDER BY happened_on DESC, id DESC LIMIT $3 OFFSET $4");
    let rows: Vec<ActRow> = store.db.all(select.bind(workspace.as_str()).bind(owner.as_str()).bind(limit).bind(skipped)).await?;
    rows.into_iter().map(|row| act(store, row)).collect()
}

/// How many acts an owner has.
///
/// # Errors
/// When the database refuses.
pub async fn count(db: &super::Db, workspace: &WorkspaceId, owner: &PersonId) -> Result<i64> {
    let select = sql("SELECT COUNT(*) AS n FROM act WHERE workspace_id = $1 AND owner_id = $2");
    Ok(db.one::<CountRow>(select.bind(workspace.as_str()).bind(owner.as_str())).await?.map_or(0, |row| row.n))
}

#[derive(sqlx::FromRow)]
struct CountRow {
    n: i64,
}

/// The owner's acts with these ids, in the order of the ids; ids that are not (or no longer) the owner's are left out.
///
/// # Errors
/// When the database refuses or a note can't be opened.
pub async fn by_ids(store: &Store, workspace: &WorkspaceId, owner: &PersonId, ids: &[EntryId]) -> Result<Vec<Act>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select =
        sql("SELECT id, owner_id, giver_id, receiver_id, giver_team, receiver_team, note_sealed, happened_on, recorded_at FROM act \
                      WHERE workspace_id = $1 AND owner_id = $2 AND id IN ")
        .bind(workspace.as_str())
        .bind(owner.as_str())
        .list(ids.iter().map(EntryId::as_str))
        .push(" ORDER BY id");
    let rows: Vec<ActRow> = store.db.all(select).await?;
    rows.into_iter().map(|row| act(store, row)).collect()
}

#[derive(sqlx::FromRow)]
struct Removed {
    other: Option<String>,
}

/// Removes the owner's entries with these ids, acts and asks alike, and recomputes what they had moved. Tells how many there were.
///
/// # Errors
/// When the database refuses; nothing is then removed.
pub async fn remove_entries(store: &Store, workspace: &WorkspaceId, owner: &PersonId, ids: &[EntryId], at: Millis) -> Result<usize> {
    if ids.is_empty() {
        return Ok(0);
    }
    again(|| remove_once(store, workspace, owner, ids, at)).await
}

async fn remove_once(store: &Store, workspace: &WorkspaceId, owner: &PersonId, ids: &[EntryId], at: Millis) -> Result<usize> {
    let mut tx = store.db.begin().await?;
    tx.take_turns(&[format!("{}:{}", workspace.as_str(), owner.as_str())]).await?;
    // Reminders that showed an ask lose its words: they are brought up to date, and show that it was taken back.
    let shown = sql("INSERT INTO redaction (workspace_id, channel_id, message_ts, message_id, due_at) \
                     SELECT DISTINCT o.workspace_id, o.channel_id, o.message_ts, o.id, CAST($1 AS BIGINT) FROM outbox AS o \
                     JOIN ask_carried AS c ON c.workspace_id = o.workspace_id AND c.message_id = o.id \
                     JOIN ask AS a ON a.workspace_id = c.workspace_id AND a.id = c.ask_id \
                     WHERE o.workspace_id = $2 AND a.asker_id = $3 AND o.channel_id IS NOT NULL AND o.message_ts IS NOT NULL AND c.ask_id IN ")
    .bind(at.0)
    .bind(workspace.as_str())
    .bind(owner.as_str())
    .list(ids.iter().map(EntryId::as_str));
    tx.execute(shown.push(super::redactions::NOTED)).await?;
    let delete = |text: &'static str, returning: &'static str| {
        sql(text).bind(workspace.as_str()).bind(owner.as_str()).list(ids.iter().map(EntryId::as_str)).push(returning)
    };
    let mut removed: Vec<Removed> = tx
        .all(delete(
            "DELETE FROM act WHERE workspace_id = $1 AND owner_id = $2 AND id IN ",
            " RETURNING CASE WHEN owner_id = giver_id THEN receiver_id ELSE giver_id END AS other",
        ))
        .await?;
    removed.extend(
        tx.all::<Removed>(delete("DELETE FROM ask WHERE workspace_id = $1 AND asker_id = $2 AND id IN ", " RETURNING askee_id AS other"))
            .await?,
    );
    let mentions = sql("DELETE FROM mention WHERE workspace_id = $1 AND entry_id IN ").bind(workspace.as_str());
    tx.execute(mentions.list(ids.iter().map(EntryId::as_str))).await?;
    let meetings = sql("DELETE FROM first_meeting WHERE workspace_id = $1 AND act_id IN ").bind(workspace.as_str());
    tx.execute(meetings.list(ids.iter().map(EntryId::as_str))).await?;
    recompute(&mut tx, workspace, owner, &removed).await?;
    super::homes::mark_dirty(&mut tx, workspace, owner, at).await?;
    tx.commit().await?;
    Ok(removed.len())
}

async fn recompute(tx: &mut Tx, workspace: &WorkspaceId, owner: &PersonId, removed: &[Removed]) -> Result<()> {
    let others: BTreeSet<&String> = removed.iter().filter_map(|row| row.other.as_ref()).collect();
    for other in others {
        ties::recompute(tx, &TieKey::new(workspace.as_str(), owner.as_str(), other)).await?;
    }
    Ok(())
}
