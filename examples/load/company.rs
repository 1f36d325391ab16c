//! A large company for measuring a week's plan: teams of very different sizes, each person with eight to forty colleagues in other teams, and a
//! year of what was between them. Most of these ties are quiet and some are not, and a few people are asked by many, so that caps bind.

use std::collections::BTreeSet;
use std::f64::consts::TAU;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// Teams of the company.
const TEAMS: u32 = 40;

/// How much team sizes differ: the spread of their logarithms.
const SIZE_SPREAD: f64 = 0.8;

/// Colleagues in other teams that one person deals with: from, to.
const CONTACTS: (usize, usize) = (8, 40);

/// Of ten colleagues, so many are among those whom many ask.
const ASKED_BY_MANY: f64 = 0.3;

/// How steeply these are ordered: few are asked by very many.
const STEEPNESS: i32 = 4;

/// Acts with the own team in a year: they make no candidates, but rows.
const IN_TEAM: u32 = 8;

/// Days over which the acts are spread.
const DAYS: i64 = 358;

/// Days of one stretch of working together.
const STRETCH_DAYS: i64 = 12;

/// Everybody's teams and colleagues.
#[derive(Debug, Clone)]
pub struct Company {
    team: Vec<u32>,
    contacts: Vec<Vec<u32>>,
}

/// One thing that was between two people, as the owner noted it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dealing {
    /// Days before the end of the year; negated, so that the oldest comes first.
    pub day: i64,
    /// With whom.
    pub with: u32,
    /// Whether the owner helped.
    pub gave: bool,
}

impl Company {
    /// A company of so many people, the same each time.
    pub fn new(people: u32) -> Self {
        let mut rng = StdRng::seed_from_u64(2);
        let sizes: Vec<f64> = (0..TEAMS).map(|_| (SIZE_SPREAD * normal(&mut rng)).exp()).collect();
        let all: f64 = sizes.iter().sum();
        let team = (0..people).map(|_| place(&sizes, rng.random::<f64>() * all)).collect::<Vec<u32>>();
        let contacts = (0..people).map(|person| contacts(person, &team, &mut rng)).collect();
        Self { team, contacts }
    }

    /// How many teams there are.
    pub const fn teams() -> u32 {
        TEAMS
    }

    /// A person's team.
    pub fn team_of(&self, person: u32) -> u32 {
        usize::try_from(person).ok().and_then(|place| self.team.get(place)).copied().unwrap_or_default()
    }

    /// Whom a person deals with in other teams.
    pub fn contacts(&self, person: u32) -> &[u32] {
        usize::try_from(person).ok().and_then(|place| self.contacts.get(place)).map_or(&[], Vec::as_slice)
    }

    /// A person's year, the oldest first.
    pub fn year(&self, person: u32) -> Vec<Dealing> {
        let mut rng = StdRng::seed_from_u64(u64::from(person) + 3);
        let mut year = Vec::new();
        for &with in self.contacts(person) {
            let stretches = 1 + u32::from(rng.random::<f64>() < 0.5) + u32::from(rng.random::<f64>() < 0.25);
            for _ in 0..stretches {
                let begins = rng.random_range(STRETCH_DAYS..DAYS);
                for _ in 0..=u32::from(rng.random::<f64>() < 0.3) {
                    let day = -(begins - rng.random_range(0..STRETCH_DAYS));
                    year.push(Dealing { day, with, gave: rng.random::<f64>() < 0.6 });
                }
            }
        }
        let people = u32::try_from(self.team.len()).unwrap_or(u32::MAX);
        for _ in 0..IN_TEAM {
            let with = rng.random_range(0..people);
            if with != person && self.team_of(with) == self.team_of(person) {
                year.push(Dealing { day: -rng.random_range(0..DAYS), with, gave: true });
            }
        }
        year.sort_unstable();
        year
    }
}

fn contacts(person: u32, team: &[u32], rng: &mut StdRng) -> Vec<u32> {
    let people = team.len();
    let own = usize::try_from(person).ok().and_then(|place| team.get(place));
    let wanted = rng.random_range(CONTACTS.0..=CONTACTS.1).min(people / 2);
    let mut found = BTreeSet::new();
    for _ in 0..wanted * 20 {
        if found.len() >= wanted {
            break;
        }
        let at = if rng.random::<f64>() < ASKED_BY_MANY { rng.random::<f64>().powi(STEEPNESS) } else { rng.random::<f64>() };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a short list")]
        let other = ((at * people as f64) as usize).min(people.saturating_sub(1));
        if team.get(other) != own {
            found.insert(u32::try_from(other).unwrap_or_default());
        }
    }
    let mut found: Vec<u32> = found.into_iter().collect();
    // Not in the order of their numbers: whom a person helps first would otherwise be the one whom all help.
    for place in (1..found.len()).rev() {
        found.swap(place, rng.random_range(0..=place));
    }
    found
}

/// The place in `sizes` at which their running sum passes `at`.
fn place(sizes: &[f64], at: f64) -> u32 {
    let mut sum = 0.0;
    let passed = |size: &f64| {
        sum += size;
        sum > at
    };
    u32::try_from(sizes.iter().position(passed).unwrap_or(0)).unwrap_or_default()
}

/// A number from the normal distribution (Box and Muller's way).
fn normal(rng: &mut StdRng) -> f64 {
    let (one, two) = (1.0 - rng.random::<f64>(), rng.random::<f64>());
    (-2.0 * one.ln()).sqrt() * (TAU * two).cos()
}
