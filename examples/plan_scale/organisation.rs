//! An invented organisation of any size: people in teams, teams in divisions, and who knows whom.
//!
//! It is for measuring time and memory: it says nothing about how good a plan is. Whom a person knows follows from the seed and the person's
//! number alone ([`Organisation::begun`]), so any slice can be made again.

use rand::rngs::ChaCha8Rng;
use rand::{Rng, RngExt};
use rand_distr::{Distribution, LogNormal, Pareto};

use super::chance::{EVERYBODY, For, more, stream, whole};

/// Median of the people in a team, with the spread of its logarithm and its limits.
const TEAM_MEDIAN: f64 = 8.0;
const TEAM_SIGMA: f64 = 0.7;
const TEAM_PEOPLE_MIN: u32 = 2;
const TEAM_PEOPLE_MAX: u32 = 110;

/// Teams in a division.
const FAN_OUT: u32 = 8;

/// How busy people are: a Pareto distribution with this shape and a mean of four acts a week.
const ACTIVITY_SHAPE: f64 = 1.8;
const ACTIVITY_MEAN: f64 = 4.0;

/// Ties to other teams that a person has for each act a week, and the limits of that: half of them the person begins.
const CROSS_AN_ACT: f64 = 13.0;
const CROSS_MIN: f64 = 8.0;
const CROSS_MAX: f64 = 40.0;

/// The other half comes to the person, and the more the busier: as likely as this many acts a week at most, four times the mean. It is all that
/// makes some people popular.
const KNOWN_MAX: f64 = 16.0;

/// The share of ties that lie in the own team, as far as it has so many people; and of those to other teams, how many lie in the division.
const OWN_TEAM_SHARE: f64 = 0.60;
const DIVISION_SHARE: f64 = 0.625;

/// The share of ties to other teams that close a triangle.
const TRIANGLE_SHARE: f64 = 0.25;

/// How often chance is asked for somebody new, where those whom it names are known already.
const TRIES_MAX: u32 = 8;

/// The chance that a person leaves in a week; a successor who knows nobody takes the seat.
const CHURN: f64 = 0.005;

/// The share of people who like two nudges a week; the others like three.
const WANT_TWO: f64 = 0.25;

/// Who there is, and who knows whom.
pub struct Organisation {
    pub seed: u64,
    /// Everybody's team.
    pub team: Vec<u32>,
    /// In which week each person leaves.
    pub leaves: Vec<u32>,
    /// How many nudges each person likes in a week.
    pub wanted: Vec<u8>,
    /// How many ties to other teams each person is to have.
    cross: Vec<f32>,
    /// How well known each person is, against the best known.
    known: Vec<f32>,
    /// Where each team's people begin, and at last where all end.
    teams: Vec<u32>,
    /// Where the ties that each person began are, in `others`.
    starts: Vec<u32>,
    others: Vec<u32>,
}

impl Organisation {
    /// `people` people, always the same for one seed.
    pub fn new(people: u32, seed: u64) -> Self {
        let teams = teams(people, seed);
        let mut team = Vec::with_capacity(people as usize);
        for (number, end) in (0_u32..).zip(&teams[1..]) {
            team.resize(*end as usize, number);
        }
        let (leaves, wanted, cross, known) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut all = Self { seed, team, leaves, wanted, cross, known, teams, starts: vec![0], others: Vec::new() };
        for person in 0..people {
            all.person(person);
        }
        let (mut begun, mut between) = (Vec::new(), Vec::new());
        for person in 0..people {
            all.begun(person, &mut begun, &mut between);
            // A tie that both began is that of the one with the lower number.
            let once = begun.iter().filter(|other| **other > person || !all.ties_of(**other).contains(&person));
            let once: Vec<u32> = once.copied().collect();
            all.others.extend(once);
            all.starts.push(u32::try_from(all.others.len()).expect("ties are counted by a u32"));
        }
        all.others.shrink_to_fit();
        all
    }

    /// How many people there are.
    pub fn people(&self) -> u32 {
        u32::try_from(self.team.len()).expect("people are counted by a u32")
    }

    /// How many ties may come to life, each counted once.
    pub const fn ties(&self) -> usize {
        self.others.len()
    }

    /// The places of the ties that a person began, among all.
    pub fn places_of(&self, person: u32) -> std::ops::Range<usize> {
        self.starts[person as usize] as usize..self.starts[person as usize + 1] as usize
    }

    /// With whom a person began ties.
    pub fn ties_of(&self, person: u32) -> &[u32] {
        &self.others[self.places_of(person)]
    }

