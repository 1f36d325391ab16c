//! One week's plan for everybody, from the ties in memory to the chosen nudges, by the planner's own parts.
//!
//! Owners are read in several threads, each a range of them, and put together in order: how many threads there are changes nothing.

use std::cmp::Reverse;
use std::ops::Range;
use std::thread;
use std::time::{Duration, Instant};

use goodturn::domain::day::Week;
use goodturn::domain::plan::assign::worth;
use goodturn::domain::plan::auction::{Assigned, Market};
use goodturn::domain::plan::features::{Dealings, OWN, own};
use goodturn::domain::plan::judgement::Judgement;

use super::ties::Ties;

/// How many nudges may point at one contact.
pub const PER_CONTACT: u8 = 5;

/// A plan, and what it took.
pub struct Planned {
    pub market: Market,
    pub assigned: Assigned,
    /// Contacts whom anybody at all could be reminded of.
    pub contacts: usize,
    pub whole: Duration,
    pub assignment: Duration,
}

/// The candidates of a range of owners.
#[derive(Default)]
struct Part {
    /// How many each owner has.
    counts: Vec<u32>,
    /// Contact and worth, the best of each owner first.
    candidates: Vec<(u32, u32)>,
}

/// Plans for the week that ends, reading owners in so many threads.
pub fn plan(ties: &Ties<'_>, wanted: &[u8], judgement: &Judgement<OWN>, week: Week, threads: usize) -> Planned {
    let began = Instant::now();
    let market = market(ties, wanted, judgement, week, threads);
    let assigning = Instant::now();
    let assigned = market.assign();
    let (whole, assignment) = (began.elapsed(), assigning.elapsed());
    let mut named = vec![false; ties.owners()];
    for candidate in 0..market.candidates() {
        named[market.contact(candidate) as usize] = true;
    }
    let contacts = named.iter().filter(|named| **named).count();
    Planned { market, assigned, contacts, whole, assignment }
}

fn market(ties: &Ties<'_>, wanted: &[u8], judgement: &Judgement<OWN>, week: Week, threads: usize) -> Market {
    let each = ties.owners().div_ceil(threads).max(1);
    let parts: Vec<Part> = thread::scope(|scope| {
        let ranges = (0..ties.owners()).step_by(each).map(|first| first..(first + each).min(ties.owners()));
        let running: Vec<_> = ranges.map(|owners| scope.spawn(move || part(ties, owners, judgement, week))).collect();
        running.into_iter().map(|part| part.join().expect("reading does not fail")).collect()
    });
    let mut market = Market::new(vec![PER_CONTACT; ties.owners()]);
    market.reserve(ties.owners(), parts.iter().map(|part| part.candidates.len()).sum());
    let mut wanted = wanted.iter();
    for part in parts {
        let mut left = part.candidates.as_slice();
        for count in part.counts {
            let (own, others) = left.split_at(count as usize);
            market.member(wanted.next().copied().unwrap_or_default(), own.iter().copied());
            left = others;
        }
    }
    market
}

fn part(ties: &Ties<'_>, owners: Range<usize>, judgement: &Judgement<OWN>, week: Week) -> Part {
    let mut part = Part { counts: Vec::with_capacity(owners.len()), candidates: Vec::new() };
    let mut dealings = Dealings::default();
    for owner in owners {
        let (team, held) = (ties.team_of(owner), ties.of(owner));
        let first = part.candidates.len();
        dealings.read(team, held, week);
        for (place, tie) in held.iter().enumerate() {
            if tie.team == team || !dealings.is_quiet(place) {
                continue;
            }
            let chance = judgement.chance(&own(&dealings, place, tie.team));
            if chance >= judgement.floor {
                part.candidates.push((tie.contact, worth(chance)));
            }
        }
        let of_owner = &mut part.candidates[first..];
        of_owner.sort_unstable_by_key(|(contact, worth)| (Reverse(*worth), *contact));
        part.counts.push(u32::try_from(of_owner.len()).expect("nobody knows so many"));
    }
    part
}
