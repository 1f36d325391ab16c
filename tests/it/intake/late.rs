//! Deliveries over HTTP that can't be handled in Slack's three seconds: a command, a form and an event while the database is held.
//! None may be lost for being slow, and none may act twice because whoever sent it was told nothing, or to send it again.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router as Routes,
    body::{Body, to_bytes},
    extract::{Path, State},
    routing::post,
};
use goodturn::clock::SystemClock;
use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::{
    TEAM,
    taken::{ANN, Bare, gave_form, pressing, sent, signed},
    user,
};
use crate::{
    crash::{SAM, rows::Rows},
    support::{
        Harness, TestDatabase,
        signed::{COMMANDS, Delivery, FORM, now_seconds},
    },
};

/// Who types the command.
const BEN: &str = "U0000000BEN";

/// When an acknowledgement leaves that has nothing to say yet: at two and a half seconds, with a margin for a busy machine.
const NOTHING_AFTER: Duration = Duration::from_millis(2_400);

/// Slack's patience.
const SLACK_WAITS: Duration = Duration::from_secs(3);

/// How long everything may take once the database is free.
const DONE_WITHIN: Duration = Duration::from_secs(10);

/// More room than these trials need.
const ROOM: usize = 100;

pub(super) fn trials(cx: &Harness) -> Vec<Trial> {
    cx.both("intake::what_is_slow_is_neither_lost_nor_done_twice", slow)
}

/// What was said by each response url.
type Said = Arc<Mutex<BTreeMap<String, Vec<String>>>>;

/// Slack's end of response urls.
fn ears(said: &Said) -> Routes {
    async fn hears(State(said): State<Said>, Path(who): Path<String>, body: Body) -> &'static str {
        let text = to_bytes(body, 1 << 20).await.unwrap_or_default();
        said.lock().expect("nobody panicked").entry(who).or_default().push(String::from_utf8_lossy(&text).into_owned());
        "ok"
    }
    Routes::new().route("/response/{who}", post(hears)).with_state(Arc::clone(said))
}

fn response_url(who: &str) -> String {
    format!("http://standin.invalid/response/{who}")
}

async fn slow(database: TestDatabase) -> Result<(), Failed> {
    let said = Said::default();
    let Bare { app, doors, live, signer } = Bare::with(&database, Arc::new(SystemClock::default()), ROOM, ears(&said)).await?;
    let mut rows = Rows::of(&database).await?;
    let timed = async |delivery: Delivery| {
        let since = Instant::now();
        let (status, body) = sent(&doors, delivery).await?;
        Ok::<_, Failed>((status, body, since.elapsed()))
    };
    let command = form_encoded(&[
        ("team_id", TEAM),
        ("user_id", BEN),
        ("command", "/gave"),
        ("text", &format!("<@{SAM}> the slides")),
        ("trigger_id", "1.command"),
        ("response_url", &response_url("command")),
    ]);
    let command = || signer.signed_at(&now_seconds().to_string(), COMMANDS, FORM, command.clone());
    let form = gave_form("V1", &json!({"place": {"say": response_url("form")}}).to_string());
    let change = |status: &str| {
        let mut sam = user(SAM, "sam");
        sam["profile"]["status_text"] = json!(status);
        let body = json!({"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": {"type": "user_change", "user": sam}});
        signed(&signer, &body)
    };

    rows.hold_writes().await?;
    let (by_command, by_form, by_event) = tokio::join!(timed(command()), timed(pressing(&signer, &form)), timed(change("first")));
    for (what, took) in [("command", by_command.as_ref()), ("form", by_form.as_ref()), ("event", by_event.as_ref())] {
        let took = took.map_err(|error| format!("{what}: {error:?}"))?.2;
        assert!((NOTHING_AFTER..SLACK_WAITS).contains(&took), "the {what} took {took:?}");
    }
    let ((status, body, _), (form_status, answer, _)) = (by_command?, by_form?);
    assert_eq!((status, body.as_str()), (200, ""), "the command is acknowledged, and its answer comes another way");
    let answer: Value = serde_json::from_str(&answer)?;
    let sentence = answer["errors"]["who"].as_str().unwrap_or_default();
    assert!(form_status == 200 && sentence.contains("nothing is kept twice"), "the form stays open: {form_status} {answer}");
    assert_eq!(by_event?.0, 503, "whether the event can be taken is not known: it is to come again");
    assert!(said.lock().expect("nobody panicked").is_empty());
    rows.let_go().await?;
    quiet(&live).await?;
    let heard = said.lock().expect("nobody panicked").clone();
    for who in ["command", "form"] {
        let kept = heard.get(who).is_some_and(|all| all.len() == 1 && all[0].contains("Kept, for your eyes only"));
        assert!(kept, "{who}: {heard:?}");
    }

    // Each comes again: from Slack, from a hand that presses again.
    let again = change("again").with("X-Slack-Retry-Num", "1").with("X-Slack-Retry-Reason", "http_error");
    let (status, body) = sent(&doors, pressing(&signer, &form)).await?;
    assert!(status == 200 && !body.contains("errors"), "{status} {body}");
    assert_eq!(sent(&doors, again).await?.0, 200);
    assert!(sent(&doors, command()).await?.1.contains("Kept, for your eyes only"));
    quiet(&live).await?;
    let acts = rows.acts_by_owner().await?;
    assert_eq!(acts, [(ANN, 1), (BEN, 1)].map(|(who, count)| (who.to_owned(), count)).into());
    assert_eq!(rows.number("SELECT COUNT(*) FROM person WHERE status_text = 'first'").await?, 1, "the event was taken, and once");
    app.close().await;
    Ok(())
}

fn form_encoded(fields: &[(&str, &str)]) -> Vec<u8> {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish().into_bytes()
}

/// Waits until nothing goes on any more after acknowledgements.
async fn quiet(live: &tokio_util::task::TaskTracker) -> Result<(), Failed> {
    live.close();
    tokio::time::timeout(DONE_WITHIN, live.wait()).await?;
    live.reopen();
    Ok(())
}
