//! The weekly post to one channel: what it may say, about which crowds, and when it is due.
//!
//! Whatever it says is about five people or more, and nothing in it can be subtracted from something else to tell of fewer: `crowd` has the
//! rule, `bridges` applies it to the picture, `first` to first meetings, `schedule` knows the slots.

pub mod bridges;
#[cfg(test)]
mod bridges_tests;
pub mod crowd;
pub mod first;
pub mod schedule;

use super::day::Day;
use super::ids::{EntryId, PersonId, TeamId};
use bridges::{Bridges, Drawing};
use crowd::{Label, Roster};
use serde::{Deserialize, Serialize};

/// Introductions that one digest tells of: the others wait for the next one, as a post has to be read.
pub const INTRODUCTIONS_MAX: usize = 8;

/// An introduction that opened, as it was kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    /// Our id.
    pub id: EntryId,
    /// Who brought the two together, and the two.
    pub people: [PersonId; 3],
    /// The teams of the two when it opened, if known.
    pub teams: [Option<TeamId>; 2],
    /// Whether all three agreed to be named, this one time.
    pub all_agreed: bool,
    /// The day it opened.
    pub opened_on: Day,
}

/// An introduction as it is told.
#[derive(Clone, PartialEq, Eq)]
pub struct Introduction {
    /// The crowds that it joins, in order.
    pub between: (Label, Label),
    /// Broker and the two, where all three agreed.
    pub named: Option<[PersonId; 3]>,
    /// The day it opened.
    pub opened_on: Day,
}

/// A struggle that a team chose to show.
#[derive(Clone, PartialEq, Eq)]
pub struct Struggle {
    /// Our id of the card's line.
    pub id: EntryId,
    /// Whose it is.
    pub team: TeamId,
    /// In the team's own words, as they were typed into the card's form: nothing in it is escaped.
    pub text: String,
}

/// Everything that one post says.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Digest {
    /// New introductions.
    pub introductions: Vec<Introduction>,
    /// Whether several people met for the first time.
    pub first_meetings: bool,
    /// One struggle.
    pub struggle: Option<Struggle>,
    /// The picture of bridges.
    pub bridges: Option<Bridges>,
}

impl Digest {
    /// How many things it has to say. The picture is no news by itself.
    #[must_use]
    pub fn items(&self) -> usize {
        self.introductions.len() + usize::from(self.first_meetings) + usize::from(self.struggle.is_some())
    }
}

/// What a post carried, by our own ids: so that nothing is told twice, and no entry stands behind two drawings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Carried {
    /// Introductions.
    pub introductions: Vec<EntryId>,
    /// Acts that were first meetings.
    pub first_meetings: Vec<EntryId>,
    /// The card's line.
    pub struggle: Option<EntryId>,
    /// The picture, where there was one.
    pub bridges: Option<Bridges>,
    /// The drawing that stood then, seen or not.
    #[serde(default)]
    pub drawing: Option<Drawing>,
}

/// Puts introductions into the form in which they may be told, and leaves out those that can't be: the oldest first.
///
/// Named only where all three agreed, and are still among the active and not hidden. Otherwise both teams must be crowds.
#[must_use]
pub fn introductions(opened: &[Opened], roster: &Roster) -> (Vec<EntryId>, Vec<Introduction>) {
    let told = opened.iter().filter_map(|one| {
        let [a, b] = &one.teams;
        let named = (one.all_agreed && one.people.iter().all(|person| roster.is_present(person))).then(|| one.people.clone());
        let between = match (roster.label(a.as_ref()), roster.label(b.as_ref())) {
            // Within one team it is nothing across teams.
            (Some(Label::Team(a)), Some(Label::Team(b))) if a == b && named.is_none() => return None,
            (Some(a), Some(b)) => (a.clone().min(b.clone()), a.max(b)),
            // Where all three are named, the teams are left out of the sentence.
            _ if named.is_some() => (Label::Others, Label::Others),
            _ => return None,
        };
        Some((one.id.clone(), Introduction { between, named, opened_on: one.opened_on }))
    });
    told.take(INTRODUCTIONS_MAX).unzip()
}

/// A struggle that may be shown: its team is a crowd of its own.
#[must_use]
pub fn struggle(candidate: Option<Struggle>, roster: &Roster) -> Option<Struggle> {
    candidate.filter(|struggle| matches!(roster.label(Some(&struggle.team)), Some(Label::Team(_))))
}

macro_rules! hidden_debug {
    ($($name:ident),*) => { $(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(stringify!($name)) }
        }
    )* };
}
hidden_debug!(Opened, Introduction, Struggle, Digest);

#[cfg(test)]
mod tests {
    use super::crowd::tests::roster;
    use super::*;

    fn opened(id: &str, people: [&str; 3], teams: [Option<&str>; 2], all_agreed: bool) -> Opened {
        Opened {
            id: id.into(),
            people: people.map(PersonId::from),
            teams: teams.map(|team| team.map(TeamId::from)),
            all_agreed,
            opened_on: Day(0),
        }
    }

    #[test]
    fn named_only_where_all_three_agreed_and_are_there() {
        let roster = roster(&[("A", 5), ("B", 5)]);
        let all = [
            opened("1", ["A0", "A1", "B1"], [Some("A"), Some("B")], true),
            opened("2", ["A0", "A1", "B1"], [Some("B"), Some("A")], false),
            opened("3", ["gone", "A1", "B1"], [Some("A"), Some("B")], true),
        ];
        let (ids, told) = introductions(&all, &roster);
        assert_eq!(ids.len(), 3);
        assert_eq!(told.iter().map(|one| one.named.is_some()).collect::<Vec<_>>(), [true, false, false]);
        let between = (Label::Team("A".into()), Label::Team("B".into()));
        assert!(told.iter().all(|one| one.between == between), "the order of the two says nothing");
    }

    #[test]
    fn small_teams_are_other_teams_and_too_few_are_left_out() {
        let together = roster(&[("A", 5), ("B", 4), ("C", 1)]);
        let (_, told) = introductions(&[opened("1", ["A0", "A1", "B1"], [Some("A"), Some("B")], false)], &together);
        assert_eq!(told[0].between, (Label::Team("A".into()), Label::Others));
        let alone = roster(&[("A", 5), ("B", 4)]);
        let unnamed = opened("1", ["A0", "A1", "B1"], [Some("A"), Some("B")], false);
        assert!(introductions(std::slice::from_ref(&unnamed), &alone).0.is_empty(), "four people are no crowd");
        let unknown = opened("2", ["A0", "A1", "B1"], [Some("A"), None], false);
        assert!(introductions(&[unknown], &together).0.is_empty());
        let named = Opened { all_agreed: true, ..unnamed };
        assert!(introductions(&[named], &alone).1[0].named.is_some(), "who agreed is named all the same");
    }

    #[test]
    fn a_small_teams_struggle_stays_at_home() {
        let roster = roster(&[("A", 5), ("B", 4), ("C", 4)]);
        let of = |team: &str| Some(Struggle { id: "1".into(), team: team.into(), text: "reviews".to_owned() });
        assert!(struggle(of("A"), &roster).is_some());
        assert!(struggle(of("B"), &roster).is_none(), "not even as other teams: its words would tell whose it is");
    }
}
