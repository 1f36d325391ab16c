//! Digests of which nobody knows whether they arrived: an admin looks into the channel and says [It is there] or [Post it].
//!
//! In a channel other people write as well, so its last message tells nothing; and a digest is never posted again on a guess.

use super::{Actor, App, Result};
use crate::domain::delivery::State;
use crate::domain::ids::MessageId;
use crate::domain::message::Message;
use crate::domain::slot::SLOT_MAKE_UP_MS;
use crate::store::digests;
use crate::store::outbox::{self, Delivery};

pub use crate::store::digests::Held;

impl App {
    /// The digests that wait for an admin's word, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn held_digests(&self, by: &Actor) -> Result<Vec<Held>> {
        if !self.is_admin(by).await? {
            return Ok(Vec::new());
        }
        Ok(digests::held(&self.store.db, &by.workspace).await?)
    }

    /// [It is there]: what it carried is not told again. Tells whether it was held until now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn digest_is_there(&self, by: &Actor, message: &MessageId) -> Result<bool> {
        let Some(delivery) = self.held_digest(by, message).await? else { return Ok(false) };
        Ok(self.digest_sent(&delivery, "").await? == State::Sent)
    }

    /// [Post it]: it is put together anew and posted. Tells whether it was held until now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn digest_post_it(&self, by: &Actor, message: &MessageId) -> Result<bool> {
        let Some(delivery) = self.held_digest(by, message).await? else { return Ok(false) };
        let now = self.now();
        Ok(outbox::told_absent(&self.store.db, &delivery, now, now.plus(SLOT_MAKE_UP_MS)).await?)
    }

    async fn held_digest(&self, by: &Actor, message: &MessageId) -> Result<Option<Delivery>> {
        if !self.is_admin(by).await? {
            return Ok(None);
        }
        let found = outbox::by_id(&self.store, &by.workspace, message).await?;
        Ok(found.filter(|one| one.state == State::Held && matches!(one.message, Message::Digest { .. })))
    }
}
