//! `/goodturn invite`: one post in a channel that says what Goodturn is and has a button to join. Never a DM to somebody who did not join.

use super::{Actor, App, Result};
use crate::domain::ids::ChannelId;
use crate::store::joining_posts;

impl App {
    /// Takes a channel's place for the post. Tells whether it was free.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_joining_post(&self, by: &Actor, channel: &ChannelId) -> Result<bool> {
        Ok(joining_posts::take(&self.store.db, &by.workspace, channel, self.now()).await?)
    }

    /// The post stands there.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn joining_posted(&self, by: &Actor, channel: &ChannelId, message_ts: &str) -> Result<()> {
        Ok(joining_posts::posted(&self.store.db, &by.workspace, channel, message_ts).await?)
    }

    /// Nothing was posted: the place is free again.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn joining_not_posted(&self, by: &Actor, channel: &ChannelId) -> Result<()> {
        Ok(joining_posts::give_back(&self.store.db, &by.workspace, channel).await?)
    }
}
