//! What an admin's Home shows beside their own things: how the set-up stands, how messages go, and what waits for their word.
//!
//! Nobody is named, and nothing is told of fewer than five people: totals go through `domain::told`, causes are kinds of errors only.

use jiff::civil::Time;
use jiff::tz::TimeZone;

use super::team_sources::TeamShare;
use super::{Actor, App, Result};
use crate::domain::day::{Day, Millis, Week};
use crate::domain::digest::schedule::Schedule;
use crate::domain::ids::{ChannelId, MessageId, WorkspaceId};
use crate::domain::slot::{week_begins, zone_or};
use crate::domain::team_source::TeamSource;
use crate::domain::told::Total;
use crate::store::{self, digest_parts, digests, health, people, team_sources};

/// After this long something that is due and not out is worth an admin's eye: Slack's own hiccups are shorter.
pub(super) const LATE_AFTER_MS: i64 = 10 * Millis::MINUTE;

/// How far back the last error is looked for.
const ERRORS_FOR_MS: i64 = 7 * Millis::DAY;

/// Held messages of a kind that are listed: more are not to be expected, and Home is short.
const HELD_LISTED_MAX: usize = 4;

/// What is under `scopes` in what was looked up.
const SCOPES: &str = "scopes";

/// What an admin's page is to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdminPart {
    /// They are no admin: nothing is shown.
    None,
    /// They own the workspace, and nobody has set Goodturn up yet.
    MaySetUp,
    /// They are an admin.
    Admin(Box<AdminHome>),
}

/// The admin's part of Home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdminHome {
    /// Whether it is turned off for everyone.
    pub off: bool,
    /// What share of people joined.
    pub joined: TeamShare,
    /// What share of people has a team.
    pub with_team: TeamShare,
    /// The sources of teams in their order.
    pub sources: Vec<SourceShown>,
    /// Whether an admin chose them in App Home.
    pub sources_chosen: bool,
    /// The weekly post, where there is one.
    pub digest: Option<DigestStands>,
    /// Scopes that the token lacks; none, and nobody could tell yet.
    pub scopes_missing: Option<Vec<String>>,
    /// The locale that most people have.
    pub locale: Option<String>,
    /// How messages go.
    pub health: Health,
    /// Posts whose arrival nobody knows.
    pub held_digests: Vec<HeldShown>,
    /// First messages of conversations whose arrival nobody knows.
    pub held_openings: Vec<HeldShown>,
    /// Today, on the admin's calendar.
    pub today: Day,
}

/// One source of teams, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceShown {
    /// The source.
    pub source: TeamSource,
    /// The name of the team that a user group stands for.
    pub team: Option<String>,
    /// Slack's word for what keeps it from telling anything.
    pub problem: Option<String>,
}

/// How the weekly post is set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestStands {
    /// The channel.
    pub channel: ChannelId,
    /// The zone it is meant in.
    pub zone: String,
    /// The day and the time of the next one.
    pub next: Option<(Day, Time)>,
    /// Items that are worth a post, at the least.
    pub items_min: i64,
    /// Whether the bot is in the channel; none, and nobody could tell yet.
    pub there: Option<bool>,
}

/// How messages go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// How many people something reached last week; none: fewer than five.
    pub reached: Option<usize>,
    /// To how many people something is held; none: fewer than five.
    pub held: Option<usize>,
    /// How long the oldest waits that should be out, in milliseconds.
    pub late_ms: Option<i64>,
    /// The kind of the last error.
    pub last_error: Option<ErrorKind>,
}

/// A held message: when, and where it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldShown {
    /// Our id.
    pub message: MessageId,
    /// The channel that an admin can look into, if it is one.
    pub channel: Option<ChannelId>,
    /// The day it was called, or made.
    pub day: Day,
    /// The time of day.
    pub time: Time,
}

/// Kinds of errors that an admin can do something about, or should know of. Causes that are about a person are none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The bot is not in the channel, or the channel is closed.
    Channel,
    /// The app's messages tab is off.
    MessagesTab,
    /// Slack did not answer.
    NoAnswer,
    /// Slack was not reached, asked to wait, or did not take the token.
    NotNow,
    /// Slack did not take what was to be shown.
    Content,
}

