//! What one command decided, and how it is written: many waiting commands in one transaction, each statement once for all of them.
//!
//! A command's changes are all there or none: its trigger's key, its entries, the ties they move and the mark on App Home. A trigger that was
//! acted on before changes nothing and tells what it made the first time.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::db::{Arg, Result, Tx, sql};
use super::ties::{self, TieKey};
use super::{acts, asks, seal};
use crate::domain::day::{Day, Millis};
use crate::domain::entry::{Act, Ask, DOUBLED_WITHIN_MS, Touch};
use crate::domain::ids::{EntryId, PersonId, TeamId, WorkspaceId};
use crate::domain::note::Note;
use crate::domain::nudge::LastEntry;
use crate::domain::plan::state::{Event, Taken, Tie};
use crate::vault::Vault;

/// What one command decided.
#[derive(Debug, Clone)]
pub struct Changes {
    /// Where.
    pub workspace: WorkspaceId,
    /// Whose entries these are.
    pub owner: PersonId,
    /// When it was decided.
    pub at: Millis,
    /// The key of the trigger, if it may be delivered twice.
    pub trigger: Option<String>,
    /// Refuse, if the same was typed moments ago.
    pub once: bool,
    /// Remember that joining was offered.
    pub offered_join: bool,
    /// New acts.
    pub acts: Vec<Act>,
    /// New asks.
    pub asks: Vec<Ask>,
    /// New contact.
    pub touches: Vec<Touch>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is committed.
    Done,
    /// The trigger was acted on before and made these.
    Seen(Vec<EntryId>),
    /// The same was typed moments ago and made these; nothing was written.
    Doubled(Vec<EntryId>),
}

/// Before the ids of a doubled command, among what is remembered of its trigger.
const DOUBLED: char = '=';

/// Changes with their notes sealed, ready to be written.
#[derive(Debug)]
pub(super) struct Prepared {
    changes: Changes,
    print: Vec<u8>,
    act_rows: Vec<Vec<Arg>>,
    ask_rows: Vec<Vec<Arg>>,
    mentions: Vec<(EntryId, PersonId)>,
}

/// One entry as far as ties go.
struct Dealing<'a> {
    person: Option<&'a PersonId>,
    team: Option<&'a TeamId>,
    event: Event,
}

impl Changes {
    fn dealings(&self) -> Vec<Dealing<'_>> {
        let event = |on: Day, kind| Event { on, kind };
        let mut all = Vec::with_capacity(self.acts.len() + self.asks.len() + self.touches.len());
        for act in &self.acts {
            let kind = if act.owner == act.giver { LastEntry::Gave } else { LastEntry::Received };
            all.push(Dealing { person: Some(act.other()), team: act.other_team(), event: event(act.happened_on, kind) });
        }
        for ask in &self.asks {
            all.push(Dealing { person: ask.askee.as_ref(), team: ask.askee_team.as_ref(), event: event(ask.asked_on, LastEntry::Asked) });
        }
        for touch in &self.touches {
            all.push(Dealing {
                person: Some(&touch.person),
                team: touch.person_team.as_ref(),
                event: event(touch.happened_on, LastEntry::Touch),
            });
        }
        all
    }

    /// Everybody whom the notes mention.
    pub fn mentioned(&self) -> impl Iterator<Item = PersonId> {
        let notes = self.acts.iter().map(|act| &act.note).chain(self.asks.iter().map(|ask| &ask.note));
        notes.flat_map(Note::mentions)
    }

    fn made(&self) -> Vec<EntryId> {
        let acts = self.acts.iter().map(|act| act.id.clone());
        acts.chain(self.asks.iter().map(|ask| ask.id.clone())).chain(self.touches.iter().map(|touch| touch.id.clone())).collect()
    }

    /// What makes two commands the same: the owner, what kind of entry, whom it names, for which day, and the words.
    pub(super) fn print(&self, vault: &Vault) -> Vec<u8> {
        // Where a whole team was asked, the team stands for whom.
        let whom = |dealing: &Dealing<'_>| match (dealing.person, dealing.team) {
            (Some(person), _) => person.as_str().to_owned(),
            (None, team) => team.map_or("", TeamId::as_str).to_owned(),
        };
        let mut people: Vec<String> = self.dealings().iter().map(whom).collect();
        people.sort_unstable();
        let people = people.join(" ");
        let note = self.acts.first().map(|act| &act.note).or_else(|| self.asks.first().map(|ask| &ask.note)).map_or("", Note::as_str);
        let day = self.dealings().first().map(|dealing| dealing.event.on.0).unwrap_or_default().to_string();
        let kind = match (self.acts.first(), self.asks.first()) {
            (Some(act), _) if act.owner == act.giver => "gave",
            (Some(_), _) => "received",
            (None, Some(_)) => "asked",
            (None, None) => "touch",
        };
        vault.fingerprint("entry", &[self.workspace.as_str(), self.owner.as_str(), kind, &people, &day, note]).to_vec()
    }
}

