//! Finds out whom a command names: escaped mentions, plain names, and the people who can't be named.
//!
//! Input is forgiving: the own person is left out where others are named too, somebody named twice counts once, and people whom the sync has
//! not met yet are taken as they are.

use super::{Actor, App, Known, Result};
use crate::domain::entry::PEOPLE_PER_ENTRY_MAX;
use crate::domain::ids::{PersonId, TeamId};
use crate::domain::person::{Kind, Person};
use crate::domain::refusal::Refusal;
use crate::store::{own_teams, people};

/// Whom a command names, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// Escaped mentions.
    pub ids: Vec<PersonId>,
    /// Plain `@names`, without the sign.
    pub names: Vec<String>,
    /// The first user group, by its name.
    pub group: Option<String>,
    /// That group's id, where Slack gave one.
    pub group_id: Option<String>,
}

/// Somebody who was named, with what is known of them.
#[derive(Debug, Clone)]
pub(crate) struct Colleague {
    /// Slack's id.
    pub id: PersonId,
    /// What Slack told of them, if anything yet.
    pub person: Option<Person>,
}

impl App {
    /// The people that `named` stands for, in the order they were named.
    ///
    /// # Errors
    /// A refusal when nobody (or only the own person) is left, a name fits nobody or several, a group or somebody who can't be named is among
    /// them, or they are too many.
    pub(crate) async fn colleagues(&self, actor: &Actor, named: &Named) -> Result<Vec<Colleague>> {
        let ids = self.ids_of(actor, named).await?;
        let found = people::by_ids(&self.store.db, &actor.workspace, &ids).await?;
        Ok(colleagues_of(ids, found)?)
    }

    /// The people that `named` stands for, and the actor, in one read: every entry begins with both.
    ///
    /// # Errors
    /// As for [`App::colleagues`].
    pub(crate) async fn colleagues_and_self(&self, actor: &Actor, named: &Named) -> Result<(Vec<Colleague>, Known)> {
        let ids = self.ids_of(actor, named).await?;
        let everybody: Vec<PersonId> = ids.iter().chain([&actor.person]).cloned().collect();
        let mut found = people::by_ids(&self.store.db, &actor.workspace, &everybody).await?;
        let place = found.iter().position(|known| known.person.id == actor.person);
        let own = place.map(|place| found.swap_remove(place));
        Ok((colleagues_of(ids, found)?, self.as_known(actor, own).await?))
    }

    /// The ids that `named` stands for, each once and without the actor's own, whatever they are to us: somebody who became a guest, say, can
    /// still be taken off a list.
    pub(super) async fn ids_of(&self, actor: &Actor, named: &Named) -> Result<Vec<PersonId>> {
        if let Some(group) = &named.group {
            return Err(Refusal::GroupNamed(group.clone()).into());
        }
        let mut ids = named.ids.clone();
        for name in &named.names {
            ids.push(self.called(actor, name).await?);
        }
        if ids.is_empty() {
            return Err(Refusal::NobodyNamed.into());
        }
        let mut distinct: Vec<PersonId> = Vec::with_capacity(ids.len());
        for id in ids {
            if id != actor.person && !distinct.contains(&id) {
                distinct.push(id);
            }
        }
        if distinct.is_empty() {
            return Err(Refusal::OnlySelf.into());
        }
        if distinct.len() > PEOPLE_PER_ENTRY_MAX {
            return Err(Refusal::TooMany.into());
        }
        Ok(distinct)
    }

    /// The people that `named` stands for, or why an entry can't be about them.
    ///
    /// # Errors
    /// A refusal when nobody can be made out or somebody can't be named; otherwise when the database refuses.
    pub async fn name_people(&self, actor: &Actor, named: &Named) -> Result<Vec<PersonId>> {
        Ok(self.colleagues(actor, named).await?.into_iter().map(|colleague| colleague.id).collect())
    }

    /// Those of `ids` who can be chosen in a form, with their names and in their order: active colleagues, the own person left out.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn can_be_named(&self, actor: &Actor, ids: &[PersonId]) -> Result<Vec<(PersonId, String)>> {
        let found = people::by_ids(&self.store.db, &actor.workspace, ids).await?;
        let fits = |person: &Person| person.id != actor.person && person.deactivated_at.is_none() && not_a_colleague(person).is_none();
        let mut named: Vec<(PersonId, String)> =
            found.into_iter().map(|known| known.person).filter(fits).map(|person| (person.id, person.name)).collect();
        named.sort_by(|a, b| a.1.to_lowercase().cmp(&b.1.to_lowercase()).then_with(|| a.0.cmp(&b.0)));
        Ok(named)
    }

    /// Whom a form can be filled in with, of those who were named: who can't be made out or can't be named is left out, and so is anybody
    /// beyond as many as an entry takes.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn as_far_as_named(&self, actor: &Actor, named: &Named) -> Result<Vec<PersonId>> {
        let mut ids = named.ids.clone();
        for name in &named.names {
            let mut fitting = people::by_name(&self.store.db, &actor.workspace, name).await?;
            if fitting.len() == 1 {
                ids.extend(fitting.pop().map(|known| known.person.id));
            }
        }
        let known = self.can_be_named(actor, &ids).await?;
        let mut chosen: Vec<PersonId> = Vec::new();
        for id in ids {
            if chosen.len() < PEOPLE_PER_ENTRY_MAX && !chosen.contains(&id) && known.iter().any(|(known, _)| *known == id) {
                chosen.push(id);
            }
        }
        Ok(chosen)
    }

    /// The teams that the actor can choose from, by name: those that somebody is in or an admin's source names, and those of the actor's own
    /// word. What others said for their own use stays theirs.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn known_teams(&self, by: &Actor) -> Result<Vec<(TeamId, String)>> {
        let mut teams = own_teams::listed(&self.store.db, &by.workspace, &by.person).await?;
        teams.sort_by_key(|(_, name)| name.to_lowercase());
        Ok(teams)
    }

    async fn called(&self, actor: &Actor, name: &str) -> Result<PersonId> {
        let mut fitting = people::by_name(&self.store.db, &actor.workspace, name).await?;
        match fitting.len() {
            0 => Err(Refusal::UnknownName(name.to_owned()).into()),
            1 => Ok(fitting.remove(0).person.id),
            _ => Err(Refusal::SeveralFit(name.to_owned()).into()),
        }
    }
}

/// Those with these ids, in their order, each with what was found of them; none of them may be somebody who can't be named.
fn colleagues_of(ids: Vec<PersonId>, mut found: Vec<people::Known>) -> std::result::Result<Vec<Colleague>, Refusal> {
    let mut colleagues = Vec::with_capacity(ids.len());
    for id in ids {
        let place = found.iter().position(|known| known.person.id == id);
        let person = place.map(|place| found.swap_remove(place).person);
        if let Some(refusal) = person.as_ref().and_then(not_a_colleague) {
            return Err(refusal);
        }
        colleagues.push(Colleague { id, person });
    }
    Ok(colleagues)
}

fn not_a_colleague(person: &Person) -> Option<Refusal> {
    match person.kind {
        Kind::Person => None,
        Kind::Bot => Some(Refusal::Bot(person.id.clone())),
        Kind::Guest => Some(Refusal::Guest(person.id.clone())),
        Kind::Outsider => Some(Refusal::Outsider(person.id.clone())),
    }
}
