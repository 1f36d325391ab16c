//! Slack's deliveries over Socket Mode: a few `WebSocket`s, each payload to one of them.
//!
//! A slow or failing handler holds up nobody: reading goes on while it works. When Slack announces that a connection will end, a new one
//! stands before the old one stops; nothing that was received is dropped on the way.

mod connection;
mod dial;
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

/// Connections kept at once: one may be changing while the other takes what comes.
pub const CONNECTIONS: usize = 2;

/// The first pause after a connection that could not be made; it doubles with each one that follows.
const BACKOFF_FIRST: Duration = Duration::from_millis(500);

/// The longest pause before another try.
const BACKOFF_MAX: Duration = Duration::from_secs(30);

/// The longest pause that Slack may ask for between connections: a mistake there must not keep the bot deaf for a day.
const ASKED_MAX: Duration = Duration::from_mins(10);

/// How long a new connection may take to say hello.
const HELLO_WITHIN: Duration = Duration::from_secs(10);

/// How long an old connection is still read when a new one stands: what Slack sent on it before it saw the new one.
const LINGER: Duration = Duration::from_secs(2);

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
    /// [`Refused`] when the token is not (or no longer) good; then, too, what was received is answered first.
    pub async fn run(self, mut stopped: watch::Receiver<bool>, rng: &mut StdRng) -> Result<(), Refused> {
        let (halt, halted) = watch::channel(false);
        let slots = join_all((0..CONNECTIONS).map(|_| {
            let (seed, halt) = (StdRng::from_seed(rng.random()), halt.clone());
            let slot = self.clone().slot(halted.clone(), seed);
            async move {
                let ended = slot.await;
                // A token that is refused to one is refused to all: the others end in good order.
                if ended.is_err() {
                    let _ = halt.send(true);
                }
                ended
            }
        }));
        let told = async {
            let _ = stopped.wait_for(|stopped| *stopped).await;
            let _ = halt.send(true);
            std::future::pending::<()>().await;
        };
        tokio::select! {
            ended = slots => ended.into_iter().collect(),
            () = told => Ok(()),
        }
    }

    /// Keeps one connection, replaced before it ends.
    async fn slot(self, mut stopped: watch::Receiver<bool>, mut rng: StdRng) -> Result<(), Refused> {
        let mut old: Option<Connection> = None;
        let ended = self.keep(&mut old, &mut stopped, &mut rng).await;
        if let Some(old) = old {
            old.retire(Duration::ZERO);
        }
        ended
    }

    async fn keep(&self, old: &mut Option<Connection>, stopped: &mut watch::Receiver<bool>, rng: &mut StdRng) -> Result<(), Refused> {
        let (signals, mut heard) = mpsc::unbounded_channel();
        // Tries in a row that came to nothing: not made, no hello, or gone before anything came.
        let mut failures: u32 = 0;
        // What Slack asks to wait, at least.
        let mut asked = Duration::ZERO;
        while pause(failures, std::mem::take(&mut asked), stopped, rng).await {
            let made = tokio::select! {
                made = self.connect(signals.clone()) => made,
                _ = stopped.wait_for(|stopped| *stopped) => return Ok(()),
            };
            let fresh = match made {
                Ok(connection) => connection,
                // Trying again is of no use: somebody has to mend the token.
                Err(CallError::Token(code)) => return Err(Refused { code }),
                Err(error) => {
                    // Slack was asked and did not let us in: this pause is never left out.
                    failures = failures.saturating_add(1).max(2);
                    if let CallError::RateLimited(Some(after)) = error {
                        asked = Duration::from_millis(u64::try_from(after).unwrap_or(0)).min(ASKED_MAX);
                    }
                    tracing::warn!(%error, failures, "a connection to Slack could not be made and is tried again");
                    continue;
                }
            };
            let stands = tokio::select! {
                stands = stands(&mut heard, fresh.number()) => stands,
                _ = stopped.wait_for(|stopped| *stopped) => {
                    fresh.retire(Duration::ZERO);
                    return Ok(());
                }
            };
            if !stands {
                failures = failures.saturating_add(1);
                tracing::warn!(failures, "Slack took a connection and did not greet; it is tried again");
                continue;
            }
            // The new one stands before the old one is told to end, and the old one lingers: what is on its way to it still arrives.
            let number = fresh.number();
            if let Some(old) = old.replace(fresh) {
                old.retire(LINGER);
            }
            let end = until_it_ends(&mut heard, number, stopped).await;
            failures = match end {
                End::Told => return Ok(()),
                End::SwitchedOff => {
                    tracing::error!(
                        "Socket Mode is switched off for this app. Switch it on under Settings, Socket Mode on the app's page; until then it is tried again and again"
                    );
                    failures.saturating_add(1).max(2)
                }
                End::AfterUse => 0,
                End::Unused => failures.saturating_add(1),
            };
        }
        Ok(())
    }

    async fn connect(&self, signals: mpsc::UnboundedSender<Signal>) -> Result<Connection, CallError> {
        let url = self.client.open_socket(&self.app_token).await?;
        Connection::open(&url, self.router.clone(), self.live.clone(), signals).await
    }
}

/// Waits after tries that came to nothing, not at all after a good one, and as long as Slack `asked` in any case; tells whether to try again.
/// The first is forgiven: a connection that was dropped right after it was made says little, and people are typing.
async fn pause(failures: u32, asked: Duration, stopped: &mut watch::Receiver<bool>, rng: &mut StdRng) -> bool {
    let own = failures.checked_sub(2).map_or(Duration::ZERO, |earlier| backoff(earlier, rng));
    let wait = own.max(asked);
    if wait > Duration::ZERO {
        let _ = tokio::time::timeout(wait, stopped.wait_for(|stopped| *stopped)).await;
    }
    !*stopped.borrow()
}

/// How a connection that stood came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// We are told to stop.
    Told,
    /// Somebody switched Socket Mode off on the app's page.
    SwitchedOff,
    /// It ends, or will: another one takes its place at once.
    AfterUse,
    /// It was gone before it was of any use: the next one waits a little.
    Unused,
}

/// Waits for a new connection's hello; tells whether it came.
async fn stands(heard: &mut mpsc::UnboundedReceiver<Signal>, number: u64) -> bool {
    let hello = async {
        loop {
            match heard.recv().await {
                Some(Signal::Hello(one)) if one == number => return true,
                Some(Signal::SwitchedOff(one) | Signal::Ends { number: one, .. }) if one == number => return false,
                Some(_) => {}
                None => return false,
            }
        }
    };
    tokio::time::timeout(HELLO_WITHIN, hello).await.unwrap_or(false)
}

/// Waits until a connection ends or is announced to end, or until told to stop.
async fn until_it_ends(heard: &mut mpsc::UnboundedReceiver<Signal>, number: u64, stopped: &mut watch::Receiver<bool>) -> End {
    loop {
        tokio::select! {
            signal = heard.recv() => match signal {
                Some(Signal::SwitchedOff(one)) if one == number => return End::SwitchedOff,
                Some(Signal::Ends { number: one, used }) if one == number => return if used { End::AfterUse } else { End::Unused },
                Some(_) => {}
                None => return End::Told,
            },
            _ = stopped.wait_for(|stopped| *stopped) => return End::Told,
        }
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
