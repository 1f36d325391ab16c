//! Keeps people in step with Slack: one page of the list a step, at the pace that the method allows.

use super::{Kind, Workers};
use crate::app::Result;
use crate::app::install::Workspace;
use crate::app::sync_page::PAGE_PAUSE_MS;
use crate::domain::day::Millis;
use crate::slack::client::CallError;
use crate::slack::people::person;

impl Workers {
    pub(super) async fn sync(&self) -> Result<Option<Millis>> {
        let now = self.app.now();
        let mut next: Option<Millis> = None;
        for workspace in self.workspaces().await? {
            let due = if workspace.sync_due_at > now {
                workspace.sync_due_at
            } else {
                self.sync_page(&workspace).await.unwrap_or_else(|error| self.pass_over(Kind::Sync, &error))
            };
            next = next.into_iter().chain([due]).min();
        }
        Ok(next)
    }

    async fn sync_page(&self, workspace: &Workspace) -> Result<Millis> {
        if !self.app.sync_begins(workspace).await? {
            return Ok(self.app.now().plus(PAGE_PAUSE_MS));
        }
        let asked_at = self.app.now();
        let cursor = workspace.sync_cursor.as_deref();
        match self.client.users_page(&workspace.bot_token, cursor).await {
            Ok(page) => {
                let now = self.app.now();
                let people: Vec<_> = page.users.iter().filter_map(|user| person(user, &workspace.id, now)).collect();
                self.app.sync_page(&workspace.id, &people, page.next.as_deref(), asked_at).await
            }
            Err(CallError::RateLimited(after)) => self.app.sync_failed(&workspace.id, cursor, after).await,
            // Slack forgets cursors: begin again.
            Err(CallError::Refused(code)) if code == "invalid_cursor" => self.app.sync_failed(&workspace.id, None, Some(0)).await,
            Err(error) => {
                tracing::warn!(%error, "a page of people could not be had and is tried again");
                self.app.sync_failed(&workspace.id, cursor, None).await
            }
        }
    }
}
