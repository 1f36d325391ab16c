//! What reaches the bot, byte by byte, and what people see of its answers.
//! Signatures are made anew each time; bytes and triggers are not.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use axum::{Router, body::Body, extract::Request, http::StatusCode};
use serde_json::{Value, json};
use standin::{Delivery, Entry, Options, SandboxError, sign};

use crate::support::{Bot, field, refused, section, send, standin, with};

fn header(headers: &[(String, String)], name: &str) -> String {
    headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

#[tokio::test]
async fn commands_are_signed() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    let told = standin.slash("UANA", "/gave", "<@USAM|sam> reviewed my *code*", Some("CGEN")).await.expect("it is delivered");
    assert_eq!((told.status, told.error), (200, None));
    let (path, headers, body) = bot.got().remove(0);
    assert_eq!(path, "/slack/commands");
    let timestamp = header(&headers, "x-slack-request-timestamp");
    assert_eq!(header(&headers, "x-slack-signature"), sign(&standin.credentials().signing_secret, &timestamp, &body));
    assert_eq!(header(&headers, "content-type"), "application/x-www-form-urlencoded");
    for (name, value) in [
        ("team_id", "T1"),
        ("team_domain", "example"),
        ("channel_id", "CGEN"),
        ("channel_name", "general"),
        ("user_id", "UANA"),
        ("user_name", "ana"),
        ("command", "/gave"),
        ("text", "<@USAM|sam> reviewed my *code*"),
        ("is_enterprise_install", "false"),
        ("trigger_id", told.trigger_id.as_str()),
    ] {
        assert_eq!(field(&body, name), value, "{name}");
    }
    assert!(standin.ephemerals("UANA").is_empty());
}

#[tokio::test]
async fn the_same_bytes_again() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    assert_eq!(standin.redeliver_last().await, Err(SandboxError::NothingDelivered));
    let first = standin.slash("UANA", "/gave", "x", None).await.expect("delivered");
    let again = standin.redeliver_last().await.expect("delivered again");
    assert_eq!(first.trigger_id, again.trigger_id);
    let got = bot.got();
    assert_eq!(got[0].2, got[1].2);
    assert_eq!(standin.last_request().map(|(path, _, body)| (path, body)), Some(("/slack/commands".to_owned(), got[1].2.clone())));
}

#[tokio::test]
async fn answers_to_commands() {
    let standin = standin();
    let blocks = json!([section("kept")]);
    Bot::attached(&standin, 200, "application/json", &json!({"text": "kept", "blocks": blocks}).to_string());
    standin.slash("UANA", "/gave", "x", None).await.expect("delivered");
    assert_eq!(standin.ephemerals("UANA")[0]["blocks"][0]["text"]["text"], json!("kept"));
    Bot::attached(&standin, 200, "text/plain; charset=utf-8", "plain words");
    standin.slash("UANA", "/gave", "x", None).await.expect("delivered");
    assert_eq!(standin.ephemerals("UANA")[1]["text"], json!("plain words"));
    Bot::attached(&standin, 200, "application/json", &json!({"response_type": "in_channel", "text": "all"}).to_string());
    standin.slash("UANA", "/gave", "x", Some("COUT")).await.expect("delivered");
    assert_eq!(standin.conversation("COUT")[0]["text"], json!("all"));
    Bot::attached(&standin, 200, "application/json", &json!({"text": "x", "blocks": [{"type": "nonsense"}]}).to_string());
    assert_eq!(standin.slash("UANA", "/gave", "x", None).await.expect("delivered").error.as_deref(), Some("invalid_command_response"));
}

#[tokio::test]
async fn failures_are_shown() {
    let standin = with(Options { ack_timeout: Duration::from_millis(30), ..Options::default() });
    assert_eq!(standin.slash("UANA", "/gave", "x", None).await, Err(SandboxError::NoDelivery));
    Bot::attached(&standin, 500, "text/plain", "no");
    assert_eq!(standin.slash("UANA", "/gave", "x", None).await.expect("tried").error.as_deref(), Some("dispatch_failed"));
    let slow = Router::new().fallback(|| async { tokio::time::sleep(Duration::from_secs(5)).await });
    standin.deliver_to(Delivery::InProcess(slow));
    let told = standin.slash("UANA", "/gave", "x", None).await.expect("tried");
    assert_eq!((told.status, told.error.as_deref()), (0, Some("operation_timeout")));
    let last = standin.log().pop().expect("an entry");
    assert!(
        matches!(last, Entry::UserSawError { user, what, error, .. } if user == "UANA" && what == "/gave" && error == "operation_timeout")
    );
    assert!(matches!(standin.slash("UGONE", "/gave", "x", None).await, Err(SandboxError::CannotAct(_))));
    assert!(matches!(standin.slash("UANA", "/gave", "x", Some("CSEC")).await, Err(SandboxError::NotThere { .. })));
}

