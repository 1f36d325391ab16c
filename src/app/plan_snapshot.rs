//! What a week's plan is made from: for each member who is planned for, their own word about everybody they could be reminded of.
//!
//! Everything about a pair is the member's own; other members' entries serve only how many nudges point at somebody. People go by their places
//! here and not by their ids: a large workspace has some hundred thousand pairs, and each is looked at several times.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use super::learn::is_quiet;
use crate::domain::day::{Day, Millis, Week};
use crate::domain::ids::TeamId;
use crate::domain::meetings::Meetings;
use crate::domain::nudge::Reason;
use crate::domain::person::{Member, Person};
use crate::domain::plan::eligible::{Case, Preference, QUIET_WEEKS_MIN, barred};
use crate::domain::plan::explain::{Facts, Others};
use crate::domain::plan::features::{Dealings, Held, NO_TEAM, OWN, own};
use crate::domain::plan::judgement::Judgement;
use crate::domain::plan::quiet::QuietTeams;
use crate::domain::plan::score::Score;
use crate::domain::plan::silence::Silence;
use crate::domain::plan::state::Tie;
use crate::domain::slot::SLOT_MAKE_UP_MS;
use crate::store::nudges::Told;
use crate::store::tended::TendedRow;

/// The chance given to somebody of whom only is known that the member deals with them: a little above the floor, below any tie of some weight.
const SAID_PROBABILITY: f64 = 0.05;

/// Somebody in the member's chosen boundary goes a little before others; it changes the order only.
const BOUNDARY_FACTOR: f64 = 1.15;

/// So does somebody whose team struggles with what the member's can help with, or the reverse: there is something to give.
const MEETING_FACTOR: f64 = 1.15;

/// Whom the member keeps warm goes before everybody else: their order begins where that of others ends.
pub(super) const TENDED_FROM: f64 = 0.5;

/// The place of somebody in one of a snapshot's lists.
pub(super) type Place = usize;

/// A member's place among the owners, and a contact's among the people.
pub(super) type Pair = (Place, Place);

/// What the plan is made from.
pub(super) struct Snapshot {
    pub week: Week,
    pub now: Millis,
    /// The members who are planned for, by id.
    pub owners: Vec<Owner>,
    /// Everybody whom they could be reminded of, by id.
    pub people: Vec<Someone>,
    /// Rows that were read for it.
    pub rows: usize,
    /// Of which teams one can help with what the other struggles with, as their cards say.
    pub(super) meetings: Meetings,
    /// How the workspace judges what is seen.
    pub judgement: Judgement<OWN>,
    pub(super) quiet: QuietTeams,
    pub(super) holidays: BTreeSet<Day>,
}

/// Somebody whom a member could be reminded of.
pub(super) struct Someone {
    pub person: Person,
    /// Their membership, if they joined.
    pub member: Option<Member>,
    /// Whether their status says that they are away.
    pub away: bool,
    /// How many nudges of the week point at them already.
    pub pointing: usize,
}

/// A member who is planned for, with their own word about others.
pub(super) struct Owner {
    pub member: Member,
    /// Everybody they could be reminded of.
    pub pairs: BTreeMap<Place, Option<Tie>>,
    /// What they heard lately, newest first.
    pub told: Vec<Told>,
    pub(super) zone: TimeZone,
    /// Whether their account is gone.
    pub(super) gone: bool,
    pub(super) own_team: Option<TeamId>,
    /// Their word about the teams of people whom no source knows.
    pub(super) teams: BTreeMap<Place, TeamId>,
    /// What is seen of each tie at the end of the week before.
    pub(super) seen: BTreeMap<Place, [f32; OWN]>,
    pub(super) preferences: BTreeMap<Place, Preference>,
    pub(super) tended: BTreeMap<Place, TendedRow>,
    pub(super) contacts: BTreeMap<Place, Millis>,
    pub(super) asks_done: BTreeMap<Place, Day>,
    /// The last introduction in which both took part, as the member sees it.
    pub(super) introduced: BTreeMap<Place, (Reason, Millis)>,
}

/// Somebody who may be named and is worth it.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub tie: Option<&'a Tie>,
    pub score: Option<Score>,
    /// The chance that the tie is needed again.
    pub probability: f64,
    /// What decides the order: the chance, and what the member wished for.
    pub order: f64,
}

