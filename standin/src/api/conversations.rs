//! `conversations.open` and `conversations.info`.
//! A DM is the one place where a bot can look whether a message in doubt arrived, so `latest` has its own modes.

use serde_json::{Value, json};

use super::{answer::Answer, answer::Refusal, arguments::Arguments};
use crate::{
    options::LatestMode,
    state::{Conversation, Kind, Reach, State},
    workspace::{SLACKBOT, flag, text},
};

/// People in a group DM, besides the bot.
const GROUP_USERS_MAX: usize = 8;

/// Opens a DM or a group DM, or finds it open.
pub(super) fn open(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    let return_im = arguments.flag("return_im");
    let (id, was_open) = match (arguments.text("channel"), arguments.text("users")) {
        (Some(channel), _) => resume(state, channel)?,
        (None, Some(users)) => {
            let users = checked_users(state, users)?;
            if arguments.flag("prevent_creation") {
                find(state, &users)?
            } else if let [user] = users.as_slice() {
                needs(state, "im:write")?;
                state.open_dm(user)
            } else {
                needs(state, "mpim:write")?;
                state.open_group(&users)
            }
        }
        (None, None) => return Err(Refusal::new("users_list_not_supplied")),
    };
    let conversation = state.conversations.get(&id).ok_or_else(|| Refusal::new("channel_not_found"))?;
    let channel =
        if return_im || matches!(conversation.kind, Kind::Group { .. }) { described(state, conversation) } else { json!({"id": id}) };
    Ok(if was_open { json!({"no_op": true, "already_open": true, "channel": channel}) } else { json!({"channel": channel}) })
}

pub(super) fn needs(state: &State, scope: &str) -> Result<(), Refusal> {
    let scopes = &state.options.scopes;
    if scopes.iter().any(|given| given == scope) { Ok(()) } else { Err(Refusal::missing_scope(&[scope], scopes)) }
}

fn resume(state: &mut State, channel: &str) -> Result<(String, bool), Refusal> {
    let conversation = state.conversations.get_mut(channel).ok_or_else(|| Refusal::new("channel_not_found"))?;
    if matches!(conversation.kind, Kind::Channel { .. }) {
        return Err(Refusal::new("method_not_supported_for_channel_type"));
    }
    let was_open = std::mem::replace(&mut conversation.opened, true);
    Ok((channel.to_owned(), was_open))
}

fn find(state: &State, users: &[String]) -> Result<(String, bool), Refusal> {
    let id = if let [user] = users { state.dm_id(user) } else { state.group_id(users) };
    let open = state.conversations.get(&id).is_some_and(|conversation| conversation.opened);
    if open { Ok((id, true)) } else { Err(Refusal::new("channel_not_found")) }
}

/// The people named, sorted, each once, without the bot itself.
fn checked_users(state: &State, users: &str) -> Result<Vec<String>, Refusal> {
    let bot = &state.credentials.bot_user_id;
    let mut named: Vec<String> = users.split(',').map(|user| user.trim().to_owned()).filter(|user| !user.is_empty()).collect();
    named.sort();
    named.dedup();
    if named.is_empty() {
        return Err(Refusal::new("users_list_not_supplied"));
    }
    if named.len() > 1 {
        named.retain(|user| user != bot);
    }
    if named.len() > GROUP_USERS_MAX {
        return Err(Refusal::new("too_many_users"));
    }
    for id in &named {
        let user = state.people.get(id).ok_or_else(|| Refusal::new("user_not_found"))?;
        if !state.sees(id) {
            return Err(Refusal::new("user_not_visible"));
        }
        if state.is_stranger(id) {
            return Err(Refusal::new("invalid_user_combination"));
        }
        if flag(user, "deleted") {
            return Err(Refusal::new("user_disabled"));
        }
        if id == SLACKBOT || flag(user, "is_bot") {
            return Err(Refusal::new("cannot_dm_bot"));
        }
    }
    Ok(named)
}

/// What a conversation is, with the last message of a DM.
pub(super) fn info(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    let id = arguments.text("channel").unwrap_or_default();
    let conversation =
        state.conversations.get(id).filter(|one| one.bot_in || !one.is_private()).ok_or_else(|| Refusal::new("channel_not_found"))?;
    let scope = match &conversation.kind {
        Kind::Direct { .. } => "im:read",
        Kind::Group { .. } => "mpim:read",
        Kind::Channel { .. } if conversation.is_private() => "groups:read",
        Kind::Channel { .. } => "channels:read",
    };
    needs(state, scope)?;
    let mut channel = described(state, conversation);
    if arguments.flag("include_num_members") {
        let people = state.people.all().iter().filter(|user| !flag(user, "deleted") && conversation.includes(text(user, "id"))).count();
        channel["num_members"] = json!(people);
    }
    Ok(json!({"channel": channel}))
}

fn described(state: &State, conversation: &Conversation) -> Value {
    match &conversation.kind {
        Kind::Direct { user } => described_dm(state, conversation, user),
        Kind::Group { users } => {
            let handles: Vec<String> = users.iter().map(|user| state.people.handle(user)).collect();
            json!({
                "id": conversation.id, "name": format!("mpdm-{}-1", handles.join("--")), "created": conversation.created_s,
                "is_channel": false, "is_group": true, "is_im": false, "is_mpim": true, "is_private": true, "is_archived": false,
                "is_member": true, "is_open": conversation.opened, "creator": state.credentials.bot_user_id,
                "context_team_id": state.team.id, "unlinked": 0,
            })
        }
        Kind::Channel { info } => {
            let mut channel = info.clone();
            if let Some(object) = channel.as_object_mut() {
                // Slack names the members with `conversations.members` only.
                object.remove("members");
            }
            channel["is_member"] = json!(conversation.bot_in);
            channel["is_im"] = json!(false);
            channel
        }
    }
}

fn described_dm(state: &State, conversation: &Conversation, user: &str) -> Value {
    let left = state.people.get(user).is_some_and(|user| flag(user, "deleted"));
    let mut channel = json!({
        "id": conversation.id, "created": conversation.created_s, "is_archived": false, "is_im": true, "is_org_shared": false,
        "user": user, "is_user_deleted": left, "last_read": "0000000000.000000", "unread_count": 0, "unread_count_display": 0,
        "is_open": conversation.opened, "priority": 0, "context_team_id": state.team.id,
    });
    let last = || conversation.seen().next_back().map_or(Value::Null, |message| message.value.clone());
    match state.latest {
        LatestMode::Absent => {}
        LatestMode::Present => channel["latest"] = last(),
        LatestMode::BlocksStripped => {
            let mut latest = last();
            if let Some(object) = latest.as_object_mut() {
                object.remove("blocks");
            }
            channel["latest"] = latest;
        }
    }
    channel
}
