//! People, groups and channels that change while the app looks on, and what it hears of it.
//! What its scopes don't allow it never hears, though it happens.

use axum::{body::Body, extract::Request};
use serde_json::{Value, json};
use standin::{Options, SandboxError, Standin};

use crate::support::{Bot, NOW_MS, fine, form, refused, send, with};

const ALL: &[&str] = &["users:read", "usergroups:read", "channels:read", "groups:read", "chat:write"];

fn hearing(scopes: &[&str]) -> (Standin, Bot) {
    let standin = with(Options { scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(), ..Options::default() });
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    (standin, bot)
}

fn events(bot: &Bot) -> Vec<Value> {
    bot.got().iter().map(|(_, _, body)| serde_json::from_str::<Value>(body).expect("JSON")["event"].clone()).collect()
}

fn types(bot: &Bot) -> Vec<String> {
    events(bot).iter().map(|event| event["type"].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn people_change_and_come() {
    let (standin, bot) = hearing(ALL);
    let left = json!({"id": "UANA", "name": "ana", "deleted": true});
    assert_eq!(standin.change_user(left).await.expect("delivered").len(), 1);
    standin.join_workspace(json!({"id": "UNEW", "name": "new", "real_name": "Newt"})).await.expect("delivered");
    let told = events(&bot);
    assert_eq!(types(&bot), ["user_change", "team_join"]);
    assert_eq!((&told[0]["user"]["deleted"], &told[0]["cache_ts"]), (&json!(true), &json!(NOW_MS / 1000)));
    assert_eq!(told[1]["user"]["profile"]["real_name"], json!("Newt"));
    assert_eq!(fine(&form(&standin, "users.info", "user=UNEW").await)["user"]["name"], json!("new"));
    assert!(matches!(standin.change_user(json!({"id": "UNOBODY"})).await, Err(SandboxError::UnknownUser(_))));
    assert!(matches!(standin.join_workspace(json!({"id": "UNEW"})).await, Err(SandboxError::Wrong(_))));
}

#[tokio::test]
async fn groups_change() {
    let (standin, bot) = hearing(ALL);
    let group = |name: &str, users: &[&str]| json!({"id": "S1", "name": name, "handle": "red", "users": users});
    standin.change_usergroup(group("Red", &["UANA"])).await.expect("delivered");
    standin.set_now(NOW_MS + 5000);
    standin.change_usergroup(group("Crimson", &["UANA"])).await.expect("delivered");
    standin.change_usergroup(group("Crimson", &["USAM", "UKIM"])).await.expect("delivered");
    assert_eq!(types(&bot), ["subteam_created", "subteam_updated", "subteam_updated", "subteam_members_changed"]);
    let told = events(&bot);
    assert_eq!((&told[1]["subteam"]["name"], &told[1]["subteam"]["users"]), (&json!("Crimson"), &json!(["UANA"])));
    let members = &told[3];
    assert_eq!((&members["added_users"], &members["removed_users"]), (&json!(["USAM", "UKIM"]), &json!(["UANA"])));
    assert_eq!((&members["added_users_count"], &members["date_update"]), (&json!(2), &json!(NOW_MS / 1000 + 5)));
    assert_eq!(fine(&form(&standin, "usergroups.users.list", "usergroup=S1").await)["users"], json!(["USAM", "UKIM"]));
    assert!(standin.change_usergroup(json!({"name": "nameless"})).await.is_err());
}

#[tokio::test]
async fn channels_change() {
    let (standin, bot) = hearing(ALL);
    let channel = |name: &str, archived: bool| json!({"id": "CNEW", "name": name, "is_archived": archived, "is_member": true});
    for info in [channel("new", false), channel("newer", false), channel("newer", true), channel("newer", false)] {
        standin.change_channel("UANA", info).await.expect("delivered");
    }
    assert_eq!(types(&bot), ["channel_created", "channel_rename", "channel_archive", "channel_unarchive"]);
    assert_eq!(events(&bot)[0]["channel"]["creator"], json!("UANA"));
    fine(&crate::support::call(&standin, "chat.postMessage", json!({"channel": "#newer", "text": "x"})).await);
    // Of a private channel the app hears nothing until its bot is in, and then by another name.
    standin.change_channel("UKIM", json!({"id": "CSEC", "name": "hush", "is_private": true})).await.expect("changed");
    assert_eq!(types(&bot).len(), 4);
    standin.join_channel("UBOT", "CSEC").await.expect("delivered");
    standin.change_channel("UKIM", json!({"id": "CSEC", "name": "hushed", "is_private": true})).await.expect("changed");
    assert_eq!(types(&bot)[4..], ["member_joined_channel", "group_rename"]);
    assert!(standin.change_channel("UKIM", json!({"name": "x"})).await.is_err());
}

#[tokio::test]
async fn people_come_and_go() {
    let (standin, bot) = hearing(ALL);
    standin.join_channel("USAM", "CDUO").await.expect("delivered");
    standin.leave_channel("UANA", "CDUO").await.expect("delivered");
    standin.leave_channel("UKIM", "CGEN").await.expect("delivered");
    assert_eq!(types(&bot), ["member_joined_channel", "member_left_channel", "member_left_channel"]);
    assert_eq!((&events(&bot)[0]["user"], &events(&bot)[0]["channel_type"]), (&json!("USAM"), &json!("C")));
    assert_eq!(fine(&form(&standin, "conversations.members", "channel=CDUO").await)["members"], json!(["USAM", "UBOT"]));
    assert_eq!(fine(&form(&standin, "conversations.members", "channel=CGEN").await)["members"], json!(["UANA", "USAM", "UBOT"]));
    // Where the bot isn't, it hears nothing; who is in can't come, and who isn't can't go.
    assert_eq!(standin.leave_channel("UKIM", "COUT").await, Ok(Vec::new()));
    assert!(standin.join_channel("USAM", "CDUO").await.is_err());
    assert!(standin.leave_channel("UANA", "CDUO").await.is_err());
    assert!(standin.join_channel("USAM", "CNONE").await.is_err());
    standin.leave_channel("UBOT", "CGEN").await.expect("delivered");
    refused(&crate::support::call(&standin, "chat.postMessage", json!({"channel": "CGEN", "text": "x"})).await, "not_in_channel");
}

#[tokio::test]
async fn without_scopes_nothing_is_heard() {
    let (standin, bot) = hearing(&["commands"]);
    assert_eq!(standin.change_user(json!({"id": "UANA", "name": "anna"})).await, Ok(Vec::new()));
    assert_eq!(standin.change_usergroup(json!({"id": "S1", "users": []})).await, Ok(Vec::new()));
    assert_eq!(standin.leave_channel("UANA", "CGEN").await, Ok(Vec::new()));
    assert!(bot.got().is_empty());
    standin.change_options(|options| options.scopes = vec!["users:read".to_owned()]);
    assert_eq!(fine(&form(&standin, "users.info", "user=UANA").await)["user"]["name"], json!("anna"));
}

#[tokio::test]
async fn by_control_routes() {
    let (standin, bot) = hearing(ALL);
    for (route, body) in [
        ("change_user", json!({"id": "UANA", "name": "anna"})),
        ("join_workspace", json!({"id": "UNEW", "name": "new"})),
        ("change_usergroup", json!({"id": "S1", "users": ["UANA"]})),
        ("change_channel", json!({"user": "UANA", "channel": {"id": "CNEW", "name": "new"}})),
        ("join_channel", json!({"user": "USAM", "channel": "CDUO"})),
        ("leave_channel", json!({"user": "USAM", "channel": "CDUO"})),
    ] {
        let request = Request::post(format!("/sandbox/{route}")).body(Body::from(body.to_string())).expect("a request");
        let answer = send(&standin, request).await.1;
        assert_eq!(fine(&answer)["delivered"][0]["status"], json!(200), "{route}");
    }
    assert_eq!(types(&bot).len(), 6);
}
