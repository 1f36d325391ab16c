//! Plans a workspace's week: reads a snapshot, chooses outside of any transaction, and writes nudges with their waiting reminders in chunks.
//!
//! Each chunk notes its members as planned, so a plan that was interrupted goes on where it stopped; and each one keeps the right to plan, so a
//! replica that was given up for dead writes nothing more. Members who join within the week are planned when they have joined, if their slot is
//! still ahead.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;

use super::plan_choose::{Choice, MemberPlan, choose};
use super::plan_snapshot::Snapshot;
use super::recheck::contacts_turn;
use super::{App, Result};
use crate::domain::day::{Millis, Week};
use crate::domain::ids::{MessageId, PersonId, WorkspaceId};
use crate::domain::message::{Message, reminder_key};
use crate::domain::nudge::{NUDGES_PER_CONTACT_PER_WEEK_MAX, Nudge, NudgeState};
use crate::domain::person::Member;
use crate::domain::plan::silence::{Silence, told as told_in_log};
use crate::domain::slot::{SLOT_MAKE_UP_MS, week_begins, zone_or};
use crate::store;
use crate::store::outbox::NewDelivery;
use crate::store::workspaces::{self, Planning, Workspace};
use crate::store::{members, nudges, waiting as store_waiting};

/// Members whose plans are written in one transaction: a reminder, six nudges and a mark each, some 300 rows and fifteen milliseconds. A command may
/// have to wait for several, one for each of its own writes.
const MEMBERS_PER_CHUNK: usize = 40;

/// Members whose waiting nudges are taken back in one statement.
const MEMBERS_PER_UNPLAN: usize = 80;

/// How long before the workspace's own Monday its week is planned: Monday begins up to this much earlier for people in the east. What changes
/// after the plan is seen when a reminder is checked again.
const PLAN_LEAD_MS: i64 = 14 * Millis::HOUR;

/// How long one replica has the right to plan a workspace, from the last chunk it wrote on; a plan takes seconds.
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
    /// Rows that were read for it.
    pub rows: usize,
}

/// How long the parts of a plan took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Took {
    /// Reading what it is made from.
    pub read: Duration,
    /// Learning from what became of ties before.
    pub learn: Duration,
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

/// The right to plan a workspace, while it is held.
struct Lease {
    planning: Planning,
    /// By the machine's own clock, as calendar time may be shifted.
    taken: Instant,
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
        if self.unplanned(workspace, week, only).await?.is_empty() {
            return Ok(Some(Planned::default()));
        }
        let now = self.lease_now().await?;
        let Some(planning) = workspaces::take_planning(&self.store.db, workspace, now, now.plus(PLANNING_LEASE_MS)).await? else {
            return Ok(None);
        };
        let mut lease = Lease { planning, taken: Instant::now() };
        let planned = self.plan_leased(workspace, week, zone, only, &mut lease).await;
        workspaces::end_planning(&self.store.db, workspace, &lease.planning).await?;
        planned
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

    /// The members whose week is not planned yet.
    async fn unplanned(&self, workspace: &WorkspaceId, week: Week, only: Option<&PersonId>) -> Result<Vec<Member>> {
        let Some(only) = only else { return Ok(members::unplanned(&self.store.db, workspace, week).await?) };
        let member = members::by_id(&self.store.db, workspace, only).await?;
        let waits = |member: &Member| member.left_at.is_none() && member.planned_week.is_none_or(|planned| planned < week);
        Ok(member.into_iter().filter(waits).collect())
    }

    async fn plan_leased(
        &self,
        workspace: &WorkspaceId,
        week: Week,
        zone: TimeZone,
        only: Option<&PersonId>,
        lease: &mut Lease,
    ) -> Result<Option<Planned>> {
        let begun = Instant::now();
        // Asked again: whoever had the right to plan before may have planned some of them.
        let waiting = self.unplanned(workspace, week, only).await?;
        let anew: Vec<PersonId> =
            waiting.iter().filter(|member| member.planned_week.is_none()).map(|member| member.person.clone()).collect();
        for some in anew.chunks(MEMBERS_PER_UNPLAN) {
            nudges::unplan(&self.store.db, workspace, week, some).await?;
        }
        let mut snapshot = self.snapshot(workspace, week, zone, &waiting).await?;
        let mut planned = Planned { members: waiting.len(), rows: snapshot.rows, ..Planned::default() };
        planned.took.read = begun.elapsed();
        if only.is_none() {
            // Apart, so that every plan's future need not have room for it.
            snapshot = Box::pin(self.learn(workspace, snapshot)).await;
        }
        planned.took.learn = begun.elapsed().saturating_sub(planned.took.read);
        let chosen = self.choose(snapshot).await?;
        (planned.silent, planned.certified) = (chosen.silent, chosen.certified);
        planned.took.choose = begun.elapsed().saturating_sub(planned.took.read + planned.took.learn);
        let mut plans = chosen.plans.into_iter().peekable();
        // Both lists are by id, so that each plan is met once.
        let mut waiting: Vec<PersonId> = waiting.into_iter().map(|member| member.person).collect();
        waiting.sort_unstable();
        for chunk in waiting.chunks(MEMBERS_PER_CHUNK) {
            let theirs: Vec<MemberPlan> = chunk.iter().filter_map(|member| plans.next_if(|plan| plan.member == *member)).collect();
            let since = Instant::now();
            let Some(reminders) = self.write_chunk(workspace, week, chunk, theirs, lease).await? else { return Ok(None) };
            planned.reminders += reminders;
            planned.took.longest_write = planned.took.longest_write.max(since.elapsed());
        }
        planned.took.write = begun.elapsed().saturating_sub(planned.took.read + planned.took.learn + planned.took.choose);
        Ok(Some(planned))
    }

