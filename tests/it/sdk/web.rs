//! Messages, lists and refusals by Slack's Web API clients.

use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use standin::{Fault, FaultKind};

use super::{
    script::{Script, Sdk, call, with_script},
    slack::{button, environment, section, slack},
};
use crate::support::{Harness, process::LocalSlack};

/// Seconds that the local Slack asks to wait for.
const RETRY_AFTER_S: u64 = 1;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let both = |sdk: Sdk| {
        [
            sdk.trial(cx, "messages_appear_change_and_go", async move || {
                asked(sdk, async |slack, script| messages(slack, script).await).await
            }),
            sdk.trial(cx, "lists_come_page_by_page", async move || asked(sdk, async |slack, script| lists(slack, script).await).await),
            sdk.trial(cx, "refusals_are_the_kits_errors", async move || {
                asked(sdk, async |slack, script| refusals(slack, script).await).await
            }),
        ]
    };
    Sdk::ALL.into_iter().flat_map(both).collect()
}

async fn asked(sdk: Sdk, talk: impl AsyncFnOnce(&LocalSlack, &mut Script) -> Result<(), Failed>) -> Result<(), Failed> {
    let slack = slack().await?;
    with_script(sdk, "web", &environment(&slack), async |script| {
        script.says("ready").await?;
        talk(&slack, script).await
    })
    .await
}

/// The methods called so far.
fn called(slack: &LocalSlack) -> Vec<String> {
    slack.standin.calls().into_iter().map(|call| call.method).collect()
}

async fn messages(slack: &LocalSlack, script: &mut Script) -> Result<(), Failed> {
    let here = || slack.standin.conversation("CGEN");
    let who = script.calls("auth.test", json!({})).await?;
    assert_eq!((&who["user_id"], &who["team_id"]), (&json!("UBOT"), &json!("T1")));
    let blocks = json!([section("Soup & bread <today>"), button("join", "Join")]);
    let posted = script.calls("chat.postMessage", json!({"channel": "CGEN", "text": "Soup & bread", "blocks": blocks})).await?;
    let seen = here();
    assert_eq!((seen.len(), &seen[0]["ts"], &seen[0]["text"]), (1, &posted["ts"], &json!("Soup & bread")));
    assert_eq!(seen[0]["blocks"][1]["elements"][0]["action_id"], json!("join"));
    assert_eq!(posted["message"]["text"], seen[0]["text"]);
    script.calls("chat.update", json!({"channel": "CGEN", "ts": posted["ts"], "text": "Only bread", "blocks": []})).await?;
    assert_eq!(here()[0]["text"], json!("Only bread"));
    let quiet = json!({"channel": "CGEN", "user": "UANA", "text": "For you alone"});
    let ephemeral = script.calls("chat.postEphemeral", quiet).await?;
    let answers = slack.standin.ephemerals("UANA");
    assert_eq!((answers.len(), &answers[0]["text"]), (1, &json!("For you alone")));
    assert_eq!(answers[0]["ts"], ephemeral["message_ts"]);
    script.calls("chat.delete", json!({"channel": "CGEN", "ts": posted["ts"]})).await?;
    assert_eq!(here().len(), 0);
    let opened = script.calls("conversations.open", json!({"users": "USAM"})).await?;
    assert_eq!(opened["channel"]["id"].as_str().map(str::to_owned), slack.standin.dm_of("USAM"));
    let dm = &opened["channel"]["id"];
    script.calls("chat.postMessage", json!({"channel": dm, "text": "Hello"})).await?;
    let info = script.calls("conversations.info", json!({"channel": dm})).await?;
    assert_eq!((&info["channel"]["user"], &info["channel"]["latest"]["text"]), (&json!("USAM"), &json!("Hello")));
    let members = script.calls("conversations.members", json!({"channel": dm})).await?;
    assert_eq!(members["members"], json!(["USAM", "UBOT"]));
    let expected = ["auth.test", "chat.postMessage", "chat.update", "chat.postEphemeral", "chat.delete", "conversations.open"];
    assert_eq!(called(slack)[..6], expected);
    Ok(())
}

