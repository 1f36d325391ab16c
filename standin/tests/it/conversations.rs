//! Opening conversations and looking at them.
//! `latest` of a DM is how a bot settles a send in doubt, so its three modes are tried.

use serde_json::json;
use standin::{LatestMode, Options};

use crate::support::{call, fine, form, refused, section, standin, with};

#[tokio::test]
async fn a_dm_is_stable() {
    let standin = standin();
    assert_eq!(standin.dm_of("UANA"), None);
    let first = call(&standin, "conversations.open", json!({"users": "UANA"})).await;
    let id = fine(&first)["channel"]["id"].as_str().expect("an id").to_owned();
    assert!(id.starts_with('D') && first.get("no_op").is_none());
    let again = call(&standin, "conversations.open", json!({"users": "UANA", "return_im": true})).await;
    assert_eq!((&again["no_op"], &again["already_open"]), (&json!(true), &json!(true)));
    assert_eq!(again["channel"]["user"], json!("UANA"));
    assert_eq!(standin.dm_of("UANA"), Some(id.clone()));
    fine(&call(&standin, "conversations.open", json!({"channel": id})).await);
}

#[tokio::test]
async fn groups() {
    let standin = standin();
    let group = call(&standin, "conversations.open", json!({"users": "USAM,UANA"})).await;
    assert_eq!(fine(&group)["channel"]["is_mpim"], json!(true));
    let other_order = call(&standin, "conversations.open", json!({"users": "UANA,USAM,UBOT"})).await;
    assert_eq!(group["channel"]["id"], other_order["channel"]["id"]);
    let many = (0..9).map(|number| format!("U{number}")).collect::<Vec<_>>().join(",");
    refused(&call(&standin, "conversations.open", json!({"users": many})).await, "too_many_users");
    let single = with(Options { scopes: vec!["im:write".to_owned()], ..Options::default() });
    refused(&call(&single, "conversations.open", json!({"users": "USAM,UANA"})).await, "missing_scope");
}

#[tokio::test]
async fn what_cannot_be_opened() {
    let standin = standin();
    for (arguments, error) in [
        (json!({}), "users_list_not_supplied"),
        (json!({"users": ""}), "users_list_not_supplied"),
        (json!({"users": ["UANA"]}), "invalid_arguments"),
        (json!({"users": "UNOBODY"}), "user_not_found"),
        (json!({"users": "UGONE"}), "user_disabled"),
        (json!({"users": "UBOT"}), "cannot_dm_bot"),
        (json!({"users": "UANA", "prevent_creation": true}), "channel_not_found"),
        (json!({"channel": "D0NOWHERE"}), "channel_not_found"),
        (json!({"channel": "CGEN"}), "method_not_supported_for_channel_type"),
    ] {
        refused(&call(&standin, "conversations.open", arguments).await, error);
    }
}

#[tokio::test]
async fn the_last_message_of_a_dm() {
    let standin = standin();
    let dm = call(&standin, "conversations.open", json!({"users": "UANA"})).await["channel"]["id"].as_str().expect("an id").to_owned();
    let info = || form_info(&standin, &dm);
    assert_eq!(info().await["channel"]["latest"], json!(null));
    let posted = call(&standin, "chat.postMessage", json!({"channel": dm, "text": "hi", "blocks": [section("hi")]})).await;
    let channel = info().await["channel"].clone();
    assert_eq!(channel["latest"], posted["message"]);
    assert_eq!((&channel["is_im"], &channel["user"]), (&json!(true), &json!("UANA")));
    standin.latest_mode(LatestMode::BlocksStripped);
    let latest = info().await["channel"]["latest"].clone();
    assert_eq!(latest["ts"], posted["ts"]);
    assert!(latest.get("blocks").is_none());
    standin.latest_mode(LatestMode::Absent);
    assert!(info().await["channel"].get("latest").is_none());
    refused(&form(&standin, "conversations.info", "channel=D0NOWHERE").await, "channel_not_found");
    refused(&form(&standin, "conversations.info", "channel=CSEC").await, "channel_not_found");
    refused(&form(&standin, "conversations.info", "channel=CGEN").await, "missing_scope");
    refused(&form(&standin, "conversations.info", "").await, "channel_not_found");
}

async fn form_info(standin: &standin::Standin, channel: &str) -> serde_json::Value {
    let answer = form(standin, "conversations.info", &format!("channel={channel}")).await;
    fine(&answer).clone()
}
