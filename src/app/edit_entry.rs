//! `[Edit]`: the entries of one command become what a form says: other people, the other way round, other words, another day.
//!
//! Ties are made again from what the entries say now; App Home is marked in the same transaction. The same form delivered again changes nothing
//! more and answers as the first time did.

use std::collections::BTreeMap;

use super::kept::Found;
use super::name_people::{Colleague, Named};
use super::{Actor, App, Result};
use crate::domain::answer::{Answer, Kept};
use crate::domain::day::Day;
use crate::domain::entry::{Act, Ask, EntryKind, Spread, Way, Whom, spread};
use crate::domain::ids::{EntryId, PersonId, TeamId};
use crate::domain::note::Note;
use crate::domain::refusal::Refusal;
use crate::domain::when::usable;
use crate::store::commit::Changes;
use crate::store::edits::{self, Edit, Written};
use crate::store::people;

/// Entries as a form shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editable {
    /// The entries.
    pub entries: Vec<EntryId>,
    /// What kind they are.
    pub kind: EntryKind,
    /// Whom they are about.
    pub people: Vec<PersonId>,
    /// The team, where a whole team was asked.
    pub team: Option<TeamId>,
    /// Whether some of them have no name any more.
    pub nameless: bool,
    /// What was typed, as words.
    pub words: String,
    /// The day.
    pub day: Day,
}

/// What the form says.
#[derive(Debug, Clone)]
pub struct EditEntry {
    /// Whose entries they are.
    pub by: Actor,
    /// The entries.
    pub entries: Vec<EntryId>,
    /// The people now.
    pub people: Vec<PersonId>,
    /// The team now, instead of people.
    pub team: Option<TeamId>,
    /// Which way round now; none, and it stays.
    pub way: Option<Way>,
    /// The words now; none, and they stay.
    pub words: Option<String>,
    /// The day now; none, and it stays.
    pub on: Option<Day>,
    /// Slack's id for the form that was sent.
    pub trigger: Option<String>,
}

/// What entries say now.
struct Now {
    note: Note,
    day: Day,
    way: Option<Way>,
    teams: BTreeMap<PersonId, TeamId>,
}

