//! Response addresses: `/response/{id}`, where a bot answers a command or a press without a token.
//! Five uses in half an hour; an answer goes to the person alone unless it says otherwise.

use axum::{
    extract::{ConnectInfo, Path, Request, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    answer::{Answer, Refusal},
    arguments::Arguments,
    content::{TEXT_CHARS_MAX, content_of},
    dispatch::{Verdict, carry_out, finish},
    read::{read_body, understand},
    rows::RESPONSE_URL,
};
use crate::{
    serve::Cut,
    standin::Standin,
    state::{Hook, Origin, Reach, State},
    workspace::text,
};

/// `/response/{id}`.
pub(crate) async fn respond(Shared(standin): Shared<Standin>, Path(id): Path<String>, request: Request) -> Response {
    let cut = request.extensions().get::<ConnectInfo<Cut>>().map(|info| info.0.clone());
    let body = read_body(request).await;
    let mut given = understand(&body, RESPONSE_URL.json);
    given.arguments.set("hook", json!(id));
    let (verdict, hang) = {
        let mut state = standin.state();
        (carry_out(&mut state, RESPONSE_URL, given), state.options.hang)
    };
    match verdict {
        // Here Slack answers in words, and with a status.
        Verdict::Answer(body) if body["ok"] == json!(true) => "ok".into_response(),
        Verdict::Answer(body) => {
            let gone = matches!(text(&body, "error"), "expired_url" | "used_url");
            (if gone { StatusCode::NOT_FOUND } else { StatusCode::BAD_REQUEST }, axum::Json(body)).into_response()
        }
        other => finish(other, hang, cut).await,
    }
}

/// What an answer to a response address does.
pub(super) fn run(state: &mut State, arguments: &Arguments, reach: Reach) -> Answer {
    let id = arguments.text("hook").unwrap_or_default();
    let hook = state.hooks.look(id, state.options.response_lifetime).map_err(Refusal::new)?;
    let answer = apply(state, &hook, arguments, reach);
    if answer.is_ok() {
        state.hooks.count(id);
    }
    answer
}

fn apply(state: &mut State, hook: &Hook, arguments: &Arguments, reach: Reach) -> Answer {
    if arguments.flag("delete_original") {
        if reach == Reach::Everyone {
            match &hook.origin {
                Origin::Nothing => false,
                Origin::Message { ts } => state.remove(&hook.channel, ts),
                Origin::Ephemeral { ts } => state.remove_ephemeral(&hook.user, ts),
            };
        }
        return Ok(json!({}));
    }
    if !arguments.flag("replace_original") || hook.origin == Origin::Nothing {
        return show_new(state, &hook.user, &hook.channel, arguments, reach);
    }
    let content = content_of(state, arguments, TEXT_CHARS_MAX)?;
    let replaced = match &hook.origin {
        Origin::Nothing => false,
        Origin::Message { ts } => state.change(&hook.channel, ts, content, reach).is_some(),
        Origin::Ephemeral { ts } => state.replace_ephemeral(&hook.user, ts, content, reach),
    };
    if replaced { Ok(json!({})) } else { Err(Refusal::new("message_not_found")) }
}

/// Shows a new message in answer to a person: to them alone, or to everyone in the conversation.
pub(crate) fn show_new(state: &mut State, user: &str, channel: &str, arguments: &Arguments, reach: Reach) -> Answer {
    let content = content_of(state, arguments, TEXT_CHARS_MAX)?;
    let ts = match arguments.text("response_type") {
        None | Some("ephemeral") => Value::String(state.show_ephemeral(user, channel, content, reach)),
        Some("in_channel") => state.post(channel, content, reach)["ts"].clone(),
        Some(other) => {
            let line = format!("[ERROR] must be ephemeral or in_channel, not {other} [json-pointer:/response_type]");
            return Err(Refusal::new("invalid_arguments").because([line]));
        }
    };
    Ok(json!({"ts": ts}))
}
