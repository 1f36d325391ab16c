//! Posting, whispering, changing, publishing.
//! What is answered must be what is stored, and what is refused must leave nothing behind.

use serde_json::json;

use crate::support::{NOW_MS, actions, button, call, fine, form, refused, section, standin};

#[tokio::test]
async fn posting() {
    let standin = standin();
    let answer = call(&standin, "chat.postMessage", json!({"channel": "CGEN", "text": "one"})).await;
    assert_eq!(fine(&answer)["ts"], json!("1700000000.000100"));
    let second =
        form(&standin, "chat.postMessage", "channel=%23general&text=two+words&blocks=%5B%7B%22type%22%3A%22divider%22%7D%5D").await;
    assert!(fine(&second)["ts"].as_str() > answer["ts"].as_str());
    assert_eq!(second["message"]["text"], json!("two words"));
    assert!(second["message"]["blocks"][0]["block_id"].is_string());
    assert_eq!(standin.conversation("CGEN"), [answer["message"].clone(), second["message"].clone()]);
    standin.set_now(NOW_MS + 1250);
    let third =
        call(&standin, "chat.postMessage", json!({"channel": "UANA", "blocks": [section("hello"), actions(&[button("a", "A", "1")])]}))
            .await;
    assert_eq!(fine(&third)["channel"].as_str().map(str::to_owned), standin.dm_of("UANA"));
    assert_eq!((&third["ts"], &third["message"]["text"]), (&json!("1700000001.250100"), &json!("hello")));
}

#[tokio::test]
async fn a_person_who_left_is_still_written_to() {
    let standin = standin();
    let dm = call(&standin, "conversations.open", json!({"users": "UANA"})).await["channel"]["id"].clone();
    standin.replace_user(json!({"id": "UANA", "name": "ana", "deleted": true}));
    fine(&call(&standin, "chat.postMessage", json!({"channel": dm, "text": "hi"})).await);
}

#[tokio::test]
async fn what_cannot_be_posted() {
    let standin = standin();
    let many: Vec<_> = (0..51).map(|_| json!({"type": "divider"})).collect();
    let long: Vec<_> = (0..4).map(|_| section(&"x".repeat(2900))).collect();
    for (arguments, error) in [
        (json!({"text": "x"}), "channel_not_found"),
        (json!({"channel": "CNOWHERE", "text": "x"}), "channel_not_found"),
        (json!({"channel": "CSEC", "text": "x"}), "channel_not_found"),
        (json!({"channel": "COUT", "text": "x"}), "not_in_channel"),
        (json!({"channel": "COLD", "text": "x"}), "is_archived"),
        (json!({"channel": "UBOT", "text": "x"}), "cannot_dm_bot"),
        (json!({"channel": "CGEN"}), "no_text"),
        (json!({"channel": "CGEN", "text": " ", "blocks": []}), "no_text"),
        (json!({"channel": "CGEN", "text": "x".repeat(40_001)}), "msg_too_long"),
        (json!({"channel": "CGEN", "blocks": {"type": "divider"}}), "invalid_blocks_format"),
        (json!({"channel": "CGEN", "blocks": "not json"}), "invalid_blocks_format"),
        (json!({"channel": "CGEN", "blocks": [{"type": "nonsense"}]}), "invalid_blocks"),
        (json!({"channel": "CGEN", "blocks": many}), "invalid_blocks"),
        (json!({"channel": "CGEN", "blocks": long}), "msg_blocks_too_long"),
        (json!({"channel": "CGEN", "text": "x", "markdown_text": "y"}), "markdown_text_conflict"),
        (json!({"channel": "CGEN", "text": "x", "metadata": {"event_type": "a"}}), "invalid_metadata_format"),
    ] {
        refused(&call(&standin, "chat.postMessage", arguments).await, error);
    }
    assert!(standin.conversation("CGEN").is_empty() && standin.log().is_empty());
}