impl Prepared {
    /// Seals the notes and lays out the rows. Done by the caller, so that the writer only writes.
    pub(super) fn new(vault: &Vault, changes: Changes) -> Result<Self> {
        let print = changes.print(vault);
        let mut mentions = Vec::new();
        let mut act_rows = Vec::with_capacity(changes.acts.len());
        for act in &changes.acts {
            let sealed = seal(vault, acts::NOTE, act.note.as_str())?;
            act_rows.push(acts::row(&changes.workspace, act, sealed, print.clone()));
            mentions.extend(act.note.mentions().into_iter().map(|person| (act.id.clone(), person)));
        }
        let mut ask_rows = Vec::with_capacity(changes.asks.len());
        for ask in &changes.asks {
            let sealed = seal(vault, asks::NOTE, ask.note.as_str())?;
            ask_rows.push(asks::row(&changes.workspace, ask, sealed, print.clone()));
            mentions.extend(ask.note.mentions().into_iter().map(|person| (ask.id.clone(), person)));
        }
        Ok(Self { changes, print, act_rows, ask_rows, mentions })
    }
}

/// Writes all of `batch` in the open transaction; the outcomes are in the order of the batch.
pub(super) async fn apply(tx: &mut Tx, batch: &[Prepared]) -> Result<Vec<Outcome>> {
    let turns: BTreeSet<String> =
        batch.iter().map(|one| format!("{}:{}", one.changes.workspace.as_str(), one.changes.owner.as_str())).collect();
    tx.take_turns(&turns.into_iter().collect::<Vec<_>>()).await?;
    let mut outcomes = claim_triggers(tx, batch).await?;
    find_doubles(tx, batch, &mut outcomes).await?;
    note_doubles(tx, batch, &outcomes).await?;
    let fresh: Vec<&Prepared> = batch.iter().zip(&outcomes).filter(|(_, outcome)| **outcome == Outcome::Done).map(|(one, _)| one).collect();
    if !fresh.is_empty() {
        insert_entries(tx, &fresh).await?;
        move_ties(tx, &fresh).await?;
        mark(tx, &fresh).await?;
    }
    Ok(outcomes)
}

#[derive(sqlx::FromRow)]
struct Claimed {
    workspace_id: String,
    trigger_key: String,
}

#[derive(sqlx::FromRow)]
struct Seen {
    workspace_id: String,
    trigger_key: String,
    subject: String,
}

/// Puts down the key of one trigger with the entries that it makes; none, and this is the first time. Otherwise what it made then.
pub(super) async fn claim(tx: &mut Tx, changes: &Changes, made: &[EntryId]) -> Result<Option<Vec<EntryId>>> {
    let (workspace, Some(key)) = (changes.workspace.as_str(), changes.trigger.as_deref()) else { return Ok(None) };
    let insert = sql("INSERT INTO seen (workspace_id, trigger_key, subject, seen_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING");
    if tx.execute(insert.bind(workspace).bind(key).bind(joined(made)).bind(changes.at.0)).await? == 1 {
        return Ok(None);
    }
    let select = sql("SELECT workspace_id, trigger_key, subject FROM seen WHERE workspace_id = $1 AND trigger_key = $2");
    let seen: Vec<Seen> = tx.all(select.bind(workspace).bind(key)).await?;
    Ok(Some(seen.first().map(|row| ids_in(&row.subject)).unwrap_or_default()))
}