impl ErrorKind {
    /// Its key in the texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::MessagesTab => "messages-tab",
            Self::NoAnswer => "no-answer",
            Self::NotNow => "not-now",
            Self::Content => "content",
        }
    }

    /// The kind of a kept cause, if it is one.
    fn of(cause: &str) -> Option<Self> {
        match cause {
            "not_in_channel" | "channel_not_found" | "is_archived" | "restricted_action" => Some(Self::Channel),
            "messages_tab_disabled" => Some(Self::MessagesTab),
            "no answer" | "worker died" | "the conversation does not tell" => Some(Self::NoAnswer),
            "not now" => Some(Self::NotNow),
            "invalid_blocks" | "invalid_blocks_format" | "msg_too_long" | "msg_blocks_too_long" | "no_text" => Some(Self::Content),
            _ => None,
        }
    }
}

impl App {
    /// The admin's part of somebody's Home.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn read_admin(&self, by: &Actor) -> Result<AdminPart> {
        if !self.is_admin(by).await? {
            return Ok(if self.may_set_up(by).await? { AdminPart::MaySetUp } else { AdminPart::None });
        }
        let (db, workspace, now) = (&self.store.db, &by.workspace, self.now());
        let known = self.known(by).await?;
        let at = |at: Millis| {
            let there = at.timestamp().to_zoned(known.zone.clone());
            (Day::of(there.date()), there.time())
        };
        let (people, _) = team_sources::share(db, workspace).await?;
        let joined = self.told(workspace, "joined", health::joined(db, workspace)).await?;
        let digests = digests::held(db, workspace).await?.into_iter().map(|held| {
            let (day, time) = held.called_at.map_or((held.day, Time::midnight()), at);
            HeldShown { message: held.message, channel: held.channel, day, time }
        });
        let openings = health::held_openings(db, workspace).await?.into_iter().filter(|(.., until)| *until > now);
        let openings = openings.map(|(message, made, _)| {
            let (day, time) = at(made);
            HeldShown { message, channel: None, day, time }
        });
        Ok(AdminPart::Admin(Box::new(AdminHome {
            off: self.is_off(workspace).await?,
            joined: TeamShare::of(people, i64::try_from(joined.number).unwrap_or(0)),
            with_team: self.team_share(workspace).await?,
            sources: self.sources_shown(workspace).await?,
            sources_chosen: self.are_sources_chosen(workspace).await?,
            digest: self.digest_stands(workspace).await?,
            scopes_missing: self.scopes_missing(workspace).await?,
            locale: digest_parts::usual_locale(db, workspace).await?,
            health: self.health(workspace).await?,
            held_digests: digests.take(HELD_LISTED_MAX).collect(),
            held_openings: openings.take(HELD_LISTED_MAX).collect(),
            today: known.today,
        })))
    }

    /// A total as it is told: what was told before stays until five people or more make the difference.
    ///
    /// What is told for this week already is not counted again.
    async fn told(&self, workspace: &WorkspaceId, name: &str, now: impl Future<Output = store::Result<usize>>) -> Result<Total> {
        let (before, week) = (health::total(&self.store.db, workspace, name).await?, self.week_of(workspace).await?.0);
        if let Some(before) = before.filter(|before| before.week >= week) {
            return Ok(before);
        }
        let total = Total::after(before, now.await?, week);
        health::tell(&self.store.db, workspace, name, total).await?;
        Ok(total)
    }

    /// The present week of the workspace, and its zone.
    async fn week_of(&self, workspace: &WorkspaceId) -> Result<(Week, TimeZone)> {
        let zone = self.workspace_zone(workspace).await?;
        Ok((self.now().day_in(&zone).week(), zone))
    }

    async fn health(&self, workspace: &WorkspaceId) -> Result<Health> {
        let (db, now) = (&self.store.db, self.now());
        let (week, zone) = self.week_of(workspace).await?;
        // The last whole week: it does not change any more while somebody looks.
        let last_week = (week_begins(week.plus(-1), &zone), week_begins(week, &zone));
        let reached = self.told(workspace, "reached", health::reached(db, workspace, last_week)).await?;
        let held = self.told(workspace, "held", health::held_from(db, workspace)).await?;
        let waits = health::waiting_since(db, workspace, now.plus(-LATE_AFTER_MS)).await?;
        let causes = health::causes(db, workspace, now.plus(-ERRORS_FOR_MS)).await?;
        Ok(Health {
            reached: reached.told(),
            held: held.told(),
            late_ms: waits.map(|since| now.0 - since.0),
            last_error: causes.iter().find_map(|cause| ErrorKind::of(cause)),
        })
    }

    async fn sources_shown(&self, workspace: &WorkspaceId) -> Result<Vec<SourceShown>> {
        let states = team_sources::all(&self.store.db, workspace).await?;
        let teams: std::collections::BTreeMap<_, _> = people::teams(&self.store.db, workspace).await?.into_iter().collect();
        let shown = |source: TeamSource| {
            let state = states.iter().find(|state| state.source == source.key());
            let team = state.and_then(|state| state.team.as_ref()).and_then(|team| teams.get(team).cloned());
            SourceShown { team, problem: state.and_then(|state| state.problem.clone()), source }
        };
        Ok(self.team_order(workspace).await?.into_iter().map(shown).collect())
    }

    async fn digest_stands(&self, workspace: &WorkspaceId) -> Result<Option<DigestStands>> {
        let Some(setup) = self.digest_setup(workspace).await? else { return Ok(None) };
        let zone = zone_or(Some(&setup.zone), &TimeZone::UTC);
        let next = Schedule::parse(&setup.cron).ok().and_then(|schedule| schedule.next(self.now(), &zone));
        let next = next.map(|slot| (slot.day, slot.at.timestamp().to_zoned(zone).time()));
        let there = self.is_bot_in(workspace, &setup.channel).await?;
        Ok(Some(DigestStands { channel: setup.channel, zone: setup.zone, next, items_min: setup.items_min, there }))
    }

    /// Whether the bot is in the channel, by what Slack said last: when it was asked, or when a post was sent.
    async fn is_bot_in(&self, workspace: &WorkspaceId, channel: &ChannelId) -> Result<Option<bool>> {
        let asked = health::looked_up(&self.store.db, workspace, &channel_key(channel)).await?;
        let posted = health::last_post(&self.store.db, workspace, channel.as_str()).await?;
        let posted = posted.filter(|(sent, cause, _)| *sent || ErrorKind::of(cause) == Some(ErrorKind::Channel));
        let asked = asked.map(|(found, at)| (at, found == "there"));
        let posted = posted.map(|(sent, _, at)| (at, sent));
        Ok(asked.into_iter().chain(posted).max_by_key(|(at, _)| *at).map(|(_, there)| there))
    }

    /// Notes whether the bot is in a channel.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn channel_looked_up(&self, workspace: &WorkspaceId, channel: &ChannelId, there: bool) -> Result<()> {
        let found = if there { "there" } else { "not there" };
        Ok(health::found(&self.store.db, workspace, &channel_key(channel), found, self.now()).await?)
    }

    async fn scopes_missing(&self, workspace: &WorkspaceId) -> Result<Option<Vec<String>>> {
        let found = health::looked_up(&self.store.db, workspace, SCOPES).await?;
        Ok(found.map(|(found, _)| found.split(',').filter(|scope| !scope.is_empty()).map(str::to_owned).collect()))
    }

    /// Whether scopes are to be asked about (again): not since `since`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn scopes_unknown_since(&self, workspace: &WorkspaceId, age_ms: i64) -> Result<bool> {
        let found = health::looked_up(&self.store.db, workspace, SCOPES).await?;
        Ok(found.is_none_or(|(_, at)| at.plus(age_ms) <= self.now()))
    }

    /// Notes which scopes the token lacks.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn scopes_looked_up(&self, workspace: &WorkspaceId, missing: &[&str]) -> Result<()> {
        Ok(health::found(&self.store.db, workspace, SCOPES, &missing.join(","), self.now()).await?)
    }
}

fn channel_key(channel: &ChannelId) -> String {
    format!("channel:{}", channel.as_str())
}
