//! Edits: entries become what a form says, in one transaction with the ties that they had moved and those that they move now.
//!
//! An entry keeps its id when its person changes, so that buttons that name it, and the ask that it answers, still find it.

use std::collections::{BTreeMap, BTreeSet};

use super::again::again;
use super::commit::{self, Changes};
use super::db::{Arg, Result, Tx, sql};
use super::rows::text;
use super::ties::{self, TieKey};
use super::{Store, acts, asks, forget, seal};
use crate::domain::entry::{Act, Ask};
use crate::domain::ids::{EntryId, PersonId, TeamId, WorkspaceId};

/// What an edit comes to.
#[derive(Debug)]
pub struct Edit {
    /// What the entries are now: those that stay, and new ones. Acts or asks, never both.
    pub changes: Changes,
    /// The entries that stay, among those in `changes`.
    pub stay: Vec<EntryId>,
    /// The entries that go.
    pub gone: Vec<EntryId>,
    /// Whom each entry was about when it was read. Another one since (they deleted everything), and the edit is not written.
    pub was: BTreeMap<EntryId, Option<PersonId>>,
}

impl Edit {
    /// The entries as they are afterwards.
    #[must_use]
    pub fn entries(&self) -> Vec<EntryId> {
        let acts = self.changes.acts.iter().map(|act| act.id.clone());
        acts.chain(self.changes.asks.iter().map(|ask| ask.id.clone())).collect()
    }

    /// The people that the entries are about now.
    #[must_use]
    pub fn people(&self) -> Vec<PersonId> {
        let acts = self.changes.acts.iter().map(|act| act.other().clone());
        acts.chain(self.changes.asks.iter().filter_map(|ask| ask.askee.clone())).collect()
    }
}

/// Whom an entry was about, as far as ties go.
#[derive(sqlx::FromRow)]
struct Before {
    id: String,
    other: Option<String>,
}

/// What became of an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// It is written.
    Now,
    /// Its form was sent before: these are the entries that it made or changed then.
    Before(Vec<EntryId>),
    /// Not all entries were still as they had been read: nothing is changed.
    Gone,
}

/// Writes an edit, unless its form was sent before.
///
/// # Errors
/// When the database refuses; nothing is then changed.
pub async fn write(store: &Store, edit: &Edit) -> Result<Written> {
    again(|| write_once(store, edit)).await
}

async fn write_once(store: &Store, edit: &Edit) -> Result<Written> {
    let (workspace, owner, at) = (&edit.changes.workspace, &edit.changes.owner, edit.changes.at);
    let print = edit.changes.print(&store.vault);
    let mut tx = store.db.begin().await?;
    tx.take_turns(&[format!("{}:{}", workspace.as_str(), owner.as_str())]).await?;
    if let Some(made) = commit::claim(&mut tx, &edit.changes, &edit.entries()).await? {
        return Ok(Written::Before(made));
    }
    let old: Vec<&EntryId> = edit.stay.iter().chain(&edit.gone).collect();
    let before = before(&mut tx, workspace, owner, &old, edit.changes.asks.is_empty()).await?;
    let as_read =
        |row: &Before| edit.was.get(&EntryId::new(&row.id)).is_some_and(|was| was.as_ref().map(PersonId::as_str) == row.other.as_deref());
    if before.len() != old.len() || !before.iter().all(as_read) {
        return Ok(Written::Gone);
    }
    // Who is deleted since the entries were read may stand in them and in their words.
    let named: BTreeSet<PersonId> = edit.people().into_iter().chain(edit.changes.mentioned()).collect();
    if !forget::among(&mut tx, store, workspace, named.iter()).await?.is_empty() {
        return Ok(Written::Gone);
    }
    for act in &edit.changes.acts {
        let sealed = seal(&store.vault, acts::NOTE, act.note.as_str())?;
        if edit.stay.contains(&act.id) {
            tx.execute(change_act(workspace, act, sealed, print.clone(), at.0)).await?;
        } else {
            tx.execute(sql(acts::INSERT).rows([acts::row(workspace, act, sealed, print.clone())])).await?;
        }
    }
    for ask in &edit.changes.asks {
        let sealed = seal(&store.vault, asks::NOTE, ask.note.as_str())?;
        if edit.stay.contains(&ask.id) {
            tx.execute(change_ask(workspace, ask, sealed, print.clone(), at.0)).await?;
        } else {
            tx.execute(sql(asks::INSERT).rows([asks::row(workspace, ask, sealed, print.clone())])).await?;
        }
    }
    not_met_first(&mut tx, edit, &before).await?;
    carried_anew(&mut tx, edit).await?;
    remove(&mut tx, workspace, owner, &edit.gone).await?;
    mention(&mut tx, &edit.changes, &old).await?;
    recompute(&mut tx, &edit.changes, &before).await?;
    super::homes::mark_dirty(&mut tx, workspace, owner, at).await?;
    tx.commit().await?;
    Ok(Written::Now)
}

