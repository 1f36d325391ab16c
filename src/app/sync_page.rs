//! Takes one page of Slack's list of people, or the news of one person.
//!
//! Where the sync is stands in the workspace's row, so a restart goes on with the next page.

use super::{App, Result};
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, WorkspaceId};
use crate::domain::person::Person;
use crate::store::workspaces::Workspace;
use crate::store::{people, teams, workspaces};

/// Pause between two pages: the method allows twenty a minute.
pub const PAGE_PAUSE_MS: i64 = 3 * Millis::SECOND + 500;

/// From one full sync to the next; between them, events keep people fresh.
pub const SYNC_EVERY_MS: i64 = 24 * Millis::HOUR;

/// How long one replica has the right to a page: longer than the call and its saving take.
const PAGE_LEASE_MS: i64 = Millis::MINUTE;

/// Pause after a page that could not be had.
pub const SYNC_RETRY_MS: i64 = 5 * Millis::MINUTE;

impl App {
    /// Keeps a page of people that was asked for at `asked_at`, and notes where to go on; without a cursor, the sync is complete. Tells when the next
    /// page is due. Who was told of by an event since then stays as the event said.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sync_page(&self, workspace: &WorkspaceId, page: &[Person], next: Option<&str>, asked_at: Millis) -> Result<Millis> {
        let now = self.now();
        self.keep_people(workspace, page, asked_at).await?;
        let due = now.plus(if next.is_some() { PAGE_PAUSE_MS } else { SYNC_EVERY_MS });
        workspaces::synced(&self.store.db, workspace, next, due, now).await?;
        Ok(due)
    }

    /// How many of these people are new, and of how many something changed. Nothing is written.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn try_people(&self, workspace: &WorkspaceId, page: &[Person]) -> Result<(usize, usize)> {
        let people = self.without_forgotten(workspace, page).await?;
        let before = self.before(workspace, &people).await?;
        let known = |person: &Person| before.iter().find(|known| known.id == person.id);
        let new = people.iter().filter(|person| known(person).is_none()).count();
        let changed = people.iter().filter(|person| known(person).is_some_and(|known| !known.says_as_much_as(person))).count();
        Ok((new, changed))
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

    /// Takes the right to a page that is due, unless another replica took it: two would ask twice as fast as Slack allows.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sync_begins(&self, workspace: &Workspace) -> Result<bool> {
        let until = self.now().plus(PAGE_LEASE_MS);
        Ok(workspaces::take_sync(&self.store.db, &workspace.id, workspace.sync_due_at, until).await?)
    }

    /// Asks Slack for everybody again, from the next step on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sync_again(&self, workspace: &WorkspaceId) -> Result<()> {
        Ok(workspaces::put_off_sync(&self.store.db, workspace, None, self.now()).await?)
    }

    /// What is known of a person, if anything yet.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn person(&self, workspace: &WorkspaceId, id: &PersonId) -> Result<Option<Person>> {
        Ok(people::by_ids(&self.store.db, workspace, std::slice::from_ref(id)).await?.pop().map(|known| known.person))
    }

    /// News of one person, from an event. Most events change nothing that is kept (a picture, a title): those are not written at all.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn person_changed(&self, workspace: &WorkspaceId, person: &Person) -> Result<()> {
        let known = people::by_ids(&self.store.db, workspace, std::slice::from_ref(&person.id)).await?.pop();
        if known.is_some_and(|known| known.person.says_as_much_as(person)) {
            return Ok(());
        }
        self.keep_people(workspace, std::slice::from_ref(person), self.now()).await
    }

    /// Keeps what Slack says of people; who is met for the first time comes into the team that a source named already.
    async fn keep_people(&self, workspace: &WorkspaceId, people: &[Person], as_of: Millis) -> Result<()> {
        let db = &self.store.db;
        let people = self.without_forgotten(workspace, people).await?;
        let before = self.before(workspace, &people).await?;
        people::save(&self.store, workspace, &people, as_of).await?;
        let ids: Vec<PersonId> = people.iter().map(|person| person.id.clone()).collect();
        if ids.is_empty() {
            return Ok(());
        }
        teams::meet(db, workspace, &ids).await?;
        // What waits for members who moved to another zone follows them.
        self.follow_zones(workspace, &before, &people).await
    }
}
