//! Half a year in the invented organisation: all of its acts, as its members' ties remember them.
//!
//! The clock runs only while acts are taken, not while they are invented.

use std::time::{Duration, Instant};

use goodturn::domain::day::Week;

use super::organisation::Organisation;
use super::ties::Ties;
use super::weeks::{WEEKS, Weeks};

/// The number of the first week: any Monday does, and all runs have the same.
const FIRST_WEEK: i64 = 2_900;

/// What all weeks left behind.
pub struct Lived<'a> {
    pub ties: Ties<'a>,
    /// The week that ended last.
    pub week: Week,
    pub acts: usize,
    /// What it took to take all acts.
    pub spent: Duration,
}

/// Lives all weeks.
pub fn lived(organisation: &Organisation) -> Lived<'_> {
    let (mut ties, mut weeks) = (Ties::new(organisation), Weeks::new(organisation));
    let (mut acts, mut week, mut taken, mut spent) = (Vec::new(), Week(FIRST_WEEK), 0, Duration::ZERO);
    for number in 0..WEEKS {
        week = Week(FIRST_WEEK).plus(i64::from(number));
        for person in (0..organisation.people()).filter(|person| organisation.leaves[*person as usize] == number) {
            ties.forget(person);
        }
        weeks.week(number, &mut acts);
        let began = Instant::now();
        for act in &acts {
            ties.take(week, *act);
        }
        spent += began.elapsed();
        taken += acts.len();
    }
    Lived { ties, week, acts: taken, spent }
}
