//! Slack's end of Socket Mode, bare: sends any frame, at any speed, and hears every acknowledgement with the instant it came.
//! The local Slack sends only what Slack sends; broken payloads, and thousands a second, need less between the test and the wire.

use std::{
    io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{Json, Router, routing::any};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{
        mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
        watch,
    },
    task::JoinHandle,
    time::Instant,
};
use tokio_tungstenite::{accept_async, tungstenite::Message};

/// The method that hands out addresses of sockets.
const OPEN: &str = "/api/apps.connections.open";

/// An acknowledgement.
#[derive(Debug, Clone)]
pub struct Ack {
    /// Which envelope.
    pub envelope: String,
    /// The answer in it.
    pub payload: Value,
    /// When it came.
    pub at: Instant,
}

/// Connections as Slack sees them.
type Lines = Arc<Mutex<Vec<UnboundedSender<Message>>>>;

/// Slack's end; it ends with this value.
#[derive(Debug)]
pub struct FarEnd {
    lines: Lines,
    /// What the bot acknowledged.
    pub acks: UnboundedReceiver<Ack>,
    taken: Arc<AtomicUsize>,
    deaf: watch::Sender<bool>,
    gone: watch::Sender<bool>,
    shy: watch::Sender<bool>,
    address: String,
    accepting: JoinHandle<()>,
}

impl FarEnd {
    /// Waits for bots on a port of its own.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = format!("ws://{}/", listener.local_addr()?);
        let (lines, (heard, acks)) = (Lines::default(), unbounded_channel());
        let (known, taken) = (Arc::clone(&lines), Arc::new(AtomicUsize::new(0)));
        let count = Arc::clone(&taken);
        let ((deaf, is_deaf), (gone, is_gone), (shy, is_shy)) = (watch::channel(false), watch::channel(false), watch::channel(false));
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                let mut gone = is_gone.clone();
                let talking = talk(stream, Arc::clone(&known), heard.clone(), (is_deaf.clone(), is_shy.clone()));
                tokio::spawn(async move {
                    tokio::select! {
                        () = talking => {}
                        _ = gone.changed() => {}
                    }
                });
            }
        });
        Ok(Self { lines, acks, taken, deaf, gone, shy, address, accepting })
    }

    /// The Web API of `slack`, but sockets lead here.
    pub fn api(&self, slack: Router) -> Router {
        let answer = json!({"ok": true, "url": self.address});
        Router::new().route(OPEN, any(move || std::future::ready(Json(answer.clone())))).fallback_service(slack)
    }

    /// From now on nothing is read any more, as if the network took it and kept it.
    pub fn turn_deaf(&self) {
        let _ = self.deaf.send(true);
    }

    /// From now on connections are taken and not greeted, until [`FarEnd::release_hello`].
    pub fn hold_hello(&self) {
        let _ = self.shy.send(true);
    }

    /// Those that wait for it are greeted.
    pub fn release_hello(&self) {
        let _ = self.shy.send(false);
    }

    /// All connections drop without a word.
    pub fn hang_up(&self) {
        let _ = self.gone.send(true);
    }

    /// How many connections stand.
    pub fn standing(&self) -> usize {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.retain(|line| !line.is_closed());
        lines.len()
    }

    /// How many connections there ever were.
    pub fn taken(&self) -> usize {
        self.taken.load(Ordering::SeqCst)
    }

    /// Sends a frame on the connection whose turn it is; tells whether there was one.
    pub fn send(&self, turn: usize, frame: Message) -> bool {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        !lines.is_empty() && lines[turn % lines.len()].send(frame).is_ok()
    }
}

impl Drop for FarEnd {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// One connection.
async fn talk(
    stream: TcpStream,
    lines: Lines,
    heard: UnboundedSender<Ack>,
    (mut deaf, mut shy): (watch::Receiver<bool>, watch::Receiver<bool>),
) {
    let _ = stream.set_nodelay(true);
    let Ok(socket) = accept_async(stream).await else { return };
    let (mut sink, mut source) = socket.split();
    let (line, mut frames) = unbounded_channel();
    let hello = json!({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}});
    lines.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    let writing = async {
        let held = shy.wait_for(|shy| !*shy).await.is_err();
        if held || sink.send(Message::text(hello.to_string())).await.is_err() {
            return;
        }
        while let Some(frame) = frames.recv().await {
            if sink.send(frame).await.is_err() {
                break;
            }
        }
    };
    let reading = async {
        loop {
            let turned = async {
                if deaf.wait_for(|deaf| *deaf).await.is_err() {
                    std::future::pending::<()>().await;
                }
            };
            let frame = tokio::select! {
                biased;
                () = turned => std::future::pending().await,
                frame = source.next() => frame,
            };
            let Some(Ok(frame)) = frame else { break };
            let at = Instant::now();
            let Message::Text(text) = frame else { continue };
            let Ok(mut ack) = serde_json::from_str::<Value>(text.as_str()) else { continue };
            let envelope = ack["envelope_id"].as_str().unwrap_or_default().to_owned();
            let _ = heard.send(Ack { envelope, payload: ack["payload"].take(), at });
        }
    };
    // A bot that closes is read to its end, so that its last acknowledgements are heard.
    tokio::select! {
        () = reading => {}
        () = writing => {}
    }
}
