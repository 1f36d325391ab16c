//! `/goodturn hide me`: anybody, joined or not, may ask not to be named in anybody's suggestions.
//!
//! Who had deleted everything is known again from then on: without a row of theirs nobody could be hidden.

use super::{Actor, App, Result};
use crate::domain::answer::Answer;
use crate::store::people;

impl App {
    /// Hides the actor, or shows them again.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn hide(&self, by: &Actor, hidden: bool) -> Result<Answer> {
        self.welcome_back(by).await?;
        people::hide(&self.store.db, &by.workspace, &by.person, hidden.then(|| self.now())).await?;
        Ok(if hidden { Answer::Hidden } else { Answer::Shown })
    }
}
