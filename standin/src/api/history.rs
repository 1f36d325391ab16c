//! `conversations.members` and `conversations.history`.
//! History needs its own scope for each kind of conversation; a bot that asks for none reads nothing.

use serde_json::{Value, json};

use super::{answer::Answer, answer::Refusal, arguments::Arguments, conversations::needs};
use crate::{
    state::{Conversation, Kind, Reach, State},
    workspace::{SLACKBOT, flag, text},
};

/// Things on one page when no number is given.
const PAGE: usize = 100;

/// Things on one page at most.
const PAGE_MAX: usize = 1000;

/// The conversation, when the bot may know of it, and has the scope for its kind that ends so.
fn visible<'a>(state: &'a State, arguments: &Arguments, verb: &str) -> Result<&'a Conversation, Refusal> {
    let id = arguments.text("channel").unwrap_or_default();
    let found = state.conversations.get(id).filter(|one| one.bot_in || !one.is_private());
    let conversation = found.ok_or_else(|| Refusal::new("channel_not_found"))?;
    let family = match &conversation.kind {
        Kind::Direct { .. } => "im",
        Kind::Group { .. } => "mpim",
        Kind::Channel { .. } if conversation.is_private() => "groups",
        Kind::Channel { .. } => "channels",
    };
    needs(state, &format!("{family}:{verb}"))?;
    Ok(conversation)
}

/// How many things a page has; none when the number makes no sense.
fn page(arguments: &Arguments) -> Option<usize> {
    match arguments.number("limit") {
        None => Some(PAGE),
        Some(limit) => usize::try_from(limit).ok().filter(|limit| (1..=PAGE_MAX).contains(limit)),
    }
}

fn cursor_at(what: &str, at: &str) -> String {
    hex::encode(format!("{what}:{at}"))
}

/// What a cursor stands at.
fn read_cursor(what: &str, cursor: &str) -> Result<String, Refusal> {
    let bytes = hex::decode(cursor).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let at = bytes.as_deref().and_then(|text| text.strip_prefix(what)?.strip_prefix(':'));
    at.map(str::to_owned).ok_or_else(|| Refusal::new("invalid_cursor"))
}

/// Who is in a conversation, the bot included.
pub(super) fn members(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    let conversation = visible(state, arguments, "read")?;
    let limit = page(arguments).ok_or_else(|| Refusal::new("invalid_limit"))?;
    let bot = &state.credentials.bot_user_id;
    let here = state.people.all().iter().filter(|user| !flag(user, "deleted") && text(user, "id") != SLACKBOT);
    let here = here.map(|user| text(user, "id")).filter(|&id| if id == bot { conversation.bot_in } else { conversation.includes(id) });
    let all: Vec<&str> = here.collect();
    let from = match arguments.text("cursor") {
        Some(cursor) => {
            let at = read_cursor("member", cursor)?;
            all.iter().position(|&id| id == at).ok_or_else(|| Refusal::new("invalid_cursor"))?
        }
        None => 0,
    };
    let members: Vec<&str> = all.iter().copied().skip(from).take(limit).collect();
    let next = all.get(from + members.len()).map(|id| cursor_at("member", id)).unwrap_or_default();
    Ok(json!({"members": members, "response_metadata": {"next_cursor": next}}))
}

/// A timestamp as microseconds.
fn micros(ts: &str) -> Option<i64> {
    let (seconds, rest) = ts.split_once('.').unwrap_or((ts, ""));
    let fraction = format!("{rest:0<6}");
    seconds.parse::<i64>().ok()?.checked_mul(1_000_000)?.checked_add(fraction.get(..6)?.parse().ok()?)
}

/// One end of a span of time in the arguments.
fn edge(arguments: &Arguments, name: &str, error: &str) -> Result<Option<i64>, Refusal> {
    arguments.text(name).map(|ts| micros(ts).ok_or_else(|| Refusal::new(error))).transpose()
}

/// The messages of a conversation, newest first.
pub(super) fn history(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    let conversation = visible(state, arguments, "history")?;
    if !conversation.bot_in {
        return Err(Refusal::new("not_in_channel"));
    }
    let limit = page(arguments).ok_or_else(|| {
        Refusal::new("invalid_arguments").because(["[ERROR] must be between 1 and 1000 [json-pointer:/limit]".to_owned()])
    })?;
    let oldest = edge(arguments, "oldest", "invalid_ts_oldest")?;
    let latest = edge(arguments, "latest", "invalid_ts_latest")?;
    let cursor = arguments.text("cursor").map(|cursor| read_cursor("before", cursor)).transpose()?;
    let before = cursor.as_deref().and_then(micros);
    let inclusive = arguments.flag("inclusive");
    let inside = |at: i64| {
        let after = oldest.is_none_or(|edge| at > edge || (inclusive && at == edge));
        let until = latest.is_none_or(|edge| at < edge || (inclusive && at == edge));
        after && until && before.is_none_or(|edge| at < edge)
    };
    let mut found = conversation.seen().rev().filter(|message| micros(&message.ts).is_some_and(inside));
    let shown: Vec<Value> = found.by_ref().take(limit).map(|message| shown(&message.value, arguments)).collect();
    let has_more = found.next().is_some();
    let mut answer = json!({"messages": shown, "has_more": has_more, "pin_count": 0});
    if has_more {
        let last = answer["messages"].as_array().and_then(|list| list.last()).map_or("", |message| text(message, "ts"));
        answer["response_metadata"] = json!({"next_cursor": cursor_at("before", last)});
    }
    Ok(answer)
}

fn shown(message: &Value, arguments: &Arguments) -> Value {
    let mut message = message.clone();
    if !arguments.flag("include_all_metadata")
        && let Some(object) = message.as_object_mut()
    {
        object.remove("metadata");
    }
    message
}