/// Why somebody is not among the candidates.
pub(super) enum Left {
    /// They may not be named.
    Barred,
    /// It would be more noise than help.
    BelowFloor,
}

impl Snapshot {
    /// When the owner's reminder is due this week, or why there is none.
    pub(super) fn due_at(&self, owner: &Owner) -> std::result::Result<Millis, Silence> {
        let member = &owner.member;
        let due = member.slot.due_in(self.week, &owner.zone, &self.holidays);
        if owner.gone {
            Err(Silence::Deactivated)
        } else if member.ended_at.is_some() {
            Err(Silence::Ended)
        } else if !member.listens(due) {
            Err(Silence::AtRest)
        } else if !member.wants_week(self.week) {
            Err(Silence::NotThisWeek)
        } else if due <= member.joined_at {
            Err(Silence::NotYet)
        } else if due.plus(SLOT_MAKE_UP_MS) <= self.now {
            Err(Silence::SlotMissed)
        } else {
            Ok(due)
        }
    }

    /// What the rule of whom may be named looks at, on the day of the slot.
    pub(super) fn case<'a>(&'a self, pair: Pair, tie: Option<&'a Tie>, due: Millis) -> Case<'a> {
        let (owner, other) = (&self.owners[pair.0], pair.1);
        let contact = &self.people[other];
        let team = self.team_of(pair);
        let tended = owner.tended.get(&other);
        Case {
            own_team: owner.own_team.as_ref(),
            contact: &contact.person,
            contact_team: team,
            contact_member: contact.member.as_ref(),
            tie,
            tended: tended.map(|tended| (tended.weeks, tended.added_at.day_in(&owner.zone).week())),
            chosen: tended.is_some() || owner.contacts.contains_key(&other),
            team_quiet: self.quiet.ever(team) && self.quiet.on(team, due.day_in(&owner.zone)),
            preference: owner.preferences.get(&other).copied().unwrap_or_default(),
            away: contact.away,
            week: self.week,
            now: self.now,
        }
    }

