//! The HTTP server: as many connections as there is room for, each with limits in time, and all of them drained at the end.
//!
//! `axum::serve` waits for ever for a sender that says nothing; a few thousand of those would keep Slack out.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::Instant;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

/// Connections at once: Slack and a few proxies have some dozens, and a process commonly has 1,024 open files in all. When there are so many,
/// the one that has been idle for longest ends, so that nobody keeps Slack out by holding on to connections.
const CONNECTIONS_MAX: usize = 512;

/// How long a connection that is to make room may take for what it is just saying, and for hearing why it ends: one that reads nothing would
/// keep its place for ever.
const LEAVES_WITHIN: Duration = Duration::from_millis(500);

/// What takes longer to be sent and answered is nobody's delivery any more: Slack gives up after three seconds.
const ANSWERED_WITHIN: Duration = Duration::from_secs(5);

/// Pause before room is looked for again, when nobody could be sent away.
const ROOM_PAUSE: Duration = Duration::from_millis(20);

/// How long a new connection may take to send the head of its first request.
const FIRST_HEAD_WITHIN: Duration = Duration::from_secs(10);

/// How long a connection may be idle, or take for the head of a later request: longer than the minute for which load balancers keep one,
/// so that none is closed just as a delivery sets out on it.
const NEXT_HEAD_WITHIN: Duration = Duration::from_secs(75);

/// The largest head, in bytes: Slack's have under 2 kB.
const HEAD_BYTES_MAX: usize = 32 * 1024;

/// Pause after a connection could not be taken: there are too many open files, and asking again at once would not help.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// The answer to a head that did not come in time.
const TOO_SLOW: &[u8] = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// What a connection is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    /// Nothing, or it has said less than a head, since then.
    Idle(Instant),
    /// A request is read and answered, since then.
    Answering(Instant),
    /// It was told to go.
    Leaving,
}

/// One connection, as it is seen by others that need its place.
#[derive(Debug)]
struct Seat {
    doing: Mutex<Doing>,
    leave: Notify,
}

impl Seat {
    fn doing(&self) -> Doing {
        *self.doing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn does(&self, doing: Doing) {
        *self.doing.lock().unwrap_or_else(PoisonError::into_inner) = doing;
    }

    /// Since when it could go, and nobody's delivery would be lost.
    fn free_since(&self, now: Instant) -> Option<Instant> {
        match self.doing() {
            Doing::Idle(since) => Some(since),
            Doing::Answering(since) if now.duration_since(since) > ANSWERED_WITHIN => Some(since),
            Doing::Answering(_) | Doing::Leaving => None,
        }
    }
}

/// Everybody's places.
#[derive(Debug, Default)]
struct Seats {
    taken: Mutex<HashMap<u64, Arc<Seat>>>,
    number: AtomicU64,
}

impl Seats {
    /// Sends away who could have gone for longest, if anybody could.
    fn make_room(&self) {
        let now = Instant::now();
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let free = taken.values().filter_map(|seat| Some((seat.free_since(now)?, seat)));
        if let Some((_, seat)) = free.min_by_key(|(since, _)| *since) {
            seat.does(Doing::Leaving);
            seat.leave.notify_one();
        }
    }

    fn sit(self: &Arc<Self>, place: OwnedSemaphorePermit) -> Sitting {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let seat = Arc::new(Seat { doing: Mutex::new(Doing::Idle(Instant::now())), leave: Notify::new() });
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).insert(number, Arc::clone(&seat));
        Sitting { seats: Arc::clone(self), number, seat, _place: place }
    }
}

/// A place that is taken as long as this is there.
#[derive(Debug)]
struct Sitting {
    seats: Arc<Seats>,
    number: u64,
    seat: Arc<Seat>,
    _place: OwnedSemaphorePermit,
}

impl Drop for Sitting {
    fn drop(&mut self) {
        self.seats.taken.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.number);
    }
}

