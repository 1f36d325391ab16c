//! App Home's comings and goings: opened by its owner, out of date after a change, published by a worker.

use super::{Actor, App, Result};
use crate::domain::day::Millis;
use crate::store::homes;

pub use crate::store::homes::Dirty;

impl App {
    /// The actor opened their Home: it is to be published soon.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn home_opened(&self, by: &Actor) -> Result<()> {
        Ok(homes::opened(&self.store.db, &by.workspace, &by.person, self.now()).await?)
    }

    /// Something that the actor's Home shows has changed.
    pub(crate) async fn mark_home(&self, by: &Actor) -> Result<()> {
        let mut tx = self.store.db.begin().await?;
        homes::mark_dirty(&mut tx, &by.workspace, &by.person, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Whether the actor ever opened their Home.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn has_home(&self, by: &Actor) -> Result<bool> {
        Ok(homes::is_known(&self.store.db, &by.workspace, &by.person).await?)
    }

    /// The actor's Home is about to be published: takes it from the workers for the time that this may take. Tells the mark that it has then.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_home(&self, by: &Actor, for_ms: i64) -> Result<Option<Dirty>> {
        let Some(mark) = self.home_mark(by).await? else { return Ok(None) };
        let until = self.now().plus(for_ms);
        homes::put_off(&self.store.db, &mark, until).await?;
        Ok(Some(Dirty { dirty_at: until, ..mark }))
    }

    /// Homes that are out of date, at most `limit`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn dirty_homes(&self, limit: i64) -> Result<Vec<Dirty>> {
        Ok(homes::dirty(&self.store.db, self.now(), limit).await?)
    }

    /// The mark on the actor's Home, if it is out of date.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn home_mark(&self, by: &Actor) -> Result<Option<Dirty>> {
        Ok(homes::mark(&self.store.db, &by.workspace, &by.person).await?)
    }

    /// When the next Home is to be published.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn next_home(&self) -> Result<Option<Millis>> {
        Ok(homes::next_due(&self.store.db).await?)
    }

    /// This Home could not be published: it is tried again after `ms`, and others get their turn.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn home_put_off(&self, home: &Dirty, ms: i64) -> Result<()> {
        Ok(homes::put_off(&self.store.db, home, self.now().plus(ms)).await?)
    }

    /// This Home was published as of its mark.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn home_published(&self, home: &Dirty) -> Result<()> {
        Ok(homes::published(&self.store.db, home).await?)
    }
}
