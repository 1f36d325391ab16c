//! `/goodturn invite`: one post in a channel that says what Goodturn is and has a button to join. Never a DM to somebody who did not join.

use super::{Actor, App, Result};
use crate::domain::day::Millis;
use crate::domain::ids::ChannelId;
use crate::store::joining_posts;
pub use crate::store::joining_posts::Place;

/// How long a post of which nothing was heard may still arrive: Slack has been seen to take effect minutes late. After that the admin who
/// asks again has looked.
const POST_DOUBTED_MS: i64 = 10 * Millis::MINUTE;

impl App {
    /// Takes a channel's place for the post, if it has none and no call is under way.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_joining_post(&self, by: &Actor, channel: &ChannelId) -> Result<Place> {
        let now = self.now();
        Ok(joining_posts::take(&self.store.db, &by.workspace, channel, now, now.plus(-POST_DOUBTED_MS)).await?)
    }

    /// Takes the place of a post that is gone from the channel. Tells whether nobody else did.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn retake_joining_post(&self, by: &Actor, channel: &ChannelId, gone_ts: &str) -> Result<bool> {
        Ok(joining_posts::retake(&self.store.db, &by.workspace, channel, gone_ts, self.now()).await?)
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
