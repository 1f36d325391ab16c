//! The picture of bridges: between which teams people were in touch lately, with nothing about who or how much.
//!
//! A bridge needs five people behind it, and two pictures must not be subtracted. So a picture is drawn for some weeks at a time, from what was
//! recorded since the drawing before: until the next one it stays as it is, whoever enters something, takes it back, joins, leaves, hides or
//! moves meanwhile, and no entry stands behind two drawings. Nothing about people has to be remembered for that.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::crowd::{Label, Roster, is_crowd};
use crate::domain::day::{Day, Millis, Week};
use crate::domain::ids::{PersonId, TeamId};

/// Weeks for which a drawing stands: what changes within them can't be told from two pictures, as they are the same.
pub const STANDS_WEEKS: i64 = 4;

/// Weeks that a drawing looks back: as long as it stands, it tells of the last twelve.
pub const LOOKS_BACK_WEEKS: i64 = 8;

/// Weeks after which nobody lays two pictures side by side any more to learn what a team goes by.
pub const COMPARED_WEEKS: i64 = 12;

/// Teams in one picture: more labels can't be read. Those with the most bridges are drawn.
pub const TEAMS_DRAWN_MAX: usize = 30;

/// A bridge, by the two crowds it joins, in order.
pub type Edge = (Label, Label);

/// That a member's entries tell of contact with one other person in a drawing's [`Window`], and nothing else.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    /// Whose entries these are.
    pub owner: PersonId,
    /// The other person.
    pub other: PersonId,
    /// Both teams, the owner's first.
    pub teams: [TeamId; 2],
}

impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Contact")
    }
}

/// What a picture shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bridges {
    /// The bridges.
    pub edges: BTreeSet<Edge>,
    /// The smaller teams that "other teams" stood for, if it stood there.
    pub others: BTreeSet<TeamId>,
}

impl Bridges {
    /// The crowds that have a bridge; a team without one isn't pointed at.
    #[must_use]
    pub fn nodes(&self) -> BTreeSet<&Label> {
        self.edges.iter().flat_map(|(a, b)| [a, b]).collect()
    }
}

/// A drawing. Kept with every post while it stands, also with one that had to go without its picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawing {
    /// When it was made: what was recorded up to then is used up.
    pub at: Millis,
    /// What it shows; no bridge, and there is no picture as long as it stands.
    pub bridges: Bridges,
}

impl Drawing {
    /// Whether it still stands at `now`. By weeks, as posts come a moment earlier or later.
    #[must_use]
    pub fn stands(&self, now: Millis) -> bool {
        week_of(now).since(week_of(self.at)) < STANDS_WEEKS
    }

    /// What is seen of it now: a bridge is gone where an end is no crowd any more, and everybody can see why. None, and there is no picture.
    #[must_use]
    pub fn seen(&self, roster: &Roster) -> Option<Bridges> {
        let others = &self.bridges.others;
        let has = |node: &Label| match node {
            Label::Team(team) => is_crowd(roster.size(team)),
            Label::Others => roster.are_crowd(others) && others.iter().all(|team| !is_crowd(roster.size(team))),
        };
        let edges: BTreeSet<Edge> = self.bridges.edges.iter().filter(|(a, b)| has(a) && has(b)).cloned().collect();
        (!edges.is_empty()).then(|| with_others(edges, others.clone()))
    }
}

/// The entries that a drawing is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// They were recorded after this instant: when the drawing before was made. What stood behind that one stands behind no other.
    pub recorded_after: Millis,
    /// And not after this one.
    pub recorded_until: Millis,
    /// They tell of this day or a later one.
    pub happened_from: Day,
}

impl Window {
    /// The window of a drawing that is made now, after these ones.
    #[must_use]
    pub fn after(earlier: &[Drawing], now: Millis) -> Self {
        Self {
            recorded_after: earlier.iter().map(|one| one.at).max().unwrap_or(Millis(i64::MIN)),
            recorded_until: now,
            happened_from: week_of(now).plus(1 - LOOKS_BACK_WEEKS).monday(),
        }
    }
}

/// What teams go by in a picture of today.
struct Crowds<'a> {
    roster: &'a Roster,
    others: BTreeSet<TeamId>,
}