async fn before(tx: &mut Tx, workspace: &WorkspaceId, owner: &PersonId, ids: &[&EntryId], acts: bool) -> Result<Vec<Before>> {
    let select = if acts {
        sql("SELECT id, CASE WHEN owner_id = giver_id THEN receiver_id ELSE giver_id END AS other FROM act \
             WHERE workspace_id = $1 AND owner_id = $2 AND id IN ")
    } else {
        sql("SELECT id, askee_id AS other FROM ask WHERE workspace_id = $1 AND asker_id = $2 AND id IN ")
    };
    let select = select.bind(workspace.as_str()).bind(owner.as_str()).list(ids.iter().map(|id| id.as_str()));
    let mut rows: Vec<Before> = tx.all(select).await?;
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(rows)
}

fn change_act(workspace: &WorkspaceId, act: &Act, note_sealed: Vec<u8>, note_print: Vec<u8>, at: i64) -> super::sql::Sql {
    sql("UPDATE act SET giver_id = $1, receiver_id = $2, giver_team = $3, receiver_team = $4, note_sealed = $5, note_print = $6, \
         happened_on = $7, edited_at = $8 WHERE workspace_id = $9 AND owner_id = $10 AND id = $11")
    .bind(act.giver.as_str())
    .bind(act.receiver.as_str())
    .bind(text(act.giver_team.as_ref().map(TeamId::as_str)))
    .bind(text(act.receiver_team.as_ref().map(TeamId::as_str)))
    .bind(note_sealed)
    .bind(note_print)
    .bind(act.happened_on.0)
    .bind(at)
    .bind(workspace.as_str())
    .bind(act.owner.as_str())
    .bind(act.id.as_str())
}

fn change_ask(workspace: &WorkspaceId, ask: &Ask, note_sealed: Vec<u8>, note_print: Vec<u8>, at: i64) -> super::sql::Sql {
    sql("UPDATE ask SET askee_id = $1, askee_team = $2, note_sealed = $3, note_print = $4, asked_on = $5, edited_at = $6 \
         WHERE workspace_id = $7 AND asker_id = $8 AND id = $9")
    .bind(text(ask.askee.as_ref().map(PersonId::as_str)))
    .bind(text(ask.askee_team.as_ref().map(TeamId::as_str)))
    .bind(note_sealed)
    .bind(note_print)
    .bind(ask.asked_on.0)
    .bind(at)
    .bind(workspace.as_str())
    .bind(ask.asker.as_str())
    .bind(ask.id.as_str())
}

/// What was given to be counted as a first meeting was one with somebody: with somebody else, or the other way round, it is none.
async fn not_met_first(tx: &mut Tx, edit: &Edit, before: &[Before]) -> Result<()> {
    let other = |act: &Act| before.iter().any(|row| row.id == act.id.as_str() && row.other.as_deref() != Some(act.other().as_str()));
    let changed = edit.changes.acts.iter().filter(|act| act.owner != act.giver || other(act)).map(|act| &act.id);
    let ids: Vec<&str> = changed.chain(&edit.gone).map(EntryId::as_str).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let delete = sql("DELETE FROM first_meeting WHERE workspace_id = $1 AND act_id IN ").bind(edit.changes.workspace.as_str());
    tx.execute(delete.list(ids)).await?;
    Ok(())
}

