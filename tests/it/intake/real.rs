//! One delivery of each kind, whole, as the local Slack makes it while somebody uses the bot.
//! What is made odd by the hundred begins with what Slack really sends: each field that it has, and no other.

use std::time::Duration;

use libtest_mimic::Failed;
use serde_json::{Value, json};
use standin::{Delivery as To, Standin};
use url::form_urlencoded::{Serializer, parse};

use super::{CHANNEL, user};
use crate::{
    crash::SAM,
    support::{
        Engine,
        process::{BotProcess, LocalSlack},
        signed::{COMMANDS, FORM},
    },
};

/// Who types and presses.
pub(super) const ANN: &str = "U0000000ANN";

/// Where the other two kinds of deliveries go.
pub(super) const INTERACTIONS: &str = "/slack/interactions";
/// See [`INTERACTIONS`].
pub(super) const EVENTS: &str = "/slack/events";

/// How long a form or a Home may take on a busy machine.
const SHOWN_WITHIN: Duration = Duration::from_secs(10);

/// Pause between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// One kind of delivery, as Slack makes it.
pub(super) struct Real {
    /// Where it goes over HTTP.
    pub(super) path: &'static str,
    /// What its envelope says it is.
    pub(super) kind: &'static str,
    /// What is in it.
    pub(super) payload: Value,
}

impl Real {
    /// As it goes over HTTP.
    pub(super) fn body(&self, payload: &Value) -> Vec<u8> {
        match self.path {
            COMMANDS => {
                let mut form = Serializer::new(String::new());
                for (name, value) in payload.as_object().into_iter().flatten() {
                    form.append_pair(name, &value.as_str().map_or_else(|| value.to_string(), str::to_owned));
                }
                form.finish().into_bytes()
            }
            INTERACTIONS => Serializer::new(String::new()).append_pair("payload", &payload.to_string()).finish().into_bytes(),
            _ => payload.to_string().into_bytes(),
        }
    }

    /// Of how many odd forms one is tried, so that each field is odd in some way. What a view says is read alike whatever the database and
    /// whatever is done with it: all is made odd once, in the form that was sent.
    pub(super) fn some(&self, engine: Engine) -> usize {
        match (self.payload["view"].is_null(), self.payload["type"] == "view_submission", engine) {
            (true, ..) | (_, true, Engine::Sqlite) => 1,
            _ => 4,
        }
    }

    /// What its body is.
    pub(super) const fn content_type(&self) -> &'static str {
        if self.path.len() == EVENTS.len() { "application/json" } else { FORM }
    }
}

/// One delivery of each kind, as the local Slack makes it: somebody gives, takes back, opens Home, changes, uses shortcuts, sends a form, and
/// presses in messages, in forms and on Home.
pub(super) async fn real_deliveries(slack: &LocalSlack, process: &BotProcess) -> Result<Vec<Real>, Failed> {
    let slack = &slack.standin;
    slack.deliver_to(To::http(&format!("http://{}", process.address)));
    let mut real = Vec::new();
    let mut note = |kind: &'static str| real.push(last(slack, kind));
    slack.event(json!({"type": "team_join", "user": user(ANN, "ann")})).await?;
    note("events_api");
    slack.event(json!({"type": "user_change", "user": user(SAM, "sam")})).await?;
    note("events_api");
    slack.open_home(ANN).await?;
    note("events_api");
    for text in ["help", "team Research"] {
        slack.slash(ANN, "/goodturn", text, None).await?;
        note("slash_commands");
    }
    slack.slash(ANN, "/asked", &format!("<@{SAM}> which forecast to trust"), None).await?;
    note("slash_commands");
    slack.slash(ANN, "/gave", &format!("<@{SAM}> the slides"), None).await?;
    note("slash_commands");
    slack.slash(ANN, "/gave", &format!("<@{SAM}> the wrong ones"), None).await?;
    let shown = slack.ephemerals(ANN);
    let undo = shown.last().ok_or("no answer is shown")?;
    let row = undo["blocks"][1]["elements"].as_array().ok_or("the answer has buttons")?;
    let button = row.iter().find(|button| button["action_id"] == "undo").ok_or("one of them takes it back")?;
    let ts = &undo["ts"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    slack.click(ANN, &text(ts), &text(&button["action_id"]), Some(&text(&button["value"]))).await?;
    note("interactive");
    slack.shortcut(ANN, "gave", None).await?;
    note("interactive");
    let form = comes(async || slack.modals(ANN).pop()).await?;
    let values = json!({
        "who": {"who": {"type": "multi_users_select", "selected_users": [SAM]}},
        "what": {"what": {"type": "plain_text_input", "value": "the forecast"}},
    });
    slack.submit(ANN, &text(&form["id"]), &values).await?;
    note("interactive");
    // The answer stands where the form stood, and has buttons of its own.
    let edit = |view: &Value| find(view, "edit");
    let button = comes(async || slack.modals(ANN).pop().as_ref().and_then(edit)).await?;
    slack.click(ANN, &text(&form["id"]), "edit", button["value"].as_str()).await?;
    note("interactive");
    let button = comes(async || slack.home(ANN).as_ref().and_then(|home| find(home, "record:open"))).await?;
    slack.click(ANN, "home", "record:open", button["value"].as_str()).await?;
    note("interactive");
    let said = slack.say(SAM, CHANNEL, "can anybody read this query?")?;
    slack.join_channel(ANN, CHANNEL).await?;
    slack.shortcut(ANN, "gave-message", Some(&said)).await?;
    note("interactive");
    Ok(real)
}

/// The last delivery that was made.
fn last(slack: &Standin, kind: &'static str) -> Real {
    let (path, _, body) = slack.last_request().expect("something was delivered");
    let fields = || parse(body.as_bytes()).map(|(name, value)| (name.into_owned(), Value::String(value.into_owned())));
    let (path, payload) = match path.as_str() {
        COMMANDS => (COMMANDS, Value::Object(fields().collect())),
        INTERACTIONS => {
            let payload = fields().find(|(name, _)| name == "payload").map(|(_, payload)| payload);
            let payload = payload.as_ref().and_then(Value::as_str).and_then(|payload| serde_json::from_str(payload).ok());
            (INTERACTIONS, payload.expect("a payload"))
        }
        _ => (EVENTS, serde_json::from_str(&body).expect("an event")),
    };
    Real { path, kind, payload }
}

/// Waits for what comes after an acknowledgement.
async fn comes<T>(look: impl AsyncFn() -> Option<T>) -> Result<T, Failed> {
    let looking = async {
        loop {
            if let Some(found) = look().await {
                return found;
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    tokio::time::timeout(SHOWN_WITHIN, looking).await.map_err(|_| "nothing is shown".into())
}

/// The button with this action, wherever it is in a view.
fn find(value: &Value, action: &str) -> Option<Value> {
    match value {
        Value::Object(fields) if value["type"] == "button" && value["action_id"] == action => Some(Value::Object(fields.clone())),
        Value::Object(fields) => fields.values().find_map(|inner| find(inner, action)),
        Value::Array(items) => items.iter().find_map(|inner| find(inner, action)),
        _ => None,
    }
}
