//! A small workspace, a caller of methods, and a bot that answers what it is told to.
//! Calls go through the real router, so that every test passes every check.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use standin::{Delivery, Options, Standin, Workspace};
use tower::ServiceExt;

/// 2023-11-14, 22:13:20 UTC.
pub const NOW_MS: i64 = 1_700_000_000_000;

pub fn workspace() -> Workspace {
    let user = |id: &str, name: &str, real: &str| {
        json!({"id": id, "team_id": "T1", "name": name, "deleted": false, "real_name": real, "is_bot": false,
               "profile": {"real_name": real, "display_name": name, "email": "x@example.com", "fields": {"Xf1": {"value": "Red"}}}})
    };
    let mut gone = user("UGONE", "gone", "Gone Girl");
    gone["deleted"] = json!(true);
    let value = json!({
        "team": {"id": "T1", "name": "Example", "domain": "example"},
        "users": [user("UANA", "ana", "Ana Lopez"), user("USAM", "sam", "Sam Reed"), user("UKIM", "kim", "Kim Ito"), gone,
                  {"id": "UBOT", "name": "goodturn", "real_name": "Goodturn", "is_bot": true, "deleted": false}],
        "channels": [
            {"id": "CGEN", "name": "general", "is_channel": true, "is_private": false, "is_member": true},
            {"id": "COUT", "name": "outside", "is_channel": true, "is_private": false, "is_member": false},
            {"id": "CSEC", "name": "secret", "is_channel": true, "is_private": true, "is_member": false, "members": ["UKIM"]},
            {"id": "COLD", "name": "old", "is_channel": true, "is_archived": true, "is_member": true},
            {"id": "CDUO", "name": "duo", "is_channel": true, "is_member": true, "members": ["UANA", "UBOT"]},
        ],
        "usergroups": [],
    });
    serde_json::from_value(value).expect("the workspace is well-formed")
}

pub fn standin() -> Standin {
    with(Options::default())
}

pub fn with(options: Options) -> Standin {
    let standin = Standin::new(workspace(), options);
    standin.set_now(NOW_MS);
    standin
}

/// Sends a request to the router. Answers status and body.
pub async fn send(standin: &Standin, request: Request) -> (StatusCode, Value) {
    let Ok(response) = standin.router().oneshot(request).await;
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("the body is whole");
    let text = String::from_utf8(bytes.to_vec()).expect("the body is text");
    let value = serde_json::from_str(&text).unwrap_or(Value::String(text));
    (status, value)
}

/// A request with the bot's token.
pub fn request(standin: &Standin, method: &str, content_type: &str, body: String) -> Request {
    Request::post(format!("/api/{method}"))
        .header("authorization", format!("Bearer {}", standin.credentials().bot_token))
        .header("content-type", content_type)
        .body(Body::from(body))
        .expect("the request is well-formed")
}

/// Calls a method with JSON.
pub async fn call(standin: &Standin, method: &str, arguments: Value) -> Value {
    send(standin, request(standin, method, "application/json; charset=utf-8", arguments.to_string())).await.1
}

/// Calls a method with a form.
pub async fn form(standin: &Standin, method: &str, body: &str) -> Value {
    send(standin, request(standin, method, "application/x-www-form-urlencoded", body.to_owned())).await.1
}

/// Asserts a refusal.
pub fn refused(answer: &Value, error: &str) {
    assert_eq!(answer["ok"], json!(false), "{answer}");
    assert_eq!(answer["error"], json!(error), "{answer}");
}

/// Asserts an answer that is ok.
pub fn fine(answer: &Value) -> &Value {
    assert_eq!(answer["ok"], json!(true), "{answer}");
    answer
}

/// What a fake bot got: path, headers, body.
pub type Got = (String, Vec<(String, String)>, String);

/// A bot that answers the same to everything and remembers what it got.
#[derive(Clone, Default)]
pub struct Bot {
    got: Arc<Mutex<Vec<Got>>>,
}

impl Bot {
    /// Attached to the stand-in in process.
    pub fn attached(standin: &Standin, status: u16, content_type: &'static str, body: &str) -> Self {
        let bot = Self::default();
        standin.deliver_to(Delivery::InProcess(bot.router(status, content_type, body)));
        bot
    }

    pub fn router(&self, status: u16, content_type: &'static str, body: &str) -> Router {
        let got = Arc::clone(&self.got);
        let body = body.to_owned();
        Router::new().fallback(move |request: Request| {
            let (got, body) = (Arc::clone(&got), body.clone());
            async move { answer(&got, request, status, content_type, body).await }
        })
    }

    pub fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The last interaction's payload.
    pub fn payload(&self) -> Value {
        let (_, _, body) = self.got().pop().expect("something was delivered");
        serde_json::from_str(&field(&body, "payload")).expect("the payload is JSON")
    }
}

async fn answer(got: &Mutex<Vec<Got>>, request: Request, status: u16, content_type: &'static str, body: String) -> Response {
    let path = request.uri().path().to_owned();
    let headers = request.headers().iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned())).collect();
    let bytes = to_bytes(request.into_body(), usize::MAX).await.unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    got.lock().unwrap_or_else(PoisonError::into_inner).push((path, headers, text));
    (StatusCode::from_u16(status).expect("a status"), [("content-type", content_type)], body).into_response()
}

/// One decoded field of a form.
pub fn field(body: &str, name: &str) -> String {
    let uri = body.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")).map(str::to_owned)).unwrap_or_default();
    let mut out = Vec::new();
    let mut bytes = uri.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let pair = [bytes.next().unwrap_or(b'0'), bytes.next().unwrap_or(b'0')];
                let pair = String::from_utf8_lossy(&pair).into_owned();
                out.push(u8::from_str_radix(&pair, 16).unwrap_or(b'?'));
            }
            other => out.push(other),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// A section with words.
pub fn section(text: &str) -> Value {
    json!({"type": "section", "text": {"type": "mrkdwn", "text": text}})
}

/// A button.
pub fn button(action_id: &str, label: &str, value: &str) -> Value {
    json!({"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": label}, "value": value})
}

/// Buttons in a row.
pub fn actions(buttons: &[Value]) -> Value {
    json!({"type": "actions", "elements": buttons})
}
