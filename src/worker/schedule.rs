//! Plans each workspace's week when it begins, and members who join later when they have joined.

use super::{IDLE_MAX_MS, Workers};
use crate::app::Result;
use crate::domain::day::Millis;

impl Workers {
    pub(super) async fn schedule(&self) -> Result<Millis> {
        for workspace in self.app.workspaces().await? {
            // People first: whom the sync has not met, no plan can name.
            if workspace.synced_at.is_none() {
                continue;
            }
            if let Some(planned) = self.app.plan_week(&workspace.id).await?
                && planned.members > 0
            {
                let silent: usize = planned.silent.values().sum();
                tracing::info!(members = planned.members, reminders = planned.reminders, silent, "a week was planned");
            }
        }
        Ok(self.app.now().plus(IDLE_MAX_MS))
    }
}
