//! Plans a workspace's week: reads a snapshot, chooses outside of any transaction, and writes nudges with their waiting reminders in chunks.
//!
//! Each chunk notes its members as planned, so a plan that was interrupted goes on where it stopped. Members who join within the week are
//! planned when they have joined, if their slot is still ahead.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;

use super::plan_snapshot::{Found, Left, Snapshot};
use super::recheck::contacts_turn;
use super::{App, Result};
use crate::domain::day::{Millis, Week};
use crate::domain::ids::{MessageId, PersonId, WorkspaceId};
use crate::domain::message::{Message, reminder_key};
use crate::domain::nudge::{
    NUDGES_PER_CONTACT_PER_WEEK_MAX, NUDGES_PER_REMINDER_MAX, Nudge, NudgeState, RESERVES_PER_PLAN, Reason, SmallAct,
};
use crate::domain::person::Member;
use crate::domain::plan::assign::{Candidate, Caps, Plan, assign};
use crate::domain::plan::explain::told;
use crate::domain::plan::silence::{Silence, told as told_in_log};
use crate::domain::slot::{SLOT_MAKE_UP_MS, week_begins, zone_or};
use crate::store::outbox::{self, NewDelivery};
use crate::store::workspaces::Workspace;
use crate::store::{members, nudges, waiting as store_waiting, workspaces};

/// Members whose plans are written in one transaction: well under 500 rows and 50 ms.
const MEMBERS_PER_CHUNK: usize = 40;

/// How long before the workspace's own Monday its week is planned: Monday begins up to this much earlier for people in the east. What changes
/// after the plan is seen when a reminder is checked again.
const PLAN_LEAD_MS: i64 = 14 * Millis::HOUR;

/// How long one replica has the right to plan a workspace; a plan takes seconds.
const PLANNING_LEASE_MS: i64 = 10 * Millis::MINUTE;

/// What became of a plan.
#[derive(Clone, PartialEq, Default)]
pub struct Planned {
    /// Members planned for.
    pub members: usize,
    /// Reminders put into the outbox.
    pub reminders: usize,
    /// To whom nobody will be named, and why. Never logged by name.
    pub silent: BTreeMap<PersonId, Silence>,
    /// The share of the best possible choice that was certainly reached, 0 to 1; none where there was nothing to choose from.
    pub certified: Option<f64>,
    /// How long it took.
    pub took: Took,
}

/// How long the parts of a plan took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Took {
    /// Reading what it is made from.
    pub read: Duration,
    /// Choosing.
    pub choose: Duration,
    /// Writing, with the pauses in between.
    pub write: Duration,
    /// The longest transaction: that long a command may have waited.
    pub longest_write: Duration,
}

impl Planned {
    /// The plan as the log tells it: totals of five or more.
    #[must_use]
    pub fn told(&self) -> String {
        let mut causes: BTreeMap<Silence, usize> = BTreeMap::new();
        for cause in self.silent.values() {
            *causes.entry(*cause).or_default() += 1;
        }
        told_in_log(self.members.saturating_sub(self.silent.len()), &causes)
    }
}

impl std::fmt::Debug for Planned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Planned({})", self.told())
    }
}

/// What a plan would come to, by counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tried {
    /// Members to whom somebody would be named.
    pub named: usize,
    /// Members who rest, or whose slot or rhythm is not this week's.
    pub not_now: usize,
    /// Members whose week is planned already.
    pub planned_before: usize,
    /// Members to whom nobody would be named, by cause.
    pub silent: BTreeMap<Silence, usize>,
}

