//! Socket Mode when things go wrong beside it: a writer that is held, a handler that panics, a stop, a token that is refused.
//! The connection is shared by everybody, so what happens to one envelope must not show on the others.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use goodturn::{
    app::App,
    clock::{Clock, SystemClock},
    slack::{
        client::{Client, Transport},
        inbound::socket::SocketMode,
        router::Router,
    },
    store::Store,
    text::Text,
    vault::Vault,
};
use jiff::Timestamp;
use libtest_mimic::Failed;
use rand::{SeedableRng, rngs::StdRng};
use standin::{DisconnectReason, Fault, FaultKind};
use tokio::{sync::watch, time::Instant};
use tokio_tungstenite::tungstenite::Message;
use tokio_util::task::TaskTracker;
use url::Url;

use super::{
    frames::{command, envelope, hear, kept, stand},
    user, with_far_end, workspace,
};
use crate::{
    crash::{PROGRAM, SAM, rows::Rows},
    support::{
        TestDatabase,
        far_end::FarEnd,
        process::{Bot, KEY, LocalSlack},
    },
};

/// Commands that wait for the held writer.
const SLOW: usize = 20;

/// Commands that come after the order to stop.
const DURING: usize = 10;

/// Commands that need no writer, while others wait for it.
const QUICK: usize = 50;

/// Time between two of them.
const QUICK_EVERY: Duration = Duration::from_millis(10);

/// The writer is held this long: well over the quick ones' time, well under Slack's patience.
const HELD: Duration = Duration::from_millis(1_500);

/// Where the quick ones say when it ends, the writer is held no longer than this: the bot's own patience is a little longer.
const HELD_MAX: Duration = Duration::from_secs(2);

/// What the quick ones may take; half of them at least, as the machine may be busy with something else for a moment.
const QUICK_WITHIN: Duration = Duration::from_millis(100);

/// Where the machine is busy all the time, so many times as long as they take right before and after, when nothing is held.
const QUICK_TIMES_ALONE: u32 = 4;

/// How long answers may take after the writer is free.
const ANSWERED_WITHIN: Duration = Duration::from_secs(5);

/// How long an old connection is still read when the new one stands.
const LINGERS: Duration = Duration::from_secs(2);

/// From the order to stop to the end, everything included.
const STOPPED_WITHIN: Duration = Duration::from_secs(12);

/// How long the bot may take to stand again, or to give up.
const BACK_WITHIN: Duration = Duration::from_secs(20);

/// Pause between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(20);

fn slow(number: usize) -> (String, String) {
    (format!("slow-{number}"), format!("U00000SLOW{number}"))
}

/// Sends acts of different people, on the connections in turn.
fn send_slow(far: &FarEnd) {
    for number in 0..SLOW {
        let (id, owner) = slow(number);
        let text = format!("<@{SAM}> read through draft {number}");
        assert!(far.send(number, envelope(&id, "slash_commands", &command(&owner, "/gave", &text, &format!("{id}.1")))));
    }
}

pub(super) async fn slow_stalls_nobody(database: TestDatabase) -> Result<(), Failed> {
    let (_slack, mut far, bot) = with_far_end(&database, vec![user(SAM, "sam")]).await?;
    let _process = bot.start().await?;
    stand(&far, 2).await?;
    let mut rows = Rows::of(&database).await?;
    let before = quick_ones(&mut far, "before", ANSWERED_WITHIN).await;
    rows.hold_writes().await?;
    send_slow(&far);
    // They are all answered while the writer is held: it is let go only afterwards.
    let beside = quick_ones(&mut far, "beside", HELD_MAX).await;
    rows.let_go().await?;
    let late = hear(&mut far, SLOW, ANSWERED_WITHIN).await;
    assert!(late.len() == SLOW && late.values().all(kept), "{late:?}");
    let alone = before.max(quick_ones(&mut far, "after", ANSWERED_WITHIN).await);
    let within = QUICK_WITHIN.max(alone * QUICK_TIMES_ALONE);
    assert!(beside < within, "half of them took {beside:?} and more, and {alone:?} with nothing beside them");
    Ok(())
}

