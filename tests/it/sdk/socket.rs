//! Slack's clients of Socket Mode: greeted, told, acknowledging with an answer, and back after a goodbye.

use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use standin::{Delivered, Delivery, DisconnectReason, Fate};

use super::{
    script::{Script, Sdk, eventually, with_script},
    slack::{environment, modal, slack, written},
};
use crate::support::{Harness, process::LocalSlack};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let both = |sdk: Sdk| {
        [
            sdk.trial(cx, "envelopes_are_understood_and_acknowledged", async move || envelopes(sdk).await),
            sdk.trial(cx, "a_refreshed_socket_comes_back", async move || comes_back(sdk, Goodbye::Refresh).await),
            sdk.trial(cx, "a_dropped_socket_comes_back", async move || comes_back(sdk, Goodbye::Drop).await),
        ]
    };
    Sdk::ALL.into_iter().flat_map(both).collect()
}

/// How a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goodbye {
    Refresh,
    Drop,
}

async fn connected(sdk: Sdk, talk: impl AsyncFnOnce(&LocalSlack, &mut Script) -> Result<(), Failed>) -> Result<(), Failed> {
    let slack = slack().await?;
    slack.standin.deliver_to(Delivery::Socket);
    with_script(sdk, "connected", &environment(&slack), async |script| {
        script.says("ready").await?;
        eventually("the client stands", || (slack.standin.sockets() == 1).then_some(())).await?;
        talk(&slack, script).await
    })
    .await
}

/// What the client heard while somebody did something, and what came of it.
async fn heard(
    script: &mut Script,
    doing: impl Future<Output = Result<Delivered, standin::SandboxError>>,
) -> Result<(Value, Delivered), Failed> {
    let (line, delivered) = tokio::join!(script.says("heard"), doing);
    Ok((line?, delivered?))
}

async fn envelopes(sdk: Sdk) -> Result<(), Failed> {
    connected(sdk, async |slack, script| {
        let standin = &slack.standin;
        let (line, delivered) = heard(script, standin.slash("UANA", "/lunch", "at noon", None)).await?;
        assert_eq!(script.frames[0]["type"], json!("hello"), "the first frame is the greeting");
        assert_eq!((&line["type"], &line["payload"]["command"]), (&json!("slash_commands"), &json!("/lunch")));
        assert_eq!((&line["payload"]["user_id"], &line["accepts"]), (&json!("UANA"), &json!(true)));
        assert_eq!(delivered.error, None);
        assert_eq!(standin.ephemerals("UANA")[0]["text"], json!("heard at noon"));
        let view_id = standin.show_modal("UANA", &modal("Lunch"))?;
        let (line, delivered) = heard(script, standin.submit("UANA", &view_id, &written("?"))).await?;
        assert_eq!((&line["type"], &line["payload"]["view"]["callback_id"]), (&json!("interactive"), &json!("lunch")));
        assert_eq!(line["payload"]["view"]["state"]["values"]["place"]["name"]["value"], json!("?"));
        assert_eq!(delivered.error, None);
        assert!(delivered.body.contains("Where is that?"), "{}", delivered.body);
        assert_eq!(standin.modals("UANA").len(), 1, "it stays, with the sentence under its field");
        let (line, delivered) = heard(script, standin.click("UANA", &view_id, "more", None)).await?;
        assert_eq!((&line["payload"]["type"], &line["payload"]["actions"][0]["action_id"]), (&json!("block_actions"), &json!("more")));
        assert_eq!(delivered.error, None);
        let (line, delivered) = heard(script, standin.open_home("UANA")).await?;
        assert_eq!((&line["type"], &line["payload"]["event"]["type"]), (&json!("events_api"), &json!("app_home_opened")));
        assert_eq!((&line["retry_attempt"], &delivered.error), (&json!(0), &None));
        let fates: Vec<Fate> = standin.envelopes().into_iter().map(|envelope| envelope.fate).collect();
        assert_eq!(fates, [Fate::Acked; 4]);
        Ok(())
    })
    .await
}

async fn comes_back(sdk: Sdk, goodbye: Goodbye) -> Result<(), Failed> {
    connected(sdk, async |slack, script| {
        let standin = &slack.standin;
        heard(script, standin.slash("UANA", "/lunch", "one", None)).await?;
        match goodbye {
            Goodbye::Refresh => standin.disconnect_sockets(DisconnectReason::RefreshRequested),
            Goodbye::Drop => standin.drop_sockets(),
        }
        assert_eq!(standin.sockets(), 0);
        eventually("the client connects again", || (standin.sockets() == 1).then_some(())).await?;
        // The client for Python first takes up to three seconds to close what it had; only then it listens on what it has.
        script.is_greeted(2).await?;
        let (_, delivered) = heard(script, standin.slash("UANA", "/lunch", "two", None)).await?;
        assert_eq!(delivered.error, None);
        let answers: Vec<Value> = standin.ephemerals("UANA").into_iter().map(|answer| answer["text"].clone()).collect();
        assert_eq!(answers, [json!("heard one"), json!("heard two")]);
        let sockets: Vec<u64> = standin.envelopes().into_iter().map(|envelope| envelope.socket).collect();
        assert_eq!(sockets, [1, 2], "the second came over a connection of its own");
        let reasons: Vec<Value> =
            script.frames.iter().filter(|frame| frame["type"] == json!("disconnect")).map(|frame| frame["reason"].clone()).collect();
        let expected: &[Value] = if goodbye == Goodbye::Refresh { &[json!("refresh_requested")] } else { &[] };
        assert_eq!(reasons, expected);
        Ok(())
    })
    .await
}
