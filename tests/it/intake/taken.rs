//! What can't be taken: an event that the database refuses, and deliveries that there is no room for.
//! Neither is acknowledged as if it had been: Slack brings the one again, and whoever sent the other hears so at once.

use std::{sync::Arc, time::Duration};

use axum::{
    Router as Routes,
    body::{Body, to_bytes},
    http::Request,
};
use goodturn::{
    app::App,
    clock::{Clock, SimClock, SystemClock},
    slack::{
        client::{Client, Transport},
        inbound::{http, signature::Signature},
        router::Router,
    },
    store::Store,
    text::Text,
    vault::Vault,
};
use jiff::{SignedDuration, Timestamp};
use libtest_mimic::{Failed, Trial};
use rand::{SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use standin::Delivery as To;
use tokio::time::Instant;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;
use url::{Url, form_urlencoded::Serializer};

use super::{
    TEAM,
    frames::{envelope, hear, stand},
    user, with_far_end, workspace,
};
use crate::{
    crash::{PROGRAM, SAM, rows::Rows},
    support::{
        Harness, TestDatabase,
        process::{Bot, KEY, LocalSlack},
        signed::{Command, Delivery, FORM, Line, Signer, now_seconds},
    },
};

/// Who fills in forms.
pub(super) const ANN: &str = "U0000000ANN";

/// Nothing is acknowledged for this long: longer than an acknowledgement may take.
const SILENT_FOR: Duration = Duration::from_secs(4);

/// What answers may take on a busy machine.
const ANSWERED_WITHIN: Duration = Duration::from_secs(10);

/// The pause before Slack's second and third retry here; it is minutes in earnest.
const SLACKS_PAUSE: Duration = Duration::from_millis(800);

/// Slack's patience here; it is three seconds in earnest.
const SLACK_WAITS: Duration = Duration::from_secs(1);

/// The database refuses for this long: over Slack's first two or three tries.
const REFUSED_FOR: Duration = Duration::from_millis(1_200);

/// Acts that fill the room.
const ROOM: usize = 3;

pub(super) fn trials(cx: &Harness) -> Vec<Trial> {
    let mut trials = cx.both("intake::an_event_that_the_database_refuses_comes_again_over_http", refused_over_http);
    trials.extend(cx.both("intake::an_event_that_the_database_refuses_is_not_acknowledged_over_a_socket", refused_over_a_socket));
    trials.extend(cx.both("intake::slack_brings_an_event_again_until_it_is_taken", brought_again));
    trials.extend(cx.both("intake::who_finds_no_room_hears_so_at_once", no_room));
    trials.extend(cx.both("intake::an_old_uninstall_takes_out_no_newer_install", stale));
    trials.extend(cx.both("intake::an_old_uninstall_in_a_future_calendar", async |database| stale_elsewhen(database, 9).await));
    trials.extend(cx.both("intake::an_old_uninstall_in_a_past_calendar", async |database| stale_elsewhen(database, -9).await));
    trials
}

fn uninstalled(event: &str) -> Value {
    json!({"type": "event_callback", "team_id": TEAM, "event_id": event, "event": {"type": "app_uninstalled"}})
}

pub(super) fn signed(signer: &Signer, body: &Value) -> Delivery {
    signer.signed_at(&now_seconds().to_string(), "/slack/events", "application/json", body.to_string().into_bytes())
}

const TAKEN_OUT: &str = "SELECT COUNT(*) FROM workspace WHERE revoked_at IS NOT NULL";

async fn refused_over_http(database: TestDatabase) -> Result<(), Failed> {
    let slack = LocalSlack::start(workspace(vec![user(SAM, "sam")])).await?;
    let bot = Bot::new(PROGRAM, &slack, &database.url)?;
    let process = bot.start().await?;
    let mut rows = Rows::of(&database).await?;
    let mut line = Line::to(process.address);
    rows.hide("workspace").await?;
    for again in [None, Some("1")] {
        let mut delivery = signed(&slack.signer, &uninstalled("Ev1"));
        if let Some(number) = again {
            delivery = delivery.with("X-Slack-Retry-Num", number).with("X-Slack-Retry-Reason", "http_error");
        }
        let answer = line.send(&delivery).await?;
        assert_eq!((answer.status, answer.body.as_str()), (503, ""), "the database refuses");
    }
    rows.show("workspace").await?;
    assert_eq!(rows.number(TAKEN_OUT).await?, 0);
    for number in ["2", "3"] {
        let again = signed(&slack.signer, &uninstalled("Ev1")).with("X-Slack-Retry-Num", number).with("X-Slack-Retry-Reason", "http_error");
        assert_eq!(line.send(&again).await?.status, 200);
        assert_eq!(rows.number(TAKEN_OUT).await?, 1, "what was told is not lost");
    }
    let metrics = process.metrics().await?;
    for line in [
        "goodturn_inbound_not_taken_total{cause=\"failed\"} 2",
        "goodturn_inbound_again_total{cause=\"error\",acted=\"no\"} 2",
        "goodturn_inbound_again_total{cause=\"error\",acted=\"yes\"} 1",
    ] {
        assert!(metrics.contains(line), "{line} is missing in {metrics}");
    }
    Ok(())
}

async fn refused_over_a_socket(database: TestDatabase) -> Result<(), Failed> {
    let (_slack, mut far, bot) = with_far_end(&database, vec![user(SAM, "sam")]).await?;
    let _process = bot.start().await?;
    stand(&far, 2).await?;
    let mut rows = Rows::of(&database).await?;
    rows.hide("workspace").await?;
    assert!(far.send(0, envelope("first", "events_api", &uninstalled("Ev1"))));
    assert!(hear(&mut far, 1, SILENT_FOR).await.is_empty(), "what was not taken is not acknowledged");
    rows.show("workspace").await?;
    assert!(far.send(1, envelope("again", "events_api", &uninstalled("Ev1"))));
    assert!(hear(&mut far, 1, ANSWERED_WITHIN).await.contains_key("again"));
    assert_eq!(rows.number(TAKEN_OUT).await?, 1);
    Ok(())
}

async fn brought_again(database: TestDatabase) -> Result<(), Failed> {
    let slack = LocalSlack::start(workspace(vec![user(SAM, "sam")])).await?;
    slack.standin.change_options(|options| {
        options.event_retry_delays = [SLACKS_PAUSE; 2];
        options.ack_timeout = SLACK_WAITS;
    });
    let bot = Bot::new(PROGRAM, &slack, &database.url)?.with("SLACK_APP_TOKEN", slack.app_token());
    let process = bot.start().await?;
    super::sockets::sockets(&slack, 2).await?;
    let mut rows = Rows::of(&database).await?;
    for (round, to) in [To::http(&format!("http://{}", process.address)), To::Socket].into_iter().enumerate() {
        slack.standin.deliver_to(to);
        rows.hide("person").await?;
        let mut changed = user(SAM, "sam");
        changed["profile"]["status_text"] = json!(format!("round {round}"));
        changed["updated"] = json!(now_seconds() + 1);
        let shown = async {
            tokio::time::sleep(REFUSED_FOR).await;
            rows.show("person").await
        };
        let (delivered, shown) = tokio::join!(slack.standin.event(json!({"type": "user_change", "user": changed})), shown);
        shown?;
        assert_eq!(delivered?.error, None, "one of Slack's tries was taken");
        let known = format!("SELECT COUNT(*) FROM person WHERE status_text = 'round {round}'");
        assert_eq!(rows.number(&known).await?, 1, "in round {round}");
    }
    Ok(())
}

/// An install stays that is newer than what Slack tells again of the one before it.
async fn stale(database: TestDatabase) -> Result<(), Failed> {
    // Seven tenths into a second: Slack tells whole ones.
    let begin = now_seconds();
    let clock = Arc::new(SimClock::at(Timestamp::from_millisecond(begin * 1_000 + 700)?));
    let bot = Bare::of(&database, Arc::<SimClock>::clone(&clock), ROOM).await?;
    let mut rows = Rows::of(&database).await?;
    let tell = async |event: &str, second: i64| {
        let mut body = uninstalled(event);
        body["event_time"] = second.into();
        sent(&bot.doors, signed(&bot.signer, &body)).await.map(|(status, _)| assert_eq!(status, 200, "{event}"))
    };
    tell("Ev1", begin - 60).await?;
    assert_eq!(rows.number(TAKEN_OUT).await?, 0, "it is of another install");
    tell("Ev2", begin).await?;
    assert_eq!(rows.number(TAKEN_OUT).await?, 1, "in the same second");
    clock.move_to(Timestamp::from_millisecond(begin * 1_000 + 60_700)?);
    bot.app.install(&TEAM.into(), &"U0BOT".into(), "xoxb-2").await?;
    tell("Ev3", begin + 30).await?;
    assert_eq!(rows.number(TAKEN_OUT).await?, 0, "the app is back since then");
    tell("Ev4", begin + 61).await?;
    assert_eq!(rows.number(TAKEN_OUT).await?, 1);
    bot.ends().await
}

/// The same where the calendar is shifted, and Slack's time is not.
async fn stale_elsewhen(database: TestDatabase, days: i64) -> Result<(), Failed> {
    let shifted = Arc::new(SystemClock::shifted(SignedDuration::from_hours(days * 24)));
    let bot = Bare::of(&database, shifted, ROOM).await?;
    let mut rows = Rows::of(&database).await?;
    for (event, second, taken_out) in [("Ev1", now_seconds() - 60, 0), ("Ev2", now_seconds() + 1, 1)] {
        let mut body = uninstalled(event);
        body["event_time"] = second.into();
        assert_eq!(sent(&bot.doors, signed(&bot.signer, &body)).await?.0, 200);
        assert_eq!(rows.number(TAKEN_OUT).await?, taken_out, "{event}, {days} days away");
    }
    bot.ends().await
}

async fn no_room(database: TestDatabase) -> Result<(), Failed> {
    let Bare { app, doors, live, signer } = Bare::of(&database, Arc::new(SystemClock::default()), ROOM).await?;
    let mut rows = Rows::of(&database).await?;
    rows.hold_writes().await?;
    let act = |number: usize| {
        let (user, trigger) = (format!("U00000SLOW{number}"), format!("{number}.1"));
        let command = Command { workspace: TEAM, user: &user, name: "/gave", text: &format!("<@{SAM}> draft {number}"), trigger: &trigger };
        sent(&doors, signer.command(&command))
    };
    let filling = futures_util::future::join_all((0..ROOM).map(act));
    let beyond = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let since = Instant::now();
        let (status, body) = act(ROOM).await?;
        assert_eq!(status, 200);
        assert!(body.contains("I couldn't take this one. Nothing was kept."), "{body}");
        assert!(body.contains(&format!("draft {ROOM}")), "their words are given back: {body}");
        assert_eq!(sent(&doors, signed(&signer, &uninstalled("Ev1"))).await?.0, 503, "an event comes again");
        let (status, body) = sent(&doors, pressing(&signer, &gave_form("V1", ""))).await?;
        let at_input = serde_json::from_str::<Value>(&body)?["errors"]["who"].as_str().map(str::to_owned).unwrap_or_default();
        assert!(
            status == 200 && at_input.contains("Please press the button again in a minute"),
            "the form stays open, and says so: {status} {body}"
        );
        let press = json!({
            "type": "block_actions", "user": {"id": SAM}, "team": {"id": TEAM}, "trigger_id": "1.press",
            "actions": [{"type": "button", "action_id": "undo", "value": "01ARZ3NDEKTSV4RRFFQ69G5FAV"}],
        });
        assert_eq!(sent(&doors, pressing(&signer, &press)).await?.0, 503, "Slack shows that a press did not work");
        assert!(since.elapsed() < Duration::from_millis(500), "at once: {:?}", since.elapsed());
        rows.let_go().await
    };
    let (filling, beyond) = tokio::join!(filling, beyond);
    beyond?;
    for answered in filling {
        let (status, body) = answered?;
        assert!(status == 200 && body.contains("Kept, for your eyes only"), "{status} {body}");
    }
    live.close();
    tokio::time::timeout(ANSWERED_WITHIN, live.wait()).await?;
    let (status, body) = act(ROOM + 1).await?;
    assert!(status == 200 && body.contains("Kept, for your eyes only"), "there is room again: {status} {body}");
    let acts = rows.acts_by_owner().await?;
    assert!(acts.len() == ROOM + 1 && !acts.contains_key(ANN), "{acts:?}");
    app.close().await;
    Ok(())
}