    fn person(&mut self, person: u32) {
        let mut rng = stream(self.seed, person, For::Person);
        let least = ACTIVITY_MEAN * (ACTIVITY_SHAPE - 1.0) / ACTIVITY_SHAPE;
        let busy = Pareto::new(least, ACTIVITY_SHAPE).expect("both are positive").sample(&mut rng);
        #[expect(clippy::cast_possible_truncation, reason = "means and chances need no more digits")]
        let (cross, known) = ((busy * CROSS_AN_ACT).clamp(CROSS_MIN, CROSS_MAX) as f32, (busy / KNOWN_MAX).min(1.0) as f32);
        self.cross.push(cross);
        self.known.push(known);
        self.leaves.push(more(CHURN, &mut rng));
        self.wanted.push(if rng.random_bool(WANT_TWO) { 2 } else { 3 });
    }

    /// With whom a person begins ties: half of all that they will have, as others begin ties to them. Made from the seed alone.
    fn begun(&self, person: u32, begun: &mut Vec<u32>, between: &mut Vec<u32>) {
        begun.clear();
        self.mates(person, begun);
        self.directly(person, begun);
        let mut rng = stream(self.seed, person, For::Triangles);
        for _ in 0..whole(self.cross_begun(person) * TRIANGLE_SHARE, &mut rng) {
            for _ in 0..TRIES_MAX {
                if begun.is_empty() {
                    return;
                }
                between.clear();
                self.directly(begun[rng.random_range(0..begun.len())], between);
                if !between.is_empty() && self.add(person, between[rng.random_range(0..between.len())], begun) {
                    break;
                }
            }
        }
    }

    fn cross_begun(&self, person: u32) -> f64 {
        f64::from(self.cross[person as usize]) / 2.0
    }

    /// The next ones in the team, which is a circle: so no two begin a tie with each other.
    fn mates(&self, person: u32, begun: &mut Vec<u32>) {
        let team = self.team[person as usize] as usize;
        let (first, size) = (self.teams[team], self.teams[team + 1] - self.teams[team]);
        let mut rng = stream(self.seed, person, For::Mates);
        let wanted = whole(self.cross_begun(person) * OWN_TEAM_SHARE / (1.0 - OWN_TEAM_SHARE), &mut rng);
        let own = person - first;
        // Of two who are opposite each other in an even circle, the first begins.
        let most = if own < size / 2 { size / 2 } else { (size - 1) / 2 };
        begun.extend((1..=wanted.min(most)).map(|step| first + (own + step) % size));
    }

    /// Those in other teams whom a person comes to know without an introduction.
    fn directly(&self, person: u32, begun: &mut Vec<u32>) {
        let mut rng = stream(self.seed, person, For::Ties);
        for _ in 0..whole(self.cross_begun(person) * (1.0 - TRIANGLE_SHARE), &mut rng) {
            for _ in 0..TRIES_MAX {
                let other = self.somebody(person, &mut rng);
                if self.add(person, other, begun) {
                    break;
                }
            }
        }
    }

    fn add(&self, person: u32, other: u32, begun: &mut Vec<u32>) -> bool {
        let new = self.team[person as usize] != self.team[other as usize] && !begun.contains(&other);
        if new {
            begun.push(other);
        }
        new
    }

    /// Somebody of the division, or anybody; who is busier is the likelier to be met.
    fn somebody(&self, person: u32, rng: &mut ChaCha8Rng) -> u32 {
        let whom = if rng.random_bool(DIVISION_SHARE) {
            let first = self.team[person as usize] / FAN_OUT * FAN_OUT;
            let last = (first as usize + FAN_OUT as usize).min(self.teams.len() - 1);
            self.teams[first as usize]..self.teams[last]
        } else {
            0..self.people()
        };
        loop {
            let other = rng.random_range(whom.clone());
            if rng.random_bool(f64::from(self.known[other as usize])) {
                return other;
            }
        }
    }

    /// A team for a project: often one of the division of `team`, if that is told.
    pub fn some_team(&self, team: Option<u32>, rng: &mut impl Rng) -> u32 {
        let teams = self.teams_count();
        match team {
            Some(team) if rng.random_bool(DIVISION_SHARE) => {
                let first = team / FAN_OUT * FAN_OUT;
                rng.random_range(first..(first + FAN_OUT).min(teams))
            }
            _ => rng.random_range(0..teams),
        }
    }

    /// How many teams there are.
    pub fn teams_count(&self) -> u32 {
        u32::try_from(self.teams.len() - 1).expect("teams are counted by a u32")
    }
}

/// Where each team's people begin, and at last where all end.
fn teams(people: u32, seed: u64) -> Vec<u32> {
    let mut rng = stream(seed, EVERYBODY, For::Person);
    let sizes = LogNormal::new(TEAM_MEDIAN.ln(), TEAM_SIGMA).expect("a positive spread");
    let (mut begins, mut all) = (vec![0], 0);
    while all < people {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a team's size is small and not negative")]
        let size = (sizes.sample(&mut rng).round() as u32).clamp(TEAM_PEOPLE_MIN, TEAM_PEOPLE_MAX);
        all = (all + size).min(people);
        begins.push(all);
    }
    begins
}
