//! Weights learnt from a workspace's own history: a logistic regression that begins with weights known to be sane and leaves them as far as what
//! happened says so.
//!
//! Sums go in the order of the rows and nothing is left to chance, so the same history gives the same weights, bit for bit.

/// Rounds of Newton's method at most: from sane weights it settles within five, from far away within twenty.
const ROUNDS_MAX: usize = 25;

/// The largest change of a weight after which another round would change nothing that anybody sees.
const SETTLED_BELOW: f64 = 1e-7;

/// How often a step is halved at most: a thousandth of it leads uphill, if anything does.
const HALVINGS_MAX: usize = 10;

/// Log-odds beyond this are as good as certain; further ones would only make the arithmetic brittle.
const LOG_ODDS_MAX: f64 = 30.0;

/// One case of which the outcome is known: what was seen then, and whether contact came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row<const N: usize> {
    /// What was seen, as of then.
    pub seen: [f32; N],
    /// Whether contact came in the weeks that followed.
    pub came: bool,
}

/// Weights known to be sane, and how much has to speak against each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior<const N: usize> {
    /// The weights to begin with.
    pub weights: [f64; N],
    /// How firmly each is held: the larger, the more cases it takes to move it.
    pub firmness: [f64; N],
}

/// The log-odds that weights give to what is seen.
#[must_use]
pub fn log_odds<const N: usize>(weights: &[f64; N], seen: &[f32; N]) -> f64 {
    let sum: f64 = weights.iter().zip(seen).map(|(weight, seen)| weight * f64::from(*seen)).sum();
    sum.clamp(-LOG_ODDS_MAX, LOG_ODDS_MAX)
}

/// The probability, 0 to 1, that belongs to log-odds.
#[must_use]
pub fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The weights under which these rows and the prior together are most likely. Without rows, the prior's own.
#[must_use]
pub fn fit<const N: usize>(prior: &Prior<N>, from: &[f64; N], rows: &[Row<N>]) -> [f64; N] {
    let mut weights = *from;
    let mut worth = likelihood(prior, &weights, rows);
    for _ in 0..ROUNDS_MAX {
        let (slope, bend) = derivatives(prior, &weights, rows);
        let Some(step) = solve(bend, slope) else { break };
        let Some((next, better)) = walk(prior, &weights, worth, &step, rows) else { break };
        let largest = weights.iter().zip(next).map(|(from, to)| (from - to).abs()).fold(0.0, f64::max);
        (weights, worth) = (next, better);
        if largest < SETTLED_BELOW {
            break;
        }
    }
    weights
}

/// Goes the step, or half of it until it leads uphill: a whole one may overshoot where the start was far away. None: there is no higher place.
fn walk<const N: usize>(prior: &Prior<N>, from: &[f64; N], worth: f64, step: &[f64; N], rows: &[Row<N>]) -> Option<([f64; N], f64)> {
    let mut part = 1.0;
    for _ in 0..HALVINGS_MAX {
        let next: [f64; N] = std::array::from_fn(|place| from[place] + part * step[place]);
        let better = likelihood(prior, &next, rows);
        if better > worth {
            return Some((next, better));
        }
        part /= 2.0;
    }
    None
}

/// How likely the rows and the weights are together, as a logarithm, up to a constant.
fn likelihood<const N: usize>(prior: &Prior<N>, weights: &[f64; N], rows: &[Row<N>]) -> f64 {
    let held: f64 = (0..N).map(|place| prior.firmness[place] * (weights[place] - prior.weights[place]).powi(2)).sum();
    let told: f64 = rows
        .iter()
        .map(|row| {
            let odds = log_odds(weights, &row.seen);
            // The logarithm of the chance of what happened.
            -(if row.came { -odds } else { odds }).exp().ln_1p()
        })
        .sum();
    told - held / 2.0
}

/// How the likelihood rises with each weight, and how that bends.
fn derivatives<const N: usize>(prior: &Prior<N>, weights: &[f64; N], rows: &[Row<N>]) -> ([f64; N], [[f64; N]; N]) {
    let (mut slope, mut bend) = ([0.0; N], [[0.0; N]; N]);
    for place in 0..N {
        slope[place] = prior.firmness[place] * (prior.weights[place] - weights[place]);
        bend[place][place] = prior.firmness[place];
    }
    for row in rows {
        let chance = probability(log_odds(weights, &row.seen));
        let missed = f64::from(u8::from(row.came)) - chance;
        let spread = chance * (1.0 - chance);
        let seen = row.seen.map(f64::from);
        for (place, one) in seen.iter().enumerate() {
            slope[place] += missed * one;
            let part = spread * one;
            for (sum, other) in bend[place][..=place].iter_mut().zip(&seen) {
                *sum += part * other;
            }
        }
    }
    (slope, bend)
}

