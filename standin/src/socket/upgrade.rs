//! `/link/`: turns a request with a ticket into a connection.
//! Works wherever the router is served; called in process there is no connection to turn, and it says so.

use axum::{
    body::Body,
    extract::{Request, State as Shared},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use hyper::upgrade::OnUpgrade;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::line::talk;
use crate::{form, standin::Standin};

/// Answers a handshake.
pub(crate) async fn link(Shared(standin): Shared<Standin>, mut request: Request) -> Response {
    let Some(key) = key_of(&request) else {
        return (StatusCode::UPGRADE_REQUIRED, "this address speaks WebSocket, version 13").into_response();
    };
    let query = form::decode(request.uri().query().unwrap_or_default());
    let ticket = query.iter().find(|(name, _)| name == "ticket").map_or("", |(_, value)| value.as_str());
    let Some(coming) = request.extensions_mut().remove::<OnUpgrade>() else {
        return (StatusCode::UPGRADE_REQUIRED, "there is no connection here that could be upgraded").into_response();
    };
    let good = standin.state().sockets.redeem(ticket);
    if !good {
        return (StatusCode::UNAUTHORIZED, "this ticket was used, is too old, or never was one").into_response();
    }
    tokio::spawn(async move {
        match coming.await {
            Ok(upgraded) => talk(standin, upgraded).await,
            Err(error) => tracing::debug!(%error, "a connection could not be upgraded"),
        }
    });
    let switched = Response::builder()
        .status(StatusCode::SWITCHING_PROTOCOLS)
        .header(header::CONNECTION, "upgrade")
        .header(header::UPGRADE, "websocket")
        .header(header::SEC_WEBSOCKET_ACCEPT, derive_accept_key(key.as_bytes()));
    switched.body(Body::empty()).unwrap_or_else(|_| StatusCode::BAD_REQUEST.into_response())
}

/// The key of a proper handshake.
fn key_of(request: &Request) -> Option<String> {
    let headers = request.headers();
    let proper = request.method() == Method::GET
        && says(headers, &header::CONNECTION, "upgrade")
        && says(headers, &header::UPGRADE, "websocket")
        && says(headers, &header::SEC_WEBSOCKET_VERSION, "13");
    let key = headers.get(header::SEC_WEBSOCKET_KEY).and_then(|key| key.to_str().ok())?;
    proper.then(|| key.to_owned())
}

fn says(headers: &HeaderMap, name: &header::HeaderName, word: &str) -> bool {
    let value = headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(',').any(|part| part.trim().eq_ignore_ascii_case(word))
}
