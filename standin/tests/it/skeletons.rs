//! Deliveries against skeletons of Slack's own payloads, where a copy of them is at hand.
//! A key that Slack doesn't send must not be here either: a bot would come to rely on it.

use std::io::Write;

use serde_json::{Value, json};

use crate::support::{Bot, actions, button, call, fine, standin};

/// Keys that the skeletons lack and Slack's documentation has.
const DOCUMENTED: &[&str] = &["/response_urls", "/user/username", "/context_team_id", "/context_enterprise_id"];

/// What bots choose: its inside is not Slack's.
const CHOSEN: &[&str] = &["blocks", "state", "title", "submit", "close", "text", "bot_profile"];

fn skeleton(path: &str) -> Option<Value> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/slack-reference");
    let root = std::env::var("GOODTURN_SLACK_REFERENCE").unwrap_or_else(|_| beside.to_owned());
    let text = std::fs::read_to_string(format!("{root}/java/{path}.json")).ok();
    if text.is_none() {
        // Past the test's own capture: a comparison that didn't happen must be seen.
        let _ = writeln!(std::io::stderr(), "skeletons: {path} left out, for there is no copy of it");
    }
    serde_json::from_str(&text?).ok()
}

/// Keys of `ours` that the skeleton doesn't have.
fn foreign(ours: &Value, skeleton: &Value, at: &str, found: &mut Vec<String>) {
    match (ours, skeleton) {
        (Value::Object(ours), Value::Object(known)) => {
            for (key, value) in ours {
                let at = format!("{at}/{key}");
                match known.get(key) {
                    None if CHOSEN.contains(&key.as_str()) || DOCUMENTED.contains(&at.as_str()) => {}
                    None => found.push(at),
                    Some(_) if CHOSEN.contains(&key.as_str()) => {}
                    Some(inside) => foreign(value, inside, &at, found),
                }
            }
        }
        (Value::Array(ours), Value::Array(known)) => {
            if let Some(one) = known.first() {
                for item in ours {
                    foreign(item, one, at, found);
                }
            }
        }
        _ => {}
    }
}

fn compare(ours: &Value, path: &str) {
    let mut found = Vec::new();
    if let Some(skeleton) = skeleton(path) {
        foreign(ours, &skeleton, "", &mut found);
    }
    assert!(found.is_empty(), "{path} doesn't have {found:?}");
}

#[tokio::test]
async fn what_people_do() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    let typed = standin.slash("UANA", "/gave", "x", Some("CGEN")).await.expect("typed");
    let names = bot.got()[0].2.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, _)| (name.to_owned(), json!(""))).collect();
    compare(&Value::Object(names), "app-backend/SlashCommandPayload");
    let posted = call(&standin, "chat.postMessage", json!({"channel": "CGEN", "blocks": [actions(&[button("a", "A", "1")])]})).await;
    let ts = fine(&posted)["ts"].as_str().expect("a timestamp").to_owned();
    standin.click("UANA", &ts, "a", None).await.expect("pressed");
    compare(&bot.payload(), "app-backend/BlockActionPayload");
    standin.shortcut("UANA", "gave", Some(&ts)).await.expect("used");
    compare(&bot.payload(), "app-backend/MessageShortcutPayload");
    let words = json!({"type": "plain_text", "text": "One"});
    let view = json!({"type": "modal", "title": words, "notify_on_close": true, "blocks": [actions(&[button("a", "A", "1")])]});
    let opened = call(&standin, "views.open", json!({"trigger_id": typed.trigger_id, "view": view})).await;
    let id = fine(&opened)["view"]["id"].as_str().expect("an id").to_owned();
    standin.click("UANA", &id, "a", None).await.expect("pressed");
    compare(&bot.payload(), "app-backend/BlockActionPayload");
    standin.close("UANA", &id).await.expect("closed");
    compare(&bot.payload(), "app-backend/ViewClosedPayload");
    let id = standin.show_modal("UANA", &view).expect("a good view");
    standin.submit("UANA", &id, &json!({})).await.expect("submitted");
    compare(&bot.payload(), "app-backend/ViewSubmissionPayload");
}

#[tokio::test]
async fn events() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    fine(&call(&standin, "views.publish", json!({"user_id": "UANA", "view": {"type": "home", "blocks": []}})).await);
    standin.open_home("UANA").await.expect("opened");
    standin.uninstall().await.expect("delivered");
    for (number, name) in ["AppHomeOpened", "TokensRevoked", "AppUninstalled"].into_iter().enumerate() {
        let event: Value = serde_json::from_str(&bot.got()[number].2).expect("JSON");
        compare(&event, &format!("events/{name}Payload"));
    }
}
