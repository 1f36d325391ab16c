//! `/goodturn team NAME`: the member's own word about their home team, where no admin's source knows better.

use super::{Actor, App, Result};
use crate::domain::answer::Answer;
use crate::domain::refusal::Refusal;
use crate::store::people;

/// Characters of a team's name: as long as Slack lets a user group's be.
pub const TEAM_NAME_CHARS_MAX: usize = 80;

impl App {
    /// Notes the actor's own team.
    ///
    /// # Errors
    /// A refusal for a name that is empty or too long; otherwise when the database refuses.
    pub async fn set_team(&self, by: &Actor, name: &str) -> Result<Answer> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > TEAM_NAME_CHARS_MAX {
            return Err(Refusal::TeamName.into());
        }
        let id = people::team_named(&self.store.db, &by.workspace, name, self.mint().into(), "self").await?;
        let taken = people::set_own_team(&self.store.db, &by.workspace, &by.person, &id).await?;
        Ok(if taken { Answer::TeamSet(name.to_owned()) } else { Answer::TeamKept })
    }
}
