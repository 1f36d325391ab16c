//! `/goodturn export`: everything that is kept about one person, as a file in their own DM; and its way back out of Slack.
//!
//! Nothing of the file is stored here: it is put together when it is sent, and only Slack's id of it stays.

use super::compose_export::Exported;
use super::{Actor, App, Result};
use crate::domain::day::Millis;
use crate::domain::delivery::State;
use crate::domain::ids::{MessageId, WorkspaceId};
use crate::domain::message::{Message, export_key};
use crate::store::exports;
use crate::store::outbox::{self, Delivery, NewDelivery};

pub use crate::store::exports::Doomed;

/// How long an export is tried: longer than any outage that somebody would wait for.
const EXPORT_TRIED_MS: i64 = 24 * Millis::HOUR;

/// Files that one step deletes.
const DOOMED_PER_STEP: i64 = 20;

/// The first pause before a file is tried again; it doubles with each one.
const DELETE_RETRY_MS: i64 = 30 * Millis::SECOND;

/// Tries of one file: about two days with growing pauses, as for messages.
const DELETE_TRIES_MAX: i64 = 13;

/// What the last look before an export's call says.
#[derive(Debug, Clone)]
pub enum ExportLook {
    /// Send this.
    Send(Exported),
    /// Send nothing, for this cause.
    Drop(&'static str),
}

impl App {
    /// Asks for the actor's export; one that is on its way already is the same one. Tells which message brings it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn ask_for_export(&self, by: &Actor) -> Result<MessageId> {
        let (id, now) = (MessageId::from(self.mint()), self.now());
        let new = NewDelivery {
            dedup_key: export_key(&id),
            id,
            recipient: by.person.clone(),
            message: Message::Export,
            due_at: now,
            expires_at: now.plus(EXPORT_TRIED_MS),
        };
        Ok(exports::ask(&self.store, &by.workspace, &new, now).await?)
    }

    /// Leases this one message, if it can be sent now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn lease_one(&self, workspace: &WorkspaceId, message: &MessageId) -> Result<Option<Delivery>> {
        Ok(exports::lease_one(&self.store, workspace, message, self.lease_now().await?).await?)
    }

    /// Puts a leased export together, right before it is sent.
    ///
    /// # Errors
    /// When the database refuses or something sealed can't be opened.
    pub async fn recheck_export(&self, delivery: &Delivery) -> Result<ExportLook> {
        let by = Actor { workspace: delivery.workspace.clone(), person: delivery.recipient.clone() };
        if self.now() > delivery.expires_at {
            return Ok(ExportLook::Drop("too late"));
        }
        if exports::is_forgetting(&self.store.db, &by.workspace, &by.person).await? {
            return Ok(ExportLook::Drop("forgotten"));
        }
        Ok(ExportLook::Send(self.compose_export(&by).await?))
    }

    /// Notes which file a leased export shows, before anybody can see it. Tells whether the lease still holds.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn export_shows(&self, delivery: &Delivery, file: &str) -> Result<bool> {
        Ok(exports::note_file(&self.store.db, delivery, file).await?)
    }

    /// An export is there.
    pub(crate) async fn export_sent(&self, delivery: &Delivery, message_ts: &str) -> Result<State> {
        let mut tx = self.store.db.begin().await?;
        outbox::sent(&mut tx, delivery, message_ts, self.now()).await?;
        tx.commit().await?;
        Ok(State::Sent)
    }

    /// Files that are to be deleted in Slack now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn doomed_files(&self) -> Result<Vec<Doomed>> {
        Ok(exports::doomed(&self.store.db, self.now(), DOOMED_PER_STEP).await?)
    }

    /// When the next file is to be deleted.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn next_doomed_file(&self) -> Result<Option<Millis>> {
        Ok(exports::next_doomed(&self.store.db).await?)
    }

    /// A file was deleted, or never can be.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn file_deleted(&self, file: &Doomed) -> Result<()> {
        Ok(exports::deleted(&self.store.db, file).await?)
    }

    /// A file could not be deleted now: again later, `after` milliseconds at least. Given up after some tries.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn delete_file_later(&self, file: &Doomed, after: Option<i64>) -> Result<()> {
        if file.attempt + 1 >= DELETE_TRIES_MAX {
            return self.file_deleted(file).await;
        }
        let pause = DELETE_RETRY_MS << file.attempt.clamp(0, 12);
        Ok(exports::delete_later(&self.store.db, file, self.now().plus(pause.max(after.unwrap_or(0)))).await?)
    }
}
