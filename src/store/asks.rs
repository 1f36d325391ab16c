//! Asks: kept by `/asked`, shown in reminders until they find an end.
//!
//! Closing one by "They helped" writes an act of the asker's own in the same transaction.

use super::Store;
use super::commit::{self, Changes, Prepared};
use super::db::{Arg, Result, sql};
use super::rows::{text, word};
use crate::domain::day::{Day, Millis};
use crate::domain::entry::{Ask, AskState};
use crate::domain::ids::{EntryId, MessageId, PersonId, TeamId, WorkspaceId};
use crate::domain::note::Note;

/// What an ask's note is sealed for.
pub(super) const NOTE: &str = "ask.note";

/// The columns that [`row`] fills.
pub(super) const INSERT: &str =
    "INSERT INTO ask (workspace_id, id, asker_id, askee_id, askee_team, note_sealed, note_print, asked_on, recorded_at, state) VALUES ";

/// One ask as a row of VALUES.
pub(super) fn row(workspace: &WorkspaceId, ask: &Ask, note_sealed: Vec<u8>, note_print: Vec<u8>) -> Vec<Arg> {
    vec![
        workspace.as_str().into(),
        ask.id.as_str().into(),
        ask.asker.as_str().into(),
        text(ask.askee.as_ref().map(PersonId::as_str)),
        text(ask.askee_team.as_ref().map(TeamId::as_str)),
        note_sealed.into(),
        note_print.into(),
        ask.asked_on.0.into(),
        ask.recorded_at.0.into(),
        ask.state.as_str().into(),
    ]
}

#[derive(sqlx::FromRow)]
struct AskRow {
    id: String,
    asker_id: String,
    askee_id: Option<String>,
    askee_team: Option<String>,
    note_sealed: Vec<u8>,
    asked_on: i64,
    recorded_at: i64,
    state: String,
    waiting_since: Option<i64>,
}

/// Messages of one ask that are brought up to date at once: each [Not yet] adds two at most, and older ones nobody scrolls to.
const CARRIERS_MAX: i64 = 6;

/// An ask with what its last reminder made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownAsk {
    /// The ask.
    pub ask: Ask,
    /// When [Not yet] was pressed last.
    pub waiting_since: Option<Millis>,
}

fn shown(store: &Store, row: AskRow) -> Result<ShownAsk> {
    Ok(ShownAsk {
        ask: Ask {
            id: row.id.into(),
            asker: row.asker_id.into(),
            askee: row.askee_id.map(PersonId::from),
            askee_team: row.askee_team.map(TeamId::from),
            note: Note::stored(store.unseal(NOTE, &row.note_sealed)?),
            asked_on: Day(row.asked_on),
            recorded_at: Millis(row.recorded_at),
            state: word(AskState::parse(&row.state), "ask.state")?,
        },
        waiting_since: row.waiting_since.map(Millis),
    })
}

fn all_shown(store: &Store, rows: Vec<AskRow>) -> Result<Vec<ShownAsk>> {
    rows.into_iter().map(|row| shown(store, row)).collect()
}

macro_rules! columns {
    () => {
        "SELECT id, asker_id, askee_id, askee_team, note_sealed, asked_on, recorded_at, state, waiting_since FROM ask "
    };
}

/// A member's open asks that were made on `until` or before, oldest first.
///
/// # Errors
/// When the database refuses or a note can't be opened.
pub async fn open(store: &Store, workspace: &WorkspaceId, asker: &PersonId, until: Day, limit: i64) -> Result<Vec<ShownAsk>> {
    let select = sql(concat!(
        columns!(),
        "WHERE workspace_id = $1 AND asker_id = $2 AND state = 'open' AND asked_on <= $3 ORDER BY asked_on, id LIMIT $4"
    ));
    let rows = store.db.all(select.bind(workspace.as_str()).bind(asker.as_str()).bind(until.0).bind(limit)).await?;
    all_shown(store, rows)
}

/// How many open asks a member has.
///
/// # Errors
/// When the database refuses.
pub async fn count_open(db: &super::Db, workspace: &WorkspaceId, asker: &PersonId) -> Result<i64> {
    let select = sql("SELECT COUNT(*) AS n FROM ask WHERE workspace_id = $1 AND asker_id = $2 AND state = 'open'");
    Ok(db.one::<CountRow>(select.bind(workspace.as_str()).bind(asker.as_str())).await?.map_or(0, |row| row.n))
}

