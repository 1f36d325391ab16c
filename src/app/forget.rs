//! `/goodturn delete everything`: one person's rows go, and others' rows lose the name.
//!
//! From the first moment nothing is sent to them any more and the sync leaves them out. A deletion that was interrupted goes on when the
//! program does. Messages that named them are edited in Slack by a worker.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use super::{Actor, App, Result};
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, TeamId, WorkspaceId};
use crate::domain::person::Person;
use crate::store::{exports, forget, redactions};

pub use crate::store::forget::Instead;
use crate::store::forget::UnderWay;
pub use crate::store::redactions::Redaction;

/// Messages that one step edits.
const REDACTIONS_PER_STEP: i64 = 20;

/// How long one worker has the right to edit a message: longer than the call takes, with its turn to be waited for.
const REDACTION_LEASE_MS: i64 = 2 * Millis::MINUTE;

/// How soon a deletion that waits is looked at again: a message under way arrives within seconds.
const FORGET_LOOK_MS: i64 = 5 * Millis::SECOND;

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
        Ok(forget::is_forgotten(&self.store, &by.workspace, &by.person).await?)
    }

    /// Carries out the deletions that were begun, interrupted ones too; tells how many there were. `instead` stands in others' notes where
    /// the person was mentioned. One that can't go on keeps no other one from it.
    ///
    /// # Errors
    /// When the database refuses; the next call goes on.
    pub async fn forget_rest(&self, instead: Instead<'_>) -> Result<usize> {
        let under_way = forget::under_way(&self.store.db).await?;
        for one in &under_way {
            if let Err(error) = self.go_on_forgetting(one, instead).await {
                tracing::error!(%error, "a deletion could not go on and is tried again");
            }
        }
        if self.scrub_owed.load(Ordering::Relaxed) {
            self.scrub_owed.store(!self.store.db.scrub().await?, Ordering::Relaxed);
        }
        Ok(under_way.len())
    }

    /// When deletions are to be gone on with: those that wait for the person's own messages, or could not go on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn next_forgetting(&self) -> Result<Option<Millis>> {
        let waits = self.scrub_owed.load(Ordering::Relaxed) || !forget::under_way(&self.store.db).await?.is_empty();
        Ok(waits.then(|| self.now().plus(FORGET_LOOK_MS)))
    }

    async fn go_on_forgetting(&self, one: &UnderWay, instead: Instead<'_>) -> Result<()> {
        let (store, workspace, person) = (&self.store, &one.workspace, &one.person);
        let cleaned_at = if let Some(at) = one.cleaned_at {
            at
        } else {
            // Twice: what somebody else was just writing when it began is there the second time.
            for _ in 0..2 {
                forget::note_posts(&store.db, workspace, person, self.now()).await?;
                while forget::out_of_notes(store, workspace, person, instead).await? {}
                while forget::out_of_entries(&store.db, workspace, person).await? {}
                forget::own_rows(&store.db, workspace, person).await?;
            }
            let at = self.now();
            forget::cleaned(&store.db, workspace, person, one.asked_at, at).await?;
            at
        };
        exports::to_delete(&store.db, workspace, person, self.now()).await?;
        if forget::own_messages(&store.db, workspace, person, cleaned_at, self.now()).await? || !store.db.scrub().await? {
            return Ok(());
        }
        forget::end(&store.db, workspace, person).await?;
        // That row's own place in the file is written over as well: in a moment, if not now.
        if !store.db.scrub().await? {
            self.scrub_owed.store(true, Ordering::Relaxed);
        }
        Ok(())
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

    /// Somebody records something, joins, or says something about themselves: if they had deleted everything, they are back.
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

    /// Takes the right to edit this message, unless another worker is at it or it was noted again. Tells whether it was taken.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn redaction_begins(&self, one: &Redaction) -> Result<bool> {
        let now = self.now();
        Ok(redactions::take(&self.store.db, one, now, now.plus(REDACTION_LEASE_MS)).await?)
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
