//! What a week's plan is made from: for each member who is planned for, their own word about everybody they could be reminded of.
//!
//! Everything about a pair is the member's own; other members' entries serve only how many nudges point at somebody. People go by their places
//! here and not by their ids: a large workspace has some hundred thousand pairs, and each is looked at several times.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use crate::domain::day::{Day, Millis, Week};
use crate::domain::ids::{PersonId, TeamId};
use crate::domain::nudge::Reason;
use crate::domain::person::{Member, Person};
use crate::domain::plan::eligible::{Case, Preference, barred};
use crate::domain::plan::explain::{Facts, Others};
use crate::domain::plan::quiet::QuietTeams;
use crate::domain::plan::score::{PROBABILITY_FLOOR, Terms};
use crate::domain::plan::silence::Silence;
use crate::domain::plan::state::{TeamActivity, Tie};
use crate::domain::slot::SLOT_MAKE_UP_MS;
use crate::store::tended::TendedRow;

/// The chance given to somebody of whom only is known that the member deals with them: a little above the floor, below any tie of some weight.
const SAID_PROBABILITY: f64 = 0.05;

/// Somebody in the member's chosen boundary goes a little before others; it changes the order only.
const BOUNDARY_FACTOR: f64 = 1.15;

/// Whom the member keeps warm goes before everybody else.
const TENDED_FROM: f64 = 0.5;

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
    pub(super) quiet: QuietTeams,
    pub(super) holidays: BTreeSet<Day>,
}

/// Somebody whom a member could be reminded of.
pub(super) struct Someone {
    pub person: Person,
    /// Their membership, if they joined.
    pub member: Option<Member>,
    /// How many nudges of the week point at them already.
    pub pointing: usize,
}

/// A member who is planned for, with their own word about others.
pub(super) struct Owner {
    pub member: Member,
    /// Everybody they could be reminded of.
    pub pairs: BTreeMap<Place, Option<Tie>>,
    /// What they heard lately, newest first.
    pub told: Vec<(PersonId, Reason)>,
    pub(super) zone: TimeZone,
    /// Whether their account is gone.
    pub(super) gone: bool,
    pub(super) own_team: Option<TeamId>,
    /// Their word about the teams of people whom no source knows.
    pub(super) teams: BTreeMap<Place, TeamId>,
    pub(super) activity: BTreeMap<TeamId, TeamActivity>,
    pub(super) preferences: BTreeMap<Place, Preference>,
    pub(super) tended: BTreeMap<Place, TendedRow>,
    pub(super) contacts: BTreeMap<Place, Millis>,
    pub(super) asks_done: BTreeMap<Place, Day>,
    /// Who helped them and was helped by them.
    pub(super) both_ways: BTreeSet<Place>,
    /// The last introduction in which both took part, as the member sees it.
    pub(super) introduced: BTreeMap<Place, (Reason, Millis)>,
}

/// Somebody who may be named and is worth it.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub tie: Option<&'a Tie>,
    pub terms: Option<Terms>,
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

    /// Whether the pair may be named on the day of the slot and is worth it.
    pub(super) fn judge<'a>(&self, pair: Pair, tie: Option<&'a Tie>, due: Millis) -> std::result::Result<Found<'a>, Left> {
        let (owner, other) = (&self.owners[pair.0], pair.1);
        let contact = &self.people[other];
        let team = self.team_of(pair);
        let tended = owner.tended.get(&other);
        let chosen = tended.is_some() || owner.contacts.contains_key(&other);
        let case = Case {
            own_team: owner.own_team.as_ref(),
            contact: &contact.person,
            contact_team: team,
            contact_member: contact.member.as_ref(),
            tie,
            tended: tended.map(|tended| (tended.weeks, tended.added_at.day_in(&owner.zone).week())),
            chosen,
            team_quiet: self.quiet.on(team, due.day_in(&owner.zone)),
            preference: owner.preferences.get(&other).copied().unwrap_or_default(),
            week: self.week,
            now: self.now,
        };
        if barred(&case).is_some() {
            return Err(Left::Barred);
        }
        let activity = team.and_then(|team| owner.activity.get(team));
        let terms = tie.map(|tie| Terms::of(tie, activity, self.week));
        let probability = terms.as_ref().map_or(SAID_PROBABILITY, Terms::probability);
        if probability < PROBABILITY_FLOOR && tended.is_none() {
            return Err(Left::BelowFloor);
        }
        let mut order = if self.in_boundary(pair) { probability * BOUNDARY_FACTOR } else { probability };
        if tended.is_some() {
            order = TENDED_FROM + order / 2.0;
        }
        Ok(Found { tie, terms, probability, order })
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
            tie: found.tie.zip(found.terms.as_ref()),
            week: self.week,
            tended: owner.tended.get(&other).map(|tended| tended.added_at.day_in(&owner.zone)),
            said_on: owner.contacts.get(&other).map(|added| added.day_in(&owner.zone)),
            in_boundary: self.in_boundary(pair),
            ask_done_on: owner.asks_done.get(&other).copied(),
            each_other: owner.both_ways.contains(&other),
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
