//! What a bot can look up: members, history, profiles, groups, the workspace, itself; and how its token ends.
//! What needs another scope or another call in Slack needs it here.

use serde_json::{Value, json};
use standin::{Options, Standin};

use crate::support::{NOW_MS, call, fine, form, refused, section, standin, with, workspace};

const SCOPES: &[&str] = &[
    "chat:write",
    "channels:read",
    "im:read",
    "im:write",
    "channels:history",
    "users:read",
    "users.profile:read",
    "team:read",
    "usergroups:read",
];

fn wide() -> Standin {
    with(Options { scopes: SCOPES.iter().map(|&scope| scope.to_owned()).collect(), ..Options::default() })
}

#[tokio::test]
async fn members_in_pages() {
    let standin = wide();
    let answer = form(&standin, "conversations.members", "channel=CDUO").await;
    assert_eq!(fine(&answer)["members"], json!(["UANA", "UBOT"]));
    let first = form(&standin, "conversations.members", "channel=CGEN&limit=2").await;
    let cursor = first["response_metadata"]["next_cursor"].as_str().expect("a cursor").to_owned();
    let second = form(&standin, "conversations.members", &format!("channel=CGEN&limit=1000&cursor={cursor}")).await;
    assert_eq!((&first["members"], &second["members"]), (&json!(["UANA", "USAM"]), &json!(["UKIM", "UBOT"])));
    refused(&form(&standin, "conversations.members", "channel=CGEN&limit=1001").await, "invalid_limit");
    refused(&form(&standin, "conversations.members", "channel=CGEN&limit=0").await, "invalid_limit");
    refused(&form(&standin, "conversations.members", "channel=CGEN&cursor=zz").await, "invalid_cursor");
    refused(&form(&standin, "conversations.members", "channel=CSEC").await, "channel_not_found");
    refused(&call(&standin, "conversations.members", json!({"channel": "CGEN"})).await, "channel_not_found");
    refused(&form(&with(Options::default()), "conversations.members", "channel=CGEN").await, "missing_scope");
}

