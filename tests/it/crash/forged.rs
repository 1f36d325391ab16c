//! Deliveries that are not Slack's: forged, stale, repeated with other words, unsigned, unreadable. Each gets 401 and changes nothing.
//! The whole content of the database is compared, and the genuine deliveries behind the forgeries are shown to change it.

use std::{collections::BTreeMap, net::SocketAddr, time::Duration};

use libtest_mimic::Failed;
use serde_json::{Value, json};
use url::form_urlencoded::Serializer;

use super::{SAM, rows::Rows, stage};
use crate::support::{
    TestDatabase,
    process::LocalSlack,
    signed::{COMMANDS, Command, Delivery, FORM, Line, SIGNATURE, Signer, TIMESTAMP, now_seconds},
};

/// Who types and presses here.
const ANN: &str = "U0000000ANN";

/// Seconds beyond the five minutes that a delivery is good for.
const TOO_OLD_SECONDS: i64 = 6 * 60;

/// How long the first sync of people may take.
const SYNCED_WITHIN: Duration = Duration::from_secs(20);

/// Pause between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// What Slack would send to one route.
struct Genuine {
    path: &'static str,
    kind: &'static str,
    body: Vec<u8>,
}

impl Genuine {
    fn signed(&self, signer: &Signer, seconds_ago: i64) -> Delivery {
        signer.signed_at(&(now_seconds() - seconds_ago).to_string(), self.path, self.kind, self.body.clone())
    }

    /// Everything that must be refused, with what is wrong about it.
    fn forgeries(&self, signer: &Signer) -> Vec<(String, Delivery)> {
        let good = || self.signed(signer, 0);
        let signature = good().headers.iter().find(|(name, _)| *name == SIGNATURE).map(|(_, value)| value.clone()).unwrap_or_default();
        let mut changed = good();
        changed.body.push(b' ');
        let mut emptied = good();
        emptied.body.clear();
        let mut not_text = self.body.clone();
        not_text.push(0xff);
        let mut forgeries = vec![
            ("signed with another secret".to_owned(), self.signed(&Signer::new("another secret"), 0)),
            ("signed with an empty secret".to_owned(), self.signed(&Signer::new(""), 0)),
            ("six minutes old".to_owned(), self.signed(signer, TOO_OLD_SECONDS)),
            ("six minutes ahead".to_owned(), self.signed(signer, -TOO_OLD_SECONDS)),
            ("old, with a new time".to_owned(), self.signed(signer, TOO_OLD_SECONDS).with(TIMESTAMP, &now_seconds().to_string())),
            ("with another body".to_owned(), changed),
            ("without its body".to_owned(), emptied),
            ("with bytes that are no text".to_owned(), signer.signed_at(&now_seconds().to_string(), self.path, self.kind, not_text)),
            ("unsigned".to_owned(), good().without(SIGNATURE).without(TIMESTAMP)),
            ("without signature".to_owned(), good().without(SIGNATURE)),
            ("without time".to_owned(), good().without(TIMESTAMP)),
        ];
        for stamp in ["", "yesterday", "-1", "0", "1e9", "99999999999999999999"] {
            forgeries.push((format!("at {stamp:?}"), signer.signed_at(stamp, self.path, self.kind, self.body.clone())));
        }
        let bare = signature.trim_start_matches("v0=");
        for other in
            [String::new(), "v0=".to_owned(), bare.to_owned(), format!("v1={bare}"), format!("v0={}", &bare[..32]), "v0=é".to_owned()]
        {
            forgeries.push((format!("with signature {other:?}"), good().with(SIGNATURE, &other)));
        }
        forgeries
    }
}

