//! Reads what makes a week's plan nicer: which teams' cards meet, and what decides which reason is said.
//!
//! Nobody's reminder is to depend on it: where it can't be had, that is logged and the plan is made without it.

use std::collections::BTreeSet;

use super::App;
use super::plan_read::Reading;
use super::plan_snapshot::Snapshot;
use crate::domain::card::LINES_MAX;
use crate::domain::day::Week;
use crate::domain::ids::{PersonId, TeamId, WorkspaceId};
use crate::domain::meetings::Meetings;
use crate::domain::plan::explain::LOOKED_BACK_WEEKS;
use crate::store::{self, asks, cards, nudges, suggestions};

/// Teams of which a plan reads the cards: a company of ten thousand people has some hundred teams, and two thousand cards are read in a moment.
const CARDS_MAX: usize = 2_000;

/// Lines that a plan reads of them.
const LINES_READ_MAX: usize = CARDS_MAX * 2 * LINES_MAX;

/// Teams looked up by one statement: well under the places it may have.
pub(super) const TEAMS_AT_ONCE: usize = 500;

/// What makes a plan nicer; nothing, where it can't be had.
fn or_without<T: Default>(what: &'static str, found: store::Result<T>) -> T {
    found.unwrap_or_else(|error| {
        tracing::warn!(without = what, %error, "a week is planned without something that makes the plan nicer");
        T::default()
    })
}

impl App {
    /// Which teams' cards meet, of all teams or of these. What can't be read meets nobody.
    pub(super) async fn read_meetings(&self, workspace: &WorkspaceId, only: Option<&BTreeSet<TeamId>>, snapshot: &mut Snapshot) {
        let mut lines = Vec::new();
        let only: Option<Vec<TeamId>> = only.map(|teams| teams.iter().take(CARDS_MAX).cloned().collect());
        let some: Vec<Option<&[TeamId]>> = only.as_ref().map_or(vec![None], |teams| teams.chunks(TEAMS_AT_ONCE).map(Some).collect());
        for teams in some {
            let take = |team, kind, text| lines.push((team, kind, text));
            or_without("cards", cards::lines(&self.store, workspace, teams, LINES_READ_MAX, take).await);
        }
        snapshot.rows += lines.len();
        // On a thread of its own, which may even panic.
        let meetings = tokio::task::spawn_blocking(move || Meetings::of(lines)).await;
        snapshot.meetings = or_without("cards that meet", meetings.map_err(|_| store::Error::Closed));
    }

    /// What decides which reason is said to everybody: help that came of asks, introductions, and what they heard lately.
    pub(super) async fn read_reasons(&self, workspace: &WorkspaceId, week: Week, reading: &mut Reading) {
        let (db, since) = (&self.store.db, week.plus(-LOOKED_BACK_WEEKS));
        or_without("asks", asks::done(db, workspace, |owner, helper, day| reading.ask_done(&owner, &helper, day)).await);
        let take = |broker: &PersonId, two: &[PersonId; 2], at| reading.introduced(broker, two, at);
        or_without("introductions", suggestions::all_opened(db, workspace, take).await);
        or_without("reasons that were heard", nudges::told_since(db, workspace, since, |member, told| reading.told(&member, told)).await);
    }

    /// The same of one member.
    pub(super) async fn read_reasons_of(&self, workspace: &WorkspaceId, week: Week, owner: &PersonId, reading: &mut Reading) {
        let (db, since) = (&self.store.db, week.plus(-LOOKED_BACK_WEEKS));
        for (helper, day) in or_without("asks", asks::done_of(db, workspace, owner).await) {
            reading.ask_done(owner, &helper, day);
        }
        for (broker, two, at) in or_without("introductions", suggestions::opened_with(db, workspace, owner).await) {
            reading.introduced(&broker, &two, at);
        }
        let take = |member: PersonId, told| reading.told(&member, told);
        or_without("reasons that were heard", nudges::told_to(db, workspace, owner, since, take).await);
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
