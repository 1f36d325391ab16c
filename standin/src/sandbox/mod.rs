//! Control routes under `/sandbox`: everything a test outside this process needs.
//! JSON in and out; an error is a status and one sentence that says what to do differently.

mod app;
mod changes;
mod look;
mod make;

use axum::{
    Json, Router,
    body::Bytes,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::{delivery::Delivered, people::SandboxError, standin::Standin};

/// All control routes, relative to `/sandbox`.
pub(crate) fn routes() -> Router<Standin> {
    Router::new()
        .route("/slash", post(make::slash))
        .route("/say", post(make::say))
        .route("/click", post(make::click))
        .route("/submit", post(make::submit))
        .route("/close", post(make::close))
        .route("/shortcut", post(make::shortcut))
        .route("/event", post(make::event))
        .route("/faults", post(make::faults))
        .route("/clock", post(make::clock))
        .route("/people", post(make::people))
        .route("/users", post(make::users))
        .route("/change_user", post(changes::user))
        .route("/join_workspace", post(changes::newcomer))
        .route("/change_usergroup", post(changes::usergroup))
        .route("/change_channel", post(changes::channel))
        .route("/join_channel", post(changes::join))
        .route("/leave_channel", post(changes::leave))
        .route("/latest", post(make::latest))
        .route("/options", post(app::options))
        .route("/consent", post(app::consent))
        .route("/uninstall", post(app::uninstall))
        .route("/files/{id}", get(app::file))
        .route("/sockets", post(app::sockets).get(look::sockets))
        .route("/envelopes", get(look::envelopes))
        .route("/conversations/{id}", get(look::conversation))
        .route("/dm/{user}", get(look::dm))
        .route("/home/{user}", get(look::home))
        .route("/ephemerals/{user}", get(look::ephemerals))
        .route("/modals/{user}", get(look::modals))
        .route("/calls", get(look::calls))
        .route("/log", get(look::log))
        .fallback(async || Problem(StatusCode::NOT_FOUND, "there is no such control route".to_owned()))
}

/// An error with its sentence.
pub(crate) struct Problem(StatusCode, String);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.0, Json(json!({"ok": false, "error": self.1}))).into_response()
    }
}

impl From<SandboxError> for Problem {
    fn from(error: SandboxError) -> Self {
        let status = match error {
            SandboxError::UnknownUser(_)
            | SandboxError::UnknownConversation(_)
            | SandboxError::NoSuchMessage(_)
            | SandboxError::NoSuchButton { .. }
            | SandboxError::NoSuchView(_) => StatusCode::NOT_FOUND,
            SandboxError::CannotAct(_)
            | SandboxError::NotThere { .. }
            | SandboxError::NoDelivery
            | SandboxError::NothingDelivered
            | SandboxError::Unsubmittable(_)
            | SandboxError::Wrong(_) => StatusCode::BAD_REQUEST,
        };
        Self(status, error.to_string())
    }
}

/// Reads a body, whatever type it claims to have.
fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Problem> {
    serde_json::from_slice(body)
        .map_err(|error| Problem(StatusCode::BAD_REQUEST, format!("the body is not what this route takes: {error}")))
}

/// The answer to something a person did.
fn told(outcome: Result<Delivered, SandboxError>) -> Result<Json<Delivered>, Problem> {
    Ok(Json(outcome?))
}
