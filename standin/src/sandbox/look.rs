//! Control routes that only look.
//! What people see, not what was sent: a message that reached nobody is not here.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde_json::{Value, json};

use super::Problem;
use crate::{
    log::{Call, Entry},
    people::SandboxError,
    socket::Envelope,
    standin::Standin,
};

fn known(standin: &Standin, user: &str) -> Result<(), Problem> {
    let there = standin.state().people.get(user).is_some();
    if there { Ok(()) } else { Err(SandboxError::UnknownUser(user.to_owned()).into()) }
}

pub(super) async fn conversation(State(standin): State<Standin>, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let there = standin.state().conversations.get(&id).is_some();
    if !there {
        return Err(SandboxError::UnknownConversation(id).into());
    }
    Ok(Json(json!({"ok": true, "channel": id, "messages": standin.conversation(&id)})))
}

pub(super) async fn dm(State(standin): State<Standin>, Path(user): Path<String>) -> Result<Json<Value>, Problem> {
    known(&standin, &user)?;
    Ok(Json(json!({"ok": true, "channel": standin.dm_of(&user)})))
}

pub(super) async fn home(State(standin): State<Standin>, Path(user): Path<String>) -> Result<Json<Value>, Problem> {
    known(&standin, &user)?;
    let view = standin.home(&user).ok_or_else(|| Problem(StatusCode::NOT_FOUND, format!("{user} has no Home yet")))?;
    Ok(Json(json!({"ok": true, "view": view})))
}

pub(super) async fn ephemerals(State(standin): State<Standin>, Path(user): Path<String>) -> Result<Json<Value>, Problem> {
    known(&standin, &user)?;
    Ok(Json(json!({"ok": true, "messages": standin.ephemerals(&user)})))
}

/// The modals before a person, the top one last.
pub(super) async fn modals(State(standin): State<Standin>, Path(user): Path<String>) -> Result<Json<Value>, Problem> {
    known(&standin, &user)?;
    Ok(Json(json!({"ok": true, "views": standin.modals(&user)})))
}

pub(super) async fn sockets(State(standin): State<Standin>) -> Json<Value> {
    Json(json!({"ok": true, "sockets": standin.sockets()}))
}

pub(super) async fn envelopes(State(standin): State<Standin>) -> Json<Vec<Envelope>> {
    Json(standin.envelopes())
}

pub(super) async fn calls(State(standin): State<Standin>) -> Json<Vec<Call>> {
    Json(standin.calls())
}

pub(super) async fn log(State(standin): State<Standin>) -> Json<Vec<Entry>> {
    Json(standin.log())
}