/// Puts down the triggers' keys; who comes second for a key learns what the first one made.
async fn claim_triggers(tx: &mut Tx, batch: &[Prepared]) -> Result<Vec<Outcome>> {
    let keyed = || batch.iter().map(|one| &one.changes).filter_map(|changes| Some((changes, changes.trigger.as_deref()?)));
    let mut outcomes = vec![Outcome::Done; batch.len()];
    let row = |(changes, key): (&Changes, &str)| -> Vec<Arg> {
        let subject = joined(&changes.made());
        vec![changes.workspace.as_str().into(), key.into(), subject.into(), changes.at.0.into()]
    };
    if keyed().next().is_none() {
        return Ok(outcomes);
    }
    let insert = sql("INSERT INTO seen (workspace_id, trigger_key, subject, seen_at) VALUES ")
        .rows(keyed().map(row))
        .push(" ON CONFLICT (workspace_id, trigger_key) DO NOTHING RETURNING workspace_id, trigger_key");
    let mut claimed: HashSet<(String, String)> =
        tx.all::<Claimed>(insert).await?.into_iter().map(|row| (row.workspace_id, row.trigger_key)).collect();
    let mut late = Vec::new();
    for (place, one) in batch.iter().enumerate() {
        let Some(key) = one.changes.trigger.as_deref() else { continue };
        // Taken out when claimed, so that the second of two in one batch is late.
        if !claimed.remove(&(one.changes.workspace.as_str().to_owned(), key.to_owned())) {
            late.push((place, one.changes.workspace.as_str(), key));
        }
    }
    if late.is_empty() {
        return Ok(outcomes);
    }
    // SQLite looks rows up by their key only for `IN (SELECT …)`; for `IN (VALUES …)` with several rows it reads the whole table.
    let select = sql("SELECT workspace_id, trigger_key, subject FROM seen WHERE (workspace_id, trigger_key) IN \
                      (SELECT column1, column2 FROM (VALUES ")
    .rows(late.iter().map(|(_, workspace, key)| vec![(*workspace).into(), (*key).into()]))
    .push(") AS keys)");
    let subjects: HashMap<(String, String), String> =
        tx.all::<Seen>(select).await?.into_iter().map(|row| ((row.workspace_id, row.trigger_key), row.subject)).collect();
    for (place, workspace, key) in late {
        let subject = subjects.get(&(workspace.to_owned(), key.to_owned())).map(String::as_str).unwrap_or_default();
        outcomes[place] = match subject.strip_prefix(DOUBLED) {
            Some(before) => Outcome::Doubled(ids_in(before)),
            None => Outcome::Seen(ids_in(subject)),
        };
    }
    Ok(outcomes)
}

#[derive(sqlx::FromRow)]
struct Printed {
    note_print: Vec<u8>,
    id: String,
}

/// Finds the commands that repeat what was typed moments ago, in the tables or earlier in this batch.
async fn find_doubles(tx: &mut Tx, batch: &[Prepared], outcomes: &mut [Outcome]) -> Result<()> {
    let asking: Vec<&Prepared> =
        batch.iter().zip(&*outcomes).filter(|(one, outcome)| one.changes.once && **outcome == Outcome::Done).map(|(one, _)| one).collect();
    let Some(since) = asking.iter().map(|one| one.changes.at.0 - DOUBLED_WITHIN_MS).min() else {
        return Ok(());
    };
    let prints = || asking.iter().map(|one| one.print.clone());
    let select = sql("SELECT note_print, id FROM act WHERE recorded_at > $1 AND note_print IN ")
        .bind(since)
        .list(prints())
        .push(" UNION ALL SELECT note_print, id FROM ask WHERE recorded_at > $1 AND note_print IN ")
        .list(prints());
    let mut known: HashMap<Vec<u8>, Vec<EntryId>> = HashMap::new();
    for row in tx.all::<Printed>(select).await? {
        known.entry(row.note_print).or_default().push(row.id.into());
    }
    for (one, outcome) in batch.iter().zip(outcomes) {
        if !one.changes.once || *outcome != Outcome::Done {
            continue;
        }
        if let Some(before) = known.get(&one.print) {
            // The newest ones, as many as this command would make: with some kept twice there may be more.
            let mut newest = before.clone();
            newest.sort();
            let older = newest.len().saturating_sub(one.changes.made().len());
            *outcome = Outcome::Doubled(newest.split_off(older));
        } else {
            known.insert(one.print.clone(), one.changes.made());
        }
    }
    Ok(())
}

/// What a trigger's second delivery is told of a doubled command: that it was one, and of what.
async fn note_doubles(tx: &mut Tx, batch: &[Prepared], outcomes: &[Outcome]) -> Result<()> {
    for (one, outcome) in batch.iter().zip(outcomes) {
        if let (Outcome::Doubled(before), Some(key)) = (outcome, one.changes.trigger.as_deref()) {
            let update = sql("UPDATE seen SET subject = $1 WHERE workspace_id = $2 AND trigger_key = $3");
            tx.execute(update.bind(format!("{DOUBLED}{}", joined(before))).bind(one.changes.workspace.as_str()).bind(key)).await?;
        }
    }
    Ok(())
}

