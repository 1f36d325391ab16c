//! How a workspace judges its quiet ties: weights learnt from its own history, the chance they give, and the floor below which silence is better.
//!
//! A workspace without a history judges by one rule that held in a real organisation. With every outcome that becomes known its own weights
//! take over: soon for the usual chance and the rule's slope, slowly for everything else, as what a few hundred outcomes seem to say about a
//! small thing is chance more often than not.

use super::features::{CONSTANT, RULE};
use super::learn::{Prior, Row, fit, log_odds, probability};

/// Slope from the rule's value to log-odds, for a workspace without a history.
const PRIOR_SLOPE: f64 = 1.354;

/// Log-odds where the rule's value is 0, for a workspace without a history.
const PRIOR_INTERCEPT: f64 = -3.260;

/// The share of quiet ties that return within four weeks, for a workspace without a history.
const PRIOR_SHARE: f64 = 0.12;

/// How many outcomes the prior share weighs as much as.
const PRIOR_SHARE_CASES: f64 = 50.0;

/// How many cases the prior's scale of every value, one, weighs as much as.
const PRIOR_SPREAD_CASES: f64 = 30.0;

/// How firmly the usual chance is held: it moves with the first dozen outcomes.
const CONSTANT_FIRMNESS: f64 = 1.0;

/// How firmly the rule's slope is held.
const RULE_FIRMNESS: f64 = 10.0;

/// How firmly every other weight is held at nothing. Tried from 1 to 3,000: below some hundred, weights fit what was and not what comes.
const FIRMNESS: f64 = 1_000.0;

/// Below this part of the usual share a suggestion is more noise than help, and silence is better.
const FLOOR_PART: f64 = 0.25;

/// What a workspace has learnt.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement<const N: usize> {
    centre: [f64; N],
    spread: [f64; N],
    weights: [f64; N],
    /// The chance, 0 to 1, below which nobody is named.
    pub floor: f64,
}

impl<const N: usize> Default for Judgement<N> {
    fn default() -> Self {
        Self::learnt(&[], None)
    }
}

impl<const N: usize> Judgement<N> {
    /// What these cases teach. `before` is only where the search begins: it makes it short and changes nothing that anybody sees.
    #[must_use]
    pub fn learnt(rows: &[Row<N>], before: Option<&Self>) -> Self {
        let (centre, spread) = scale(rows);
        let mut prior = Prior { weights: [0.0; N], firmness: [FIRMNESS; N] };
        prior.weights[CONSTANT] = PRIOR_INTERCEPT + PRIOR_SLOPE * centre[RULE];
        prior.firmness[CONSTANT] = CONSTANT_FIRMNESS;
        prior.weights[RULE] = PRIOR_SLOPE * spread[RULE];
        prior.firmness[RULE] = RULE_FIRMNESS;
        let scaled: Vec<Row<N>> = rows.iter().map(|row| Row { seen: scaled(&row.seen, &centre, &spread), came: row.came }).collect();
        let from = before.map_or(prior.weights, |before| before.weights);
        let weights = fit(&prior, &from, &scaled);
        Self { centre, spread, weights, floor: FLOOR_PART * usual_share(rows) }
    }

    /// The chance, 0 to 1, that a tie of which this is seen returns within four weeks.
    #[must_use]
    pub fn chance(&self, seen: &[f32; N]) -> f64 {
        probability(log_odds(&self.weights, &scaled(seen, &self.centre, &self.spread)))
    }

    /// What one unit of a value adds to the log-odds.
    #[must_use]
    pub fn slope(&self, place: usize) -> f64 {
        self.weights[place] / self.spread[place]
    }

    /// The judgement as it is kept: every number in eight bytes, the least first.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let numbers = self.centre.iter().chain(&self.spread).chain(&self.weights).chain([&self.floor]);
        numbers.flat_map(|number| number.to_le_bytes()).collect()
    }

    /// A judgement that was kept; none when it was kept by a program that saw other things.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let (numbers, rest) = bytes.as_chunks::<8>();
        if !rest.is_empty() || numbers.len() != 3 * N + 1 {
            return None;
        }
        let at = |place: usize| f64::from_le_bytes(numbers[place]);
        let part = |part: usize| std::array::from_fn(|place| at(part * N + place));
        Some(Self { centre: part(0), spread: part(1), weights: part(2), floor: at(3 * N) })
    }

    /// What each value adds to the log-odds or takes from them, against an average tie.
    #[must_use]
    pub fn parts(&self, seen: &[f32; N]) -> [f64; N] {
        let scaled = scaled(seen, &self.centre, &self.spread);
        std::array::from_fn(|place| if place == CONSTANT { 0.0 } else { self.weights[place] * f64::from(scaled[place]) })
    }
}

