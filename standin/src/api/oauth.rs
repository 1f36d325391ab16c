//! `oauth.v2.access`: a code becomes a token, and with rotation a refresh token becomes the next.
//! The app proves itself with its secret, in the form or by Basic authentication.

use serde_json::{Value, json};

use super::{
    answer::{Answer, Refusal},
    apps::checked_client,
    arguments::Arguments,
};
use crate::{
    oauth::Grant,
    state::{Reach, State, TOKEN_LIFETIME_S, Token},
};

/// Gives tokens.
pub(super) fn access(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    checked_client(state, arguments)?;
    match arguments.text("grant_type") {
        None | Some("authorization_code") => exchanged(state, arguments),
        Some("refresh_token") => refreshed(state, arguments),
        Some(_) => Err(Refusal::new("invalid_grant_type")),
    }
}

fn exchanged(state: &mut State, arguments: &Arguments) -> Answer {
    let code = arguments.text("code").unwrap_or_default();
    let grant = state.grants.code(code).cloned().ok_or_else(|| Refusal::new("invalid_code"))?;
    let same = grant.redirect_uri.is_none() || grant.redirect_uri.as_deref() == arguments.text("redirect_uri");
    if !same {
        return Err(Refusal::new("bad_redirect_uri"));
    }
    state.grants.use_code(code);
    // Scopes of an app that is installed add up; an app that comes back has what it asked for now.
    let bot_token = state.credentials.bot_token.clone();
    if state.tokens.check(&bot_token, state.now_ms()).is_err() {
        state.options.scopes.clear();
    }
    for scope in &grant.scopes {
        if !state.options.scopes.contains(scope) {
            state.options.scopes.push(scope.clone());
        }
    }
    Ok(tokens(state, grant))
}

fn refreshed(state: &mut State, arguments: &Arguments) -> Answer {
    let grant = state.grants.use_refresh(arguments.text("refresh_token").unwrap_or_default());
    let grant = grant.ok_or_else(|| Refusal::new("invalid_refresh_token"))?;
    Ok(tokens(state, grant))
}

fn tokens(state: &mut State, grant: Grant) -> Value {
    let mut answer = json!({
        "token_type": "bot",
        "scope": state.options.scopes.join(","),
        "bot_user_id": state.credentials.bot_user_id,
        "app_id": state.credentials.app_id,
        "team": {"id": state.team.id, "name": state.team.name},
        "enterprise": null,
        "is_enterprise_install": false,
        "authed_user": {"id": grant.user},
    });
    if state.options.token_rotation {
        let token = format!("xoxe.xoxb-1-{}", state.fresh_hex(80));
        let refresh = format!("xoxe-1-{}", state.fresh_hex(80));
        let until_ms = state.now_ms().saturating_add(TOKEN_LIFETIME_S * 1000);
        state.tokens.set(&token, Token::Until { until_ms });
        state.grants.add_refresh(&refresh, grant);
        answer["access_token"] = json!(token);
        answer["refresh_token"] = json!(refresh);
        answer["expires_in"] = json!(TOKEN_LIFETIME_S);
    } else {
        let token = state.credentials.bot_token.clone();
        state.tokens.set(&token, Token::Good);
        answer["access_token"] = json!(token);
    }
    answer
}
