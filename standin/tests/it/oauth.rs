//! Installing: the page, its buttons, codes and tokens, and how tokens rotate and end.
//! Every wrong turn has Slack's error, so that a bot's messages about them can be tried.

use axum::{body::Body, extract::Request};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use standin::{Options, Standin};
use tower::ServiceExt;

use crate::support::{Bot, NOW_MS, field, fine, form, refused, send, standin, with};

const BACK: &str = "http://127.0.0.1:3000/slack/oauth/callback";

/// BACK as it stands in a query.
const BACK_ENCODED: &str = "http%3A%2F%2F127.0.0.1%3A3000%2Fslack%2Foauth%2Fcallback";

fn request(standin: &Standin) -> String {
    format!("client_id={}&scope=commands,chat:write&state=s%261&redirect_uri={BACK_ENCODED}", standin.credentials().client_id)
}

fn agreed(standin: &Standin) -> String {
    let location = standin.consent(&format!("http://x/oauth/v2/authorize?{}", request(standin)), Some("UANA"), true).expect("allowed");
    let query = location.strip_prefix(BACK).and_then(|rest| rest.strip_prefix('?')).expect("sent back");
    assert_eq!(field(query, "state"), "s&1");
    field(query, "code")
}

async fn exchange(standin: &Standin, more: &str) -> Value {
    let credentials = standin.credentials();
    let secret = format!("client_id={}&client_secret={}", credentials.client_id, credentials.client_secret);
    form(standin, "oauth.v2.access", &format!("{secret}&{more}")).await
}

