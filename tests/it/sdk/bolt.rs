//! A Bolt app, in Python and for Node.js, over HTTP and Socket Mode: what people type, press and see.
//! Bolt itself checks signatures here, and must refuse those that are not Slack's.

use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use standin::{Delivered, Delivery, SandboxError, Standin, sign};

use super::{
    script::{Sdk, eventually, with_script},
    slack::{environment, http, slack, written},
};
use crate::support::{Harness, signed::now_seconds};

/// How old a delivery of the old one is: Bolt takes those of the last five minutes.
const TOO_OLD_S: i64 = 6 * 60;

/// What the message says after lunch was announced.
const ANNOUNCED: &str = "<@UANA> has lunch at Mario's, another day";

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let each = |sdk: Sdk| {
        [
            sdk.trial(cx, "bolt_serves_people_over_http", async move || over_http(sdk, async |slack, _| lunch(slack).await).await),
            sdk.trial(cx, "bolt_serves_people_over_socket_mode", async move || over_socket(sdk).await),
            sdk.trial(cx, "bolt_refuses_what_slack_did_not_sign", async move || {
                over_http(sdk, async |slack, url| forged(slack, url).await).await
            }),
        ]
    };
    Sdk::ALL.into_iter().flat_map(each).collect()
}

/// The app takes everything at one address, as Bolt apps do.
async fn over_http(sdk: Sdk, talk: impl AsyncFnOnce(&Standin, &str) -> Result<(), Failed>) -> Result<(), Failed> {
    let slack = slack().await?;
    let mut environment = environment(&slack);
    environment.push(("TRANSPORT", "http".to_owned()));
    with_script(sdk, "bolt", &environment, async |script| {
        let url = format!("http://127.0.0.1:{}/slack/events", script.says("ready").await?["port"]);
        let [commands_url, interactions_url, events_url] = [(); 3].map(|()| url.clone());
        slack.standin.deliver_to(Delivery::Http { commands_url, interactions_url, events_url });
        talk(&slack.standin, &url).await
    })
    .await
}

async fn over_socket(sdk: Sdk) -> Result<(), Failed> {
    let slack = slack().await?;
    slack.standin.deliver_to(Delivery::Socket);
    let mut environment = environment(&slack);
    environment.push(("TRANSPORT", "socket".to_owned()));
    with_script(sdk, "bolt", &environment, async |script| {
        script.says("ready").await?;
        eventually("the app stands", || (slack.standin.sockets() == 1).then_some(())).await?;
        lunch(&slack.standin).await?;
        assert_eq!(slack.standin.envelopes().len(), 9, "everything came over the socket");
        Ok(())
    })
    .await
}

/// Somebody did something, and Slack had nothing to complain about.
fn fine(delivered: Result<Delivered, SandboxError>) -> Result<Delivered, Failed> {
    let delivered = delivered?;
    assert_eq!((delivered.status, &delivered.error), (200, &None), "{delivered:?}");
    Ok(delivered)
}

fn id(of: &Value, key: &str) -> String {
    of[key].as_str().unwrap_or_default().to_owned()
}

fn words_of_home(slack: &Standin) -> Option<Value> {
    slack.home("UANA").map(|home| home["blocks"][0]["text"]["text"].clone())
}

