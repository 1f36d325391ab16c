//! Faults: each kind, and what it leaves behind.
//! The difference between "refused" and "happened, but unheard" is what the bot must be tried against.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::json;
use standin::{Fault, FaultKind, Options, Standin};

use crate::support::{Bot, NOW_MS, call, fine, refused, request, send, standin, with};

fn fault(standin: &Standin, kind: &str) {
    let kind: FaultKind = kind.parse().expect("a fault");
    standin.fault(Fault { method: "chat.postMessage".to_owned(), kind, count: 1 });
}

async fn post(standin: &Standin) -> (StatusCode, serde_json::Value) {
    let body = json!({"channel": "CGEN", "text": "x"}).to_string();
    send(standin, request(standin, "chat.postMessage", "application/json; charset=utf-8", body)).await
}

fn impatient() -> Standin {
    with(Options { hang: Duration::from_millis(20), ..Options::default() })
}

#[tokio::test]
async fn refusals_without_effect() {
    let standin = impatient();
    for (kind, status) in [
        ("http_429:7", 429),
        ("http_500", 500),
        ("http_502", 502),
        ("http_503", 503),
        ("reset", 599),
        ("timeout_before", 599),
        ("error:fatal_error", 200),
    ] {
        fault(&standin, kind);
        let (got, answer) = post(&standin).await;
        assert_eq!(got.as_u16(), status, "{kind}");
        if status == 200 {
            refused(&answer, "fatal_error");
        }
        assert_eq!(standin.calls().pop().and_then(|call| call.fault).as_deref(), Some(kind));
    }
    assert!(standin.conversation("CGEN").is_empty());
    fine(&post(&standin).await.1);
}

#[tokio::test]
async fn effects_without_answer() {
    let standin = impatient();
    fault(&standin, "timeout_after");
    assert_eq!(post(&standin).await.0.as_u16(), 599);
    assert_eq!(standin.conversation("CGEN").len(), 1);
    // A caller that gives up changes nothing about it.
    let patient = crate::support::standin();
    fault(&patient, "timeout_after");
    assert!(tokio::time::timeout(Duration::from_millis(20), post(&patient)).await.is_err());
    assert_eq!(patient.conversation("CGEN").len(), 1);
}

#[tokio::test]
async fn late_effects() {
    let standin = impatient();
    fault(&standin, "late_effect:90");
    assert_eq!(post(&standin).await.0.as_u16(), 599);
    standin.set_now(NOW_MS + 89_999);
    assert!(standin.conversation("CGEN").is_empty());
    standin.set_now(NOW_MS + 3_600_000);
    let late = standin.conversation("CGEN");
    assert_eq!(late[0]["ts"], json!("1700000090.000100"));
}

#[tokio::test]
async fn lost_messages() {
    let standin = standin();
    fault(&standin, "undelivered");
    let answer = post(&standin).await.1;
    assert_eq!(fine(&answer)["message"]["text"], json!("x"));
    assert!(standin.conversation("CGEN").is_empty());
    fine(&call(&standin, "chat.update", json!({"channel": "CGEN", "ts": answer["ts"], "text": "y"})).await);
    assert!(standin.conversation("CGEN").is_empty() && standin.log().is_empty());
}

#[tokio::test]
async fn nothing_reaches_people() {
    let standin = standin();
    Bot::attached(&standin, 200, "text/plain", "kept");
    standin.deliver_to_people(false);
    fine(&post(&standin).await.1);
    fine(&call(&standin, "chat.postEphemeral", json!({"channel": "CGEN", "user": "UANA", "text": "x"})).await);
    let view = json!({"type": "home", "blocks": []});
    fine(&call(&standin, "views.publish", json!({"user_id": "UANA", "view": view})).await);
    standin.slash("UANA", "/gave", "x", None).await.expect("delivered");
    assert!(standin.conversation("CGEN").is_empty() && standin.ephemerals("UANA").is_empty() && standin.home("UANA").is_none());
    assert_eq!(standin.log().len(), 1, "only what was typed");
    standin.deliver_to_people(true);
    fine(&post(&standin).await.1);
    assert_eq!(standin.conversation("CGEN").len(), 1);
}
