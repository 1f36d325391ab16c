//! What Slack delivers, as one value whatever the transport: read leniently, so that odd or missing fields never fail a delivery.

mod acknowledge;
pub mod fields;
pub mod http;
mod json;
pub(crate) mod repeats;
pub mod signature;
pub mod socket;

use serde_json::{Map, Value};

use self::fields::{Fields, chosen};
use crate::app::Actor;
use crate::app::read_home::Page;
use crate::domain::ids::{PersonId, WorkspaceId};

/// One delivery.
#[derive(Debug, Clone)]
pub enum Inbound {
    /// Somebody typed a slash command.
    Command(Command),
    /// Somebody pressed a button, or chose from a menu.
    Action(Action),
    /// Somebody sent a form.
    Submission(Submission),
    /// Somebody used a shortcut.
    Shortcut(Shortcut),
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
    /// The key of this delivery.
    pub trigger: Option<String>,
    /// Slack's permission to open a form, for three seconds.
    pub opens: Option<String>,
    /// Where a late answer goes.
    pub response_url: Option<String>,
    /// The conversation it was typed in.
    pub channel: Option<String>,
}

impl Command {
    /// The whole of it as it was typed, to be given back.
    #[must_use]
    pub fn typed(&self) -> String {
        format!("{} {}", self.name, self.text).trim().to_owned()
    }
}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Command").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A press on a button, or a choice from a menu.
#[derive(Clone)]
pub struct Action {
    /// Who pressed it.
    pub by: Actor,
    /// Which button.
    pub id: String,
    /// What it stands for, or what was chosen; several values are separated by commas.
    pub value: String,
    /// The key of this press.
    pub trigger: Option<String>,
    /// Slack's permission to open a form, for three seconds.
    pub opens: Option<String>,
    /// Where the message that carries the button can be replaced; a view has none.
    pub response_url: Option<String>,
    /// The message that carries the button; a view has none.
    pub message_ts: Option<String>,
    /// The conversation of that message.
    pub channel: Option<String>,
    /// The form that carries the button; a message and Home have none.
    pub form: Option<OpenForm>,
    /// Which pages the Home shows that carries the button; elsewhere none.
    pub home: Option<Page>,
}

impl std::fmt::Debug for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Action").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A form that is open before somebody.
#[derive(Clone)]
pub struct OpenForm {
    /// Slack's id of it.
    pub id: String,
    /// Changes when the form does.
    pub hash: Option<String>,
    /// Which form.
    pub callback: String,
    /// What we put into it for ourselves.
    pub note: String,
}

impl std::fmt::Debug for OpenForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenForm").field("callback", &self.callback).finish_non_exhaustive()
    }
}

/// A form that was sent.
#[derive(Debug, Clone)]
pub struct Submission {
    /// Who sent it.
    pub by: Actor,
    /// The form.
    pub form: OpenForm,
    /// What was filled in.
    pub fields: Fields,
    /// The names of the form's inputs, in order: where an error can be shown.
    pub inputs: Vec<String>,
    /// The key of this form: however often it is sent, it acts once.
    pub trigger: Option<String>,
    /// Slack's permission to open a form, for three seconds.
    pub opens: Option<String>,
}

/// A shortcut that was used.
#[derive(Clone)]
pub struct Shortcut {
    /// Who used it.
    pub by: Actor,
    /// Which one.
    pub callback: String,
    /// Slack's permission to open a form, for three seconds.
    pub opens: Option<String>,
    /// Where an answer can go; a global shortcut has none.
    pub response_url: Option<String>,
    /// The message it was used on. Its text, which Slack sends along, is not taken over.
    pub message: Option<MessageRef>,
}

impl std::fmt::Debug for Shortcut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shortcut").field("callback", &self.callback).finish_non_exhaustive()
    }
}

/// Which message, and whose; never what it says.
#[derive(Clone, PartialEq, Eq)]
pub struct MessageRef {
    /// The conversation.
    pub channel: String,
    /// Its time stamp there.
    pub ts: String,
    /// Who wrote it; an app's message has nobody.
    pub author: Option<PersonId>,
    /// Whether it stands in a DM or a group DM, which others can't open.
    pub private: bool,
}