/// Solves `bend · step = slope`, of which only the lower half of `bend` is read. None where it can't be solved.
fn solve<const N: usize>(mut bend: [[f64; N]; N], slope: [f64; N]) -> Option<[f64; N]> {
    for row in 0..N {
        for column in 0..=row {
            let (above, below) = bend.split_at_mut(row);
            let own = &mut below[0];
            let done: f64 = if column == row {
                own[..column].iter().map(|part| part * part).sum()
            } else {
                own[..column].iter().zip(&above[column][..column]).map(|(one, other)| one * other).sum()
            };
            let left = own[column] - done;
            if column == row {
                if left <= 0.0 {
                    return None;
                }
                own[column] = left.sqrt();
            } else {
                own[column] = left / above[column][column];
            }
        }
    }
    let mut half = [0.0; N];
    for row in 0..N {
        let done: f64 = bend[row][..row].iter().zip(&half[..row]).map(|(one, other)| one * other).sum();
        half[row] = (slope[row] - done) / bend[row][row];
    }
    let mut step = [0.0; N];
    for row in (0..N).rev() {
        let done: f64 = (row + 1..N).map(|later| bend[later][row] * step[later]).sum();
        step[row] = (half[row] - done) / bend[row][row];
    }
    Some(step)
}

#[cfg(test)]
mod tests {
    use rand::rngs::StdRng;
    use rand::{RngExt, SeedableRng};

    use super::*;

    const PRIOR: Prior<3> = Prior { weights: [-1.0, 0.5, 0.0], firmness: [1.0, 1.0, 1.0] };

    /// Cases of a world with these weights.
    fn world(truth: [f64; 3], n: usize) -> Vec<Row<3>> {
        let mut rng = StdRng::seed_from_u64(9);
        let row = |_| {
            let seen = [1.0, rng.random_range(-2.0..2.0), rng.random_range(0.0..3.0)];
            Row { seen, came: rng.random_bool(probability(log_odds(&truth, &seen))) }
        };
        (0..n).map(row).collect()
    }

    #[test]
    fn without_a_history_the_prior_stays() {
        let learnt = fit(&PRIOR, &PRIOR.weights, &[]);
        assert_eq!(learnt.map(f64::to_bits), PRIOR.weights.map(f64::to_bits));
    }

    #[test]
    fn a_history_teaches_its_weights() {
        let truth = [-2.0, 1.0, 0.7];
        let learnt = fit(&PRIOR, &PRIOR.weights, &world(truth, 20_000));
        for (learnt, truth) in learnt.iter().zip(truth) {
            assert!((learnt - truth).abs() < 0.1, "{learnt} for {truth}");
        }
    }

    #[test]
    fn a_few_cases_move_little_and_firm_weights_less() {
        let rows = world([-2.0, 1.0, 0.7], 10);
        let held = fit(&Prior { firmness: [1e6; 3], ..PRIOR }, &PRIOR.weights, &rows);
        assert!(held.iter().zip(PRIOR.weights).all(|(one, other)| (one - other).abs() < 1e-3), "{held:?}");
    }

    #[test]
    fn where_it_begins_makes_no_difference() {
        let rows = world([-2.0, 1.0, 0.7], 500);
        let (one, other) = (fit(&PRIOR, &PRIOR.weights, &rows), fit(&PRIOR, &[20.0, -15.0, 9.0], &rows));
        assert!(one.iter().zip(other).all(|(one, other)| (one - other).abs() < 1e-5), "{one:?} {other:?}");
    }

    #[test]
    fn cases_that_are_all_alike_do_no_harm() {
        let rows = vec![Row { seen: [1.0, 0.0, 0.0], came: true }; 1_000];
        let learnt = fit(&PRIOR, &PRIOR.weights, &rows);
        assert!(learnt.iter().all(|weight| weight.is_finite()));
        assert!(probability(log_odds(&learnt, &rows[0].seen)) > 0.9);
    }
}
