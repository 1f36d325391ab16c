//! HTTP at its limits: senders that are slow or send too much, Slack's probes, and events that come again.
//! Each gets a clear answer, and none keeps a delivery of somebody else waiting.

use std::{net::SocketAddr, time::Duration};

use libtest_mimic::{Failed, Trial};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::Instant,
};

use super::{TEAM, user, workspace};
use crate::{
    crash::{PROGRAM, SAM, rows::Rows},
    support::{
        Engine, Harness, TestDatabase,
        process::{Bot, BotProcess, LocalSlack},
        signed::{COMMANDS, Command, Delivery, FORM, Line, now_seconds},
    },
};

/// Senders that say half a request and nothing more.
const SLOW_SENDERS: usize = 300;

/// Senders that hold on to connections: more than a bot takes.
const CROWD: usize = 1_100;

/// What the bot gives a first head and a body: ten seconds, and a margin for a busy machine.
const ANSWERED_WITHIN: Duration = Duration::from_secs(20);

/// A genuine command is answered within this, whatever the slow ones do.
const GENUINE_WITHIN: Duration = Duration::from_secs(2);

/// How long the bot waits for a commit before it answers that it comes another way.
const ACK_WITHIN: Duration = Duration::from_millis(2_500);

/// On a machine that is busy with something else, so many times as long as it took before they came.
const GENUINE_TIMES_ALONE: u32 = 4;

/// Genuine commands that are sent before the slow ones come.
const ALONE: usize = 10;

/// More than is read.
const TOO_LARGE_BYTES: usize = 3 * 1024 * 1024;

pub(super) fn trials(cx: &Harness) -> Vec<Trial> {
    let mut trials = vec![cx.on(Engine::Sqlite, "intake::slow_and_large_senders_hear_why", slow_and_large)];
    trials.push(cx.on(Engine::Sqlite, "intake::nobody_keeps_slack_out_by_holding_on", crowd));
    trials.push(cx.on(Engine::Sqlite, "intake::slacks_probes_are_answered", probes));
    trials.extend(cx.both("intake::an_event_that_comes_again_acts_once", again));
    trials
}

async fn stage(database: &TestDatabase) -> Result<(LocalSlack, Bot, BotProcess), Failed> {
    let slack = LocalSlack::start(workspace(vec![user(SAM, "sam")])).await?;
    let bot = Bot::new(PROGRAM, &slack, &database.url)?;
    let process = bot.start().await?;
    Ok((slack, bot, process))
}

/// Sends bytes and reads what comes until the connection ends.
async fn sends(address: SocketAddr, bytes: &[u8]) -> Result<String, Failed> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(bytes).await?;
    let mut answer = Vec::new();
    tokio::time::timeout(ANSWERED_WITHIN, stream.read_to_end(&mut answer)).await.map_err(|_| "no answer")??;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

