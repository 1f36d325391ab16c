//! `/goodturn team NAME`: the member's own word about their home team.
//!
//! Where an admin's source knows better, the own word changes only whom the member is nudged about; otherwise it is their team for all.

use super::{Actor, App, Result};
use crate::domain::answer::Answer;
use crate::domain::refusal::Refusal;
use crate::domain::team_source::TeamSource;
use crate::store::{people, teams};

/// Characters of a team's name: as long as Slack lets a user group's be.
pub const TEAM_NAME_CHARS_MAX: usize = 80;

impl App {
    /// Notes the actor's own team.
    ///
    /// # Errors
    /// A refusal for a name that is empty or too long; otherwise when the database refuses.
    pub async fn set_team(&self, by: &Actor, name: &str) -> Result<Answer> {
        let Some(team) = self.team_called(&by.workspace, name, "self").await? else {
            return Err(Refusal::TeamName.into());
        };
        self.arranged_once(&by.workspace).await?;
        let db = &self.store.db;
        people::meet(db, &by.workspace, &by.person).await?;
        let word = [(by.person.clone(), Some(team.clone()))];
        teams::say(db, &by.workspace, &TeamSource::Word.key(), &word, self.now()).await?;
        self.mark_home(by).await?;
        let known = self.known(by).await?;
        let name = name.trim().to_owned();
        let for_all = known.person.and_then(|person| person.team) == Some(team);
        Ok(if for_all { Answer::TeamSet(name) } else { Answer::TeamForYou(name) })
    }
}
