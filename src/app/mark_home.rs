//! App Home's comings and goings: opened by its owner, out of date after a change, published by a worker.

use super::{Actor, App, Result};
use crate::store::{forget, homes};

pub use crate::store::homes::Dirty;

impl App {
    /// The actor opened their Home: it is to be published soon. Of who deleted everything, nothing is noted for looking.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn home_opened(&self, by: &Actor) -> Result<()> {
        if forget::is_forgotten(&self.store, &by.workspace, &by.person).await? {
            return Ok(());
        }
        Ok(homes::opened(&self.store.db, &by.workspace, &by.person, self.now()).await?)
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