impl<'a> Crowds<'a> {
    fn new(roster: &'a Roster, earlier: &[&Drawing]) -> Self {
        // A team that had its name in a picture and shrank must not go on under another one; and "other teams" means the same teams in all
        // pictures that can be laid side by side, or one of them could be told from the difference.
        let named: BTreeSet<&TeamId> = earlier
            .iter()
            .flat_map(|one| one.bridges.nodes())
            .filter_map(|node| if let Label::Team(team) = node { Some(team) } else { None })
            .collect();
        let mut others: BTreeSet<TeamId> = roster.small_teams().into_iter().filter(|team| !named.contains(team)).collect();
        let other_before = earlier.iter().any(|one| !one.bridges.others.is_empty() && one.bridges.others != others);
        if other_before || !roster.are_crowd(&others) {
            others.clear();
        }
        Self { roster, others }
    }

    fn of(&self, team: &TeamId) -> Option<Label> {
        if is_crowd(self.roster.size(team)) {
            return Some(Label::Team(team.clone()));
        }
        self.others.contains(team).then_some(Label::Others)
    }

    fn edge(&self, contact: &Contact) -> Option<Edge> {
        let [a, b] = &contact.teams;
        let (a, b) = (self.of(a)?, self.of(b)?);
        (a != b).then(|| if a < b { (a, b) } else { (b, a) })
    }

    /// The people behind each bridge.
    fn people<'c>(&self, contacts: &'c [Contact]) -> BTreeMap<Edge, BTreeSet<&'c PersonId>> {
        let now = self.roster.now();
        let mut people: BTreeMap<Edge, BTreeSet<&PersonId>> = BTreeMap::new();
        for contact in contacts {
            let counts =
                self.roster.standing(&contact.owner).is_some_and(|owner| owner.is_member(now)) && self.roster.is_present(&contact.other);
            if let Some(edge) = counts.then(|| self.edge(contact)).flatten() {
                people.entry(edge).or_default().extend([&contact.owner, &contact.other]);
            }
        }
        people
    }
}

fn week_of(at: Millis) -> Week {
    at.day_in(&jiff::tz::TimeZone::UTC).week()
}

/// The drawing that stands now, of the earlier ones (in any order).
#[must_use]
pub fn standing(earlier: &[Drawing], now: Millis) -> Option<&Drawing> {
    earlier.iter().max_by_key(|one| one.at).filter(|one| one.stands(now))
}

/// A new drawing, after the earlier ones (in any order), of the contacts in its [`Window`].
#[must_use]
pub fn draw(roster: &Roster, contacts: &[Contact], earlier: &[Drawing]) -> Drawing {
    let at = roster.now();
    let compared: Vec<&Drawing> = earlier.iter().filter(|one| week_of(at).since(week_of(one.at)) < COMPARED_WEEKS).collect();
    let crowds = Crowds::new(roster, &compared);
    let enough = crowds.people(contacts).into_iter().filter(|(_, people)| is_crowd(people.len()));
    let edges = most_joined(enough.map(|(edge, _)| edge).collect());
    Drawing { at, bridges: with_others(edges, crowds.others) }
}

/// Bridges with what "other teams" stands for, where it stands there.
fn with_others(edges: BTreeSet<Edge>, others: BTreeSet<TeamId>) -> Bridges {
    let has_others = edges.iter().any(|(_, b)| *b == Label::Others);
    Bridges { edges, others: if has_others { others } else { BTreeSet::new() } }
}

/// The bridges among the crowds that have the most.
fn most_joined(edges: BTreeSet<Edge>) -> BTreeSet<Edge> {
    let mut joined: BTreeMap<&Label, usize> = BTreeMap::new();
    for node in edges.iter().flat_map(|(a, b)| [a, b]) {
        *joined.entry(node).or_default() += 1;
    }
    if joined.len() <= TEAMS_DRAWN_MAX {
        return edges;
    }
    let mut ranked: Vec<(&Label, usize)> = joined.into_iter().collect();
    ranked.sort_by(|(a, n), (b, m)| (m, *a).cmp(&(n, *b)));
    let drawn: BTreeSet<Label> = ranked.into_iter().take(TEAMS_DRAWN_MAX).map(|(node, _)| node.clone()).collect();
    edges.into_iter().filter(|(a, b)| drawn.contains(a) && drawn.contains(b)).collect()
}
