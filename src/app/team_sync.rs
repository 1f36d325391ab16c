//! The sync of teams as verbs: what is to be asked next, and what came of it. The worker makes the calls in between.
//!
//! One call (or one batch of profiles) at a time in a workspace, at the pace that the methods allow; all that is known between two calls stands
//! in the database, so that a restart goes on where it was and of several replicas one asks.

use std::collections::BTreeMap;

use super::{App, Result};
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, TeamId, WorkspaceId};
use crate::domain::team_source::TeamSource;
use crate::store::team_sources::{self, Pace, SourceState, Whom};
use crate::store::teams;

/// From one call about user groups to the next: the methods allow twenty a minute.
pub const GROUP_PAUSE_MS: i64 = 3 * Millis::SECOND + 500;

/// Profiles asked for in one batch.
pub const PROFILES_PER_BATCH: i64 = 10;

/// From one batch of profiles to the next: the method allows a hundred calls a minute.
pub const PROFILES_PAUSE_MS: i64 = 6 * Millis::SECOND + 500;

/// How fresh what a source says is kept: a day; user groups also by events.
pub const FRESH_MS: i64 = 24 * Millis::HOUR;

/// Pause after a call that went wrong.
pub const RETRY_MS: i64 = 5 * Millis::MINUTE;

/// How long one replica has the right to a call or a batch: longer than all of its calls may take.
const CALL_LEASE_MS: i64 = 5 * Millis::MINUTE;

/// A time that never comes, for a source that tells nothing until it is asked to.
const NEVER: Millis = Millis(i64::MAX / 2);

/// The stage of a round of profiles in which people named in entries are asked about; afterwards it is the id that was last asked about.
const NAMED: &str = "";

/// What is to be asked next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Nothing before then.
    Nothing(Option<Millis>),
    /// Which user groups there are. Hand the instant back.
    Groups(Millis),
    /// Who is in this user group.
    Group(GroupAsk),
    /// Whether there is this profile field.
    Field(String),
    /// What stands in this profile field of these people.
    Profiles(ProfilesAsk),
}

/// A user group that is to be asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupAsk {
    /// Slack's id of the group.
    pub id: String,
    state: SourceState,
}

/// A batch of profiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfilesAsk {
    /// Slack's id of the field.
    pub field: String,
    /// Whose.
    pub people: Vec<PersonId>,
    goes_on: String,
    round_at: Millis,
}

/// A user group, as far as it is known from the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupListed {
    /// Slack's id of the group.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it was switched off.
    pub disabled: bool,
}

