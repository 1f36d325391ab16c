//! Which team somebody is in, where no source knows: one member's word, for that member's own use.
//!
//! It decides for that member alone whether the person is in another team. Nobody else ever reads it, and a source that knows goes before it.

use std::collections::BTreeMap;

use super::{Actor, App, Result};
use crate::domain::answer::Answer;
use crate::domain::ids::{PersonId, TeamId, WorkspaceId};
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::team_source::TeamSource;
use crate::store::{own_words, people, teams};

/// Names that one look at the teams gives: as many as a select of Slack's takes.
pub const TEAM_CHOICES_MAX: usize = 100;

/// Teams to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamChoices {
    /// Their names, in the order of the alphabet.
    pub names: Vec<String>,
    /// Whether there are more: type a beginning to see them.
    pub more: bool,
}

/// What members said about teams: their own, and those of people whom no source knows.
#[derive(Debug, Clone)]
pub(crate) struct TeamsTold {
    own: BTreeMap<PersonId, TeamId>,
    of_others: own_words::Words,
}

impl TeamsTold {
    /// The team that decides whom `member` is nudged about: their own word, or else what a source says.
    pub(crate) fn own<'a>(&'a self, member: &PersonId, known: Option<&'a Person>) -> Option<&'a TeamId> {
        self.own.get(member).or_else(|| known.and_then(|person| person.team.as_ref()))
    }

    /// The team that `contact` is in for `member`: what a source says, or else the member's word.
    pub(crate) fn of<'a>(&'a self, member: &PersonId, contact: &'a Person) -> Option<&'a TeamId> {
        contact.team.as_ref().or_else(|| self.of_others.get(&(member.clone(), contact.id.clone())))
    }
}

impl App {
    /// What all members said about teams.
    pub(crate) async fn teams_told(&self, workspace: &WorkspaceId) -> Result<TeamsTold> {
        let own = teams::of_source(&self.store.db, workspace, &TeamSource::Word.key()).await?;
        let own = own.into_iter().filter_map(|(person, team)| Some((person, team?))).collect();
        Ok(TeamsTold { own, of_others: own_words::all(&self.store.db, workspace).await? })
    }

    /// What one member said about teams.
    pub(crate) async fn teams_told_by(&self, by: &Actor) -> Result<TeamsTold> {
        let own = teams::of_person(&self.store.db, &by.workspace, &TeamSource::Word.key(), &by.person).await?;
        let own = own.map(|team| (by.person.clone(), team)).into_iter().collect();
        Ok(TeamsTold { own, of_others: own_words::of_owner(&self.store.db, &by.workspace, &by.person).await? })
    }

    /// Of these people, those whose team neither a source nor the actor told yet, in the same order.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn teams_unknown(&self, by: &Actor, named: &[PersonId]) -> Result<Vec<PersonId>> {
        let known = people::by_ids(&self.store.db, &by.workspace, named).await?;
        let said = own_words::of_owner(&self.store.db, &by.workspace, &by.person).await?;
        let has_team = |id: &PersonId| {
            said.contains_key(&(by.person.clone(), id.clone()))
                || known.iter().any(|known| known.person.id == *id && known.person.team.is_some())
        };
        Ok(named.iter().filter(|id| !has_team(id)).cloned().collect())
    }

    /// The teams that the actor can choose from, whose names begin with `typed`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn team_choices(&self, by: &Actor, typed: &str) -> Result<TeamChoices> {
        let limit = i64::try_from(TEAM_CHOICES_MAX).unwrap_or(i64::MAX).saturating_add(1);
        let found = teams::choices(&self.store.db, &by.workspace, &by.person, typed, limit).await?;
        let more = found.len() > TEAM_CHOICES_MAX;
        Ok(TeamChoices { names: found.into_iter().map(|(_, name)| name).take(TEAM_CHOICES_MAX).collect(), more })
    }

    /// Notes which team somebody is in, for the actor's own use. Of oneself it is `/goodturn team`.
    ///
    /// # Errors
    /// A refusal for a name that is empty or too long; otherwise when the database refuses.
    pub async fn say_team_of(&self, by: &Actor, person: &PersonId, team_name: &str) -> Result<Answer> {
        if *person == by.person {
            return self.set_team(by, team_name).await;
        }
        let Some(team) = self.team_called(&by.workspace, team_name, "word").await? else {
            return Err(Refusal::TeamName.into());
        };
        own_words::say(&self.store.db, &by.workspace, &by.person, person, &team, self.now()).await?;
        Ok(Answer::TeamOfNoted { person: person.clone(), team: team_name.trim().to_owned() })
    }
}