async fn slow_and_large(database: TestDatabase) -> Result<(), Failed> {
    let (slack, _bot, process) = stage(&database).await?;
    let within = genuine_within(&slack, &process).await?;
    let head = |length: usize| format!("POST {COMMANDS} HTTP/1.1\r\nHost: bot\r\nContent-Length: {length}\r\n");
    let half_heads = futures_util::future::join_all((0..SLOW_SENDERS).map(|_| sends(process.address, b"POST /slack/commands HTT")));
    let half_body = async { sends(process.address, format!("{}\r\nhalf", head(100)).as_bytes()).await };
    let too_large = async {
        let mut bytes = format!("{}\r\n", head(TOO_LARGE_BYTES)).into_bytes();
        bytes.resize(bytes.len() + TOO_LARGE_BYTES, b'x');
        sends(process.address, &bytes).await
    };
    let genuine = async {
        let mut slowest = Duration::ZERO;
        for number in 0..20 {
            slowest = slowest.max(genuine(&slack, &process, number).await?);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok::<Duration, Failed>(slowest)
    };
    let (half_heads, half_body, too_large, genuine) = tokio::join!(half_heads, half_body, too_large, genuine);
    for answer in half_heads {
        assert!(answer?.starts_with("HTTP/1.1 408 "), "half a head");
    }
    let (half_body, too_large) = (half_body?, too_large?);
    assert!(half_body.starts_with("HTTP/1.1 408 "), "{half_body}");
    assert!(too_large.starts_with("HTTP/1.1 413 "), "{too_large}");
    let slowest = genuine?;
    assert!(slowest < within, "a genuine command took {slowest:?}, more than {within:?}");
    assert!(sends(process.address, b"this is not HTTP\r\n\r\n").await?.starts_with("HTTP/1.1 400 "));
    Ok(())
}

/// Sends a genuine command on a connection of its own, which is kept; tells how long it took. Only after the bot's own patience may the answer
/// come another way.
async fn genuine(slack: &LocalSlack, process: &BotProcess, number: usize) -> Result<Duration, Failed> {
    let (trigger, text) = (format!("{number}.genuine"), format!("<@{SAM}> read through draft {number}"));
    let command = Command { workspace: TEAM, user: "U0000000ANN", name: "/gave", text: &text, trigger: &trigger };
    let since = Instant::now();
    let answer = Line::to(process.address).send(&slack.signer.command(&command)).await?;
    let took = since.elapsed();
    assert!(answer.kept() || (answer.is_empty() && took >= ACK_WITHIN), "after {took:?}: {answer:?}");
    Ok(took)
}

/// What a genuine command may take on this machine as it is now, with nobody else there.
async fn genuine_within(slack: &LocalSlack, process: &BotProcess) -> Result<Duration, Failed> {
    let mut slowest = Duration::ZERO;
    for number in 0..ALONE {
        slowest = slowest.max(genuine(slack, process, usize::MAX - number).await?);
    }
    Ok(GENUINE_WITHIN.max(slowest * GENUINE_TIMES_ALONE))
}

/// A few hundred that asked something and stay, a few hundred that said half a head, and some with half a body; all of them hold on.
async fn crowd(database: TestDatabase) -> Result<(), Failed> {
    let (slack, _bot, process) = stage(&database).await?;
    let within = genuine_within(&slack, &process).await?;
    let kinds = [
        "GET /healthz HTTP/1.1\r\nHost: bot\r\n\r\n".to_owned(),
        "POST /slack/commands HTT".to_owned(),
        format!("POST {COMMANDS} HTTP/1.1\r\nHost: bot\r\nContent-Length: 100\r\n\r\nhalf"),
    ];
    let mut held = Vec::new();
    let mut slowest = Duration::ZERO;
    for number in 0..CROWD {
        let mut stream = TcpStream::connect(process.address).await?;
        // Few of the third kind: those are taken at their word for a while.
        let kind = if number % 10 == 0 { 2 } else { number % 2 };
        stream.write_all(kinds[kind].as_bytes()).await?;
        held.push(stream);
        if number % 100 == 99 {
            slowest = slowest.max(genuine(&slack, &process, number).await?);
        }
    }
    assert!(slowest < within, "a genuine command took {slowest:?}, more than {within:?}");
    // Who has just been answered is not the one that has to go.
    let mut line = Line::to(process.address);
    for number in 0..20 {
        let trigger = format!("{number}.kept");
        let command = Command { workspace: TEAM, user: "U0000000ANN", name: "/goodturn", text: "", trigger: &trigger };
        let answer = line.send(&slack.signer.command(&command)).await;
        assert!(answer.is_ok_and(|answer| answer.status == 200), "Slack's own connection ends under it");
        for _ in 0..5 {
            held.push(TcpStream::connect(process.address).await?);
        }
    }
    Ok(())
}

async fn probes(database: TestDatabase) -> Result<(), Failed> {
    let (slack, _bot, process) = stage(&database).await?;
    let mut line = Line::to(process.address);
    let probe = |path, body: &str| Delivery { path, headers: vec![("Content-Type", FORM.to_owned())], body: body.as_bytes().to_vec() };
    for body in ["ssl_check=1", "token=x&ssl_check=1", "ssl_check=1&team_id=T1"] {
        let answer = line.send(&probe(COMMANDS, body)).await?;
        assert_eq!((answer.status, answer.body.as_str()), (200, ""), "{body}");
    }
    for body in ["ssl_check=0", "text=ssl_check=1", "", "ssl_check"] {
        assert_eq!(line.send(&probe(COMMANDS, body)).await?.status, 401, "{body}");
    }
    let get = |query: &str| format!("GET {COMMANDS}{query} HTTP/1.1\r\nHost: bot\r\nConnection: close\r\n\r\n");
    assert!(sends(process.address, get("?ssl_check=1&token=x").as_bytes()).await?.starts_with("HTTP/1.1 200 "));
    assert!(sends(process.address, get("").as_bytes()).await?.starts_with("HTTP/1.1 405 "));

    let event = |body: serde_json::Value| {
        slack.signer.signed_at(&now_seconds().to_string(), "/slack/events", "application/json", body.to_string().into_bytes())
    };
    let answer = line.send(&event(json!({"type": "url_verification", "token": "x", "challenge": "3eZbrw1a"}))).await?;
    assert_eq!((answer.status, answer.body.as_str()), (200, "3eZbrw1a"));
    let held_back =
        json!({"type": "app_rate_limited", "token": "x", "team_id": TEAM, "minute_rate_limited": 1_518_467_820, "api_app_id": "A1"});
    assert_eq!(line.send(&event(held_back)).await?.status, 200);
    let metrics = process.metrics().await?;
    assert!(metrics.contains("goodturn_inbound_held_back_total 1"), "{metrics}");
    assert!(process.said().contains("Slack holds back events"), "{}", process.said());
    Ok(())
}

async fn again(database: TestDatabase) -> Result<(), Failed> {
    let (slack, _bot, process) = stage(&database).await?;
    let mut rows = Rows::of(&database).await?;
    let event = |id: &str, emoji: &str, again: Option<(u32, &str)>| {
        let mut sam = user(SAM, "sam");
        sam["profile"]["status_text"] = json!(emoji);
        // As Slack says it: so a page of people that was fetched before, and is kept after, does not undo it.
        sam["updated"] = json!(now_seconds());
        let body = json!({"type": "event_callback", "team_id": TEAM, "event_id": id, "event_time": 1, "event": {"type": "user_change", "user": sam}});
        let delivery =
            slack.signer.signed_at(&now_seconds().to_string(), "/slack/events", "application/json", body.to_string().into_bytes());
        match again {
            Some((number, reason)) => delivery.with("X-Slack-Retry-Num", &number.to_string()).with("X-Slack-Retry-Reason", reason),
            None => delivery,
        }
    };
    let mut line = Line::to(process.address);
    let known = "SELECT COUNT(*) FROM person WHERE status_text = ";
    // The first, then a later change, then the first again: it must not undo the later one.
    for (delivery, status) in [
        (event("Ev1", "one", None), "one"),
        (event("Ev2", "two", None), "two"),
        (event("Ev1", "one", Some((1, "http_timeout"))), "two"),
        (event("Ev3", "three", Some((1, "connection_failed"))), "three"),
        (event("Ev3", "three again", Some((2, "something new"))), "three"),
    ] {
        assert_eq!(line.send(&delivery).await?.status, 200);
        assert_eq!(rows.number(&format!("{known}'{status}'")).await?, 1, "{status}");
    }
    let metrics = process.metrics().await?;
    for line in [
        "goodturn_inbound_again_total{cause=\"timeout\",acted=\"no\"} 1",
        "goodturn_inbound_again_total{cause=\"connection\",acted=\"yes\"} 1",
        "goodturn_inbound_again_total{cause=\"other\",acted=\"no\"} 1",
    ] {
        assert!(metrics.contains(line), "{line} is missing in {metrics}");
    }
    Ok(())
}