impl App {
    /// What is to be asked next about the workspace's teams. The right to the call is taken: tell what came of it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn next_team_ask(&self, workspace: &WorkspaceId) -> Result<Ask> {
        let sources = self.arranged(workspace).await?;
        let db = &self.store.db;
        let pace = team_sources::pace(db, workspace).await?;
        let now = self.now();
        let (ask, due) = self.wanted(workspace, &sources, &pace, now).await?;
        if ask == Ask::Nothing(None) {
            return Ok(Ask::Nothing(due.map(|due| due.max(pace.next_call_at))));
        }
        if pace.next_call_at > now {
            return Ok(Ask::Nothing(Some(pace.next_call_at)));
        }
        let taken = team_sources::take_call(db, workspace, &pace, now.plus(CALL_LEASE_MS)).await?;
        Ok(if taken { ask } else { Ask::Nothing(Some(now.plus(GROUP_PAUSE_MS))) })
    }

    /// What is due, or else when something is.
    async fn wanted(
        &self,
        workspace: &WorkspaceId,
        sources: &[(TeamSource, SourceState)],
        pace: &Pace,
        now: Millis,
    ) -> Result<(Ask, Option<Millis>)> {
        let mut due: Option<Millis> = None;
        let groups: Vec<_> = sources.iter().filter(|(source, _)| matches!(source, TeamSource::UserGroup(_))).collect();
        if !groups.is_empty() {
            if pace.groups_due_at <= now {
                return Ok((Ask::Groups(pace.groups_due_at), None));
            }
            due = Some(pace.groups_due_at);
        }
        for (source, state) in sources {
            let wanted = match source {
                TeamSource::UserGroup(id) if state.due_at <= now => {
                    return Ok((Ask::Group(GroupAsk { id: id.clone(), state: state.clone() }), None));
                }
                TeamSource::Field(id) if pace.profile_after.is_none() && state.due_at <= now => {
                    return Ok((Ask::Field(id.clone()), None));
                }
                TeamSource::Field(id) if pace.profile_after.is_some() => match self.profiles_due(workspace, id, pace).await? {
                    Some(ask) => return Ok((Ask::Profiles(ask), None)),
                    None => self.end_round(workspace, state, pace).await?,
                },
                TeamSource::UserGroup(_) | TeamSource::Field(_) => state.due_at,
                TeamSource::Csv(_) | TeamSource::Import | TeamSource::Word => continue,
            };
            due = due.into_iter().chain([wanted]).min();
        }
        Ok((Ask::Nothing(None), due.filter(|due| *due < NEVER)))
    }

    /// The next batch: members first, then people named in entries, then the rest.
    async fn profiles_due(&self, workspace: &WorkspaceId, field: &str, pace: &Pace) -> Result<Option<ProfilesAsk>> {
        let (db, key) = (&self.store.db, TeamSource::Field(field.to_owned()).key());
        let after = pace.profile_after.clone().unwrap_or_default();
        let since = pace.profile_round_at;
        let stages: &[Whom<'_>] =
            if after == NAMED { &[Whom::Members, Whom::Named, Whom::Rest("")] } else { &[Whom::Members, Whom::Rest(&after)] };
        for whom in stages {
            let people = team_sources::unasked(db, workspace, &key, since, *whom, PROFILES_PER_BATCH).await?;
            if let Some(last) = people.last() {
                let goes_on = if matches!(whom, Whom::Rest(_)) { last.as_str().to_owned() } else { after };
                return Ok(Some(ProfilesAsk { field: field.to_owned(), people, goes_on, round_at: since }));
            }
        }
        Ok(None)
    }

    async fn end_round(&self, workspace: &WorkspaceId, state: &SourceState, pace: &Pace) -> Result<Millis> {
        let db = &self.store.db;
        let next = pace.profile_round_at.plus(FRESH_MS);
        team_sources::profiles_at(db, workspace, pace.profile_round_at, None).await?;
        let ended = SourceState { due_at: next, synced_at: Some(self.now()), problem: None, ..state.clone() };
        team_sources::note(db, workspace, &ended, state.due_at).await?;
        Ok(next)
    }

    /// The list of user groups came. Groups that are gone or switched off tell nothing any more; the others keep their team when renamed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn groups_listed(&self, workspace: &WorkspaceId, seen: Millis, listed: &[GroupListed]) -> Result<()> {
        let now = self.now();
        for (source, state) in self.arranged(workspace).await? {
            let TeamSource::UserGroup(id) = &source else { continue };
            match listed.iter().find(|group| group.id == *id) {
                None => self.source_silent(workspace, &source, &state, "no_such_subteam", NEVER).await?,
                Some(group) if group.disabled => self.source_silent(workspace, &source, &state, "disabled", NEVER).await?,
                Some(group) => {
                    let team = self.team_of_group(workspace, &source, &state, &group.name).await?;
                    let fresh = state.problem.is_none() && team == state.team && state.synced_at.is_some_and(|at| at.plus(FRESH_MS) > now);
                    let due_at = if fresh { state.due_at } else { now };
                    let listed = SourceState { team, due_at, problem: None, ..state.clone() };
                    team_sources::note(&self.store.db, workspace, &listed, state.due_at).await?;
                }
            }
        }
        team_sources::groups_listed(&self.store.db, workspace, seen, now.plus(FRESH_MS)).await?;
        self.next_team_call_in(workspace, GROUP_PAUSE_MS).await
    }

    /// The team that a group stands for: the one it stood for, under its new name, if nobody else speaks of it.
    async fn team_of_group(&self, workspace: &WorkspaceId, source: &TeamSource, state: &SourceState, name: &str) -> Result<Option<TeamId>> {
        if let Some(team) = &state.team
            && teams::rename(&self.store.db, workspace, team, name.trim(), &source.key()).await?
        {
            return Ok(Some(team.clone()));
        }
        Ok(self.team_called(workspace, name, "usergroups").await?)
    }

    /// Slack told who is in a user group.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn group_told(&self, workspace: &WorkspaceId, ask: &GroupAsk, people: &[PersonId]) -> Result<()> {
        let told: BTreeMap<PersonId, Option<TeamId>> = people.iter().map(|person| (person.clone(), ask.state.team.clone())).collect();
        self.tell_teams(workspace, &TeamSource::UserGroup(ask.id.clone()), told, true).await?;
        let now = self.now();
        let state = SourceState { due_at: now.plus(FRESH_MS), synced_at: Some(now), problem: None, ..ask.state.clone() };
        team_sources::note(&self.store.db, workspace, &state, ask.state.due_at).await?;
        self.next_team_call_in(workspace, GROUP_PAUSE_MS).await
    }

    /// Slack has no user group of this id any more.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn group_gone(&self, workspace: &WorkspaceId, ask: &GroupAsk, problem: &str) -> Result<()> {
        let source = TeamSource::UserGroup(ask.id.clone());
        self.source_silent(workspace, &source, &ask.state, problem, NEVER).await?;
        self.next_team_call_in(workspace, GROUP_PAUSE_MS).await
    }

    /// Slack says that there can't be user groups here, such as on a free plan: the next source decides. They are asked for again in a day.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn groups_refused(&self, workspace: &WorkspaceId, seen: Millis, problem: &str) -> Result<()> {
        for (source, state) in self.arranged(workspace).await? {
            if matches!(source, TeamSource::UserGroup(_)) {
                self.source_silent(workspace, &source, &state, problem, NEVER).await?;
            }
        }
        team_sources::groups_listed(&self.store.db, workspace, seen, self.now().plus(FRESH_MS)).await?;
        self.next_team_call_in(workspace, GROUP_PAUSE_MS).await
    }

    /// A source tells nothing (any more): what it said is let go of, and the next one decides. Said once in the log.
    async fn source_silent(
        &self,
        workspace: &WorkspaceId,
        source: &TeamSource,
        state: &SourceState,
        problem: &str,
        due_at: Millis,
    ) -> Result<()> {
        if state.problem.as_deref() != Some(problem) {
            tracing::warn!(
                source = source.kind(),
                problem,
                "a source of teams tells nothing, and the next one decides; `goodturn doctor` says what to do"
            );
        }
        self.tell_teams(workspace, source, BTreeMap::new(), true).await?;
        let silent = SourceState { due_at, problem: Some(problem.to_owned()), ..state.clone() };
        Ok(team_sources::note(&self.store.db, workspace, &silent, state.due_at).await?)
    }

    /// Whether there is the profile field was told: a round of profiles begins, or the field tells nothing for a day.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn field_told(&self, workspace: &WorkspaceId, field: &str, problem: Option<&str>) -> Result<()> {
        let now = self.now();
        for (source, state) in self.arranged(workspace).await? {
            if source != TeamSource::Field(field.to_owned()) {
                continue;
            }
            match problem {
                Some(problem) => self.source_silent(workspace, &source, &state, problem, now.plus(FRESH_MS)).await?,
                None => team_sources::profiles_at(&self.store.db, workspace, now, Some(NAMED)).await?,
            }
        }
        self.next_team_call_in(workspace, GROUP_PAUSE_MS).await
    }

    /// Slack told what stands in some profiles (all that were asked for, or the first of them); `wait` is how long it wants no call.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn profiles_told(
        &self,
        workspace: &WorkspaceId,
        ask: &ProfilesAsk,
        told: &[(PersonId, Option<String>)],
        wait: Option<i64>,
    ) -> Result<()> {
        let mut rows = BTreeMap::new();
        for (person, value) in told {
            let team = match value {
                Some(value) => self.team_called(workspace, value, "field").await?,
                None => None,
            };
            rows.insert(person.clone(), team);
        }
        let rows: Vec<_> = self.told_without_forgotten(workspace, rows).await?.into_iter().collect();
        let db = &self.store.db;
        teams::say(&self.store, workspace, &TeamSource::Field(ask.field.clone()).key(), &rows, self.now()).await?;
        if told.len() == ask.people.len() {
            // Where it goes on is a person: if they deleted everything meanwhile, through everybody again. Who was asked is not asked twice.
            let gone = !self.forgotten_among(workspace, [PersonId::new(&ask.goes_on)].iter()).await?.is_empty();
            team_sources::profiles_at(db, workspace, ask.round_at, Some(if gone { "" } else { &ask.goes_on })).await?;
        }
        self.next_team_call_in(workspace, wait.unwrap_or(PROFILES_PAUSE_MS)).await
    }

    /// When the next call about teams may be made.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn next_team_call(&self, workspace: &WorkspaceId) -> Result<Millis> {
        Ok(team_sources::pace(&self.store.db, workspace).await?.next_call_at)
    }

    /// No call about teams for so long.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn next_team_call_in(&self, workspace: &WorkspaceId, pause_ms: i64) -> Result<()> {
        Ok(team_sources::next_call(&self.store.db, workspace, self.now().plus(pause_ms)).await?)
    }

    /// News of a user group, from an event: who is in it, and with `listed` also what it is called and whether it is there.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn group_changed(&self, workspace: &WorkspaceId, id: &str, listed: bool) -> Result<()> {
        let source = TeamSource::UserGroup(id.to_owned());
        if !self.team_order(workspace).await?.contains(&source) {
            return Ok(());
        }
        let (db, now) = (&self.store.db, self.now());
        if listed {
            team_sources::list_groups(db, workspace, now).await?;
        }
        Ok(team_sources::ask(db, workspace, &source.key(), now).await?)
    }
}
