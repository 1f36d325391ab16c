//! Presses on messages, ephemeral messages and the Home; modals and shortcuts.
//! Nobody can press what isn't before them.

use axum::{body::Body, extract::Request};
use serde_json::{Value, json};
use standin::SandboxError;

use crate::support::{Bot, actions, button, call, fine, section, send, standin};

async fn respond(standin: &standin::Standin, payload: &Value, body: Value) {
    let path = payload["response_url"].as_str().and_then(|url| url.strip_prefix("http://standin.invalid")).expect("a response address");
    let request = Request::post(path).header("content-type", "application/json").body(Body::from(body.to_string()));
    assert_eq!(send(standin, request.expect("a request")).await.1, json!("ok"));
}

#[tokio::test]
async fn on_a_dm() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    let blocks = json!([section("one"), actions(&[button("done", "Done", "1")]), actions(&[button("done", "Done too", "2")])]);
    let posted = call(&standin, "chat.postMessage", json!({"channel": "UANA", "blocks": blocks})).await;
    let ts = fine(&posted)["ts"].as_str().expect("a timestamp").to_owned();
    standin.click("UANA", &ts, "done", Some("2")).await.expect("pressed");
    let payload = bot.payload();
    assert_eq!(
        (&payload["type"], &payload["user"]["id"], &payload["user"]["username"]),
        (&json!("block_actions"), &json!("UANA"), &json!("ana"))
    );
    assert_eq!(payload["container"], json!({"type": "message", "message_ts": ts, "channel_id": posted["channel"], "is_ephemeral": false}));
    assert_eq!((&payload["channel"]["name"], &payload["message"]), (&json!("directmessage"), &posted["message"]));
    let action = &payload["actions"][0];
    let block_id = &posted["message"]["blocks"][2]["block_id"];
    assert_eq!((&action["value"], &action["block_id"]), (&json!("2"), block_id));
    assert_eq!(action["text"]["text"], json!("Done too"));
    respond(&standin, &payload, json!({"replace_original": true, "text": "all done"})).await;
    let dm = standin.dm_of("UANA").expect("a DM");
    assert_eq!(standin.conversation(&dm)[0]["text"], json!("all done"));
    respond(&standin, &payload, json!({"delete_original": true})).await;
    assert!(standin.conversation(&dm).is_empty());
}

#[tokio::test]
async fn what_cannot_be_pressed() {
    let standin = standin();
    Bot::attached(&standin, 200, "text/plain", "");
    let blocks = json!([actions(&[button("done", "Done", "1")])]);
    let posted = call(&standin, "chat.postMessage", json!({"channel": "UANA", "blocks": blocks})).await;
    let ts = fine(&posted)["ts"].as_str().expect("a timestamp").to_owned();
    assert!(matches!(standin.click("USAM", &ts, "done", None).await, Err(SandboxError::NoSuchMessage(_))));
    assert!(matches!(standin.click("UANA", &ts, "other", None).await, Err(SandboxError::NoSuchButton { .. })));
    assert!(matches!(standin.click("UANA", &ts, "done", Some("3")).await, Err(SandboxError::NoSuchButton { .. })));
}

#[tokio::test]
async fn on_an_ephemeral_message() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    let blocks = json!([section("kept"), actions(&[button("undo", "Undo", "7")])]);
    let shown = call(&standin, "chat.postEphemeral", json!({"channel": "CGEN", "user": "UANA", "blocks": blocks})).await;
    let ts = fine(&shown)["message_ts"].as_str().expect("a timestamp").to_owned();
    assert!(standin.click("USAM", &ts, "undo", None).await.is_err());
    standin.click("UANA", &ts, "undo", None).await.expect("pressed");
    let payload = bot.payload();
    assert_eq!(payload["container"]["is_ephemeral"], json!(true));
    assert!(payload.get("message").is_none());
    respond(&standin, &payload, json!({"replace_original": true, "text": "undone"})).await;
    let left = standin.ephemerals("UANA");
    assert_eq!((left.len(), &left[0]["text"]), (1, &json!("undone")));
    assert!(standin.click("UANA", &ts, "undo", None).await.is_err());
}

#[tokio::test]
async fn on_the_home() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    let option = |value: &str| json!({"text": {"type": "plain_text", "text": value}, "value": value});
    let menu = json!({"type": "static_select", "action_id": "pace", "options": [option("weekly"), option("never")]});
    let view = json!({"type": "home", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Pace"}, "accessory": menu}]});
    assert!(standin.click("UANA", "home", "pace", Some("never")).await.is_err());
    let published = call(&standin, "views.publish", json!({"user_id": "UANA", "view": view})).await;
    standin.click("UANA", "home", "pace", Some("never")).await.expect("chosen");
    let payload = bot.payload();
    assert_eq!(payload["container"], json!({"type": "view", "view_id": published["view"]["id"]}));
    assert_eq!(payload["actions"][0]["selected_option"]["value"], json!("never"));
    assert!(payload.get("response_url").is_none());
    assert!(standin.click("UANA", "home", "pace", Some("hourly")).await.is_err());
}

#[tokio::test]
async fn modals_and_shortcuts() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    let input = json!({"type": "input", "block_id": "b", "label": {"type": "plain_text", "text": "Note"}, "element": {"type": "plain_text_input", "action_id": "a"}});
    let text = |text: &str| json!({"type": "plain_text", "text": text});
    let view = json!({"type": "modal", "callback_id": "edit", "title": text("Edit"), "submit": text("Save"), "blocks": [input]});
    let id = standin.show_modal("UANA", &view).expect("a good view");
    let values = json!({"b": {"a": {"type": "plain_text_input", "value": "hello"}}});
    assert!(matches!(standin.submit("USAM", &id, &values).await, Err(SandboxError::NoSuchView(_))));
    standin.submit("UANA", &id, &values).await.expect("submitted");
    let payload = bot.payload();
    assert_eq!((&payload["type"], &payload["view"]["callback_id"]), (&json!("view_submission"), &json!("edit")));
    assert_eq!(payload["view"]["state"]["values"]["b"]["a"]["value"], json!("hello"));
    assert!(standin.modals("UANA").is_empty());

    standin.shortcut("UANA", "gave", None).await.expect("used");
    assert_eq!((&bot.payload()["type"], &bot.payload()["callback_id"]), (&json!("shortcut"), &json!("gave")));
    let posted = call(&standin, "chat.postMessage", json!({"channel": "CGEN", "text": "x"})).await;
    standin.shortcut("UANA", "gave", posted["ts"].as_str()).await.expect("used");
    let payload = bot.payload();
    assert_eq!(
        (&payload["type"], &payload["message"]["ts"], &payload["channel"]["id"]),
        (&json!("message_action"), &posted["ts"], &json!("CGEN"))
    );
    assert_eq!(payload["message"]["text"], json!("x"), "what the message says comes along");
    let theirs = standin.say("USAM", "CGEN", "a word of somebody else's").expect("said");
    standin.shortcut("UANA", "gave", Some(&theirs)).await.expect("used");
    let message = &bot.payload()["message"];
    assert_eq!((&message["text"], &message["user"]), (&json!("a word of somebody else's"), &json!("USAM")), "whoever wrote it");
}
