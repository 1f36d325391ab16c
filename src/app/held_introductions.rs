//! Conversations of which nobody knows whether their first message arrived: an admin says [It is there] or [Post it].
//!
//! In a group people write as well, so its last message tells nothing; and it is never posted again on a guess.

use super::{Actor, App, Result};
use crate::domain::delivery::State;
use crate::domain::ids::MessageId;
use crate::domain::message::Message;
use crate::store::introductions;
use crate::store::outbox::{self, Delivery};

impl App {
    /// The conversations that wait for an admin's word, the oldest first; none for anybody else.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn held_openings(&self, by: &Actor) -> Result<Vec<MessageId>> {
        if !self.is_admin(by).await? {
            return Ok(Vec::new());
        }
        Ok(introductions::held(&self.store.db, &by.workspace).await?)
    }

    /// [It is there]: the introduction has opened. Tells whether it was held until now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn opening_is_there(&self, by: &Actor, message: &MessageId) -> Result<bool> {
        let Some(delivery) = self.held_opening(by, message).await? else { return Ok(false) };
        Ok(self.introduction_sent(&delivery, "").await? == State::Sent)
    }

    /// [Post it]: it is checked again and posted, within the two weeks. Tells whether it was held until now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn opening_post_it(&self, by: &Actor, message: &MessageId) -> Result<bool> {
        let Some(delivery) = self.held_opening(by, message).await? else { return Ok(false) };
        let now = self.now();
        Ok(now < delivery.expires_at && outbox::told_absent(&self.store.db, &delivery, now, delivery.expires_at).await?)
    }

    async fn held_opening(&self, by: &Actor, message: &MessageId) -> Result<Option<Delivery>> {
        if !self.is_admin(by).await? {
            return Ok(None);
        }
        let found = outbox::by_id(&self.store, &by.workspace, message).await?;
        Ok(found.filter(|one| one.state == State::Held && matches!(one.message, Message::Opening { .. })))
    }

    /// Admins as Slack knows them.
    async fn is_admin(&self, by: &Actor) -> Result<bool> {
        Ok(self.known(by).await?.person.is_some_and(|person| person.admin && person.deactivated_at.is_none()))
    }
}
