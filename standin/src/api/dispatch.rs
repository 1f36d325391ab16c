//! The one way every call goes: known? allowed? faulty? too fast? scopes? arguments? then it runs.
//! The order is Slack's; what happens to a call is decided under the lock, waiting is done outside.

use std::time::Duration;

use axum::{
    Json,
    extract::{ConnectInfo, Path, Request, State as Shared},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    answer::{Answer, Refusal, body},
    arguments::Arguments,
    check::check,
    method::{Method, Tier, Token, Verb},
    read::{Body, Given, read_body, understand},
    rows::method,
};
use crate::{
    faults::FaultKind,
    serve::Cut,
    standin::Standin,
    state::{CallOutcome, State},
};

/// The status that stands for a dropped connection where there is no connection to drop.
const DROPPED: u16 = 599;

/// Errors of a token that Slack doesn't know: it doesn't say what such a one may do.
const NO_TOKEN: [&str; 3] = ["not_authed", "invalid_auth", "not_allowed_token_type"];

/// An effect that comes later.
pub(crate) struct Late {
    pub(crate) due_ms: i64,
    pub(crate) method: &'static Method,
    pub(crate) arguments: Arguments,
}

/// What becomes of a call.
#[derive(Debug, PartialEq)]
pub(super) enum Verdict {
    /// This body.
    Answer(Value),
    /// 429 with `Retry-After` in seconds.
    TooFast(u64),
    /// This status, of five hundred and above.
    Broken(StatusCode),
    /// Silence.
    Hang,
    /// The connection drops.
    Drop,
}

/// `/api/{method}`.
pub(crate) async fn call(Shared(standin): Shared<Standin>, Path(name): Path<String>, request: Request) -> Response {
    let cut = request.extensions().get::<ConnectInfo<Cut>>().map(|info| info.0.clone());
    let body = read_body(request).await;
    let (verdict, hang, scopes) = {
        let mut state = standin.state();
        (decide(&mut state, &name, &body), state.options.hang, state.options.scopes.join(","))
    };
    let known = matches!(&verdict, Verdict::Answer(body) if !body["error"].as_str().is_some_and(|error| NO_TOKEN.contains(&error)));
    let mut response = finish(verdict, hang, cut).await;
    if let (true, Ok(scopes)) = (known, HeaderValue::from_str(&scopes)) {
        response.headers_mut().insert("x-oauth-scopes", scopes);
    }
    response
}

/// Turns a verdict into a response; this is where hanging happens.
pub(super) async fn finish(verdict: Verdict, hang: Duration, cut: Option<Cut>) -> Response {
    match verdict {
        Verdict::Answer(body) => Json(body).into_response(),
        Verdict::TooFast(seconds) => {
            let mut response = (StatusCode::TOO_MANY_REQUESTS, Json(json!({"ok": false, "error": "ratelimited"}))).into_response();
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            response
        }
        Verdict::Broken(status) => (status, "").into_response(),
        Verdict::Hang => {
            tokio::time::sleep(hang).await;
            dropped(cut)
        }
        Verdict::Drop => dropped(cut),
    }
}

fn dropped(cut: Option<Cut>) -> Response {
    if let Some(cut) = cut {
        cut.cut();
    }
    StatusCode::from_u16(DROPPED).unwrap_or(StatusCode::BAD_GATEWAY).into_response()
}

fn decide(state: &mut State, name: &str, sent: &Body) -> Verdict {
    let Some(method) = method(name) else {
        let refusal = Refusal::new("unknown_method").with("req_method", json!(name));
        state.record_call(name, &Arguments::default(), CallOutcome { error: Some(refusal.error.clone()), ..CallOutcome::default() });
        return Verdict::Answer(body(&Err(refusal), &[]));
    };
    let mut given = understand(sent, method.json);
    if let Some((id, secret)) = sent.basic.as_ref().filter(|_| method.arguments.iter().any(|argument| argument.name == "client_secret")) {
        given.arguments.set("client_id", json!(id));
        given.arguments.set("client_secret", json!(secret));
    }
    if let Err(refusal) = authorize(state, method, &given, sent.is_post) {
        return answered(state, method, &given, &Err(refusal), None);
    }
    state.caller = given.token.clone().unwrap_or_default();
    carry_out(state, method, given)
}

