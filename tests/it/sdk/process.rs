//! `goodturn standin` as a process of its own, driven by its control routes alone, with a Bolt app connected to it.
//! Whoever writes a bot elsewhere has nothing else: the line it prints, and `/sandbox`.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::Duration,
};

use axum::{Router, extract::Request};
use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use tokio::{
    net::TcpListener,
    sync::mpsc,
    time::{Instant, sleep},
};

use super::{
    script::{Environment, Sdk, with_script},
    slack::{http, workspace, written},
};
use crate::support::{
    Harness,
    signed::{COMMANDS, FORM, SIGNATURE, Signer},
};

/// The program that cargo built for these tests.
const PROGRAM: &str = env!("CARGO_BIN_EXE_goodturn");

/// How long something that will happen may take.
const HAPPENS_WITHIN: Duration = Duration::from_secs(30);

/// Pause between two looks whether it happened.
const LOOK_EVERY: Duration = Duration::from_millis(20);

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let mut trials: Vec<Trial> = Sdk::ALL
        .into_iter()
        .map(|sdk| sdk.trial(cx, "bolt_serves_people_of_a_process_of_its_own", async move || conversation(sdk).await))
        .collect();
    trials.push(cx.alone("sdk::a_process_of_its_own_delivers_signed_over_http", signed));
    trials
}

