//! Who may set Goodturn up in a workspace: whom the operator lists, or else the first owner who pressed [Set up]. The one place that decides.
//!
//! Asked at every press, and not only when a button is shown: whoever is deactivated, listed no more, or no owner any more, is no admin from
//! then on. Then another owner may press.

use super::{Actor, App, Result};
use crate::domain::ids::{PersonId, WorkspaceId};
use crate::domain::person::{Kind, Person};
use crate::store::{admins, people};

/// What came of [Set up].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Became {
    /// They are the admin now, or were already.
    Admin,
    /// Somebody else is.
    Taken(PersonId),
    /// They are no owner of the workspace, or the operator lists who the admins are.
    Barred,
}

/// Whether somebody's account may do anything at all here.
fn is_active(person: &Person) -> bool {
    person.deactivated_at.is_none() && person.kind == Kind::Person
}

impl App {
    /// The same app, with the operator's list of admins.
    #[must_use]
    pub fn with_admins(mut self, admins: impl IntoIterator<Item = PersonId>) -> Self {
        self.admins = admins.into_iter().collect();
        self
    }

    /// Whether the actor may set Goodturn up here.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn is_admin(&self, by: &Actor) -> Result<bool> {
        let person = self.person(&by.workspace, &by.person).await?;
        if !self.admins.is_empty() {
            // Whom the operator lists may begin before Slack told of them.
            return Ok(self.admins.contains(&by.person) && person.as_ref().is_none_or(is_active));
        }
        Ok(person.is_some_and(|person| is_active(&person) && person.owner)
            && admins::first(&self.store.db, &by.workspace).await?.as_ref() == Some(&by.person))
    }

    /// Everybody who is an admin here now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn admins_of(&self, workspace: &WorkspaceId) -> Result<Vec<PersonId>> {
        let mut listed: Vec<PersonId> = self.admins.iter().cloned().collect();
        if listed.is_empty() {
            listed.extend(admins::first(&self.store.db, workspace).await?);
        }
        let mut found = Vec::with_capacity(listed.len());
        for person in listed {
            // An id of another workspace is nobody here.
            let known = self.person(workspace, &person).await?.is_some();
            if known && self.is_admin(&Actor { workspace: workspace.clone(), person: person.clone() }).await? {
                found.push(person);
            }
        }
        Ok(found)
    }

    /// Whether [Set up] is to be shown: the actor owns the workspace, and nobody is its admin.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn may_set_up(&self, by: &Actor) -> Result<bool> {
        let owner = self.person(&by.workspace, &by.person).await?.is_some_and(|person| is_active(&person) && person.owner);
        Ok(owner && self.admins.is_empty() && self.admins_of(&by.workspace).await?.is_empty())
    }

    /// [Set up]: of several owners who press at once, one becomes the admin.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn become_admin(&self, by: &Actor) -> Result<Became> {
        if !self.admins.is_empty() {
            return Ok(if self.is_admin(by).await? { Became::Admin } else { Became::Barred });
        }
        let mut tx = self.store.db.begin().await?;
        let first = admins::first_in(&mut tx, &by.workspace).await?;
        let both: Vec<PersonId> = first.iter().chain([&by.person]).cloned().collect();
        let known = people::by_ids_in(&mut tx, &by.workspace, &both).await?;
        let may = |id: &PersonId| known.iter().any(|person| person.id == *id && is_active(person) && person.owner);
        if !may(&by.person) {
            return Ok(Became::Barred);
        }
        if let Some(first) = first.filter(|first| *first != by.person && may(first)) {
            return Ok(Became::Taken(first));
        }
        admins::put(&mut tx, &by.workspace, &by.person, self.now()).await?;
        tx.commit().await?;
        Ok(Became::Admin)
    }
}
