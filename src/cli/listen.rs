//! The HTTP server: as many connections as there is room for, each with limits in time, and all of them drained at the end.
//!
//! `axum::serve` waits for ever for a sender that says nothing; a few thousand of those would keep Slack out.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
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
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

/// Connections at once: Slack and a few proxies have some dozens. More wait until there is room, and nothing of theirs is lost.
const CONNECTIONS_MAX: usize = 1_024;

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

/// Serves until `told`; then takes no more, and gives what is under way `drain` to end.
pub(super) async fn serve(listener: TcpListener, routes: Router, told: impl Future<Output = ()>, drain: Duration) {
    let room = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let open = TaskTracker::new();
    let (stop, stopped) = watch::channel(false);
    let accepting = async {
        while let Ok(place) = Arc::clone(&room).acquire_owned().await {
            match listener.accept().await {
                Ok((stream, _)) => drop(open.spawn(converse(stream, routes.clone(), stopped.clone(), place))),
                Err(error) => {
                    tracing::warn!(kind = %error.kind(), "a connection could not be taken");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    };
    tokio::select! {
        () = accepting => {}
        () = told => {}
    }
    drop(listener);
    open.close();
    let _ = stop.send(true);
    let _ = tokio::time::timeout(drain, open.wait()).await;
}

/// One connection, from its first request to its last.
async fn converse(stream: TcpStream, routes: Router, mut stopped: watch::Receiver<bool>, _place: OwnedSemaphorePermit) {
    // Answers are small: waiting to fill a packet would only delay them.
    let _ = stream.set_nodelay(true);
    let spoke = Arc::new(AtomicBool::new(false));
    let heard = Arc::clone(&spoke);
    let service = routes.map_request(move |request: Request<Incoming>| {
        heard.store(true, Ordering::Relaxed);
        request.map(Body::new)
    });
    let service = service.map_err(|never: Infallible| never);
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(NEXT_HEAD_WITHIN).max_buf_size(HEAD_BYTES_MAX);
    let mut connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let mut draining = false;
    let first = tokio::time::sleep(FIRST_HEAD_WITHIN);
    tokio::pin!(first);
    loop {
        tokio::select! {
            // How it ended is the sender's business: it hung up, or was not HTTP, and has its answer.
            _ = &mut connection => return,
            () = &mut first, if !first.is_elapsed() => {
                if !spoke.load(Ordering::Relaxed) {
                    break;
                }
            }
            _ = stopped.wait_for(|stopped| *stopped), if !draining => {
                draining = true;
                Pin::new(&mut connection).graceful_shutdown();
            }
        }
    }
    let mut stream = connection.into_parts().io.into_inner();
    let _ = stream.write_all(TOO_SLOW).await;
    let _ = stream.shutdown().await;
}
