//! `api.test` and `auth.test`.
//! The two calls a bot starts with: is anyone there, and who am I?

use serde_json::json;

use super::{answer::Answer, answer::Refusal, arguments::Arguments};
use crate::state::{Reach, State};

/// Gives back what was sent, or the error that was asked for.
pub(super) fn api_test(_: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    let args = arguments.as_value();
    match arguments.text("error") {
        Some(error) => Err(Refusal::new(error).with("args", args)),
        None if args.as_object().is_none_or(serde_json::Map::is_empty) => Ok(json!({})),
        None => Ok(json!({"args": args})),
    }
}

/// Whose token it is.
#[expect(clippy::unnecessary_wraps, reason = "every method in the table has this signature")]
pub(super) fn auth_test(state: &mut State, _: &Arguments, _: Reach) -> Answer {
    let credentials = &state.credentials;
    let mut answer = json!({
        "url": format!("https://{}.slack.com/", state.team.domain),
        "team": state.team.name,
        "user": state.people.handle(&credentials.bot_user_id),
        "team_id": state.team.id,
        "user_id": credentials.bot_user_id,
        "bot_id": credentials.bot_id,
        "is_enterprise_install": false,
    });
    if let Some(until_ms) = state.tokens.until_ms(&state.caller) {
        answer["expires_in"] = json!(until_ms.saturating_sub(state.now_ms()) / 1000);
    }
    Ok(answer)
}
