//! What a week's plan is made from, read before anything is chosen: people, members, ties, and what members said about whom.
//!
//! Everything about a pair is the member's own; other members' entries serve only how many nudges point at somebody.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use super::learn::is_quiet;
use super::say_team_of::TeamsTold;
use super::{App, Result};
use crate::domain::day::{Day, Millis, Week};
use crate::domain::ids::{PersonId, TeamId, WorkspaceId};
use crate::domain::nudge::Reason;
use crate::domain::person::{Member, Person};
use crate::domain::plan::eligible::{Case, Preference, barred};
use crate::domain::plan::explain::{Facts, LOOKED_BACK_WEEKS, Others};
use crate::domain::plan::features::{Dealings, Held, NO_TEAM, OWN, own};
use crate::domain::plan::judgement::Judgement;
use crate::domain::plan::quiet::QuietTeams;
use crate::domain::plan::score::Score;
use crate::domain::plan::silence::Silence;
use crate::domain::plan::state::Tie;
use crate::domain::slot::{SLOT_MAKE_UP_MS, zone_or};
use crate::store::tended::TendedRow;
use crate::store::{acts, asks, contacts, nudges, people, preferences, suggestions, tended, ties};

/// The chance given to somebody of whom only is known that the member deals with them: a little above the floor, below any tie of some weight.
const SAID_PROBABILITY: f64 = 0.05;

/// Somebody in the member's chosen boundary goes a little before others; it changes the order only.
const BOUNDARY_FACTOR: f64 = 1.15;

/// Whom the member keeps warm goes before everybody else.
const TENDED_FROM: f64 = 0.5;

type Pair = (PersonId, PersonId);

