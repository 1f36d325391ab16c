//! The last look before a reminder goes out: does every word of it still hold?
//!
//! A nudge that no longer holds is replaced from the reserves, under the contact's cap and in one transaction. When nothing is left to say,
//! nothing is said, and the cause is kept.

use std::collections::{BTreeMap, BTreeSet};

use super::asked_after::{ASK_CARRIED_MAX, ASKS_PER_REMINDER_MAX, asked_until};
use super::draw_acts::Grounds;
use super::read_reminder::{ask_shown, step_shown};
use super::say_team_of::TeamsTold;
use super::suggest_introduction::suggestion_shown;
use super::{Actor, App, Known, Result};
use crate::domain::answer::Reminder;
use crate::domain::day::Week;
use crate::domain::ids::{EntryId, PersonId, WorkspaceId};
use crate::domain::message::Message;
use crate::domain::nudge::{NUDGES_PER_CONTACT_PER_WEEK_MAX, NUDGES_PER_REMINDER_MAX, Nudge, NudgeState};
use crate::domain::person::{IGNORED_LAST, Member, Person};
use crate::domain::plan::eligible::{Case, Preference, barred};
use crate::domain::plan::quiet::QuietTeams;
use crate::domain::plan::silence::Silence;
use crate::domain::plan::state::Tie;
use crate::domain::slot::REMINDER_GAP_MIN_MS;
use crate::store::outbox::Delivery;
use crate::store::tended::TendedRow;
use crate::store::{asks, contacts, members, nudges, outbox, people, preferences, steps, suggestions, tended, ties};

/// What the last look says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recheck {
    /// Send this.
    Send(Reminder),
    /// Say nothing, for this cause.
    Drop(Silence),
    /// The lease ran out meanwhile: another worker has it.
    Lost,
}

/// Whose turn it is to change which contacts a week's nudges point at: one transaction at a time, over all replicas.
pub(crate) fn contacts_turn(workspace: &WorkspaceId, week: Week) -> String {
    format!("contacts:{}:{}", workspace.as_str(), week.0)
}

/// What is known of the member's contacts at the moment of sending.
struct Now {
    own_team: Option<crate::domain::ids::TeamId>,
    owner: PersonId,
    teams: TeamsTold,
    people: BTreeMap<PersonId, Person>,
    members: BTreeMap<PersonId, Member>,
    ties: BTreeMap<PersonId, Tie>,
    preferences: BTreeMap<PersonId, Preference>,
    tended: BTreeMap<PersonId, TendedRow>,
    contacts: BTreeSet<PersonId>,
    quiet: QuietTeams,
    zone: jiff::tz::TimeZone,
    week: Week,
    grounds: Grounds,
    /// The number of the member's next nudge.
    turn: i64,
}

