//! The stage: a local Slack and the bot, joined by sockets or in process, on a clock that is moved by hand.
//!
//! The bot is the real one, with its routes, its workers and its database; only the clock is simulated.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;
use standin::{Delivery, Options, Standin, Workspace};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::task::TaskTracker;
use url::Url;

use crate::app::App;
use crate::clock::{Clock, SimClock};
use crate::domain::away::AwayList;
use crate::domain::day::Millis;
use crate::slack::client::{Client, Transport};
use crate::slack::inbound::http;
use crate::slack::inbound::signature::Signature;
use crate::slack::inbound::socket::{CONNECTIONS, SocketMode};
use crate::slack::router::Router;
use crate::store::Store;
use crate::text::Text;
use crate::vault::Vault;
use crate::worker::{Kind, Workers};

/// The longest hop when time passes: nothing that the workers know of is ever late, and what they don't know of is at most this late.
const HOP_MAX_MS: i64 = 24 * Millis::HOUR;

/// What is kept for months is looked through every few hours; that needs no stop of its own, as there is one a day at least. Only what it goes on
/// with at once is waited for.
const RETAIN_SOON_MS: i64 = Millis::MINUTE;

/// Pause between two looks whether something still goes on.
const MOMENT: Duration = Duration::from_millis(2);

/// How long to wait for what goes on after acknowledgements.
const CALM_WITHIN: Duration = Duration::from_secs(10);

/// How the two are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// Over sockets of this machine, Slack delivering over HTTP.
    Sockets,
    /// Over sockets of this machine, Slack delivering over Socket Mode.
    SocketMode,
    /// Router to router, so that runs replay exactly.
    InProcess,
}

/// What the stage is made of.
#[derive(Debug)]
pub struct Plan {
    /// Who is there.
    pub workspace: Workspace,
    /// The first instant.
    pub start: Timestamp,
    /// The seed of ids and keys.
    pub seed: u64,
    /// How the local Slack behaves.
    pub options: Options,
    /// The database.
    pub database_url: String,
    /// How bot and Slack are joined.
    pub joint: Joint,
    /// What says that somebody is away.
    pub away: AwayList,
}

/// A local Slack and the bot.
pub struct Stage {
    /// The local Slack: people type, press and look here.
    pub slack: Standin,
    /// The bot's use cases, for looking inside.
    pub app: App,
    /// The clock of both.
    pub clock: Arc<SimClock>,
    workers: Workers,
    live: TaskTracker,
    joint: Joint,
    stop: watch::Sender<bool>,
    /// When old things are looked through next.
    retain_due: AtomicI64,
}

impl std::fmt::Debug for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stage")
    }
}

/// Anything that keeps the stage from being set.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

