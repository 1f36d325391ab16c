//! The chance that a quiet tie returns in the coming weeks, with what speaks for it, so that the largest part can be said in words.
//!
//! A part is how much its values add to the log-odds, against an average quiet tie of the workspace. In a workspace without a history one rule
//! decides, and its own terms are the parts.

use super::features::{OWN, RULE};
use super::judgement::Judgement;
use super::memory::Memory;

/// The places of what was going on not long ago: active weeks by the month, contacts by two.
const LATELY: &[usize] = &[3, 6];

/// The places of the long memory: active weeks by the quarter and the year, and beginnings.
const LONG: &[usize] = &[4, 5, 9];

/// The places of who turned to whom.
const WAY: &[usize] = &[7, 8, 10, 11];

/// The places of the member's dealings with the contact's team.
const TEAM: std::ops::Range<usize> = 19..25;

/// A tie's chance, and what speaks for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// The probability, 0 to 1, that the tie returns within four weeks.
    pub chance: f64,
    /// What was going on not long ago.
    pub lately: f64,
    /// Weeks of contact over the last year.
    pub long: f64,
    /// Who turned to whom.
    pub way: f64,
    /// The member's dealings with the contact's team.
    pub team: f64,
    /// Active weeks of the last weeks, faded by half in four.
    pub month: f32,
    /// Active weeks of the last year, faded by half in one.
    pub year: f32,
}

impl Score {
    /// The score of a tie of which this is seen and remembered.
    #[must_use]
    pub fn of(judgement: &Judgement<OWN>, seen: &[f32; OWN], memory: &Memory) -> Self {
        let parts = judgement.parts(seen);
        let sum = |places: &[usize]| places.iter().map(|place| parts[*place]).sum::<f64>();
        let rule = judgement.slope(RULE);
        let (short, long) = (f64::from(memory.month) / 2.0, f64::from(memory.year));
        let memory_term = rule * (short + long).ln_1p();
        let team: f64 = parts[TEAM].iter().sum();
        Self {
            chance: judgement.chance(seen),
            lately: sum(LATELY) + memory_term * short / (short + long),
            long: sum(LONG) + memory_term * long / (short + long),
            way: sum(WAY),
            team: team + rule * f64::from(super::features::busy(seen)),
            month: memory.month,
            year: memory.year,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Week;
    use crate::domain::plan::features::{Dealings, Held, NO_TEAM, own};
    use crate::domain::plan::memory::Direction;

    const NOW: Week = Week(104);

    fn held(team: u32, weeks: &[i64]) -> Held {
        let mut memory = Memory::first(Week(weeks[0]), Direction::Out);
        for week in &weeks[1..] {
            memory.take(Week(*week), Direction::Out);
        }
        Held { contact: 0, team, memory }
    }

    /// The score of the first of these ties, in a workspace without a history.
    fn score(ties: &[Held]) -> Score {
        let mut dealings = Dealings::default();
        dealings.read(NO_TEAM, ties, NOW);
        Score::of(&Judgement::default(), &own(&dealings, 0, ties[0].team), dealings.tie(0).0)
    }

    #[test]
    fn more_active_weeks_are_worth_more_than_a_longer_gap() {
        assert!(score(&[held(0, &[90, 93, 96])]).chance > score(&[held(0, &[98])]).chance);
    }

    #[test]
    fn the_chance_falls_with_the_gap() {
        let chances: Vec<f64> = (40..98).rev().map(|last| score(&[held(0, &[last - 1, last])]).chance).collect();
        assert!(chances.windows(2).all(|pair| pair[1] < pair[0]));
    }

    #[test]
    fn a_busy_team_adds_a_little_and_says_so() {
        let alone = score(&[held(0, &[98])]);
        let busy = score(&[held(0, &[98]), held(0, &[101, 102, 103])]);
        assert!(busy.chance > alone.chance && busy.team > alone.team);
        let elsewhere = score(&[held(0, &[98]), held(1, &[101, 102, 103])]);
        assert!((elsewhere.team - alone.team).abs() < 1e-9);
    }

    #[test]
    fn long_contact_and_late_contact_are_told_apart() {
        let late = score(&[held(0, &[97, 98, 99])]);
        let long = score(&[held(0, &[53, 58, 63, 68, 73, 78])]);
        assert!(late.lately / late.long > long.lately / long.long);
    }
}
