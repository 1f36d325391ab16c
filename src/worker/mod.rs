//! What happens without anybody pressing a key: each worker is `step()`, which does what is due and tells when it wants to be called again.
//!
//! A step alternates between a verb of the app and a call to Slack; it holds no transaction over a call, and keeps nothing in memory that a
//! restart would lose.

mod deliver;
mod digest;
mod export;
mod home;
mod introduce;
mod post;
mod preview;
mod redact;
mod retain;
mod schedule;
mod sync;
mod teams;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use crate::app::install::Workspace;
use crate::app::{App, Failure};
use crate::domain::day::Millis;
use crate::domain::delivery::State;
use crate::domain::ids::{PersonId, WorkspaceId};
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
    only: Only,
    ended: Arc<Mutex<BTreeMap<State, usize>>>,
}

/// What the workers keep to, where an operator runs one of them by hand. Nothing named: everything there is.
#[derive(Debug, Clone, Default)]
pub struct Only {
    /// This workspace.
    pub workspace: Option<WorkspaceId>,
    /// This member, of reminders.
    pub member: Option<PersonId>,
    /// Messages of this kind.
    pub kind: Option<&'static str>,
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
        let (app, client, text) = (router.app.clone(), router.client.clone(), Arc::clone(&router.text));
        Self { app, client, text, router: router.clone(), only: Only::default(), ended: Arc::default() }
    }

    /// The same workers, which keep to this.
    #[must_use]
    pub fn only(mut self, only: Only) -> Self {
        self.only = only;
        self
    }

    /// How many messages came to which end so far.
    #[must_use]
    pub fn ended(&self) -> BTreeMap<State, usize> {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The workspaces that these workers look after.
    async fn workspaces(&self) -> crate::app::Result<Vec<Workspace>> {
        let mut all = self.app.workspaces().await?;
        all.retain(|workspace| self.only.workspace.as_ref().is_none_or(|only| *only == workspace.id));
        Ok(all)
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

    /// Notes that one of many could not be seen to: it is logged, and the others go on. Tells when it is tried again.
    fn pass_over(&self, kind: Kind, error: &Failure) -> Millis {
        metrics::counter!(telemetry::ERRORS_TOTAL, "place" => "worker").increment(1);
        tracing::error!(worker = kind.as_str(), %error, "one of many could not be seen to and is tried again");
        self.app.now().plus(IDLE_MAX_MS)
    }
}
