//! Slack's deliveries over Socket Mode: a few `WebSocket`s, each payload to one of them.
//!
//! A slow or failing handler holds up nobody: reading goes on while it works. When Slack announces that a connection will end, a new one
//! stands before the old one stops; nothing that was received is dropped on the way.

mod connection;
mod envelope;

use std::time::Duration;

use futures_util::future::join_all;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tokio::sync::{mpsc, watch};
use tokio_util::task::TaskTracker;

use self::connection::{Connection, Signal};
use crate::slack::client::{CallError, Client};
use crate::slack::router::Router;
use crate::telemetry;

/// Connections kept at once: one may be changing while the other takes what comes.
pub const CONNECTIONS: usize = 2;

/// The first pause after a connection that could not be made; it doubles with each one that follows.
const BACKOFF_FIRST: Duration = Duration::from_millis(500);

/// The longest pause before another try.
const BACKOFF_MAX: Duration = Duration::from_secs(30);

/// How long a connection that was announced to end may go on with what it received: Slack's three seconds for an answer, and a margin.
const RETIRE_WITHIN: Duration = Duration::from_secs(10);

/// Refusals after which trying again is of no use: somebody has to mend the token.
const FATAL: &[&str] = &[
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "not_allowed_token_type",
    "missing_scope",
    "no_permission",
];

/// Slack will not let this app in.
#[derive(Debug, thiserror::Error)]
#[error(
    "Slack refuses SLACK_APP_TOKEN ({code}). Copy the app-level token (xapp-…, with connections:write) from the app's page and start again"
)]
pub struct Refused {
    /// Slack's documented error.
    pub code: String,
}

/// What the connections share.
#[derive(Clone)]
pub struct SocketMode {
    /// Handles what comes.
    pub router: Router,
    /// Opens connections.
    pub client: Client,
    /// The app-level token. Never logged: `Debug` hides it.
    pub app_token: String,
    /// Tracks handlers, so that shutting down waits for them.
    pub live: TaskTracker,
}

impl std::fmt::Debug for SocketMode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SocketMode")
    }
}

impl SocketMode {
    /// Keeps [`CONNECTIONS`] connections until `stopped`; then each ends when what it received is answered.
    ///
    /// # Errors
    /// [`Refused`] when the token is not (or no longer) good.
    pub async fn run(self, stopped: watch::Receiver<bool>, rng: &mut StdRng) -> Result<(), Refused> {
        let slots = (0..CONNECTIONS).map(|_| {
            let seed = StdRng::from_seed(rng.random());
            self.clone().slot(stopped.clone(), seed)
        });
        join_all(slots).await.into_iter().collect()
    }

    /// Keeps one connection, replaced before it ends.
    async fn slot(self, mut stopped: watch::Receiver<bool>, mut rng: StdRng) -> Result<(), Refused> {
        let (signals, mut heard) = mpsc::unbounded_channel();
        let mut failures: u32 = 0;
        while !*stopped.borrow() {
            let connection = match self.connect(signals.clone()).await {
                Ok(connection) => connection,
                Err(CallError::Refused(code)) if FATAL.contains(&code.as_str()) => return Err(Refused { code }),
                Err(error) => {
                    let pause = backoff(failures, &mut rng);
                    failures = failures.saturating_add(1);
                    tracing::warn!(%error, pause_ms = pause.as_millis(), "a connection to Slack could not be made and is tried again");
                    tokio::select! {
                        () = tokio::time::sleep(pause) => {}
                        _ = stopped.changed() => {}
                    }
                    continue;
                }
            };
            let number = connection.number();
            // Whatever ends this wait, the next turn makes a new connection while this one, retired, answers what it has.
            loop {
                tokio::select! {
                    signal = heard.recv() => match signal {
                        Some(Signal::Hello(_)) => failures = 0,
                        Some(Signal::EndAnnounced(one) | Signal::Ended(one)) if one == number => break,
                        Some(_) => {}
                        None => return Ok(()),
                    },
                    _ = stopped.changed() => break,
                }
            }
            connection.retire_within(RETIRE_WITHIN);
            metrics::gauge!(telemetry::SOCKET_CONNECTIONS).decrement(1.0);
        }
        Ok(())
    }

    async fn connect(&self, signals: mpsc::UnboundedSender<Signal>) -> Result<Connection, CallError> {
        let url = self.client.open_socket(&self.app_token).await?;
        let connection = Connection::open(&url, self.router.clone(), self.live.clone(), signals).await?;
        metrics::gauge!(telemetry::SOCKET_CONNECTIONS).increment(1.0);
        Ok(connection)
    }
}

/// The pause before the next try: doubling, with half of it left to chance, so that many bots don't come back at once.
fn backoff(failures: u32, rng: &mut StdRng) -> Duration {
    let whole = BACKOFF_FIRST.saturating_mul(1 << failures.min(16)).min(BACKOFF_MAX);
    let half = whole / 2;
    half + half.mul_f64(rng.random::<f64>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_bound_and_differ() {
        let mut rng = StdRng::seed_from_u64(3);
        let pauses: Vec<Duration> = (0..12).map(|failures| backoff(failures, &mut rng)).collect();
        assert!(pauses[0] <= BACKOFF_FIRST && pauses.iter().all(|pause| *pause <= BACKOFF_MAX));
        assert!(pauses[11] >= BACKOFF_MAX / 2);
        assert_ne!(backoff(20, &mut rng), backoff(20, &mut rng));
    }
}
