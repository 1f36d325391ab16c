//! The local Slack that the kits are tried with: a small workspace on a socket of this machine, and what a script has to know of it.

use axum::Router;
use libtest_mimic::Failed;
use serde_json::{Value, json};
use standin::{Delivery, Options, Workspace};

use super::script::Environment;
use crate::support::process::LocalSlack;

/// People besides those who act: enough for several pages.
const OTHERS: usize = 9;

/// What the app may do here.
const SCOPES: [&str; 14] = [
    "commands",
    "chat:write",
    "im:write",
    "im:read",
    "mpim:write",
    "mpim:read",
    "channels:read",
    "groups:read",
    "users:read",
    "team:read",
    "usergroups:read",
    "files:write",
    "files:read",
    "im:history",
];

/// Ana, Sam and others; a channel with the app and one without; a user group.
pub fn workspace() -> Workspace {
    let user = |id: &str, name: &str| {
        json!({"id": id, "team_id": "T1", "name": name.to_lowercase(), "real_name": name, "deleted": false, "is_bot": false,
               "is_admin": id == "UANA", "profile": {"real_name": name, "display_name": name}})
    };
    let others = (0..OTHERS).map(|number| user(&format!("U00{number}"), &format!("Other {number}")));
    let users: Vec<Value> = [user("UANA", "Ana"), user("USAM", "Sam")].into_iter().chain(others).collect();
    let bot = json!({"id": "UBOT", "name": "goodturn", "real_name": "Goodturn", "is_bot": true, "deleted": false});
    let value = json!({
        "team": {"id": "T1", "name": "Example", "domain": "example"},
        "users": users.into_iter().chain([bot]).collect::<Vec<_>>(),
        "channels": [
            {"id": "CGEN", "name": "general", "is_channel": true, "is_private": false, "is_member": true},
            {"id": "COUT", "name": "outside", "is_channel": true, "is_private": false, "is_member": false},
        ],
        "usergroups": [{"id": "S1", "team_id": "T1", "handle": "design", "name": "Design", "date_delete": 0, "users": ["UANA", "USAM"]}],
    });
    serde_json::from_value(value).expect("the workspace is well-formed")
}

/// A Slack with that workspace, as patient as Slack: three seconds for an acknowledgement, and for a trigger. What people do is acknowledged
/// in silence until something else is told.
pub async fn slack() -> Result<LocalSlack, Failed> {
    let scopes = SCOPES.map(str::to_owned).to_vec();
    let options = Options { scopes, ..Options::default() };
    let slack = LocalSlack::with(workspace(), options).await?;
    slack.standin.deliver_to(Delivery::InProcess(Router::new().fallback(async || "")));
    Ok(slack)
}

/// What a script has to know of this Slack.
pub fn environment(slack: &LocalSlack) -> Environment {
    let mut environment = slack.environment().to_vec();
    environment.push(("SLACK_APP_TOKEN", slack.standin.credentials().app_token));
    environment
}

/// A client of HTTP for what persons and test programs ask; it follows no redirects.
pub fn http() -> Result<reqwest::Client, Failed> {
    // The process has one TLS provider; a second call only says that it is there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Ok(reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build()?)
}

/// A section with words.
pub fn section(text: &str) -> Value {
    json!({"type": "section", "text": {"type": "mrkdwn", "text": text}})
}

/// A row with one button.
pub fn button(action_id: &str, label: &str) -> Value {
    let button = json!({"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": label}, "value": "yes"});
    json!({"type": "actions", "elements": [button]})
}

/// A modal with one field in it, and a button.
pub fn modal(title: &str) -> Value {
    let field = json!({"type": "input", "block_id": "place", "label": {"type": "plain_text", "text": "Place"},
                       "element": {"type": "plain_text_input", "action_id": "name"}});
    json!({"type": "modal", "callback_id": "lunch", "title": {"type": "plain_text", "text": title},
           "submit": {"type": "plain_text", "text": "Send"}, "blocks": [field, button("more", "More")]})
}

/// What somebody writes into the field of that modal.
pub fn written(text: &str) -> Value {
    json!({"place": {"name": {"type": "plain_text_input", "value": text}}})
}
