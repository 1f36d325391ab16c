//! Plans a workspace's week: reads a snapshot, chooses outside of any transaction, and writes nudges with their waiting reminders in chunks.
//!
//! Each chunk notes its members as planned, so a plan that was interrupted goes on where it stopped. Members who join within the week are
//! planned when they have joined, if their slot is still ahead.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::recheck::contacts_turn;
use super::say_team_of::TeamsTold;
use super::{App, Result};
use crate::domain::day::{Millis, Week};
use crate::domain::ids::{MessageId, PersonId, TeamId, WorkspaceId};
use crate::domain::message::{Message, reminder_key};
use crate::domain::nudge::{NUDGES_PER_CONTACT_PER_WEEK_MAX, NUDGES_PER_REMINDER_MAX, Nudge, NudgeState, RESERVES_PER_PLAN, SmallAct};
use crate::domain::person::{Member, Person};
use crate::domain::plan::assign::{Candidate, Caps, Plan, assign};
use crate::domain::plan::eligible::{Case, Preference, barred};
use crate::domain::plan::explain::reason;
use crate::domain::plan::score::{PROBABILITY_FLOOR, Terms};
use crate::domain::plan::state::{TeamActivity, Tie};
use crate::domain::slot::{SLOT_MAKE_UP_MS, week_begins, zone_or};
use crate::store::outbox::{self, NewDelivery};
use crate::store::workspaces::Workspace;
use crate::store::{members, nudges, people, preferences, ties, workspaces};

/// Members whose plans are written in one transaction: well under 500 rows and 50 ms.
const MEMBERS_PER_CHUNK: usize = 40;

/// How long before the workspace's own Monday its week is planned: Monday begins up to this much earlier for people in the east. What changes
/// after the plan is seen when a reminder is checked again.
const PLAN_LEAD_MS: i64 = 14 * Millis::HOUR;

/// How long one replica has the right to plan a workspace; a plan takes seconds.
const PLANNING_LEASE_MS: i64 = 10 * Millis::MINUTE;

/// What became of a plan, by counts: for the log, without names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Planned {
    /// Members planned for.
    pub members: usize,
    /// Reminders put into the outbox.
    pub reminders: usize,
    /// Members who get no suggestion, by cause.
    pub silent: BTreeMap<&'static str, usize>,
}

/// What the plan is made from.
struct Snapshot {
    week: Week,
    zone: TimeZone,
    now: Millis,
    people: BTreeMap<PersonId, Person>,
    teams: TeamsTold,
    members: BTreeMap<PersonId, Member>,
    ties: Vec<(PersonId, PersonId, Tie)>,
    activity: BTreeMap<(PersonId, TeamId), TeamActivity>,
    preferences: BTreeMap<(PersonId, PersonId), Preference>,
    pointing: BTreeMap<PersonId, i64>,
    sent_so_far: BTreeMap<PersonId, i64>,
}

/// One member's part of the plan.
struct MemberPlan {
    member: PersonId,
    due_at: Millis,
    nudges: Vec<Nudge>,
}

impl App {
    /// Plans every member of the workspace who has no plan for the present week. `None`: another replica is at it.
    ///
    /// # Errors
    /// When the database refuses; what was written until then stays, and the rest is planned at the next call.
    pub async fn plan_week(&self, workspace: &WorkspaceId) -> Result<Option<Planned>> {
        let zone = self.workspace_zone(workspace).await?;
        let week = self.week_to_plan(&zone);
        if members::unplanned(&self.store.db, workspace, week).await?.is_empty() {
            return Ok(Some(Planned::default()));
        }
        let lease_now = self.lease_now().await?;
        if !workspaces::take_planning(&self.store.db, workspace, lease_now, lease_now.plus(PLANNING_LEASE_MS)).await? {
            return Ok(None);
        }
        let planned = self.plan_leased(workspace, week, zone).await;
        workspaces::end_planning(&self.store.db, workspace).await?;
        planned.map(Some)
    }

    /// When the workspace's next week begins: its plan is due then.
    #[must_use]
    pub fn next_week(&self, workspace: &Workspace) -> Millis {
        let zone = zone_or(Some(&workspace.zone), &TimeZone::UTC);
        week_begins(self.week_to_plan(&zone).plus(1), &zone).plus(-PLAN_LEAD_MS)
    }

    /// The week that is planned now: the next one already, when it has begun for somebody.
    fn week_to_plan(&self, zone: &TimeZone) -> Week {
        self.now().plus(PLAN_LEAD_MS).day_in(zone).week()
    }