#[tokio::test]
async fn history_needs_its_scope() {
    let standin = wide();
    for text in ["one", "two", "three"] {
        let metadata = json!({"event_type": "x", "event_payload": {}});
        fine(&call(&standin, "chat.postMessage", json!({"channel": "CGEN", "text": text, "metadata": metadata})).await);
    }
    let texts = |answer: &Value| -> Vec<String> {
        fine(answer)["messages"].as_array().into_iter().flatten().map(|one| one["text"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let first = call(&standin, "conversations.history", json!({"channel": "CGEN", "limit": 2})).await;
    assert_eq!((texts(&first), &first["has_more"]), (vec!["three".to_owned(), "two".to_owned()], &json!(true)));
    assert!(first["messages"][0].get("metadata").is_none());
    let cursor = &first["response_metadata"]["next_cursor"];
    let second = call(&standin, "conversations.history", json!({"channel": "CGEN", "cursor": cursor, "include_all_metadata": true})).await;
    assert_eq!((texts(&second), &second["has_more"]), (vec!["one".to_owned()], &json!(false)));
    assert!(second["messages"][0].get("metadata").is_some());
    let oldest = &second["messages"][0]["ts"];
    let later = call(&standin, "conversations.history", json!({"channel": "CGEN", "oldest": oldest})).await;
    assert_eq!(texts(&later), ["three", "two"]);
    let all = call(&standin, "conversations.history", json!({"channel": "CGEN", "oldest": oldest, "inclusive": true})).await;
    assert_eq!(texts(&all).len(), 3);
    refused(&call(&standin, "conversations.history", json!({"channel": "CGEN", "oldest": "soon"})).await, "invalid_ts_oldest");
    refused(&call(&standin, "conversations.history", json!({"channel": "CGEN", "latest": "now"})).await, "invalid_ts_latest");
    refused(&call(&standin, "conversations.history", json!({"channel": "CGEN", "cursor": "zz"})).await, "invalid_cursor");
    refused(&call(&standin, "conversations.history", json!({"channel": "COUT"})).await, "not_in_channel");
    fine(&call(&standin, "conversations.open", json!({"users": "UANA"})).await);
    let dm = standin.dm_of("UANA").expect("a DM");
    refused(&call(&standin, "conversations.history", json!({"channel": dm})).await, "missing_scope");
}

#[tokio::test]
async fn profiles_and_their_fields() {
    let mut people = workspace();
    people.team["profile"] =
        json!({"fields": [{"id": "Xf1", "label": "Team", "is_hidden": false}, {"id": "Xf2", "label": "Old", "is_hidden": true}]});
    let scopes = SCOPES.iter().map(|&scope| scope.to_owned()).collect();
    let standin = Standin::new(people, Options { scopes, ..Options::default() });
    let answer = form(&standin, "users.profile.get", "user=UANA&include_labels=true").await;
    assert_eq!(fine(&answer)["profile"]["fields"], json!({"Xf1": {"value": "Red", "alt": "", "label": "Team"}}));
    assert!(answer["profile"].get("email").is_none());
    assert_eq!(fine(&form(&standin, "users.profile.get", "").await)["profile"]["fields"], json!({}));
    refused(&form(&standin, "users.profile.get", "user=UNOBODY").await, "user_not_found");
    let ids = |answer: &Value| fine(answer)["profile"]["fields"].as_array().map(Vec::len);
    assert_eq!(ids(&form(&standin, "team.profile.get", "").await), Some(2));
    assert_eq!(ids(&form(&standin, "team.profile.get", "visibility=visible").await), Some(1));
    refused(&form(&standin, "team.profile.get", "visibility=some").await, "invalid_arguments");
    let team = call(&standin, "team.info", json!({})).await;
    assert_eq!((&fine(&team)["team"]["id"], &team["team"]["domain"]), (&json!("T1"), &json!("example")));
    assert!(team["team"].get("profile").is_none());
    refused(&call(&standin, "team.info", json!({"team": "T2"})).await, "team_not_found");
    let bot = standin.credentials().bot_id;
    let answer = form(&standin, "bots.info", &format!("bot={bot}")).await;
    assert_eq!(fine(&answer)["bot"]["user_id"], json!("UBOT"));
    refused(&form(&standin, "bots.info", "bot=BNONE").await, "bot_not_found");
    refused(&form(&standin, "bots.info", "").await, "missing_argument");
    refused(&form(&standin, "bots.info", &format!("bot={bot}&team_id=T2")).await, "team_not_found");
}

#[tokio::test]
async fn groups_of_people() {
    let mut people = workspace();
    people.usergroups = vec![
        json!({"id": "S1", "name": "Red", "handle": "red", "users": ["UANA", "USAM"], "user_count": 2, "date_delete": 0}),
        json!({"id": "S2", "name": "Old", "handle": "old", "users": ["UKIM"], "date_delete": 1_600_000_000}),
    ];
    let standin = Standin::new(people.clone(), Options::default());
    let bare = form(&standin, "usergroups.list", "").await;
    assert_eq!(fine(&bare)["usergroups"].as_array().map(Vec::len), Some(1));
    assert!(bare["usergroups"][0].get("users").is_none() && bare["usergroups"][0].get("user_count").is_none());
    let full = form(&standin, "usergroups.list", "include_count=true&include_users=1&include_disabled=true").await;
    assert_eq!((&full["usergroups"][0]["user_count"], &full["usergroups"][1]["user_count"]), (&json!(2), &json!(1)));
    assert_eq!(full["usergroups"][1]["users"], json!(["UKIM"]));
    assert_eq!(fine(&form(&standin, "usergroups.users.list", "usergroup=S1").await)["users"], json!(["UANA", "USAM"]));
    refused(&form(&standin, "usergroups.users.list", "usergroup=S2").await, "no_such_subteam");
    refused(&form(&standin, "usergroups.users.list", "").await, "no_such_subteam");
    refused(&form(&standin, "usergroups.list", "team_id=T2").await, "invalid_team");
    let free = Standin::new(people, Options { free_plan: true, ..Options::default() });
    refused(&form(&free, "usergroups.list", "").await, "plan_upgrade_required");
    refused(&form(&free, "usergroups.users.list", "usergroup=S1").await, "plan_upgrade_required");
}

#[tokio::test]
async fn deleting_and_linking() {
    let standin = standin();
    let posted = call(&standin, "chat.postMessage", json!({"channel": "CGEN", "text": "x"})).await;
    let ts = posted["ts"].as_str().expect("a timestamp").to_owned();
    assert_eq!(ts, format!("{}.000100", NOW_MS / 1000));
    let link = form(&standin, "chat.getPermalink", &format!("channel=CGEN&message_ts={ts}")).await;
    assert_eq!(fine(&link)["permalink"], json!("https://example.slack.com/archives/CGEN/p1700000000000100"));
    refused(&form(&standin, "chat.getPermalink", "channel=CGEN&message_ts=1.1").await, "message_not_found");
    refused(&form(&standin, "chat.getPermalink", &format!("channel=CSEC&message_ts={ts}")).await, "channel_not_found");
    let said = standin.say("UANA", "CGEN", "mine").expect("said");
    refused(&call(&standin, "chat.delete", json!({"channel": "CGEN", "ts": said})).await, "cant_delete_message");
    refused(&call(&standin, "chat.delete", json!({"channel": "CNONE", "ts": ts})).await, "channel_not_found");
    fine(&call(&standin, "chat.delete", json!({"channel": "CGEN", "ts": ts})).await);
    refused(&call(&standin, "chat.delete", json!({"channel": "CGEN", "ts": ts})).await, "message_not_found");
    assert_eq!(standin.conversation("CGEN").len(), 1);
}

#[tokio::test]
async fn validating_blocks() {
    let standin = standin();
    let validate = async |arguments: Value| call(&standin, "blocks.validate", arguments).await;
    fine(&validate(json!({"blocks": [section("x")]})).await);
    fine(&validate(json!({"view": {"type": "home", "blocks": [section("x")]}})).await);
    fine(&validate(json!({"message": {"text": "x"}})).await);
    let wrong = validate(json!({"blocks": [{"type": "section", "text": {"type": "html", "text": "x"}}]})).await;
    refused(&wrong, "invalid_blocks");
    assert_eq!(wrong["errors"][0]["pointer"], json!("/0/text/type"));
    refused(&validate(json!({"view": {"type": "modal"}})).await, "invalid_view");
    refused(&validate(json!({"message": {"blocks": [{"type": "nonsense"}]}})).await, "invalid_message");
    refused(&validate(json!({})).await, "invalid_arguments");
    refused(&validate(json!({"blocks": [section("x")], "message": {"text": "x"}})).await, "invalid_arguments");
}

#[tokio::test]
async fn tokens_end() {
    let standin = standin();
    assert_eq!(fine(&form(&standin, "auth.revoke", "test=true").await)["revoked"], json!(false));
    assert_eq!(fine(&form(&standin, "auth.revoke", "").await)["revoked"], json!(true));
    refused(&form(&standin, "auth.test", "").await, "token_revoked");
    let standin = crate::support::standin();
    let credentials = standin.credentials();
    refused(&form(&standin, "apps.uninstall", "client_id=x&client_secret=y").await, "invalid_client_id");
    refused(&form(&standin, "apps.uninstall", &format!("client_id={}&client_secret=y", credentials.client_id)).await, "bad_client_secret");
    let right = format!("client_id={}&client_secret={}", credentials.client_id, credentials.client_secret);
    fine(&form(&standin, "apps.uninstall", &right).await);
    refused(&form(&standin, "auth.test", "").await, "account_inactive");
}