/// Ana announces lunch, Sam joins, and Ana looks at her Home.
async fn lunch(slack: &Standin) -> Result<(), Failed> {
    fine(slack.slash("UANA", "/lunch", "at noon", Some("CGEN")).await)?;
    assert_eq!(slack.ephemerals("UANA")[0]["text"], json!("When: at noon. Now say where."));
    let modal = eventually("the modal opens", || slack.modals("UANA").pop()).await?;
    assert_eq!((&modal["title"]["text"], &modal["private_metadata"]), (&json!("Lunch"), &json!("at noon")));
    let view_id = id(&modal, "id");

    let refused = fine(slack.submit("UANA", &view_id, &written("?")).await)?;
    let said: Value = serde_json::from_str(&refused.body)?;
    assert_eq!(said, json!({"response_action": "errors", "errors": {"place": "Three letters at least."}}));
    assert_eq!((slack.modals("UANA").len(), slack.conversation("CGEN").len()), (1, 0));
    fine(slack.submit("UANA", &view_id, &written("later")).await)?;
    let changed: Vec<_> = slack.modals("UANA").iter().map(|view| (id(view, "id"), id(view, "private_metadata"))).collect();
    assert_eq!(changed, [(view_id.clone(), "another day".to_owned())], "the same modal, with other words");
    fine(slack.submit("UANA", &view_id, &written("Mario's")).await)?;
    assert_eq!(slack.modals("UANA").len(), 0, "the modal closes");
    let message = eventually("lunch is announced", || slack.conversation("CGEN").pop()).await?;
    assert_eq!(message["text"], json!(ANNOUNCED));

    fine(slack.click("USAM", &id(&message, "ts"), "join", None).await)?;
    let answer = eventually("Sam reads that he is in", || slack.ephemerals("USAM").pop()).await?;
    assert_eq!(answer["text"], json!("You are in."));
    let message = slack.conversation("CGEN").pop().unwrap_or_default();
    assert_eq!(message["text"], json!(format!("{ANNOUNCED}, with <@USAM>")), "changed, before Sam was told");
    fine(slack.click("USAM", &id(&answer, "ts"), "hide", None).await)?;
    eventually("the answer goes away", || slack.ephemerals("USAM").is_empty().then_some(())).await?;

    fine(slack.open_home("UANA").await)?;
    eventually("the Home is there", || words_of_home(slack).filter(|words| words == "Welcome")).await?;
    fine(slack.click("UANA", "home", "again", None).await)?;
    eventually("the Home changes", || words_of_home(slack).filter(|words| words == "Welcome again")).await?;

    fine(slack.shortcut("USAM", "plan", None).await)?;
    let planned = eventually("the shortcut opens the modal", || slack.modals("USAM").pop()).await?;
    assert_eq!(planned["private_metadata"], json!("some day"));
    let calls = slack.calls();
    let refused: Vec<_> = calls.iter().filter(|call| call.error.is_some()).collect();
    assert!(refused.is_empty(), "{refused:?}");
    let made = |method: &str| calls.iter().filter(|call| call.method == method).count();
    let count = ["views.open", "views.publish", "chat.postMessage", "chat.update", "response_url"].map(made);
    assert_eq!(count, [2, 2, 1, 1, 2]);
    Ok(())
}

/// What Slack signed is taken, also twice; the same with anything changed is not.
async fn forged(slack: &Standin, url: &str) -> Result<(), Failed> {
    fine(slack.open_home("UANA").await)?;
    let (_, headers, body) = slack.last_request().ok_or("nothing was delivered")?;
    let secret = slack.credentials().signing_secret;
    let with = |name: &str, value: &str| {
        let other = headers.iter().filter(|(known, _)| known != name).cloned();
        other.chain([(name.to_owned(), value.to_owned())]).collect::<Vec<_>>()
    };
    assert_eq!(status(url, &headers, &body).await?, 200);
    assert_eq!(status(url, &headers, &body.replace("UANA", "USAM")).await?, 401, "another body");
    assert_eq!(status(url, &with("x-slack-signature", &sign("another secret", "1", &body)), &body).await?, 401, "another signature");
    let later = (now_seconds() + 1).to_string();
    assert_eq!(status(url, &with("x-slack-request-timestamp", &later), &body).await?, 401, "another second");
    let old = (now_seconds() - TOO_OLD_S).to_string();
    let mut stale = with("x-slack-signature", &sign(&secret, &old, &body));
    stale.retain(|(name, _)| name != "x-slack-request-timestamp");
    stale.push(("x-slack-request-timestamp".to_owned(), old));
    assert_eq!(status(url, &stale, &body).await?, 401, "signed well, but long ago");
    let unsigned: Vec<_> = headers.iter().filter(|(name, _)| name != "x-slack-signature").cloned().collect();
    assert_eq!(status(url, &unsigned, &body).await?, 401, "not signed");
    assert_eq!(slack.home("USAM"), None, "nothing came of any of them");
    Ok(())
}

async fn status(url: &str, headers: &[(String, String)], body: &str) -> Result<u16, Failed> {
    let mut request = http()?.post(url).body(body.to_owned());
    for (name, value) in headers {
        request = request.header(name, value);
    }
    Ok(request.send().await?.status().as_u16())
}
