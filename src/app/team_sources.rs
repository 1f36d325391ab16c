//! Which sources say who is in which team, in which order: the operator's setting, until an admin says otherwise.
//!
//! The one place that knows the order. A change of it puts everybody anew into the team that the first source says, in pieces.

use super::{Actor, App, Result};
use crate::domain::ids::{PersonId, TeamId, WorkspaceId};
use crate::domain::team_source::{TeamSource, complete, read_order, write_order};
use crate::store::team_sources::{self, SourceState};
use crate::store::{self, settings};

/// The name under which an admin's order is kept.
const TEAM_SOURCE: &str = "team_source";

/// How one source stands, for people who set things up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceStands {
    /// The source.
    pub source: TeamSource,
    /// Whether it told something yet.
    pub synced: bool,
    /// Slack's word for what keeps it from telling anything, such as `plan_upgrade_required`.
    pub problem: Option<String>,
}

/// What share of people has a team, in words that single nobody out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TeamShare {
    /// There are too few people to say anything.
    TooFew,
    /// Nobody, or fewer than five.
    HardlyAnybody(i64),
    /// About this many in a hundred, of so many people.
    About(i64, i64),
    /// Everybody, or all but fewer than five.
    NearlyEverybody(i64),
}

/// No statistic over fewer people, nor one from which fewer could be told by subtraction.
const PEOPLE_TOLD_MIN: i64 = 5;

/// Shares are told in steps of this many in a hundred.
const SHARE_STEP: i64 = 10;

impl TeamShare {
    /// The share of `with_team` in `people`.
    #[must_use]
    pub const fn of(people: i64, with_team: i64) -> Self {
        if people < PEOPLE_TOLD_MIN {
            Self::TooFew
        } else if with_team < PEOPLE_TOLD_MIN {
            Self::HardlyAnybody(people)
        } else if people - with_team < PEOPLE_TOLD_MIN {
            Self::NearlyEverybody(people)
        } else {
            Self::About((with_team * 100 / people + SHARE_STEP / 2) / SHARE_STEP * SHARE_STEP, people)
        }
    }
}

impl App {
    /// The same app with the operator's order of sources, which holds where no admin chose another.
    #[must_use]
    pub fn with_team_sources(mut self, order: &[TeamSource]) -> Self {
        self.team_sources = order.into();
        self
    }