/// A member's open asks, newest first, after `skipped` of them.
///
/// # Errors
/// When the database refuses or a note can't be opened.
pub async fn latest_open(store: &Store, workspace: &WorkspaceId, asker: &PersonId, skipped: i64, limit: i64) -> Result<Vec<ShownAsk>> {
    let select = sql(concat!(
        columns!(),
        "WHERE workspace_id = $1 AND asker_id = $2 AND state = 'open' ORDER BY asked_on DESC, id DESC LIMIT $3 OFFSET $4"
    ));
    let rows = store.db.all(select.bind(workspace.as_str()).bind(asker.as_str()).bind(limit).bind(skipped)).await?;
    all_shown(store, rows)
}

/// Everything that a member asked, newest first.
///
/// # Errors
/// When the database refuses or a note can't be opened.
pub async fn of_asker(store: &Store, workspace: &WorkspaceId, asker: &PersonId) -> Result<Vec<ShownAsk>> {
    let select = sql(concat!(columns!(), "WHERE workspace_id = $1 AND asker_id = $2 ORDER BY asked_on DESC, id DESC"));
    let rows = store.db.all(select.bind(workspace.as_str()).bind(asker.as_str())).await?;
    all_shown(store, rows)
}

/// Which open asks a reminder asks after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Those made on that day or before.
    pub until: Day,
    /// When: [Not yet] is heard for a while.
    pub now: Millis,
    /// Those that fewer reminders than this carried.
    pub carried_max: i64,
    /// So many.
    pub most: i64,
}

/// [Not yet] is heard for four weeks, less a day: the press comes after the reminder's hour, and should not cost a fifth week.
const WAITS_MS: i64 = 27 * Millis::DAY;

/// Reminders that ask after one ask without any answer: after that it stands on App Home only.
const UNANSWERED_MAX: i64 = 2;

/// A member's open asks that `message` may ask after, oldest first: not those that were answered by [Not yet] lately, nor those that were asked
/// after twice without an answer.
///
/// # Errors
/// When the database refuses or a note can't be opened.
pub async fn to_ask_after(
    store: &Store,
    workspace: &WorkspaceId,
    asker: &PersonId,
    message: &MessageId,
    wanted: Wanted,
) -> Result<Vec<ShownAsk>> {
    let select = sql(concat!(
        columns!(),
        "WHERE workspace_id = $1 AND asker_id = $2 AND state = 'open' AND asked_on <= $3 AND (SELECT COUNT(*) FROM ask_carried AS c \
         WHERE c.workspace_id = $1 AND c.ask_id = ask.id AND c.message_id <> $4) < $5 AND (waiting_since IS NULL OR waiting_since <= $6) \
         AND (SELECT COUNT(*) FROM ask_carried AS c LEFT JOIN outbox AS o ON o.workspace_id = c.workspace_id AND o.id = c.message_id \
         WHERE c.workspace_id = $1 AND c.ask_id = ask.id AND c.message_id <> $4 \
         AND ((o.state = 'sent' AND o.settled_at > COALESCE(ask.waiting_since, 0)) OR (o.id IS NULL AND ask.waiting_since IS NULL))) < $7 \
         ORDER BY asked_on, id LIMIT $8"
    ))
    .bind(workspace.as_str())
    .bind(asker.as_str())
    .bind(wanted.until.0)
    .bind(message.as_str())
    .bind(wanted.carried_max)
    .bind(wanted.now.plus(-WAITS_MS).0)
    .bind(UNANSWERED_MAX)
    .bind(wanted.most);
    all_shown(store, store.db.all(select).await?)
}

/// The asks that one reminder carries or carried; [Not yet] only where it was pressed after that reminder came.
///
/// # Errors
/// When the database refuses or a note can't be opened.
pub async fn shown_by(store: &Store, workspace: &WorkspaceId, asker: &PersonId, message: &MessageId) -> Result<Vec<ShownAsk>> {
    let select = sql("SELECT id, asker_id, askee_id, askee_team, note_sealed, asked_on, recorded_at, state, \
                      CASE WHEN waiting_since >= (SELECT settled_at FROM outbox AS o WHERE o.workspace_id = ask.workspace_id AND o.id = $3) \
                      THEN waiting_since END AS waiting_since FROM ask \
                      WHERE workspace_id = $1 AND asker_id = $2 AND (shown_by = $3 OR EXISTS (SELECT 1 FROM ask_carried AS c \
                      WHERE c.workspace_id = ask.workspace_id AND c.ask_id = ask.id AND c.message_id = $3)) ORDER BY asked_on, id");
    let rows = store.db.all(select.bind(workspace.as_str()).bind(asker.as_str()).bind(message.as_str())).await?;
    all_shown(store, rows)
}

