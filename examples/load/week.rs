//! Measures how long a large workspace's week takes to plan, from the first read to the last reminder in the outbox, and whether people wait
//! meanwhile: the real bot on a full database, with commands before, during and after.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::Context;
use goodturn::clock::{Clock, SystemClock};
use goodturn::domain::day::Millis;
use goodturn::domain::slot::week_begins;
use goodturn::store::Db;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use standin::Options;

use super::drive::{self, Load, Shot};
use super::people::People;
use super::process::{Bot, BotProcess, LocalSlack};
use super::report::{percentiles, sorted};
use super::{Arguments, Database, Engine, runtime, say, year};

/// The line of the log that tells that a week was planned.
const PLANNED: &str = "a week was planned";

/// How long before the workspace's own Monday its week is planned, as the bot has it.
const LEAD: Duration = Duration::from_hours(14);

/// Commands come for so long before the week begins.
const BEFORE: Duration = Duration::from_secs(15);

/// The whole plan, in the first reads and in the last write, must be shorter.
const PLAN_MAX_MS: u128 = 10_000;

/// The slowest of a hundred commands must be faster while the plan is made.
const P99_MAX: Duration = Duration::from_millis(100);

/// Times in milliseconds that the log line tells.
const TIMES: [&str; 5] = ["read_ms", "learn_ms", "choose_ms", "write_ms", "longest_write_ms"];

/// One measurement; tells whether it held.
pub fn measure(arguments: &Arguments) -> anyhow::Result<(Value, bool)> {
    let database = Database::new(arguments.database)?;
    let people = People::of_company(arguments.people);
    // The week begins in the future, and the whole year before it lies before that.
    let today = Millis::from(SystemClock::default().now()).plus(2 * Millis::DAY).day_in(&TimeZone::UTC);
    let next = today.week().plus(1);
    let turn = week_begins(next, &TimeZone::UTC).plus(-i64::try_from(LEAD.as_millis())?);
    let since = Instant::now();
    let acts = runtime()?.block_on(year::fill(&database.url, &people, turn.plus(-Millis::MINUTE), next.plus(-1)))?;
    say(&format!("{acts} acts of {} people stored in {:.1} s", people.count(), since.elapsed().as_secs_f64()));
    let ties = runtime()?.block_on(rows(&database.url, "tie"))?;
    let (shots, planned, rss) = runtime()?.block_on(run(arguments, &database, &people, turn))?;
    let reminders = runtime()?.block_on(rows(&database.url, "outbox"))?;
    let nudges = runtime()?.block_on(rows(&database.url, "nudge_of_week"))?;
    let during = |shot: &&Shot| shot.due + shot.waited >= planned.begun && shot.due <= planned.ended;
    let held = sorted(shots.iter().filter(during).map(|shot| shot.waited));
    let quiet = sorted(shots.iter().filter(|shot| !during(shot)).map(|shot| shot.waited));
    let failed: Vec<&String> = shots.iter().filter_map(|shot| shot.result.as_ref().err()).collect();
    let p99 = held.get(held.len().saturating_sub(1) * 99 / 100).copied().unwrap_or_default();
    let plan_ms = planned.ended.duration_since(planned.begun).as_millis();
    let line = json!({
        "engine": if arguments.database == Engine::Sqlite { "sqlite" } else { "postgres" },
        "people": arguments.people, "acts": acts, "ties": ties, "reminders": reminders, "nudges": nudges, "plan_ms": plan_ms, "told": planned.told,
        "rate": arguments.rate, "commands_during": held.len(), "during_ms": percentiles(&held), "otherwise_ms": percentiles(&quiet),
        "errors": failed.len(), "error_sample": failed.first(), "rss_before_mb": rss.0, "rss_peak_mb": rss.1,
    });
    Ok((line, failed.is_empty() && plan_ms < PLAN_MAX_MS && p99 < P99_MAX && !held.is_empty()))
}

/// What the log told of the plan.
struct Planned {
    begun: tokio::time::Instant,
    ended: tokio::time::Instant,
    told: Value,
}

async fn run(
    arguments: &Arguments,
    database: &Database,
    people: &People,
    turn: Millis,
) -> anyhow::Result<(Vec<Shot>, Planned, (u64, u64))> {
    let slack = LocalSlack::start_as(people.workspace(), Options::default(), None).await?;
    let program = arguments.program.clone().map_or_else(std::env::current_exe, Ok).context("this program's own path is not known")?;
    let shift = (turn.0 - Millis::from(SystemClock::default().now()).0) / 1_000 - i64::try_from(BEFORE.as_secs())?;
    let bot = Bot::new(program, &slack, &database.url)?.with("GOODTURN_CLOCK_OFFSET", format!("+{shift}s"));
    let mut process = bot.start().await?;
    let at = (tokio::time::Instant::now(), SystemClock::default().now());
    let before = resident(process.pid(), "VmRSS:");
    let load = Load { rate: arguments.rate, people, slack: &slack };
    let shots = drive::drive(&load, process.address, 0, Duration::from_secs(arguments.seconds.into())).await;
    let planned = planned(&process, at)?;
    let peak = resident(process.pid(), "VmHWM:");
    anyhow::ensure!(process.terminate().await?.success(), "the bot did not end well: {}", process.said());
    Ok((shots, planned, (before, peak)))
}

/// Reads the line about the plan, and when it was written by this program's clock.
fn planned(process: &BotProcess, (instant, time): (tokio::time::Instant, Timestamp)) -> anyhow::Result<Planned> {
    let said = process.said();
    let line = said.lines().find(|line| line.contains(PLANNED)).with_context(|| format!("no week was planned in time: {said}"))?;
    let stamp: Timestamp = line.split_whitespace().next().unwrap_or_default().parse().context("a line without a time")?;
    let ended = instant + Duration::try_from(stamp.duration_since(time)).context("planned before it began")?;
    let times = TIMES.map(|name| (name, number(line, name).unwrap_or_default()));
    let took: u64 = times.iter().take(4).map(|(_, ms)| ms).sum();
    let told = times.iter().map(|(name, ms)| ((*name).to_owned(), json!(ms))).collect();
    Ok(Planned { begun: ended.checked_sub(Duration::from_millis(took)).unwrap_or(instant), ended, told: Value::Object(told) })
}

/// The number after `name=` in a line of the log.
fn number(line: &str, name: &str) -> Option<u64> {
    let (_, rest) = line.split_once(&format!("{name}="))?;
    rest.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

/// Memory of a process in MiB, as the kernel counts it; elsewhere than on Linux it is zero.
fn resident(pid: u32, what: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(what)).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse::<u64>().ok()).unwrap_or_default() / 1_024
}

/// How many rows there are of a kind.
async fn rows(url: &str, what: &str) -> anyhow::Result<i64> {
    let db = Db::open(url).await?;
    let text = match what {
        "tie" => "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM tie",
        "outbox" => "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM outbox",
        _ => "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM nudge WHERE state IN ('chosen', 'reserve')",
    };
    let found: Option<(i64,)> = db.one(goodturn::store::db::sql(text)).await?;
    db.close().await;
    Ok(found.map_or(0, |(n,)| n))
}