/// Sends commands that need no writer, at their pace, and hears their answers and no others; tells what half of them took at most.
async fn quick_ones(far: &mut FarEnd, name: &str, within: Duration) -> Duration {
    let begin = Instant::now();
    let mut pace = tokio::time::interval(QUICK_EVERY);
    let mut sent = BTreeMap::new();
    for number in 0..QUICK {
        pace.tick().await;
        let id = format!("{name}-{number}");
        sent.insert(id.clone(), Instant::now());
        assert!(far.send(number, envelope(&id, "slash_commands", &command("U0000QUICK", "/goodturn", "", &format!("{id}.1")))));
    }
    let quick = hear(far, QUICK, within.saturating_sub(begin.elapsed())).await;
    assert_eq!(quick.keys().collect::<Vec<_>>(), sent.keys().collect::<Vec<_>>(), "only those that need no writer, and all of them");
    let mut took: Vec<Duration> = quick.values().map(|ack| ack.at.duration_since(sent[&ack.envelope])).collect();
    took.sort_unstable();
    took[QUICK / 2]
}

/// A clock that panics once when it is told to: something that no handler foresees, in the middle of handling.
#[derive(Debug, Default)]
struct Trap(AtomicBool);

impl Clock for Trap {
    fn now(&self) -> Timestamp {
        assert!(!self.0.swap(false, Ordering::SeqCst), "a panic that no handler foresees");
        SystemClock::default().now()
    }

    fn is_real(&self) -> bool {
        true
    }
}

