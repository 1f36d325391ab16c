//! "Which team is Sam in?": the member's own word about a colleague's team, for their own use.

use std::collections::BTreeMap;

use super::name_people::Colleague;
use super::{Actor, App, Result};
use crate::domain::answer::Answer;
use crate::domain::ids::{EntryId, PersonId, TeamId, WorkspaceId};
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::team_source::TeamSource;
use crate::store::{own_teams, people, teams};

/// What members said about teams: their own, and those of people whom no source knows.
#[derive(Debug, Clone, Default)]
pub(crate) struct TeamsTold {
    own: BTreeMap<PersonId, TeamId>,
    of_others: own_teams::Words,
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

    /// What members said about others: who, about whom, which team.
    pub(crate) fn words(&self) -> impl Iterator<Item = (&PersonId, &PersonId, &TeamId)> {
        self.of_others.iter().map(|((member, other), team)| (member, other, team))
    }

    /// What others said, too.
    pub(crate) fn join(&mut self, others: Self) {
        self.own.extend(others.own);
        self.of_others.extend(others.of_others);
    }
}

impl App {
    /// What all members said about teams.
    pub(crate) async fn teams_told(&self, workspace: &WorkspaceId) -> Result<TeamsTold> {
        let own = teams::of_source(&self.store.db, workspace, &TeamSource::Word.key()).await?;
        let own = own.into_iter().filter_map(|(person, team)| Some((person, team?))).collect();
        Ok(TeamsTold { own, of_others: own_teams::all(&self.store.db, workspace).await? })
    }

    /// What one member said about teams.
    pub(crate) async fn teams_told_by(&self, by: &Actor) -> Result<TeamsTold> {
        let own = teams::of_person(&self.store.db, &by.workspace, &TeamSource::Word.key(), &by.person).await?;
        let own = own.map(|team| (by.person.clone(), team)).into_iter().collect();
        Ok(TeamsTold { own, of_others: own_teams::of_owner(&self.store.db, &by.workspace, &by.person).await? })
    }

    /// The team that decides whom the actor is nudged about.
    pub(crate) async fn own_team(&self, by: &Actor, known: Option<&Person>) -> Result<Option<TeamId>> {
        Ok(self.teams_told_by(by).await?.own(&by.person, known).cloned())
    }

    /// Notes which team the actor says a person is in. Nobody else's suggestions change.
    ///
    /// # Errors
    /// A refusal for a name that is empty or too long; otherwise when the database refuses.
    pub async fn say_team_of(&self, by: &Actor, person: &PersonId, team_name: &str) -> Result<()> {
        let team = self.team_called(&by.workspace, team_name, "self").await?.ok_or(Refusal::TeamName)?;
        // An old button, of or about somebody who deleted everything: nothing is noted of either.
        if !self.forgotten_among(&by.workspace, [&by.person, person].into_iter()).await?.is_empty() {
            return Ok(());
        }
        own_teams::say(&self.store.db, &by.workspace, &by.person, person, &team).await?;
        Ok(())
    }

    /// The answer to the actor's word about a person's team, with the entries under which it was asked.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn team_noted(&self, by: &Actor, person: PersonId, team_name: &str, entries: &[EntryId]) -> Result<Answer> {
        let mut kept = self.kept(by, entries).await?.map(Box::new);
        if let Some(kept) = &mut kept {
            // Of several people whose team nobody knows, the next one is asked about now.
            let found = people::by_ids(&self.store.db, &by.workspace, &kept.people).await?;
            let known = |id: &PersonId| found.iter().map(|known| &known.person).find(|person| person.id == *id).cloned();
            let colleagues: Vec<_> = kept.people.iter().map(|id| Colleague { id: id.clone(), person: known(id) }).collect();
            let teams = self.teams_of(by, &colleagues).await?;
            kept.whose_team = self.whose_team(by, &colleagues, &teams, entries).await?;
        }
        Ok(Answer::TeamNoted { person, team: team_name.trim().to_owned(), kept })
    }
}
