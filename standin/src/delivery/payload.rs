//! The payloads, with the keys Slack sends and no others.
//! Written out by hand: a bot that reads a key Slack doesn't send must fail here.

use serde_json::{Value, json};

use crate::{
    form,
    state::{Hook, Origin, State},
    workspace::text,
};

/// A new response address for this person in this conversation.
pub(crate) fn response_url(state: &mut State, user: &str, channel: &str, origin: Origin) -> String {
    let id = state.fresh_hex(24);
    state.hooks.add(&id, Hook::new(user, channel, origin));
    format!("{}/response/{id}", state.public_url)
}

/// The body of a slash command.
pub(crate) fn slash(state: &mut State, user: &str, channel: &str, command: &str, words: &str, trigger_id: &str) -> String {
    let response_url = response_url(state, user, channel, Origin::Nothing);
    let channel_name = state.conversations.get(channel).map_or_else(|| "directmessage".to_owned(), crate::state::Conversation::name);
    let user_name = state.people.handle(user);
    form::encode([
        ("token", state.credentials.verification_token.as_str()),
        ("team_id", &state.team.id),
        ("team_domain", &state.team.domain),
        ("channel_id", channel),
        ("channel_name", &channel_name),
        ("user_id", user),
        ("user_name", &user_name),
        ("command", command),
        ("text", words),
        ("api_app_id", &state.credentials.app_id),
        ("is_enterprise_install", "false"),
        ("response_url", &response_url),
        ("trigger_id", trigger_id),
    ])
}

/// What every interaction says: who, where, which app.
fn interaction(state: &State, kind: &str, user: &str, trigger_id: &str) -> Value {
    let handle = state.people.handle(user);
    // Of another company's people their own.
    let team = state.people.get(user).map(|user| text(user, "team_id")).filter(|team| !team.is_empty()).unwrap_or(&state.team.id);
    json!({
        "type": kind,
        "user": {"id": user, "username": handle, "name": handle, "team_id": team},
        "api_app_id": state.credentials.app_id,
        "token": state.credentials.verification_token,
        "trigger_id": trigger_id,
        "team": {"id": state.team.id, "domain": state.team.domain},
        "enterprise": null,
        "is_enterprise_install": false,
    })
}

/// Where a press happened.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// On a message of a conversation, that all in it see or only this person.
    Message {
        channel: String,
        message: Value,
        ephemeral: bool,
        /// What stands in its elements, for this person.
        chosen: Value,
    },
    /// On a Home or a modal.
    View { view: Value },
}

/// A press or a choice.
pub(crate) fn block_actions(state: &mut State, user: &str, place: &Place, action: &Value, trigger_id: &str) -> Value {
    let mut payload = interaction(state, "block_actions", user, trigger_id);
    match place {
        Place::Message { channel, message, ephemeral, chosen } => {
            let ts = text(message, "ts").to_owned();
            let origin = if *ephemeral { Origin::Ephemeral { ts: ts.clone() } } else { Origin::Message { ts: ts.clone() } };
            payload["container"] = json!({"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": ephemeral});
            if let Some(thread) = message.get("thread_ts") {
                payload["container"]["thread_ts"] = thread.clone();
            }
            payload["channel"] = channel_of(state, channel);
            payload["response_url"] = json!(response_url(state, user, channel, origin));
            payload["state"] = json!({"values": chosen});
            if !ephemeral {
                payload["message"] = message.clone();
            }
        }
        Place::View { view } => {
            payload["container"] = json!({"type": "view", "view_id": view["id"]});
            payload["view"] = view.clone();
        }
    }
    payload["actions"] = json!([action]);
    payload
}

fn channel_of(state: &State, channel: &str) -> Value {
    let name = state.conversations.get(channel).map_or_else(|| "directmessage".to_owned(), crate::state::Conversation::name);
    json!({"id": channel, "name": name})
}

/// A submitted modal.
pub(crate) fn view_submission(state: &State, user: &str, view: &Value, trigger_id: &str) -> Value {
    let mut payload = interaction(state, "view_submission", user, trigger_id);
    payload["view"] = view.clone();
    payload["response_urls"] = json!([]);
    payload
}

/// A modal that was closed; there is nothing to open another with.
pub(crate) fn view_closed(state: &State, user: &str, view: &Value) -> Value {
    let mut payload = interaction(state, "view_closed", user, "");
    if let Some(object) = payload.as_object_mut() {
        object.remove("trigger_id");
    }
    payload["view"] = view.clone();
    payload["is_cleared"] = json!(false);
    payload
}

/// What both kinds of shortcuts say: the app's id is not among it.
fn shortcut(state: &State, kind: &str, user: &str, trigger_id: &str) -> Value {
    let mut payload = interaction(state, kind, user, trigger_id);
    if let Some(object) = payload.as_object_mut() {
        object.remove("api_app_id");
    }
    payload
}

/// A shortcut of the workspace.
pub(crate) fn global_shortcut(state: &mut State, user: &str, callback_id: &str, trigger_id: &str) -> Value {
    let mut payload = shortcut(state, "shortcut", user, trigger_id);
    payload["callback_id"] = json!(callback_id);
    payload["action_ts"] = json!(state.stamp());
    payload
}

/// A shortcut of a message.
pub(crate) fn message_shortcut(
    state: &mut State,
    user: &str,
    callback_id: &str,
    channel: &str,
    message: &Value,
    trigger_id: &str,
) -> Value {
    let mut payload = shortcut(state, "message_action", user, trigger_id);
    payload["callback_id"] = json!(callback_id);
    payload["action_ts"] = json!(state.stamp());
    payload["message_ts"] = message["ts"].clone();
    payload["message"] = message.clone();
    payload["channel"] = channel_of(state, channel);
    // The message may be someone else's: nothing for the bot to replace.
    payload["response_url"] = json!(response_url(state, user, channel, Origin::Nothing));
    payload
}

/// An event, in its envelope.
pub(crate) fn event_callback(state: &mut State, event: &Value) -> Value {
    let event_id = state.fresh_id("Ev");
    let context = state.fresh_hex(32);
    let credentials = &state.credentials;
    json!({
        "token": credentials.verification_token,
        "team_id": state.team.id,
        "context_team_id": state.team.id,
        "context_enterprise_id": null,
        "api_app_id": credentials.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": state.now_ms() / 1000,
        "authorizations": [{
            "enterprise_id": null, "team_id": state.team.id, "user_id": credentials.bot_user_id,
            "is_bot": true, "is_enterprise_install": false,
        }],
        "is_ext_shared_channel": false,
        "event_context": context,
    })
}
