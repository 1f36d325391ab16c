//! Workspaces: installed with a token, looked up for each delivery and each worker.

use super::{Actor, App, Result};
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, WorkspaceId};
use crate::store::workspaces;

pub use crate::store::workspaces::Workspace;

/// Zone of a new workspace's week, until an admin says otherwise.
const ZONE_DEFAULT: &str = "UTC";

impl App {
    /// Installs the app in a workspace, or renews its token.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn install(&self, workspace: &WorkspaceId, bot_user: &PersonId, bot_token: &str) -> Result<()> {
        Ok(workspaces::install(&self.store, workspace, bot_user, bot_token, ZONE_DEFAULT, self.now()).await?)
    }

    /// The workspace with this id, if the app is installed there.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn workspace(&self, id: &WorkspaceId) -> Result<Option<Workspace>> {
        Ok(workspaces::by_id(&self.store, id).await?)
    }

    /// All workspaces that the app is installed in.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn workspaces(&self) -> Result<Vec<Workspace>> {
        Ok(workspaces::all(&self.store).await?)
    }

    /// How many workspaces the app is installed in, and the tokens of how many of them can't be opened with the keys there are.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn workspaces_sealed(&self) -> Result<(usize, usize)> {
        let all = workspaces::count(&self.store.db).await?;
        Ok((all, all.saturating_sub(workspaces::all(&self.store).await?.len())))
    }

    /// The app was taken out of the workspace, in this second of Slack's (now, if it doesn't say): nothing is sent there any more. What members
    /// kept stays, for when it comes back. If it is back already, what Slack tells again of earlier changes nothing.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn uninstalled(&self, id: &WorkspaceId, second: Option<i64>) -> Result<()> {
        let now = self.now();
        // Slack's time is the machine's, and what is kept is the calendar's. A whole second counts to its end: the app may have come in its
        // first half, and gone in the second.
        let offset = i64::try_from(self.clock.offset().as_millis()).unwrap_or(0);
        let told = second.map_or(now, |second| Millis(second.saturating_mul(Millis::SECOND)).plus(Millis::SECOND - 1).plus(offset));
        Ok(workspaces::revoke(&self.store.db, id, told, now).await?)
    }

    /// Whether this trigger comes for the first time. Slack's own repeats, and anybody's within the five minutes that a signature holds, must
    /// not change anything again.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn first_time(&self, by: &Actor, trigger: Option<&str>) -> Result<bool> {
        match trigger {
            Some(trigger) => Ok(workspaces::first_time(&self.store.db, &by.workspace, trigger, self.now()).await?),
            None => Ok(true),
        }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it doesn't.
    pub async fn ready(&self) -> Result<()> {
        self.workspaces().await.map(drop)
    }
}
