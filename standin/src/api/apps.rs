//! `apps.connections.open`, `apps.uninstall` and `auth.revoke`.
//! Where the app as a whole is meant, not what it does in one workspace.

use serde_json::json;

use super::{answer::Answer, answer::Refusal, arguments::Arguments};
use crate::{
    form,
    state::{Reach, State, Token},
};

/// A ticket for one Socket Mode connection.
pub(super) fn connections_open(state: &mut State, _: &Arguments, _: Reach) -> Answer {
    if !state.options.socket_mode {
        return Err(Refusal::new("forbidden_team"));
    }
    let ticket = state.fresh_hex(32);
    state.sockets.issue(&ticket);
    let base = state.public_url.replacen("http", "ws", 1);
    let query = form::encode([("ticket", ticket.as_str()), ("app_id", &state.credentials.app_id)]);
    Ok(json!({"url": format!("{base}/link/?{query}")}))
}

/// Ends the token that was called with, unless it is only a test.
#[expect(clippy::unnecessary_wraps, reason = "every method in the table has this signature")]
pub(super) fn revoke(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    let test = arguments.flag("test");
    if !test {
        let token = state.caller.clone();
        state.tokens.set(&token, Token::Revoked);
    }
    Ok(json!({"revoked": !test}))
}

/// Checks the app's own secret.
pub(super) fn checked_client(state: &State, arguments: &Arguments) -> Result<(), Refusal> {
    if arguments.text("client_id") != Some(&state.credentials.client_id) {
        return Err(Refusal::new("invalid_client_id"));
    }
    if arguments.text("client_secret") != Some(&state.credentials.client_secret) {
        return Err(Refusal::new("bad_client_secret"));
    }
    Ok(())
}

/// Takes the app out of the workspace: all its tokens end.
pub(super) fn uninstall(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    checked_client(state, arguments)?;
    state.tokens.uninstall();
    state.grants.forget();
    Ok(json!({}))
}
