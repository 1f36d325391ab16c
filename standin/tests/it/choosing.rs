//! What a client of people needs: their conversations, choices in one block of several, and forms that are half filled.
//! A page for people stands on these; the bot must get what Slack would send.

use serde_json::{Value, json};

use crate::support::{Bot, call, fine, section, standin};

fn option(name: &str) -> Value {
    json!({ "text": { "type": "plain_text", "text": name }, "value": name })
}

#[tokio::test]
async fn in_one_block_of_several() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    let who = json!({ "type": "users_select", "action_id": "who", "placeholder": { "type": "plain_text", "text": "Who" } });
    let several = json!({ "type": "multi_static_select", "action_id": "several", "options": [option("a"), option("b"), option("c")] });
    let blocks = json!([
        { "type": "actions", "block_id": "first", "elements": [who.clone()] },
        { "type": "actions", "block_id": "second", "elements": [who] },
        { "type": "section", "block_id": "third", "text": { "type": "mrkdwn", "text": "Which?" }, "accessory": several },
    ]);
    let posted = call(&standin, "chat.postMessage", json!({ "channel": "UANA", "blocks": blocks })).await;
    let ts = fine(&posted)["ts"].as_str().expect("a timestamp").to_owned();
    standin.click_in("UANA", &ts, "second", "who", Some("USAM")).await.expect("chosen");
    let action = bot.payload()["actions"][0].clone();
    assert_eq!((&action["block_id"], &action["selected_user"]), (&json!("second"), &json!("USAM")));
    standin.click("UANA", &ts, "several", Some(r#"["c","a"]"#)).await.expect("chosen");
    let chosen = &bot.payload()["actions"][0]["selected_options"];
    assert_eq!(
        [&chosen[0]["value"], &chosen[1]["value"], &chosen[2]["value"]],
        [&json!("a"), &json!("c"), &Value::Null],
        "in the menu's own order"
    );
    assert!(standin.click("UANA", &ts, "several", Some("a")).await.is_err(), "several are given as a list");
    assert!(standin.click_in("UANA", &ts, "fourth", "who", Some("USAM")).await.is_err());
}

#[tokio::test]
async fn in_a_form_that_is_half_filled() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    let text = json!({ "type": "plain_text_input", "action_id": "what" });
    let label = json!({ "type": "plain_text", "text": "What" });
    let menu = json!({ "type": "static_select", "action_id": "kind", "options": [option("a"), option("b")] });
    let view = json!({ "type": "modal", "title": { "type": "plain_text", "text": "A form" }, "submit": { "type": "plain_text", "text": "Keep" }, "blocks": [
        { "type": "input", "block_id": "what", "label": label, "element": text },
        { "type": "actions", "block_id": "kind", "elements": [menu] },
    ] });
    let id = standin.show_modal("UANA", &view).expect("shown");
    let values = json!({ "what": { "what": { "type": "plain_text_input", "value": "half a" } } });
    standin.fill("UANA", &id, &values).expect("filled");
    standin.click("UANA", &id, "kind", Some("b")).await.expect("chosen");
    let sent = bot.payload()["view"]["state"]["values"].clone();
    assert_eq!(sent["what"], values["what"], "what was typed travels along");
    assert_eq!(sent["kind"]["kind"]["selected_option"]["value"], json!("b"), "and what was just chosen");
    assert!(standin.fill("UANA", &id, &json!({ "gone": { "what": { "value": "x" } } })).is_err(), "there is no such block");
    assert!(standin.fill("USAM", &id, &values).is_err(), "it is not before Sam");
}

#[tokio::test]
async fn where_one_can_look() {
    let standin = standin();
    let ids = |user: &str| standin.conversations_of(user).iter().map(|one| one["kind"].clone()).collect::<Vec<_>>();
    assert!(!ids("UANA").contains(&json!("app")), "the app has not written yet");
    fine(&call(&standin, "chat.postMessage", json!({ "channel": "UANA", "blocks": [section("one")] })).await);
    fine(&call(&standin, "conversations.open", json!({ "users": "UANA,USAM" })).await);
    assert!(ids("UANA").contains(&json!("app")) && ids("UANA").contains(&json!("group")) && ids("UANA").contains(&json!("channel")));
    assert!(!ids("USAM").contains(&json!("app")) && ids("USAM").contains(&json!("group")));
}
