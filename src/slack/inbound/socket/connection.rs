//! One WebSocket: reads on while handlers work, sends their acknowledgements, and ends only when all of them are sent.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, client_async_tls_with_config};
use tokio_util::task::TaskTracker;
use url::Url;

use super::dial::{Way, dial};
use super::envelope::{Envelope, Frame, acknowledgement};
use crate::slack::client::CallError;
use crate::slack::inbound::acknowledge::acknowledge;
use crate::slack::live::Reply;
use crate::slack::router::Router;
use crate::slack::view::Rendered;
use crate::telemetry;

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

type Socket = WebSocketStream<MaybeTlsStream<Box<dyn Way>>>;

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
        let reader = Line { number, router, live: live.clone(), signals, retired, since: Instant::now(), heard_any: false, greeted: false };
        live.spawn(reader.run(socket));
        Ok(Self { number, retire })
    }

    /// Tells this connection from others.
    pub(super) const fn number(&self) -> u64 {
        self.number
    }

    /// Goes on for `linger` at least, then ends as soon as what it received is answered, and after [`ANSWERED_WITHIN`] in any case.
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
    greeted: bool,
}

/// The end of one envelope's handling.
#[derive(Debug)]
struct Ack {
    /// What goes to Slack; nothing for what was not taken, so that Slack delivers it again.
    text: Option<String>,
    /// The answer in it, and where it goes should this connection not be there any more.
    late: Option<(String, Rendered)>,
}

impl Line {
    async fn run(mut self, mut socket: Socket) {
        let (acks, mut ready) = mpsc::unbounded_channel::<Ack>();
        let mut unsent = self.converse(&mut socket, &acks, &mut ready).await;
        if self.greeted {
            metrics::gauge!(telemetry::SOCKET_CONNECTIONS).decrement(1.0);
        }
        self.ends();
        // What is handled from now on sees that the connection is gone; what was handled before it goes where it can still be read.
        ready.close();
        while let Some(ack) = ready.recv().await {
            unsent.push(ack);
        }
        for (url, message) in unsent.into_iter().filter_map(|ack| ack.late) {
            let router = self.router.clone();
            self.live.spawn(async move { router.answer_late(Some(&url), &message).await });
        }
    }

    /// Reads and writes until the end; tells which acknowledgements may not have arrived.
    async fn converse(
        &mut self,
        socket: &mut Socket,
        acks: &mpsc::UnboundedSender<Ack>,
        ready: &mut mpsc::UnboundedReceiver<Ack>,
    ) -> Vec<Ack> {
        let mut under_way: usize = 0;
        let mut last_heard = Instant::now();
        let mut ping = tokio::time::interval(PING_EVERY);
        loop {
            let until = *self.retired.borrow();
            // Slack knows of no end before the connection closes, and gives it envelopes as before: they are read and answered like the others
            // until there is a moment without any.
            if let Some(until) = until
                && Instant::now() >= if under_way == 0 { until } else { until + ANSWERED_WITHIN }
            {
                close(socket).await;
                return Vec::new();
            }
            tokio::select! {
                frame = socket.next() => {
                    last_heard = Instant::now();
                    match frame {
                        Some(Ok(Message::Text(text))) => under_way += self.take(text.as_str(), acks),
                        Some(Ok(Message::Close(_)) | Err(_)) | None => return Vec::new(),
                        Some(Ok(_)) => {}
                    }
                }
                Some(ack) = ready.recv() => {
                    match write(socket, ack, ready).await {
                        Ok(count) => under_way -= count,
                        Err(unsent) => return unsent,
                    }
                }
                _ = ping.tick() => {
                    let pinged = tokio::time::timeout(WRITTEN_WITHIN, socket.send(Message::Ping(Vec::new().into()))).await;
                    if last_heard.elapsed() > SILENT_MAX || !matches!(pinged, Ok(Ok(()))) {
                        return Vec::new();
                    }
                }
                told = self.retired.changed(), if until.is_none() => {
                    // Whoever kept this connection let go of it without a word: it never stood.
                    if told.is_err() {
                        return Vec::new();
                    }
                }
                () = sleep_until(until) => {}
            }
        }
    }

    fn ends(&self) {
        let used = self.heard_any || self.since.elapsed() > OF_USE_AFTER;
        let _ = self.signals.send(Signal::Ends { number: self.number, used });
    }

    /// Takes one frame; tells how many acknowledgements will follow from it.
    fn take(&mut self, text: &str, acks: &mpsc::UnboundedSender<Ack>) -> usize {
        match Frame::read(text) {
            Frame::Hello => {
                if !std::mem::replace(&mut self.greeted, true) {
                    metrics::gauge!(telemetry::SOCKET_CONNECTIONS).increment(1.0);
                }
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

/// Sends an acknowledgement and all others that are ready by then; tells how many, or gives them back when the connection is dead.
async fn write(socket: &mut Socket, first: Ack, ready: &mut mpsc::UnboundedReceiver<Ack>) -> Result<usize, Vec<Ack>> {
    let mut batch = vec![first];
    while let Ok(next) = ready.try_recv() {
        batch.push(next);
    }
    let all = async {
        for text in batch.iter_mut().filter_map(|ack| ack.text.take()) {
            socket.feed(Message::text(text)).await?;
        }
        socket.flush().await
    };
    match tokio::time::timeout(WRITTEN_WITHIN, all).await {
        Ok(Ok(())) => Ok(batch.len()),
        Ok(Err(_)) | Err(_) => Err(batch),
    }
}

/// Says goodbye and waits for Slack's: closing with something unread would cut off the acknowledgements that Slack has not read yet.
async fn close(socket: &mut Socket) {
    let goodbye = async {
        let _ = socket.close(None).await;
        while let Some(Ok(_)) = socket.next().await {}
    };
    let _ = tokio::time::timeout(CLOSED_WITHIN, goodbye).await;
}

async fn handle(router: Router, live: TaskTracker, envelope: Envelope, acks: mpsc::UnboundedSender<Ack>) {
    let late_url = match &envelope.inbound {
        crate::slack::inbound::Inbound::Command(command) => command.response_url.clone(),
        _ => None,
    };
    let reply = acknowledge(&router, &live, envelope.kind, envelope.inbound).await;
    let text = (reply != Reply::NotTaken).then(|| acknowledgement(&envelope.id, envelope.accepts_payload, &reply));
    let late = match reply {
        Reply::Ephemeral(message) => late_url.map(|url| (url, message)),
        _ => None,
    };
    let (with_ack, apart) = if envelope.accepts_payload { (late, None) } else { (None, late) };
    // When the connection is gone, so is the acknowledgement; what was done stands, and the trigger's key keeps it from being done twice.
    let gone = acks.send(Ack { text, late: with_ack }).err().and_then(|unsent| unsent.0.late);
    if let Some((url, message)) = gone.or(apart) {
        router.answer_late(Some(&url), &message).await;
    }
}

/// Sleeps until a retired connection may end, and then until it ends in any case; for ever without such an instant.
async fn sleep_until(until: Option<Instant>) {
    match until {
        Some(until) if Instant::now() < until => tokio::time::sleep_until(until).await,
        Some(until) => tokio::time::sleep_until(until + ANSWERED_WITHIN).await,
        None => std::future::pending().await,
    }
}