/// Waits until somebody asked the clock, and it panicked.
async fn sprung(trap: &Trap) -> Result<(), Failed> {
    let asked = async {
        while trap.0.load(Ordering::SeqCst) {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    tokio::time::timeout(ANSWERED_WITHIN, asked).await.map_err(|_| "nobody asked the clock".into())
}

/// Waits until Sam's Home is shown.
async fn shows_home(slack: &LocalSlack) -> Result<(), Failed> {
    let shown = async {
        while slack.standin.home(SAM).is_none() {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    tokio::time::timeout(ANSWERED_WITHIN, shown).await.map_err(|_| "no Home is shown".into())
}

pub(super) async fn panics_stall_nobody(database: TestDatabase) -> Result<(), Failed> {
    let mut far = FarEnd::start().await?;
    let slack = LocalSlack::start_as(workspace(vec![user(SAM, "sam")]), standin::Options::default(), Some(&far)).await?;
    let rng = |salt| StdRng::seed_from_u64(salt);
    let trap = Arc::new(Trap::default());
    let app = App::new(Store::open(&database.url, Arc::new(Vault::new(KEY, rng(1))?)).await?, Arc::<Trap>::clone(&trap), rng(2));
    let base = slack.environment().iter().find(|(name, _)| *name == "SLACK_API_URL").map(|(_, url)| url.as_str()).unwrap_or_default();
    let client = Client::new(Url::parse(base)?, Transport::http()?);
    let identity = client.auth_test(&slack.standin.credentials().bot_token).await?;
    app.install(&identity.team_id.into(), &identity.user_id.into(), &slack.standin.credentials().bot_token).await?;
    let router = Router::new(app.clone(), Arc::new(Text::new()), client.clone(), rng(3));
    let (live, (stop, stopped)) = (TaskTracker::new(), watch::channel(false));
    let sockets = SocketMode { router, client, app_token: slack.app_token(), live: live.clone() };
    let running = tokio::spawn(async move { sockets.run(stopped, &mut rng(4)).await });
    stand(&far, 2).await?;

    for (round, kind) in ["slash_commands", "slash_commands", "events_api"].into_iter().enumerate() {
        trap.0.store(true, Ordering::SeqCst);
        let event = serde_json::json!({"type": "event_callback", "team_id": super::TEAM, "event_id": "Ev1",
            "event": {"type": "app_home_opened", "user": SAM, "tab": "home"}});
        let payload =
            if kind == "events_api" { event } else { command("U0000TRAP", "/gave", &format!("<@{SAM}> x"), &format!("trap-{round}.1")) };
        assert!(far.send(round, envelope("trap", kind, &payload)));
        sprung(&trap).await?;
        if kind == "slash_commands" {
            let trapped = hear(&mut far, 1, ANSWERED_WITHIN).await;
            let answer = trapped.get("trap").ok_or("the panic is not acknowledged")?.payload.to_string();
            assert!(answer.contains("give them this reference: "), "{answer}");
        } else {
            // As it was not taken, Slack brings it again; then it is.
            assert_eq!(slack.standin.home(SAM), None);
            assert!(far.send(round, envelope("again", kind, &payload)));
            assert!(
                hear(&mut far, 1, ANSWERED_WITHIN).await.contains_key("again"),
                "what panicked is acknowledged, or what came again is not"
            );
            shows_home(&slack).await?;
        }
        send_slow(&far);
        let after = hear(&mut far, SLOW, ANSWERED_WITHIN).await;
        assert!(after.len() == SLOW && !after.contains_key("trap"), "both connections go on: {:?}", after.keys());
        assert!(round > 0 || after.values().all(kept), "{after:?}");
        assert_eq!(far.standing(), 2, "no connection was lost");
    }
    stop.send(true)?;
    running.await??;
    live.close();
    live.wait().await;
    app.close().await;
    Ok(())
}

/// When Slack asks for a new connection, the old one is read and answered until the new one stands, and for a moment more.
pub(super) async fn refreshed(database: TestDatabase) -> Result<(), Failed> {
    let (_slack, mut far, bot) = with_far_end(&database, vec![user(SAM, "sam")]).await?;
    let _process = bot.start().await?;
    stand(&far, 2).await?;
    far.hold_hello();
    let refresh = serde_json::json!({"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "x"}});
    assert!(far.send(0, Message::text(refresh.to_string())));
    stand(&far, 3).await?;
    let (since, mut number) = (Instant::now(), 0);
    while since.elapsed() < LINGERS + LINGERS / 4 {
        let id = format!("old-{number}");
        assert!(far.send(0, envelope(&id, "slash_commands", &command(SAM, "/goodturn", "help", &format!("{id}.1")))));
        assert!(hear(&mut far, 1, ANSWERED_WITHIN).await.contains_key(&id), "the old one is read after {:?}", since.elapsed());
        assert_eq!(far.standing(), 3, "the old one stays until the new one is greeted");
        number += 1;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    far.release_hello();
    // What is still on its way to the old one is answered, too.
    assert!(far.send(0, envelope("last", "slash_commands", &command(SAM, "/goodturn", "help", "last.1"))));
    assert!(hear(&mut far, 1, ANSWERED_WITHIN).await.contains_key("last"));
    let ended = async {
        while far.standing() > 2 {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    tokio::time::timeout(LINGERS * 3, ended).await.map_err(|_| "the old one never ends")?;
    for turn in 0..2 {
        assert!(
            far.send(turn, envelope(&format!("new-{turn}"), "slash_commands", &command(SAM, "/goodturn", "help", &format!("{turn}.new"))))
        );
    }
    assert_eq!(hear(&mut far, 2, ANSWERED_WITHIN).await.len(), 2, "both that stand are read");
    assert_eq!((far.standing(), far.taken()), (2, 3));
    Ok(())
}

pub(super) async fn stop_answers(database: TestDatabase) -> Result<(), Failed> {
    let (_slack, mut far, bot) = with_far_end(&database, vec![user(SAM, "sam")]).await?;
    let mut process = bot.start().await?;
    stand(&far, 2).await?;
    let mut rows = Rows::of(&database).await?;
    rows.hold_writes().await?;
    send_slow(&far);
    // Until all of them are with the bot: one that needs no writer comes after them on each connection.
    for line in 0..2 {
        assert!(far.send(line, envelope(&format!("last-{line}"), "slash_commands", &command(SAM, "/goodturn", "help", "0.1"))));
    }
    assert_eq!(hear(&mut far, 2, ANSWERED_WITHIN).await.len(), 2);
    let begin = Instant::now();
    let meanwhile = async {
        // Slack hears of the stop when the connection closes; until then it sends as before.
        for number in 0..DURING {
            tokio::time::sleep(HELD / u32::try_from(DURING)?).await;
            let text = format!("<@{SAM}> kept the door open, {number}");
            let (id, owner) = (format!("during-{number}"), format!("U0000DURING{number}"));
            assert!(far.send(number, envelope(&id, "slash_commands", &command(&owner, "/gave", &text, &format!("{id}.1")))));
        }
        rows.let_go().await?;
        Ok::<_, Failed>(hear(&mut far, SLOW + DURING, ANSWERED_WITHIN).await)
    };
    let (stopped, answered) = tokio::join!(process.terminate(), meanwhile);
    let answered = answered?;
    assert_eq!(stopped?.code(), Some(0), "{}", process.said());
    assert!(begin.elapsed() < STOPPED_WITHIN, "the stop took {:?}", begin.elapsed());
    let all = SLOW + DURING;
    assert!(answered.len() == all && answered.values().all(kept), "{} of {all} were answered: {answered:?}", answered.len());
    let acts = rows.acts_by_owner().await?;
    assert!(acts.len() == all && acts.values().all(|count| *count == 1), "{acts:?}");
    Ok(())
}

pub(super) async fn refused_token(database: TestDatabase) -> Result<(), Failed> {
    let slack = LocalSlack::start(workspace(vec![user(SAM, "sam")])).await?;
    let bot = Bot::new(PROGRAM, &slack, &database.url)?;
    let wrong = bot.with("SLACK_APP_TOKEN", "xapp-1-wrong");
    ends_refused(&mut wrong.start().await?).await?;

    let right = wrong.with("SLACK_APP_TOKEN", slack.app_token());
    let mut process = right.start().await?;
    sockets(&slack, 2).await?;
    let fault = |method: &str, kind| Fault { method: method.to_owned(), kind, count: 9 };
    slack.standin.fault(fault("apps.connections.open", FaultKind::Error("invalid_auth".to_owned())));
    // One is dropped; the other stands, and must not keep a bot alive that can't connect any more.
    slack.standin.drop_oldest_sockets(1);
    ends_refused(&mut process).await
}

async fn ends_refused(process: &mut crate::support::process::BotProcess) -> Result<(), Failed> {
    let status = process.gone().await?;
    assert_eq!(status.code(), Some(1), "{}", process.said());
    let sentence = "goodturn: Slack refuses SLACK_APP_TOKEN (invalid_auth). Copy the app-level token";
    assert!(process.said().contains(sentence), "{}", process.said());
    Ok(())
}

pub(super) async fn switched_off(database: TestDatabase) -> Result<(), Failed> {
    let slack = LocalSlack::start(workspace(vec![user(SAM, "sam")])).await?;
    slack.standin.deliver_to(standin::Delivery::Socket);
    let bot = Bot::new(PROGRAM, &slack, &database.url)?.with("SLACK_APP_TOKEN", slack.app_token());
    let process = bot.start().await?;
    sockets(&slack, 2).await?;
    // Off for a while: each connection is sent away as soon as it stands.
    let off = Instant::now();
    while off.elapsed() < Duration::from_secs(4) {
        slack.standin.disconnect_sockets(DisconnectReason::LinkDisabled);
        tokio::time::sleep(LOOK_EVERY).await;
    }
    let said = process.said();
    assert!(said.contains("Socket Mode is switched off for this app. Switch it on"), "{said}");
    let opened = slack.standin.calls().iter().filter(|call| call.method == "apps.connections.open").count();
    assert!((4..=2 + 2 * 6).contains(&opened), "{opened} connections were asked for in four seconds");
    sockets(&slack, 2).await?;
    let answered = slack.standin.slash(SAM, "/goodturn", "help", None).await?;
    assert_eq!(answered.error, None, "{}", answered.body);
    Ok(())
}

/// Waits until Slack sees so many connections.
pub(super) async fn sockets(slack: &LocalSlack, count: usize) -> Result<(), Failed> {
    let standing = async {
        while slack.standin.sockets() < count {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    tokio::time::timeout(BACK_WITHIN, standing).await.map_err(|_| "the bot does not connect".into())
}
