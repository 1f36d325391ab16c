//! What an admin or the app's owner set: tabs, commands, Socket Mode, who is seen, how much is told.
//! A bot that takes any of it for granted must fail here as it does in Slack.

use axum::{body::Body, extract::Request};
use serde_json::{Value, json};
use standin::{Delivered, Entry, Options, Standin};

use crate::support::{Bot, NOW_MS, call, fine, form, refused, send, standin, with};

async fn options(standin: &Standin, body: Value) {
    fine(&send(standin, Request::post("/sandbox/options").body(Body::from(body.to_string())).expect("a request")).await.1);
}

#[tokio::test]
async fn without_a_messages_tab() {
    let standin = standin();
    let dm = call(&standin, "conversations.open", json!({"users": "UANA"})).await["channel"]["id"].clone();
    options(&standin, json!({"messages_tab": false})).await;
    refused(&call(&standin, "chat.postMessage", json!({"channel": "UANA", "text": "x"})).await, "messages_tab_disabled");
    refused(&call(&standin, "chat.postMessage", json!({"channel": dm, "text": "x"})).await, "messages_tab_disabled");
    refused(&call(&standin, "chat.postEphemeral", json!({"channel": dm, "user": "UANA", "text": "x"})).await, "messages_tab_disabled");
    fine(&call(&standin, "chat.postMessage", json!({"channel": "CGEN", "text": "x"})).await);
    options(&standin, json!({"messages_tab": true})).await;
    fine(&call(&standin, "chat.postMessage", json!({"channel": dm, "text": "x"})).await);
}

#[tokio::test]
async fn without_a_home_tab() {
    let standin = with(Options { home_tab: false, ..Options::default() });
    let view = json!({"type": "home", "blocks": []});
    refused(&call(&standin, "views.publish", json!({"user_id": "UANA", "view": view})).await, "not_enabled");
    assert!(standin.home("UANA").is_none());
}

#[tokio::test]
async fn people_the_bot_may_not_see() {
    let standin = standin();
    options(&standin, json!({"unseen_users": ["UANA"]})).await;
    refused(&form(&standin, "users.info", "user=UANA").await, "user_not_visible");
    refused(&call(&standin, "conversations.open", json!({"users": "UANA"})).await, "user_not_visible");
    refused(&form(&standin, "users.info", "user=UNOBODY").await, "user_not_found");
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = form(&standin, "users.list", &format!("limit=1&cursor={cursor}")).await;
        let members = fine(&page)["members"].as_array().expect("a list").clone();
        seen.extend(members.iter().map(|user| user["id"].as_str().unwrap_or_default().to_owned()));
        page["response_metadata"]["next_cursor"].as_str().expect("a cursor").clone_into(&mut cursor);
        if cursor.is_empty() {
            break;
        }
    }
    assert_eq!(seen, ["USAM", "UKIM", "UGONE", "UBOT", "USLACKBOT"]);
}

#[tokio::test]
async fn commands_that_no_app_has() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    options(&standin, json!({"commands": ["/gave", "/goodturn"]})).await;
    let told = standin.slash("UANA", "/give", "x", None).await.expect("typed");
    assert_eq!(told.error.as_deref(), Some("/give is not a valid command"));
    assert!(bot.got().is_empty());
    let last = standin.log().pop().expect("an entry");
    assert!(matches!(last, Entry::UserSawError { user, what, .. } if user == "UANA" && what == "/give"));
    assert_eq!(standin.slash("UANA", "/gave", "x", None).await.expect("typed").error, None);
    assert_eq!(bot.got().len(), 1);
}

#[tokio::test]
async fn socket_mode_turned_off_and_on() {
    let standin = standin();
    let open = async || {
        let token = standin.credentials().app_token;
        let request = Request::post("/api/apps.connections.open").header("authorization", format!("Bearer {token}"));
        send(&standin, request.body(Body::empty()).expect("a request")).await.1
    };
    fine(&open().await);
    let turn = async |action: &str| {
        let body = json!({"action": action}).to_string();
        fine(&send(&standin, Request::post("/sandbox/sockets").body(Body::from(body)).expect("a request")).await.1);
    };
    turn("turn_off").await;
    refused(&open().await, "forbidden_team");
    turn("turn_on").await;
    fine(&open().await);
}

#[tokio::test]
async fn connections_end_with_socket_mode() {
    let standin = crate::socket_mode::served(Options::default()).await;
    let mut client = crate::socket_mode::connect(&standin).await;
    let ticket = crate::socket_mode::ticket(&standin).await;
    standin.turn_socket_mode(false);
    let goodbye = crate::socket_mode::next(&mut client).await;
    assert_eq!((&goodbye["type"], &goodbye["reason"]), (&json!("disconnect"), &json!("link_disabled")));
    assert!(tokio_tungstenite::connect_async(ticket).await.is_err(), "a ticket from before is no good");
    assert_eq!(standin.sockets(), 0);
    standin.turn_socket_mode(true);
    let _back = crate::socket_mode::connect(&standin).await;
    assert_eq!(standin.sockets(), 1);
}

#[tokio::test]
async fn events_are_limited_in_an_hour() {
    let standin = with(Options { events_per_hour: 2, ..Options::default() });
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    let event = async |at_ms: i64| -> Delivered {
        standin.set_now(at_ms);
        standin.event(json!({"type": "team_join", "user": {"id": "UNEW"}})).await.expect("tried")
    };
    assert_eq!((event(NOW_MS).await.error, event(NOW_MS + 1000).await.error), (None, None));
    // The third is too many, and so is whatever else comes in this minute; the app is told once.
    for at_ms in [NOW_MS + 2000, NOW_MS + 3000] {
        assert_eq!(event(at_ms).await.error.as_deref(), Some("app_rate_limited"));
    }
    assert_eq!(bot.got().len(), 3);
    let notice: Value = serde_json::from_str(&bot.got()[2].2).expect("JSON");
    let credentials = standin.credentials();
    let minute = NOW_MS / 60_000 * 60;
    let expected = json!({
        "token": credentials.verification_token, "type": "app_rate_limited", "team_id": "T1",
        "minute_rate_limited": minute, "api_app_id": credentials.app_id,
    });
    assert_eq!(notice, expected);
    assert_eq!(event(NOW_MS + 60_000).await.error.as_deref(), Some("app_rate_limited"));
    assert_eq!(bot.got().len(), 4, "told again in the next minute");
    assert_eq!(event(NOW_MS + 3_600_500).await.error, None);
    assert_eq!(bot.got().len(), 5);
}
