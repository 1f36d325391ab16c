//! `import teams FILE.csv`, and the `csv:` source: who is in which team, as an operator's file says.
//!
//! Two columns, `user` (Slack's id) and `team` (a name), with a header. A row that can't be used is reported with its line, and the others are
//! taken. An import adds to what was imported before; a file that is a source says everything, so who is no longer in it has no team by it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{App, Result};
use crate::domain::ids::{PersonId, TeamId, WorkspaceId};
use crate::domain::team_source::TeamSource;
use crate::store::{people, teams};

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
    /// Rows naming somebody that Slack has not told of (yet): they count when it does.
    pub unknown: usize,
    /// Rows that can't be read, by line, with what to do. Names nobody.
    pub problems: Vec<String>,
}

impl App {
    /// Sets people's teams from the CSV text, imported by hand.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn import_teams(&self, workspace: &WorkspaceId, csv_text: &str) -> Result<Imported> {
        let (imported, told) = self.read_team_rows(workspace, csv_text).await?;
        self.tell_teams(workspace, &TeamSource::Import, told, false).await?;
        Ok(imported)
    }

    /// Takes what a file says that is a source.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn read_team_file(&self, workspace: &WorkspaceId, path: &str, csv_text: &str) -> Result<Imported> {
        let (mut imported, told) = self.read_team_rows(workspace, csv_text).await?;
        if told.is_empty() {
            // A file that is being written, or another header: nobody meant to take everybody out of their team.
            imported
                .problems
                .push("no row says who is in which team, so everybody stays where they were; it begins with user,team".to_owned());
            return Ok(imported);
        }
        self.tell_teams(workspace, &TeamSource::Csv(path.to_owned()), told, true).await?;
        Ok(imported)
    }

    async fn read_team_rows(&self, workspace: &WorkspaceId, csv_text: &str) -> Result<(Imported, BTreeMap<PersonId, Option<TeamId>>)> {
        let mut imported = Imported::default();
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(csv_text.as_bytes());
        let known = people::ids(&self.store.db, workspace).await?;
        let mut named: BTreeMap<String, Option<TeamId>> = BTreeMap::new();
        let mut told = BTreeMap::new();
        for (place, row) in reader.deserialize::<Row>().enumerate() {
            let row = row.ok().filter(|row| !row.user.is_empty() && !row.team.is_empty());
            let team = match &row {
                Some(row) if !named.contains_key(&row.team) => {
                    let team = self.team_called(workspace, &row.team, "csv").await?;
                    named.insert(row.team.clone(), team.clone());
                    team
                }
                Some(row) => named.get(&row.team).cloned().flatten(),
                None => None,
            };
            let (Some(row), Some(team)) = (row, team) else {
                if imported.problems.len() < PROBLEMS_LISTED_MAX {
                    let line = place + 2;
                    imported.problems.push(format!("line {line}: needs a Slack user id and a team name, as in U0123456789,Research"));
                }
                continue;
            };
            let person = PersonId::new(row.user);
            if known.contains(&person) {
                imported.taken += 1;
            } else {
                imported.unknown += 1;
            }
            told.insert(person, Some(team));
        }
        Ok((imported, told))
    }

    /// Keeps what a source says; with `whole`, it says nothing of anybody else. Who is told the same as before is not written, however often.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn tell_teams(
        &self,
        workspace: &WorkspaceId,
        source: &TeamSource,
        told: BTreeMap<PersonId, Option<TeamId>>,
        whole: bool,
    ) -> Result<()> {
        self.arranged_once(workspace).await?;
        let told = self.told_without_forgotten(workspace, told).await?;
        let (db, key) = (&self.store.db, source.key());
        let before = teams::of_source(db, workspace, &key).await?;
        let gone: Vec<PersonId> = before.keys().filter(|person| whole && !told.contains_key(*person)).cloned().collect();
        let news: Vec<(PersonId, Option<TeamId>)> = told.into_iter().filter(|(person, team)| before.get(person) != Some(team)).collect();
        teams::unsay(db, workspace, &key, &gone).await?;
        Ok(teams::say(db, workspace, &key, &news, self.now()).await?)
    }
}
