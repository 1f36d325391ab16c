//! Deliveries that come twice, late, overtaken, or whose acknowledgement is lost.
//! The person sees what they would see in Slack; the bot sees what a bot must survive.

use std::time::Duration;

use axum::{body::Body, extract::Request};
use serde_json::json;
use standin::{Fault, FaultKind, Options, Standin};

use crate::support::{Bot, call, field, fine, send, standin, with};

fn fault(standin: &Standin, method: &str, kind: &str) {
    let kind: FaultKind = kind.parse().expect("a fault");
    let fault = Fault { method: method.to_owned(), kind, count: 1 };
    fault.check().expect("it can happen");
    standin.fault(fault);
}

fn texts(bot: &Bot) -> Vec<String> {
    bot.got().iter().map(|(_, _, body)| field(body, "text")).collect()
}

#[tokio::test]
async fn twice() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "kept");
    fault(&standin, "delivery/commands", "duplicate");
    assert_eq!(standin.slash("UANA", "/gave", "x", None).await.expect("delivered").error, None);
    assert_eq!(texts(&bot), ["x", "x"]);
    assert_eq!(bot.got()[0].2, bot.got()[1].2);
    assert_eq!(standin.ephemerals("UANA").len(), 1);
    standin.slash("UANA", "/gave", "y", None).await.expect("delivered");
    assert_eq!(texts(&bot).len(), 3);
}

#[tokio::test]
async fn late() {
    let standin = with(Options { ack_timeout: Duration::from_millis(40), ..Options::default() });
    let bot = Bot::attached(&standin, 200, "text/plain", "kept");
    fault(&standin, "delivery", "late_delivery:80");
    let told = standin.slash("UANA", "/gave", "x", None).await.expect("tried");
    assert_eq!((told.error.as_deref(), texts(&bot).len()), (Some("operation_timeout"), 0));
    tokio::time::sleep(Duration::from_millis(80)).await;
    assert_eq!(texts(&bot), ["x"]);
    assert!(standin.ephemerals("UANA").is_empty());
}

#[tokio::test]
async fn overtaken() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    fault(&standin, "delivery", "reordered");
    let (first, second) = tokio::join!(standin.slash("UANA", "/gave", "one", None), standin.slash("UANA", "/gave", "two", None));
    assert_eq!((first.expect("delivered").error, second.expect("delivered").error), (None, None));
    assert_eq!(texts(&bot), ["two", "one"]);
}

#[tokio::test]
async fn lost_there_or_back() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "kept");
    for (kind, error, arrived) in
        [("timeout_before", "operation_timeout", 0), ("reset", "dispatch_failed", 0), ("timeout_after", "operation_timeout", 1)]
    {
        fault(&standin, "delivery", kind);
        let told = standin.slash("UANA", "/gave", "x", None).await.expect("tried");
        assert_eq!((told.error.as_deref(), texts(&bot).len()), (Some(error), arrived), "{kind}");
    }
    assert!(standin.ephemerals("UANA").is_empty());
    // An event whose acknowledgement is lost comes again.
    fault(&standin, "delivery/events", "timeout_after");
    assert_eq!(standin.event(json!({"type": "team_join"})).await.expect("delivered").error, None);
    assert_eq!(bot.got()[1].2, bot.got()[2].2);
}

#[tokio::test]
async fn calls_and_deliveries_go_wrong_in_their_own_ways() {
    let standin = standin();
    Bot::attached(&standin, 200, "text/plain", "");
    standin.fault(Fault { method: "*".to_owned(), kind: FaultKind::Http500, count: 1 });
    assert_eq!(standin.slash("UANA", "/gave", "x", None).await.expect("delivered").error, None);
    let ask = async |body: serde_json::Value| {
        send(&standin, Request::post("/sandbox/faults").body(Body::from(body.to_string())).expect("a request")).await.0.as_u16()
    };
    assert_eq!(ask(json!({"method": "chat.postMessage", "kind": "duplicate"})).await, 400);
    assert_eq!(ask(json!({"method": "delivery", "kind": "http_500"})).await, 400);
    assert_eq!(ask(json!({"method": "delivery", "kind": "duplicate"})).await, 200);
}

#[tokio::test]
async fn limits_can_be_turned_on_while_it_runs() {
    let standin = standin();
    let ask = async |body: serde_json::Value| {
        send(&standin, Request::post("/sandbox/options").body(Body::from(body.to_string())).expect("a request")).await.0.as_u16()
    };
    assert_eq!(ask(json!({"rate_limits": true})).await, 200);
    assert_eq!(ask(json!({"rate_limit": true})).await, 400);
    let mut errors = Vec::new();
    for _ in 0..6 {
        errors.push(call(&standin, "chat.postMessage", json!({"channel": "CGEN", "text": "x"})).await["error"].clone());
    }
    assert_eq!((&errors[3], &errors[5]), (&json!(null), &json!("ratelimited")));
    for _ in 0..20 {
        fine(&crate::support::form(&standin, "users.list", "").await);
    }
    crate::support::refused(&crate::support::form(&standin, "users.list", "").await, "ratelimited");
}