/// The process, what it said first, and somebody who asks its control routes. It is killed with this value.
struct Process {
    child: Child,
    line: Value,
    base: String,
    http: reqwest::Client,
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Process {
    async fn start(arguments: &[&str]) -> Result<Self, Failed> {
        let file = tempfile::NamedTempFile::new()?;
        std::fs::write(file.path(), serde_json::to_string(&workspace())?)?;
        let mut command = Command::new(PROGRAM);
        command.args(["standin", "--listen", "127.0.0.1:0", "--workspace"]).arg(file.path()).args(arguments).env_clear();
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take().ok_or("no output")?;
        let mut process = Self { child, line: Value::Null, base: String::new(), http: http()? };
        let first = tokio::task::spawn_blocking(move || {
            let mut line = String::new();
            BufReader::new(output).read_line(&mut line).map(|_| line)
        });
        let line = tokio::time::timeout(HAPPENS_WITHIN, first).await.map_err(|_| "it says nothing")???;
        process.line = serde_json::from_str(&line)?;
        let api_url = process.word("api_url")?;
        api_url.strip_suffix("/api/").ok_or("an address without /api/ at its end")?.clone_into(&mut process.base);
        Ok(process)
    }

    /// One of the words in the line it printed.
    fn word(&self, key: &str) -> Result<String, Failed> {
        Ok(self.line[key].as_str().filter(|word| !word.is_empty()).ok_or_else(|| format!("no {key} in {}", self.line))?.to_owned())
    }

    /// Makes something happen, which Slack has nothing to complain about.
    async fn makes(&self, what: &str, body: Value) -> Result<Value, Failed> {
        let response = self.http.post(format!("{}/sandbox/{what}", self.base)).json(&body).send().await?;
        let status = response.status();
        let answer: Value = response.json().await?;
        if status != 200 || answer["error"] != Value::Null {
            return Err(format!("{what} {body}: {status} {answer}").into());
        }
        Ok(answer)
    }

    async fn status_of(&self, what: &str, body: Value) -> Result<u16, Failed> {
        Ok(self.http.post(format!("{}/sandbox/{what}", self.base)).json(&body).send().await?.status().as_u16())
    }

    async fn shows(&self, what: &str) -> Result<Value, Failed> {
        Ok(self.http.get(format!("{}/sandbox/{what}", self.base)).send().await?.json().await?)
    }

    /// Waits until something is shown.
    async fn will_show(&self, what: &str, pointer: &str, wanted: impl Fn(&Value) -> bool) -> Result<Value, Failed> {
        let until = Instant::now() + HAPPENS_WITHIN;
        loop {
            let shown = self.shows(what).await?;
            match shown.pointer(pointer) {
                Some(value) if wanted(value) => return Ok(value.clone()),
                _ if Instant::now() > until => return Err(format!("{what} never shows it; the last was {shown}").into()),
                _ => sleep(LOOK_EVERY).await,
            }
        }
    }

    fn environment(&self) -> Result<Environment, Failed> {
        let names = [
            ("SLACK_API_URL", "api_url"),
            ("SLACK_BOT_TOKEN", "bot_token"),
            ("SLACK_APP_TOKEN", "app_token"),
            ("SLACK_SIGNING_SECRET", "signing_secret"),
        ];
        let mut environment: Environment = vec![("TRANSPORT", "socket".to_owned())];
        for (name, key) in names {
            environment.push((name, self.word(key)?));
        }
        Ok(environment)
    }
}

async fn conversation(sdk: Sdk) -> Result<(), Failed> {
    let slack = Process::start(&[]).await?;
    assert_eq!(slack.word("authorize_url")?, format!("{}/oauth/v2/authorize", slack.base));
    for key in ["client_id", "client_secret"] {
        slack.word(key)?;
    }
    with_script(sdk, "bolt", &slack.environment()?, async |script| {
        script.says("ready").await?;
        slack.will_show("sockets", "/sockets", |count| *count == 1).await?;
        announce(&slack).await?;
        let ts = slack.will_show("conversations/CGEN", "/messages/0/ts", Value::is_string).await?;
        slack.makes("click", json!({"user": "USAM", "message_ts": ts, "action_id": "join"})).await?;
        slack.will_show("ephemerals/USAM", "/messages/0/text", |text| text == "You are in.").await?;
        look_home(&slack).await?;
        slack.makes("shortcut", json!({"user": "USAM", "callback_id": "plan"})).await?;
        slack.will_show("modals/USAM", "/views/0/private_metadata", |text| text == "some day").await?;
        let calls = slack.shows("calls").await?;
        let made: Vec<&str> = calls.as_array().into_iter().flatten().filter_map(|call| call["method"].as_str()).collect();
        for method in
            ["apps.connections.open", "auth.test", "views.open", "chat.postMessage", "chat.update", "response_url", "views.publish"]
        {
            assert!(made.contains(&method), "{method} is not among {made:?}");
        }
        wrong(&slack).await
    })
    .await
}

/// A command that gets lost on demand, then one that does not, a modal that is refused once, and the message.
async fn announce(slack: &Process) -> Result<(), Failed> {
    let lunch = json!({"user": "UANA", "command": "/lunch", "text": "at noon", "channel": "CGEN"});
    slack.makes("faults", json!({"method": "delivery/commands", "kind": "reset", "count": 1})).await?;
    assert!(
        slack.makes("slash", lunch.clone()).await.is_err_and(|failed| failed.message().is_some_and(|why| why.contains("dispatch_failed")))
    );
    slack.makes("slash", lunch).await?;
    let view_id = slack.will_show("modals/UANA", "/views/0/id", Value::is_string).await?;
    let refused = slack.makes("submit", json!({"user": "UANA", "view_id": view_id, "state": written("?")})).await?;
    assert!(refused["body"].as_str().is_some_and(|body| body.contains("Three letters")), "{refused}");
    slack.makes("submit", json!({"user": "UANA", "view_id": view_id, "state": written("Mario's")})).await?;
    assert_eq!(slack.shows("modals/UANA").await?["views"], json!([]));
    Ok(())
}

/// The Home, whose first publication fails on demand.
async fn look_home(slack: &Process) -> Result<(), Failed> {
    let failed = |calls: &Value| calls.as_array().is_some_and(|calls| calls.iter().any(|call| call["error"] == "fatal_error"));
    slack.makes("faults", json!({"method": "views.publish", "kind": "error:fatal_error", "count": 1})).await?;
    slack.makes("event", json!({"type": "app_home_opened", "user": "UANA"})).await?;
    slack.will_show("calls", "", failed).await?;
    assert_eq!(slack.shows("home/UANA").await?["ok"], json!(false));
    slack.makes("event", json!({"type": "app_home_opened", "user": "UANA"})).await?;
    slack.will_show("home/UANA", "/view/blocks/0/text/text", |text| text == "Welcome").await?;
    Ok(())
}

/// What can't be done is refused with a status that says so.
async fn wrong(slack: &Process) -> Result<(), Failed> {
    assert_eq!(slack.status_of("slash", json!({"user": "UNONE", "command": "/lunch"})).await?, 404);
    assert_eq!(slack.status_of("slash", json!({"command": "/lunch"})).await?, 400);
    assert_eq!(slack.status_of("faults", json!({"method": "*", "kind": "nonsense", "count": 1})).await?, 400);
    assert_eq!(slack.status_of("nowhere", json!({})).await?, 404);
    Ok(())
}

/// With `--bot-url`, a listener that is no kit's gets the command at the bot's path, signed with the secret that was printed.
async fn signed() -> Result<(), Failed> {
    let (got, mut gets) = mpsc::unbounded_channel();
    let bot = Router::new().fallback(move |request: Request| {
        let got = got.clone();
        async move {
            let (head, body) = request.into_parts();
            let body = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
            let header = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
            let stamp = header("x-slack-request-timestamp");
            let _ = got.send((head.uri.path().to_owned(), stamp, header("x-slack-signature"), String::from_utf8_lossy(&body).into_owned()));
            "Noted"
        }
    });
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}/", listener.local_addr()?);
    let server = tokio::spawn(async move { axum::serve(listener, bot).await });
    let slack = Process::start(&["--bot-url", &url]).await?;
    let delivered = slack.makes("slash", json!({"user": "UANA", "command": "/gave", "text": "a hint"})).await?;
    assert_eq!((&delivered["status"], &delivered["body"]), (&json!(200), &json!("Noted")));
    let (path, stamp, signature, body) = gets.recv().await.ok_or("nothing came")?;
    assert_eq!(path, COMMANDS);
    assert!(body.contains("command=%2Fgave") && body.contains("text=a+hint"), "{body}");
    // Signed by other hands than the stand-in's own.
    let again = Signer::new(&slack.word("signing_secret")?).signed_at(&stamp, COMMANDS, FORM, body.into_bytes());
    assert!(again.headers.iter().any(|(name, value)| *name == SIGNATURE && *value == signature), "{again:?}");
    assert_eq!(slack.shows("ephemerals/UANA").await?["messages"][0]["text"], json!("Noted"));
    server.abort();
    Ok(())
}