/// Reminders that showed an ask are brought up to date, also earlier ones: they name whom it was to.
async fn carried_anew(tx: &mut Tx, edit: &Edit) -> Result<()> {
    if edit.changes.asks.is_empty() {
        return Ok(());
    }
    let insert = sql("INSERT INTO redaction (workspace_id, channel_id, message_ts, message_id, due_at) \
                      SELECT DISTINCT o.workspace_id, o.channel_id, o.message_ts, o.id, CAST($1 AS BIGINT) FROM outbox AS o \
                      JOIN ask_carried AS c ON c.workspace_id = o.workspace_id AND c.message_id = o.id \
                      WHERE o.workspace_id = $2 AND o.channel_id IS NOT NULL AND o.message_ts IS NOT NULL AND c.ask_id IN ")
    .bind(edit.changes.at.0)
    .bind(edit.changes.workspace.as_str())
    .list(edit.stay.iter().chain(&edit.gone).map(EntryId::as_str));
    tx.execute(insert.push(super::redactions::NOTED)).await?;
    if !edit.gone.is_empty() {
        let gone = sql("DELETE FROM ask_carried WHERE workspace_id = $1 AND ask_id IN ").bind(edit.changes.workspace.as_str());
        tx.execute(gone.list(edit.gone.iter().map(EntryId::as_str))).await?;
    }
    Ok(())
}

async fn remove(tx: &mut Tx, workspace: &WorkspaceId, owner: &PersonId, gone: &[EntryId]) -> Result<()> {
    if gone.is_empty() {
        return Ok(());
    }
    for text in [
        "DELETE FROM act WHERE workspace_id = $1 AND owner_id = $2 AND id IN ",
        "DELETE FROM ask WHERE workspace_id = $1 AND asker_id = $2 AND id IN ",
    ] {
        tx.execute(sql(text).bind(workspace.as_str()).bind(owner.as_str()).list(gone.iter().map(EntryId::as_str))).await?;
    }
    Ok(())
}

/// Who the notes name now.
async fn mention(tx: &mut Tx, changes: &Changes, old: &[&EntryId]) -> Result<()> {
    let delete = sql("DELETE FROM mention WHERE workspace_id = $1 AND entry_id IN ").bind(changes.workspace.as_str());
    tx.execute(delete.list(old.iter().map(|id| id.as_str()))).await?;
    let noted = changes.acts.iter().map(|act| (&act.id, &act.note)).chain(changes.asks.iter().map(|ask| (&ask.id, &ask.note)));
    let rows: Vec<Vec<Arg>> = noted
        .flat_map(|(id, note)| note.mentions().into_iter().map(move |person| (id, person)))
        .map(|(id, person)| vec![changes.workspace.as_str().into(), id.as_str().into(), person.as_str().into()])
        .collect();
    if !rows.is_empty() {
        tx.execute(sql("INSERT INTO mention (workspace_id, entry_id, person_id) VALUES ").rows(rows)).await?;
    }
    Ok(())
}

/// Makes every tie and team row again that an old or a new form of the entries touches.
async fn recompute(tx: &mut Tx, changes: &Changes, before: &[Before]) -> Result<()> {
    let (workspace, owner) = (changes.workspace.as_str(), changes.owner.as_str());
    let mut others: BTreeSet<&str> = before.iter().filter_map(|row| row.other.as_deref()).collect();
    for act in &changes.acts {
        others.insert(act.other().as_str());
    }
    for ask in &changes.asks {
        others.extend(ask.askee.as_ref().map(PersonId::as_str));
    }
    for other in others {
        ties::recompute(tx, &TieKey::new(workspace, owner, other)).await?;
    }
    Ok(())
}