pub(super) async fn what_is_not_slacks_is_refused(database: TestDatabase) -> Result<(), Failed> {
    let (slack, bot) = stage(&database).await?;
    let process = bot.start().await?;
    let mut rows = Rows::of(&database).await?;
    synced(&mut rows).await?;
    let entry = keep_one(&slack, process.address).await?;
    let genuine = [command(&slack), undo(&slack, &entry), home_opened(&slack)];

    let before = calm(&mut rows).await?;
    assert_eq!(before.get("act").map(Vec::len), Some(1), "one act is there to be taken back");
    let mut line = Line::to(process.address);
    for (what, forgery) in genuine.iter().flat_map(|one| one.forgeries(&slack.signer)) {
        let answer = line.send(&forgery).await.map_err(|error| format!("{}, {what}: {error}", forgery.path))?;
        assert_eq!((answer.status, answer.body.as_str()), (401, ""), "{} {what}", forgery.path);
        assert_same(&before, &rows.content().await?, &format!("{} {what}", forgery.path));
    }

    let [command, undo, home_opened] = &genuine;
    for (one, then, expected) in
        [(command, "SELECT COUNT(*) FROM act", 2), (undo, "SELECT COUNT(*) FROM act", 1), (home_opened, "SELECT COUNT(*) FROM home", 1)]
    {
        let answer = line.send(&one.signed(&slack.signer, 0)).await?;
        assert_eq!((answer.status, rows.number(then).await?), (200, expected), "{} is Slack's: {answer:?}", one.path);
    }
    Ok(())
}

fn assert_same(before: &BTreeMap<String, Vec<String>>, after: &BTreeMap<String, Vec<String>>, what: &str) {
    for (table, rows) in after {
        assert_eq!(before.get(table), Some(rows), "{what} changed {table}");
    }
}

/// How long nothing may have changed for a bot to count as calm: several times what one step of a worker takes.
const CALM_FOR: std::time::Duration = std::time::Duration::from_millis(700);

/// Waits until the bot has done what follows from the first list of people, too, and gives the content as it stands then.
async fn calm(rows: &mut Rows) -> Result<BTreeMap<String, Vec<String>>, Failed> {
    let calm = async {
        let mut before = rows.content().await?;
        loop {
            tokio::time::sleep(CALM_FOR).await;
            let now = rows.content().await?;
            if now == before {
                return Ok(now);
            }
            before = now;
        }
    };
    tokio::time::timeout(SYNCED_WITHIN, calm).await.map_err(|_| "the bot goes on changing things by itself")?
}

/// Waits until the bot has read Slack's list of people, so that it changes nothing by itself any more.
async fn synced(rows: &mut Rows) -> Result<(), Failed> {
    let synced = async {
        while rows.number("SELECT COUNT(*) FROM workspace WHERE synced_at IS NOT NULL").await? == 0 {
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Ok(())
    };
    tokio::time::timeout(SYNCED_WITHIN, synced).await.map_err(|_| "the people were not synced")?
}

/// Keeps one act, and gives what stands behind its [Undo].
async fn keep_one(slack: &LocalSlack, address: SocketAddr) -> Result<String, Failed> {
    let text = format!("<@{SAM}> walked through the checklist");
    let command = Command { workspace: &slack.workspace, user: ANN, name: "/gave", text: &text, trigger: "1.genuine" };
    let answer = Line::to(address).send(&slack.signer.command(&command)).await?;
    assert!(answer.kept(), "{answer:?}");
    let message: Value = serde_json::from_str(&answer.body)?;
    let value = message.pointer("/blocks/1/elements/0/value").and_then(Value::as_str);
    Ok(value.ok_or_else(|| format!("no [Undo] in {message}"))?.to_owned())
}

fn command(slack: &LocalSlack) -> Genuine {
    let text = format!("<@{SAM}> kept the door open");
    let command = Command { workspace: &slack.workspace, user: ANN, name: "/gave", text: &text, trigger: "2.genuine" };
    Genuine { path: COMMANDS, kind: FORM, body: command.form() }
}

fn undo(slack: &LocalSlack, entry: &str) -> Genuine {
    let payload = json!({
        "type": "block_actions", "user": {"id": ANN, "team_id": slack.workspace}, "team": {"id": slack.workspace}, "trigger_id": "3.genuine",
        "container": {"type": "message", "is_ephemeral": true}, "actions": [{"type": "button", "action_id": "undo", "value": entry}],
    });
    let body = Serializer::new(String::new()).append_pair("payload", &payload.to_string()).finish().into_bytes();
    Genuine { path: "/slack/interactions", kind: FORM, body }
}

fn home_opened(slack: &LocalSlack) -> Genuine {
    let event = json!({"type": "app_home_opened", "user": ANN, "tab": "home", "channel": "D0000000ANN"});
    let body = json!({"type": "event_callback", "team_id": slack.workspace, "event_id": "Ev1", "event_time": 1, "event": event});
    Genuine { path: "/slack/events", kind: "application/json", body: body.to_string().into_bytes() }
}
