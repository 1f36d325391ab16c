//! `/goodturn delete everything`: one person's rows go, and others' rows lose the name.
//!
//! From the first moment nothing is sent to them any more and the sync leaves them out. A deletion that was interrupted goes on when the
//! program does. Messages that named them are edited in Slack by a worker.

use std::collections::BTreeMap;

use super::{Actor, App, Result};
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, TeamId, WorkspaceId};
use crate::domain::person::Person;
use crate::store::{exports, forget, redactions};

pub use crate::store::forget::Instead;
pub use crate::store::redactions::Redaction;

/// Messages that one step edits.
const REDACTIONS_PER_STEP: i64 = 20;

/// The first pause before a message is tried again; it doubles with each one.
const REDACTION_RETRY_MS: i64 = 30 * Millis::SECOND;

/// Tries of one message: about two days with growing pauses. What Slack doesn't let us edit in that time, it never will.
pub const REDACTION_TRIES_MAX: i64 = 13;

impl App {
    /// Begins to delete everything about the actor: nothing is sent to them from here on. [`App::forget_rest`] does the work.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn ask_to_forget(&self, by: &Actor) -> Result<()> {
        Ok(forget::begin(&self.store, &by.workspace, &by.person, self.now()).await?)
    }

    /// Whether anything is kept under this person's id.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn is_known(&self, by: &Actor) -> Result<bool> {
        Ok(forget::is_known(&self.store.db, &by.workspace, &by.person).await?)
    }

    /// Whether this person deleted everything, and did not come back.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn is_forgotten(&self, by: &Actor) -> Result<bool> {
        let prints = forget::prints(&self.store.db, &by.workspace).await?;
        Ok(forget::is_among(&self.store, &prints, &by.workspace, &by.person))
    }

    /// Carries out the deletions that were begun, interrupted ones too; tells how many there were. `instead` stands in others' notes where
    /// the person was mentioned.
    ///
    /// # Errors
    /// When the database refuses; the next call goes on.
    pub async fn forget_rest(&self, instead: Instead<'_>) -> Result<usize> {
        let under_way = forget::under_way(&self.store.db).await?;
        for (workspace, person) in &under_way {
            self.go_on_forgetting(&Actor { workspace: workspace.clone(), person: person.clone() }, instead).await?;
        }
        Ok(under_way.len())
    }

    async fn go_on_forgetting(&self, by: &Actor, instead: Instead<'_>) -> Result<()> {
        let (store, workspace, person) = (&self.store, &by.workspace, &by.person);
        forget::note_posts(&store.db, workspace, person, self.now()).await?;
        exports::to_delete(&store.db, workspace, person, self.now()).await?;
        while forget::out_of_notes(store, workspace, person, instead).await? {}
        while forget::out_of_entries(&store.db, workspace, person).await? {}
        forget::own_rows(&store.db, workspace, person).await?;
        Ok(store.db.scrub().await?)
    }

    /// A page of people without those who deleted everything.
    pub(crate) async fn without_forgotten(&self, workspace: &WorkspaceId, page: &[Person]) -> Result<Vec<Person>> {
        let prints = forget::prints(&self.store.db, workspace).await?;
        let stays = |person: &&Person| !forget::is_among(&self.store, &prints, workspace, &person.id);
        Ok(page.iter().filter(stays).cloned().collect())
    }

    /// Takes out of what a source of teams says whoever deleted everything.
    pub(crate) async fn told_without_forgotten(
        &self,
        workspace: &WorkspaceId,
        mut told: BTreeMap<PersonId, Option<TeamId>>,
    ) -> Result<BTreeMap<PersonId, Option<TeamId>>> {
        let prints = forget::prints(&self.store.db, workspace).await?;
        told.retain(|person, _| !forget::is_among(&self.store, &prints, workspace, person));
        Ok(told)
    }

    /// Somebody whom the sync does not know records something or joins: if they had deleted everything, they are back.
    pub(crate) async fn welcome_back(&self, by: &Actor) -> Result<()> {
        Ok(forget::welcome_back(&self.store, &by.workspace, &by.person).await?)
    }

    /// Messages that are to be edited now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn redactions(&self) -> Result<Vec<Redaction>> {
        Ok(redactions::due(&self.store.db, self.now(), REDACTIONS_PER_STEP).await?)
    }

    /// When the next message is to be edited.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn next_redaction(&self) -> Result<Option<Millis>> {
        Ok(redactions::next_due(&self.store.db).await?)
    }

    /// A message was edited, or never can be.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn redacted(&self, one: &Redaction) -> Result<()> {
        Ok(redactions::done(&self.store.db, one).await?)
    }

    /// A message could not be edited now: again later, `after` milliseconds at least. Given up after [`REDACTION_TRIES_MAX`] tries.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn redact_later(&self, one: &Redaction, after: Option<i64>) -> Result<()> {
        if one.attempt + 1 >= REDACTION_TRIES_MAX {
            return self.redacted(one).await;
        }
        let pause = REDACTION_RETRY_MS << one.attempt.clamp(0, 12);
        Ok(redactions::again(&self.store.db, one, self.now().plus(pause.max(after.unwrap_or(0)))).await?)
    }
}
