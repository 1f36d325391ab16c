//! Plans each workspace's week when it begins, and members who join later when they have joined.

use super::Workers;
use crate::app::Result;
use crate::domain::day::Millis;

impl Workers {
    pub(super) async fn schedule(&self) -> Result<Option<Millis>> {
        let mut next: Option<Millis> = None;
        for workspace in self.app.workspaces().await? {
            // People first: whom the sync has not met, no plan can name.
            if workspace.synced_at.is_none() {
                continue;
            }
            if let Some(planned) = self.app.plan_week(&workspace.id).await?
                && planned.members > 0
            {
                tracing::info!(outcome = planned.told(), "a week was planned");
            }
            next = next.into_iter().chain([self.app.next_week(&workspace)]).min();
        }
        Ok(next)
    }
}