/// The asker's asks with these ids.
///
/// # Errors
/// When the database refuses or a note can't be opened.
pub async fn by_ids(store: &Store, workspace: &WorkspaceId, asker: &PersonId, ids: &[EntryId]) -> Result<Vec<ShownAsk>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = sql(concat!(columns!(), "WHERE workspace_id = $1 AND asker_id = $2 AND id IN "))
        .bind(workspace.as_str())
        .bind(asker.as_str())
        .list(ids.iter().map(EntryId::as_str))
        .push(" ORDER BY id");
    let rows = store.db.all(select).await?;
    all_shown(store, rows)
}

/// The messages that carry an ask or carried it, the newest first: its own present one, and those before.
///
/// # Errors
/// When the database refuses.
pub async fn carriers(store: &Store, workspace: &WorkspaceId, asker: &PersonId, ask: &EntryId) -> Result<Vec<MessageId>> {
    #[derive(sqlx::FromRow)]
    struct Carrier {
        id: String,
    }
    let select = sql("SELECT id FROM outbox WHERE workspace_id = $1 AND recipient_id = $2 AND id IN (\
                      SELECT shown_by FROM ask WHERE workspace_id = $1 AND asker_id = $2 AND id = $3 UNION \
                      SELECT message_id FROM ask_carried WHERE workspace_id = $1 AND ask_id = $3) ORDER BY due_at DESC, id DESC LIMIT $4");
    let select = select.bind(workspace.as_str()).bind(asker.as_str()).bind(ask.as_str()).bind(CARRIERS_MAX);
    let rows: Vec<Carrier> = store.db.all(select).await?;
    Ok(rows.into_iter().map(|row| row.id.into()).collect())
}

