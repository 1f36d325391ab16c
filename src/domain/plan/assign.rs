//! From scored candidates to plans: at most `k` for a member, at most a cap of nudges pointing at one contact, and reserves.
//!
//! An auction decides where several want the same contact; members and contacts come in order, so that equal input gives equal plans, byte
//! for byte.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::auction::{Market, WORTH_ONE};

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

/// What an assignment came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment<M> {
    /// Every member's share; members without candidates have none.
    pub plans: BTreeMap<M, Plan>,
    /// The share of the best possible worth that was certainly reached, 0 to 1.
    pub certified: f64,
}

/// Assigns candidates. `k` tells a member's number of places; `taken` how many nudges point at a contact already.
pub fn assign<M, C>(candidates: &[Candidate<M, C>], k: impl Fn(M) -> usize, taken: impl Fn(C) -> usize, caps: Caps) -> Assignment<M>
where
    M: Copy + Ord,
    C: Copy + Ord,
{
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&i| (candidates[i].member, Reverse(worth(candidates[i].score)), candidates[i].contact));
    let mut numbers: BTreeMap<C, u32> = candidates.iter().map(|candidate| (candidate.contact, 0)).collect();
    for (number, at) in (0..).zip(numbers.values_mut()) {
        *at = number;
    }
    let room = |contact: &C| u8::try_from(caps.per_contact.saturating_sub(taken(*contact))).unwrap_or(u8::MAX);
    let mut market = Market::new(numbers.keys().map(room).collect());
    let members: Vec<&[usize]> = order.chunk_by(|one, next| candidates[*one].member == candidates[*next].member).collect();
    for of_one in &members {
        let wanted = u8::try_from(k(candidates[of_one[0]].member)).unwrap_or(u8::MAX);
        market.member(wanted, of_one.iter().map(|&i| (numbers[&candidates[i].contact], worth(candidates[i].score))));
    }
    let assigned = market.assign();
    let plan = |(number, of_one): (usize, &&[usize])| {
        let (chosen, left): (Vec<_>, Vec<_>) = market.of(number).zip(*of_one).partition(|(place, _)| assigned.chosen[*place]);
        let plan = Plan {
            chosen: chosen.into_iter().map(|(_, i)| *i).collect(),
            reserves: left.into_iter().map(|(_, i)| *i).take(caps.reserves).collect(),
        };
        (candidates[of_one[0]].member, plan)
    };
    Assignment { plans: members.iter().enumerate().map(plan).collect(), certified: assigned.certified() }
}

/// A chance as a whole number; even the smallest is worth more than silence, which the floor decides before.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a probability times 2^20 fits easily")]
#[must_use]
pub fn worth(score: f64) -> u32 {
    ((score.clamp(0.0, 1.0) * f64::from(WORTH_ONE)) as u32).max(1)
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
        let plans = assign(&candidates, |_| 2, |_| 0, CAPS).plans;
        let at_nine = plans.values().flat_map(|plan| &plan.chosen).filter(|&&i| candidates[i].contact == 9).count();
        assert_eq!(at_nine, 3);
        assert!(plans.values().all(|plan| plan.chosen.len() == 2));
    }

    #[test]
    fn places_already_taken_count() {
        let candidates = everybody_likes_nine();
        let plans = assign(&candidates, |_| 1, |contact| usize::from(contact == 9) * 3, CAPS).plans;
        assert!(plans.values().flat_map(|plan| &plan.chosen).all(|&i| candidates[i].contact != 9));
        assert!(plans.values().all(|plan| plan.reserves.iter().any(|&i| candidates[i].contact == 9)));
    }

    #[test]
    fn who_knows_only_the_popular_one_hears_of_them() {
        let mut candidates = everybody_likes_nine();
        candidates.push(Candidate { member: 6, contact: 9, score: 0.7 });
        let assignment = assign(&candidates, |_| 1, |_| 0, CAPS);
        let named: Vec<u32> = assignment.plans[&6].chosen.iter().map(|&i| candidates[i].contact).collect();
        assert_eq!(named, [9], "the others have somebody else, and would lose less");
        assert!(assignment.certified > 0.99, "{}", assignment.certified);
    }

    #[test]
    fn equal_input_gives_equal_plans() {
        let mut candidates = everybody_likes_nine();
        let first = assign(&candidates, |_| 2, |_| 0, CAPS).plans;
        candidates.reverse();
        let n = candidates.len();
        let second = assign(&candidates, |_| 2, |_| 0, CAPS).plans;
        for (member, plan) in first {
            let turned: Vec<usize> = second[&member].chosen.iter().map(|&i| n - 1 - i).collect();
            assert_eq!(plan.chosen, turned);
        }
    }
}
