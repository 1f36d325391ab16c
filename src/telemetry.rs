//! Log lines and metrics: how they are set up, what their names are, and what never gets into them.
//!
//! Logs and metrics leave the machine more easily than the database does, so whatever `RUST_LOG` asks for, they must not
//! tell who helped whom.
//!
//! Never logged, by us or by a library under us:
//! - ids of Slack: users, workspaces, channels, messages, files, triggers, views;
//! - names of people, teams, channels and workspaces, e-mail addresses;
//! - notes, asks, cards, anything a member wrote, and texts that we send;
//! - tokens, secrets, keys, passwords, the address of the database;
//! - bodies of requests and responses, Slack's and ours;
//! - URLs with tickets (Socket Mode), codes or states (OAuth), and `response_url`.
//!
//! Nor why a message to somebody was left unsaid: a line tells that one was, and of what kind. The causes of a week's silence are told as totals
//! of five people or more, once a week (`domain::plan::silence`).
//!
//! A line has internal counts, outcomes and a [`Reference`] instead. Metrics have no label with a workspace, a team, a
//! person or a command: in a small workspace "one `/gave` more" already says who. A label's value is always a word from
//! our own source, never a text that came from outside.
//!
//! What metrics count is work of the machine: deliveries that came in, calls, messages that were sent or that could not be, and messages that
//! are late. What people chose is counted nowhere here: a message that was left unsaid because somebody rests, left or has the habit now is no
//! outcome, and one that waits for its hour is no gauge, as the number of those would be the number of people who want one. So even a count of
//! one tells an operator what to look after, and nothing about anybody.

use std::fmt;
use std::io::{self, IsTerminal};
use std::panic::{self, Location};
use std::sync::Arc;
use std::time::Duration;

use metrics::{SetRecorderError, Unit, describe_counter, describe_gauge, describe_histogram};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle, PrometheusRecorder};
use rand::Rng;
use tracing::level_filters::LevelFilter;
use tracing::subscriber::SetGlobalDefaultError;
use tracing::{Metadata, Subscriber};
use tracing_subscriber::filter::{FilterExt, ParseError, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::{EnvFilter, Layer};

/// Deliveries that Slack made to us; label `kind`: command, action, event, options.
pub const INBOUND_TOTAL: &str = "goodturn_inbound_total";
/// Requests over HTTP that were refused; label `cause`: signature, form, size, time, and json for one of Slack's own that can't be read.
pub const INBOUND_REFUSED_TOTAL: &str = "goodturn_inbound_refused_total";
/// Events that Slack delivered again; labels `cause`: timeout, error, connection, other; `acted`: yes when the first one never arrived, no.
pub const INBOUND_AGAIN_TOTAL: &str = "goodturn_inbound_again_total";
/// Deliveries that were not taken, so that Slack makes them again or says so; label `cause`: room, slow, failed.
pub const INBOUND_NOT_TAKEN_TOTAL: &str = "goodturn_inbound_not_taken_total";
/// Times that Slack told us it holds back events, as there are too many.
pub const INBOUND_HELD_BACK_TOTAL: &str = "goodturn_inbound_held_back_total";
/// From a delivery's arrival to its ack, in seconds; Slack waits 3.
pub const ACK_SECONDS: &str = "goodturn_ack_seconds";
/// Open Socket Mode connections.
pub const SOCKET_CONNECTIONS: &str = "goodturn_socket_connections";
/// Calls of the Web API; label `outcome`: ok, retry, dead, `in_doubt`.
pub const SLACK_CALLS_TOTAL: &str = "goodturn_slack_calls_total";
/// How long a call of the Web API took, in seconds.
pub const SLACK_CALL_SECONDS: &str = "goodturn_slack_call_seconds";
/// Answers of Slack that asked us to wait.
pub const SLACK_RATE_LIMITED_TOTAL: &str = "goodturn_slack_rate_limited_total";
/// Messages that were to be sent and came to an end; label `outcome`: sent, failed (Slack refused it for good, or its time passed meanwhile), held
/// (nobody knows whether Slack has it, and it waits for a word).
pub const DELIVERIES_TOTAL: &str = "goodturn_deliveries_total";
/// Reminders and posts that should be out by now and are not: anything but 0 for long, and sending is stuck.
pub const OUTBOX_LATE: &str = "goodturn_outbox_late";
/// Messages of which nobody knows yet whether Slack took them.
pub const IN_DOUBT: &str = "goodturn_in_doubt";
/// One step of a worker, in seconds; label `worker`: schedule, deliver, sync, retain.
pub const WORKER_STEP_SECONDS: &str = "goodturn_worker_step_seconds";
/// Errors that a log line tells with a reference; label `place`: inbound, worker, live.
pub const ERRORS_TOTAL: &str = "goodturn_errors_total";

/// How often [`Metrics::upkeep`] wants to be called, so that histograms don't grow while nobody reads them.
pub const UPKEEP_EVERY: Duration = Duration::from_secs(5);

/// Bounds of all histograms, in seconds: fine around our goal for an ack (0.1) and Slack's limit (3).
const BUCKETS_SECONDS: [f64; 12] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 3.0, 10.0];

