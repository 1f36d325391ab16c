//! Control routes that change people, groups and channels, and send the events of it.
//! Answers list the deliveries: none when the app may not hear of it.

use axum::{Json, body::Bytes, extract::State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{make::Done, read};
use crate::{delivery::Delivered, people::SandboxError, standin::Standin};

fn told(outcome: Result<Vec<Delivered>, SandboxError>) -> Done {
    Ok(Json(json!({"ok": true, "delivered": outcome?})))
}

/// Someone changes: the body is Slack's user object.
pub(super) async fn user(State(standin): State<Standin>, body: Bytes) -> Done {
    told(standin.change_user(read(&body)?).await)
}

/// Someone joins the workspace: the body is Slack's user object.
pub(super) async fn newcomer(State(standin): State<Standin>, body: Bytes) -> Done {
    told(standin.join_workspace(read(&body)?).await)
}

/// A group is made or changed: the body is Slack's user group object with its `users`.
pub(super) async fn usergroup(State(standin): State<Standin>, body: Bytes) -> Done {
    told(standin.change_usergroup(read(&body)?).await)
}

#[derive(Deserialize)]
struct Changed {
    /// Who changes it.
    user: String,
    /// Slack's channel object.
    channel: Value,
}

pub(super) async fn channel(State(standin): State<Standin>, body: Bytes) -> Done {
    let Changed { user, channel } = read(&body)?;
    told(standin.change_channel(&user, channel).await)
}

#[derive(Deserialize)]
struct Member {
    user: String,
    channel: String,
}

pub(super) async fn join(State(standin): State<Standin>, body: Bytes) -> Done {
    let Member { user, channel } = read(&body)?;
    told(standin.join_channel(&user, &channel).await)
}

pub(super) async fn leave(State(standin): State<Standin>, body: Bytes) -> Done {
    let Member { user, channel } = read(&body)?;
    told(standin.leave_channel(&user, &channel).await)
}