    /// Chooses, on a thread where nobody waits for an answer.
    async fn choose(&self, snapshot: Snapshot) -> Result<Choice> {
        let app = self.clone();
        let chosen = tokio::task::spawn_blocking(move || choose(&app, &snapshot)).await;
        Ok(chosen.map_err(|_| store::Error::Closed)?)
    }

    /// What a plan would come to now, by counts. Nothing is written.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn try_plan(&self, workspace: &WorkspaceId, only: Option<&PersonId>) -> Result<Tried> {
        let zone = self.workspace_zone(workspace).await?;
        let week = self.week_to_plan(&zone);
        let all = match only {
            None => members::all(&self.store.db, workspace).await?.len(),
            Some(only) => members::by_id(&self.store.db, workspace, only).await?.iter().filter(|member| member.left_at.is_none()).count(),
        };
        let waiting = self.unplanned(workspace, week, only).await?;
        let snapshot = self.snapshot(workspace, week, zone, &waiting).await?;
        let chosen = self.choose(snapshot).await?;
        let is_named = |plan: &&MemberPlan| plan.nudges.iter().any(|nudge| nudge.state == NudgeState::Chosen);
        let named = chosen.plans.iter().filter(is_named).count();
        let mut silent = BTreeMap::new();
        for cause in chosen.silent.into_values() {
            *silent.entry(cause).or_default() += 1;
        }
        Ok(Tried { named, not_now: waiting.len() - chosen.plans.len(), planned_before: all.saturating_sub(waiting.len()), silent })
    }

    /// Writes the plans of some members and marks them as planned; none, when the right to plan is another's by now. Tells how many reminders.
    async fn write_chunk(
        &self,
        workspace: &WorkspaceId,
        week: Week,
        chunk: &[PersonId],
        plans: Vec<MemberPlan>,
        lease: &mut Lease,
    ) -> Result<Option<usize>> {
        let now = self.now();
        let new: Vec<NewDelivery> = plans.iter().map(|plan| self.reminder(plan, week)).collect();
        let mut tx = self.store.db.begin().await?;
        let Some(kept) = workspaces::keep_planning(&mut tx, workspace, &lease.planning, lease.taken.elapsed()).await? else {
            return Ok(None);
        };
        // A reserve that stepped in since the snapshot was taken has its place already.
        tx.take_turns(&[contacts_turn(workspace, week)]).await?;
        let put = store::plans::enqueue_all(&self.store, &mut tx, workspace, &new, now).await?;
        let chosen = |plan: &MemberPlan| plan.nudges.iter().map(|nudge| nudge.contact.clone()).collect::<Vec<_>>();
        let contacts: Vec<PersonId> = plans.iter().flat_map(chosen).collect();
        let mut pointing = nudges::pointing_in(&mut tx, workspace, week, &contacts).await?;
        let mut rows: Vec<(Nudge, MessageId)> = Vec::new();
        for (plan, new) in plans.into_iter().zip(&new) {
            let id = if put.contains(&new.id) {
                Some(new.id.clone())
            } else {
                store_waiting::waiting_under(&mut tx, workspace, new, now).await?
            };
            if let Some(id) = id {
                rows.extend(within_caps(plan.nudges, &mut pointing).map(|nudge| (nudge, id.clone())));
            }
        }
        nudges::insert(&mut tx, workspace, &rows).await?;
        members::planned(&mut tx, workspace, chunk, week).await?;
        tx.commit().await?;
        lease.planning = kept;
        Ok(Some(put.len()))
    }

    fn reminder(&self, plan: &MemberPlan, week: Week) -> NewDelivery {
        NewDelivery {
            id: MessageId::new(self.mint()),
            dedup_key: reminder_key(&plan.member, week),
            recipient: plan.member.clone(),
            message: Message::Reminder { week },
            due_at: plan.due_at,
            expires_at: plan.due_at.plus(SLOT_MAKE_UP_MS),
        }
    }
}

/// The nudges of one plan, with those as reserves whose contact has no place left.
fn within_caps(nudges: Vec<Nudge>, pointing: &mut BTreeMap<PersonId, i64>) -> impl Iterator<Item = Nudge> {
    nudges.into_iter().map(|mut nudge| {
        if nudge.state == NudgeState::Chosen {
            let places = pointing.entry(nudge.contact.clone()).or_default();
            if usize::try_from(*places).unwrap_or(usize::MAX) < NUDGES_PER_CONTACT_PER_WEEK_MAX {
                *places += 1;
            } else {
                nudge.state = NudgeState::Reserve;
            }
        }
        nudge
    })
}
