//! The planner's measurement: an invented organisation of any size, half a year of acts, and one week's plan for everybody in it.
//! Prints one JSON line. What it says is about time and memory, never about how good suggestions are.
//!
//! `cargo run --release --example plan_scale -- --people 100000`

mod chance;
mod organisation;
mod plan;
mod ties;
mod weeks;

use std::io::{Write, stdout};
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Parser;
use serde::Serialize;

use goodturn::domain::day::Week;
use goodturn::domain::plan::judgement::Judgement;

use organisation::Organisation;
use plan::Planned;
use ties::Ties;
use weeks::{WEEKS, Weeks};

/// The number of the first week: any Monday does, and all runs have the same.
const FIRST_WEEK: i64 = 2_900;

/// Measures how long the planner takes for an invented organisation, and prints one JSON line.
///
/// people, ties: who there is, and pairs of people who dealt with each other. edges: ties to other teams, seen from each end, that were quiet
/// for four weeks and are not below the floor. nudges: how many of them were chosen, at most two or three a person and five a contact.
/// share_at_cap: of the contacts with an edge, those who are named to five. update_s: seconds that one act takes to become part of the state at
/// both its ends, on average over all acts in an order by chance, without the time to invent it. plan_s: from the state to the chosen nudges.
/// assign_s: the part of it that decides who gets whom. certified: the share of the best possible assignment that was certainly reached.
#[derive(Debug, Clone, Parser)]
#[expect(clippy::doc_markdown, reason = "the words of the JSON line, in a help text")]
struct Arguments {
    /// How many people there are
    #[arg(long, value_parser = clap::value_parser!(u32).range(100..=4_000_000))]
    people: u32,
    /// What decides everything that is left to chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// The JSON line.
#[derive(Debug, Clone, Serialize)]
struct Line {
    people: u32,
    ties: usize,
    edges: usize,
    nudges: usize,
    share_at_cap: f64,
    update_s: f64,
    plan_s: f64,
    assign_s: f64,
    certified: f64,
    /// None where the system does not say.
    peak_rss_mb: Option<u64>,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let organisation = Organisation::new(arguments.people, arguments.seed);
    let (ties, update_s) = lived(&organisation);
    let planned = plan::plan(&ties, &organisation.wanted, &Judgement::default(), last_week());
    let line = line(&organisation, &ties, &planned, update_s);
    writeln!(stdout(), "{}", serde_json::to_string(&line)?).context("the line can't be written")
}

/// The week that has just ended, for which the plan is made.
fn last_week() -> Week {
    Week(FIRST_WEEK).plus(i64::from(WEEKS) - 1)
}

/// The ties after all weeks, and the seconds that one act took.
fn lived(organisation: &Organisation) -> (Ties<'_>, f64) {
    let mut ties = Ties::new(organisation);
    let mut weeks = Weeks::new(organisation);
    let (mut acts, mut taken, mut spent) = (Vec::new(), 0, Duration::ZERO);
    for number in 0..WEEKS {
        for person in (0..organisation.people()).filter(|person| organisation.leaves[*person as usize] == number) {
            ties.forget(person);
        }
        weeks.week(number, &mut acts);
        let week = Week(FIRST_WEEK).plus(i64::from(number));
        let began = Instant::now();
        for act in &acts {
            ties.take(week, *act);
        }
        spent += began.elapsed();
        taken += acts.len();
    }
    #[expect(clippy::cast_precision_loss, reason = "acts are far below 2^52")]
    let each = spent.as_secs_f64() / taken.max(1) as f64;
    (ties, each)
}

fn line(organisation: &Organisation, ties: &Ties<'_>, planned: &Planned, update_s: f64) -> Line {
    #[expect(clippy::cast_precision_loss, reason = "contacts are far below 2^52")]
    let share_at_cap = planned.assigned.full as f64 / planned.contacts.max(1) as f64;
    Line {
        people: organisation.people(),
        ties: ties.count(),
        edges: planned.market.candidates(),
        nudges: planned.assigned.chosen.iter().filter(|chosen| **chosen).count(),
        share_at_cap,
        update_s,
        plan_s: planned.whole.as_secs_f64(),
        assign_s: planned.assignment.as_secs_f64(),
        certified: planned.assigned.certified(),
        peak_rss_mb: peak_rss_mb(),
    }
}

/// The most memory that this process had so far, as Linux counts it.
fn peak_rss_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kb = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?;
    kb.trim().parse::<u64>().ok().map(|kb| kb / 1024)
}
