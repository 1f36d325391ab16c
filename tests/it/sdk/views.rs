//! Modals, Homes and response addresses by Slack's Web API clients.

use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};

use super::{
    script::{Script, Sdk, call, with_script},
    slack::{button, environment, modal, section, slack},
};
use crate::support::{Harness, process::LocalSlack};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let both = |sdk: Sdk| {
        [
            sdk.trial(cx, "modals_open_stack_and_change", async move || modals(sdk).await),
            sdk.trial(cx, "homes_and_response_addresses", async move || homes(sdk).await),
        ]
    };
    Sdk::ALL.into_iter().flat_map(both).collect()
}

/// The titles of the modals before Ana, the top one last.
fn titles(slack: &LocalSlack) -> Vec<String> {
    slack.standin.modals("UANA").iter().map(|view| view["title"]["text"].as_str().unwrap_or_default().to_owned()).collect()
}

async fn modals(sdk: Sdk) -> Result<(), Failed> {
    let slack = slack().await?;
    with_script(sdk, "web", &environment(&slack), async |script| {
        script.says("ready").await?;
        let trigger = slack.standin.slash("UANA", "/lunch", "", None).await?.trigger_id;
        let order = json!({"trigger_id": trigger, "view": modal("First")});
        let opened = script.calls("views.open", order.clone()).await?;
        assert_eq!(script.is_refused(call("views.open", &order)).await?["error"], json!("exchanged_trigger_id"));
        assert_eq!(titles(&slack), ["First"]);
        let first = opened["view"]["id"].as_str().ok_or("a view without id")?.to_owned();
        let trigger = slack.standin.click("UANA", &first, "more", None).await?.trigger_id;
        let pushed = script.calls("views.push", json!({"trigger_id": trigger, "view": modal("Second")})).await?;
        assert_eq!(titles(&slack), ["First", "Second"]);
        assert_eq!((&pushed["view"]["previous_view_id"], &pushed["view"]["root_view_id"]), (&json!(first), &json!(first)));
        let change = |hash: &Value| json!({"view_id": pushed["view"]["id"], "hash": hash, "view": modal("Third")});
        script.calls("views.update", change(&pushed["view"]["hash"])).await?;
        assert_eq!(titles(&slack), ["First", "Third"]);
        let refused = script.is_refused(call("views.update", &change(&pushed["view"]["hash"]))).await?;
        assert_eq!(refused["error"], json!("hash_conflict"));
        let long = modal("A title of twenty-five ch");
        let refused = script.is_refused(call("views.open", &json!({"trigger_id": "1.2.3", "view": long}))).await?;
        assert_eq!(refused["error"], json!("invalid_arguments"));
        assert!(refused["messages"][0].as_str().is_some_and(|line| line.contains("/view/title")), "{refused}");
        Ok(())
    })
    .await
}

async fn homes(sdk: Sdk) -> Result<(), Failed> {
    let slack = slack().await?;
    with_script(sdk, "web", &environment(&slack), async |script| {
        script.says("ready").await?;
        let view = |text: &str| json!({"type": "home", "blocks": [section(text), button("again", "Again")]});
        let shown = || slack.standin.home("UANA").map(|home| home["blocks"][0]["text"]["text"].clone());
        let published = script.calls("views.publish", json!({"user_id": "UANA", "view": view("Welcome")})).await?;
        assert_eq!(shown(), Some(json!("Welcome")));
        let again = json!({"user_id": "UANA", "view": view("Again"), "hash": published["view"]["hash"]});
        script.calls("views.publish", again.clone()).await?;
        assert_eq!(shown(), Some(json!("Again")));
        assert_eq!(script.is_refused(call("views.publish", &again)).await?["error"], json!("hash_conflict"));
        responses(&slack, script).await
    })
    .await
}

/// A command's response address takes five answers, and a press's can replace what was pressed.
async fn responses(slack: &LocalSlack, script: &mut Script) -> Result<(), Failed> {
    slack.standin.slash("UANA", "/lunch", "", Some("CGEN")).await?;
    let command = response_url(slack, false)?;
    let respond = |url: &str, message: Value| {
        let mut order = json!({"do": "respond", "url": url});
        order.as_object_mut().into_iter().for_each(|order| order.extend(message.as_object().cloned().unwrap_or_default()));
        order
    };
    let fine = json!({"body": "ok"});
    assert_eq!(script.does(respond(&command, json!({"text": "One", "blocks": [button("hide", "Hide")]}))).await?, fine);
    let mine = || slack.standin.ephemerals("UANA");
    assert_eq!(mine()[0]["text"], json!("One"));
    let ts = mine()[0]["ts"].as_str().unwrap_or_default().to_owned();
    slack.standin.click("UANA", &ts, "hide", None).await?;
    let press = response_url(slack, true)?;
    assert_eq!(script.does(respond(&press, json!({"text": "Two", "replace_original": true}))).await?, fine);
    assert_eq!((mine().len(), &mine()[0]["text"]), (1, &json!("Two")));
    assert_eq!(script.does(respond(&press, json!({"delete_original": true}))).await?, fine);
    assert_eq!(mine().len(), 0);
    assert_eq!(script.does(respond(&command, json!({"text": "To all", "response_type": "in_channel"}))).await?, fine);
    let everyone: Vec<Value> = slack.standin.conversation("CGEN").iter().map(|message| message["text"].clone()).collect();
    assert_eq!(everyone, [json!("To all")]);
    for _ in 0..3 {
        assert_eq!(script.does(respond(&command, json!({"text": "More"}))).await?, fine);
    }
    assert_eq!(script.does(respond(&command, json!({"text": "Too much"}))).await?, json!({"status": 404}));
    Ok(())
}

/// The response address of what was delivered last.
fn response_url(slack: &LocalSlack, interaction: bool) -> Result<String, Failed> {
    let (_, _, body) = slack.standin.last_request().ok_or("nothing was delivered")?;
    let field =
        |name: &str| url::form_urlencoded::parse(body.as_bytes()).find(|(other, _)| other == name).map(|(_, value)| value.into_owned());
    let payload = field("payload").and_then(|payload| serde_json::from_str::<Value>(&payload).ok()).unwrap_or_default();
    let found = if interaction { payload["response_url"].as_str().map(str::to_owned) } else { field("response_url") };
    Ok(found.ok_or("the delivery has no response address")?)
}