impl std::fmt::Debug for MessageRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MessageRef")
    }
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
    /// The second in which it happened, on Slack's clock.
    pub second: Option<i64>,
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
        opens: given("trigger_id"),
        response_url: given("response_url"),
        channel: given("channel_id"),
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
    let read = match payload.get("type").and_then(Value::as_str) {
        Some("block_actions") => press(payload).map(Inbound::Action),
        Some("view_submission") => submission(payload).map(Inbound::Submission),
        Some("shortcut" | "message_action") => shortcut(payload).map(Inbound::Shortcut),
        _ => None,
    };
    read.unwrap_or(Inbound::Unknown)
}

/// The text at a place, if there is any.
fn at(payload: &Value, pointer: &str) -> Option<String> {
    text(payload.pointer(pointer)?)
}

/// Who did it, and where.
fn actor(payload: &Value) -> Option<Actor> {
    let workspace = at(payload, "/team/id").or_else(|| at(payload, "/user/team_id"))?;
    Some(Actor { workspace: workspace.into(), person: at(payload, "/user/id")?.into() })
}

fn press(payload: &Value) -> Option<Action> {
    let id = at(payload, "/actions/0/action_id")?;
    let opens = at(payload, "/trigger_id");
    Some(Action {
        by: actor(payload)?,
        // Buttons come alone; several actions in one press exist in forms of another kind only.
        value: payload.pointer("/actions/0").and_then(chosen).unwrap_or_default(),
        trigger: opens.as_ref().map(|trigger| format!("press:{trigger}:{id}")),
        opens,
        response_url: at(payload, "/response_url"),
        message_ts: at(payload, "/container/message_ts"),
        channel: at(payload, "/container/channel_id").or_else(|| at(payload, "/channel/id")),
        form: open_form(payload),
        home: is_home(payload).then(|| Page::parse(&at(payload, "/view/private_metadata").unwrap_or_default())),
        id,
    })
}

fn is_home(payload: &Value) -> bool {
    payload.pointer("/view/type").and_then(Value::as_str) == Some("home")
}

/// The modal of a payload; Home is none.
fn open_form(payload: &Value) -> Option<OpenForm> {
    if is_home(payload) {
        return None;
    }
    Some(OpenForm {
        id: at(payload, "/view/id")?,
        hash: at(payload, "/view/hash"),
        callback: at(payload, "/view/callback_id").unwrap_or_default(),
        note: at(payload, "/view/private_metadata").unwrap_or_default(),
    })
}

fn submission(payload: &Value) -> Option<Submission> {
    let form = open_form(payload)?;
    let blocks = payload.pointer("/view/blocks").and_then(Value::as_array).into_iter().flatten();
    let inputs =
        blocks.filter(|block| block.get("type").and_then(Value::as_str) == Some("input")).filter_map(|block| at(block, "/block_id"));
    Some(Submission {
        by: actor(payload)?,
        fields: Fields::read(payload.pointer("/view/state/values")),
        inputs: inputs.collect(),
        trigger: Some(format!("form:{}", form.id)),
        opens: at(payload, "/trigger_id"),
        form,
    })
}

fn shortcut(payload: &Value) -> Option<Shortcut> {
    // The message's text is left where it is: nothing of it gets past this line.
    let message = at(payload, "/message/ts").zip(at(payload, "/channel/id"));
    Some(Shortcut {
        by: actor(payload)?,
        callback: at(payload, "/callback_id")?,
        opens: at(payload, "/trigger_id"),
        response_url: at(payload, "/response_url"),
        message: message.map(|(ts, channel)| MessageRef {
            author: at(payload, "/message/user").filter(|_| at(payload, "/message/bot_id").is_none()).map(PersonId::from),
            private: is_private(&channel, &at(payload, "/channel/name").unwrap_or_default()),
            channel,
            ts,
        }),
    })
}

/// Whether a conversation is a DM or a group DM: by its id, or by the name that Slack gives such ones.
fn is_private(channel: &str, name: &str) -> bool {
    channel.starts_with('D') || name == "directmessage" || name.starts_with("mpdm-")
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
            second: body.get("event_time").and_then(Value::as_i64),
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
