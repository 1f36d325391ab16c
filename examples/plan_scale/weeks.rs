//! What goes on in the invented organisation, week by week: ties come to life and fall asleep, projects wake them, people leave.
//!
//! No more than one week of acts is there at a time.

use rand::RngExt;
use rand::seq::SliceRandom;
use rand_distr::{Distribution, LogNormal, Poisson};

use super::chance::{EVERYBODY, For, more, pause, stream};
use super::organisation::Organisation;

/// How many weeks there are.
pub const WEEKS: u32 = 26;

/// The chance that a tie in touch ends with a week (so two weeks in the mean), and that a week's last act was told (so two acts in the mean).
const ENDS: f64 = 0.5;
const LAST_ACT: f64 = 0.5;

/// A tie's weeks without contact: Weibull with this scale and shape, and a log-normal factor of the tie's own with this spread.
const OFF_WEEKS: f64 = 10.0;
const OFF_SHAPE: f64 = 0.6;
const OFF_SIGMA: f64 = 1.0;

/// The share of ties that are in touch when the first week begins.
const ON_AT_FIRST: f64 = 0.1;

/// Common projects: how many a team joins in a week, teams in one (with their mean), weeks that it takes, and how much faster silence passes
/// meanwhile.
const PROJECTS_A_TEAM_WEEK: f64 = 0.3;
const PROJECT_TEAMS: std::ops::RangeInclusive<u32> = 2..=4;
const PROJECT_TEAMS_MEAN: f64 = 3.0;
const PROJECT_WEEKS: std::ops::RangeInclusive<u32> = 2..=10;
const PROJECT_FACTOR: u16 = 6;

/// Weeks in which nobody works: two blocks.
const HOLIDAY_WEEKS: [u32; 3] = [8, 9, 17];

/// One person who turns to another, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact {
    pub actor: u32,
    pub target: u32,
}

/// What a tie is doing.
#[derive(Debug, Clone, Copy)]
enum Doing {
    /// In touch, for so many more weeks after this one.
    On(u16),
    /// Quiet for so many more weeks.
    Off(u16),
}

/// The weeks of an organisation.
pub struct Weeks<'a> {
    of: &'a Organisation,
    doing: Vec<Doing>,
    /// How much slower than others each tie is.
    slow: Vec<f32>,
    /// Projects under way: the last week and the teams.
    projects: Vec<(u32, Vec<u32>)>,
}

impl<'a> Weeks<'a> {
    /// Before the first week.
    pub fn new(of: &'a Organisation) -> Self {
        let (mut doing, mut slow) = (Vec::with_capacity(of.ties()), Vec::with_capacity(of.ties()));
        let factors = LogNormal::new(0.0, OFF_SIGMA).expect("a positive spread");
        for person in 0..of.people() {
            let mut rng = stream(of.seed, person, For::Beginning);
            for _ in of.places_of(person) {
                let factor = factors.sample(&mut rng);
                // Somewhere in the middle of a silence.
                let off = pause(OFF_WEEKS, OFF_SHAPE, factor * rng.random::<f64>(), &mut rng);
                doing.push(if rng.random_bool(ON_AT_FIRST) { Doing::On(goes_on(&mut rng)) } else { Doing::Off(off) });
                #[expect(clippy::cast_possible_truncation, reason = "a factor needs no more digits")]
                slow.push(factor as f32);
            }
        }
        Self { of, doing, slow, projects: Vec::new() }
    }

    /// Goes through one week, which must follow the one before, and tells every act in it, in an order that has nothing to do with anything.
    pub fn week(&mut self, week: u32, acts: &mut Vec<Contact>) {
        acts.clear();
        self.begin_projects(week);
        let busy = Busy::new(self.of.teams_count(), &self.projects);
        let holiday = HOLIDAY_WEEKS.contains(&week);
        for person in 0..self.of.people() {
            let mut rng = stream(self.of.seed, person, For::Week(week));
            for place in self.of.places_of(person) {
                let other = self.of.ties_of(person)[place - self.of.places_of(person).start];
                let ends = [person, other].iter().any(|one| self.of.leaves[*one as usize] == week);
                let off = |rng: &mut _| Doing::Off(pause(OFF_WEEKS, OFF_SHAPE, f64::from(self.slow[place]), rng));
                self.doing[place] = match self.doing[place] {
                    _ if ends => off(&mut rng),
                    same @ Doing::On(_) if holiday => same,
                    Doing::On(left) => {
                        for _ in 0..=more(LAST_ACT, &mut rng) {
                            let out: bool = rng.random();
                            let (actor, target) = if out { (person, other) } else { (other, person) };
                            acts.push(Contact { actor, target });
                        }
                        if left == 0 { off(&mut rng) } else { Doing::On(left - 1) }
                    }
                    Doing::Off(left) => {
                        let together = busy.together(self.of.team[person as usize], self.of.team[other as usize]);
                        let passed = if together { PROJECT_FACTOR } else { 1 };
                        if left < passed { Doing::On(goes_on(&mut rng)) } else { Doing::Off(left - passed) }
                    }
                };
            }
        }
        acts.shuffle(&mut stream(self.of.seed, EVERYBODY, For::Order(week)));
    }

    fn begin_projects(&mut self, week: u32) {
        self.projects.retain(|(until, _)| *until > week);
        let mut rng = stream(self.of.seed, EVERYBODY, For::Week(week));
        let rate = PROJECTS_A_TEAM_WEEK / PROJECT_TEAMS_MEAN * f64::from(self.of.teams_count());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of projects is small and not negative")]
        let new = Poisson::new(rate).expect("a positive rate").sample(&mut rng) as u64;
        for _ in 0..new {
            let until = week + rng.random_range(PROJECT_WEEKS);
            let first = self.of.some_team(None, &mut rng);
            let mut teams = vec![first];
            for _ in 1..rng.random_range(PROJECT_TEAMS) {
                teams.push(self.of.some_team(Some(first), &mut rng));
            }
            self.projects.push((until, teams));
        }
    }
}

/// Which projects each team is in.
struct Busy {
    starts: Vec<u32>,
    projects: Vec<u32>,
}

impl Busy {
    fn new(teams: u32, all: &[(u32, Vec<u32>)]) -> Self {
        let mut pairs: Vec<(u32, u32)> =
            (0_u32..).zip(all).flat_map(|(number, (_, teams))| teams.iter().map(move |team| (*team, number))).collect();
        pairs.sort_unstable();
        let starts = (0..=teams).map(|team| pairs.partition_point(|pair| pair.0 < team));
        let starts = starts.map(|start| u32::try_from(start).expect("projects are counted by a u32")).collect();
        Self { starts, projects: pairs.into_iter().map(|(_, project)| project).collect() }
    }

    fn of(&self, team: u32) -> &[u32] {
        &self.projects[self.starts[team as usize] as usize..self.starts[team as usize + 1] as usize]
    }

    fn together(&self, one: u32, other: u32) -> bool {
        one != other && self.of(one).iter().any(|project| self.of(other).contains(project))
    }
}

/// More weeks in touch after the first.
fn goes_on(rng: &mut impl rand::Rng) -> u16 {
    u16::try_from(more(ENDS, rng)).unwrap_or(u16::MAX)
}