/// A bot without Slack and without a socket: what knocks at its doors is handed in.
pub(super) struct Bare {
    pub(super) app: App,
    pub(super) doors: Routes,
    pub(super) live: TaskTracker,
    pub(super) signer: Signer,
}

impl Bare {
    async fn of(database: &TestDatabase, clock: Arc<dyn Clock>, room: usize) -> Result<Self, Failed> {
        Self::with(database, clock, room, Routes::new()).await
    }

    /// Waits for what goes on after acknowledgements, and lets go of the database.
    async fn ends(self) -> Result<(), Failed> {
        self.live.close();
        tokio::time::timeout(ANSWERED_WITHIN, self.live.wait()).await?;
        self.app.close().await;
        Ok(())
    }

    /// The same with somebody who takes what it says.
    pub(super) async fn with(database: &TestDatabase, clock: Arc<dyn Clock>, room: usize, slack: Routes) -> Result<Self, Failed> {
        let rng = |salt| StdRng::seed_from_u64(salt);
        let app = App::new(Store::open(&database.url, Arc::new(Vault::new(KEY, rng(1))?)).await?, clock, rng(2));
        app.install(&TEAM.into(), &"U0BOT".into(), "xoxb-1").await?;
        let client = Client::new(Url::parse("http://standin.invalid/api/")?, Transport::InProcess(slack));
        let router = Router::new(app.clone(), Arc::new(Text::new()), client, rng(3)).with_room(room);
        let live = TaskTracker::new();
        let doors = http::routes(router, Signature::new("secret"), live.clone());
        Ok(Self { app, doors, live, signer: Signer::new("secret") })
    }
}

