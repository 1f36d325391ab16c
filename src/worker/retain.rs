//! Lets go of what has served its time, once an hour.

use super::Workers;
use crate::app::Result;
use crate::domain::day::Millis;

impl Workers {
    pub(super) async fn retain(&self) -> Result<Millis> {
        let forgotten = self.app.retain().await?;
        if forgotten > 0 {
            tracing::debug!(forgotten, "old triggers were forgotten");
        }
        Ok(self.app.now().plus(Millis::HOUR))
    }
}
