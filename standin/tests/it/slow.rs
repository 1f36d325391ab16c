//! Apps that answer too late, or badly, over both transports: what the person sees is Slack's error, not the app's answer.
//! Commands, buttons and modals alike; an answer that comes after its time changes nothing.

use std::time::Duration;

use axum::Router;
use serde_json::{Value, json};
use standin::{Delivery, Entry, Options, Standin};

use crate::support::{Bot, actions, button, call, with};

/// The three things a person waits for: something they typed, pressed, submitted.
async fn tried(standin: &Standin) -> Vec<(String, Option<String>)> {
    let words = |text: &str| json!({"type": "plain_text", "text": text});
    let view = json!({"type": "modal", "title": words("One"), "submit": words("Save"), "blocks": []});
    let blocks = json!([actions(&[button("done", "Done", "1")])]);
    let posted = call(standin, "chat.postMessage", json!({"channel": "UANA", "blocks": blocks})).await;
    let ts = posted["ts"].as_str().expect("a timestamp").to_owned();
    let modal = standin.show_modal("UANA", &view).expect("a good view");
    let outcomes = [
        ("/gave", standin.slash("UANA", "/gave", "x", None).await),
        ("Done", standin.click("UANA", &ts, "done", None).await),
        ("Submit", standin.submit("UANA", &modal, &Value::Null).await),
    ];
    assert_eq!(standin.modals("UANA").len(), 1, "a modal stays open when its submission failed");
    outcomes.into_iter().map(|(what, told)| (what.to_owned(), told.expect("tried").error)).collect()
}

/// What people saw fail.
fn seen(standin: &Standin) -> Vec<(String, Option<String>)> {
    let failed = standin.log().into_iter().filter_map(|entry| match entry {
        Entry::UserSawError { what, error, .. } => Some((what, Some(error))),
        _ => None,
    });
    failed.collect()
}

fn all(error: &str) -> Vec<(String, Option<String>)> {
    ["/gave", "Done", "Submit"].map(|what| (what.to_owned(), Some(error.to_owned()))).to_vec()
}

fn impatient() -> Standin {
    with(Options { ack_timeout: Duration::from_millis(40), ..Options::default() })
}

#[tokio::test]
async fn too_late_over_http() {
    let standin = impatient();
    let slow = Router::new().fallback(|| async { tokio::time::sleep(Duration::from_secs(5)).await });
    standin.deliver_to(Delivery::InProcess(slow));
    assert_eq!(tried(&standin).await, all("operation_timeout"));
    assert_eq!(seen(&standin), all("operation_timeout"));
}

#[tokio::test]
async fn badly_over_http() {
    let standin = impatient();
    Bot::attached(&standin, 500, "application/json", &json!({"text": "kept"}).to_string());
    assert_eq!(tried(&standin).await, all("dispatch_failed"));
    assert_eq!(seen(&standin), all("dispatch_failed"));
    assert!(standin.ephemerals("UANA").is_empty());
}

#[tokio::test]
async fn too_late_over_socket_mode() {
    let standin = crate::socket_mode::served(Options { ack_timeout: Duration::from_millis(40), ..Options::default() }).await;
    // Connected, and silent.
    let _silent = crate::socket_mode::connect(&standin).await;
    assert_eq!(tried(&standin).await, all("operation_timeout"));
    assert_eq!(seen(&standin), all("operation_timeout"));
}

#[tokio::test]
async fn nobody_there_over_socket_mode() {
    let standin = impatient();
    standin.deliver_to(Delivery::Socket);
    assert_eq!(tried(&standin).await, all("dispatch_failed"));
    assert_eq!(seen(&standin), all("dispatch_failed"));
}

#[test]
fn three_seconds_unless_told_otherwise() {
    assert_eq!(Options::default().ack_timeout, Duration::from_secs(3));
    assert_eq!(Options::default().trigger_lifetime, Duration::from_secs(3));
    assert_eq!(Options::default().response_lifetime, Duration::from_mins(30));
    assert_eq!(Options::default().events_per_hour, 30_000);
}
