//! A large workspace: everybody is met at the pace that Slack allows, and commands don't wait for it.
//!
//! `cargo test` does five thousand people; `GOODTURN_SYNC_PEOPLE=50000 cargo test --test it -- sync::large` does more, prints what
//! it measured, and then also holds the slowest hundredth of the commands to its limit, which a machine that does other things can't promise.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use goodturn::domain::team_source::TeamSource;
use libtest_mimic::{Failed, Trial};
use serde_json::json;
use standin::Standin;

use super::world::{Tested, World, id, workspace_id};
use crate::support::{Engine, Harness, Need, TestDatabase};

/// People unless told otherwise.
const PEOPLE: usize = 5_000;

/// Slack's patience with a command.
const PATIENCE: Duration = Duration::from_secs(3);

/// What the slowest hundredth of commands may take while a page is saved.
const P99_MAX: Duration = Duration::from_millis(100);

/// Pause between two commands: a hundred a second.
const COMMAND_EVERY: Duration = Duration::from_millis(10);

pub fn trials(cx: &Harness) -> Vec<Trial> {
    Engine::ALL.map(|engine| trial(cx, engine)).into()
}

fn trial(cx: &Harness, engine: Engine) -> Trial {
    let harness = cx.clone();
    let trial = cx.plain(&format!("{}::sync::large_workspace_holds_up_nobody", engine.prefix()), move || {
        let database = harness.database(engine)?;
        // Commands and pages side by side, as in `serve`.
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?.block_on(large(database))
    });
    if engine == Engine::Postgres { cx.need(Need::Postgres, trial) } else { trial }
}

async fn large(database: TestDatabase) -> Tested {
    let told = std::env::var("GOODTURN_SYNC_PEOPLE").ok().and_then(|number| number.parse::<usize>().ok());
    let people = told.unwrap_or(PEOPLE);
    let engine = database.engine;
    let world = World::new(database).await;
    let slack = &world.stage.slack;
    slack.change_options(|options| options.rate_limits = true);
    let someone = |number: usize| format!("U9{number:06}");
    for number in 0..people {
        let name = format!("Person {number}");
        slack.replace_user(json!({
            "id": someone(number), "team_id": super::world::WORKSPACE, "name": format!("p{number}"), "tz": "Europe/Berlin", "locale": "en-US",
            "profile": { "real_name": name, "display_name": name, "status_text": "In the office", "status_emoji": ":house:" },
        }));
    }
    let everybody: Vec<String> = (0..people).map(someone).collect();
    slack.replace_usergroup(json!({ "id": "S1", "name": "Everybody", "handle": "all", "date_delete": 0, "users": everybody }));
    let before = slack.calls().len();
    world.stage.app.sync_again(&workspace_id()).await?;
    let since = Instant::now();
    let commands = Commands::begin(slack.clone());
    // Seventeen pages of two hundred a minute, and a little more.
    let minutes = i64::try_from(people / 3_000 + 2)?;
    let begun = world.stage.now();
    world.stage.pass_until(begun + jiff::SignedDuration::from_mins(minutes)).await;
    let synced = since.elapsed();
    let made = world.stage.slack.calls();
    let by = goodturn::app::Actor { workspace: workspace_id(), person: id("Ana").into() };
    world.stage.app.choose_team_sources(&by, Some(&[TeamSource::UserGroup("S1".to_owned())])).await?;
    world.stage.pass_until(begun + jiff::SignedDuration::from_mins(minutes + 2)).await;
    let mut taken = commands.end().await?;
    let calls = &made[before..];
    let pages = calls.iter().filter(|call| call.method == "users.list").count();
    assert!(calls.iter().all(|call| call.error.is_none()), "no call was told to wait");
    assert!(pages >= people / 200, "{pages} pages");
    for number in [0, people / 2, people - 1] {
        let person = someone(number).as_str().into();
        assert!(world.stage.app.person(&workspace_id(), &person).await?.is_some(), "everybody is met");
        assert_eq!(world.stage.app.team_of(&workspace_id(), &person).await?.as_deref(), Some("Everybody"));
    }
    taken.sort_unstable();
    let at = |hundredths: usize| taken[(taken.len() - 1) * hundredths / 100];
    let (p50, p99, slowest) = (at(50), at(99), at(100));
    if told.is_some() {
        let calendar =
            (calls.iter().rfind(|call| call.method == "users.list").map_or(0, |call| call.at_ms) - begun.as_millisecond()) / 1_000;
        let mut out = std::io::stderr();
        writeln!(
            out,
            "{engine:?}: {people} people in {pages} pages, {calendar} s of calendar time, {synced:?} of work; {} commands meanwhile: \
             p50 {p50:?}, p99 {p99:?}, slowest {slowest:?}",
            taken.len()
        )?;
        assert!(p99 < P99_MAX, "p99 {p99:?}");
    }
    assert!(p50 < P99_MAX && slowest < PATIENCE, "p50 {p50:?}, slowest {slowest:?}");
    world.ends().await
}

/// Somebody types one command after the other.
struct Commands {
    stop: Arc<AtomicBool>,
    typing: tokio::task::JoinHandle<Result<Vec<Duration>, String>>,
}

impl Commands {
    fn begin(slack: Standin) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&stop);
        let typing = tokio::spawn(async move {
            let mut taken = Vec::new();
            while !told.load(Ordering::Relaxed) {
                let text = format!("<@{}> the slides number {}", id("Sam"), taken.len());
                let since = Instant::now();
                let delivered = slack.slash(&id("Ana"), "/gave", &text, None).await.map_err(|error| error.to_string())?;
                taken.push(since.elapsed());
                if delivered.error.is_some() || !delivered.body.contains("Kept") {
                    return Err(format!("not kept: {}", delivered.body));
                }
                tokio::time::sleep(COMMAND_EVERY).await;
            }
            Ok(taken)
        });
        Self { stop, typing }
    }

    async fn end(self) -> Result<Vec<Duration>, Failed> {
        self.stop.store(true, Ordering::Relaxed);
        Ok(self.typing.await??)
    }
}
