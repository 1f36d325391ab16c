//! Control routes about the app as a whole: its connections, whether it is installed, its files.
//! What an admin of the workspace or the network does to it, not what people do with it.

use std::time::Duration;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;

use super::{Problem, make::Done, read};
use crate::{socket::DisconnectReason, standin::Standin};

/// What happens to connections: Slack's words without their ends, or they drop.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Parting {
    Refresh,
    Warning,
    LinkDisabled,
    /// Socket Mode is turned off in the app's settings, until it is turned on.
    TurnOff,
    TurnOn,
    Drop,
}

#[derive(Deserialize)]
struct Part {
    action: Parting,
    /// How many connections, the oldest first; all when left out.
    count: Option<usize>,
}

pub(super) async fn sockets(State(standin): State<Standin>, body: Bytes) -> Done {
    let Part { action, count } = read(&body)?;
    let max = count.unwrap_or(usize::MAX);
    match action {
        Parting::Refresh => standin.disconnect_oldest_sockets(DisconnectReason::RefreshRequested, max),
        Parting::Warning => standin.disconnect_oldest_sockets(DisconnectReason::Warning, max),
        Parting::LinkDisabled => standin.disconnect_oldest_sockets(DisconnectReason::LinkDisabled, max),
        Parting::TurnOff => standin.turn_socket_mode(false),
        Parting::TurnOn => standin.turn_socket_mode(true),
        Parting::Drop => standin.drop_oldest_sockets(max),
    }
    Ok(Json(json!({"ok": true, "sockets": standin.sockets()})))
}

#[derive(Deserialize)]
struct Consent {
    /// The address that the bot sent the person to.
    url: String,
    user: Option<String>,
    #[serde(default = "yes")]
    allow: bool,
}

fn yes() -> bool {
    true
}

/// A person allows or denies an installation; `location` is where their browser goes then.
pub(super) async fn consent(State(standin): State<Standin>, body: Bytes) -> Done {
    let Consent { url, user, allow } = read(&body)?;
    let location = standin.consent(&url, user.as_deref(), allow)?;
    Ok(Json(json!({"ok": true, "location": location})))
}

/// An admin takes the app out of the workspace.
pub(super) async fn uninstall(State(standin): State<Standin>) -> Done {
    standin.uninstall().await?;
    Ok(Json(json!({"ok": true})))
}

/// The bytes of an uploaded file.
pub(super) async fn file(State(standin): State<Standin>, Path(id): Path<String>) -> Response {
    match standin.file(&id) {
        Some(bytes) => bytes.into_response(),
        None => Problem(StatusCode::NOT_FOUND, format!("there is no file {id}, or nothing was uploaded yet")).into_response(),
    }
}

/// What can be chosen while it runs; what is left out stays as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choices {
    rate_limits: Option<bool>,
    free_plan: Option<bool>,
    strict_arguments: Option<bool>,
    token_rotation: Option<bool>,
    messages_tab: Option<bool>,
    home_tab: Option<bool>,
    commands: Option<Vec<String>>,
    unseen_users: Option<Vec<String>>,
    events_per_hour: Option<usize>,
    scopes: Option<Vec<String>>,
    file_ready_after_ms: Option<u64>,
}

/// Changes options.
pub(super) async fn options(State(standin): State<Standin>, body: Bytes) -> Done {
    let chosen: Choices = read(&body)?;
    standin.change_options(|options| {
        options.rate_limits = chosen.rate_limits.unwrap_or(options.rate_limits);
        options.free_plan = chosen.free_plan.unwrap_or(options.free_plan);
        options.strict_arguments = chosen.strict_arguments.unwrap_or(options.strict_arguments);
        options.token_rotation = chosen.token_rotation.unwrap_or(options.token_rotation);
        options.file_ready_after = chosen.file_ready_after_ms.map_or(options.file_ready_after, Duration::from_millis);
        options.messages_tab = chosen.messages_tab.unwrap_or(options.messages_tab);
        options.home_tab = chosen.home_tab.unwrap_or(options.home_tab);
        options.events_per_hour = chosen.events_per_hour.unwrap_or(options.events_per_hour);
        if let Some(commands) = chosen.commands {
            options.commands = commands;
        }
        if let Some(unseen) = chosen.unseen_users {
            options.unseen_users = unseen;
        }
        if let Some(scopes) = chosen.scopes {
            options.scopes = scopes;
        }
    });
    Ok(Json(json!({"ok": true})))
}
