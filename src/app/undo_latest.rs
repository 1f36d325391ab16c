//! `/goodturn undo`: what was kept last, within the hour, goes again; its words are shown, so that they can be typed anew.

use super::{Actor, App, Result};
use crate::domain::answer::Answer;
use crate::domain::day::Millis;
use crate::store::{acts, lately};

/// How far back the latest entry may lie: later than this, people don't remember which one was the latest.
const LATELY_MS: i64 = Millis::HOUR;

impl App {
    /// Takes back what the actor's last command kept.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn undo_latest(&self, by: &Actor) -> Result<Answer> {
        let ids = lately::last_command(&self.store, &by.workspace, &by.person, self.now().plus(-LATELY_MS)).await?;
        let Some(kept) = self.kept(by, &ids).await? else { return Ok(Answer::NothingLately) };
        let removed = acts::remove_entries(&self.store, &by.workspace, &by.person, &ids, self.now()).await?;
        Ok(if removed == 0 { Answer::NothingLately } else { Answer::TakenBackLately(kept) })
    }
}
