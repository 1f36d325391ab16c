//! The planner's measurement: an invented organisation of any size, half a year of acts, and one week's plan for everybody in it.
//! Prints one JSON line. What it says is about time and memory, never about how good suggestions are.
//!
//! `cargo run --release --example plan_scale -- --people 100000`

mod chance;
mod lived;
mod organisation;
mod plan;
mod ties;
mod weeks;

use std::io::{Write, stdout};
use std::thread;

use anyhow::Context;
use clap::Parser;
use serde::Serialize;

use goodturn::domain::plan::judgement::Judgement;

use lived::{Lived, lived};
use organisation::Organisation;
use plan::Planned;

/// Threads that read owners at most: more would wait for memory.
const THREADS_MAX: usize = 8;

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
    let lived = lived(&organisation);
    let threads = thread::available_parallelism().map_or(1, usize::from).min(THREADS_MAX);
    let planned = plan::plan(&lived.ties, &organisation.wanted, &Judgement::default(), lived.week, threads);
    let line = line(&organisation, &lived, &planned);
    writeln!(stdout(), "{}", serde_json::to_string(&line)?).context("the line can't be written")
}

#[expect(clippy::cast_precision_loss, reason = "contacts and acts are far below 2^52")]
fn line(organisation: &Organisation, lived: &Lived<'_>, planned: &Planned) -> Line {
    Line {
        people: organisation.people(),
        ties: lived.ties.count(),
        edges: planned.market.candidates(),
        nudges: planned.assigned.chosen.iter().filter(|chosen| **chosen).count(),
        share_at_cap: planned.assigned.full as f64 / planned.contacts.max(1) as f64,
        update_s: lived.spent.as_secs_f64() / lived.acts.max(1) as f64,
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
