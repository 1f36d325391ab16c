//! Slack's deliveries over HTTP: three routes, each checked before a byte of it is read for meaning.
//!
//! Forged, stale and unsigned deliveries get 401 and nothing else.

use std::time::Duration;

use axum::Router as Routes;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use futures_util::StreamExt;
use serde_json::Value;
use tokio_util::task::TaskTracker;

use super::acknowledge::acknowledge;
use super::signature::{Forged, Signature};
use super::{Inbound, command, event, interaction, json};
use crate::slack::live::Reply;
use crate::slack::router::Router;
use crate::telemetry;

/// The largest delivery that is read: Slack's own are under 300 kB, views with everything in them included.
const BODY_BYTES_MAX: usize = 1024 * 1024;

/// Of a larger one so much is read and dropped, so that its sender hears why it is refused; then the connection ends.
const DROPPED_BYTES_MAX: usize = 8 * BODY_BYTES_MAX;

/// How long a body may take. Slack itself gives up on a delivery after three seconds.
const BODY_WITHIN: Duration = Duration::from_secs(10);

/// Slack's reason for delivering an event again; there with a number, and only then.
const RETRY_REASON: &str = "x-slack-retry-reason";
/// Which repetition it is.
const RETRY_NUMBER: &str = "x-slack-retry-num";

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
        .route("/slack/commands", post(commands).get(probe))
        .route("/slack/interactions", post(interactions).get(probe))
        .route("/slack/events", post(events).get(probe))
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

/// Slack's look at our certificate: it wants a 200 and nothing to happen, and does not sign it.
async fn probe(RawQuery(query): RawQuery) -> StatusCode {
    if query.is_some_and(|query| is_probe(query.as_bytes())) { StatusCode::OK } else { StatusCode::METHOD_NOT_ALLOWED }
}

fn is_probe(form: &[u8]) -> bool {
    url::form_urlencoded::parse(form).any(|(name, value)| name == "ssl_check" && value == "1")
}

async fn commands(State(shared): State<Shared>, headers: HeaderMap, body: Body) -> Response {
    match received(&shared, &headers, body).await {
        Ok(body) => acknowledged(&shared, "command", command(&body)).await,
        Err(answer) => answer,
    }
}

async fn interactions(State(shared): State<Shared>, headers: HeaderMap, body: Body) -> Response {
    match received(&shared, &headers, body).await {
        Ok(body) => acknowledged(&shared, "action", interaction(&body)).await,
        Err(answer) => answer,
    }
}

async fn events(State(shared): State<Shared>, headers: HeaderMap, body: Body) -> Response {
    let body = match received(&shared, &headers, body).await {
        Ok(body) => body,
        Err(answer) => return answer,
    };
    let Some(body) = std::str::from_utf8(&body).ok().and_then(json::read) else {
        // Slack's own, and no better the next time: it is counted, and not asked for again.
        metrics::counter!(telemetry::INBOUND_REFUSED_TOTAL, "cause" => "json").increment(1);
        return StatusCode::OK.into_response();
    };
    if body.get("type").and_then(Value::as_str) == Some("url_verification") {
        let challenge = body.get("challenge").and_then(Value::as_str).unwrap_or_default().to_owned();
        return challenge.into_response();
    }
    let reason = headers.get(RETRY_REASON).and_then(|reason| reason.to_str().ok()).unwrap_or_default();
    let again = headers.contains_key(RETRY_NUMBER).then_some(reason);
    acknowledged(&shared, "event", event(&body, again)).await
}

/// A body that is Slack's; or the answer to it.
async fn received(shared: &Shared, headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Response> {
    let body = whole(body).await.map_err(|(status, cause)| refused(status, cause))?;
    let form = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    if form && is_probe(&body) {
        return Err(StatusCode::OK.into_response());
    }
    checked(shared, headers, &body)?;
    Ok(body)
}

/// Reads a body within its limits; or tells why not.
async fn whole(body: Body) -> Result<Vec<u8>, (StatusCode, &'static str)> {
    let read = async {
        let (mut chunks, mut kept, mut bytes) = (body.into_data_stream(), Vec::new(), 0);
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(|_| (StatusCode::BAD_REQUEST, "form"))?;
            bytes += chunk.len();
            if bytes > DROPPED_BYTES_MAX {
                break;
            }
            if bytes <= BODY_BYTES_MAX {
                kept.extend_from_slice(&chunk);
            } else {
                kept = Vec::new();
            }
        }
        if bytes > BODY_BYTES_MAX { Err((StatusCode::PAYLOAD_TOO_LARGE, "size")) } else { Ok(kept) }
    };
    tokio::time::timeout(BODY_WITHIN, read).await.unwrap_or(Err((StatusCode::REQUEST_TIMEOUT, "time")))
}

/// The answer to what can't be taken; its connection ends, as the rest of the body may still be on its way.
fn refused(status: StatusCode, cause: &'static str) -> Response {
    metrics::counter!(telemetry::INBOUND_REFUSED_TOTAL, "cause" => cause).increment(1);
    (status, [(header::CONNECTION, HeaderValue::from_static("close"))]).into_response()
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
    let reply = acknowledge(&shared.router, &shared.live, kind, inbound).await;
    // The fault is on our side, and any status but a 200 makes Slack deliver it again.
    if reply == Reply::NotTaken {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    match reply.json() {
        None => StatusCode::OK.into_response(),
        Some(body) => Json(body).into_response(),
    }
}
