//! What the log never tells, whatever is asked of it: everything set to `trace`, everything going wrong that can, over both ways in.
//! Words that stand for a note, a name, an id and every secret are then searched for in all that the bot said.

use std::time::{Duration, Instant};

use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use standin::{Delivery as To, Fault, FaultKind};

use super::{TEAM, user, workspace};
use crate::{
    crash::PROGRAM,
    support::{
        Harness, TestDatabase,
        process::{Bot, KEY, LocalSlack},
        signed::{Command, Line, Signer},
    },
};

/// People whose ids and names must not be told.
const ANA: &str = "U0CANARYANA";
/// See [`ANA`].
const SAM: &str = "U0CANARYSAM";

/// A user group and a profile field that teams are to come from.
const GROUP: &str = "S0CANARYGROUP";
/// See [`GROUP`].
const FIELD: &str = "Xf0CANARYFIELD";

/// What is in every note and every name here.
const CANARY: &str = "canaryword";

/// How long what follows a press may take.
const CALM_WITHIN: Duration = Duration::from_secs(3);

pub(super) fn trials(cx: &Harness) -> Vec<Trial> {
    cx.both("intake::nothing_is_told_that_must_not_be", quiet)
}

async fn quiet(database: TestDatabase) -> Result<(), Failed> {
    let people = vec![user(ANA, "Ana canaryword"), user(SAM, "Sam canaryword")];
    // There is no such user group and no such field, which is said in the log once.
    let slack = LocalSlack::start(workspace(people)).await?;
    let bot = Bot::new(PROGRAM, &slack, &database.url)?.with("SLACK_APP_TOKEN", slack.app_token());
    let bot = bot.with("GOODTURN_TEAM_SOURCE", format!("usergroups:{GROUP},field:{FIELD},self"));
    let filter = "trace,sqlx=trace,hyper=trace,hyper_util=trace,reqwest=trace,tungstenite=trace,rustls=trace,slack_morphism=trace,h2=trace";
    let bot = bot.with("RUST_LOG", filter).with("RUST_BACKTRACE", "full");
    let mut process = bot.start().await?;
    let mut secrets = vec![
        KEY.to_owned(),
        CANARY.to_owned(),
        ANA.to_owned(),
        SAM.to_owned(),
        TEAM.to_owned(),
        GROUP.to_owned(),
        FIELD.to_owned(),
        "/response/".to_owned(),
        "ticket=".to_owned(),
    ];
    let credentials = slack.standin.credentials();
    secrets.extend([credentials.bot_token, credentials.app_token, credentials.signing_secret, credentials.bot_user_id]);

    for (round, to) in [To::http(&format!("http://{}", process.address)), To::Socket].into_iter().enumerate() {
        slack.standin.deliver_to(to);
        secrets.extend(everything_goes_wrong(&slack, round).await?);
    }
    secrets.extend(deletes_everything(&slack).await?);
    // A forgery, and something that is not Slack's at all.
    let text = format!("<@{SAM}> {CANARY}");
    let command = Command { workspace: TEAM, user: ANA, name: "/gave", text: &text, trigger: "1.canaryword" };
    let forged = Line::to(process.address).send(&Signer::new("canaryword").command(&command)).await?;
    assert_eq!(forged.status, 401);
    tokio::time::sleep(CALM_WITHIN).await;
    let metrics = process.metrics().await?;
    assert!(process.terminate().await?.success());

    let said = process.said();
    for line in ["a delivery has its acknowledgement", "a call to Slack has ended"] {
        let written = said.lines().any(|said| said.contains("TRACE") && said.contains("goodturn") && said.contains(line));
        assert!(written, "the finest lines are searched, too; there is none: {line}\n{said}");
    }
    let whose = ["a message could not be brought up to date", "a connection to Slack could not be made", "a source of teams tells nothing"];
    for line in whose {
        assert!(said.contains(line), "the log is searched where something went wrong; it lacks: {line}\n{said}");
    }
    for secret in &secrets {
        for (place, text) in [("the log", &said), ("a metric", &metrics)] {
            let found = text.lines().find(|line| line.to_lowercase().contains(&secret.to_lowercase()));
            assert_eq!(found, None, "{place} tells {secret}");
        }
    }
    Ok(())
}

/// A short conversation while calls fail in every way; tells the ids that it made.
async fn everything_goes_wrong(slack: &LocalSlack, round: usize) -> Result<Vec<String>, Failed> {
    let slack = &slack.standin;
    // An answer by a response url is tried twice.
    let count = |method: &str| if method == "response_url" { 2 } else { 1 };
    let fault = |method: &str, kind: FaultKind| slack.fault(Fault { method: method.to_owned(), kind, count: count(method) });
    let mut ids = Vec::new();
    let mut keep = |delivered: &standin::Delivered| ids.push(delivered.trigger_id.clone());
    for kind in
        [FaultKind::Http500, FaultKind::Reset, FaultKind::Http429 { retry_after_s: 1 }, FaultKind::Error(format!("{CANARY} is not here"))]
    {
        fault("views.publish", kind.clone());
        keep(&slack.open_home(ANA).await?);
        tokio::time::sleep(Duration::from_millis(200)).await;
        fault("response_url", kind);
        keep(&slack.slash(ANA, "/gave", &format!("<@{SAM}> {CANARY} {round} {}", ids_of(slack).len()), None).await?);
        let shown = slack.ephemerals(ANA);
        let button = shown.iter().rev().find_map(|message| message.pointer("/blocks/1/elements/0").map(|button| (message, button)));
        if let Some((message, button)) = button {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            keep(&slack.click(ANA, &text(&message["ts"]), &text(&button["action_id"]), Some(&text(&button["value"]))).await?);
        }
    }
    for text in [CANARY.to_owned(), format!("team {CANARY}"), format!("<@{SAM}>"), "\u{0}".to_owned()] {
        for name in ["/goodturn", "/gave", "/asked"] {
            keep(&slack.slash(SAM, name, &text, None).await?);
        }
    }
    let mut odd = user(SAM, CANARY);
    odd["profile"] = json!([CANARY]);
    slack.event(json!({"type": "user_change", "user": odd})).await?;
    slack.event(json!({"type": CANARY, "user": SAM})).await?;
    fault("apps.connections.open", FaultKind::Http500);
    slack.drop_oldest_sockets(1);
    ids.extend(slack.envelopes().into_iter().map(|envelope| envelope.envelope_id));
    ids.extend(ids_of(slack));
    // Short ones are found in anything.
    ids.retain(|id| id.len() > 6);
    Ok(ids)
}

/// Ana deletes everything about herself; tells the ids that it made.
async fn deletes_everything(slack: &LocalSlack) -> Result<Vec<String>, Failed> {
    let slack = &slack.standin;
    let asked = slack.slash(ANA, "/goodturn", "delete everything", None).await?;
    let mut ids = vec![asked.trigger_id];
    let since = Instant::now();
    let form = loop {
        match slack.modals(ANA).pop() {
            Some(form) => break form,
            None if since.elapsed() > CALM_WITHIN => return Err("nobody is asked whether they mean it".into()),
            None => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    };
    let form = form["id"].as_str().unwrap_or_default().to_owned();
    ids.push(slack.submit(ANA, &form, &json!({})).await?.trigger_id);
    ids.push(form);
    ids.retain(|id| id.len() > 6);
    Ok(ids)
}

/// Ids of conversations that the bot's calls named.
fn ids_of(slack: &standin::Standin) -> Vec<String> {
    [ANA, SAM].iter().filter_map(|person| slack.dm_of(person)).collect()
}
