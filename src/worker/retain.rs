//! Lets go of what has served its time, a few times a day.

use super::Workers;
use crate::app::Result;
use crate::domain::day::Millis;

/// From one clearing to the next: what is kept a day, or a year, may stay a little longer.
const RETAIN_EVERY_MS: i64 = 6 * Millis::HOUR;

/// From one step to the next when there is more: a large backlog goes within hours, and nobody notices.
const RETAIN_PAUSE_MS: i64 = 2 * Millis::SECOND;

impl Workers {
    pub(super) async fn retain(&self) -> Result<Option<Millis>> {
        let removed = self.app.retain().await?;
        if removed.rows > 0 {
            tracing::debug!(rows = removed.rows, "what has served its time was let go of");
        }
        Ok(Some(self.app.now().plus(if removed.more { RETAIN_PAUSE_MS } else { RETAIN_EVERY_MS })))
    }
}