    /// The sources in the order in which they decide.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn team_order(&self, workspace: &WorkspaceId) -> Result<Vec<TeamSource>> {
        let chosen = settings::read(&self.store.db, workspace, TEAM_SOURCE).await?;
        let chosen = chosen.and_then(|text| read_order(&text));
        Ok(complete(chosen.as_deref().unwrap_or(&self.team_sources)))
    }

    /// Whether an admin chose the sources, before the operator's settings.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn are_sources_chosen(&self, workspace: &WorkspaceId) -> Result<bool> {
        Ok(settings::read(&self.store.db, workspace, TEAM_SOURCE).await?.is_some())
    }

    /// The operator's file, if there is one among the sources: nobody in Slack chooses another.
    #[must_use]
    pub fn operators_file(&self) -> Option<TeamSource> {
        self.team_sources.iter().find(|source| matches!(source, TeamSource::Csv(_))).cloned()
    }

    /// An admin chooses the sources, or takes the choice back with `None`. Whether `by` is an admin is for the caller to know. A file is taken
    /// only if the operator named it: nobody in Slack chooses which files of the machine are read.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn choose_team_sources(&self, by: &Actor, order: Option<&[TeamSource]>) -> Result<()> {
        let allowed = |source: &&TeamSource| !matches!(source, TeamSource::Csv(_)) || self.team_sources.contains(source);
        let order: Option<Vec<TeamSource>> = order.map(|order| order.iter().filter(allowed).cloned().collect());
        let text = order.filter(|order| !order.is_empty()).map(|order| write_order(&order));
        settings::write(&self.store.db, &by.workspace, TEAM_SOURCE, text.as_deref(), &by.person, self.now()).await?;
        self.arranged(&by.workspace).await.map(drop)
    }

    /// The sources as they stand, arranged as the order says now.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn arranged(&self, workspace: &WorkspaceId) -> Result<Vec<(TeamSource, SourceState)>> {
        let order = self.team_order(workspace).await?;
        let keys: Vec<String> = order.iter().map(TeamSource::key).collect();
        let mut states = team_sources::all(&self.store.db, workspace).await?;
        if !states.iter().map(|state| &state.source).eq(&keys) {
            team_sources::arrange(&self.store.db, workspace, &keys).await?;
            states = team_sources::all(&self.store.db, workspace).await?;
        }
        // Another replica with other settings may have arranged them anew in between: what doesn't fit waits for the next look.
        Ok(order.into_iter().zip(states).filter(|(source, state)| source.key() == state.source).collect())
    }

    /// Arranges the sources where that was never done. A command of the operator's, which may run with other settings than the bot that
    /// serves, leaves an order as it is.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn arranged_once(&self, workspace: &WorkspaceId) -> Result<()> {
        if team_sources::all(&self.store.db, workspace).await?.is_empty() {
            self.arranged(workspace).await?;
        }
        Ok(())
    }

    /// Goes on with putting people into the team that the first source says, after the order changed. Tells whether there is more to do.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn decide_teams(&self, workspace: &WorkspaceId) -> Result<bool> {
        let pace = team_sources::pace(&self.store.db, workspace).await?;
        let Some(after) = pace.decide_after else { return Ok(false) };
        let more_people = team_sources::decide_next(&self.store.db, workspace, &after).await?;
        if more_people {
            return Ok(true);
        }
        while team_sources::forget_others(&self.store.db, workspace).await? {}
        Ok(false)
    }

    /// How the sources stand, in their order.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn team_sources_stand(&self, workspace: &WorkspaceId) -> Result<Vec<SourceStands>> {
        let order = self.team_order(workspace).await?;
        let states = team_sources::all(&self.store.db, workspace).await?;
        let stands = |source: TeamSource| {
            let state = states.iter().find(|state| state.source == source.key());
            SourceStands {
                synced: state.is_some_and(|state| state.synced_at.is_some()),
                problem: state.and_then(|state| state.problem.clone()),
                source,
            }
        };
        Ok(order.into_iter().map(stands).collect())
    }

    /// What share of people has a team.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn team_share(&self, workspace: &WorkspaceId) -> Result<TeamShare> {
        let (people, with_team) = team_sources::share(&self.store.db, workspace).await?;
        Ok(TeamShare::of(people, with_team))
    }

    /// The name of the team that somebody is in for everybody, if any source knows it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn team_of(&self, workspace: &WorkspaceId, person: &PersonId) -> Result<Option<String>> {
        let Some(team) = self.person(workspace, person).await?.and_then(|person| person.team) else { return Ok(None) };
        Ok(self.team_names(workspace).await?.remove(&team))
    }

    /// The team with this name, made if there is none yet; nothing for a name that is empty or too long.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn team_called(
        &self,
        workspace: &WorkspaceId,
        name: &str,
        source: &str,
    ) -> std::result::Result<Option<TeamId>, store::Error> {
        let name = name.replace('\0', "").split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() || name.chars().count() > super::set_team::TEAM_NAME_CHARS_MAX {
            return Ok(None);
        }
        store::people::team_named(&self.store.db, workspace, &name, self.mint().into(), source).await.map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::TeamShare::{About, HardlyAnybody, NearlyEverybody, TooFew};
    use super::*;

    #[test]
    fn a_share_singles_nobody_out() {
        assert_eq!(TeamShare::of(4, 4), TooFew);
        assert_eq!((TeamShare::of(120, 0), TeamShare::of(120, 4)), (HardlyAnybody(120), HardlyAnybody(120)));
        assert_eq!((TeamShare::of(120, 116), TeamShare::of(120, 120)), (NearlyEverybody(120), NearlyEverybody(120)));
        assert_eq!((TeamShare::of(120, 95), TeamShare::of(120, 60)), (About(80, 120), About(50, 120)));
    }
}
