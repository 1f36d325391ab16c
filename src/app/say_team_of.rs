//! "Which team is Sam in?": the member's own word about a colleague's team, for their own use.

use super::set_team::TEAM_NAME_CHARS_MAX;
use super::{Actor, App, Result};
use crate::domain::answer::Answer;
use crate::domain::ids::{EntryId, PersonId};
use crate::domain::refusal::Refusal;
use crate::store::{own_teams, people};

impl App {
    /// Notes which team the actor says a person is in. Nobody else's suggestions change.
    ///
    /// # Errors
    /// A refusal for a name that is empty or too long; otherwise when the database refuses.
    pub async fn say_team_of(&self, by: &Actor, person: &PersonId, team_name: &str) -> Result<()> {
        let name = team_name.trim();
        if name.is_empty() || name.chars().count() > TEAM_NAME_CHARS_MAX {
            return Err(Refusal::TeamName.into());
        }
        let team = people::team_named(&self.store.db, &by.workspace, name, self.mint().into(), "self").await?;
        own_teams::say(&self.store.db, &by.workspace, &by.person, person, &team).await?;
        Ok(())
    }

    /// The answer to the actor's word about a person's team, with the entries under which it was asked.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn team_noted(&self, by: &Actor, person: PersonId, team_name: &str, entries: &[EntryId]) -> Result<Answer> {
        let kept = self.kept(by, entries).await?.map(Box::new);
        Ok(Answer::TeamNoted { person, team: team_name.trim().to_owned(), kept })
    }
}