#[tokio::test]
async fn events_and_their_retries() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    standin.open_home("UANA").await.expect("delivered");
    let (path, headers, body) = bot.got().remove(0);
    let envelope: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!((path.as_str(), header(&headers, "content-type").as_str()), ("/slack/events", "application/json"));
    assert_eq!(
        (&envelope["type"], &envelope["event"]["type"], &envelope["event"]["tab"]),
        (&json!("event_callback"), &json!("app_home_opened"), &json!("home"))
    );
    assert_eq!(envelope["authorizations"][0]["user_id"], json!("UBOT"));
}

#[tokio::test]
async fn events_are_tried_again() {
    let standin = standin();
    let failing = Bot::attached(&standin, 500, "text/plain", "");
    let told = standin.event(json!({"type": "team_join", "user": {"id": "UNEW"}})).await.expect("tried");
    assert_eq!(told.error.as_deref(), Some("http_error"));
    let numbers: Vec<String> = failing.got().iter().map(|(_, headers, _)| header(headers, "x-slack-retry-num")).collect();
    assert_eq!(numbers, ["", "1", "2", "3"]);
    assert_eq!(header(&failing.got()[1].1, "x-slack-retry-reason"), "http_error");
    Bot::attached(&standin, 200, "text/plain", "abc");
    assert_eq!(standin.event(json!({"type": "url_verification", "challenge": "abc"})).await.expect("delivered").error, None);
    assert!(standin.event(json!({"type": "url_verification", "challenge": "other"})).await.expect("delivered").error.is_some());
    assert!(matches!(standin.event(json!({})).await, Err(SandboxError::Wrong(_))));
}

#[tokio::test]
async fn the_first_retry_comes_at_once_and_the_others_later() {
    let pauses = [Duration::from_millis(200), Duration::from_millis(500)];
    let standin = with(Options { event_retry_delays: pauses, ..Options::default() });
    let came: Arc<Mutex<Vec<Instant>>> = Arc::default();
    let at = Arc::clone(&came);
    standin.deliver_to(Delivery::InProcess(Router::new().fallback(move || {
        at.lock().expect("nobody panicked").push(Instant::now());
        std::future::ready(StatusCode::INTERNAL_SERVER_ERROR)
    })));
    standin.event(json!({"type": "team_join", "user": {"id": "UNEW"}})).await.expect("tried");
    let came = came.lock().expect("nobody panicked").clone();
    let between: Vec<Duration> = came.windows(2).map(|two| two[1].duration_since(two[0])).collect();
    assert_eq!(between.len(), 3);
    assert!(between[0] < pauses[0] && between[1] >= pauses[0] && between[2] >= pauses[1], "{between:?}");
    let earnest = Options::default().event_retry_delays;
    assert_eq!(earnest, [Duration::ZERO; 2], "tests that say nothing don't wait for minutes");
}

#[tokio::test]
async fn a_bot_can_stop_the_retries() {
    let standin = standin();
    let count = Arc::new(Mutex::new(0));
    for (status, expected) in [(StatusCode::INTERNAL_SERVER_ERROR, 1), (StatusCode::NOT_FOUND, 1)] {
        let (times, this) = (Arc::clone(&count), status);
        *count.lock().expect("nobody panicked") = 0;
        standin.deliver_to(Delivery::InProcess(Router::new().fallback(move || {
            *times.lock().expect("nobody panicked") += 1;
            std::future::ready((this, [("x-slack-no-retry", "1")]))
        })));
        let told = standin.event(json!({"type": "team_join", "user": {"id": "UNEW"}})).await.expect("tried");
        assert_eq!((*count.lock().expect("nobody panicked"), told.error.as_deref()), (expected, Some("http_error")));
    }
}

async fn respond(standin: &standin::Standin, url: &str, body: Value) -> (StatusCode, Value) {
    let path = url.strip_prefix("http://standin.invalid").expect("the default base").to_owned();
    let request = Request::post(path).header("content-type", "application/json; charset=utf-8").body(Body::from(body.to_string()));
    send(standin, request.expect("a request")).await
}

#[tokio::test]
async fn response_addresses() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    standin.slash("UANA", "/gave", "x", None).await.expect("delivered");
    let url = field(&bot.got()[0].2, "response_url");
    refused(&respond(&standin, &url, json!({"blocks": [{"type": "nonsense"}]})).await.1, "invalid_blocks");
    for _ in 0..5 {
        assert_eq!(respond(&standin, &url, json!({"text": "later"})).await, (StatusCode::OK, json!("ok")));
    }
    let (status, answer) = respond(&standin, &url, json!({"text": "too often"})).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    refused(&answer, "used_url");
    refused(&respond(&standin, "http://standin.invalid/response/none", json!({"text": "x"})).await.1, "expired_url");
    assert_eq!(standin.ephemerals("UANA").len(), 5);
    // Nothing is left of an address half an hour later, used or not.
    standin.slash("UANA", "/gave", "x", None).await.expect("delivered");
    let url = field(&bot.got()[1].2, "response_url");
    standin.change_options(|options| options.response_lifetime = Duration::ZERO);
    let (status, answer) = respond(&standin, &url, json!({"text": "too late"})).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    refused(&answer, "expired_url");
    assert_eq!(standin.calls().iter().filter(|call| call.method == "response_url" && call.ok).count(), 5);
}
