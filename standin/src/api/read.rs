//! Reads a call: query, form or JSON, and the token wherever Slack takes it from.
//! What Slack doesn't see must not be seen here: JSON sent to a method that takes forms has no arguments.

use axum::{
    body::to_bytes,
    extract::Request,
    http::{Method, header},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::Value;

use super::{Refusal, arguments::Arguments};
use crate::form;

/// Bytes of a body that are read.
const BODY_BYTES_MAX: usize = 4 * 1024 * 1024;

/// A body with its type, read before anything is known about it.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) query: String,
    pub(crate) content_type: String,
    pub(crate) text: String,
    pub(crate) bearer: Option<String>,
    /// Client id and secret of Basic authentication.
    pub(crate) basic: Option<(String, String)>,
    pub(crate) is_post: bool,
}

/// A call as it was understood.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub(super) arguments: Arguments,
    pub(super) token: Option<String>,
    pub(super) warnings: Vec<String>,
    pub(super) refusal: Option<Refusal>,
}

/// Takes a request apart.
pub(crate) async fn read_body(request: Request) -> Body {
    // Split first: a request may not be looked at and waited for at once.
    let (head, rest) = request.into_parts();
    let header = |name| head.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let authorization = header(header::AUTHORIZATION);
    let mut body = Body {
        query: head.uri.query().unwrap_or_default().to_owned(),
        content_type: header(header::CONTENT_TYPE).to_ascii_lowercase(),
        text: String::new(),
        bearer: authorization.strip_prefix("Bearer ").map(|token| token.trim().to_owned()),
        basic: authorization.strip_prefix("Basic ").and_then(basic),
        is_post: head.method == Method::POST,
    };
    if let Ok(bytes) = to_bytes(rest, BODY_BYTES_MAX).await {
        body.text = String::from_utf8_lossy(&bytes).into_owned();
    }
    body
}

/// Name and password of Basic authentication.
fn basic(encoded: &str) -> Option<(String, String)> {
    let bytes = BASE64_STANDARD.decode(encoded.trim()).ok()?;
    let (name, password) = std::str::from_utf8(&bytes).ok()?.split_once(':')?;
    Some((name.to_owned(), password.to_owned()))
}

/// Finds arguments and token in a body. `json` says whether the method takes JSON.
pub(super) fn understand(body: &Body, json: bool) -> Given {
    let mut given = Given { arguments: Arguments::from_pairs(form::decode(&body.query)), ..Given::default() };
    let (kind, parameters) = body.content_type.split_once(';').unwrap_or((&body.content_type, ""));
    if body.is_post && !body.text.is_empty() {
        match kind.trim() {
            "application/json" => {
                if !parameters.contains("charset") {
                    given.warnings.push("missing_charset".to_owned());
                }
                if json {
                    read_json(&body.text, &mut given);
                }
            }
            "application/x-www-form-urlencoded" => {
                if parameters.contains("charset") {
                    given.warnings.push("superfluous_charset".to_owned());
                }
                for (name, value) in form::decode(&body.text) {
                    given.arguments.set(&name, Value::String(value));
                }
            }
            "" => given.refusal = Some(Refusal::new("missing_post_type")),
            _ => given.refusal = Some(Refusal::new("invalid_post_type")),
        }
    }
    let written = given.arguments.take("token");
    given.token = body.bearer.clone().or(written);
    given
}

fn read_json(text: &str, given: &mut Given) {
    match serde_json::from_str(text) {
        Ok(Value::Object(mut object)) => {
            // With JSON, Slack takes the token from the header only.
            object.remove("token");
            let query = std::mem::take(&mut given.arguments);
            given.arguments = Arguments::from_object(object);
            for name in query.names() {
                if let Some(value) = query.get(name) {
                    given.arguments.set(name, value.clone());
                }
            }
        }
        Ok(_) => given.refusal = Some(Refusal::new("json_not_object")),
        Err(_) => given.refusal = Some(Refusal::new("invalid_json")),
    }
}
