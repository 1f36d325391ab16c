//! Takes one page of Slack's list of people, or the news of one person.
//!
//! Where the sync is stands in the workspace's row, so a restart goes on with the next page.

use super::{App, Result};
use crate::domain::day::Millis;
use crate::domain::ids::WorkspaceId;
use crate::domain::person::Person;
use crate::store::{people, workspaces};

/// Pause between two pages: the method allows twenty a minute.
pub const PAGE_PAUSE_MS: i64 = 3 * Millis::SECOND + 500;

/// From one full sync to the next; between them, events keep people fresh.
pub const SYNC_EVERY_MS: i64 = 24 * Millis::HOUR;

/// Pause after a page that could not be had.
pub const SYNC_RETRY_MS: i64 = 5 * Millis::MINUTE;

impl App {
    /// Keeps a page of people and notes where to go on; without a cursor, the sync is complete. Tells when the next page is due.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sync_page(&self, workspace: &WorkspaceId, page: &[Person], next: Option<&str>) -> Result<Millis> {
        let now = self.now();
        self.save_people(workspace, page).await?;
        let due = now.plus(if next.is_some() { PAGE_PAUSE_MS } else { SYNC_EVERY_MS });
        workspaces::synced(&self.store.db, workspace, next, due, now).await?;
        Ok(due)
    }

    /// A page could not be had: tries it again later (`after` milliseconds at least, if Slack said so).
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sync_failed(&self, workspace: &WorkspaceId, cursor: Option<&str>, after: Option<i64>) -> Result<Millis> {
        let now = self.now();
        let due = now.plus(after.unwrap_or(SYNC_RETRY_MS));
        workspaces::put_off_sync(&self.store.db, workspace, cursor, due).await?;
        Ok(due)
    }

    /// News of one person, from an event.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn person_changed(&self, workspace: &WorkspaceId, person: &Person) -> Result<()> {
        self.save_people(workspace, std::slice::from_ref(person)).await
    }

    /// Keeps people as Slack tells of them; what waits for members who moved to another zone follows them.
    async fn save_people(&self, workspace: &WorkspaceId, page: &[Person]) -> Result<()> {
        let page = self.without_forgotten(workspace, page).await?;
        let before = self.before(workspace, &page).await?;
        people::save(&self.store.db, workspace, &page, self.now()).await?;
        self.follow_zones(workspace, &before, &page).await
    }
}