/// What the plan is made from.
pub(super) struct Snapshot {
    pub week: Week,
    pub now: Millis,
    pub people: BTreeMap<PersonId, Person>,
    pub pointing: BTreeMap<PersonId, i64>,
    /// What each member heard lately, newest first.
    pub told: BTreeMap<PersonId, Vec<(PersonId, Reason)>>,
    /// Each member with everybody they could be reminded of.
    pub pairs: BTreeMap<Pair, Option<Tie>>,
    zone: TimeZone,
    members: BTreeMap<PersonId, Member>,
    /// What is seen of each tie at the end of the week before.
    seen: BTreeMap<Pair, [f32; OWN]>,
    /// How the workspace judges what is seen.
    pub judgement: Judgement<OWN>,
    preferences: BTreeMap<Pair, Preference>,
    tended: BTreeMap<Pair, TendedRow>,
    contacts: BTreeMap<Pair, Millis>,
    quiet: QuietTeams,
    holidays: BTreeSet<Day>,
    asks_done: BTreeMap<Pair, Day>,
    both_ways: BTreeSet<Pair>,
    /// The last introduction in which both took part, as the first of the two sees it.
    introduced: BTreeMap<Pair, (Reason, Millis)>,
    /// Whom each member dealt with in each team, and when last.
    in_team: BTreeMap<(PersonId, TeamId), Vec<(PersonId, Day)>>,
    teams: TeamsTold,
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

impl App {
    pub(super) async fn snapshot(&self, workspace: &WorkspaceId, week: Week, zone: TimeZone, everybody: &[Member]) -> Result<Snapshot> {
        let db = &self.store.db;
        let people: BTreeMap<PersonId, Person> =
            people::all(db, workspace).await?.into_iter().map(|person| (person.id.clone(), person)).collect();
        let ties = ties::of_members(db, workspace).await?;
        let teams = self.teams_told(workspace).await?;
        let mut in_team: BTreeMap<(PersonId, TeamId), Vec<(PersonId, Day)>> = BTreeMap::new();
        for (owner, other, tie) in &ties {
            if let Some(team) = people.get(other).and_then(|person| teams.of(owner, person).cloned()) {
                in_team.entry((owner.clone(), team)).or_default().push((other.clone(), tie.last.on));
            }
        }
        let seen = see(&ties, week, &people, &teams);
        let mut pairs: BTreeMap<Pair, Option<Tie>> = ties.into_iter().map(|(owner, other, tie)| ((owner, other), Some(tie))).collect();
        let (tended, contacts) = (tended::all(db, workspace).await?, contacts::all(db, workspace).await?);
        for pair in tended.keys().chain(contacts.keys()) {
            pairs.entry(pair.clone()).or_default();
        }
        Ok(Snapshot {
            week,
            now: self.now(),
            people,
            pointing: nudges::pointing(db, workspace, week).await?,
            told: nudges::told_since(db, workspace, week.plus(-LOOKED_BACK_WEEKS)).await?,
            introduced: suggestions::all_opened(db, workspace).await?.into_iter().flat_map(introduced).collect(),
            pairs,
            zone,
            members: everybody.iter().map(|member| (member.person.clone(), member.clone())).collect(),
            seen,
            judgement: self.judgement(workspace).await?,
            preferences: preferences::all(db, workspace).await?.into_iter().map(|(owner, other, said)| ((owner, other), said)).collect(),
            tended,
            contacts,
            quiet: self.quiet_teams(workspace).await?,
            holidays: self.holidays(workspace).await?,
            asks_done: asks::done(db, workspace).await?.into_iter().map(|(asker, askee, day)| ((asker, askee), day)).collect(),
            both_ways: acts::both_ways(db, workspace).await?.into_iter().collect(),
            in_team,
            teams,
        })
    }
}

impl Snapshot {
    /// When the member's reminder is due this week, or why there is none.
    pub(super) fn due_at(&self, member: &Member) -> std::result::Result<Millis, Silence> {
        let due = member.slot.due_in(self.week, &self.zone_of(&member.person), &self.holidays);
        let gone = self.people.get(&member.person).is_some_and(|person| person.deactivated_at.is_some());
        if gone {
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

    fn zone_of(&self, person: &PersonId) -> TimeZone {
        zone_or(self.people.get(person).and_then(|person| person.zone.as_deref()), &self.zone)
    }

    /// Whether the pair may be named on the day of the slot and is worth it.
    pub(super) fn judge<'a>(&'a self, pair: &Pair, tie: Option<&'a Tie>, due: Millis) -> std::result::Result<Found<'a>, Left> {
        let (owner, other) = pair;
        let contact = self.people.get(other).ok_or(Left::Barred)?;
        let team = self.team_of(pair);
        let tended = self.tended.get(pair);
        let chosen = tended.is_some() || self.contacts.contains_key(pair);
        let zone = self.zone_of(owner);
        let case = Case {
            own_team: self.teams.own(owner, self.people.get(owner)),
            contact,
            contact_team: team,
            contact_member: self.members.get(other),
            tie,
            tended: tended.map(|tended| (tended.weeks, tended.added_at.day_in(&zone).week())),
            chosen,
            team_quiet: self.quiet.on(team, due.day_in(&zone)),
            preference: self.preferences.get(pair).copied().unwrap_or_default(),
            week: self.week,
            now: self.now,
        };
        if barred(&case).is_some() {
            return Err(Left::Barred);
        }
        let seen = tie.zip(self.seen.get(pair));
        let score = seen.map(|(tie, seen)| Score::of(&self.judgement, seen, &tie.before(self.week)));
        // Above the floor, whatever that is: the member said so themselves.
        let said = SAID_PROBABILITY.max(self.judgement.floor);
        let probability = score.as_ref().map_or(said, |score| score.chance);
        if probability < self.judgement.floor && tended.is_none() {
            return Err(Left::BelowFloor);
        }
        let mut order = if self.in_boundary(pair) { probability * BOUNDARY_FACTOR } else { probability };
        if tended.is_some() {
            order = TENDED_FROM + order / 2.0;
        }
        Ok(Found { tie, score, probability, order })
    }

    /// Ties with people of other teams that have been quiet for long enough, with what is seen of each.
    pub(super) fn quiet_ties(&self) -> impl Iterator<Item = (&Pair, &[f32; OWN])> {
        let before = self.week.plus(-1);
        let quiet = move |pair: &Pair| self.pairs.get(pair).and_then(Option::as_ref).is_some_and(|tie| is_quiet(tie.week(), before));
        let apart = |pair: &Pair| self.team_of(pair).is_some_and(|team| self.teams.own(&pair.0, self.people.get(&pair.0)) != Some(team));
        self.seen.iter().filter(move |(pair, _)| quiet(pair) && apart(pair))
    }

    /// The last active week of a tie, and in which week the contact was named last; none where there is no tie.
    pub(super) fn since_then(&self, pair: &Pair) -> Option<(Week, Option<Week>)> {
        let tie = self.pairs.get(pair)?.as_ref()?;
        Some((tie.week(), self.preferences.get(pair).and_then(|preference| preference.nudged_week)))
    }

    /// The contact's team: as a source knows it, or else by the member's own word.
    pub(super) fn team_of(&self, pair: &Pair) -> Option<&TeamId> {
        self.people.get(&pair.1).and_then(|person| self.teams.of(&pair.0, person))
    }

    fn in_boundary(&self, pair: &Pair) -> bool {
        let boundary = self.members.get(&pair.0).and_then(|member| member.boundary.as_ref());
        boundary.is_some() && boundary == self.team_of(pair)
    }

    /// What may be said about a pair.
    pub(super) fn facts<'a>(&self, pair: &Pair, found: &'a Found<'_>) -> Facts<'a> {
        let zone = self.zone_of(&pair.0);
        let team = self.team_of(pair).cloned();
        Facts {
            tie: found.tie.zip(found.score.as_ref()),
            week: self.week,
            tended: self.tended.get(pair).map(|tended| tended.added_at.day_in(&zone)),
            said_on: self.contacts.get(pair).map(|added| added.day_in(&zone)),
            in_boundary: self.in_boundary(pair),
            ask_done_on: self.asks_done.get(pair).copied(),
            each_other: self.both_ways.contains(pair),
            introduced: self.introduced.get(pair).map(|(reason, at)| (*reason, at.day_in(&zone))),
            others: team.map(|team| {
                let all = self.in_team.get(&(pair.0.clone(), team)).into_iter().flatten();
                let others = all.filter(|(other, _)| *other != pair.1).map(|(_, on)| *on);
                let latest = others.max();
                Others { any: latest.is_some(), latest }
            }),
        }
    }
}

/// What is seen of each tie at the end of the week before `week`: from its owner's own ties and nothing else.
fn see(
    ties: &[(PersonId, PersonId, Tie)],
    week: Week,
    people: &BTreeMap<PersonId, Person>,
    teams: &TeamsTold,
) -> BTreeMap<Pair, [f32; OWN]> {
    let mut numbers: BTreeMap<TeamId, u32> = BTreeMap::new();
    let mut number = |team: Option<&TeamId>| {
        let next = u32::try_from(numbers.len()).unwrap_or(NO_TEAM);
        team.map_or(NO_TEAM, |team| *numbers.entry(team.clone()).or_insert(next))
    };
    let mut dealings = Dealings::default();
    let mut seen = BTreeMap::new();
    for of_one in ties.chunk_by(|one, next| one.0 == next.0) {
        let owner = &of_one[0].0;
        let own_team = number(teams.own(owner, people.get(owner)));
        let mut held = Vec::with_capacity(of_one.len());
        for (contact, (_, other, tie)) in (0_u32..).zip(of_one) {
            let team = number(people.get(other).and_then(|person| teams.of(owner, person)));
            held.push(Held { contact, team, memory: tie.memory });
        }
        dealings.read(own_team, &held, week.plus(-1));
        for (place, (_, other, _)) in of_one.iter().enumerate() {
            seen.insert((owner.clone(), other.clone()), own(&dealings, place, held[place].team));
        }
    }
    seen
}

/// What an introduction is to each of the three, about each of the others.
fn introduced((broker, [a, b], at): (PersonId, [PersonId; 2], Millis)) -> [(Pair, (Reason, Millis)); 6] {
    let told = |from: &PersonId, about: &PersonId, reason| ((from.clone(), about.clone()), (reason, at));
    [
        told(&a, &b, Reason::Introduced),
        told(&b, &a, Reason::Introduced),
        told(&broker, &a, Reason::YouIntroduced),
        told(&broker, &b, Reason::YouIntroduced),
        told(&a, &broker, Reason::TheyIntroduced),
        told(&b, &broker, Reason::TheyIntroduced),
    ]
}
