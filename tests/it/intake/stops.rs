//! A stop within its time, whatever hangs; and answers that were ready on a connection that died.
//! Who asks for a stop kills what does not end, and what is killed answers nobody.

use std::{
    collections::BTreeSet,
    io::Write,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Router as Routes, extract::Path, routing::post};
use libtest_mimic::{Failed, Trial};
use standin::{Fault, FaultKind, Options};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
    time::Instant,
};

use super::{
    TEAM,
    frames::{command, envelope, stand},
    sockets::sockets,
    user, with_far_end, workspace,
};
use crate::{
    crash::{PROGRAM, SAM, rows::Rows},
    support::{
        Engine, Harness, TestDatabase,
        process::{Bot, BotProcess, LocalSlack},
        signed::{COMMANDS, Command, Line},
    },
};

/// A stop while Slack hangs.
const PROMPT: Duration = Duration::from_secs(5);

/// A stop while the database hangs: what operators allow at least, less a margin.
const STOPPED_WITHIN: Duration = Duration::from_secs(25);

/// Commands whose answers pile up on a connection that nobody reads.
const PILED: usize = 3_000;

/// Characters of each; they are given back, so that a few hundred fill every buffer on the way.
const LONG_CHARS: usize = 3_000;

/// How many of them come another way at least: more are ready by then, and what the connection's own buffers hold is beyond the bot.
const CAME_MIN: usize = 1_000;

/// What so many looks in a row show has come to rest. Each look asks the bot something, so where that has hardly a turn on a busy machine, looks
/// take longer, too.
const LOOKS_ALIKE: usize = 10;

/// Pause between two of them.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// How long the piles may take on a busy machine.
const CALM_WITHIN: Duration = Duration::from_mins(1);

pub(super) fn trials(cx: &Harness) -> Vec<Trial> {
    vec![
        cx.on(Engine::Sqlite, "intake::a_stop_waits_for_no_connection_that_is_being_made", being_made),
        cx.on(Engine::Sqlite, "intake::a_stop_has_one_deadline_for_everything", one_deadline),
        cx.on(Engine::Sqlite, "intake::answers_left_on_a_dead_connection_come_another_way", left_behind),
    ]
}

async fn being_made(database: TestDatabase) -> Result<(), Failed> {
    let options = Options { hang: Duration::from_mins(1), ..Options::default() };
    let slack = LocalSlack::start_as(workspace(vec![user(SAM, "sam")]), options, None).await?;
    let bot = Bot::new(PROGRAM, &slack, &database.url)?.with("SLACK_APP_TOKEN", slack.app_token());
    let mut process = bot.start().await?;
    sockets(&slack, 2).await?;
    slack.standin.fault(Fault { method: "apps.connections.open".to_owned(), kind: FaultKind::TimeoutBefore, count: 9 });
    slack.standin.drop_sockets();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let begin = Instant::now();
    assert_eq!(process.terminate().await?.code(), Some(0), "{}", process.said());
    assert!(begin.elapsed() < PROMPT, "the stop took {:?}", begin.elapsed());
    Ok(())
}

async fn one_deadline(database: TestDatabase) -> Result<(), Failed> {
    let slack = LocalSlack::start(workspace(vec![user(SAM, "sam")])).await?;
    let bot = Bot::new(PROGRAM, &slack, &database.url)?.with("SLACK_APP_TOKEN", slack.app_token());
    let mut process = bot.start().await?;
    sockets(&slack, 2).await?;
    let mut rows = Rows::of(&database).await?;
    rows.hold_writes().await?;
    // Over HTTP, over sockets, and a sender that never ends its body: none of them comes to an end by itself.
    let mut endless = TcpStream::connect(process.address).await?;
    endless.write_all(format!("POST {COMMANDS} HTTP/1.1\r\nHost: bot\r\nContent-Length: 100\r\n\r\nhalf").as_bytes()).await?;
    let text = format!("<@{SAM}> the slides");
    let acts = (0..4).map(|number| {
        let trigger = format!("{number}.1");
        let command = Command { workspace: TEAM, user: "U0000000ANN", name: "/gave", text: &text, trigger: &trigger };
        let delivery = slack.signer.command(&command);
        let address = process.address;
        tokio::spawn(async move { Line::to(address).send(&delivery).await })
    });
    let acts: Vec<_> = acts.collect();
    slack.standin.deliver_to(standin::Delivery::Socket);
    let slides = format!("<@{SAM}> the slides");
    let over_socket = slack.standin.slash(SAM, "/gave", &slides, None);
    let stopping = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let begin = Instant::now();
        let ended = process.terminate().await;
        (ended, begin.elapsed())
    };
    let (_, (ended, took)) = tokio::join!(over_socket, stopping);
    assert_eq!(ended?.code(), Some(0), "what hangs is no failure of the stop: {}", process.said());
    drop(endless);
    assert!(took < STOPPED_WITHIN, "the stop took {took:?}");
    rows.let_go().await?;
    for act in acts {
        let _ = act.await;
    }
    Ok(())
}

/// How many commands the bot has read.
async fn handled(process: &BotProcess) -> Result<usize, Failed> {
    let metrics = process.metrics().await?;
    let counted = metrics.lines().find_map(|line| line.strip_prefix("goodturn_inbound_total{kind=\"command\"} "));
    Ok(counted.map_or(Ok(0), str::parse)?)
}

/// Waits until a count has begun, and stays as it is for a while; tells it.
async fn still(process: &BotProcess, count: impl AsyncFn() -> Result<usize, Failed>) -> Result<usize, Failed> {
    let (begin, mut alike, mut known) = (Instant::now(), 0, 0);
    while begin.elapsed() < CALM_WITHIN && (known == 0 || alike < LOOKS_ALIKE) {
        handled(process).await?;
        let now = count().await?;
        alike = if now == known { alike + 1 } else { 0 };
        known = now;
        tokio::time::sleep(LOOK_EVERY).await;
    }
    Ok(known)
}

/// Which answers came by their response urls.
type Came = Arc<Mutex<BTreeSet<usize>>>;

async fn left_behind(database: TestDatabase) -> Result<(), Failed> {
    let (_slack, far, bot) = with_far_end(&database, vec![user(SAM, "sam")]).await?;
    let process = bot.start().await?;
    stand(&far, 2).await?;
    let came = Came::default();
    let noted = Arc::clone(&came);
    let answers = Routes::new().route(
        "/response/{number}",
        post(async move |Path(number): Path<usize>| {
            noted.lock().expect("nobody panicked").insert(number);
            "ok"
        }),
    );
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let base = format!("http://{}/response", listener.local_addr()?);
    let server = tokio::spawn(async move { axum::serve(listener, answers).await });

    far.turn_deaf();
    for number in 0..PILED {
        let text = "x".repeat(LONG_CHARS);
        let mut payload = command("U0000000ANN", "/gave", &text, &format!("{number}.1"));
        payload["response_url"] = format!("{base}/{number}").into();
        assert!(far.send(0, envelope(&format!("pile-{number}"), "slash_commands", &payload)));
    }
    // Until the bot can write no more, and has handled what it read.
    still(&process, async || handled(&process).await).await?;
    assert!(came.lock().expect("nobody panicked").is_empty(), "as long as the connection stands, answers go there");
    far.hang_up();
    let known = still(&process, async || Ok(came.lock().expect("nobody panicked").len())).await?;
    let read = handled(&process).await?;
    let _ = writeln!(std::io::stderr(), "{known} of {read} answers came another way");
    assert!(known >= CAME_MIN, "answers that were ready were lost with the connection: {known} of {read} came");
    server.abort();
    Ok(())
}