#[expect(clippy::cast_precision_loss, reason = "cases are bounded, far below 2^52")]
fn usual_share<const N: usize>(rows: &[Row<N>]) -> f64 {
    let came = rows.iter().filter(|row| row.came).count() as f64;
    (came + PRIOR_SHARE * PRIOR_SHARE_CASES) / (rows.len() as f64 + PRIOR_SHARE_CASES)
}

/// The middle and the spread of every value; few cases leave the spread near one. The constant stays as it is.
#[expect(clippy::cast_precision_loss, reason = "cases are bounded, far below 2^52")]
fn scale<const N: usize>(rows: &[Row<N>]) -> ([f64; N], [f64; N]) {
    let n = rows.len() as f64;
    if rows.is_empty() {
        return ([0.0; N], [1.0; N]);
    }
    let (mut sums, mut squares) = ([0.0; N], [0.0; N]);
    for row in rows {
        for (sum, seen) in sums.iter_mut().zip(&row.seen) {
            *sum += f64::from(*seen);
        }
    }
    let mut centre = sums.map(|sum| sum / n);
    for row in rows {
        for ((square, seen), centre) in squares.iter_mut().zip(&row.seen).zip(&centre) {
            *square += (f64::from(*seen) - centre).powi(2);
        }
    }
    let mut spread = squares.map(|squares| ((squares + PRIOR_SPREAD_CASES) / (n + PRIOR_SPREAD_CASES)).sqrt());
    (centre[CONSTANT], spread[CONSTANT]) = (0.0, 1.0);
    (centre, spread)
}

#[expect(clippy::cast_possible_truncation, reason = "values near one lose nothing that matters")]
fn scaled<const N: usize>(seen: &[f32; N], centre: &[f64; N], spread: &[f64; N]) -> [f32; N] {
    std::array::from_fn(|place| ((f64::from(seen[place]) - centre[place]) / spread[place]) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(rule: f32, came: bool) -> Row<3> {
        Row { seen: [1.0, rule, 0.0], came }
    }

    #[test]
    fn a_young_workspace_goes_by_the_rule() {
        let young: Judgement<3> = Judgement::default();
        assert!((young.chance(&[1.0, 2.0, 9.0]) - probability(PRIOR_INTERCEPT + 2.0 * PRIOR_SLOPE)).abs() < 1e-9);
        assert!((young.floor - 0.03).abs() < 1e-9);
    }

    #[test]
    fn what_never_comes_back_lowers_the_chance_and_the_floor() {
        let rows: Vec<_> = (0..400_u16).map(|i| row(f32::from(i % 10) / 10.0, false)).collect();
        let learnt = Judgement::learnt(&rows, None);
        let young: Judgement<3> = Judgement::default();
        assert!(learnt.chance(&[1.0, 0.5, 0.0]) < young.chance(&[1.0, 0.5, 0.0]) / 2.0);
        assert!(learnt.floor < young.floor / 2.0);
    }

    #[test]
    fn chances_are_shares() {
        // One in ten of the low ones comes back, one in two of the high ones.
        let rows: Vec<_> = (0..4_000_u16).map(|i| if i % 2 == 0 { row(0.0, i % 20 == 0) } else { row(2.0, i % 4 == 1) }).collect();
        let learnt = Judgement::learnt(&rows, None);
        assert!((learnt.chance(&[1.0, 0.0, 0.0]) - 0.1).abs() < 0.02, "{}", learnt.chance(&[1.0, 0.0, 0.0]));
        assert!((learnt.chance(&[1.0, 2.0, 0.0]) - 0.5).abs() < 0.02, "{}", learnt.chance(&[1.0, 2.0, 0.0]));
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let learnt = Judgement::learnt(&[row(0.3, true), row(0.7, false)], None);
        assert_eq!(Judgement::parse(&learnt.bytes()), Some(learnt.clone()));
        assert_eq!(Judgement::<4>::parse(&learnt.bytes()), None);
        assert_eq!(Judgement::<3>::parse(&learnt.bytes()[1..]), None);
    }

    #[test]
    fn the_parts_make_the_chance() {
        let rows: Vec<_> = (0..500_u16).map(|i| row(f32::from(i % 7), i % 3 == 0)).collect();
        let learnt = Judgement::learnt(&rows, None);
        let seen = [1.0, 4.0, 1.0];
        let sum: f64 = learnt.parts(&seen).iter().sum();
        assert!((probability(sum + learnt.weights[CONSTANT]) - learnt.chance(&seen)).abs() < 1e-6);
    }
}
