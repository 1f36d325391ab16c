//! A delivery over Socket Mode: the same payload as over HTTP, as JSON in an envelope.
//! What a person did fails with its connection; an event waits for the next one.

use std::{sync::Arc, time::Duration};

use serde_json::{Map, Value};
use tokio::time::timeout;

use super::{Post, frames};
use crate::{
    delivery::{Door, Failure, Reply, Sent},
    form,
    ids::uuid,
    standin::Standin,
    state::State,
    workspace::text,
};

/// Where an envelope is said to have gone, where addresses are recorded.
const PATH: &str = "/link";

/// Delivers once. `retry` is the number and reason of a repeated event.
pub(crate) async fn deliver(standin: &Standin, sent: &Sent, retry: Option<(usize, &str)>, patience: Duration) -> Result<Reply, Failure> {
    if sent.door == Door::Events {
        wait_for_line(standin, patience).await;
    }
    let (id, accepts, told) = {
        let mut state = standin.state();
        let (post, accepts) = envelope(&mut state, sent, retry);
        let id = post.id.clone();
        state.last_request = Some((PATH.to_owned(), Vec::new(), post.text.clone()));
        (id, accepts, state.sockets.send(post).ok_or(Failure::Unreachable)?)
    };
    match timeout(patience, told).await {
        Ok(Ok(payload)) => Ok(reply(payload.filter(|_| accepts))),
        Ok(Err(_)) => Err(Failure::Unreachable),
        Err(_) => {
            standin.state().sockets.give_up(&id);
            Err(Failure::TimedOut)
        }
    }
}

/// Waits until there is a connection, for as long as an acknowledgement may take.
async fn wait_for_line(standin: &Standin, patience: Duration) {
    let arrived = Arc::clone(&standin.state().sockets.arrived);
    // Made before looking, so that a connection that comes in between is not missed.
    let coming = arrived.notified();
    if standin.state().sockets.open() == 0 {
        let _ = timeout(patience, coming).await;
    }
}

fn envelope(state: &mut State, sent: &Sent, retry: Option<(usize, &str)>) -> (Post, bool) {
    let id = uuid(&state.fresh_hex(32));
    let (kind, payload, accepts) = match sent.door {
        Door::Commands => ("slash_commands", fields(&sent.body), true),
        Door::Interactions => {
            let payload = interaction(&sent.body);
            let accepts = text(&payload, "type") == "view_submission";
            ("interactive", payload, accepts)
        }
        Door::Events => ("events_api", serde_json::from_str(&sent.body).unwrap_or_default(), false),
    };
    let key = if sent.door == Door::Events { text(&payload, "event_id").to_owned() } else { sent.trigger_id.clone() };
    let attempt = retry.map_or(0, |(number, _)| number);
    // Over a socket nothing is HTTP, and Slack says so.
    let reason = retry.map_or("", |(_, reason)| reason.strip_prefix("http_").unwrap_or(reason));
    let again = (sent.door == Door::Events).then_some((attempt, reason));
    let text = frames::envelope(&id, kind, accepts, &payload, again);
    (Post { id, kind, key, attempt, text }, accepts)
}

/// The fields of a form as an object of text.
fn fields(body: &str) -> Value {
    Value::Object(form::decode(body).into_iter().map(|(name, value)| (name, Value::String(value))).collect::<Map<_, _>>())
}

/// The JSON inside an interaction's form.
fn interaction(body: &str) -> Value {
    let payload = form::decode(body).into_iter().find(|(name, _)| name == "payload");
    payload.and_then(|(_, json)| serde_json::from_str(&json).ok()).unwrap_or_default()
}

/// An acknowledgement as it would have come over HTTP.
fn reply(payload: Option<Value>) -> Reply {
    let body = payload.map(|payload| payload.to_string()).unwrap_or_default();
    Reply { status: 200, headers: vec![("content-type".to_owned(), "application/json".to_owned())], body }
}