#[tokio::test]
async fn whispering() {
    let standin = standin();
    let whisper = |channel: &str, user: &str| json!({"channel": channel, "user": user, "text": "psst"});
    let answer = call(&standin, "chat.postEphemeral", whisper("CGEN", "UANA")).await;
    assert!(fine(&answer)["message_ts"].is_string());
    assert_eq!(standin.ephemerals("UANA")[0]["channel"], json!("CGEN"));
    assert!(standin.ephemerals("USAM").is_empty() && standin.conversation("CGEN").is_empty());
    refused(&call(&standin, "chat.postEphemeral", whisper("CDUO", "USAM")).await, "user_not_in_channel");
    refused(&call(&standin, "chat.postEphemeral", whisper("CGEN", "UGONE")).await, "user_not_in_channel");
    refused(&call(&standin, "chat.postEphemeral", whisper("COUT", "UANA")).await, "not_in_channel");
    refused(&call(&standin, "chat.postEphemeral", json!({"channel": "CGEN", "text": "x"})).await, "invalid_arguments");
}

#[tokio::test]
async fn changing() {
    let standin = standin();
    let posted = call(&standin, "chat.postMessage", json!({"channel": "CGEN", "text": "old", "blocks": [section("old")]})).await;
    let ts = posted["ts"].clone();
    let changed = call(&standin, "chat.update", json!({"channel": "CGEN", "ts": ts, "text": "new"})).await;
    assert_eq!(fine(&changed)["text"], json!("new"));
    let stored = standin.conversation("CGEN");
    assert_eq!((stored.len(), &stored[0]["text"], stored[0].get("blocks")), (1, &json!("new"), None));
    for (arguments, error) in [
        (json!({"channel": "CNOWHERE", "ts": ts, "text": "x"}), "channel_not_found"),
        (json!({"channel": "CGEN", "ts": "1.1", "text": "x"}), "message_not_found"),
        (json!({"channel": "CGEN", "text": "x"}), "invalid_arguments"),
        (json!({"channel": "CGEN", "ts": ts}), "no_text"),
        (json!({"channel": "CGEN", "ts": ts, "text": "x".repeat(4001)}), "msg_too_long"),
    ] {
        refused(&call(&standin, "chat.update", arguments).await, error);
    }
}

#[tokio::test]
async fn publishing() {
    let standin = standin();
    let view = |blocks: serde_json::Value| json!({"type": "home", "blocks": blocks});
    let first = call(&standin, "views.publish", json!({"user_id": "UANA", "view": view(json!([section("hello")]))})).await;
    let hash = fine(&first)["view"]["hash"].clone();
    assert_eq!(standin.home("UANA"), Some(first["view"].clone()));
    let text = view(json!([section("again")])).to_string();
    let second = call(&standin, "views.publish", json!({"user_id": "UANA", "view": text, "hash": hash})).await;
    assert_eq!(fine(&second)["view"]["id"], first["view"]["id"]);
    refused(&call(&standin, "views.publish", json!({"user_id": "UANA", "view": view(json!([])), "hash": hash})).await, "hash_conflict");
    let many: Vec<_> = (0..101).map(|_| json!({"type": "divider"})).collect();
    let submit = json!({"type": "home", "blocks": [], "submit": {"type": "plain_text", "text": "Go"}});
    for arguments in [
        json!({"user_id": "UNOBODY", "view": view(json!([]))}),
        json!({"user_id": "UANA"}),
        json!({"view": view(json!([]))}),
        json!({"user_id": "UANA", "view": {"type": "modal", "blocks": []}}),
        json!({"user_id": "UANA", "view": view(json!(many))}),
        json!({"user_id": "UANA", "view": submit}),
        json!({"user_id": "UANA", "view": "nonsense"}),
    ] {
        refused(&call(&standin, "views.publish", arguments).await, "invalid_arguments");
    }
}

#[tokio::test]
async fn what_people_write_is_theirs() {
    let standin = standin();
    let ts = standin.say("UANA", "CGEN", "hello all").expect("said");
    let update = json!({"channel": "CGEN", "ts": ts, "text": "mine now"});
    refused(&call(&standin, "chat.update", update).await, "cant_update_message");
    assert_eq!(standin.conversation("CGEN")[0]["text"], json!("hello all"));
    assert!(standin.say("USAM", "CDUO", "x").is_err());
    fine(&call(&standin, "conversations.open", json!({"users": "UANA"})).await);
    let dm = standin.dm_of("UANA").expect("a DM");
    assert!(standin.say("UANA", &dm, "x").is_err());
}
