//! `chat.postMessage`, `chat.postEphemeral`, `chat.update`, `chat.delete` and `chat.getPermalink`.
//! What is answered is what Slack stored, with ids and defaults filled in, not what was sent.

use serde_json::{Value, json};

use super::{
    answer::Answer,
    answer::Refusal,
    arguments::Arguments,
    content::{TEXT_CHARS_MAX, content_of},
};
use crate::{
    state::{Kind, Reach, State},
    workspace::{SLACKBOT, flag, text},
};

/// Characters of text that `chat.update` takes.
const UPDATE_TEXT_CHARS_MAX: usize = 4000;

/// The conversation that a post goes to: an id, a channel name, or a person whose DM is opened.
fn addressed(state: &mut State, channel: &str) -> Result<String, Refusal> {
    if let Some(user) = state.people.get(channel) {
        if channel == SLACKBOT || flag(user, "is_bot") {
            return Err(Refusal::new("cannot_dm_bot"));
        }
        if !state.sees(channel) || state.is_stranger(channel) {
            return Err(Refusal::new("channel_not_found"));
        }
        has_messages_tab(state)?;
        return Ok(state.open_dm(channel).0);
    }
    let found = state.conversations.get(channel).or_else(|| state.conversations.named(channel));
    let conversation = found.ok_or_else(|| Refusal::new("channel_not_found"))?;
    if !conversation.bot_in {
        return Err(Refusal::new(if conversation.is_private() { "channel_not_found" } else { "not_in_channel" }));
    }
    if conversation.is_archived() {
        return Err(Refusal::new("is_archived"));
    }
    if let Kind::Direct { user } = &conversation.kind {
        if !state.sees(user) || state.is_stranger(user) {
            return Err(Refusal::new("channel_not_found"));
        }
        has_messages_tab(state)?;
    }
    Ok(conversation.id.clone())
}

/// A message of the bot's that it can still reach: in a conversation that it is in and that people can open. `others` and `closed` are what is
/// said of a message of somebody else, and of one in an archived channel.
fn own_message(state: &State, arguments: &Arguments, others: &'static str, closed: &'static str) -> Result<(String, String), Refusal> {
    let (channel, ts) = (arguments.text("channel").unwrap_or_default(), arguments.text("ts").unwrap_or_default());
    let found = state.conversations.get(channel).filter(|one| one.bot_in);
    let conversation = found.ok_or_else(|| Refusal::new("channel_not_found"))?;
    let message = conversation.message(ts).ok_or_else(|| Refusal::new("message_not_found"))?;
    if text(&message.value, "user") != state.credentials.bot_user_id {
        return Err(Refusal::new(others));
    }
    if conversation.is_archived() {
        return Err(Refusal::new(closed));
    }
    Ok((channel.to_owned(), ts.to_owned()))
}

/// Without a Messages tab the app's DMs take nothing.
fn has_messages_tab(state: &State) -> Result<(), Refusal> {
    if state.options.messages_tab { Ok(()) } else { Err(Refusal::new("messages_tab_disabled")) }
}

/// A bot can't write as someone else.
fn own_voice(arguments: &Arguments) -> Result<(), Refusal> {
    if arguments.flag("as_user") { Err(Refusal::new("as_user_not_supported")) } else { Ok(()) }
}

/// Posts a message.
pub(super) fn post_message(state: &mut State, arguments: &Arguments, reach: Reach) -> Answer {
    own_voice(arguments)?;
    let content = content_of(state, arguments, TEXT_CHARS_MAX)?;
    let channel = addressed(state, arguments.text("channel").unwrap_or_default())?;
    let message = state.post(&channel, content, reach);
    Ok(json!({"channel": channel, "ts": message["ts"], "message": message}))
}

/// Shows a message to one person in a conversation they are in.
pub(super) fn post_ephemeral(state: &mut State, arguments: &Arguments, reach: Reach) -> Answer {
    let content = content_of(state, arguments, TEXT_CHARS_MAX)?;
    let channel = addressed(state, arguments.text("channel").unwrap_or_default())?;
    let user = arguments.text("user").unwrap_or_default();
    let active = state.people.get(user).is_some_and(|user| !flag(user, "deleted"));
    let there = active && state.conversations.get(&channel).is_some_and(|conversation| conversation.includes(user));
    if !there {
        return Err(Refusal::new("user_not_in_channel"));
    }
    let ts = state.show_ephemeral(user, &channel, content, reach);
    Ok(json!({"message_ts": ts}))
}

/// Changes a message of the bot.
pub(super) fn update(state: &mut State, arguments: &Arguments, reach: Reach) -> Answer {
    own_voice(arguments)?;
    let content = content_of(state, arguments, UPDATE_TEXT_CHARS_MAX)?;
    let (channel, ts) = own_message(state, arguments, "cant_update_message", "is_inactive")?;
    if matches!(state.conversations.get(&channel).map(|one| &one.kind), Some(Kind::Direct { .. })) {
        has_messages_tab(state)?;
    }
    let message = state.change(&channel, &ts, content, reach).unwrap_or(Value::Null);
    Ok(json!({"channel": channel, "ts": ts, "text": message["text"], "message": message}))
}

/// Takes a message of the bot away.
pub(super) fn delete(state: &mut State, arguments: &Arguments, reach: Reach) -> Answer {
    let (channel, ts) = own_message(state, arguments, "cant_delete_message", "cant_delete_message")?;
    if reach == Reach::Everyone {
        state.remove(&channel, &ts);
    }
    Ok(json!({"channel": channel, "ts": ts}))
}

/// The address of a message.
pub(super) fn permalink(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    let channel = arguments.text("channel").unwrap_or_default();
    let ts = arguments.text("message_ts").unwrap_or_default();
    let found = state.conversations.get(channel).filter(|one| one.bot_in || !one.is_private());
    let conversation = found.ok_or_else(|| Refusal::new("channel_not_found"))?;
    let message = conversation.message(ts).ok_or_else(|| Refusal::new("message_not_found"))?;
    let thread = match text(&message.value, "thread_ts") {
        "" => String::new(),
        thread => format!("?thread_ts={thread}&cid={channel}"),
    };
    let permalink = format!("https://{}.slack.com/archives/{channel}/p{}{thread}", state.team.domain, ts.replace('.', ""));
    Ok(json!({"channel": channel, "permalink": permalink}))
}
