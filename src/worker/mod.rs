//! What happens without anybody pressing a key: each worker is `step()`, which does what is due and tells when it wants to be called again.
//!
//! A step alternates between a verb of the app and a call to Slack; it holds no transaction over a call, and keeps nothing in memory that a
//! restart would lose.

mod deliver;
mod digest;
mod export;
mod home;
mod introduce;
mod redact;
mod retain;
mod schedule;
mod sync;
mod teams;

use std::sync::Arc;
use std::time::Instant;

use crate::app::{App, Failure};
use crate::domain::day::Millis;
use crate::slack::client::Client;
use crate::slack::router::Router;
use crate::telemetry;
use crate::text::Text;

/// The longest time without a step: what another replica or an event changed is seen by then.
const IDLE_MAX_MS: i64 = 20 * Millis::SECOND;

/// How often App Home is looked after: own changes show within two seconds.
const HOME_EVERY_MS: i64 = Millis::SECOND;

/// The shortest pause between two steps of one worker, so that a row that can't be moved doesn't keep a core busy.
const PAUSE_MIN_MS: i64 = 50;

/// All workers of one process.
#[derive(Debug, Clone)]
pub struct Workers {
    app: App,
    client: Client,
    text: Arc<Text>,
    router: Router,
}

/// Which worker to step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Keeps people in step with Slack.
    Sync,
    /// Asks who is in which team.
    Teams,
    /// Plans the week.
    Schedule,
    /// Asks those whom somebody would like to introduce.
    Introduce,
    /// Sends what waits.
    Deliver,
    /// Decides about each slot's digest, and uploads its picture ahead of time.
    Digest,
    /// Publishes App Homes.
    Home,
    /// Lets go of what has served its time.
    Retain,
    /// Takes names out of messages.
    Redact,
}

impl Kind {
    /// Every worker, in the order in which a single thread steps them.
    pub const ALL: [Self; 9] =
        [Self::Sync, Self::Teams, Self::Schedule, Self::Introduce, Self::Digest, Self::Deliver, Self::Home, Self::Retain, Self::Redact];

    /// How long to wait for the next step when the last one wanted it at `due`.
    #[must_use]
    pub fn pause_ms(self, now: Millis, due: Option<Millis>) -> i64 {
        let longest = match self {
            Self::Home => HOME_EVERY_MS,
            Self::Retain => i64::MAX,
            Self::Sync | Self::Teams | Self::Schedule | Self::Introduce | Self::Digest | Self::Deliver | Self::Redact => IDLE_MAX_MS,
        };
        due.map_or(longest, |due| due.0.saturating_sub(now.0).clamp(PAUSE_MIN_MS, longest))
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Sync => "sync",
            Self::Teams => "teams",
            Self::Schedule => "schedule",
            Self::Digest => "digest",
            Self::Introduce => "introduce",
            Self::Deliver => "deliver",
            Self::Home => "home",
            Self::Retain => "retain",
            Self::Redact => "redact",
        }
    }
}

impl Workers {
    /// Workers over the same parts as the router.
    #[must_use]
    pub fn new(router: &Router) -> Self {
        Self { app: router.app.clone(), client: router.client.clone(), text: Arc::clone(&router.text), router: router.clone() }
    }

    /// One step of one worker; tells when something is due next, as far as it knows. What goes wrong is logged, and tried again soon.
    pub async fn step_one(&self, kind: Kind) -> Option<Millis> {
        let since = Instant::now();
        let result = match kind {
            Kind::Sync => self.sync().await,
            Kind::Teams => self.teams().await,
            Kind::Schedule => self.schedule().await,
            Kind::Digest => self.digest().await,
            Kind::Introduce => self.introduce().await,
            Kind::Deliver => self.deliver().await,
            Kind::Home => self.homes().await,
            Kind::Retain => self.retain().await,
            Kind::Redact => self.redact().await,
        };
        metrics::histogram!(telemetry::WORKER_STEP_SECONDS, "worker" => kind.as_str()).record(since.elapsed());
        result.unwrap_or_else(|error: Failure| {
            metrics::counter!(telemetry::ERRORS_TOTAL, "place" => "worker").increment(1);
            tracing::error!(worker = kind.as_str(), error = %error, "a step failed and is tried again");
            Some(self.app.now().plus(IDLE_MAX_MS))
        })
    }

    /// One step of every worker, one after the other; tells when the first thing is due next, as far as they know.
    pub async fn step(&self) -> Option<Millis> {
        let mut next: Option<Millis> = None;
        for kind in Kind::ALL {
            let due = self.step_one(kind).await;
            next = next.into_iter().chain(due).min();
        }
        next
    }
}
