//! A reminder as it stands now, read from its rows: what was sent, with what the member answered since.

use std::collections::BTreeMap;

use super::asked_after::ASKS_PER_REMINDER_MAX;
use super::draw_acts::OpenAsks;
use super::{Actor, App, Result};
use crate::domain::answer::{AskShown, NudgeShown, Quotes, Reminder};
use crate::domain::card::Card;
use crate::domain::draw::Lines;
use crate::domain::ids::{ChannelId, MessageId, PersonId, TeamId, WorkspaceId};
use crate::domain::nudge::{Nudge, NudgeState, SmallAct};
use crate::domain::step::{Step, StepShown};
use crate::store::asks::ShownAsk;
use crate::store::{asks, members, nudges, outbox, people, steps};

/// A reminder that was sent, and where it stands in Slack.
#[derive(Debug, Clone)]
pub struct SentReminder {
    /// The DM.
    pub channel: ChannelId,
    /// Slack's time stamp of the message.
    pub message_ts: String,
    /// What it shows now.
    pub reminder: Reminder,
    /// Our id of the message, from which its block ids are made.
    pub id: MessageId,
}

impl App {
    /// The member's reminder with this id, if it was sent.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn read_reminder(&self, by: &Actor, id: &MessageId) -> Result<Option<SentReminder>> {
        let Some(delivery) = outbox::by_id(&self.store, &by.workspace, id).await? else {
            return Ok(None);
        };
        let (Some(channel), Some(message_ts)) = (delivery.channel, delivery.message_ts) else {
            return Ok(None);
        };
        if delivery.recipient != by.person {
            return Ok(None);
        }
        let teams = self.team_names(&by.workspace).await?;
        let sent = nudges::of_message(&self.store.db, &by.workspace, id).await?;
        let sent: Vec<Nudge> = sent.into_iter().filter(|nudge| nudge.state == NudgeState::Sent).collect();
        let mut asks = asks::shown_by(&self.store, &by.workspace, &by.person, id).await?;
        asks.truncate(usize::try_from(ASKS_PER_REMINDER_MAX).unwrap_or(usize::MAX));
        let taken_back = asks::taken_back(&self.store.db, &by.workspace, id).await?;
        let member = members::by_id(&self.store.db, &by.workspace, &by.person).await?;
        let ended = member.as_ref().is_some_and(|member| member.left_at.is_none() && member.ended_at.is_some());
        let resting = member.as_ref().is_none_or(|member| !member.listens(self.now()));
        let known = self.known(by).await?;
        let rest_until = member.as_ref().and_then(|member| super::overview::resting(member, self.now(), &known.zone)).flatten();
        let today = known.today;
        let nudges = self.nudges_shown(by, sent, &teams, today).await?;
        let suggestion = self.suggestion_of(by, id).await?.map(Box::new);
        let step = steps::of_message(&self.store.db, &by.workspace, id).await?.map(|step| step_shown(step, &teams));
        let asks = asks.into_iter().map(|ask| ask_shown(ask, &teams)).collect();
        let reminder = Reminder { nudges, asks, taken_back, suggestion, step, resting, rest_until, ended, today };
        Ok(Some(SentReminder { channel, message_ts, reminder, id: id.clone() }))
    }

    /// A reminder that was sent, whoever got it, with who that is.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sent_reminder(&self, workspace: &WorkspaceId, id: &MessageId) -> Result<Option<(PersonId, SentReminder)>> {
        let Some(delivery) = outbox::by_id(&self.store, workspace, id).await? else { return Ok(None) };
        let by = Actor { workspace: workspace.clone(), person: delivery.recipient };
        Ok(self.read_reminder(&by, id).await?.map(|sent| (by.person, sent)))
    }

    /// The names of a workspace's teams.
    pub(crate) async fn team_names(&self, workspace: &WorkspaceId) -> Result<BTreeMap<TeamId, String>> {
        Ok(people::teams(&self.store.db, workspace).await?.into_iter().collect())
    }
}

/// A nudge as it is shown, with what it quotes as far as that still stands.
pub(super) fn quotes(
    nudge: Nudge,
    teams: &BTreeMap<TeamId, String>,
    texts: &BTreeMap<String, String>,
    card: Option<&Card>,
    open: &OpenAsks,
) -> NudgeShown {
    // What names the team goes with its name.
    let team = nudge.contact_team.as_ref().and_then(|team| teams.get(team).cloned());
    let card = card.filter(|_| team.is_some());
    let lines = nudge.lines.as_ref().filter(|_| team.is_some());
    let line = |id: fn(&Lines) -> &String| lines.and_then(|lines| texts.get(id(lines)).cloned());
    let said = |text: fn(&Card) -> &String| card.map(text).filter(|text| !text.trim().is_empty()).cloned();
    let mut quotes = Quotes {
        struggle: line(|lines| &lines.struggle),
        offer: line(|lines| &lines.offer),
        front_door: said(|card| &card.front_door).filter(|_| nudge.small_act.wants_front_door()),
        words: said(|card| &card.words),
    };
    let act = nudge.small_act;
    let stands = (!act.quotes_cards() || (quotes.struggle.is_some() && quotes.offer.is_some()))
        && (act != SmallAct::AskTheirWords || quotes.words.is_some())
        && (!act.needs_open_ask() || open.reach(&nudge.contact, nudge.contact_team.as_ref()));
    if !stands {
        quotes = Quotes::default();
    }
    NudgeShown {
        id: nudge.id,
        contact: nudge.contact,
        team,
        reason: nudge.reason,
        reason_on: nudge.reason_on,
        small_act: if stands { act } else { act.instead() },
        take: nudge.take,
        quotes,
        answer: nudge.answer,
    }
}

/// A step as it is shown.
pub(crate) fn step_shown(step: Step, teams: &BTreeMap<TeamId, String>) -> StepShown {
    StepShown { kind: step.kind, team: step.team.and_then(|team| teams.get(&team).cloned()), answer: step.answer }
}

/// An ask as it is shown.
pub(crate) fn ask_shown(shown: ShownAsk, teams: &BTreeMap<TeamId, String>) -> AskShown {
    let team = if shown.ask.askee.is_some() { None } else { shown.ask.askee_team.and_then(|team| teams.get(&team).cloned()) };
    AskShown {
        id: shown.ask.id,
        askee: shown.ask.askee,
        team,
        note: shown.ask.note,
        asked_on: shown.ask.asked_on,
        state: shown.ask.state,
        waiting: shown.waiting_since.is_some(),
    }
}
