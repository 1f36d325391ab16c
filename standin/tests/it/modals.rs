//! Modals as bots open, change and stack them, and what people's submitting does to them.
//! A trigger is good once and for a moment: a slow bot must fail here as it does in Slack.

use std::time::Duration;

use serde_json::{Value, json};
use standin::{Options, SandboxError, Standin};

use crate::support::{Bot, call, fine, refused, section, standin, with};

fn words(text: &str) -> Value {
    json!({"type": "plain_text", "text": text})
}

fn modal(title: &str) -> Value {
    let input =
        json!({"type": "input", "block_id": "note", "label": words("Note"), "element": {"type": "plain_text_input", "action_id": "a"}});
    json!({"type": "modal", "callback_id": "edit", "title": words(title), "submit": words("Save"), "blocks": [input]})
}

fn named(title: &str, external_id: &str) -> Value {
    let mut view = modal(title);
    view["external_id"] = json!(external_id);
    view
}

async fn trigger(standin: &Standin) -> String {
    standin.slash("UANA", "/gave", "x", None).await.expect("delivered").trigger_id
}

async fn opened(standin: &Standin, view: Value) -> Value {
    let trigger = trigger(standin).await;
    fine(&call(standin, "views.open", json!({"trigger_id": trigger, "view": view})).await)["view"].clone()
}

fn titles(standin: &Standin) -> Vec<String> {
    standin.modals("UANA").iter().map(|view| view["title"]["text"].as_str().unwrap_or_default().to_owned()).collect()
}

async fn submitted(standin: &Standin, answer: Value) -> Option<String> {
    let answer = if answer.is_null() { String::new() } else { answer.to_string() };
    Bot::attached(standin, 200, "application/json", &answer);
    let top = standin.modals("UANA").pop().expect("a modal");
    let id = top["id"].as_str().expect("an id").to_owned();
    standin.submit("UANA", &id, &json!({"note": {"a": {"value": "x"}}})).await.expect("submitted").error
}

#[tokio::test]
async fn a_trigger_is_good_once_and_for_a_moment() {
    let standin = with(Options { trigger_lifetime: Duration::from_millis(40), ..Options::default() });
    Bot::attached(&standin, 200, "text/plain", "");
    let first = trigger(&standin).await;
    let opened = call(&standin, "views.open", json!({"trigger_id": first, "view": modal("One")})).await;
    let view = &fine(&opened)["view"];
    assert_eq!((&view["root_view_id"], &view["previous_view_id"]), (&view["id"], &json!(null)));
    assert_eq!(titles(&standin), ["One"]);
    refused(&call(&standin, "views.open", json!({"trigger_id": first, "view": modal("Two")})).await, "exchanged_trigger_id");
    refused(&call(&standin, "views.open", json!({"trigger_id": "1.2.3", "view": modal("Two")})).await, "invalid_trigger_id");
    refused(&call(&standin, "views.open", json!({"view": modal("Two")})).await, "invalid_arguments");
    let slow = trigger(&standin).await;
    tokio::time::sleep(Duration::from_millis(60)).await;
    refused(&call(&standin, "views.open", json!({"trigger_id": slow, "view": modal("Two")})).await, "expired_trigger_id");
    refused(&call(&standin, "views.push", json!({"trigger_id": slow, "view": modal("Two")})).await, "expired_trigger_id");
    refused(&call(&standin, "views.push", json!({"trigger_id": first, "view": modal("Two")})).await, "exchanged_trigger_id");
    refused(&call(&standin, "views.push", json!({"trigger_id": "x", "view": modal("Two")})).await, "invalid_trigger_id");
}

#[tokio::test]
async fn what_is_wrong_with_a_view_leaves_the_trigger_good() {
    let standin = standin();
    Bot::attached(&standin, 200, "text/plain", "");
    let trigger = trigger(&standin).await;
    let open = async |view: Value| call(&standin, "views.open", json!({"trigger_id": trigger, "view": view})).await;
    refused(&open(json!({"type": "home", "blocks": []})).await, "invalid_arguments");
    refused(&open(json!({"type": "modal", "blocks": [section("x")]})).await, "invalid_arguments");
    let mut large = modal("Large");
    large["private_metadata"] = json!("x".repeat(260_000));
    refused(&open(large).await, "view_too_large");
    fine(&open(named("One", "mine")).await);
    let another = standin.slash("USAM", "/gave", "x", None).await.expect("delivered").trigger_id;
    refused(&call(&standin, "views.open", json!({"trigger_id": another, "view": named("Two", "mine")})).await, "duplicate_external_id");
    fine(&call(&standin, "views.open", json!({"trigger_id": another, "view": named("Two", "yours")})).await);
    refused(&call(&standin, "views.update", json!({"external_id": "yours", "view": named("Two", "mine")})).await, "duplicate_external_id");
    let home = json!({"type": "home", "external_id": "mine", "blocks": []});
    refused(&call(&standin, "views.publish", json!({"user_id": "UANA", "view": home})).await, "duplicate_external_id");
}