/// The members whose week is not planned yet.
fn unplanned<'a>(everybody: &'a [Member], week: Week, only: Option<&PersonId>) -> Vec<&'a Member> {
    let waits = |member: &&Member| member.planned_week.is_none_or(|planned| planned < week);
    everybody.iter().filter(waits).filter(|member| only.is_none_or(|only| *only == member.person)).collect()
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
        self.plan_week_of(workspace, None).await
    }

    /// The same for one member only, where one is named.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn plan_week_of(&self, workspace: &WorkspaceId, only: Option<&PersonId>) -> Result<Option<Planned>> {
        let zone = self.workspace_zone(workspace).await?;
        let week = self.week_to_plan(&zone);
        if members::unplanned(&self.store.db, workspace, week).await?.is_empty() {
            return Ok(Some(Planned::default()));
        }
        let lease_now = self.lease_now().await?;
        if !workspaces::take_planning(&self.store.db, workspace, lease_now, lease_now.plus(PLANNING_LEASE_MS)).await? {
            return Ok(None);
        }
        let planned = self.plan_leased(workspace, week, zone, only).await;
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

    async fn plan_leased(&self, workspace: &WorkspaceId, week: Week, zone: TimeZone, only: Option<&PersonId>) -> Result<Planned> {
        let begun = Instant::now();
        let everybody = members::all(&self.store.db, workspace).await?;
        let waiting = unplanned(&everybody, week, only);
        for chunk in waiting.chunks(MEMBERS_PER_CHUNK) {
            let again: Vec<PersonId> =
                chunk.iter().filter(|member| member.planned_week.is_none()).map(|member| member.person.clone()).collect();
            nudges::unplan(&self.store.db, workspace, week, &again).await?;
        }
        let snapshot = self.snapshot(workspace, week, zone, &everybody).await?;
        let mut planned = Planned { members: waiting.len(), ..Planned::default() };
        planned.took.read = begun.elapsed();
        let plans = choose(self, &snapshot, &waiting, &mut planned);
        planned.took.choose = begun.elapsed() - planned.took.read;
        for chunk in waiting.chunks(MEMBERS_PER_CHUNK) {
            let since = Instant::now();
            planned.reminders += self.write_chunk(workspace, &snapshot, chunk, &plans).await?;
            planned.took.longest_write = planned.took.longest_write.max(since.elapsed());
        }
        planned.took.write = begun.elapsed() - planned.took.read - planned.took.choose;
        Ok(planned)
    }

    /// What a plan would come to now, by counts. Nothing is written.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn try_plan(&self, workspace: &WorkspaceId, only: Option<&PersonId>) -> Result<Tried> {
        let zone = self.workspace_zone(workspace).await?;
        let week = self.week_to_plan(&zone);
        let everybody = members::all(&self.store.db, workspace).await?;
        let waiting = unplanned(&everybody, week, only);
        let snapshot = self.snapshot(workspace, week, zone, &everybody).await?;
        let mut planned = Planned { members: waiting.len(), ..Planned::default() };
        let plans = choose(self, &snapshot, &waiting, &mut planned);
        let named = plans.iter().filter(|plan| plan.nudges.iter().any(|nudge| nudge.state == NudgeState::Chosen)).count();
        let all = everybody.iter().filter(|member| only.is_none_or(|only| *only == member.person)).count();
        let mut silent = BTreeMap::new();
        for cause in planned.silent.into_values() {
            *silent.entry(cause).or_default() += 1;
        }
        Ok(Tried { named, not_now: waiting.len() - plans.len(), planned_before: all - waiting.len(), silent })
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
                let waiting = if outbox::enqueue(&self.store, &mut tx, workspace, &new, snapshot.now).await? {
                    reminders += 1;
                    Some(new.id)
                } else {
                    store_waiting::waiting_under(&mut tx, workspace, &new, snapshot.now).await?
                };
                if let Some(id) = waiting {
                    nudges::insert(&mut tx, workspace, &within_caps(&plan.nudges, &mut pointing), &id).await?;
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
    let mut due: BTreeMap<&PersonId, (&Member, Millis)> = BTreeMap::new();
    for member in waiting {
        match snapshot.due_at(member) {
            Ok(at) => drop(due.insert(&member.person, (member, at))),
            Err(cause) => drop(planned.silent.insert(member.person.clone(), cause)),
        }
    }
    let mut candidates = Vec::new();
    let mut details = Vec::new();
    let mut below_floor: BTreeSet<&PersonId> = BTreeSet::new();
    for (pair, tie) in &snapshot.pairs {
        let Some((_, at)) = due.get(&pair.0) else { continue };
        match snapshot.judge(pair, tie.as_ref(), *at) {
            Ok(found) => {
                candidates.push(Candidate { member: &pair.0, contact: &pair.1, score: found.order });
                details.push((pair, found));
            }
            Err(Left::BelowFloor) => {
                below_floor.insert(&pair.0);
            }
            Err(Left::Barred) => {}
        }
    }
    let places = |member: &PersonId| {
        let wanted = due.get(member).map_or(0, |(member, _)| usize::try_from(member.people_per_reminder).unwrap_or(0));
        wanted.clamp(1, NUDGES_PER_REMINDER_MAX)
    };
    let taken = |contact: &PersonId| snapshot.pointing.get(contact).map_or(0, |n| usize::try_from(*n).unwrap_or(usize::MAX));
    let caps = Caps { per_contact: NUDGES_PER_CONTACT_PER_WEEK_MAX, reserves: RESERVES_PER_PLAN };
    let assignment = assign(&candidates, places, taken, caps);
    planned.certified = Some(assignment.certified).filter(|_| !assignment.plans.is_empty());
    let mut assigned = assignment.plans;
    let mut plans = Vec::with_capacity(due.len());
    for (member, (_, due_at)) in due {
        let plan = assigned.remove(member).unwrap_or_default();
        if plan.chosen.is_empty() {
            let cause = match plan.reserves.is_empty() {
                false => Silence::Capped,
                true if below_floor.contains(member) => Silence::BelowFloor,
                true => Silence::NoneEligible,
            };
            planned.silent.insert(member.clone(), cause);
        }
        plans.push(MemberPlan { member: member.clone(), due_at, nudges: nudges_of(app, snapshot, &plan, &details) });
    }
    plans
}

fn nudges_of(app: &App, snapshot: &Snapshot, plan: &Plan, details: &[(&(PersonId, PersonId), Found<'_>)]) -> Vec<Nudge> {
    let chosen = plan.chosen.iter().map(|&place| (place, NudgeState::Chosen));
    let all = chosen.chain(plan.reserves.iter().map(|&place| (place, NudgeState::Reserve)));
    let mut heard: Option<Vec<(PersonId, Reason)>> = None;
    let nudge = |(rank, (place, state)): (i64, (usize, NudgeState))| {
        let (pair, found) = &details[place];
        let (member, contact) = pair;
        let heard = heard.get_or_insert_with(|| snapshot.told.get(member).cloned().unwrap_or_default());
        let (why, on) = told(&snapshot.facts(pair, found), contact, heard);
        heard.insert(0, (contact.clone(), why));
        Nudge {
            id: app.mint().into(),
            member: member.clone(),
            week: snapshot.week,
            rank,
            state,
            contact: contact.clone(),
            contact_team: snapshot.team_of(pair).cloned(),
            reason: why,
            reason_on: on,
            // Drawn at the moment of sending, from what is true then.
            small_act: SmallAct::PassOnNews,
            take: 0,
            lines: None,
            score: found.probability,
            answer: None,
        }
    };
    (0_i64..).zip(all).map(nudge).collect()
}
