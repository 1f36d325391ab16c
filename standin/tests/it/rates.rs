//! How long Slack says to wait: as long as a tier and a channel ask for, and no shorter.
//! A bot that waits as it was told must get through, and one that comes earlier must not.

use axum::http::StatusCode;
use serde_json::json;
use standin::{Options, Standin};

use crate::support::{NOW_MS, request, send, with};

const JSON: &str = "application/json; charset=utf-8";
const FORM: &str = "application/x-www-form-urlencoded";

/// Posts; nothing when it went out, else the seconds to wait.
async fn post(standin: &Standin, channel: &str) -> Option<i64> {
    call(standin, "chat.postMessage", JSON, json!({"channel": channel, "text": "x"}).to_string()).await
}

async fn call(standin: &Standin, method: &str, kind: &str, body: String) -> Option<i64> {
    use tower::ServiceExt;
    let Ok(response) = standin.router().oneshot(request(standin, method, kind, body)).await;
    if response.status() == StatusCode::OK {
        return None;
    }
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    response.headers().get("retry-after")?.to_str().ok()?.parse().ok()
}

fn limited() -> Standin {
    with(Options { rate_limits: true, ..Options::default() })
}

#[tokio::test]
async fn of_a_tier_until_its_minute_is_over() {
    for (method, calls, kind, body) in [
        ("users.list", 20, FORM, String::new()),
        ("conversations.open", 50, JSON, json!({"users": "UANA"}).to_string()),
        ("users.info", 100, FORM, "user=UANA".to_owned()),
    ] {
        let standin = limited();
        for number in 0..calls {
            standin.set_now(NOW_MS + number * 100);
            assert_eq!(call(&standin, method, kind, body.clone()).await, None, "{method} {number}");
        }
        let now = NOW_MS + 15_000;
        standin.set_now(now);
        let wait = call(&standin, method, kind, body.clone()).await.expect("one too many");
        assert!((45..=46).contains(&wait), "{method}: the first call was fifteen seconds ago, and {wait} is said");
        standin.set_now(now + (wait - 2) * 1_000);
        assert!(call(&standin, method, kind, body.clone()).await.is_some(), "{method}: two seconds early");
        standin.set_now(now + wait * 1_000);
        assert_eq!(call(&standin, method, kind, body).await, None, "{method}: as it was told");
    }
}

#[tokio::test]
async fn of_a_channel_whatever_it_is_called() {
    let standin = limited();
    let dm = {
        let opened = send(&standin, request(&standin, "conversations.open", JSON, json!({"users": "UANA"}).to_string())).await.1;
        opened["channel"]["id"].as_str().expect("a DM").to_owned()
    };
    for names in [["CGEN", "#general", "general"], [dm.as_str(), "UANA", dm.as_str()]] {
        for turn in 0..4 {
            assert_eq!(post(&standin, names[turn % 3]).await, None);
        }
        for name in names {
            let wait = post(&standin, name).await.unwrap_or_default();
            assert!((1..=2).contains(&wait), "{name} is the same conversation: {wait}");
        }
    }
    assert_eq!(post(&standin, "CDUO").await, None, "another has its own pace");
    standin.set_now(NOW_MS + 2_000);
    assert_eq!(post(&standin, "#general").await, None, "as it was told");
}