    async fn plan_leased(&self, workspace: &WorkspaceId, week: Week, zone: TimeZone) -> Result<Planned> {
        let everybody = members::all(&self.store.db, workspace).await?;
        let waiting: Vec<&Member> = everybody.iter().filter(|member| member.planned_week.is_none_or(|planned| planned < week)).collect();
        let snapshot = self.snapshot(workspace, week, zone, &everybody).await?;
        let mut planned = Planned { members: waiting.len(), ..Planned::default() };
        let plans = choose(self, &snapshot, &waiting, &mut planned);
        for chunk in waiting.chunks(MEMBERS_PER_CHUNK) {
            planned.reminders += self.write_chunk(workspace, &snapshot, chunk, &plans).await?;
        }
        Ok(planned)
    }

    async fn snapshot(&self, workspace: &WorkspaceId, week: Week, zone: TimeZone, everybody: &[Member]) -> Result<Snapshot> {
        let db = &self.store.db;
        Ok(Snapshot {
            week,
            zone,
            now: self.now(),
            people: people::all(db, workspace).await?.into_iter().map(|person| (person.id.clone(), person)).collect(),
            teams: self.teams_told(workspace).await?,
            members: everybody.iter().map(|member| (member.person.clone(), member.clone())).collect(),
            ties: ties::of_members(db, workspace).await?,
            activity: ties::teams_of_members(db, workspace).await?.into_iter().map(|(owner, team, state)| ((owner, team), state)).collect(),
            preferences: preferences::all(db, workspace).await?.into_iter().map(|(owner, other, said)| ((owner, other), said)).collect(),
            pointing: nudges::pointing(db, workspace, week).await?,
            sent_so_far: nudges::sent_so_far(db, workspace).await?,
        })
    }

    async fn write_chunk(&self, workspace: &WorkspaceId, snapshot: &Snapshot, chunk: &[&Member], plans: &[MemberPlan]) -> Result<usize> {
        let mut reminders = 0;
        let mut tx = self.store.db.begin().await?;
        // A reserve that stepped in since the snapshot was taken has its place already.
        tx.take_turns(&[contacts_turn(workspace, snapshot.week)]).await?;
        let mut pointing = nudges::pointing_in(&mut tx, workspace, snapshot.week).await?;
        for member in chunk {
            if let Some(plan) = plans.iter().find(|plan| plan.member == member.person) {
                let new = NewDelivery {
                    id: MessageId::new(self.mint()),
                    dedup_key: reminder_key(&plan.member, snapshot.week),
                    recipient: plan.member.clone(),
                    message: Message::Reminder { week: snapshot.week },
                    due_at: plan.due_at,
                    expires_at: plan.due_at.plus(SLOT_MAKE_UP_MS),
                };
                if outbox::enqueue(&self.store, &mut tx, workspace, &new, snapshot.now).await? {
                    reminders += 1;
                    nudges::insert(&mut tx, workspace, &within_caps(&plan.nudges, &mut pointing), &new.id).await?;
                }
            }
            members::planned(&mut tx, workspace, &member.person, snapshot.week).await?;
        }
        tx.commit().await?;
        Ok(reminders)
    }
}

/// The nudges of one plan, with those as reserves whose contact has no place left.
fn within_caps(nudges: &[Nudge], pointing: &mut BTreeMap<PersonId, i64>) -> Vec<Nudge> {
    let mut kept = nudges.to_vec();
    for nudge in kept.iter_mut().filter(|nudge| nudge.state == NudgeState::Chosen) {
        let places = pointing.entry(nudge.contact.clone()).or_default();
        if usize::try_from(*places).unwrap_or(usize::MAX) < NUDGES_PER_CONTACT_PER_WEEK_MAX {
            *places += 1;
        } else {
            nudge.state = NudgeState::Reserve;
        }
    }
    kept
}

