//! `users.list` and `users.info`.
//! Objects come as the workspace file has them, less what Slack gives only elsewhere or to other scopes.

use serde_json::{Value, json};

use super::{answer::Answer, answer::Refusal, arguments::Arguments, described};
use crate::{
    state::{Reach, State},
    workspace::text,
};

/// People on one page at most.
const PAGE_MAX: usize = 1000;

/// People that are given without a `limit`; with more, Slack asks for pages.
const WITHOUT_LIMIT_MAX: usize = 10_000;

/// A page of everyone, people who left, bots and guests included, and of other companies' people those who share a channel.
pub(super) fn list(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    let all = state.people.all();
    let from = match arguments.text("cursor") {
        Some(cursor) => position(state, cursor).ok_or_else(|| Refusal::new("invalid_cursor"))?,
        None => 0,
    };
    let limit = match usize::try_from(arguments.number("limit").unwrap_or(0)) {
        Ok(0) if all.len() > WITHOUT_LIMIT_MAX => return Err(Refusal::new("limit_required")),
        Ok(0) => all.len(),
        Ok(limit) => limit.min(PAGE_MAX),
        Err(_) => {
            return Err(Refusal::new("invalid_arguments").because(["[ERROR] must be greater than 0 [json-pointer:/limit]".to_owned()]));
        }
    };
    let locale = arguments.flag("include_locale");
    let seen = all.iter().skip(from).take(limit).filter(|user| state.sees(text(user, "id")) && !state.is_stranger(text(user, "id")));
    let members: Vec<Value> = seen.map(|user| described::user(state, user, locale)).collect();
    let next = all.get(from.saturating_add(limit)).map(|user| cursor_at(text(user, "id"))).unwrap_or_default();
    Ok(json!({"members": members, "cache_ts": state.now_ms() / 1000, "response_metadata": {"next_cursor": next}}))
}

fn cursor_at(id: &str) -> String {
    hex::encode(format!("user:{id}"))
}

fn position(state: &State, cursor: &str) -> Option<usize> {
    let text = String::from_utf8(hex::decode(cursor).ok()?).ok()?;
    state.people.position(text.strip_prefix("user:")?)
}

/// One person.
pub(super) fn info(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    let id = arguments.text("user").unwrap_or_default();
    let user = state.people.get(id).ok_or_else(|| Refusal::new("user_not_found"))?;
    if !state.sees(id) {
        return Err(Refusal::new("user_not_visible"));
    }
    Ok(json!({"user": described::user(state, user, arguments.flag("include_locale"))}))
}
