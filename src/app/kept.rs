//! What was kept, as an answer tells it: after recording, and read again from the entries.

use std::collections::BTreeMap;

use super::name_people::Colleague;
use super::{Actor, App, Result};
use crate::domain::answer::{Kept, WhoseTeam};
use crate::domain::day::Day;
use crate::domain::entry::{Act, Ask, EntryKind, Whom};
use crate::domain::ids::{EntryId, PersonId, TeamId};
use crate::domain::note::Note;
use crate::domain::person::{Kind, Person};
use crate::store::{acts, asks, own_teams};

/// The entries of one command, as they are kept.
#[derive(Debug)]
pub(crate) enum Found {
    /// Help, given or received.
    Acts(Vec<Act>),
    /// Requests.
    Asks(Vec<Ask>),
}

impl Found {
    /// Each entry with whom it is about.
    pub(crate) fn whom(&self) -> Vec<(EntryId, Whom)> {
        match self {
            Self::Acts(acts) => acts.iter().map(|act| (act.id.clone(), Whom::Person(act.other().clone()))).collect(),
            Self::Asks(asks) => asks.iter().filter_map(|ask| Some((ask.id.clone(), whom(ask)?))).collect(),
        }
    }

    /// Their words and their day.
    pub(crate) fn said(&self) -> Option<(Note, Day)> {
        match self {
            Self::Acts(acts) => acts.first().map(|act| (act.note.clone(), act.happened_on)),
            Self::Asks(asks) => asks.first().map(|ask| (ask.note.clone(), ask.asked_on)),
        }
    }

    /// What kind of entries they are.
    pub(crate) fn kind(&self) -> Option<EntryKind> {
        match self {
            Self::Acts(acts) => acts.first().map(|act| EntryKind::Act(act.way())),
            Self::Asks(asks) => asks.first().map(|_| EntryKind::Ask),
        }
    }
}

/// Whom an ask was to.
fn whom(ask: &Ask) -> Option<Whom> {
    match (&ask.askee, &ask.askee_team) {
        (Some(person), _) => Some(Whom::Person(person.clone())),
        (None, team) => team.clone().map(Whom::Team),
    }
}

impl App {
    /// The actor's own entries with these ids: acts, or else asks. Gone ones are left out.
    pub(crate) async fn entries(&self, by: &Actor, ids: &[EntryId]) -> Result<Found> {
        // In the order in which they were named: ids of one instant have none.
        let place = |id: &EntryId| ids.iter().position(|one| one == id);
        let mut acts = acts::by_ids(&self.store, &by.workspace, &by.person, ids).await?;
        if !acts.is_empty() {
            acts.sort_by_key(|act| place(&act.id));
            return Ok(Found::Acts(acts));
        }
        let asks = asks::by_ids(&self.store, &by.workspace, &by.person, ids).await?;
        let mut asks: Vec<Ask> = asks.into_iter().map(|shown| shown.ask).collect();
        asks.sort_by_key(|ask| place(&ask.id));
        Ok(Found::Asks(asks))
    }

    /// What is kept under these ids; none, and nothing is any more.
    pub(crate) async fn kept(&self, by: &Actor, ids: &[EntryId]) -> Result<Option<Kept>> {
        let found = self.entries(by, ids).await?;
        let Some(kind) = found.kind() else { return Ok(None) };
        let today = self.known(by).await?.today;
        let (mut people, mut team) = (Vec::new(), None);
        for (_, whom) in found.whom() {
            match whom {
                Whom::Person(person) => people.push(person),
                Whom::Team(id) => team = self.team_names(&by.workspace).await?.remove(&id),
            }
        }
        let Some((note, day)) = found.said() else { return Ok(None) };
        let entries = found.whom().into_iter().map(|(id, _)| id).collect();
        Ok(Some(Kept {
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

    /// The teams of those who were named: as the workspace knows them, or by the actor's own word.
    pub(crate) async fn teams_of(&self, by: &Actor, colleagues: &[Colleague]) -> Result<BTreeMap<PersonId, TeamId>> {
        let known = |colleague: &Colleague| Some((colleague.id.clone(), colleague.person.as_ref()?.team.clone()?));
        let mut teams: BTreeMap<PersonId, TeamId> = colleagues.iter().filter_map(known).collect();
        let unknown: Vec<PersonId> =
            colleagues.iter().map(|colleague| &colleague.id).filter(|id| !teams.contains_key(*id)).cloned().collect();
        teams.extend(own_teams::of_people(&self.store.db, &by.workspace, &by.person, &unknown).await?);
        Ok(teams)
    }

    /// The one whose team is to be asked about under these entries: somebody active whose team nobody knows, each once.
    pub(crate) async fn whose_team(
        &self,
        by: &Actor,
        colleagues: &[Colleague],
        teams: &BTreeMap<PersonId, TeamId>,
        entries: &[EntryId],
    ) -> Result<Option<WhoseTeam>> {
        let active = |person: &Person| person.kind == Kind::Person && person.deactivated_at.is_none();
        let Some(entry) = entries.first() else { return Ok(None) };
        for colleague in colleagues {
            if teams.contains_key(&colleague.id) || !colleague.person.as_ref().is_some_and(active) {
                continue;
            }
            if own_teams::asks_under(&self.store.db, &by.workspace, &by.person, &colleague.id, entry).await? {
                let teams = self.known_teams(by).await?;
                return Ok(Some(WhoseTeam { person: colleague.id.clone(), teams }));
            }
        }
        Ok(None)
    }
}