/// From the fault that may hit it to the answer.
pub(super) fn carry_out(state: &mut State, method: &'static Method, mut given: Given) -> Verdict {
    let fault = state.faults.take(method.name);
    if let Some(verdict) = fault.as_ref().and_then(|fault| before(state, method, &given, fault)) {
        return verdict;
    }
    let now = state.pace_now();
    // One conversation has one limit, whatever it is called.
    let channel = given.arguments.text("channel").filter(|_| method.tier == Tier::Posting).map(|channel| state.resolved(channel));
    if state.options.rate_limits
        && let Err(seconds) = state.limits.admit(method.name, method.tier, channel.as_deref(), now)
    {
        record(state, method, &given, Some("ratelimited".to_owned()), None);
        return Verdict::TooFast(seconds);
    }
    if let Err(refusal) = prepare(state, method, &mut given) {
        return answered(state, method, &given, &Err(refusal), fault.as_ref());
    }
    if let Some(FaultKind::LateEffect { after_s }) = fault {
        let due_ms = state.now_ms().saturating_add(i64::try_from(after_s.saturating_mul(1000)).unwrap_or(i64::MAX));
        state.late.push(Late { due_ms, method, arguments: given.arguments.clone() });
        record(state, method, &given, None, fault.as_ref());
        return Verdict::Hang;
    }
    let reach = state.reach_of(fault == Some(FaultKind::Undelivered));
    let answer = (method.run)(state, &given.arguments, reach);
    answered(state, method, &given, &answer, fault.as_ref())
}

fn authorize(state: &State, method: &Method, given: &Given, is_post: bool) -> Result<(), Refusal> {
    if method.verb == Verb::PostOnly && !is_post {
        return Err(Refusal::new("insecure_request"));
    }
    let (other, missing) = match method.token {
        Token::None => return Ok(()),
        Token::Bot => (&state.credentials.app_token, "not_authed"),
        Token::App => (&state.credentials.bot_token, "missing_args"),
    };
    match given.token.as_deref() {
        None | Some("") => Err(Refusal::new(missing)),
        Some(token) if token == other => Err(Refusal::new("not_allowed_token_type")),
        Some(token) if method.token == Token::Bot => state.tokens.check(token, state.now_ms()).map_err(Refusal::new),
        Some(token) if token == state.credentials.app_token => Ok(()),
        Some(_) => Err(Refusal::new("invalid_auth")),
    }
}

/// Faults that come before any effect.
fn before(state: &mut State, method: &'static Method, given: &Given, fault: &FaultKind) -> Option<Verdict> {
    let (verdict, error) = match fault {
        FaultKind::Http429 { retry_after_s } => (Verdict::TooFast(*retry_after_s), "ratelimited"),
        FaultKind::Http500 => (Verdict::Broken(StatusCode::INTERNAL_SERVER_ERROR), "http_500"),
        FaultKind::Http502 => (Verdict::Broken(StatusCode::BAD_GATEWAY), "http_502"),
        FaultKind::Http503 => (Verdict::Broken(StatusCode::SERVICE_UNAVAILABLE), "http_503"),
        FaultKind::TimeoutBefore => (Verdict::Hang, "timeout_before"),
        FaultKind::Reset => (Verdict::Drop, "reset"),
        FaultKind::Error(code) => (Verdict::Answer(body(&Err(Refusal::new(code)), &[])), code.as_str()),
        FaultKind::TimeoutAfter
        | FaultKind::LateEffect { .. }
        | FaultKind::Undelivered
        | FaultKind::Duplicate
        | FaultKind::LateDelivery { .. }
        | FaultKind::Reordered => {
            return None;
        }
    };
    record(state, method, given, Some(error.to_owned()), Some(fault));
    Some(verdict)
}

/// Scopes, body and arguments.
fn prepare(state: &State, method: &Method, given: &mut Given) -> Result<(), Refusal> {
    let scopes = &state.options.scopes;
    if !method.scopes.is_empty() && !method.scopes.iter().any(|&needed| scopes.iter().any(|scope| scope == needed)) {
        return Err(Refusal::missing_scope(method.scopes, scopes));
    }
    if let Some(refusal) = given.refusal.take() {
        return Err(refusal);
    }
    check(method, &mut given.arguments, state.options.strict_arguments, &mut given.warnings)
}

fn answered(state: &mut State, method: &Method, given: &Given, answer: &Answer, fault: Option<&FaultKind>) -> Verdict {
    if let Err(refusal) = answer {
        debug_assert!(method.promises(&refusal.error), "{} refused with {}, which its row doesn't name", method.name, refusal.error);
    }
    record(state, method, given, answer.as_ref().err().map(|refusal| refusal.error.clone()), fault);
    if fault == Some(&FaultKind::TimeoutAfter) || matches!(fault, Some(FaultKind::LateEffect { .. })) {
        return Verdict::Hang;
    }
    Verdict::Answer(body(answer, &given.warnings))
}

fn record(state: &mut State, method: &Method, given: &Given, error: Option<String>, fault: Option<&FaultKind>) {
    let warning = (!given.warnings.is_empty()).then(|| given.warnings.join(","));
    state.record_call(method.name, &given.arguments, CallOutcome { error, warning, fault: fault.map(ToString::to_string) });
}
