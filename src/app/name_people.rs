//! Finds out whom a command names: escaped mentions, plain names, and the people who can't be named.
//!
//! Input is forgiving: the own person is left out where others are named too, somebody named twice counts once, and people whom the sync has
//! not met yet are taken as they are.

use super::{Actor, App, Result};
use crate::domain::entry::PEOPLE_PER_ENTRY_MAX;
use crate::domain::ids::PersonId;
use crate::domain::person::{Kind, Person};
use crate::domain::refusal::Refusal;
use crate::store::people;

/// Whom a command names, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// Escaped mentions.
    pub ids: Vec<PersonId>,
    /// Plain `@names`, without the sign.
    pub names: Vec<String>,
    /// The first user group, by its name.
    pub group: Option<String>,
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
        let mut found = people::by_ids(&self.store.db, &actor.workspace, &distinct).await?;
        let mut colleagues = Vec::with_capacity(distinct.len());
        for id in distinct {
            let place = found.iter().position(|known| known.person.id == id);
            let person = place.map(|place| found.swap_remove(place).person);
            if let Some(refusal) = person.as_ref().and_then(not_a_colleague) {
                return Err(refusal.into());
            }
            colleagues.push(Colleague { id, person });
        }
        Ok(colleagues)
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

fn not_a_colleague(person: &Person) -> Option<Refusal> {
    match person.kind {
        Kind::Person => None,
        Kind::Bot => Some(Refusal::Bot(person.id.clone())),
        Kind::Guest => Some(Refusal::Guest(person.id.clone())),
        Kind::Outsider => Some(Refusal::Outsider(person.id.clone())),
    }
}
