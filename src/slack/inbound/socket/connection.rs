//! One WebSocket: reads on while handlers work, sends their acknowledgements, and ends only when all of them are sent.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use tokio_util::task::TaskTracker;
use url::Url;

use super::envelope::{Envelope, Frame, acknowledgement};
use crate::slack::client::CallError;
use crate::slack::inbound::acknowledge::acknowledge;
use crate::slack::live::Reply;
use crate::slack::router::Router;

/// How long the handshake may take.
const HANDSHAKE_WITHIN: Duration = Duration::from_secs(10);

/// Without a word from Slack for this long, we ask whether it is still there.
const PING_EVERY: Duration = Duration::from_secs(15);

/// Without any frame for this long, pings unanswered, the connection counts as dead.
const SILENT_MAX: Duration = Duration::from_secs(45);

/// How long a connection that is to end waits for the answers to what it received: Slack's three seconds, and a margin.
const ANSWERED_WITHIN: Duration = Duration::from_secs(5);

/// Numbers connections within the process.
static NUMBER: AtomicU64 = AtomicU64::new(1);

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// What a connection tells the one who keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    /// It stands.
    Hello(u64),
    /// Slack will end it.
    EndAnnounced(u64),
    /// It has ended.
    Ended(u64),
}

/// A connection that stands, or has ended.
#[derive(Debug)]
pub(super) struct Connection {
    number: u64,
    retire: watch::Sender<Option<Instant>>,
}

impl Connection {
    /// Opens a connection and goes on with it in a task of its own.
    pub(super) async fn open(
        url: &Url,
        router: Router,
        live: TaskTracker,
        signals: mpsc::UnboundedSender<Signal>,
    ) -> Result<Self, CallError> {
        let handshake = tokio::time::timeout(HANDSHAKE_WITHIN, connect_async(url.as_str())).await;
        let (socket, _) = handshake.map_err(|_| CallError::NotReached)?.map_err(|_| CallError::NotReached)?;
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let (retire, retired) = watch::channel(None);
        let reader = Line { number, router, live: live.clone(), signals, retired };
        live.spawn(reader.run(socket));
        Ok(Self { number, retire })
    }

    /// Tells this connection from others.
    pub(super) const fn number(&self) -> u64 {
        self.number
    }

    /// Reads on for `linger`, then ends it as soon as what it received is answered, and after [`ANSWERED_WITHIN`] in any case.
    pub(super) fn retire(self, linger: Duration) {
        let _ = self.retire.send(Some(Instant::now() + linger));
    }
}

struct Line {
    number: u64,
    router: Router,
    live: TaskTracker,
    signals: mpsc::UnboundedSender<Signal>,
    retired: watch::Receiver<Option<Instant>>,
}

impl Line {
    async fn run(mut self, mut socket: Socket) {
        let (acks, mut ready) = mpsc::unbounded_channel::<String>();
        let mut under_way: usize = 0;
        let mut last_heard = Instant::now();
        let mut ping = tokio::time::interval(PING_EVERY);
        loop {
            let until = *self.retired.borrow();
            if let Some(until) = until
                && Instant::now() >= if under_way == 0 { until } else { until + ANSWERED_WITHIN }
            {
                let _ = socket.close(None).await;
                break;
            }
            tokio::select! {
                frame = socket.next() => {
                    last_heard = Instant::now();
                    match frame {
                        Some(Ok(Message::Text(text))) => under_way += self.take(text.as_str(), &acks),
                        Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                        Some(Ok(_)) => {}
                    }
                }
                Some(ack) = ready.recv() => {
                    under_way -= 1;
                    if socket.send(Message::text(ack)).await.is_err() {
                        break;
                    }
                }
                _ = ping.tick() => {
                    if last_heard.elapsed() > SILENT_MAX || socket.send(Message::Ping(Vec::new().into())).await.is_err() {
                        break;
                    }
                }
                told = self.retired.changed(), if until.is_none() => {
                    // Whoever kept this connection let go of it without a word: it never stood.
                    if told.is_err() {
                        break;
                    }
                }
                () = sleep_until(until, under_way) => {}
            }
        }
        let _ = self.signals.send(Signal::Ended(self.number));
    }

    /// Takes one frame; tells how many acknowledgements will follow from it.
    fn take(&self, text: &str, acks: &mpsc::UnboundedSender<String>) -> usize {
        match Frame::read(text) {
            Frame::Hello => {
                let _ = self.signals.send(Signal::Hello(self.number));
                0
            }
            Frame::Disconnect => {
                let _ = self.signals.send(Signal::EndAnnounced(self.number));
                0
            }
            Frame::Unknown => 0,
            Frame::Envelope(envelope) => {
                self.live.spawn(handle(self.router.clone(), self.live.clone(), *envelope, acks.clone()));
                1
            }
        }
    }
}

async fn handle(router: Router, live: TaskTracker, envelope: Envelope, acks: mpsc::UnboundedSender<String>) {
    let late_url = match &envelope.inbound {
        crate::slack::inbound::Inbound::Command(command) => command.response_url.clone(),
        _ => None,
    };
    let reply = acknowledge(&router, &live, envelope.kind, envelope.inbound).await;
    // When the connection is gone, so is the acknowledgement; what was done stands, and the trigger's key keeps it from being done twice.
    let gone = acks.send(acknowledgement(&envelope.id, envelope.accepts_payload, &reply)).is_err();
    if let Reply::Ephemeral(message) = &reply
        && (gone || !envelope.accepts_payload)
    {
        router.answer_late(late_url.as_deref(), message).await;
    }
}

/// Sleeps until a retired connection may end; for ever without such an instant.
async fn sleep_until(until: Option<Instant>, under_way: usize) {
    match until {
        Some(until) => tokio::time::sleep_until(if under_way == 0 { until } else { until + ANSWERED_WITHIN }).await,
        None => std::future::pending().await,
    }
}