/// Ann's form about something that she gave Sam, sent.
pub(super) fn gave_form(view: &str, note: &str) -> Value {
    json!({
        "type": "view_submission", "user": {"id": ANN, "team_id": TEAM}, "team": {"id": TEAM}, "trigger_id": format!("{view}.1"),
        "view": {
            "id": view, "type": "modal", "callback_id": "gave", "private_metadata": note,
            "blocks": [{"type": "input", "block_id": "who"}, {"type": "input", "block_id": "what"}],
            "state": {"values": {
                "who": {"who": {"type": "multi_users_select", "selected_users": [SAM]}},
                "what": {"what": {"type": "plain_text_input", "value": "the slides"}},
            }},
        },
    })
}

/// An interaction, signed.
pub(super) fn pressing(signer: &Signer, payload: &Value) -> Delivery {
    let body = Serializer::new(String::new()).append_pair("payload", &payload.to_string()).finish().into_bytes();
    signer.signed_at(&now_seconds().to_string(), "/slack/interactions", FORM, body)
}

/// One delivery straight into the bot's routes: status and body.
pub(super) async fn sent(routes: &Routes, delivery: Delivery) -> Result<(u16, String), Failed> {
    let mut request = Request::post(delivery.path);
    for (name, value) in &delivery.headers {
        request = request.header(*name, value);
    }
    let answer = routes.clone().oneshot(request.body(Body::from(delivery.body))?).await?;
    let status = answer.status().as_u16();
    Ok((status, String::from_utf8_lossy(&to_bytes(answer.into_body(), 1 << 20).await?).into_owned()))
}
