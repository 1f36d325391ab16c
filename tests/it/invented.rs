//! The invented organisation of `plan_scale`, small: what is measured there is a real plan, and the same one each time.
//! A measurement of a plan that breaks its caps, or of ties that only one end knows, would be worth nothing.

#[path = "../../examples/plan_scale/chance.rs"]
mod chance;
#[path = "../../examples/plan_scale/lived.rs"]
#[expect(dead_code, reason = "how long it takes is for the measurement")]
mod lived;
#[path = "../../examples/plan_scale/organisation.rs"]
mod organisation;
#[path = "../../examples/plan_scale/plan.rs"]
#[expect(dead_code, reason = "how long it takes is for the measurement")]
mod plan;
#[path = "../../examples/plan_scale/ties.rs"]
mod ties;
#[path = "../../examples/plan_scale/weeks.rs"]
mod weeks;

use goodturn::domain::plan::auction::Market;
use goodturn::domain::plan::features::Held;
use goodturn::domain::plan::judgement::Judgement;
use goodturn::domain::plan::memory::{LAST_OUT, Memory, QUIET_WEEKS, WEEK_IN, WEEK_OUT};
use libtest_mimic::{Failed, Trial};

use crate::support::Harness;
use lived::{Lived, lived};
use organisation::Organisation;
use plan::{PER_CONTACT, Planned, plan};

/// Enough people for several divisions, and few enough for an unoptimised build.
const PEOPLE: u32 = 2_000;

/// Any seed does; the figures below hold for others as well.
const SEED: u64 = 7;

/// The least share of the best assignment that a plan must be certain to have reached.
const CERTIFIED_MIN: f64 = 0.998;

/// Takes chances of 19 in a hundred, which is what this organisation has on average, down to three.
const LOW_PART: u32 = 6;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    vec![
        cx.plain("invented::a_seed_gives_one_organisation_and_one_plan", one_plan),
        cx.plain("invented::both_ends_of_a_tie_remember_the_same", both_ends),
        cx.plain("invented::a_plan_keeps_its_caps_and_is_as_good_as_can_be", caps),
    ]
}

fn planned(organisation: &Organisation, lived: &Lived<'_>, threads: usize) -> Planned {
    plan(&lived.ties, &organisation.wanted, &Judgement::default(), lived.week, threads)
}

fn check(held: bool, what: impl Into<String>) -> Result<(), Failed> {
    if held { Ok(()) } else { Err(what.into().into()) }
}

fn one_plan() -> Result<(), Failed> {
    let organisation = Organisation::new(PEOPLE, SEED);
    let first = lived(&organisation);
    let one = planned(&organisation, &first, 1);
    let again = Organisation::new(PEOPLE, SEED);
    let second = lived(&again);
    check((0..first.ties.owners()).all(|owner| first.ties.of(owner) == second.ties.of(owner)), "the same ties")?;
    for threads in [1, 3] {
        check(planned(&again, &second, threads).assigned == one.assigned, format!("the same plan from {threads} threads"))?;
    }
    let other = Organisation::new(PEOPLE, SEED + 1);
    check(planned(&other, &lived(&other), 1).assigned != one.assigned, "another seed gives another plan")
}

fn both_ends() -> Result<(), Failed> {
    let organisation = Organisation::new(PEOPLE, SEED);
    let ties = lived(&organisation).ties;
    let mut ends = 0;
    for owner in 0..ties.owners() {
        for tie in ties.of(owner) {
            let theirs: Vec<&Held> = ties.of(tie.contact as usize).iter().filter(|back| back.contact as usize == owner).collect();
            let [back] = theirs[..] else { return Err("a tie is at both ends, once".into()) };
            check(tie.team == ties.team_of(tie.contact as usize), "a tie knows the contact's team")?;
            check(turned(&tie.memory) == back.memory, "what one end did, the other end was done")?;
            ends += 1;
        }
    }
    check(ends == 2 * ties.count() && ends > PEOPLE as usize * 20, format!("{ends} ends of ties"))
}

/// The same memory from the other end.
fn turned(memory: &Memory) -> Memory {
    let swap = |from: u16, to: u16| if memory.ways & from == 0 { 0 } else { to };
    let last = if memory.ways & LAST_OUT == 0 { LAST_OUT } else { 0 };
    Memory { out: memory.back, back: memory.out, ways: last | swap(WEEK_OUT, WEEK_IN) | swap(WEEK_IN, WEEK_OUT), ..*memory }
}

fn caps() -> Result<(), Failed> {
    let organisation = Organisation::new(PEOPLE, SEED);
    let lived = lived(&organisation);
    let planned = planned(&organisation, &lived, 2);
    let mut pointing = vec![0_u32; PEOPLE as usize];
    let mut worth = 0;
    for (member, wanted) in organisation.wanted.iter().enumerate() {
        let chosen: Vec<usize> = planned.market.of(member).filter(|place| planned.assigned.chosen[*place]).collect();
        check(chosen.len() <= usize::from(*wanted), "nobody gets more than they like")?;
        for place in chosen {
            let contact = planned.market.contact(place);
            let tie = lived.ties.of(member).iter().find(|tie| tie.contact == contact).ok_or("only who is known is named")?;
            check(tie.team != organisation.team[member], "only other teams are named")?;
            check(tie.memory.gap(lived.week) >= QUIET_WEEKS, "only quiet ties are named")?;
            pointing[contact as usize] += 1;
            worth += u64::from(planned.market.worth(place));
        }
    }
    let most = u32::from(PER_CONTACT);
    check(pointing.iter().all(|n| *n <= most), "nobody is named to too many")?;
    check(worth == planned.assigned.worth, "the worth is that of the chosen")?;
    let full = pointing.iter().filter(|n| **n == most).count();
    check(full == planned.assigned.full && full * 5 >= planned.contacts, format!("{full} of {} are at their cap", planned.contacts))?;
    check(planned.market.candidates() >= 14 * PEOPLE as usize, format!("{} edges", planned.market.candidates()))?;
    for part in [1, LOW_PART] {
        let certified = certified(&organisation, &planned.market, part);
        check((CERTIFIED_MIN..=1.0).contains(&certified), format!("certified {certified} at a {part}th of the chances"))?;
    }
    Ok(())
}

/// What is certified where every chance is only a part of what it is.
fn certified(organisation: &Organisation, market: &Market, part: u32) -> f64 {
    let mut less = Market::new(vec![PER_CONTACT; organisation.wanted.len()]);
    for (member, wanted) in organisation.wanted.iter().enumerate() {
        less.member(*wanted, market.of(member).map(|place| (market.contact(place), market.worth(place) / part)));
    }
    less.assign().certified()
}