/// Chooses for the members who wait. Pure but for the ids of the nudges.
fn choose(app: &App, snapshot: &Snapshot, waiting: &[&Member], planned: &mut Planned) -> Vec<MemberPlan> {
    let due: BTreeMap<&PersonId, (&Member, Millis)> =
        waiting.iter().filter_map(|member| Some((&member.person, (*member, due_at(snapshot, member)?)))).collect();
    let mut candidates = Vec::new();
    let mut details = Vec::new();
    for (owner, other, tie) in &snapshot.ties {
        if !due.contains_key(owner) {
            continue;
        }
        let Some(terms) = terms(snapshot, owner, other, tie) else {
            continue;
        };
        candidates.push(Candidate { member: owner, contact: other, score: terms.probability() });
        details.push((tie, terms));
    }
    let places = |member: &PersonId| {
        let wanted = due.get(member).map_or(0, |(member, _)| usize::try_from(member.people_per_reminder).unwrap_or(0));
        wanted.clamp(1, NUDGES_PER_REMINDER_MAX)
    };
    let taken = |contact: &PersonId| snapshot.pointing.get(contact).map_or(0, |n| usize::try_from(*n).unwrap_or(usize::MAX));
    let caps = Caps { per_contact: NUDGES_PER_CONTACT_PER_WEEK_MAX, reserves: RESERVES_PER_PLAN };
    let mut assigned = assign(&candidates, places, taken, caps);
    let mut plans = Vec::with_capacity(due.len());
    for (member, (_, due_at)) in due {
        let plan = assigned.remove(member).unwrap_or_default();
        if plan.chosen.is_empty() {
            let cause = if plan.reserves.is_empty() { "none_eligible" } else { "capped" };
            *planned.silent.entry(cause).or_default() += 1;
        }
        let nudges = nudges_of(app, snapshot, member, &plan, |place| (candidates[place].contact, candidates[place].score, details[place]));
        plans.push(MemberPlan { member: member.clone(), due_at, nudges });
    }
    plans
}

/// When the member's reminder is due this week: nothing while they rest, out of their rhythm, or when the slot is past being made up.
fn due_at(snapshot: &Snapshot, member: &Member) -> Option<Millis> {
    let zone = zone_or(snapshot.people.get(&member.person).and_then(|person| person.zone.as_deref()), &snapshot.zone);
    let due = member.slot.in_week(snapshot.week, &zone);
    let joined = member.joined_at.day_in(&zone).week();
    let in_rhythm = snapshot.week.since(joined).rem_euclid(member.rhythm.weeks()) == 0;
    let ahead = due.plus(SLOT_MAKE_UP_MS) > snapshot.now && due > member.joined_at;
    (in_rhythm && ahead && member.listens(due)).then_some(due)
}

/// The terms of a candidate who may be named and is worth it.
fn terms(snapshot: &Snapshot, owner: &PersonId, other: &PersonId, tie: &Tie) -> Option<Terms> {
    let contact = snapshot.people.get(other)?;
    let case = Case {
        own_team: snapshot.teams.own(owner, snapshot.people.get(owner)),
        contact,
        contact_team: snapshot.teams.of(owner, contact),
        contact_member: snapshot.members.get(other),
        tie,
        preference: snapshot.preferences.get(&(owner.clone(), other.clone())).copied().unwrap_or_default(),
        week: snapshot.week,
        now: snapshot.now,
    };
    if barred(&case).is_some() {
        return None;
    }
    let activity = snapshot.teams.of(owner, contact).and_then(|team| snapshot.activity.get(&(owner.clone(), team.clone())));
    let terms = Terms::of(tie, activity, snapshot.week);
    (terms.probability() >= PROBABILITY_FLOOR).then_some(terms)
}

fn nudges_of<'a>(
    app: &App,
    snapshot: &Snapshot,
    member: &PersonId,
    plan: &Plan,
    candidate: impl Fn(usize) -> (&'a PersonId, f64, (&'a Tie, Terms)),
) -> Vec<Nudge> {
    let turn = snapshot.sent_so_far.get(member).copied().unwrap_or(0);
    let chosen = plan.chosen.iter().map(|&place| (place, NudgeState::Chosen));
    let all = chosen.chain(plan.reserves.iter().map(|&place| (place, NudgeState::Reserve)));
    let nudge = |(rank, (place, state)): (i64, (usize, NudgeState))| {
        let (contact, score, (tie, terms)) = candidate(place);
        let why = reason(tie, &terms, snapshot.week);
        Nudge {
            id: app.mint().into(),
            member: member.clone(),
            week: snapshot.week,
            rank,
            state,
            contact: contact.clone(),
            contact_team: snapshot.people.get(contact).and_then(|person| snapshot.teams.of(member, person)).cloned(),
            reason: why,
            reason_on: tie.last.on,
            small_act: SmallAct::fitting(why, tie.last.kind, turn + rank),
            score,
            answer: None,
        }
    };
    (0_i64..).zip(all).map(nudge).collect()
}
