//! Chooses whom a week's reminders name, from a snapshot: no I/O, and away from the threads that answer people.

use std::collections::{BTreeMap, BTreeSet};

use super::App;
use super::plan_snapshot::{Found, Left, Owner, Pair, Place, Snapshot, TENDED_FROM};
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, TeamId};
use crate::domain::nudge::{NUDGES_PER_CONTACT_PER_WEEK_MAX, NUDGES_PER_REMINDER_MAX, Nudge, NudgeState, RESERVES_PER_PLAN, SmallAct};
use crate::domain::plan::assign::{Candidate, Caps, Plan, assign};
use crate::domain::plan::explain::told;
use crate::domain::plan::silence::Silence;

/// What a second person of the same team is worth to a member in one reminder, against one of another team: what a step in the order is worth, so
/// that somebody who is much likelier is named all the same.
const SAME_TEAM_FACTOR: f64 = 0.9;

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
        let begun = candidates.len();
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
        vary(&mut candidates[begun..], |contact| snapshot.team_of((*place, contact)));
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

/// Two people of one team in one reminder are worth a little less than two of different ones.
fn vary<'a>(of_one: &mut [Candidate<Place, Place>], team_of: impl Fn(Place) -> Option<&'a TeamId>) {
    let mut best_first: Vec<&mut Candidate<Place, Place>> = of_one.iter_mut().collect();
    best_first.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.contact.cmp(&other.contact)));
    let mut met: BTreeSet<&TeamId> = BTreeSet::new();
    for candidate in best_first {
        if team_of(candidate.contact).is_some_and(|team| !met.insert(team)) {
            let from = if candidate.score >= TENDED_FROM { TENDED_FROM } else { 0.0 };
            candidate.score = from + (candidate.score - from) * SAME_TEAM_FACTOR;
        }
    }
}

fn nudges_of(app: &App, snapshot: &Snapshot, plan: &Plan, details: &[(Pair, Found<'_>)]) -> Vec<Nudge> {
    let chosen = plan.chosen.iter().map(|&place| (place, NudgeState::Chosen));
    let all = chosen.chain(plan.reserves.iter().map(|&place| (place, NudgeState::Reserve)));
    let mut heard: Option<Vec<_>> = None;
    let nudge = |(rank, (place, state)): (i64, (usize, NudgeState))| {
        let (pair, found) = &details[place];
        let (owner, contact) = (&snapshot.owners[pair.0], &snapshot.people[pair.1].person.id);
        let heard = heard.get_or_insert_with(|| owner.told.iter().map(|told| (told.contact.clone(), told.reason)).collect());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_of_a_team_gives_way_to_another_team_that_is_nearly_as_good() {
        let teams = ["A", "A", "B", "A"].map(TeamId::from);
        let candidate = |contact, score| Candidate { member: 0, contact, score };
        let mut candidates = [candidate(0, 0.30), candidate(1, 0.40), candidate(2, 0.29), candidate(3, 0.10)];
        vary(&mut candidates, |contact| teams.get(contact));
        let order = |candidates: &[Candidate<Place, Place>]| {
            let mut all: Vec<_> = candidates.to_vec();
            all.sort_by(|one, other| other.score.total_cmp(&one.score));
            all.iter().map(|one| one.contact).collect::<Vec<_>>()
        };
        assert_eq!(order(&candidates), [1, 2, 0, 3]);
        assert_eq!(candidates.map(|one| one.contact), [0, 1, 2, 3], "each stays in its place");
        let mut tended = [candidate(0, 0.52), candidate(1, 0.51), candidate(2, 0.49)];
        vary(&mut tended, |contact| teams.get(contact));
        assert_eq!(order(&tended), [0, 1, 2], "whom the member keeps warm comes first all the same");
        let mut unknown = [candidate(8, 0.3), candidate(9, 0.2)];
        vary(&mut unknown, |_| None);
        assert_eq!(unknown, [candidate(8, 0.3), candidate(9, 0.2)], "nobody's team is known");
    }
}