async fn lists(slack: &LocalSlack, script: &mut Script) -> Result<(), Failed> {
    let pages = script.does(json!({"do": "pages", "name": "users.list", "arguments": {"limit": 5}, "key": "members"})).await?;
    let pages: Vec<Vec<String>> = serde_json::from_value(pages)?;
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [5, 5, 3]);
    let mut all = pages.concat();
    assert_eq!(all[..2], ["UANA", "USAM"]);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 13, "each of them once, bots included");
    let calls = slack.standin.calls();
    assert!(calls[0].arguments.get("cursor").is_none_or(|cursor| cursor == ""), "{:?}", calls[0].arguments);
    assert!(calls[1..3].iter().all(|call| call.arguments["cursor"] != Value::Null && call.method == "users.list"));
    let one = script.calls("users.info", json!({"user": "UANA"})).await?;
    assert_eq!(one["user"]["real_name"], json!("Ana"));
    let groups = script.calls("usergroups.list", json!({"include_users": true})).await?;
    assert_eq!((&groups["usergroups"][0]["handle"], &groups["usergroups"][0]["users"]), (&json!("design"), &json!(["UANA", "USAM"])));
    let group = script.calls("usergroups.users.list", json!({"usergroup": "S1"})).await?;
    assert_eq!(group["users"], json!(["UANA", "USAM"]));
    let team = script.calls("team.info", json!({})).await?;
    assert_eq!((&team["team"]["id"], &team["team"]["domain"]), (&json!("T1"), &json!("example")));
    Ok(())
}

async fn refusals(slack: &LocalSlack, script: &mut Script) -> Result<(), Failed> {
    let post = |channel: &str| call("chat.postMessage", &json!({"channel": channel, "text": "Hello"}));
    assert_eq!(script.is_refused(post("CNONE")).await?["error"], json!("channel_not_found"));
    assert_eq!(script.is_refused(post("COUT")).await?["error"], json!("not_in_channel"));
    let ugly = json!({"channel": "CGEN", "text": "Hello", "blocks": [{"type": "section"}]});
    let refused = script.is_refused(call("chat.postMessage", &ugly)).await?;
    assert_eq!(refused["error"], json!("invalid_blocks"));
    assert!(refused["messages"][0].as_str().is_some_and(|line| line.contains("/blocks/0")), "{refused}");
    let profile = script.is_refused(call("team.profile.get", &json!({}))).await?;
    assert_eq!((&profile["error"], &profile["needed"]), (&json!("missing_scope"), &json!("users.profile:read")));
    let too_fast = || Fault { method: "chat.postMessage".to_owned(), kind: FaultKind::Http429 { retry_after_s: RETRY_AFTER_S }, count: 1 };
    slack.standin.fault(too_fast());
    let refused = script.is_refused(post("CGEN")).await?;
    assert_eq!((&refused["error"], &refused["retry_after"]), (&json!("ratelimited"), &json!(RETRY_AFTER_S.to_string())));
    assert_eq!(slack.standin.conversation("CGEN").len(), 0);
    script.does(json!({"do": "patient"})).await?;
    slack.standin.fault(too_fast());
    let before = slack.standin.calls().len();
    script.does(post("CGEN")).await?;
    let errors: Vec<_> = slack.standin.calls().split_off(before).into_iter().map(|call| call.error).collect();
    assert_eq!(errors, [Some("ratelimited".to_owned()), None], "tried once more, by itself");
    assert_eq!(slack.standin.conversation("CGEN").len(), 1);
    for (token, error) in [(json!("xoxb-wrong"), "invalid_auth"), (json!(slack.standin.credentials().app_token), "not_allowed_token_type")]
    {
        script.does(json!({"do": "token", "token": token})).await?;
        assert_eq!(script.is_refused(call("auth.test", &json!({}))).await?["error"], json!(error));
    }
    Ok(())
}