/// Crates whose lines are all dropped: they print whole requests, answers and addresses, at any level.
const SILENCED: [&str; 1] = ["slack_morphism"];
/// Crates of ours, which keep the rules above themselves. All others may only warn: at lower levels they print addresses
/// (hyper, reqwest), frames (tungstenite) and the text of queries (sqlx).
const OURS: [&str; 2] = ["goodturn", "standin"];

/// The form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people, in colour when standard error is a terminal.
    Text,
    /// One JSON object a line.
    Json,
}

/// Why logs or metrics can't be set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TelemetryError {
    /// The filter can't be understood.
    #[error("the log filter is not one: {0}. Set RUST_LOG to a level or to target=level pairs, like goodturn=debug,info")]
    Filter(#[from] ParseError),
    /// Logs were set up before.
    #[error("logs can be set up only once in a process: {0}")]
    LogsTwice(#[from] SetGlobalDefaultError),
    /// The metrics' own settings are wrong.
    #[error("metrics can't be set up: {0}")]
    Metrics(#[from] BuildError),
    /// Metrics were set up before.
    #[error("metrics can be set up only once in a process")]
    MetricsTwice,
}

/// Sends log lines to standard error from now on. `filter` is in the language of `RUST_LOG`; what it lets through is cut
/// further: see the top of this file. From then on a panic tells where it happened and never its message: a slice out of bounds quotes the
/// text it was cut from.
///
/// # Errors
/// When `filter` can't be understood, or on the second call in a process.
pub fn init(format: Format, filter: &str) -> Result<(), TelemetryError> {
    let colour = io::stderr().is_terminal();
    let subscriber = subscriber(format, filter, colour, io::stderr)?;
    tracing::subscriber::set_global_default(subscriber)?;
    // Once in a process, as a second call ends above.
    panic::set_hook(Box::new(|info| log_panic(info.location())));
    Ok(())
}

/// The line of a panic: only where, never what.
fn log_panic(location: Option<&Location<'_>>) {
    let place = location.map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    tracing::error!(%place, "a part of the program panicked");
}

/// The subscriber that [`init`] installs, writing to `writer`.
fn subscriber<W>(format: Format, filter: &str, colour: bool, writer: W) -> Result<impl Subscriber + Send + Sync, TelemetryError>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_new(filter)?.and(filter_fn(may_speak));
    let lines = tracing_subscriber::fmt::layer().with_writer(writer);
    let lines = match format {
        Format::Text => lines.with_ansi(colour).boxed(),
        Format::Json => lines.json().flatten_event(true).with_span_list(false).boxed(),
    };
    Ok(tracing_subscriber::registry().with(lines.with_filter(filter)))
}

/// Whether a line or span may be written at all, whatever the filter says.
fn may_speak(metadata: &Metadata<'_>) -> bool {
    let name = metadata.target().split("::").next().unwrap_or_default();
    let ceiling = if SILENCED.contains(&name) {
        LevelFilter::OFF
    } else if OURS.contains(&name) {
        LevelFilter::TRACE
    } else {
        LevelFilter::WARN
    };
    *metadata.level() <= ceiling
}

/// A short random word that a log line and the member's error message share, so that an operator can find the line
/// without either saying who it was.
///
/// Eight characters of Crockford's base32 (no I, L, O, U): 40 random bits, easy to read out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reference([u8; Self::CHARACTERS]);

impl Reference {
    /// Its length in characters.
    pub const CHARACTERS: usize = 8;
    /// Crockford's base32.
    const ALPHABET: [u8; 32] = *b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// Draws a new one.
    #[must_use]
    pub fn new(rng: &mut impl Rng) -> Self {
        let mut characters = [0; Self::CHARACTERS];
        rng.fill_bytes(&mut characters);
        Self(characters.map(|byte| Self::ALPHABET[usize::from(byte % 32)]))
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|c| write!(f, "{}", char::from(*c)))
    }
}

