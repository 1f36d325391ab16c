//! One connection: writes what is queued for it, pings, and hands on what it hears.
//! Reading never waits for writing, so a bot that writes before it reads can't stop both.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio::{
    sync::mpsc,
    time::{Instant, MissedTickBehavior, interval_at, sleep_until, timeout},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message, protocol::Role},
};

use super::frames;
use crate::standin::Standin;

/// What may be written to a connection.
pub(super) enum Frame {
    /// A text frame.
    Text(String),
    /// Nothing now, and after this long a close frame.
    CloseAfter(Duration),
    /// Nothing ever again: the connection drops.
    Drop,
}

/// How long a bot may take to answer a close frame.
const CLOSE_WAIT: Duration = Duration::from_secs(1);

/// Pings without any sign of life after which a connection counts as dead.
const SILENT_PINGS: u32 = 3;

/// How writing ended.
#[derive(PartialEq)]
enum End {
    Closed,
    Dropped,
}

type Socket = WebSocketStream<TokioIo<Upgraded>>;

/// Talks until either side has enough.
pub(super) async fn talk(standin: Standin, upgraded: Upgraded) {
    let mut socket: Socket = WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, None).await;
    let (out, frames) = mpsc::unbounded_channel();
    let (entered, ping_every) = {
        let mut state = standin.state();
        let app_id = state.credentials.app_id.clone();
        (state.sockets.enter(out, &app_id), state.options.socket_ping)
    };
    let Some(number) = entered else {
        let _ = socket.send(Message::text(frames::disconnect("too_many_websockets"))).await;
        let _ = socket.close(None).await;
        return;
    };
    let (mut sink, mut stream) = socket.split();
    // To the end, and not to a close frame only: reading on is what answers it.
    let reading = async {
        while let Ok(Some(Ok(message))) = timeout(ping_every * SILENT_PINGS, stream.next()).await {
            if let Message::Text(text) = message {
                standin.state().sockets.heard(number, &text);
            }
        }
    };
    tokio::pin!(reading);
    let end = tokio::select! {
        () = &mut reading => End::Dropped,
        end = write(&mut sink, frames, ping_every) => end,
    };
    if end == End::Closed {
        // What is still on its way is heard until the bot closes too.
        let _ = timeout(CLOSE_WAIT, reading).await;
    }
    standin.state().sockets.leave(number);
}

async fn write<S>(sink: &mut S, mut frames: mpsc::UnboundedReceiver<Frame>, ping_every: Duration) -> End
where
    S: SinkExt<Message> + Unpin,
{
    let mut pings = interval_at(Instant::now() + ping_every, ping_every);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut close_at = None;
    loop {
        let closing = async {
            match close_at {
                Some(at) => sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        let sent = tokio::select! {
            biased;
            frame = frames.recv() => match frame {
                Some(Frame::Text(text)) => sink.send(Message::text(text)).await,
                Some(Frame::CloseAfter(grace)) => {
                    close_at = Some(Instant::now() + grace);
                    continue;
                }
                Some(Frame::Drop) | None => return End::Dropped,
            },
            () = closing => {
                return if sink.close().await.is_ok() { End::Closed } else { End::Dropped };
            }
            _ = pings.tick() => sink.send(Message::Ping(frames::ping().into())).await,
        };
        if sent.is_err() {
            return End::Dropped;
        }
    }
}
