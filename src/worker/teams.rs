//! Asks Slack who is in which team, where an admin's source is in Slack: user groups and a profile field, each at its own pace.

use super::{Kind, PAUSE_MIN_MS, Workers};
use crate::app::Result;
use crate::app::install::Workspace;
use crate::app::team_sync::{Ask, GroupAsk, ProfilesAsk, RETRY_MS};
use crate::domain::day::Millis;
use crate::slack::client::{CallError, Lane};

/// Slack's word for a source that the app was not installed for; any other trouble with the token passes without changing anybody's team.
const MISSING_SCOPE: &str = "missing_scope";

impl Workers {
    pub(super) async fn teams(&self) -> Result<Option<Millis>> {
        let mut next: Option<Millis> = None;
        for workspace in self.workspaces().await? {
            let due = match self.teams_of(&workspace).await {
                Ok(due) => due,
                Err(error) => Some(self.pass_over(Kind::Teams, &error)),
            };
            next = next.into_iter().chain(due).min();
        }
        Ok(next)
    }

    async fn teams_of(&self, workspace: &Workspace) -> Result<Option<Millis>> {
        let due = match self.app.next_team_ask(&workspace.id).await? {
            Ask::Nothing(due) => due,
            ask => {
                self.ask_about_teams(workspace, ask).await?;
                Some(self.app.next_team_call(&workspace.id).await?)
            }
        };
        // Everybody whom a changed order moves, a piece a step.
        let more = self.app.decide_teams(&workspace.id).await?;
        Ok(due.into_iter().chain(more.then(|| self.app.now().plus(PAUSE_MIN_MS))).min())
    }

    async fn ask_about_teams(&self, workspace: &Workspace, ask: Ask) -> Result<()> {
        match ask {
            Ask::Nothing(_) => Ok(()),
            Ask::Groups(seen) => self.list_groups(workspace, seen).await,
            Ask::Group(ask) => self.ask_group(workspace, &ask).await,
            Ask::Field(field) => self.ask_field(workspace, &field).await,
            Ask::Profiles(ask) => self.ask_profiles(workspace, &ask).await,
        }
    }

    async fn list_groups(&self, workspace: &Workspace, seen: Millis) -> Result<()> {
        match self.client.groups(&workspace.bot_token).await {
            Ok(groups) => self.app.groups_listed(&workspace.id, seen, &groups).await,
            Err(CallError::Token(code)) if code == MISSING_SCOPE => self.app.groups_refused(&workspace.id, seen, &code).await,
            Err(CallError::Refused(code)) => self.app.groups_refused(&workspace.id, seen, &code).await,
            Err(error) => self.ask_later(workspace, &error).await,
        }
    }

    async fn ask_group(&self, workspace: &Workspace, ask: &GroupAsk) -> Result<()> {
        match self.client.group_members(&workspace.bot_token, &ask.id, Lane::Background).await {
            Ok(people) => self.app.group_told(&workspace.id, ask, &people).await,
            Err(CallError::Refused(code)) => self.app.group_gone(&workspace.id, ask, &code).await,
            Err(error) => self.ask_later(workspace, &error).await,
        }
    }

    async fn ask_field(&self, workspace: &Workspace, field: &str) -> Result<()> {
        match self.client.has_profile_field(&workspace.bot_token, field).await {
            Ok(true) => self.app.field_told(&workspace.id, field, None).await,
            Ok(false) => self.app.field_told(&workspace.id, field, Some("no_such_field")).await,
            Err(CallError::Token(code)) if code == MISSING_SCOPE => self.app.field_told(&workspace.id, field, Some(&code)).await,
            Err(CallError::Refused(code)) => self.app.field_told(&workspace.id, field, Some(&code)).await,
            Err(error) => self.ask_later(workspace, &error).await,
        }
    }

    /// Asks for one batch. What came until something went wrong is kept.
    async fn ask_profiles(&self, workspace: &Workspace, ask: &ProfilesAsk) -> Result<()> {
        let mut told = Vec::with_capacity(ask.people.len());
        for person in &ask.people {
            match self.client.profile_field(&workspace.bot_token, person, &ask.field).await {
                Ok(value) => told.push((person.clone(), value)),
                // Somebody whom Slack doesn't know (any more) has no team by it; the others have.
                Err(CallError::Refused(_)) => told.push((person.clone(), None)),
                Err(error) => {
                    let wait = if let CallError::RateLimited(Some(after)) = error { after } else { RETRY_MS };
                    return self.app.profiles_told(&workspace.id, ask, &told, Some(wait)).await;
                }
            }
        }
        self.app.profiles_told(&workspace.id, ask, &told, None).await
    }

    /// Nothing is known: what was told before stays, and the same is asked later.
    async fn ask_later(&self, workspace: &Workspace, error: &CallError) -> Result<()> {
        let wait = if let CallError::RateLimited(Some(after)) = error { *after } else { RETRY_MS };
        if !matches!(error, CallError::RateLimited(_)) {
            tracing::warn!(%error, "a source of teams could not be asked and is asked again");
        }
        self.app.next_team_call_in(&workspace.id, wait).await
    }
}
