//! Tokens, bodies, scopes, arguments, rate limits: what every method has in common; and the plain readers.
//! Each refusal here is one that a careless client would meet in Slack.

use axum::{body::Body, extract::Request, http::StatusCode};
use serde_json::json;
use standin::Options;

use crate::support::{call, fine, form, refused, request, send, standin, with};

#[tokio::test]
async fn tokens() {
    let standin = standin();
    let post = |token: Option<&str>, body: &'static str| {
        let mut request = Request::post("/api/auth.test").header("content-type", "application/x-www-form-urlencoded");
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        request.body(Body::from(body)).expect("a request")
    };
    refused(&send(&standin, post(None, "")).await.1, "not_authed");
    refused(&send(&standin, post(Some("xoxb-wrong"), "")).await.1, "invalid_auth");
    let token = standin.credentials().bot_token;
    let written = Request::post("/api/auth.test")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(format!("token={token}")))
        .expect("a request");
    let answer = send(&standin, written).await.1;
    assert_eq!(fine(&answer)["user_id"], json!("UBOT"));
    assert_eq!(answer["team_id"], json!("T1"));
    let in_json = Request::post("/api/auth.test")
        .header("content-type", "application/json; charset=utf-8")
        .body(Body::from(json!({"token": token}).to_string()))
        .expect("a request");
    refused(&send(&standin, in_json).await.1, "not_authed");
}

#[tokio::test]
async fn bodies() {
    let standin = standin();
    refused(&call(&standin, "no.such", json!({})).await, "unknown_method");
    fine(&call(&standin, "api.test", json!({"foo": "bar"})).await);
    refused(&form(&standin, "api.test", "error=my_error").await, "my_error");
    // JSON to a method that takes forms: the argument is not seen.
    refused(&call(&standin, "users.info", json!({"user": "UANA"})).await, "user_not_found");
    fine(&form(&standin, "users.info", "user=UANA").await);
    let get = Request::get("/api/users.info?user=UANA")
        .header("authorization", format!("Bearer {}", standin.credentials().bot_token))
        .body(Body::empty())
        .expect("a request");
    fine(&send(&standin, get).await.1);
}

#[tokio::test]
async fn body_types() {
    let standin = standin();
    let bare =
        send(&standin, request(&standin, "chat.postMessage", "application/json", json!({"channel": "CGEN", "text": "x"}).to_string()))
            .await
            .1;
    assert_eq!(fine(&bare)["warning"], json!("missing_charset"));
    refused(&send(&standin, request(&standin, "chat.postMessage", "application/json", "{".to_owned())).await.1, "invalid_json");
    refused(&send(&standin, request(&standin, "chat.postMessage", "application/json", "[]".to_owned())).await.1, "json_not_object");
    refused(&send(&standin, request(&standin, "chat.postMessage", "text/html", "x".to_owned())).await.1, "invalid_post_type");
}

#[tokio::test]
async fn scopes_and_arguments() {
    let standin = with(Options { scopes: vec!["commands".to_owned()], ..Options::default() });
    let answer = call(&standin, "chat.postMessage", json!({"channel": "CGEN", "text": "x"})).await;
    refused(&answer, "missing_scope");
    assert_eq!((&answer["needed"], &answer["provided"]), (&json!("chat:write"), &json!("commands")));

    let strict = crate::support::standin();
    refused(&call(&strict, "chat.postMessage", json!({"channel": "CGEN", "txt": "x"})).await, "invalid_arguments");
    refused(&call(&strict, "chat.postMessage", json!({"channel": 7, "text": "x"})).await, "invalid_arguments");
    // Slack's own kits say it with every call; no row of this method has it.
    fine(&call(&strict, "chat.postMessage", json!({"channel": "CGEN", "text": "x", "team_id": "T1"})).await);
    let lenient = with(Options { strict_arguments: false, ..Options::default() });
    fine(&call(&lenient, "chat.postMessage", json!({"channel": "CGEN", "text": "x", "txt": "y"})).await);
    assert_eq!(lenient.calls()[0].warning.as_deref(), Some("unknown_argument:txt"));
    assert_eq!(lenient.calls()[0].arguments["channel"], json!("CGEN"));
}

#[tokio::test]
async fn rate_limits() {
    let standin = with(Options { rate_limits: true, ..Options::default() });
    for _ in 0..20 {
        fine(&form(&standin, "users.list", "").await);
    }
    let (status, _) = send(&standin, request(&standin, "users.list", "application/x-www-form-urlencoded", String::new())).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(standin.calls()[20].error.as_deref(), Some("ratelimited"));
}

#[tokio::test]
async fn people_in_pages() {
    let standin = standin();
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = form(&standin, "users.list", &format!("limit=2&cursor={cursor}")).await;
        for user in fine(&page)["members"].as_array().expect("a list") {
            assert!(user["profile"].get("fields").is_none() && user["profile"].get("email").is_none());
            seen.push(user["id"].as_str().unwrap_or_default().to_owned());
        }
        cursor = page["response_metadata"]["next_cursor"].as_str().expect("a cursor, even at the end").to_owned();
        if cursor.is_empty() {
            break;
        }
    }
    assert_eq!(seen, ["UANA", "USAM", "UKIM", "UGONE", "UBOT", "USLACKBOT"]);
    refused(&form(&standin, "users.list", "cursor=nonsense").await, "invalid_cursor");
    refused(&form(&standin, "users.list", "limit=-1").await, "invalid_arguments");
    refused(&form(&standin, "users.info", "user=UNOBODY").await, "user_not_found");
    refused(&form(&standin, "users.info", "").await, "user_not_found");
    let readable = with(Options { scopes: vec!["users:read".to_owned(), "users:read.email".to_owned()], ..Options::default() });
    assert_eq!(form(&readable, "users.info", "user=UANA").await["user"]["profile"]["email"], json!("x@example.com"));
    standin.replace_user(json!({"id": "UANA", "name": "ana", "deleted": true}));
    assert_eq!(form(&standin, "users.info", "user=UANA").await["user"]["deleted"], json!(true));
}
