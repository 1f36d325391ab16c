//! From scored candidates to plans: at most `k` for a member, at most a cap of nudges pointing at one contact, and reserves.
//!
//! Greedy by score; equal scores go by member and contact, so that equal input gives equal plans, byte for byte.

use std::collections::HashMap;

/// Scores are compared as whole numbers of this many parts, so that no rounding decides.
const SCORE_PARTS: f64 = 1_048_576.0;

/// One possible nudge. `M` and `C` are the caller's names for members and contacts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate<M, C> {
    /// For whom.
    pub member: M,
    /// About whom.
    pub contact: C,
    /// The probability, 0 to 1.
    pub score: f64,
}

/// One member's share of the assignment: places in the list of candidates, best first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// What the reminder will carry.
    pub chosen: Vec<usize>,
    /// What steps in if one of them falls away.
    pub reserves: Vec<usize>,
}

/// How many places there are.
#[derive(Debug, Clone, Copy)]
pub struct Caps {
    /// Nudges that may point at one contact, over all members.
    pub per_contact: usize,
    /// Reserves for one member.
    pub reserves: usize,
}

/// Assigns candidates. `k` tells a member's number of places; `taken` how many nudges point at a contact already.
pub fn assign<M, C>(candidates: &[Candidate<M, C>], k: impl Fn(M) -> usize, taken: impl Fn(C) -> usize, caps: Caps) -> HashMap<M, Plan>
where
    M: Copy + Ord + std::hash::Hash,
    C: Copy + Ord + std::hash::Hash,
{
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(parts(candidates[i].score)), candidates[i].member, candidates[i].contact));
    let mut plans: HashMap<M, Plan> = HashMap::new();
    let mut pointing: HashMap<C, usize> = HashMap::new();
    for &i in &order {
        let Candidate { member, contact, .. } = candidates[i];
        let places = pointing.entry(contact).or_insert_with(|| taken(contact));
        let plan = plans.entry(member).or_default();
        if plan.chosen.len() < k(member) && *places < caps.per_contact {
            *places += 1;
            plan.chosen.push(i);
        } else if plan.reserves.len() < caps.reserves {
            plan.reserves.push(i);
        }
    }
    plans
}

#[expect(clippy::cast_possible_truncation, reason = "a probability times 2^20 fits easily")]
fn parts(score: f64) -> i64 {
    (score.clamp(0.0, 1.0) * SCORE_PARTS) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAPS: Caps = Caps { per_contact: 3, reserves: 3 };

    fn everybody_likes_nine() -> Vec<Candidate<u32, u32>> {
        (0..6)
            .flat_map(|member| {
                [(9, 0.9), (member + 10, 0.3), (member + 20, 0.2)].map(|(contact, score)| Candidate { member, contact, score })
            })
            .collect()
    }

    #[test]
    fn a_popular_contact_is_not_swamped() {
        let candidates = everybody_likes_nine();
        let plans = assign(&candidates, |_| 2, |_| 0, CAPS);
        let at_nine = plans.values().flat_map(|plan| &plan.chosen).filter(|&&i| candidates[i].contact == 9).count();
        assert_eq!(at_nine, 3);
        assert!(plans.values().all(|plan| plan.chosen.len() == 2));
    }

    #[test]
    fn places_already_taken_count() {
        let candidates = everybody_likes_nine();
        let plans = assign(&candidates, |_| 1, |contact| usize::from(contact == 9) * 3, CAPS);
        assert!(plans.values().flat_map(|plan| &plan.chosen).all(|&i| candidates[i].contact != 9));
        assert!(plans.values().all(|plan| plan.reserves.iter().any(|&i| candidates[i].contact == 9)));
    }

    #[test]
    fn equal_input_gives_equal_plans() {
        let mut candidates = everybody_likes_nine();
        let first = assign(&candidates, |_| 2, |_| 0, CAPS);
        candidates.reverse();
        let n = candidates.len();
        let second = assign(&candidates, |_| 2, |_| 0, CAPS);
        for (member, plan) in first {
            let turned: Vec<usize> = second[&member].chosen.iter().map(|&i| n - 1 - i).collect();
            assert_eq!(plan.chosen, turned);
        }
    }
}