fn ids_in(subject: &str) -> Vec<EntryId> {
    subject.split(',').filter(|id| !id.is_empty()).map(EntryId::from).collect()
}

fn joined(ids: &[EntryId]) -> String {
    ids.iter().map(EntryId::as_str).collect::<Vec<_>>().join(",")
}

async fn insert_entries(tx: &mut Tx, fresh: &[&Prepared]) -> Result<()> {
    if fresh.iter().any(|one| !one.act_rows.is_empty()) {
        tx.execute(sql(acts::INSERT).rows(fresh.iter().flat_map(|one| one.act_rows.clone()))).await?;
    }
    if fresh.iter().any(|one| !one.ask_rows.is_empty()) {
        tx.execute(sql(asks::INSERT).rows(fresh.iter().flat_map(|one| one.ask_rows.clone()))).await?;
    }
    let touches = fresh.iter().flat_map(|one| one.changes.touches.iter().map(|touch| acts::touch_row(&one.changes.workspace, touch)));
    let touches: Vec<Vec<Arg>> = touches.collect();
    if !touches.is_empty() {
        tx.execute(sql(acts::INSERT_TOUCH).rows(touches)).await?;
    }
    let mentions = fresh.iter().flat_map(|one| {
        one.mentions
            .iter()
            .map(|(entry, person)| vec![one.changes.workspace.as_str().into(), entry.as_str().into(), person.as_str().into()])
    });
    let mentions: Vec<Vec<Arg>> = mentions.collect();
    if !mentions.is_empty() {
        tx.execute(sql("INSERT INTO mention (workspace_id, entry_id, person_id) VALUES ").rows(mentions)).await?;
    }
    Ok(())
}

/// Moves each tie by the new entries; what lies in the past is recomputed from the entries, which are written by now.
async fn move_ties(tx: &mut Tx, fresh: &[&Prepared]) -> Result<()> {
    let mut dealings: Vec<(TieKey, Event)> = Vec::new();
    for one in fresh {
        let (workspace, owner) = (one.changes.workspace.as_str(), one.changes.owner.as_str());
        for dealing in one.changes.dealings() {
            if let Some(person) = dealing.person.filter(|person| !person.is_forgotten()) {
                dealings.push((TieKey::new(workspace, owner, person.as_str()), dealing.event));
            }
        }
    }
    let keys: BTreeSet<&TieKey> = dealings.iter().map(|(key, _)| key).collect();
    let mut states: BTreeMap<TieKey, Tie> = ties::read(tx, &keys).await?;
    let mut stale = BTreeSet::new();
    for (key, event) in &dealings {
        match states.get_mut(key).map(|tie| tie.take(*event)) {
            None => drop(states.insert(key.clone(), Tie::first(*event))),
            Some(Taken::InOrder) => {}
            Some(Taken::OutOfOrder) => drop(stale.insert(key.clone())),
        }
    }
    states.retain(|key, _| !stale.contains(key));
    ties::write(tx, &states).await?;
    for key in &stale {
        ties::recompute(tx, key).await?;
    }
    Ok(())
}

/// Marks App Home of the owners as out of date, and remembers to whom joining was offered.
async fn mark(tx: &mut Tx, fresh: &[&Prepared]) -> Result<()> {
    let at = fresh.iter().map(|one| one.changes.at.0).max().unwrap_or_default();
    let whom = |one: &&&Prepared| vec![one.changes.workspace.as_str().into(), one.changes.owner.as_str().into()];
    let homes = sql("UPDATE home SET dirty_at = $1 WHERE (workspace_id, person_id) IN (SELECT column1, column2 FROM (VALUES ").bind(at);
    tx.execute(homes.rows(fresh.iter().map(|one| whom(&one))).push(") AS keys)")).await?;
    let offered: Vec<Vec<Arg>> = fresh.iter().filter(|one| one.changes.offered_join).map(|one| whom(&one)).collect();
    if !offered.is_empty() {
        let people =
            sql("UPDATE person SET join_offered_at = $1 WHERE (workspace_id, id) IN (SELECT column1, column2 FROM (VALUES ").bind(at);
        tx.execute(people.rows(offered).push(") AS keys)")).await?;
    }
    Ok(())
}