    /// Whether the pair may be named on the day of the slot and is worth it.
    pub(super) fn judge<'a>(&self, pair: Pair, tie: Option<&'a Tie>, due: Millis) -> std::result::Result<Found<'a>, Left> {
        if barred(&self.case(pair, tie, due)).is_some() {
            return Err(Left::Barred);
        }
        let (owner, other) = (&self.owners[pair.0], pair.1);
        let (team, tended) = (self.team_of(pair), owner.tended.get(&other));
        let seen = tie.zip(owner.seen.get(&other));
        let score = seen.map(|(tie, seen)| Score::of(&self.judgement, seen, &tie.before(self.week)));
        // Above the floor, whatever that is: the member said so themselves.
        let said = SAID_PROBABILITY.max(self.judgement.floor);
        let probability = score.as_ref().map_or(said, |score| score.chance);
        if probability < self.judgement.floor && tended.is_none() {
            return Err(Left::BelowFloor);
        }
        let mut order = if self.in_boundary(pair) { probability * BOUNDARY_FACTOR } else { probability };
        if owner.own_team.as_ref().zip(team).is_some_and(|(own, theirs)| self.meetings.has(own, theirs)) {
            order *= MEETING_FACTOR;
        }
        order = order.min(1.0) * TENDED_FROM;
        if tended.is_some() {
            order += TENDED_FROM;
        }
        Ok(Found { tie, score, probability, order })
    }

    /// Looks at every tie as it was at the end of the week before: from its owner's own ties and nothing else.
    pub(super) fn see(&mut self) {
        let mut dealings = Dealings::default();
        for place in 0..self.owners.len() {
            let seen = self.seen_by(place, &mut dealings);
            self.owners[place].seen = seen;
            self.owners[place].told.sort_unstable_by(|one, other| other.cmp(one));
        }
    }

    fn seen_by(&self, place: Place, dealings: &mut Dealings) -> BTreeMap<Place, [f32; OWN]> {
        let owner = &self.owners[place];
        let mut teams: Vec<&TeamId> = Vec::new();
        let own_team = numbered(&mut teams, owner.own_team.as_ref());
        let mut held = Vec::with_capacity(owner.pairs.len());
        let mut others = Vec::with_capacity(owner.pairs.len());
        for (contact, (other, tie)) in (0_u32..).zip(owner.pairs.iter().filter_map(|(other, tie)| Some((*other, tie.as_ref()?)))) {
            let team = numbered(&mut teams, self.team_of((place, other)));
            held.push(Held { contact, team, memory: tie.memory });
            others.push(other);
        }
        dealings.read(own_team, &held, self.week.plus(-1));
        others.iter().zip(&held).enumerate().map(|(place, (other, tie))| (*other, own(dealings, place, tie.team))).collect()
    }

    /// Ties with people of other teams that have been quiet for long enough, with what is seen of each, and whether the one was named in these weeks.
    pub(super) fn quiet_ties(&self) -> impl Iterator<Item = (Pair, &[f32; OWN], bool)> {
        self.owners.iter().enumerate().flat_map(|(place, owner)| self.quiet_ties_of(place, owner))
    }

    fn quiet_ties_of<'a>(&'a self, place: Place, owner: &'a Owner) -> impl Iterator<Item = (Pair, &'a [f32; OWN], bool)> {
        let before = self.week.plus(-1);
        let quiet = move |other: &Place| owner.pairs.get(other).and_then(Option::as_ref).is_some_and(|tie| is_quiet(tie.week(), before));
        let apart = move |other: &Place| self.team_of((place, *other)).is_some_and(|team| owner.own_team.as_ref() != Some(team));
        let named = move |other: &Place| {
            owner.preferences.get(other).and_then(|said| said.nudged_week).is_some_and(|week| before.since(week) < QUIET_WEEKS_MIN)
        };
        let seen = owner.seen.iter().filter(move |(other, _)| quiet(other) && apart(other));
        seen.map(move |(other, seen)| ((place, *other), seen, named(other)))
    }

    /// The contact's team: as a source knows it, or else by the member's own word.
    pub(super) fn team_of(&self, (owner, other): Pair) -> Option<&TeamId> {
        self.people[other].person.team.as_ref().or_else(|| self.owners[owner].teams.get(&other))
    }

    fn in_boundary(&self, pair: Pair) -> bool {
        let boundary = self.owners[pair.0].member.boundary.as_ref();
        boundary.is_some() && boundary == self.team_of(pair)
    }

    /// What may be said about a pair.
    pub(super) fn facts<'a>(&self, pair: Pair, found: &'a Found<'_>) -> Facts<'a> {
        let (owner, other) = (&self.owners[pair.0], pair.1);
        Facts {
            tie: found.tie.zip(found.score.as_ref()),
            week: self.week,
            tended: owner.tended.get(&other).map(|tended| tended.added_at.day_in(&owner.zone)),
            said_on: owner.contacts.get(&other).map(|added| added.day_in(&owner.zone)),
            in_boundary: self.in_boundary(pair),
            ask_done_on: owner.asks_done.get(&other).copied(),
            each_other: found.tie.is_some_and(|tie| tie.memory.is_both_ways()),
            introduced: owner.introduced.get(&other).map(|(reason, at)| (*reason, at.day_in(&owner.zone))),
            others: self.team_of(pair).map(|team| self.others_in(pair, team)),
        }
    }

    /// The others in the contact's team whom the member dealt with, and when last.
    fn others_in(&self, (owner, other): Pair, team: &TeamId) -> Others {
        let dealt = self.owners[owner].pairs.iter().filter_map(|(one, tie)| Some((*one, tie.as_ref()?)));
        let there = dealt.filter(|(one, _)| *one != other && self.team_of((owner, *one)) == Some(team));
        let latest = there.map(|(_, tie)| tie.last.on).max();
        Others { any: latest.is_some(), latest }
    }
}

/// The number of a team among those met so far.
fn numbered<'a>(teams: &mut Vec<&'a TeamId>, team: Option<&'a TeamId>) -> u32 {
    let Some(team) = team else { return NO_TEAM };
    let place = teams.iter().position(|known| *known == team).unwrap_or_else(|| {
        teams.push(team);
        teams.len() - 1
    });
    u32::try_from(place).unwrap_or(NO_TEAM)
}
