//! Control routes that make something happen.
//! Each is the library's function of the same name, with a body for its arguments.

use axum::{Json, body::Bytes, extract::State, http::StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Problem, read, told};
use crate::{
    delivery::Delivered,
    faults::{Fault, FaultKind},
    options::LatestMode,
    standin::Standin,
};

type Told = Result<Json<Delivered>, Problem>;
pub(super) type Done = Result<Json<Value>, Problem>;

fn done() -> Json<Value> {
    Json(json!({"ok": true}))
}

#[derive(Deserialize)]
struct Slash {
    user: String,
    command: String,
    #[serde(default)]
    text: String,
    channel: Option<String>,
}

pub(super) async fn slash(State(standin): State<Standin>, body: Bytes) -> Told {
    let Slash { user, command, text, channel } = read(&body)?;
    told(standin.slash(&user, &command, &text, channel.as_deref()).await)
}

#[derive(Deserialize)]
struct Say {
    user: String,
    channel: String,
    text: String,
}

pub(super) async fn say(State(standin): State<Standin>, body: Bytes) -> Done {
    let Say { user, channel, text } = read(&body)?;
    let ts = standin.say(&user, &channel, &text)?;
    Ok(Json(json!({"ok": true, "ts": ts})))
}

#[derive(Deserialize)]
struct Click {
    user: String,
    message_ts: String,
    action_id: String,
    value: Option<String>,
}

pub(super) async fn click(State(standin): State<Standin>, body: Bytes) -> Told {
    let Click { user, message_ts, action_id, value } = read(&body)?;
    told(standin.click(&user, &message_ts, &action_id, value.as_deref()).await)
}

#[derive(Deserialize)]
struct Submit {
    user: String,
    view_id: String,
    #[serde(default)]
    state: Value,
}

pub(super) async fn submit(State(standin): State<Standin>, body: Bytes) -> Told {
    let Submit { user, view_id, state } = read(&body)?;
    told(standin.submit(&user, &view_id, &state).await)
}

#[derive(Deserialize)]
struct Close {
    user: String,
    view_id: String,
}

pub(super) async fn close(State(standin): State<Standin>, body: Bytes) -> Done {
    let Close { user, view_id } = read(&body)?;
    let delivered = standin.close(&user, &view_id).await?;
    Ok(Json(json!({"ok": true, "delivered": delivered})))
}

#[derive(Deserialize)]
struct Shortcut {
    user: String,
    callback_id: String,
    message_ts: Option<String>,
}

pub(super) async fn shortcut(State(standin): State<Standin>, body: Bytes) -> Told {
    let Shortcut { user, callback_id, message_ts } = read(&body)?;
    told(standin.shortcut(&user, &callback_id, message_ts.as_deref()).await)
}

/// An event; `app_home_opened` with nothing but a user is completed, as looking at the Home is.
pub(super) async fn event(State(standin): State<Standin>, body: Bytes) -> Told {
    let event: Value = read(&body)?;
    let bare_home = event["type"] == json!("app_home_opened") && event.get("channel").is_none();
    match event["user"].as_str() {
        Some(user) if bare_home => told(standin.open_home(user).await),
        _ => told(standin.event(event).await),
    }
}

#[derive(Deserialize)]
struct Faulty {
    method: String,
    kind: FaultKind,
    #[serde(default = "once")]
    count: u32,
}

fn once() -> u32 {
    1
}

pub(super) async fn faults(State(standin): State<Standin>, body: Bytes) -> Done {
    let Faulty { method, kind, count } = read(&body)?;
    let fault = Fault { method, kind, count };
    fault.check().map_err(|sentence| Problem(StatusCode::BAD_REQUEST, sentence))?;
    standin.fault(fault);
    Ok(done())
}

#[derive(Deserialize)]
struct Now {
    now_ms: i64,
}

pub(super) async fn clock(State(standin): State<Standin>, body: Bytes) -> Done {
    let Now { now_ms } = read(&body)?;
    standin.set_now(now_ms);
    Ok(done())
}

#[derive(Deserialize)]
struct Reaching {
    deliver: bool,
}

pub(super) async fn people(State(standin): State<Standin>, body: Bytes) -> Done {
    let Reaching { deliver } = read(&body)?;
    standin.deliver_to_people(deliver);
    Ok(done())
}

/// Adds or changes a person: the body is Slack's user object.
pub(super) async fn users(State(standin): State<Standin>, body: Bytes) -> Done {
    standin.replace_user(read(&body)?);
    Ok(done())
}

#[derive(Deserialize)]
struct Latest {
    mode: LatestMode,
}

pub(super) async fn latest(State(standin): State<Standin>, body: Bytes) -> Done {
    let Latest { mode } = read(&body)?;
    standin.latest_mode(mode);
    Ok(done())
}