/// Notes which message carries these asks.
///
/// # Errors
/// When the database refuses.
pub async fn carry(tx: &mut super::Tx, workspace: &WorkspaceId, asks: &[EntryId], message: &MessageId) -> Result<()> {
    // What an attempt that never arrived would have carried.
    let before = sql("DELETE FROM ask_carried WHERE workspace_id = $1 AND message_id = $2");
    tx.execute(before.bind(workspace.as_str()).bind(message.as_str())).await?;
    if asks.is_empty() {
        return Ok(());
    }
    let update = sql("UPDATE ask SET shown_by = $1 WHERE workspace_id = $2 AND id IN ")
        .bind(message.as_str())
        .bind(workspace.as_str())
        .list(asks.iter().map(EntryId::as_str));
    tx.execute(update).await?;
    let carried = |ask: &EntryId| -> Vec<Arg> { vec![workspace.as_str().into(), ask.as_str().into(), message.as_str().into()] };
    let insert = sql("INSERT INTO ask_carried (workspace_id, ask_id, message_id) VALUES ").rows(asks.iter().map(carried));
    tx.execute(insert.push(" ON CONFLICT DO NOTHING")).await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct CountRow {
    n: i64,
}

/// How many asks that a message showed were taken back since.
///
/// # Errors
/// When the database refuses.
pub async fn taken_back(db: &super::Db, workspace: &WorkspaceId, message: &MessageId) -> Result<usize> {
    let select = sql("SELECT COUNT(*) AS n FROM ask_carried AS c WHERE c.workspace_id = $1 AND c.message_id = $2 \
                      AND NOT EXISTS (SELECT 1 FROM ask AS a WHERE a.workspace_id = c.workspace_id AND a.id = c.ask_id)");
    let row: Option<CountRow> = db.one(select.bind(workspace.as_str()).bind(message.as_str())).await?;
    Ok(row.map_or(0, |row| usize::try_from(row.n).unwrap_or(0)))
}

/// [Not yet]: remembers that the member is still waiting. Tells whether the ask was open.
///
/// # Errors
/// When the database refuses.
pub async fn still_waiting(store: &Store, workspace: &WorkspaceId, asker: &PersonId, ask: &EntryId, at: Millis) -> Result<bool> {
    let update = sql("UPDATE ask SET waiting_since = $1 WHERE workspace_id = $2 AND asker_id = $3 AND id = $4 AND state = 'open'");
    Ok(store.db.execute(update.bind(at.0).bind(workspace.as_str()).bind(asker.as_str()).bind(ask.as_str())).await? == 1)
}

/// [Let it go]. Tells whether the ask was open.
///
/// # Errors
/// When the database refuses.
pub async fn let_go(store: &Store, workspace: &WorkspaceId, asker: &PersonId, ask: &EntryId, at: Millis) -> Result<bool> {
    let mut tx = store.db.begin().await?;
    let update =
        sql("UPDATE ask SET state = 'let_go', settled_at = $1 WHERE workspace_id = $2 AND asker_id = $3 AND id = $4 AND state = 'open'");
    let done = tx.execute(update.bind(at.0).bind(workspace.as_str()).bind(asker.as_str()).bind(ask.as_str())).await? == 1;
    super::homes::mark_dirty(&mut tx, workspace, asker, at).await?;
    tx.commit().await?;
    Ok(done)
}

/// [They helped]: closes the ask and keeps the act in `changes`, in one transaction. Tells whether the ask was open; if not, nothing is kept.
///
/// # Errors
/// When the database refuses.
pub async fn answered(store: &Store, changes: Changes, ask: &EntryId) -> Result<bool> {
    let (workspace, asker, at) = (changes.workspace.clone(), changes.owner.clone(), changes.at);
    let act = changes.acts.first().map(|act| act.id.as_str().to_owned());
    let prepared = [Prepared::new(&store.vault, changes)?];
    let mut tx = store.db.begin().await?;
    tx.take_turns(&[format!("{}:{}", workspace.as_str(), asker.as_str())]).await?;
    let update =
        sql("UPDATE ask SET state = 'answered', settled_at = $1, act_id = $2 WHERE workspace_id = $3 AND asker_id = $4 AND id = $5 \
                      AND state = 'open'")
        .bind(at.0)
        .bind(act)
        .bind(workspace.as_str())
        .bind(asker.as_str())
        .bind(ask.as_str());
    let was_open = tx.execute(update).await? == 1;
    if was_open {
        commit::apply(&mut tx, &prepared).await?;
    }
    tx.commit().await?;
    Ok(was_open)
}

#[derive(sqlx::FromRow)]
struct DoneRow {
    asker_id: String,
    askee_id: Option<String>,
    day: i64,
}

/// For each asker and askee the day of the last help that ended an ask.
///
/// # Errors
/// When the database refuses.
pub async fn done(db: &super::Db, workspace: &WorkspaceId, mut take: impl FnMut(PersonId, PersonId, Day) + Send) -> Result<()> {
    let select = sql("SELECT ask.asker_id, ask.askee_id, MAX(act.happened_on) AS day FROM ask \
                      JOIN act ON act.workspace_id = ask.workspace_id AND act.id = ask.act_id WHERE ask.workspace_id = $1 AND ask.state = 'answered' \
                      GROUP BY ask.asker_id, ask.askee_id");
    let each = |row: DoneRow| {
        if let Some(askee) = row.askee_id {
            take(row.asker_id.into(), askee.into(), Day(row.day));
        }
    };
    db.each(select.bind(workspace.as_str()), each).await
}

/// For each askee the day of the last help that ended an ask of this asker's.
///
/// # Errors
/// When the database refuses.
pub async fn done_of(db: &super::Db, workspace: &WorkspaceId, asker: &PersonId) -> Result<Vec<(PersonId, Day)>> {
    let select = sql("SELECT ask.asker_id, ask.askee_id, MAX(act.happened_on) AS day FROM ask \
                      JOIN act ON act.workspace_id = ask.workspace_id AND act.id = ask.act_id WHERE ask.workspace_id = $1 AND ask.state = 'answered' \
                      AND ask.asker_id = $2 GROUP BY ask.asker_id, ask.askee_id");
    let rows: Vec<DoneRow> = db.all(select.bind(workspace.as_str()).bind(asker.as_str())).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.askee_id?.into(), Day(row.day)))).collect())
}
