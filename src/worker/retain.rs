//! Lets go of what has served its time, a few times a day.

use super::Workers;
use crate::app::Result;
use crate::domain::day::Millis;

/// From one clearing to the next: what is kept a day may stay a little longer.
const RETAIN_EVERY_MS: i64 = 6 * Millis::HOUR;

impl Workers {
    pub(super) async fn retain(&self) -> Result<Option<Millis>> {
        let forgotten = self.app.retain().await?;
        if forgotten > 0 {
            tracing::debug!(forgotten, "old triggers were forgotten");
        }
        Ok(Some(self.app.now().plus(RETAIN_EVERY_MS)))
    }
}