impl Stage {
    /// Sets the stage: database, bot and Slack, joined and installed; people are synced.
    ///
    /// # Errors
    /// When the database can't be opened, a socket not be bound, or the bot doesn't reach Slack.
    pub async fn set(plan: Plan) -> Result<Self, Error> {
        let clock = Arc::new(SimClock::at(plan.start));
        let slack = Standin::new(plan.workspace, plan.options);
        slack.set_now(plan.start.as_millisecond());
        let seed = plan.seed;
        let rng = move |salt: u64| StdRng::seed_from_u64(seed.wrapping_mul(31).wrapping_add(salt));
        let vault = Arc::new(Vault::new(&Vault::generate_key(&mut rng(1)), rng(2))?);
        let store = Store::open(&plan.database_url, vault).await?;
        let app = App::new(store, Arc::<SimClock>::clone(&clock), rng(3)).with_away(plan.away);
        let (base, transport) = match plan.joint {
            Joint::Sockets | Joint::SocketMode => (serve_slack(&slack).await?, Transport::http()?),
            Joint::InProcess => ("http://standin.invalid".to_owned(), Transport::InProcess(slack.router())),
        };
        slack.set_public_url(&base);
        let client = Client::new(Url::parse(&format!("{base}/api/"))?, transport);
        let router = Router::new(app.clone(), Arc::new(Text::new()), client.clone(), rng(4));
        let workers = Workers::new(&router);
        let live = TaskTracker::new();
        let (stop, stopped) = watch::channel(false);
        let sockets =
            SocketMode { router: router.clone(), client: client.clone(), app_token: slack.credentials().app_token, live: live.clone() };
        let bot = http::routes(router, Signature::new(&slack.credentials().signing_secret), live.clone());
        match plan.joint {
            Joint::Sockets => slack.deliver_to(Delivery::http(&serve(bot).await?)),
            Joint::SocketMode => {
                slack.deliver_to(Delivery::Socket);
                tokio::spawn(async move { sockets.run(stopped, &mut rng(5)).await });
                connected(&slack).await?;
            }
            Joint::InProcess => slack.deliver_to(Delivery::InProcess(bot)),
        }
        let token = slack.credentials().bot_token;
        let identity = client.auth_test(&token).await?;
        app.install(&identity.team_id.into(), &identity.user_id.into(), &token).await?;
        let stage = Self { slack, app, clock, workers, live, joint: plan.joint, stop, retain_due: AtomicI64::new(i64::MIN) };
        stage.settle().await;
        Ok(stage)
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Lets time pass until `until`, with every worker stepped on the way, at what is due and every few hours.
    pub async fn pass_until(&self, until: Timestamp) {
        loop {
            let due = self.settle().await;
            let now: Millis = self.now().into();
            if now >= Millis::from(until) {
                return;
            }
            let due = due.filter(|due| *due > now).unwrap_or(Millis(i64::MAX));
            let next = due.min(now.plus(HOP_MAX_MS)).min(until.into());
            self.clock.move_to(next.timestamp());
            self.slack.set_now(next.0);
        }
    }

    /// The bot is away until `until`: time passes and nothing is stepped on the way; then everything is, once.
    pub async fn away_until(&self, until: Timestamp) {
        self.calm().await;
        self.clock.move_to(until);
        self.slack.set_now(until.as_millisecond());
        self.settle().await;
    }

    /// Steps every worker at the present instant, and waits for what goes on after acknowledgements. Tells what is due next.
    pub async fn settle(&self) -> Option<Millis> {
        self.calm().await;
        let mut next: Option<Millis> = None;
        for kind in Kind::ALL {
            let due = if kind == Kind::Retain { self.retain().await } else { self.workers.step_one(kind).await };
            next = next.into_iter().chain(due).min();
        }
        self.calm().await;
        next
    }

    /// Lets go of what has served its time, when its turn has come, as in a process of its own. Tells when it goes on, if that is soon.
    async fn retain(&self) -> Option<Millis> {
        let now = self.now().as_millisecond();
        if now >= self.retain_due.load(Ordering::Relaxed) {
            let due = self.workers.step_one(Kind::Retain).await;
            self.retain_due.store(due.map_or(now, |due| due.0), Ordering::Relaxed);
        }
        Some(Millis(self.retain_due.load(Ordering::Relaxed))).filter(|due| due.0 < now + RETAIN_SOON_MS)
    }

    /// Ends the bot's connections to Slack, answering what they received.
    pub async fn hang_up(&self) {
        let _ = self.stop.send(true);
        self.live.close();
        let _ = tokio::time::timeout(CALM_WITHIN, self.live.wait()).await;
    }

    /// Waits until nothing goes on any more but the connections of Socket Mode, which do for ever.
    pub async fn calm(&self) {
        if self.joint == Joint::SocketMode {
            let calm = async {
                while self.live.len() > CONNECTIONS {
                    tokio::time::sleep(MOMENT).await;
                }
            };
            let waited = tokio::time::timeout(CALM_WITHIN, calm).await;
            debug_assert!(waited.is_ok(), "something still goes on");
            return;
        }
        self.live.close();
        let waited = tokio::time::timeout(CALM_WITHIN, self.live.wait()).await;
        debug_assert!(waited.is_ok(), "something still goes on");
        self.live.reopen();
    }
}

/// A SQLite address for a fresh file in `folder`.
#[must_use]
pub fn sqlite_in(folder: &Path) -> String {
    format!("sqlite://{}", folder.join("goodturn.db").display())
}

async fn serve(routes: axum::Router) -> Result<String, Error> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(format!("http://{address}"))
}

/// Waits until Slack sees all connections of the bot.
async fn connected(slack: &Standin) -> Result<(), Error> {
    let all = async {
        while slack.sockets() < CONNECTIONS {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(CALM_WITHIN, all).await.map_err(|_| "the bot does not connect".into())
}

async fn serve_slack(slack: &Standin) -> Result<String, Error> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let slack = slack.clone();
    tokio::spawn(async move { standin::serve(slack, listener).await });
    Ok(format!("http://{address}"))
}
