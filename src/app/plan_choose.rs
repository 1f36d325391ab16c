//! Chooses whom a week's reminders name, from a snapshot: no I/O, and away from the threads that answer people.

use std::collections::{BTreeMap, BTreeSet};

use super::App;
use super::plan_snapshot::{Found, Left, Owner, Pair, Place, Snapshot};
use crate::domain::day::Millis;
use crate::domain::ids::PersonId;
use crate::domain::nudge::{NUDGES_PER_CONTACT_PER_WEEK_MAX, NUDGES_PER_REMINDER_MAX, Nudge, NudgeState, RESERVES_PER_PLAN, SmallAct};
use crate::domain::plan::assign::{Candidate, Caps, Plan, assign};
use crate::domain::plan::explain::told;
use crate::domain::plan::silence::Silence;

/// What was chosen for everybody in a snapshot.
pub(super) struct Choice {
    /// One a member who gets a reminder, by id.
    pub plans: Vec<MemberPlan>,
    /// To whom nobody will be named, and why.
    pub silent: BTreeMap<PersonId, Silence>,
    /// The share of the best possible choice that was certainly reached; none where there was nothing to choose from.
    pub certified: Option<f64>,
}

/// One member's part of the plan.
pub(super) struct MemberPlan {
    pub member: PersonId,
    pub due_at: Millis,
    pub nudges: Vec<Nudge>,
}

/// Chooses for the owners in the snapshot. Pure but for the ids of the nudges.
pub(super) fn choose(app: &App, snapshot: &Snapshot) -> Choice {
    let mut silent: BTreeMap<PersonId, Silence> = BTreeMap::new();
    let mut due: Vec<(Place, &Owner, Millis)> = Vec::with_capacity(snapshot.owners.len());
    for (place, owner) in snapshot.owners.iter().enumerate() {
        match snapshot.due_at(owner) {
            Ok(at) => due.push((place, owner, at)),
            Err(cause) => drop(silent.insert(owner.member.person.clone(), cause)),
        }
    }
    let mut candidates: Vec<Candidate<Place, Place>> = Vec::new();
    let mut details: Vec<(Pair, Found<'_>)> = Vec::new();
    let mut below_floor: BTreeSet<Place> = BTreeSet::new();
    for (place, owner, at) in &due {
        for (other, tie) in &owner.pairs {
            let pair = (*place, *other);
            match snapshot.judge(pair, tie.as_ref(), *at) {
                Ok(found) => {
                    candidates.push(Candidate { member: *place, contact: *other, score: found.order });
                    details.push((pair, found));
                }
                Err(Left::BelowFloor) => drop(below_floor.insert(*place)),
                Err(Left::Barred) => {}
            }
        }
    }
    let places = |member: Place| {
        let wanted = usize::try_from(snapshot.owners[member].member.people_per_reminder).unwrap_or(0);
        wanted.clamp(1, NUDGES_PER_REMINDER_MAX)
    };
    let caps = Caps { per_contact: NUDGES_PER_CONTACT_PER_WEEK_MAX, reserves: RESERVES_PER_PLAN };
    let assignment = assign(&candidates, places, |contact| snapshot.people[contact].pointing, caps);
    let certified = Some(assignment.certified).filter(|_| !assignment.plans.is_empty());
    let mut assigned = assignment.plans;
    let mut plans = Vec::with_capacity(due.len());
    for (place, owner, due_at) in due {
        let member = &owner.member.person;
        let plan = assigned.remove(&place).unwrap_or_default();
        if plan.chosen.is_empty() {
            let cause = match plan.reserves.is_empty() {
                false => Silence::Capped,
                true if below_floor.contains(&place) => Silence::BelowFloor,
                true => Silence::NoneEligible,
            };
            silent.insert(member.clone(), cause);
        }
        plans.push(MemberPlan { member: member.clone(), due_at, nudges: nudges_of(app, snapshot, &plan, &details) });
    }
    Choice { plans, silent, certified }
}

fn nudges_of(app: &App, snapshot: &Snapshot, plan: &Plan, details: &[(Pair, Found<'_>)]) -> Vec<Nudge> {
    let chosen = plan.chosen.iter().map(|&place| (place, NudgeState::Chosen));
    let all = chosen.chain(plan.reserves.iter().map(|&place| (place, NudgeState::Reserve)));
    let mut heard: Option<Vec<_>> = None;
    let nudge = |(rank, (place, state)): (i64, (usize, NudgeState))| {
        let (pair, found) = &details[place];
        let (owner, contact) = (&snapshot.owners[pair.0], &snapshot.people[pair.1].person.id);
        let heard = heard.get_or_insert_with(|| owner.told.clone());
        let (why, on) = told(&snapshot.facts(*pair, found), contact, heard);
        heard.insert(0, (contact.clone(), why));
        Nudge {
            id: app.mint().into(),
            member: owner.member.person.clone(),
            week: snapshot.week,
            rank,
            state,
            contact: contact.clone(),
            contact_team: snapshot.team_of(*pair).cloned(),
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