impl App {
    /// The actor's entries with these ids, for editing; none, and they are gone.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn read_entry(&self, by: &Actor, ids: &[EntryId]) -> Result<Option<Editable>> {
        let found = self.entries(by, ids).await?;
        let (Some(kind), Some((note, day))) = (found.kind(), found.said()) else { return Ok(None) };
        let (mut people, mut team) = (Vec::new(), None);
        for (_, whom) in found.whom() {
            match whom {
                Whom::Person(person) if person.is_forgotten() => {}
                Whom::Person(person) => people.push(person),
                Whom::Team(id) => team = Some(id),
            }
        }
        let words = note.editable(&self.names_in(by, &note).await?);
        let nameless = found.whom().iter().any(|(_, whom)| is_nameless(whom));
        let entries = found.whom().into_iter().map(|(id, _)| id).collect();
        Ok(Some(Editable { entries, kind, people, team, nameless, words, day }))
    }

    /// Makes the entries what the form says.
    ///
    /// # Errors
    /// A refusal when they are gone, nobody can be made out, or no entry can be for the day; otherwise when the database refuses.
    pub async fn edit_entry(&self, input: EditEntry) -> Result<Answer> {
        let found = self.entries(&input.by, &input.entries).await?;
        let (Some(kind), Some((note, day))) = (found.kind(), found.said()) else { return Err(Refusal::EntryGone.into()) };
        let (colleagues, team) = self.whom_now(&input, kind, &found).await?;
        let today = self.known(&input.by).await?.today;
        let day = input.on.filter(|on| *on != day).map_or(Ok(day), |on| self.kept_on(usable(on, today)?))?;
        let note = match &input.words {
            Some(words) => note.edited(words, &self.names_in(&input.by, &note).await?),
            None => note,
        };
        if note.is_empty() {
            return Err(Refusal::NoNote.into());
        }
        let whom: Vec<Whom> = match &team {
            Some((id, _)) => vec![Whom::Team(id.clone())],
            None => colleagues.iter().map(|colleague| Whom::Person(colleague.id.clone())).collect(),
        };
        let teams = self.teams_of(&input.by, &colleagues).await?;
        let (nameless, named): (Vec<_>, Vec<_>) = found.whom().into_iter().partition(|(_, whom)| is_nameless(whom));
        let mut spread = spread(&named, &whom);
        spread.stay.extend(nameless);
        let now = Now { note: note.clone(), day, way: input.way, teams };
        let mut edit = self.edit(&input.by, found, spread, &now);
        edit.changes.trigger = input.trigger;
        self.make_nameless(&mut edit.changes).await?;
        let entries = match edits::write(&self.store, &edit).await? {
            Written::Now => edit.entries(),
            Written::Before(entries) => entries,
            Written::Gone => return Err(Refusal::EntryGone.into()),
        };
        let kind = match (kind, input.way) {
            (EntryKind::Act(_), Some(way)) => EntryKind::Act(way),
            (kind, _) => kind,
        };
        let people = edit.people();
        let team = team.map(|(_, name)| name);
        Ok(Answer::Changed(Kept {
            kind,
            entries,
            people,
            team,
            note,
            day,
            today,
            offer_join: false,
            whose_team: None,
            first_meeting: None,
            cards: Vec::new(),
        }))
    }

    /// The people or the team that the form names. Who was named before may stay, whatever became of their account.
    async fn whom_now(&self, input: &EditEntry, kind: EntryKind, found: &Found) -> Result<(Vec<Colleague>, Option<(TeamId, String)>)> {
        let named = Named { ids: input.people.clone(), ..Named::default() };
        let nobody = input.people.is_empty() && input.team.is_none();
        if nobody && found.whom().iter().any(|(_, whom)| is_nameless(whom)) {
            // Whom it was with has no name any more, and needs none to be put right.
            return Ok((Vec::new(), None));
        }
        if kind != EntryKind::Ask {
            return Ok((self.colleagues(&input.by, &named).await?, None));
        }
        let before: Vec<Whom> = found.whom().into_iter().map(|(_, whom)| whom).collect();
        if input.team.is_none() && !input.people.is_empty() && input.people.iter().all(|one| before.contains(&Whom::Person(one.clone()))) {
            return Ok((self.colleagues(&input.by, &named).await?, None));
        }
        self.asked(&input.by, &named, input.team.clone()).await
    }

    /// A note as plain words, to be put into an input.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn as_words(&self, by: &Actor, note: &Note) -> Result<String> {
        Ok(note.editable(&self.names_in(by, note).await?))
    }

    /// The names of those whom a note mentions.
    async fn names_in(&self, by: &Actor, note: &Note) -> Result<BTreeMap<PersonId, String>> {
        let found = people::by_ids(&self.store.db, &by.workspace, &note.mentions()).await?;
        Ok(found.into_iter().map(|known| (known.person.id, known.person.name)).collect())
    }

    fn edit(&self, by: &Actor, found: Found, spread: Spread, now: &Now) -> Edit {
        let mut changes = self.changes(by, None);
        let was = found.others();
        match found {
            Found::Acts(acts) => self.edit_acts(&mut changes, &acts, &spread, now),
            Found::Asks(asks) => self.edit_asks(&mut changes, &asks, &spread, now),
        }
        let stay = spread.stay.into_iter().map(|(id, _)| id).collect();
        Edit { changes, stay, gone: spread.gone, was }
    }

    /// Entries that stay with their person keep the team they were recorded with; new ones count as recorded with the others.
    fn edit_acts(&self, changes: &mut Changes, acts: &[Act], spread: &Spread, now: &Now) {
        let Some(first) = acts.first() else { return };
        let as_now = |act: &Act, whom: &Whom| {
            let Whom::Person(person) = whom else { return None };
            let team = if act.other() == person { act.other_team().cloned() } else { now.teams.get(person).cloned() };
            let act = act.clone().between(person.clone(), team, now.way.unwrap_or_else(|| act.way()));
            Some(Act { note: now.note.clone(), happened_on: now.day, ..act })
        };
        let stay = spread.stay.iter().filter_map(|(id, whom)| as_now(acts.iter().find(|act| act.id == *id)?, whom));
        let new = spread.new.iter().filter_map(|whom| as_now(&Act { id: self.mint().into(), ..first.clone() }, whom));
        changes.acts = stay.chain(new).collect();
    }

    fn edit_asks(&self, changes: &mut Changes, asks: &[Ask], spread: &Spread, now: &Now) {
        let Some(first) = asks.first() else { return };
        let as_now = |ask: &Ask, whom: &Whom| {
            let (askee, askee_team) = match whom {
                Whom::Team(team) => (None, Some(team.clone())),
                Whom::Person(person) if ask.askee.as_ref() == Some(person) => (Some(person.clone()), ask.askee_team.clone()),
                Whom::Person(person) => (Some(person.clone()), now.teams.get(person).cloned()),
            };
            Ask { askee, askee_team, note: now.note.clone(), asked_on: now.day, ..ask.clone() }
        };
        let stay = spread.stay.iter().filter_map(|(id, whom)| Some(as_now(asks.iter().find(|ask| ask.id == *id)?, whom)));
        let new = spread.new.iter().map(|whom| as_now(&Ask { id: self.mint().into(), ..first.clone() }, whom));
        changes.asks = stay.chain(new).collect();
    }
}

/// Whether an entry is about somebody who deleted everything.
fn is_nameless(whom: &Whom) -> bool {
    matches!(whom, Whom::Person(person) if person.is_forgotten())
}