async fn asks(standin: &Standin, query: &str) -> (u16, String) {
    let path = format!("/oauth/v2/authorize?{query}");
    let (status, page) = send(standin, Request::get(path).body(Body::empty()).expect("a request")).await;
    (status.as_u16(), page.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn the_page_and_its_buttons() {
    let standin = with(Options { redirect_urls: vec!["http://127.0.0.1:3000/".to_owned()], ..Options::default() });
    let query = request(&standin);
    let (status, page) = asks(&standin, &query).await;
    assert_eq!(status, 200);
    for part in ["<code>chat:write</code>", ">Allow</button>", "Goodturn asks to join Example"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let id = standin.credentials().client_id;
    for (query, error) in [
        ("client_id=x&scope=commands".to_owned(), "invalid_client_id"),
        (format!("client_id={id}"), "no_scopes"),
        (format!("client_id={id}&scope=commands&redirect_uri=http%3A%2F%2Fevil.example"), "bad_redirect_uri"),
        (format!("client_id={id}&scope=commands&redirect_uri=javascript%3Ax"), "bad_redirect_uri"),
    ] {
        let (status, page) = asks(&standin, &query).await;
        assert!(status == 400 && page.contains(error), "{page}");
        assert!(standin.consent(&format!("http://x/?{query}"), None, true).is_err());
    }
    for (decision, part) in [("allow", "code="), ("deny", "error=access_denied")] {
        let body = format!("decision={decision}&request={}", query.replace('%', "%25").replace('&', "%26"));
        let pressed = Request::post("/oauth/v2/authorize").body(Body::from(body)).expect("a request");
        let response = standin.router().oneshot(pressed).await.expect("a response");
        let location = response.headers()["location"].to_str().expect("text").to_owned();
        assert_eq!(response.status().as_u16(), 302);
        assert!(location.starts_with(BACK) && location.contains(part) && location.contains("state=s%261"), "{location}");
    }
}

#[tokio::test]
async fn a_code_becomes_a_token_once() {
    let standin = standin();
    let code = agreed(&standin);
    refused(&exchange(&standin, &format!("code={code}")).await, "bad_redirect_uri");
    refused(&exchange(&standin, &format!("code={code}&redirect_uri=http%3A%2F%2Fother")).await, "bad_redirect_uri");
    let right = format!("code={code}&redirect_uri={BACK_ENCODED}");
    let answer = exchange(&standin, &right).await;
    assert_eq!((&fine(&answer)["team"]["id"], &answer["authed_user"]["id"]), (&json!("T1"), &json!("UANA")));
    assert_eq!((&answer["token_type"], &answer["bot_user_id"]), (&json!("bot"), &json!("UBOT")));
    assert_eq!(answer["access_token"], json!(standin.credentials().bot_token));
    assert!(answer.get("refresh_token").is_none());
    refused(&exchange(&standin, &right).await, "invalid_code");
    refused(&exchange(&standin, "").await, "invalid_code");
    refused(&exchange(&standin, "grant_type=password").await, "invalid_grant_type");
    refused(&exchange(&standin, "grant_type=refresh_token&refresh_token=x").await, "invalid_refresh_token");
    let id = standin.credentials().client_id;
    refused(&form(&standin, "oauth.v2.access", "client_id=x&client_secret=y").await, "invalid_client_id");
    refused(&form(&standin, "oauth.v2.access", &format!("client_id={id}&client_secret=y")).await, "bad_client_secret");
    refused(&form(&standin, "oauth.v2.access", &format!("client_id={id}")).await, "bad_client_secret");
}

#[tokio::test]
async fn basic_authentication() {
    let standin = standin();
    let credentials = standin.credentials();
    let call = async |secret: &str| {
        let encoded = BASE64_STANDARD.encode(format!("{}:{secret}", credentials.client_id));
        let request = Request::post("/api/oauth.v2.access")
            .header("authorization", format!("Basic {encoded}"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(format!("code={}&redirect_uri={BACK_ENCODED}", agreed(&standin))));
        send(&standin, request.expect("a request")).await.1
    };
    fine(&call(&credentials.client_secret).await);
    refused(&call("wrong").await, "bad_client_secret");
}

#[tokio::test]
async fn tokens_that_rotate() {
    let standin = with(Options { token_rotation: true, ..Options::default() });
    let first = exchange(&standin, &format!("code={}&redirect_uri={BACK_ENCODED}", agreed(&standin))).await;
    assert_eq!(fine(&first)["expires_in"], json!(43_200));
    let ask = async |answer: &Value| {
        let token = answer["access_token"].as_str().expect("a token").to_owned();
        let request = Request::get("/api/auth.test").header("authorization", format!("Bearer {token}")).body(Body::empty());
        send(&standin, request.expect("a request")).await.1
    };
    assert!(first["access_token"].as_str().is_some_and(|token| token.starts_with("xoxe.xoxb-1-")));
    fine(&ask(&first).await);
    standin.set_now(NOW_MS + 43_200_000);
    refused(&ask(&first).await, "token_expired");
    let refresh = format!("grant_type=refresh_token&refresh_token={}", first["refresh_token"].as_str().expect("a token"));
    let second = exchange(&standin, &refresh).await;
    fine(&ask(&second).await);
    refused(&exchange(&standin, &refresh).await, "invalid_refresh_token");
    refused(&ask(&first).await, "token_expired");
}

#[tokio::test]
async fn taken_out_by_an_admin() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    standin.uninstall().await.expect("delivered");
    let types: Vec<Value> =
        bot.got().iter().map(|(_, _, body)| serde_json::from_str::<Value>(body).expect("JSON")["event"]["type"].clone()).collect();
    assert_eq!(types, [json!("tokens_revoked"), json!("app_uninstalled")]);
    refused(&form(&standin, "auth.test", "").await, "account_inactive");
    let url = format!("http://x/?{}", request(&standin));
    let denied = standin.consent(&url, None, false).expect("denied");
    assert!(denied.contains("error=access_denied"));
    let answer = exchange(&standin, &format!("code={}&redirect_uri={BACK_ENCODED}", agreed(&standin))).await;
    assert_eq!(fine(&answer)["scope"], json!("commands,chat:write"));
    fine(&form(&standin, "auth.test", "").await);
    let body = json!({"url": url, "allow": true}).to_string();
    let agreed = send(&standin, Request::post("/sandbox/consent").body(Body::from(body)).expect("a request")).await.1;
    assert!(fine(&agreed)["location"].as_str().is_some_and(|location| location.contains("code=")));
}
