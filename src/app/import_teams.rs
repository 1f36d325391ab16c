//! `import teams FILE.csv`, and the `csv:` source: who is in which team, as an operator's file says.
//!
//! Two columns, `user` (Slack's id) and `team` (a name), with a header. A row that can't be used is reported with its line, and the others are taken.

use serde::Deserialize;

use super::set_team::TEAM_NAME_CHARS_MAX;
use super::{App, Result};
use crate::domain::ids::{PersonId, WorkspaceId};
use crate::store::people;

/// Rows with a problem that are reported one by one; a file with more is likely another kind of file.
const PROBLEMS_LISTED_MAX: usize = 20;

#[derive(Debug, Deserialize)]
struct Row {
    user: String,
    team: String,
}

/// What became of the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// People whose team is set now.
    pub taken: usize,
    /// Rows naming somebody that Slack has not told of (yet).
    pub unknown: usize,
    /// Rows that can't be read, by line, with what to do. Names nobody.
    pub problems: Vec<String>,
}

impl App {
    /// Sets people's teams from the CSV text.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn import_teams(&self, workspace: &WorkspaceId, csv_text: &str) -> Result<Imported> {
        let mut imported = Imported::default();
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(csv_text.as_bytes());
        let known: std::collections::BTreeMap<PersonId, Option<crate::domain::ids::TeamId>> =
            people::all(&self.store.db, workspace).await?.into_iter().map(|person| (person.id, person.team)).collect();
        let mut teams: std::collections::BTreeMap<String, crate::domain::ids::TeamId> = std::collections::BTreeMap::new();
        for (place, row) in reader.deserialize::<Row>().enumerate() {
            let line = place + 2;
            let row = match row {
                Ok(row) if !row.user.is_empty() && !row.team.is_empty() && row.team.chars().count() <= TEAM_NAME_CHARS_MAX => row,
                _ if imported.problems.len() >= PROBLEMS_LISTED_MAX => continue,
                _ => {
                    imported.problems.push(format!("line {line}: needs a Slack user id and a team name, as in U0123456789,Research"));
                    continue;
                }
            };
            let team = match teams.get(&row.team) {
                Some(team) => team.clone(),
                None => people::team_named(&self.store.db, workspace, &row.team, self.mint().into(), "csv").await?,
            };
            teams.insert(row.team, team.clone());
            let person = PersonId::new(row.user);
            match known.get(&person) {
                None => imported.unknown += 1,
                // A file that says what is known writes nothing, however often it is read.
                Some(Some(before)) if *before == team => imported.taken += 1,
                Some(_) => {
                    people::set_team(&self.store.db, workspace, &person, &team, "csv").await?;
                    imported.taken += 1;
                }
            }
        }
        Ok(imported)
    }
}
