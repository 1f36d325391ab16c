//! People who are not simply members: guests, those who left, and other companies' people.
//! A bot that takes them for members writes to people whom it can't reach.

use serde_json::{Value, json};
use standin::{SandboxError, Standin};

use crate::support::{Bot, actions, button, call, fine, form, refused, standin};

/// Somebody of another company.
fn external(id: &str) -> Value {
    json!({"id": id, "team_id": "T9OTHER", "name": "olga", "real_name": "Olga Other", "deleted": false, "profile": {"real_name": "Olga Other"}})
}

/// One of another company in a channel that is shared, and one in none.
async fn with_others() -> Standin {
    let standin = standin();
    Bot::attached(&standin, 200, "text/plain", "");
    standin.replace_user(external("UNEAR"));
    standin.replace_user(external("UFAR"));
    standin.join_channel("UNEAR", "CDUO").await.expect("they joined");
    standin
}

async fn listed(standin: &Standin) -> Vec<Value> {
    fine(&form(standin, "users.list", "include_locale=true").await)["members"].as_array().cloned().unwrap_or_default()
}

#[tokio::test]
async fn other_companies_people_are_listed_where_a_channel_is_shared() {
    let standin = with_others().await;
    let members = listed(&standin).await;
    let near = members.iter().find(|user| user["id"] == "UNEAR").expect("they share a channel");
    assert_eq!((&near["team_id"], &near["is_stranger"]), (&json!("T9OTHER"), &json!(false)));
    assert!(near.get("is_admin").is_none() && near.get("locale").is_none(), "of them Slack says less: {near}");
    assert!(members.iter().all(|user| user["id"] != "UFAR"), "who shares nothing is not listed");
    let far = form(&standin, "users.info", "user=UFAR").await;
    assert_eq!(fine(&far)["user"]["is_stranger"], json!(true), "but can be asked for");
}

#[tokio::test]
async fn strangers_cannot_be_written_to() {
    let standin = with_others().await;
    fine(&call(&standin, "conversations.open", json!({"users": "UNEAR"})).await);
    refused(&call(&standin, "conversations.open", json!({"users": "UFAR"})).await, "invalid_user_combination");
    refused(&call(&standin, "conversations.open", json!({"users": "UANA,UFAR"})).await, "invalid_user_combination");
    fine(&call(&standin, "chat.postMessage", json!({"channel": "UNEAR", "text": "x"})).await);
    refused(&call(&standin, "chat.postMessage", json!({"channel": "UFAR", "text": "x"})).await, "channel_not_found");
}

#[tokio::test]
async fn other_companies_people_press_but_type_no_commands() {
    let standin = with_others().await;
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    let blocks = json!([actions(&[button("done", "Done", "1")])]);
    let posted = call(&standin, "chat.postMessage", json!({"channel": "CDUO", "blocks": blocks})).await;
    standin.click("UNEAR", fine(&posted)["ts"].as_str().expect("a timestamp"), "done", None).await.expect("pressed");
    let payload = bot.payload();
    assert_eq!((&payload["user"]["team_id"], &payload["team"]["id"]), (&json!("T9OTHER"), &json!("T1")), "who, and where");
    assert!(matches!(standin.slash("UNEAR", "/gave", "x", None).await, Err(SandboxError::CannotAct(_))));
    assert!(matches!(standin.shortcut("UNEAR", "gave", None).await, Err(SandboxError::CannotAct(_))));
}

#[tokio::test]
async fn guests_are_members_in_all_but_name() {
    let standin = standin();
    for (id, several) in [("UMANY", true), ("UONE", false)] {
        standin.replace_user(json!({"id": id, "team_id": "T1", "name": "gus", "real_name": "Gus Guest", "is_restricted": true,
            "is_ultra_restricted": !several, "profile": {"real_name": "Gus Guest", "guest_invited_by": "UANA"}}));
    }
    let members = listed(&standin).await;
    for (id, one_channel) in [("UMANY", false), ("UONE", true)] {
        let guest = members.iter().find(|user| user["id"] == id).expect("guests are listed");
        assert_eq!((&guest["is_restricted"], &guest["is_ultra_restricted"]), (&json!(true), &json!(one_channel)));
        assert!(guest.get("is_stranger").is_none(), "they are of this workspace");
        assert_eq!(fine(&form(&standin, "users.info", &format!("user={id}")).await)["user"]["is_restricted"], json!(true));
        let dm = fine(&call(&standin, "conversations.open", json!({"users": id})).await)["channel"]["id"].clone();
        fine(&call(&standin, "chat.postMessage", json!({"channel": dm, "text": "x"})).await);
    }
    Bot::attached(&standin, 200, "text/plain", "");
    standin.slash("UONE", "/gave", "x", None).await.expect("guests type commands, too");
}

#[tokio::test]
async fn who_left_is_written_to_without_a_word_and_can_no_longer_be_opened() {
    let standin = standin();
    for channel in ["UGONE", "UANA"] {
        standin.replace_user(json!({"id": channel, "name": "gone", "deleted": true}));
        let posted = call(&standin, "chat.postMessage", json!({"channel": channel, "text": "hi"})).await;
        let dm = fine(&posted)["channel"].as_str().expect("a DM").to_owned();
        fine(&call(&standin, "chat.postMessage", json!({"channel": dm, "text": "again"})).await);
        assert_eq!(standin.conversation(&dm).len(), 2);
        refused(&call(&standin, "conversations.open", json!({"users": channel})).await, "user_disabled");
    }
}
