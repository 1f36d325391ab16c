//! Plans each workspace's week when it begins, and members who join later when they have joined.

use std::time::Duration;

use super::{Kind, Workers};
use crate::app::Result;
use crate::domain::day::Millis;

impl Workers {
    pub(super) async fn schedule(&self) -> Result<Option<Millis>> {
        let mut next: Option<Millis> = None;
        for workspace in self.workspaces().await? {
            // People first: whom the sync has not met, no plan can name.
            if workspace.synced_at.is_none() {
                continue;
            }
            let planned = match self.app.plan_week_of(&workspace.id, self.only.member.as_ref()).await {
                Ok(planned) => planned,
                Err(error) => {
                    next = next.into_iter().chain([self.pass_over(Kind::Schedule, &error)]).min();
                    continue;
                }
            };
            if let Some(planned) = planned
                && planned.members > 0
            {
                let ms = |took: Duration| u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
                tracing::info!(
                    outcome = planned.told(),
                    certified = planned.certified,
                    rows_read = planned.rows,
                    read_ms = ms(planned.took.read),
                    learn_ms = ms(planned.took.learn),
                    choose_ms = ms(planned.took.choose),
                    write_ms = ms(planned.took.write),
                    longest_write_ms = ms(planned.took.longest_write),
                    "a week was planned"
                );
            }
            next = next.into_iter().chain([self.app.next_week(&workspace)]).min();
        }
        Ok(next)
    }
}