/// The metrics of the process, as Prometheus reads them. Cheap to clone.
#[derive(Clone)]
pub struct Metrics {
    recorder: Arc<PrometheusRecorder>,
    handle: PrometheusHandle,
}

impl Metrics {
    /// Metrics that nothing writes to yet: for tests, with [`Metrics::within`].
    ///
    /// # Errors
    /// Never with the bounds we have; the library can't know.
    pub fn detached() -> Result<Self, TelemetryError> {
        let recorder = PrometheusBuilder::new().set_buckets(&BUCKETS_SECONDS)?.build_recorder();
        metrics::with_local_recorder(&recorder, describe);
        Ok(Self { handle: recorder.handle(), recorder: Arc::new(recorder) })
    }

    /// Metrics to which the macros of `metrics` write from now on, in the whole process.
    ///
    /// # Errors
    /// On the second call in a process.
    pub fn install() -> Result<Self, TelemetryError> {
        let metrics = Self::detached()?;
        metrics::set_global_recorder(Arc::clone(&metrics.recorder)).map_err(|_: SetRecorderError<_>| TelemetryError::MetricsTwice)?;
        Ok(metrics)
    }

    /// Runs `f` with these metrics in place of the process's, on this thread.
    pub fn within<T>(&self, f: impl FnOnce() -> T) -> T {
        metrics::with_local_recorder(&*self.recorder, f)
    }

    /// The text for `GET /metrics` (content type `text/plain; version=0.0.4`).
    #[must_use]
    pub fn render(&self) -> String {
        self.handle.render()
    }

    /// Sorts what histograms collected; to be called every [`UPKEEP_EVERY`].
    pub fn upkeep(&self) {
        self.handle.run_upkeep();
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}

/// Gives every metric its help text.
fn describe() {
    describe_counter!(INBOUND_TOTAL, "Deliveries from Slack, by kind");
    describe_counter!(INBOUND_REFUSED_TOTAL, "HTTP requests refused, by cause");
    describe_counter!(INBOUND_AGAIN_TOTAL, "Events delivered again, by cause and whether they were acted on");
    describe_counter!(INBOUND_NOT_TAKEN_TOTAL, "Deliveries not taken, by cause");
    describe_counter!(INBOUND_HELD_BACK_TOTAL, "Times Slack held back events");
    describe_histogram!(ACK_SECONDS, Unit::Seconds, "Arrival to ack");
    describe_gauge!(SOCKET_CONNECTIONS, "Open Socket Mode connections");
    describe_counter!(SLACK_CALLS_TOTAL, "Web API calls, by outcome");
    describe_histogram!(SLACK_CALL_SECONDS, Unit::Seconds, "Web API calls");
    describe_counter!(SLACK_RATE_LIMITED_TOTAL, "Times Slack asked us to wait");
    describe_counter!(DELIVERIES_TOTAL, "Messages sent, failed or held");
    describe_gauge!(OUTBOX_LATE, "Messages that should be out by now");
    describe_gauge!(IN_DOUBT, "Messages that Slack may or may not have taken");
    describe_histogram!(WORKER_STEP_SECONDS, Unit::Seconds, "Steps of workers, by worker");
    describe_counter!(ERRORS_TOTAL, "Errors told in the log, by place");
}

#[cfg(test)]
mod tests;
