//! `[Undo]`: an entry goes for good, and what it had moved is as if it had never been.

use super::{Actor, App, Result};
use crate::domain::answer::Answer;
use crate::domain::ids::EntryId;
use crate::store::acts;

impl App {
    /// Removes the actor's own entries `ids`; others' are left alone and not told about.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_back(&self, by: &Actor, ids: &[EntryId]) -> Result<Answer> {
        let removed = acts::remove_entries(&self.store, &by.workspace, &by.person, ids, self.now()).await?;
        Ok(if removed == 0 { Answer::NothingToTakeBack } else { Answer::TakenBack })
    }
}