#[tokio::test]
async fn changing_an_open_modal() {
    let standin = standin();
    Bot::attached(&standin, 200, "text/plain", "");
    let view = opened(&standin, named("One", "mine")).await;
    let (id, hash) = (&view["id"], &view["hash"]);
    let changed = call(&standin, "views.update", json!({"view_id": id, "hash": hash, "view": named("Two", "mine")})).await;
    assert_eq!((&fine(&changed)["view"]["id"], titles(&standin)), (id, vec!["Two".to_owned()]));
    refused(&call(&standin, "views.update", json!({"view_id": id, "hash": hash, "view": modal("Three")})).await, "hash_conflict");
    fine(&call(&standin, "views.update", json!({"external_id": "mine", "view": modal("Three")})).await);
    refused(&call(&standin, "views.update", json!({"external_id": "mine", "view": modal("Four")})).await, "not_found");
    refused(&call(&standin, "views.update", json!({"view_id": "VNONE", "view": modal("Four")})).await, "not_found");
    refused(&call(&standin, "views.update", json!({"view": modal("Four")})).await, "invalid_arguments");
    refused(&call(&standin, "views.update", json!({"view_id": id, "view": {"type": "modal"}})).await, "invalid_arguments");
}

#[tokio::test]
async fn changing_a_home() {
    let standin = standin();
    Bot::attached(&standin, 200, "text/plain", "");
    let home = |text: &str| json!({"type": "home", "external_id": "mine", "blocks": [section(text)]});
    let published = call(&standin, "views.publish", json!({"user_id": "UANA", "view": home("one")})).await["view"].clone();
    let (id, hash) = (&published["id"], &published["hash"]);
    let changed = call(&standin, "views.update", json!({"view_id": id, "hash": hash, "view": home("two")})).await;
    assert_eq!(&fine(&changed)["view"]["id"], id);
    let shown = || standin.home("UANA").expect("a Home")["blocks"][0]["text"]["text"].clone();
    assert_eq!(shown(), json!("two"));
    refused(&call(&standin, "views.update", json!({"view_id": id, "hash": hash, "view": home("three")})).await, "hash_conflict");
    fine(&call(&standin, "views.update", json!({"external_id": "mine", "view": home("three")})).await);
    assert_eq!(shown(), json!("three"));
    // A Home doesn't become a modal, nor a modal a Home.
    refused(&call(&standin, "views.update", json!({"view_id": id, "view": modal("Four")})).await, "not_found");
    let open = opened(&standin, modal("One")).await;
    refused(&call(&standin, "views.update", json!({"view_id": open["id"], "view": {"type": "home", "blocks": []}})).await, "not_found");
}

#[tokio::test]
async fn three_on_top_of_each_other() {
    let standin = standin();
    Bot::attached(&standin, 200, "text/plain", "");
    let outside = trigger(&standin).await;
    refused(&call(&standin, "views.push", json!({"trigger_id": outside, "view": modal("Two")})).await, "not_found");
    let button = json!({"type": "actions", "elements": [{"type": "button", "action_id": "more", "text": words("More")}]});
    let with_button = |title: &str| json!({"type": "modal", "title": words(title), "blocks": [button]});
    let root = opened(&standin, with_button("One")).await;
    let mut top = root["id"].as_str().expect("an id").to_owned();
    for title in ["Two", "Three"] {
        let pressed = standin.click("UANA", &top, "more", None).await.expect("pressed");
        let pushed = call(&standin, "views.push", json!({"trigger_id": pressed.trigger_id, "view": with_button(title)})).await;
        let view = &fine(&pushed)["view"];
        assert_eq!((&view["root_view_id"], &view["previous_view_id"]), (&root["id"], &json!(top)));
        view["id"].as_str().expect("an id").clone_into(&mut top);
    }
    let pressed = standin.click("UANA", &top, "more", None).await.expect("pressed");
    let fourth = json!({"trigger_id": pressed.trigger_id, "view": modal("Four")});
    refused(&call(&standin, "views.push", fourth).await, "push_limit_reached");
    assert!(matches!(standin.submit("UANA", root["id"].as_str().expect("an id"), &json!({})).await, Err(SandboxError::NoSuchView(_))));
    assert_eq!(standin.close("UANA", &top).await, Ok(None));
    assert_eq!(titles(&standin), ["One", "Two"]);
}

