//! The picture of bridges: between which teams people were in touch lately, with nothing about who or how much.
//!
//! A bridge needs five people behind it, and two pictures must not be subtracted: a bridge appears or vanishes only where five people or more
//! make the difference, or after so long that no entry stands behind both pictures. A bridge that may neither stay nor vanish keeps the whole
//! picture back. All of this is computed from the entries as they are, so nothing about people has to be remembered.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::crowd::{Label, Roster, is_crowd};
use crate::domain::day::{Millis, Week};
use crate::domain::ids::{PersonId, TeamId};

/// Weeks that a picture looks back: one quarter. Pictures further apart have no entry in common.
pub const WINDOW_WEEKS: i64 = 12;

/// Teams in one picture: more labels can't be read. Those with the most bridges are drawn.
pub const TEAMS_DRAWN_MAX: usize = 30;

/// A bridge, by the two crowds it joins, in order.
pub type Edge = (Label, Label);

/// Entries of one member about one other person in one week: that they were in touch, and nothing else.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    /// Whose entries these are.
    pub owner: PersonId,
    /// The other person.
    pub other: PersonId,
    /// Both teams, as they were when it was recorded: the owner's first.
    pub teams: [TeamId; 2],
    /// The week it happened in.
    pub week: Week,
    /// When the first of them was recorded.
    pub recorded_at: Millis,
}

impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Contact")
    }
}

/// What a picture shows. Kept with the post that carried it, so that the next one can be held against it.
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

/// An earlier picture that people saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// When it was posted.
    pub at: Millis,
    /// What it showed.
    pub bridges: Bridges,
}

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPicture {
    /// No bridge has five people behind it.
    NoBridge,
    /// A bridge would vanish, and tell of fewer than five people by it.
    WouldTell,
}

impl NoPicture {
    /// The cause, for the log.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoBridge => "no bridge with five people",
            Self::WouldTell => "a change of fewer than five people",
        }
    }
}

/// What teams go by in a picture of today.
struct Crowds<'a> {
    roster: &'a Roster,
    others: BTreeSet<TeamId>,
}

impl<'a> Crowds<'a> {
    fn new(roster: &'a Roster, earlier: &[Earlier]) -> Self {
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

    /// Whether this crowd can still be spoken of.
    fn has(&self, node: &Label) -> bool {
        match node {
            Label::Team(team) => is_crowd(self.roster.size(team)),
            Label::Others => !self.others.is_empty(),
        }
    }

    fn edge(&self, contact: &Contact) -> Option<Edge> {
        let [a, b] = &contact.teams;
        let (a, b) = (self.of(a)?, self.of(b)?);
        (a != b).then(|| if a < b { (a, b) } else { (b, a) })
    }

    /// The people behind each bridge, as a picture of `at` would have counted them.
    fn people_at<'c>(&self, contacts: &'c [Contact], at: Millis) -> Behind<'c> {
        let last = week_of(at);
        let mut people = Behind::new();
        for contact in contacts {
            let counts = contact.recorded_at <= at
                && contact.week <= last
                && last.since(contact.week) < WINDOW_WEEKS
                && self.roster.standing(&contact.owner).is_some_and(|owner| owner.is_member(at))
                && self.roster.standing(&contact.other).is_some_and(|other| other.is_present(at));
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

/// The people behind each bridge at one instant.
type Behind<'c> = BTreeMap<Edge, BTreeSet<&'c PersonId>>;

/// The picture of now, held against the earlier ones (in any order).
///
/// # Errors
/// When there is none to be shown.
pub fn bridges(roster: &Roster, contacts: &[Contact], earlier: &[Earlier]) -> Result<Bridges, NoPicture> {
    let now = roster.now();
    let mut recent: Vec<Earlier> =
        earlier.iter().filter(|one| week_of(now).since(week_of(one.at)) < WINDOW_WEEKS && one.at < now).cloned().collect();
    recent.sort_by_key(|one| std::cmp::Reverse(one.at));
    let crowds = Crowds::new(roster, &recent);
    let people = crowds.people_at(contacts, now);
    let then: Vec<Behind<'_>> = recent.iter().map(|one| crowds.people_at(contacts, one.at)).collect();
    if let (Some(last), Some(before)) = (recent.first(), then.first()) {
        let vanish = last.bridges.edges.iter().filter(|edge| !is_crowd(count(&people, edge)));
        // Where an end is no crowd any more, everybody can see why its bridges are gone.
        if vanish.filter(|(a, b)| crowds.has(a) && crowds.has(b)).any(|edge| !is_crowd(difference(&people, before, edge))) {
            return Err(NoPicture::WouldTell);
        }
    }
    let may_appear = |edge: &Edge| {
        // The last picture from whose look a conclusion could be drawn: it showed the bridge, or had too few people to show it.
        let mut pictures = recent.iter().zip(&then);
        let telling = pictures.find(|(one, then)| one.bridges.edges.contains(edge) || !is_crowd(count(then, edge)));
        telling.is_none_or(|(_, then)| is_crowd(difference(&people, then, edge)))
    };
    let shown_last = |edge: &Edge| recent.first().is_some_and(|last| last.bridges.edges.contains(edge));
    let enough = people.keys().filter(|edge| is_crowd(count(&people, edge)));
    let edges = most_joined(enough.filter(|edge| shown_last(edge) || may_appear(edge)).cloned().collect());
    if edges.is_empty() {
        return Err(NoPicture::NoBridge);
    }
    let has_others = edges.iter().any(|(_, b)| *b == Label::Others);
    Ok(Bridges { edges, others: if has_others { crowds.others } else { BTreeSet::new() } })
}

fn count(people: &Behind<'_>, edge: &Edge) -> usize {
    people.get(edge).map_or(0, BTreeSet::len)
}

/// How many people stand behind a bridge at one instant and not at the other.
fn difference(now: &Behind<'_>, then: &Behind<'_>, edge: &Edge) -> usize {
    let nobody = BTreeSet::new();
    now.get(edge).unwrap_or(&nobody).symmetric_difference(then.get(edge).unwrap_or(&nobody)).count()
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
