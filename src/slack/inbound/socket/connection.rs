//! One WebSocket: reads on while handlers work, sends their acknowledgements, and ends only when all of them are sent.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, client_async_tls_with_config};
use tokio_util::task::TaskTracker;
use url::Url;

use super::dial::dial;
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

/// How long Slack may take to read what we write; then the connection counts as dead.
const WRITTEN_WITHIN: Duration = Duration::from_secs(10);

/// How long Slack may take to close its side when we closed ours. Ending before would take acknowledgements on their way with it.
const CLOSED_WITHIN: Duration = Duration::from_secs(2);

/// A connection that stood this long was of use, whether anything came or not.
const OF_USE_AFTER: Duration = Duration::from_secs(10);

/// The largest message that is read, in bytes: Slack's own are under 300 kB.
const MESSAGE_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Numbers connections within the process.
static NUMBER: AtomicU64 = AtomicU64::new(1);

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// What a connection tells the one who keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    /// It stands.
    Hello(u64),
    /// It has ended, or Slack will end it.
    Ends {
        /// Which one.
        number: u64,
        /// Whether anything came over it, or it stood for a while.
        used: bool,
    },
    /// Somebody switched Socket Mode off.
    SwitchedOff(u64),
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
        let handshake = async {
            let stream = dial(url).await?;
            let limits = WebSocketConfig::default().max_message_size(Some(MESSAGE_BYTES_MAX)).max_frame_size(Some(MESSAGE_BYTES_MAX));
            client_async_tls_with_config(url.as_str(), stream, Some(limits), None).await.map_err(|_| CallError::NotReached)
        };
        let (socket, _) = tokio::time::timeout(HANDSHAKE_WITHIN, handshake).await.map_err(|_| CallError::NotReached)??;
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let (retire, retired) = watch::channel(None);
        let reader = Line { number, router, live: live.clone(), signals, retired, since: Instant::now(), heard_any: false };
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
    since: Instant,
    heard_any: bool,
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
                close(&mut socket).await;
                break;
            }
            // What comes after that is not taken any more: Slack gives it to another connection, or says so to who waits.
            let reads_on = until.is_none_or(|until| Instant::now() < until);
            tokio::select! {
                frame = socket.next(), if reads_on => {
                    last_heard = Instant::now();
                    match frame {
                        Some(Ok(Message::Text(text))) => under_way += self.take(text.as_str(), &acks),
                        Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                        Some(Ok(_)) => {}
                    }
                }
                Some(ack) = ready.recv() => {
                    let sent = write(&mut socket, ack, &mut ready).await;
                    under_way -= sent.unwrap_or(0);
                    if sent.is_none() {
                        break;
                    }
                }
                _ = ping.tick() => {
                    let pinged = tokio::time::timeout(WRITTEN_WITHIN, socket.send(Message::Ping(Vec::new().into()))).await;
                    if last_heard.elapsed() > SILENT_MAX || !matches!(pinged, Ok(Ok(()))) {
                        break;
                    }
                }
                told = self.retired.changed(), if until.is_none() => {
                    // Whoever kept this connection let go of it without a word: it never stood.
                    if told.is_err() {
                        break;
                    }
                }
                () = sleep_until(until, reads_on) => {}
            }
        }
        self.ends();
    }

    fn ends(&self) {
        let used = self.heard_any || self.since.elapsed() > OF_USE_AFTER;
        let _ = self.signals.send(Signal::Ends { number: self.number, used });
    }

    /// Takes one frame; tells how many acknowledgements will follow from it.
    fn take(&mut self, text: &str, acks: &mpsc::UnboundedSender<String>) -> usize {
        match Frame::read(text) {
            Frame::Hello => {
                let _ = self.signals.send(Signal::Hello(self.number));
                0
            }
            Frame::Disconnect { switched_off: true } => {
                let _ = self.signals.send(Signal::SwitchedOff(self.number));
                0
            }
            Frame::Disconnect { switched_off: false } => {
                self.ends();
                0
            }
            Frame::Unknown => 0,
            Frame::Envelope(envelope) => {
                self.heard_any = true;
                self.live.spawn(handle(self.router.clone(), self.live.clone(), *envelope, acks.clone()));
                1
            }
        }
    }
}

/// Sends an acknowledgement and all others that are ready by then; tells how many, or nothing when the connection is dead.
async fn write(socket: &mut Socket, first: String, ready: &mut mpsc::UnboundedReceiver<String>) -> Option<usize> {
    let all = async {
        let mut count = 1;
        socket.feed(Message::text(first)).await?;
        while let Ok(next) = ready.try_recv() {
            socket.feed(Message::text(next)).await?;
            count += 1;
        }
        socket.flush().await.map(|()| count)
    };
    tokio::time::timeout(WRITTEN_WITHIN, all).await.ok()?.ok()
}

/// Says goodbye and waits for Slack's: closing with something unread would cut off the acknowledgements that Slack has not read yet.
async fn close(socket: &mut Socket) {
    let goodbye = async {
        let _ = socket.close(None).await;
        while let Some(Ok(_)) = socket.next().await {}
    };
    let _ = tokio::time::timeout(CLOSED_WITHIN, goodbye).await;
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

/// Sleeps until a retired connection reads no more, and then until it ends in any case; for ever without such an instant.
async fn sleep_until(until: Option<Instant>, reads_on: bool) {
    match until {
        Some(until) => tokio::time::sleep_until(if reads_on { until } else { until + ANSWERED_WITHIN }).await,
        None => std::future::pending().await,
    }
}
