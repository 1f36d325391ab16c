//! Reads what makes a week's plan nicer: which teams' cards meet.
//!
//! Nobody's reminder is to depend on it: where it can't be had, that is logged and the plan is made without it.

use std::collections::BTreeSet;

use super::plan_snapshot::Snapshot;
use super::{App, Result};
use crate::domain::card::LINES_MAX;
use crate::domain::ids::{TeamId, WorkspaceId};
use crate::domain::meetings::Meetings;
use crate::store::cards;

/// Teams of which a plan reads the cards: a company of ten thousand people has some hundred teams, and two thousand cards are read in a moment.
const CARDS_MAX: usize = 2_000;

/// Lines that a plan reads of them.
const LINES_READ_MAX: usize = CARDS_MAX * 2 * LINES_MAX;

/// Teams looked up by one statement: well under the places it may have.
const TEAMS_AT_ONCE: usize = 500;

impl App {
    /// Which teams' cards meet, of all teams or of these, and how many lines were read for it.
    pub(super) async fn meetings(&self, workspace: &WorkspaceId, only: Option<&BTreeSet<TeamId>>) -> Result<(Meetings, usize)> {
        let mut lines = Vec::new();
        let only: Option<Vec<TeamId>> = only.map(|teams| teams.iter().take(CARDS_MAX).cloned().collect());
        let some: Vec<Option<&[TeamId]>> = only.as_ref().map_or(vec![None], |teams| teams.chunks(TEAMS_AT_ONCE).map(Some).collect());
        for teams in some {
            cards::lines(&self.store, workspace, teams, LINES_READ_MAX, |team, kind, text| lines.push((team, kind, text))).await?;
        }
        let read = lines.len();
        let meetings = tokio::task::spawn_blocking(move || Meetings::of(lines)).await.map_err(|_| crate::store::Error::Closed)?;
        Ok((meetings, read))
    }
}

impl Snapshot {
    /// The teams of the members who are planned for and of everybody they could be reminded of.
    pub(super) fn teams(&self) -> BTreeSet<TeamId> {
        let own = self.owners.iter().filter_map(|owner| owner.own_team.as_ref());
        let pairs = self.owners.iter().enumerate().flat_map(|(place, owner)| owner.pairs.keys().map(move |other| (place, *other)));
        own.chain(pairs.filter_map(|pair| self.team_of(pair))).cloned().collect()
    }
}
