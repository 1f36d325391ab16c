//! The first question about every delivery: is the app installed there, and which language does the person read?

use super::{Actor, App, Result};
use crate::store::people;

impl App {
    /// Whether the app is installed in the actor's workspace, and the actor's locale as Slack tells it. One read.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn greet(&self, by: &Actor) -> Result<(bool, Option<String>)> {
        Ok(people::greeting(&self.store.db, &by.workspace, &by.person).await?)
    }
}