impl App {
    /// Why a leased reminder is not wanted (any more), if so. Asked before Slack is; [`App::recheck`] asks again.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn unwanted(&self, delivery: &Delivery) -> Result<Option<Silence>> {
        let by = Actor { workspace: delivery.workspace.clone(), person: delivery.recipient.clone() };
        let known = self.known(&by).await?;
        let member = members::by_id(&self.store.db, &by.workspace, &by.person).await?;
        if self.is_silenced(&delivery.workspace, delivery.due_at).await? {
            return Ok(Some(Silence::TurnedOff));
        }
        Ok(self.why_unwanted(delivery, known.person.as_ref(), member.as_ref()))
    }

    /// Checks a leased reminder, right before its call begins, and fixes which nudges and asks it carries.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn recheck(&self, delivery: &Delivery) -> Result<Recheck> {
        let by = Actor { workspace: delivery.workspace.clone(), person: delivery.recipient.clone() };
        let Message::Reminder { week } = delivery.message else {
            return Ok(Recheck::Drop(Silence::NoReminder));
        };
        let known = self.known(&by).await?;
        let member = members::by_id(&self.store.db, &by.workspace, &by.person).await?;
        if self.is_silenced(&delivery.workspace, delivery.due_at).await? {
            return Ok(Recheck::Drop(Silence::TurnedOff));
        }
        if let Some(cause) = self.why_unwanted(delivery, known.person.as_ref(), member.as_ref()) {
            return Ok(Recheck::Drop(cause));
        }
        let Some(member) = member else { return Ok(Recheck::Drop(Silence::NoMember)) };
        let last = member.ignored_in_a_row() >= IGNORED_LAST;
        let Some(nudges) = self.settle_nudges(&by, delivery, week, (&known, &member)).await? else { return Ok(Recheck::Lost) };
        let most = if last { 0 } else { ASKS_PER_REMINDER_MAX };
        let window = asks::Wanted { until: asked_until(known.today), now: self.now(), carried_max: ASK_CARRIED_MAX, most };
        let open = asks::to_ask_after(&self.store, &by.workspace, &by.person, &delivery.id, window).await?;
        let step = if nudges.is_empty() && open.is_empty() {
            match self.step_for(&by, &member, &delivery.id, known.today).await? {
                Ok(step) => Some(step),
                Err(cause) => return Ok(Recheck::Drop(cause)),
            }
        } else {
            None
        };
        let ids: Vec<EntryId> = open.iter().map(|shown| shown.ask.id.clone()).collect();
        // A first step is the one small thing of its week.
        let suggested = if step.is_none() { self.suggest_introduction(&by, &delivery.id).await? } else { None };
        let mut tx = self.store.db.begin().await?;
        if !outbox::still_leased(&mut tx, delivery).await? {
            return Ok(Recheck::Lost);
        }
        suggestions::put(&self.store, &mut tx, (&by.workspace, &by.person, &delivery.id), suggested.as_ref(), self.now()).await?;
        asks::carry(&mut tx, &by.workspace, &ids, &delivery.id).await?;
        match &step {
            Some(step) => steps::put(&mut tx, &by.workspace, &by.person, step).await?,
            None => steps::take_out(&mut tx, &by.workspace, &delivery.id).await?,
        }
        tx.commit().await?;
        let teams = self.team_names(&by.workspace).await?;
        let step = step.map(|step| step_shown(step, &teams));
        let nudges = self.nudges_shown(&by, nudges, &teams, known.today).await?;
        let asks = open.into_iter().map(|mut shown| {
            shown.waiting_since = None;
            ask_shown(shown, &teams)
        });
        let suggestion = suggested.and_then(|one| suggestion_shown(one, &delivery.id, &teams)).map(Box::new);
        let (asks, today) = (asks.collect(), known.today);
        let (taken_back, rest_until) = (0, None);
        Ok(Recheck::Send(Reminder { nudges, asks, taken_back, suggestion, step, resting: false, rest_until, ended: false, today }))
    }

    fn why_unwanted(&self, delivery: &Delivery, person: Option<&Person>, member: Option<&Member>) -> Option<Silence> {
        let now = self.now();
        let Some(member) = member else { return Some(Silence::NoMember) };
        if now > delivery.expires_at {
            Some(Silence::SlotMissed)
        } else if member.left_at.is_some() {
            Some(Silence::Left)
        } else if member.ended_at.is_some() {
            Some(Silence::Ended)
        } else if !member.listens(now) {
            Some(Silence::AtRest)
        } else if reminder_week(delivery).is_some_and(|week| !member.wants_week(week)) {
            Some(Silence::NotThisWeek)
        } else if person.is_some_and(|person| person.deactivated_at.is_some()) {
            Some(Silence::Deactivated)
        } else if member.reminded_at.is_some_and(|last| now.0 - last.0 < REMINDER_GAP_MIN_MS) {
            Some(Silence::TooSoon)
        } else {
            None
        }
    }

    /// Withdraws the chosen nudges that no longer hold and lets reserves step in.
    async fn settle_nudges(
        &self,
        by: &Actor,
        delivery: &Delivery,
        week: Week,
        (known, member): (&Known, &Member),
    ) -> Result<Option<Vec<Nudge>>> {
        let planned = nudges::of_message(&self.store.db, &by.workspace, &delivery.id).await?;
        let none = member.ignored_in_a_row() >= IGNORED_LAST;
        let now = self.now_about(by, &planned, week, (known, member)).await?;
        let wanted = planned.iter().filter(|nudge| nudge.state == NudgeState::Chosen).count().min(NUDGES_PER_REMINDER_MAX);
        let mut kept: Vec<Nudge> = Vec::with_capacity(wanted);
        let mut tx = self.store.db.begin().await?;
        if !outbox::still_leased(&mut tx, delivery).await? {
            return Ok(None);
        }
        tx.take_turns(&[contacts_turn(&by.workspace, week)]).await?;
        for nudge in planned {
            let holds = !none && self.still_holds(&nudge, &now);
            match nudge.state {
                NudgeState::Chosen if holds => kept.push(nudge),
                NudgeState::Chosen => nudges::set_state(&mut tx, &by.workspace, &nudge.id, NudgeState::Withdrawn).await?,
                NudgeState::Reserve if holds && kept.len() < wanted => {
                    let pointing = nudges::pointing_at(&mut tx, &by.workspace, week, &nudge.contact).await?;
                    if usize::try_from(pointing).unwrap_or(usize::MAX) < NUDGES_PER_CONTACT_PER_WEEK_MAX {
                        nudges::set_state(&mut tx, &by.workspace, &nudge.id, NudgeState::Chosen).await?;
                        kept.push(nudge);
                    }
                }
                _ => {}
            }
        }
        take_turns(&mut tx, by, &mut kept, &now).await?;
        tx.commit().await?;
        Ok(Some(kept))
    }

    async fn now_about(&self, by: &Actor, planned: &[Nudge], week: Week, (known, member): (&Known, &Member)) -> Result<Now> {
        let ids: Vec<PersonId> = planned.iter().map(|nudge| nudge.contact.clone()).collect();
        let db = &self.store.db;
        let found = people::by_ids(db, &by.workspace, &ids).await?;
        let mut memberships = BTreeMap::new();
        for id in &ids {
            if let Some(member) = members::by_id(db, &by.workspace, id).await? {
                memberships.insert(id.clone(), member);
            }
        }
        let said = preferences::of_owner(db, &by.workspace, &by.person).await?;
        let teams = self.teams_told_by(by).await?;
        let own_team = teams.own(&by.person, known.person.as_ref()).cloned();
        let grounds = self.grounds(by, own_team.as_ref(), planned, known.today).await?;
        Ok(Now {
            own_team,
            owner: by.person.clone(),
            teams,
            people: found.into_iter().map(|known| (known.person.id.clone(), known.person)).collect(),
            members: memberships,
            ties: ties::of_owner(db, &by.workspace, &by.person).await?.into_iter().collect(),
            preferences: said.into_iter().map(|(_, contact, preference)| (contact, preference)).collect(),
            tended: tended::of_owner(db, &by.workspace, &by.person).await?.into_iter().collect(),
            contacts: contacts::of_owner(db, &by.workspace, &by.person).await?.into_keys().collect(),
            quiet: self.quiet_teams(&by.workspace).await?,
            zone: known.zone.clone(),
            week,
            grounds,
            turn: member.nudges_sent,
        })
    }

    fn still_holds(&self, nudge: &Nudge, now: &Now) -> bool {
        let (tie, tended) = (now.ties.get(&nudge.contact), now.tended.get(&nudge.contact));
        let chosen = tended.is_some() || now.contacts.contains(&nudge.contact);
        let Some(contact) = now.people.get(&nudge.contact).filter(|_| tie.is_some() || chosen) else {
            return false;
        };
        let team = now.teams.of(&now.owner, contact);
        let case = Case {
            own_team: now.own_team.as_ref(),
            contact,
            contact_team: team,
            contact_member: now.members.get(&nudge.contact),
            tie,
            tended: tended.map(|tended| (tended.weeks, tended.added_at.day_in(&now.zone).week())),
            chosen,
            team_quiet: now.quiet.on(team, self.now().day_in(&now.zone)),
            preference: now.preferences.get(&nudge.contact).copied().unwrap_or_default(),
            away: self.away.tells_of(contact),
            week: now.week,
            now: self.now(),
        };
        barred(&case).is_none()
    }
}

/// The week that a reminder is for; none for other messages.
const fn reminder_week(delivery: &Delivery) -> Option<Week> {
    match delivery.message {
        Message::Reminder { week } => Some(week),
        Message::Digest { .. } | Message::Consent { .. } | Message::Opening { .. } | Message::Export | Message::Preview { .. } => None,
    }
}

/// Gives the nudges that go out the small acts of their turns.
async fn take_turns(tx: &mut crate::store::Tx, by: &Actor, kept: &mut [Nudge], now: &Now) -> Result<()> {
    let drawn = now.grounds.draw(kept, now.turn);
    for (nudge, drawn) in kept.iter_mut().zip(drawn) {
        nudges::set_small_act(tx, &by.workspace, &nudge.id, &drawn).await?;
        (nudge.small_act, nudge.take, nudge.lines) = (drawn.act, drawn.take, drawn.lines);
    }
    Ok(())
}
