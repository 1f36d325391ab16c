//! Lets go of what has served its time.

use super::{App, Result};
use crate::domain::day::Millis;
use crate::store::workspaces;

/// How long a trigger is remembered: Slack's last retry comes within the hour; a day covers a long outage of ours.
pub const SEEN_KEPT_MS: i64 = 24 * Millis::HOUR;

impl App {
    /// Forgets old triggers; tells how many.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn retain(&self) -> Result<u64> {
        Ok(workspaces::forget_seen(&self.store.db, self.now().plus(-SEEN_KEPT_MS)).await?)
    }
}
