//! Slack's deliveries over HTTP: three routes, each checked before a byte of it is read for meaning.
//!
//! Forged, stale and unsigned deliveries get 401 and nothing else.

use axum::Router as Routes;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use serde_json::Value;
use tokio_util::task::TaskTracker;

use super::acknowledge::acknowledge;
use super::signature::{Forged, Signature};
use super::{Inbound, command, event, interaction};
use crate::slack::router::Router;
use crate::telemetry;

/// The largest delivery that is read: Slack's own are under 300 kB, views with everything in them included.
const BODY_BYTES_MAX: usize = 1024 * 1024;

/// What the routes share.
#[derive(Debug, Clone)]
struct Shared {
    router: Router,
    signature: Signature,
    live: TaskTracker,
}

/// The routes of `POST /slack/…`. `live` tracks what goes on after an acknowledgement.
pub fn routes(router: Router, signature: Signature, live: TaskTracker) -> Routes {
    Routes::new()
        .route("/slack/commands", post(commands))
        .route("/slack/interactions", post(interactions))
        .route("/slack/events", post(events))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .with_state(Shared { router, signature, live })
}

/// The routes `GET /healthz` and `GET /readyz`.
pub fn health(router: Router) -> Routes {
    Routes::new().route("/healthz", get(|| async { "ok" })).route("/readyz", get(ready)).with_state(router)
}

async fn ready(State(router): State<Router>) -> Response {
    match router.ready().await {
        Ok(()) => "ready".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response(),
    }
}

async fn commands(State(shared): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    match checked(&shared, &headers, &body) {
        // Slack's probe of the address; it is signed like everything else.
        Ok(()) if body.starts_with(b"ssl_check=1") => StatusCode::OK.into_response(),
        Ok(()) => acknowledged(&shared, "command", command(&body)).await,
        Err(refused) => refused,
    }
}

async fn interactions(State(shared): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    match checked(&shared, &headers, &body) {
        Ok(()) => acknowledged(&shared, "action", interaction(&body)).await,
        Err(refused) => refused,
    }
}

async fn events(State(shared): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    if let Err(refused) = checked(&shared, &headers, &body) {
        return refused;
    }
    let Ok(body) = serde_json::from_slice::<Value>(&body) else {
        return StatusCode::OK.into_response();
    };
    if body.get("type").and_then(Value::as_str) == Some("url_verification") {
        let challenge = body.get("challenge").and_then(Value::as_str).unwrap_or_default().to_owned();
        return challenge.into_response();
    }
    acknowledged(&shared, "event", event(&body)).await
}

#[expect(clippy::result_large_err, reason = "a response is made once, to be sent")]
fn checked(shared: &Shared, headers: &HeaderMap, body: &[u8]) -> Result<(), Response> {
    shared.signature.check(headers, body).map_err(|forged| {
        let cause = match forged {
            Forged::Unsigned => "form",
            Forged::Wrong => "signature",
        };
        metrics::counter!(telemetry::INBOUND_REFUSED_TOTAL, "cause" => cause).increment(1);
        StatusCode::UNAUTHORIZED.into_response()
    })
}

async fn acknowledged(shared: &Shared, kind: &'static str, inbound: Inbound) -> Response {
    match acknowledge(&shared.router, &shared.live, kind, inbound).await.json() {
        None => StatusCode::OK.into_response(),
        Some(body) => Json(body).into_response(),
    }
}
