//! Sends exports: the file goes up unseen, and the last step of the upload puts it into its owner's DM.
//!
//! That last step is the one that must not happen twice, so it is written down before, and what is in doubt about it is settled by a look at
//! the conversation, as for every other DM. A file that went up and was never shown is seen by nobody, and Slack lets go of it.

use std::time::{Duration, Instant};

use super::Workers;
use super::post::{Place, outcome};
use crate::app::Result;
use crate::app::deliver::Delivery;
use crate::app::export::{Doomed, ExportLook};
use crate::app::settle::Outcome;
use crate::domain::delivery::State;
use crate::domain::ids::{MessageId, WorkspaceId};
use crate::slack::client::{CallError, Latest};
use crate::slack::view;

/// Looks for the message after Slack said yes: it comes a moment later, and the answer does not tell its time stamp.
const LOOKS: usize = 4;

/// Pause between two of them.
const LOOK_EVERY: Duration = Duration::from_millis(700);

impl Workers {
    /// Sends one leased export.
    pub(super) async fn send_export(&self, delivery: &Delivery, since: Instant) -> Result<()> {
        let Some(workspace) = self.app.workspace(&delivery.workspace).await? else {
            return self.leave_unsaid(delivery, "not installed").await;
        };
        let token = &workspace.bot_token;
        let export = match self.app.recheck_export(delivery).await? {
            ExportLook::Send(export) => export,
            ExportLook::Drop(cause) => return self.leave_unsaid(delivery, cause).await,
        };
        let words = self.text.words(self.lang(delivery).await?);
        let prepared = match self.client.upload_bytes(token, &export.name, export.bytes).await {
            Ok(file) => self.open(token, delivery).await.map(|place| (file, place)),
            Err(error) => Err(error),
        };
        let Some((file, place)) = self.or_back(delivery, prepared).await? else { return Ok(()) };
        if !self.app.export_shows(delivery, &file).await? || !self.begins(delivery, since, &place).await? {
            return Ok(());
        }
        let comment = view::export::beside_file(&words);
        let outcome = match self.client.share(token, (&file, &export.name), &place.channel, &comment).await {
            Ok(()) => self.find_shared(token, &place).await.map_or(Outcome::Unknown, Outcome::Sent),
            Err(error) => outcome(Err(error)),
        };
        self.count(self.app.settle(delivery, &outcome).await?)
    }

    /// The time stamp of a file's message, as soon as the conversation shows it.
    async fn find_shared(&self, token: &str, place: &Place) -> Option<String> {
        let before = place.baseline.as_deref();
        for look in 0..LOOKS {
            if look > 0 {
                tokio::time::sleep(LOOK_EVERY).await;
            }
            match self.client.latest(token, &place.channel).await {
                Ok(Latest::Message { ts, by_bot: true }) if before.is_some_and(|before| ts.as_str() > before) => return Some(ts),
                Ok(Latest::NotShown) => return None,
                _ => {}
            }
        }
        None
    }

    /// Sends this one message now, whatever else waits, and waits until it came to an end or `patience` is over. Tells where it stands then.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn send_now(&self, workspace: &WorkspaceId, message: &MessageId, patience: Duration) -> Result<Option<State>> {
        let begun = Instant::now();
        loop {
            if let Some(delivery) = self.app.lease_one(workspace, message).await? {
                self.send(&delivery, Instant::now()).await?;
            }
            let state = self.app.delivery(workspace, message).await?.map(|delivery| delivery.state);
            let over = matches!(state, None | Some(State::Sent | State::Dropped | State::Held | State::InDoubt));
            if over || begun.elapsed() > patience {
                return Ok(state);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Deletes a file in Slack whose owner deleted everything.
    pub(super) async fn delete_file(&self, file: &Doomed) -> Result<()> {
        let Some(workspace) = self.app.workspace(&file.workspace).await? else {
            return self.app.file_deleted(file).await;
        };
        match self.client.delete_file(&workspace.bot_token, &file.file).await {
            // Gone already, or never shown to anybody, or not to be deleted: there is nothing left to do.
            Ok(()) | Err(CallError::Refused(_)) => self.app.file_deleted(file).await,
            Err(CallError::RateLimited(after)) => self.app.delete_file_later(file, after).await,
            Err(_) => self.app.delete_file_later(file, None).await,
        }
    }
}
