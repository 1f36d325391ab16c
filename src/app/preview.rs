//! Previews: each message with invented people, to the admin who asked and to nobody else, once for each press.
//!
//! They go through the outbox like everything that goes to a DM: there, one message at a time is what tells whether a doubtful one arrived.

use super::{Actor, App, Result};
use crate::domain::day::Millis;
use crate::domain::delivery::State;
use crate::domain::ids::{MessageId, WorkspaceId};
use crate::domain::message::{Message, Preview};
use crate::store::health;
use crate::store::outbox::{self, Delivery, NewDelivery};

/// How long a preview is of use: who asked for it looks for it now.
const PREVIEW_FOR_MS: i64 = 10 * Millis::MINUTE;

/// Attempts that a preview makes with its picture; then the text goes alone, and the picture is uploaded anew next time.
pub const ATTEMPTS_WITH_PICTURE: i64 = 4;

impl App {
    /// Puts a preview into the outbox, once for each `key`. Tells its id, if the actor is an admin and the key is new.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn preview(&self, by: &Actor, which: Preview, key: &str) -> Result<Option<MessageId>> {
        if !self.is_admin(by).await? {
            return Ok(None);
        }
        let now = self.now();
        let new = NewDelivery {
            id: self.mint().into(),
            dedup_key: format!("preview:{}:{key}", which.as_str()),
            recipient: by.person.clone(),
            message: Message::Preview { which },
            due_at: now,
            expires_at: now.plus(PREVIEW_FOR_MS),
        };
        let mut tx = self.store.db.begin().await?;
        let queued = outbox::enqueue(&self.store, &mut tx, &by.workspace, &new, now).await?;
        tx.commit().await?;
        Ok(queued.then_some(new.id))
    }

    /// Why a preview is not wanted any more, if so.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn preview_unwanted(&self, delivery: &Delivery) -> Result<Option<&'static str>> {
        let by = Actor { workspace: delivery.workspace.clone(), person: delivery.recipient.clone() };
        Ok(if self.now() > delivery.expires_at {
            Some("too late")
        } else if !self.is_admin(&by).await? {
            Some("no admin")
        } else {
            None
        })
    }

    pub(crate) async fn preview_sent(&self, delivery: &Delivery, message_ts: &str) -> Result<State> {
        let mut tx = self.store.db.begin().await?;
        outbox::sent(&mut tx, delivery, message_ts, self.now()).await?;
        tx.commit().await?;
        Ok(State::Sent)
    }

    /// The uploaded picture of the invented teams in a language, if it is there. It is the same for every preview.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn preview_picture(&self, workspace: &WorkspaceId, lang: &str) -> Result<Option<String>> {
        let found = health::looked_up(&self.store.db, workspace, &picture_key(lang)).await?;
        Ok(found.map(|(file, _)| file).filter(|file| !file.is_empty()))
    }

    /// Notes the uploaded picture, or with an empty name that there is none any more.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn preview_picture_is(&self, workspace: &WorkspaceId, lang: &str, file: &str) -> Result<()> {
        Ok(health::found(&self.store.db, workspace, &picture_key(lang), file, self.now()).await?)
    }
}

fn picture_key(lang: &str) -> String {
    format!("preview picture:{lang}")
}
