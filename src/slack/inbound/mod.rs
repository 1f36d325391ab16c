//! What Slack delivers, as one value whatever the transport: read leniently, so that odd or missing fields never fail a delivery.

mod acknowledge;
pub mod http;
mod json;
pub(crate) mod repeats;
pub mod signature;
pub mod socket;

use serde_json::{Map, Value};

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

/// Reads a slash command's form. Of a field that is there twice, the first counts.
#[must_use]
pub fn command(form: &[u8]) -> Inbound {
    let mut fields = Map::new();
    for (name, value) in url::form_urlencoded::parse(form) {
        fields.entry(name).or_insert_with(|| Value::String(value.into_owned()));
    }
    command_of(&Value::Object(fields))
}

/// Reads a slash command's fields.
#[must_use]
pub fn command_of(fields: &Value) -> Inbound {
    let given = |name: &str| text(fields.get(name)?);
    let (Some(workspace), Some(person)) = (given("team_id"), given("user_id")) else { return Inbound::Unknown };
    Inbound::Command(Command {
        by: Actor { workspace: workspace.into(), person: person.into() },
        name: given("command").unwrap_or_default(),
        text: given("text").unwrap_or_default(),
        trigger: given("trigger_id").map(|id| format!("command:{id}")),
        response_url: given("response_url"),
    })
}

/// A text, if it is one and says something. Without zero characters: PostgreSQL stores none.
fn text(value: &Value) -> Option<String> {
    value.as_str().map(|text| text.replace('\0', "")).filter(|text| !text.is_empty())
}

/// Reads an interaction's form: its `payload` is JSON.
#[must_use]
pub fn interaction(form: &[u8]) -> Inbound {
    let payload = url::form_urlencoded::parse(form).find(|(name, _)| name == "payload").map(|(_, payload)| payload.into_owned());
    let payload = payload.and_then(|payload| json::read(&payload));
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
    let text = |pointer: &str| text(payload.pointer(pointer)?);
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
    let text = |pointer: &str| text(body.pointer(pointer)?);
    match (text("/type").as_deref(), text("/team_id"), text("/event/type")) {
        (Some("event_callback"), Some(workspace), Some(kind)) => Inbound::Event(Event {
            workspace: workspace.into(),
            id: text("/event_id"),
            again: again.map(cause),
            kind,
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
