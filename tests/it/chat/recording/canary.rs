//! The text of a message on which the shortcut is used: in no file of the database, in no log line however fine, in no call to Slack.
//!
//! The real program in a process of its own, so that all it logs is seen.

use std::time::Duration;

use libtest_mimic::Trial;
use serde_json::{Value, json};
use standin::{Delivery, Entry, Workspace};

use super::super::world::{Tested, WORKSPACE, id, user};
use crate::support::process::{Bot, LocalSlack};
use crate::support::{Engine, Harness, TestDatabase};

/// What the message says, and what Ana writes about it.
const MESSAGE: &str = "canary in the coalmine";
const NOTE: &str = "sparrow on the roof";

/// How long the bot may take for what follows an acknowledgement.
const DONE_WITHIN: Duration = Duration::from_secs(20);

/// Pause between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(20);

pub fn trials(cx: &Harness) -> Vec<Trial> {
    vec![
        cx.on(Engine::Sqlite, "recording::what_a_message_says_is_nowhere", async |database| nowhere(database, false).await),
        cx.on(Engine::Sqlite, "recording::what_a_message_says_is_nowhere_over_socket_mode", async |database| nowhere(database, true).await),
    ]
}

async fn nowhere(database: TestDatabase, sockets: bool) -> Tested {
    let workspace = Workspace {
        team: json!({ "id": WORKSPACE, "name": "Larkspur", "domain": "larkspur" }),
        users: ["Ana", "Sam"].map(|name| user(name, "Europe/Berlin", "en-US")).to_vec(),
        channels: vec![json!({ "id": "C0GENERAL", "name": "general", "members": [id("Ana"), id("Sam")] })],
        usergroups: Vec::new(),
    };
    let slack = LocalSlack::start(workspace).await?;
    let mut bot = Bot::new(env!("CARGO_BIN_EXE_goodturn"), &slack, &database.url)?.with("RUST_LOG", "trace");
    if sockets {
        bot = bot.with("SLACK_APP_TOKEN", slack.standin.credentials().app_token);
    }
    let mut process = bot.start().await?;
    if sockets {
        slack.standin.deliver_to(Delivery::Socket);
        until("a connection", || slack.standin.sockets() > 0).await?;
    } else {
        slack.standin.deliver_to(Delivery::http(&format!("http://{}", process.address)));
    }
    let ts = slack.standin.say(&id("Sam"), "C0GENERAL", MESSAGE)?;
    slack.standin.shortcut(&id("Ana"), "gave-message", Some(&ts)).await?;
    until("the form", || !slack.standin.modals(&id("Ana")).is_empty()).await?;
    let form = slack.standin.modals(&id("Ana")).remove(0);
    let link = input(&form, "link").and_then(|element| element["initial_value"].as_str().map(str::to_owned)).ok_or("a link")?;
    let values = json!({
        "who": { "who": { "type": "multi_users_select", "selected_users": [id("Sam")] } },
        "what": { "what": { "type": "plain_text_input", "value": NOTE } },
        "link": { "link": { "type": "plain_text_input", "value": link } },
    });
    slack.standin.submit(&id("Ana"), form["id"].as_str().ok_or("an id")?, &values).await?;
    until("the answer", || !slack.standin.ephemerals(&id("Ana")).is_empty()).await?;
    let file = database.url.trim_start_matches("sqlite://").to_owned();
    for place in [file.clone(), format!("{file}-wal")] {
        let bytes = std::fs::read(&place)?;
        let stands = |what: &str| bytes.windows(what.len()).any(|window| window == what.as_bytes());
        assert!(!stands(MESSAGE) && !stands("coalmine") && !stands(NOTE), "it stands in {place}");
    }
    assert!(process.terminate().await?.success());
    let bytes = std::fs::read(&file)?;
    let stands = |what: &str| bytes.windows(what.len()).any(|window| window == what.as_bytes());
    assert!(stands(&id("Sam")), "the search finds what is there");
    assert!(!stands("coalmine"), "it stands in the file that was left");
    let log = process.said();
    assert!(log.contains("goodturn::"), "the log holds something: {log}");
    assert!(!log.contains("coalmine") && !log.contains("sparrow"), "a log line tells");
    let heard = slack.standin.log().iter().any(|entry| matches!(entry, Entry::Said { text, .. } if text == MESSAGE));
    let calls = format!("{:?}", slack.standin.calls());
    assert!(heard && calls.contains("sparrow") && !calls.contains("coalmine"), "only Slack has the message");
    Ok(())
}

/// The input with this name.
fn input<'v>(form: &'v Value, name: &str) -> Option<&'v Value> {
    form["blocks"].as_array()?.iter().find(|block| block["block_id"] == name)?.get("element")
}

async fn until(what: &str, there: impl Fn() -> bool) -> Tested {
    let waited = async {
        while !there() {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    tokio::time::timeout(DONE_WITHIN, waited).await.map_err(|_| format!("{what} does not come").into())
}
