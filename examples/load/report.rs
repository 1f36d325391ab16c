//! The result of a run as one JSON line, and whether it is good enough.

use std::time::Duration;

use serde_json::{Value, json};

use super::cpu::Used;
use super::drive::Shot;
use super::verify::Found;
use super::{Arguments, Engine};

/// The slowest of a hundred acknowledgements must be faster than this: the person who typed should not notice a wait.
const P99_MAX: Duration = Duration::from_millis(50);

/// Slack shows an error to whoever waits longer than this.
const LATE_AFTER: Duration = Duration::from_secs(3);

/// Longer than this, and people notice that they wait.
const NOTICED_AFTER: Duration = Duration::from_millis(100);

/// Different errors that are printed.
const ERRORS_SHOWN: usize = 5;

/// Characters of the bot's own words that are printed when something went wrong.
const SAID_CHARS: usize = 500;

/// What was measured.
#[derive(Debug, Default)]
pub struct Report {
    /// All commands.
    pub shots: Vec<Shot>,
    /// Processor time while they were sent.
    pub cpu: Used,
    /// What the bot said on standard error.
    pub said: String,
    /// What is stored.
    pub found: Option<Found>,
}

impl Report {
    /// The line.
    pub fn line(&self, arguments: &Arguments) -> Value {
        let engine = if arguments.database == Engine::Sqlite { "sqlite" } else { "postgres" };
        let mut errors: Vec<&String> = self.errors().collect();
        let count = errors.len();
        errors.sort();
        errors.dedup();
        errors.truncate(ERRORS_SHOWN);
        let found = self.found.unwrap_or_default();
        let waits = sorted(self.shots.iter().map(|shot| shot.waited));
        let answers = sorted(self.shots.iter().map(|shot| shot.took));
        json!({
            "engine": engine, "rate": arguments.rate, "seconds": arguments.seconds, "people": arguments.people, "stored": arguments.stored,
            "kills": arguments.kills, "sent": self.shots.len(), "acknowledged": self.shots.len() - count, "errors": count,
            "error_samples": errors, "ack_ms": percentiles(&waits), "answer_ms": percentiles(&answers),
            "socket": arguments.socket, "reads_percent": arguments.reads,
            "late": self.over(LATE_AFTER), "over_100_ms": self.over(NOTICED_AFTER),
            "acts": found.acts, "of_run": found.of_run, "missing": found.missing, "doubled": found.doubled,
            "cpu_s": {"bot": self.cpu.bot, "database": self.cpu.database, "load": self.cpu.load},
            "bot_said": self.said.chars().take(SAID_CHARS).collect::<String>(),
        })
    }

    /// Whether everything that was promised is there once, nothing failed without a kill, and, if asked, it was fast enough.
    pub fn holds(&self, arguments: &Arguments) -> bool {
        let found = self.found.unwrap_or_default();
        let whole = found.missing == 0 && found.doubled == 0;
        let quiet = arguments.kills > 0 || self.errors().next().is_none();
        let fast = arguments.kills > 0 || percentile(&sorted(self.shots.iter().map(|shot| shot.waited)), 990) < P99_MAX;
        let fast = if arguments.socket { self.over(LATE_AFTER) == 0 } else { fast };
        whole && quiet && (fast || !arguments.check)
    }

    fn over(&self, limit: Duration) -> usize {
        self.shots.iter().filter(|shot| shot.waited > limit).count()
    }

    fn errors(&self) -> impl Iterator<Item = &String> {
        self.shots.iter().filter_map(|shot| shot.result.as_ref().err())
    }
}

/// Shortest first.
pub fn sorted(times: impl Iterator<Item = Duration>) -> Vec<Duration> {
    let mut times: Vec<Duration> = times.collect();
    times.sort_unstable();
    times
}

/// The time within which so many of a thousand were through.
fn percentile(sorted: &[Duration], of_thousand: usize) -> Duration {
    let place = (sorted.len() * of_thousand).div_ceil(1_000).saturating_sub(1);
    sorted.get(place).copied().unwrap_or_default()
}

/// What so many waited at most.
pub fn percentiles(sorted: &[Duration]) -> Value {
    let ms = |of_thousand| (percentile(sorted, of_thousand).as_secs_f64() * 10_000.0).round() / 10.0;
    json!({"p50": ms(500), "p90": ms(900), "p99": ms(990), "p999": ms(999), "max": ms(1_000)})
}
