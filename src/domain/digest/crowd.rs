//! The five-or-more rule, written once: which groups of people may be spoken of.
//!
//! A team of five or more goes by its name; the smaller ones together are "other teams", and must together be five or more; anything else is
//! left out. What an admin is told of totals is in `told`.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, TeamId};

/// People that a statement is about, at the least.
pub const CROWD_MIN: usize = 5;

/// Whether so many people are enough to speak of.
#[must_use]
pub const fn is_crowd(people: usize) -> bool {
    people >= CROWD_MIN
}

/// What a group of people goes by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Label {
    /// A team by its name.
    Team(TeamId),
    /// All smaller teams together.
    Others,
}

/// One person, as far as crowds go. Bots, guests and people of other companies never stand here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// Home team, if known.
    pub team: Option<TeamId>,
    /// Set when the account was deactivated.
    pub deactivated_at: Option<Millis>,
    /// Set when they asked not to be named: they are still of their team, but nothing is said of them.
    pub hidden_at: Option<Millis>,
    /// Set while they are (or were) a member: since when.
    pub joined_at: Option<Millis>,
    /// Set when they left.
    pub left_at: Option<Millis>,
}

impl Standing {
    /// Whether what others entered about them counted at `at`.
    #[must_use]
    pub fn is_present(&self, at: Millis) -> bool {
        [self.deactivated_at, self.hidden_at].into_iter().flatten().all(|gone| gone > at)
    }

    /// Whether what they entered themselves counted at `at`.
    #[must_use]
    pub fn is_member(&self, at: Millis) -> bool {
        self.is_present(at) && self.joined_at.is_some_and(|joined| joined <= at) && self.left_at.is_none_or(|left| left > at)
    }
}

/// Who is there, and in which team.
#[derive(Clone, Default)]
pub struct Roster {
    people: BTreeMap<PersonId, Standing>,
    sizes: BTreeMap<TeamId, usize>,
    now: Millis,
}

impl std::fmt::Debug for Roster {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Roster({} people)", self.people.len())
    }
}

impl Roster {
    /// Everybody who was ever there, as of `now`.
    #[must_use]
    pub fn new(people: BTreeMap<PersonId, Standing>, now: Millis) -> Self {
        let mut sizes = BTreeMap::new();
        for standing in people.values().filter(|standing| standing.deactivated_at.is_none_or(|gone| gone > now)) {
            if let Some(team) = &standing.team {
                *sizes.entry(team.clone()).or_default() += 1;
            }
        }
        Self { people, sizes, now }
    }

    /// The instant that this is as of.
    #[must_use]
    pub const fn now(&self) -> Millis {
        self.now
    }

    /// A person's standing.
    #[must_use]
    pub fn standing(&self, person: &PersonId) -> Option<&Standing> {
        self.people.get(person)
    }

    /// Whether a person is there now, and not hidden.
    #[must_use]
    pub fn is_present(&self, person: &PersonId) -> bool {
        self.standing(person).is_some_and(|standing| standing.is_present(self.now))
    }

    /// Active people of a team.
    #[must_use]
    pub fn size(&self, team: &TeamId) -> usize {
        self.sizes.get(team).copied().unwrap_or_default()
    }

    /// The teams that are too small to be named.
    #[must_use]
    pub fn small_teams(&self) -> BTreeSet<TeamId> {
        self.sizes.iter().filter(|(_, size)| !is_crowd(**size)).map(|(team, _)| team.clone()).collect()
    }

    /// Whether these teams together are enough to speak of.
    #[must_use]
    pub fn are_crowd<'a>(&self, teams: impl IntoIterator<Item = &'a TeamId>) -> bool {
        is_crowd(teams.into_iter().map(|team| self.size(team)).sum())
    }

    /// What a team goes by; none, and nothing may be said of it.
    #[must_use]
    pub fn label(&self, team: Option<&TeamId>) -> Option<Label> {
        let team = team?;
        match self.size(team) {
            0 => None,
            size if is_crowd(size) => Some(Label::Team(team.clone())),
            _ => self.are_crowd(&self.small_teams()).then_some(Label::Others),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Teams with so many active people each, named `A0`, `A1`, …; all joined long ago.
    pub fn roster(teams: &[(&str, usize)]) -> Roster {
        let people = teams.iter().flat_map(|(team, size)| (0..*size).map(move |n| (format!("{team}{n}").into(), member_of(team))));
        Roster::new(people.collect(), Millis(0))
    }

    pub fn member_of(team: &str) -> Standing {
        Standing { team: Some(team.into()), joined_at: Some(Millis(i64::MIN)), ..Standing::default() }
    }

    /// All ways to give `teams` teams zero to seven people each.
    fn all_sizes(teams: u32) -> impl Iterator<Item = Vec<usize>> {
        (0..8_usize.pow(teams)).map(move |code| (0..teams).map(|place| code / 8_usize.pow(place) % 8).collect())
    }

    #[test]
    fn no_group_of_one_to_four_ever_has_a_label() {
        let names = ["A", "B", "C", "D"];
        for sizes in all_sizes(4) {
            let roster = roster(&names.into_iter().zip(sizes.iter().copied()).collect::<Vec<_>>());
            let small: usize = sizes.iter().filter(|size| **size < CROWD_MIN).sum();
            for (name, size) in names.iter().zip(&sizes) {
                match roster.label(Some(&(*name).into())) {
                    Some(Label::Team(team)) => assert!(team.as_str() == *name && *size >= 5, "{sizes:?}"),
                    Some(Label::Others) => assert!((1..5).contains(size) && small >= 5, "{sizes:?}"),
                    None => assert!(*size == 0 || (*size < 5 && small < 5), "{sizes:?}"),
                }
            }
        }
    }

    #[test]
    fn the_deactivated_do_not_fill_a_team_and_the_hidden_do() {
        let mut people: BTreeMap<PersonId, Standing> = (0..5).map(|n| (format!("A{n}").into(), member_of("A"))).collect();
        people.insert("A0".into(), Standing { hidden_at: Some(Millis(-1)), ..member_of("A") });
        let whole = Roster::new(people.clone(), Millis(0));
        assert_eq!(whole.label(Some(&"A".into())), Some(Label::Team("A".into())));
        assert!(!whole.is_present(&"A0".into()));
        people.insert("A1".into(), Standing { deactivated_at: Some(Millis(-1)), ..member_of("A") });
        assert_eq!(Roster::new(people, Millis(0)).label(Some(&"A".into())), None);
    }
}
