//! Publishes the App Homes that are out of date. Many changes before a step make one publication.

use super::Workers;
use crate::app::{Actor, Result};
use crate::domain::day::Millis;
use crate::slack::client::Lane;

/// Pause after a publication that failed.
const RETRY_AFTER_MS: i64 = 20 * Millis::SECOND;

/// Homes published in one step: the method allows a hundred a minute.
const HOMES_PER_STEP: i64 = 20;

impl Workers {
    pub(super) async fn homes(&self) -> Result<Option<Millis>> {
        let dirty = self.app.dirty_homes(HOMES_PER_STEP).await?;
        for home in &dirty {
            let by = Actor { workspace: home.workspace.clone(), person: home.person.clone() };
            match self.router.publish_home(&by, Lane::Background).await {
                Ok(()) => {}
                Err(error) => {
                    tracing::warn!(error, "a Home could not be published and is tried again");
                    self.app.home_put_off(home, RETRY_AFTER_MS).await?;
                }
            }
        }
        self.app.next_home().await
    }
}