#[tokio::test]
async fn what_submitting_does() {
    let standin = standin();
    Bot::attached(&standin, 200, "text/plain", "");
    opened(&standin, modal("One")).await;
    assert_eq!(submitted(&standin, json!({"response_action": "errors", "errors": {"note": "too short"}})).await, None);
    let unreadable = Some("invalid_command_response".to_owned());
    assert_eq!(submitted(&standin, json!({"response_action": "errors", "errors": {"other": "no such block"}})).await, unreadable);
    assert_eq!(submitted(&standin, json!({"response_action": "update", "view": {"type": "modal"}})).await, unreadable);
    assert_eq!(submitted(&standin, json!({"response_action": "explode"})).await, unreadable);
    assert_eq!(titles(&standin), ["One"]);
    let id = standin.modals("UANA")[0]["id"].clone();
    assert_eq!(submitted(&standin, json!({"response_action": "update", "view": modal("Two")})).await, None);
    assert_eq!((&standin.modals("UANA")[0]["id"], titles(&standin)), (&id, vec!["Two".to_owned()]));
    assert_eq!(submitted(&standin, json!({"response_action": "push", "view": modal("Three")})).await, None);
    assert_eq!(submitted(&standin, Value::Null).await, None);
    assert_eq!(titles(&standin), ["Two"]);
    assert_eq!(submitted(&standin, json!({"response_action": "push", "view": modal("Three")})).await, None);
    // Nothing said, in JSON: Slack's kit for Node.js acknowledges so over Socket Mode.
    assert_eq!(submitted(&standin, json!({})).await, None);
    assert_eq!(titles(&standin), ["Two"]);
    assert_eq!(submitted(&standin, json!({"response_action": "push", "view": modal("Three")})).await, None);
    assert_eq!(submitted(&standin, json!({"response_action": "clear"})).await, None);
    assert!(titles(&standin).is_empty());
}

/// A view in an acknowledgement has the limits that it has in a call.
#[tokio::test]
async fn what_submitting_does_not_take() {
    let standin = standin();
    Bot::attached(&standin, 200, "text/plain", "");
    let another = standin.slash("USAM", "/gave", "x", None).await.expect("delivered").trigger_id;
    fine(&call(&standin, "views.open", json!({"trigger_id": another, "view": named("Other", "theirs")})).await);
    opened(&standin, named("One", "mine")).await;
    let unreadable = Some("invalid_command_response".to_owned());
    let mut large = modal("Large");
    large["blocks"].as_array_mut().expect("blocks").extend((0..90).map(|_| section(&"x".repeat(3_000))));
    assert!(large.to_string().len() > 250_000);
    let file = json!({"type": "image", "alt_text": "x", "slack_file": {"id": "FNONE"}});
    let mut unknown_file = modal("File");
    unknown_file["blocks"].as_array_mut().expect("blocks").push(file);
    for action in ["update", "push"] {
        for view in [&large, &unknown_file, &named("Two", "theirs")] {
            assert_eq!(submitted(&standin, json!({"response_action": action, "view": view})).await, unreadable, "{action}");
        }
    }
    assert_eq!(titles(&standin), ["One"]);
    assert_eq!(submitted(&standin, json!({"response_action": "push", "view": named("Two", "mine")})).await, unreadable);
    assert_eq!(submitted(&standin, json!({"response_action": "update", "view": named("Again", "mine")})).await, None, "its own id");
    for title in ["Two", "Three"] {
        assert_eq!(submitted(&standin, json!({"response_action": "push", "view": modal(title)})).await, None);
    }
    assert_eq!(submitted(&standin, json!({"response_action": "push", "view": modal("Four")})).await, unreadable);
    assert_eq!(titles(&standin), ["Again", "Two", "Three"]);
}

#[tokio::test]
async fn closing_tells_who_asked_for_it() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    let mut view = modal("One");
    view["notify_on_close"] = json!(true);
    let view = opened(&standin, view).await;
    let told = standin.close("UANA", view["id"].as_str().expect("an id")).await.expect("closed");
    assert_eq!(told.and_then(|told| told.error), None);
    let payload = bot.payload();
    assert_eq!((&payload["type"], &payload["view"]["id"], &payload["is_cleared"]), (&json!("view_closed"), &view["id"], &json!(false)));
    assert!(payload.get("trigger_id").is_none());
    assert!(standin.close("UANA", "VNONE").await.is_err());
}
