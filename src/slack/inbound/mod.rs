//! What Slack delivers, as one value whatever the transport: read leniently, so that odd or missing fields never fail a delivery.

mod acknowledge;
pub mod http;
pub(crate) mod repeats;
pub mod signature;
pub mod socket;

use serde::Deserialize;
use serde_json::Value;

use crate::app::Actor;
use crate::domain::ids::WorkspaceId;

/// One delivery.
#[derive(Debug, Clone)]
pub enum Inbound {
    /// Somebody typed a slash command.
    Command(Command),
    /// Somebody pressed a button.
    Action(Action),
    /// Something happened in the workspace.
    Event(Event),
    /// Slack holds back events of a workspace: there are too many.
    HeldBack,
    /// Nothing that we know how to answer; it is acknowledged.
    Unknown,
}

/// A slash command.
#[derive(Clone)]
pub struct Command {
    /// Who typed it.
    pub by: Actor,
    /// `/gave`.
    pub name: String,
    /// What followed it, in Slack's escaped form. Never logged: `Debug` hides it.
    pub text: String,
    /// Slack's id of this delivery.
    pub trigger: Option<String>,
    /// Where a late answer goes.
    pub response_url: Option<String>,
}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Command").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A press on a button.
#[derive(Debug, Clone)]
pub struct Action {
    /// Who pressed it.
    pub by: Actor,
    /// Which button.
    pub id: String,
    /// What it stands for.
    pub value: String,
    /// Slack's id of this press.
    pub trigger: Option<String>,
    /// Where the message that carries the button can be replaced; a Home has none.
    pub response_url: Option<String>,
    /// The message that carries the button; a Home has none.
    pub message_ts: Option<String>,
}

/// An event.
#[derive(Debug, Clone)]
pub struct Event {
    /// Where.
    pub workspace: WorkspaceId,
    /// Slack's id of it, the same each time it is delivered.
    pub id: Option<String>,
    /// Why Slack delivers it again, when it says so: one of our own words.
    pub again: Option<&'static str>,
    /// The event's type.
    pub kind: String,
    /// The event as Slack sent it.
    pub body: Value,
}

#[derive(Deserialize)]
struct CommandForm {
    team_id: Option<String>,
    user_id: Option<String>,
    command: Option<String>,
    text: Option<String>,
    trigger_id: Option<String>,
    response_url: Option<String>,
}

/// Reads a slash command's form.
#[must_use]
pub fn command(form: &[u8]) -> Inbound {
    let pairs = url::form_urlencoded::parse(form).map(|(name, value)| (name.into_owned(), Value::String(value.into_owned())));
    command_of(Value::Object(pairs.collect()))
}

/// Reads a slash command's fields.
#[must_use]
pub fn command_of(fields: Value) -> Inbound {
    let Ok(form) = serde_json::from_value::<CommandForm>(fields) else { return Inbound::Unknown };
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    let (Some(workspace), Some(person)) = (given(form.team_id), given(form.user_id)) else { return Inbound::Unknown };
    Inbound::Command(Command {
        by: Actor { workspace: workspace.into(), person: person.into() },
        name: form.command.unwrap_or_default(),
        text: form.text.unwrap_or_default(),
        trigger: form.trigger_id.map(|id| format!("command:{id}")),
        response_url: form.response_url,
    })
}

/// Reads an interaction's form: its `payload` is JSON.
#[must_use]
pub fn interaction(form: &[u8]) -> Inbound {
    let payload = url::form_urlencoded::parse(form).find(|(name, _)| name == "payload").map(|(_, payload)| payload.into_owned());
    let payload = payload.and_then(|payload| serde_json::from_str::<Value>(&payload).ok());
    payload.map_or(Inbound::Unknown, |payload| interaction_of(&payload))
}

/// Reads an interaction's payload.
#[must_use]
pub fn interaction_of(payload: &Value) -> Inbound {
    if payload.get("type").and_then(Value::as_str) != Some("block_actions") {
        return Inbound::Unknown;
    }
    press(payload).map_or(Inbound::Unknown, Inbound::Action)
}

fn press(payload: &Value) -> Option<Action> {
    let text = |pointer: &str| payload.pointer(pointer).and_then(Value::as_str).map(str::to_owned).filter(|text| !text.is_empty());
    let workspace = text("/team/id").or_else(|| text("/user/team_id"))?;
    let id = text("/actions/0/action_id")?;
    // One press may name several actions only in forms; buttons come alone.
    let trigger = text("/trigger_id").map(|trigger| format!("press:{trigger}:{id}"));
    Some(Action {
        by: Actor { workspace: workspace.into(), person: text("/user/id")?.into() },
        value: text("/actions/0/value").unwrap_or_default(),
        trigger,
        response_url: text("/response_url"),
        message_ts: text("/container/message_ts"),
        id,
    })
}

/// Reads an event's JSON body; `again` is Slack's reason for delivering it once more.
#[must_use]
pub fn event(body: &Value, again: Option<&str>) -> Inbound {
    let text = |pointer: &str| body.pointer(pointer).and_then(Value::as_str).filter(|text| !text.is_empty());
    match (text("/type"), text("/team_id"), text("/event/type")) {
        (Some("event_callback"), Some(workspace), Some(kind)) => Inbound::Event(Event {
            workspace: workspace.into(),
            id: text("/event_id").map(str::to_owned),
            again: again.map(cause),
            kind: kind.to_owned(),
            body: body.get("event").cloned().unwrap_or_default(),
        }),
        (Some("app_rate_limited"), ..) => Inbound::HeldBack,
        _ => Inbound::Unknown,
    }
}

/// Slack's reason for a repetition as one of our own words: labels of metrics never come from outside.
fn cause(reason: &str) -> &'static str {
    match reason.strip_prefix("http_").unwrap_or(reason) {
        "timeout" => "timeout",
        "error" => "error",
        "connection_failed" | "ssl_error" | "too_many_redirects" => "connection",
        _ => "other",
    }
}
