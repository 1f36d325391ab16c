//! Deliveries to the bot: signed as Slack signs, acknowledged in three seconds or failed.
//! Over HTTP, or straight into the bot's router: then no socket is involved and simulations are deterministic.

mod faulty;
pub(crate) mod payload;
mod wire;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::Request,
};
use serde::{Deserialize, Serialize};
use tower::ServiceExt;

pub(crate) use faulty::deliver_once;
pub(crate) use wire::Reply;

use crate::{form, people::SandboxError, signature::sign, socket, standin::Standin, state::wall_ms};

/// Bytes of an acknowledgement that are read.
const ACK_BYTES_MAX: usize = 1024 * 1024;

/// How Slack's deliveries call themselves.
const USER_AGENT: &str = "Slackbot 1.0 (+https://api.slack.com/robots)";

/// Where deliveries go.
#[derive(Clone, Debug, Default)]
pub enum Delivery {
    /// Nowhere: the app has no addresses.
    #[default]
    Nowhere,
    /// Over HTTP, to these addresses.
    Http {
        /// Request address of slash commands.
        commands_url: String,
        /// Request address of presses, modals and shortcuts.
        interactions_url: String,
        /// Request address of events.
        events_url: String,
    },
    /// Over Socket Mode, to the connections that the bot opened.
    Socket,
    /// Into a router with the paths that [`Delivery::http`] adds.
    InProcess(Router),
}

impl Delivery {
    /// The three usual addresses under a base such as `http://127.0.0.1:3000`.
    #[must_use]
    pub fn http(base: &str) -> Self {
        let base = base.trim_end_matches('/');
        let at = |door: Door| format!("{base}{}", door.path());
        Self::Http { commands_url: at(Door::Commands), interactions_url: at(Door::Interactions), events_url: at(Door::Events) }
    }
}

/// What came of something a person did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// HTTP status of the acknowledgement (200 over Socket Mode); 0 when none came.
    pub status: u16,
    /// Its body.
    pub body: String,
    /// The handle the bot could have opened a modal with.
    pub trigger_id: String,
    /// What Slack told the person when the acknowledgement failed.
    pub error: Option<String>,
}

/// A delivery as it was made: path, headers, body.
pub type RawRequest = (String, Vec<(String, String)>, String);

/// The three addresses of an app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    Commands,
    Interactions,
    Events,
}

impl Door {
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Commands => "/slack/commands",
            Self::Interactions => "/slack/interactions",
            Self::Events => "/slack/events",
        }
    }

    /// What faults call it.
    fn word(self) -> &'static str {
        match self {
            Self::Commands => "commands",
            Self::Interactions => "interactions",
            Self::Events => "events",
        }
    }

    fn content_type(self) -> &'static str {
        if self == Self::Events { "application/json" } else { "application/x-www-form-urlencoded" }
    }
}

/// What Slack does with the acknowledgement.
#[derive(Clone, Debug)]
pub(crate) enum Follow {
    /// Shows it to whoever typed the command.
    Command { user: String, channel: String, command: String },
    /// Nothing, unless it failed: then it tells this person, who pressed or chose `what`.
    Person { user: String, what: String },
    /// Closes, changes or keeps the modal.
    Submission { user: String, view_id: String },
    /// Tries again.
    Event,
    /// Expects the challenge back.
    Challenge { challenge: String },
}

/// One delivery, kept so that it can be made again.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) door: Door,
    pub(crate) body: String,
    pub(crate) trigger_id: String,
    pub(crate) follow: Follow,
}

impl Sent {
    /// An interaction: JSON inside a form.
    pub(crate) fn interaction(payload: &serde_json::Value, trigger_id: &str, follow: Follow) -> Self {
        let body = form::encode([("payload", payload.to_string().as_str())]);
        Self { door: Door::Interactions, body, trigger_id: trigger_id.to_owned(), follow }
    }
}

/// Why there is no acknowledgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    TimedOut,
    Unreachable,
}

/// Delivers once, without fault. `retry` is the number and reason of a repeated event.
async fn attempt(standin: &Standin, sent: &Sent, retry: Option<(usize, &str)>) -> Result<Result<Reply, Failure>, SandboxError> {
    let (delivery, secret, patience, hub) = {
        let state = standin.state();
        (state.delivery.clone(), state.credentials.signing_secret.clone(), state.options.ack_timeout, state.hub.clone())
    };
    match delivery {
        Delivery::Nowhere => return Err(SandboxError::NoDelivery),
        Delivery::Socket => return Ok(socket::deliver(hub.as_ref().unwrap_or(standin), sent, retry, patience).await),
        Delivery::Http { .. } | Delivery::InProcess(_) => {}
    }
    let headers = headers(&secret, sent, retry);
    standin.state().last_request = Some((sent.door.path().to_owned(), headers.clone(), sent.body.clone()));
    let made = async {
        match &delivery {
            Delivery::Nowhere | Delivery::Socket => Err(Failure::Unreachable),
            Delivery::InProcess(router) => into_router(router.clone(), sent, &headers).await,
            Delivery::Http { commands_url, interactions_url, events_url } => {
                let url = match sent.door {
                    Door::Commands => commands_url,
                    Door::Interactions => interactions_url,
                    Door::Events => events_url,
                };
                wire::post(url, &headers, &sent.body).await.map_err(|error| {
                    tracing::debug!(%error, "a delivery could not be made");
                    Failure::Unreachable
                })
            }
        }
    };
    Ok(tokio::time::timeout(patience, made).await.unwrap_or(Err(Failure::TimedOut)))
}

fn headers(secret: &str, sent: &Sent, retry: Option<(usize, &str)>) -> Vec<(String, String)> {
    let timestamp = (wall_ms() / 1000).to_string();
    let signature = sign(secret, &timestamp, &sent.body);
    let mut headers = vec![
        ("content-type", sent.door.content_type().to_owned()),
        ("accept", "application/json,*/*".to_owned()),
        ("user-agent", USER_AGENT.to_owned()),
        ("x-slack-request-timestamp", timestamp),
        ("x-slack-signature", signature),
    ];
    if let Some((number, reason)) = retry {
        headers.push(("x-slack-retry-num", number.to_string()));
        headers.push(("x-slack-retry-reason", reason.to_owned()));
    }
    headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

async fn into_router(router: Router, sent: &Sent, headers: &[(String, String)]) -> Result<Reply, Failure> {
    let mut request = Request::post(sent.door.path());
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let request = request.body(Body::from(sent.body.clone())).map_err(|_| Failure::Unreachable)?;
    let Ok(response) = router.oneshot(request).await;
    let status = response.status().as_u16();
    let headers = response
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    let bytes = to_bytes(response.into_body(), ACK_BYTES_MAX).await.map_err(|_| Failure::Unreachable)?;
    Ok(Reply { status, headers, body: String::from_utf8_lossy(&bytes).into_owned() })
}