/// Serves until `told`; then takes no more, and gives what is under way until the instant that it was told to end; tells that one.
pub(super) async fn serve(listener: TcpListener, routes: Router, told: impl Future<Output = Instant>) -> Instant {
    let (room, seats) = (Arc::new(Semaphore::new(CONNECTIONS_MAX)), Arc::new(Seats::default()));
    let open = TaskTracker::new();
    let (stop, stopped) = watch::channel(false);
    let accepting = async {
        loop {
            match listener.accept().await {
                Ok((stream, _)) => {
                    let place = place(&room, &seats).await;
                    open.spawn(converse(stream, routes.clone(), stopped.clone(), seats.sit(place)));
                }
                Err(error) => {
                    tracing::warn!(kind = %error.kind(), "a connection could not be taken");
                    seats.make_room();
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    };
    let deadline = tokio::select! {
        never = accepting => never,
        deadline = told => deadline,
    };
    drop(listener);
    open.close();
    let _ = stop.send(true);
    let _ = tokio::time::timeout_at(deadline, open.wait()).await;
    deadline
}

/// A place for one more connection, as soon as there is one.
async fn place(room: &Arc<Semaphore>, seats: &Seats) -> OwnedSemaphorePermit {
    loop {
        if let Ok(place) = Arc::clone(room).try_acquire_owned() {
            return place;
        }
        seats.make_room();
        if let Ok(Ok(place)) = tokio::time::timeout(ROOM_PAUSE, Arc::clone(room).acquire_owned()).await {
            return place;
        }
    }
}

/// One connection, from its first request to its last.
async fn converse(stream: TcpStream, routes: Router, mut stopped: watch::Receiver<bool>, sitting: Sitting) {
    // Answers are small: waiting to fill a packet would only delay them.
    let _ = stream.set_nodelay(true);
    let spoke = Arc::new(AtomicBool::new(false));
    let (heard, seat) = (Arc::clone(&spoke), &sitting.seat);
    let answering = Arc::clone(seat);
    let service = tower::service_fn(move |request: Request<Incoming>| {
        heard.store(true, Ordering::Relaxed);
        answering.does(Doing::Answering(Instant::now()));
        let (answered, routes) = (Arc::clone(&answering), routes.clone());
        async move {
            let answer: Result<_, Infallible> = routes.oneshot(request.map(Body::new)).await;
            answered.does(Doing::Idle(Instant::now()));
            answer
        }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(NEXT_HEAD_WITHIN).max_buf_size(HEAD_BYTES_MAX);
    let mut connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let mut draining = false;
    let (first, leaves) = (tokio::time::sleep(FIRST_HEAD_WITHIN), tokio::time::sleep(NEXT_HEAD_WITHIN));
    tokio::pin!(first, leaves);
    let mut leaving = false;
    loop {
        tokio::select! {
            // How it ended is the sender's business: it hung up, or was not HTTP, and has its answer.
            _ = &mut connection => return,
            () = &mut first, if !first.is_elapsed() => {
                if !spoke.load(Ordering::Relaxed) {
                    break;
                }
            }
            () = seat.leave.notified(), if !leaving => {
                leaving = true;
                leaves.as_mut().reset(Instant::now() + LEAVES_WITHIN);
                Pin::new(&mut connection).graceful_shutdown();
            }
            () = &mut leaves, if leaving => {
                // A delivery that set out just before is answered first; then the connection ends by itself.
                match seat.doing() {
                    Doing::Answering(since) if since.elapsed() < ANSWERED_WITHIN => leaves.as_mut().reset(Instant::now() + LEAVES_WITHIN),
                    _ => break,
                }
            }
            _ = stopped.wait_for(|stopped| *stopped), if !draining => {
                draining = true;
                Pin::new(&mut connection).graceful_shutdown();
            }
        }
    }
    let mut stream = connection.into_parts().io.into_inner();
    let goodbye = async {
        let _ = stream.write_all(TOO_SLOW).await;
        let _ = stream.shutdown().await;
    };
    let _ = tokio::time::timeout(LEAVES_WITHIN, goodbye).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// More than the buffers between two sockets of one machine hold.
    const UNREAD_BYTES: usize = 32 * 1024 * 1024;

    #[tokio::test]
    async fn who_reads_nothing_keeps_no_place() {
        let routes = Router::new().fallback(|| async { vec![b'x'; UNREAD_BYTES] });
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let mut sender = TcpStream::connect(listener.local_addr().expect("an address")).await.expect("it listens");
        sender.write_all(b"GET / HTTP/1.1\r\nHost: bot\r\n\r\n").await.expect("it is read");
        let (stream, _) = listener.accept().await.expect("a connection");
        let (room, seats, (_stop, stopped)) = (Arc::new(Semaphore::new(1)), Arc::new(Seats::default()), watch::channel(false));
        let seat = seats.sit(Arc::clone(&room).try_acquire_owned().expect("room"));
        let conversing = tokio::spawn(converse(stream, routes, stopped, seat));
        // Until the answer is on its way, and its end waits for somebody to read the beginning.
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(room.available_permits(), 0, "it is still being answered");
        seats.make_room();
        let place = tokio::time::timeout(LEAVES_WITHIN * 4, Arc::clone(&room).acquire_owned()).await;
        assert!(matches!(place, Ok(Ok(_))), "the next one finds room");
        conversing.await.expect("it ends in good order");
        drop(sender);
    }
}
