//! [They helped]: closes an ask, and keeps help received as the asker's own entry. Those who helped don't see it.
//!
//! Where a whole team was asked, the asker says who it was. Pressed twice, it keeps one.

use super::{Actor, App, Result};
use crate::domain::entry::{Act, Ask, AskState, Way};
use crate::domain::ids::{EntryId, MessageId, PersonId, TeamId};
use crate::store::asks;

/// An open ask to a whole team, for asking who helped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamAsk {
    /// The ask.
    pub id: EntryId,
    /// The team's name, if it is still known.
    pub team: Option<String>,
}

impl App {
    /// The actor's open ask with this id, if it was to a whole team.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn asked_a_team(&self, by: &Actor, ask: &EntryId) -> Result<Option<TeamAsk>> {
        let Some(ask) = self.open_one(by, ask).await?.filter(|ask| ask.askee.is_none()) else { return Ok(None) };
        let mut names = self.team_names(&by.workspace).await?;
        Ok(Some(TeamAsk { id: ask.id, team: ask.askee_team.and_then(|team| names.remove(&team)) }))
    }

    /// The one whom the actor asked, and closes the ask: `helpers` are those of a team who helped. Tells which messages show the ask.
    ///
    /// # Errors
    /// A refusal when nobody can be made out; otherwise when the database refuses.
    pub async fn team_helped(&self, by: &Actor, ask: &EntryId, helpers: Vec<PersonId>) -> Result<Vec<MessageId>> {
        let named = super::name_people::Named { ids: helpers, ..super::name_people::Named::default() };
        let helpers = self.colleagues(by, &named).await?;
        let teams = self.teams_of(by, &helpers).await?;
        let helpers: Vec<_> = helpers.into_iter().map(|helper| (helper.id.clone(), teams.get(&helper.id).cloned())).collect();
        self.they_helped(by, ask, &helpers).await?;
        Ok(asks::carriers(&self.store, &by.workspace, &by.person, ask).await?)
    }

    async fn open_one(&self, by: &Actor, ask: &EntryId) -> Result<Option<Ask>> {
        let found = asks::by_ids(&self.store, &by.workspace, &by.person, std::slice::from_ref(ask)).await?;
        Ok(found.into_iter().map(|shown| shown.ask).find(|ask| ask.state == AskState::Open))
    }

    /// Keeps that the askee helped, or the `helpers` where a team was asked; nobody of a team named, and the ask stays open.
    pub(crate) async fn they_helped(&self, by: &Actor, ask: &EntryId, helpers: &[(PersonId, Option<TeamId>)]) -> Result<()> {
        let Some(ask) = self.open_one(by, ask).await? else { return Ok(()) };
        let askee = ask.askee.clone().map(|askee| (askee, ask.askee_team.clone()));
        let helpers = askee.map_or_else(|| helpers.to_vec(), |askee| vec![askee]);
        if helpers.is_empty() {
            return Ok(());
        }
        let known = self.known(by).await?;
        let own_team = known.person.and_then(|person| person.team);
        let mut changes = self.changes(by, None);
        let act = |(helper, team): (PersonId, Option<TeamId>)| {
            let owner = by.person.clone();
            Act {
                id: self.mint().into(),
                giver: owner.clone(),
                receiver: owner.clone(),
                owner,
                giver_team: own_team.clone(),
                receiver_team: own_team.clone(),
                note: ask.note.clone(),
                happened_on: known.today,
                recorded_at: self.now(),
            }
            .between(helper, team, Way::Received)
        };
        changes.acts = helpers.into_iter().map(act).collect();
        self.make_nameless(&mut changes).await?;
        asks::answered(&self.store, changes, &ask.id).await?;
        Ok(())
    }
}
