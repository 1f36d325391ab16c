//! Asks in several reminders: which message a press was on, and how often an ask is asked after.

use goodturn::domain::delivery::State;
use libtest_mimic::Trial;
use serde_json::Value;
use standin::{FaultKind, LatestMode};

use super::super::world::{Tested, World, id};
use super::home;
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("edges::an_older_reminders_press_settles_no_newer_one_in_doubt", in_doubt),
        cx.both("edges::an_older_reminders_press_settles_no_newer_one_held", held),
        cx.both("edges::not_yet_is_heard_for_four_weeks", not_yet),
        cx.both("edges::asked_after_twice_and_then_on_home_only", twice),
        cx.both("edges::keeping_twice_again_after_undo_keeps", keep_twice),
    ]
    .into_iter()
    .flatten()
    .collect()
}

const ASKED: &str = "which forecast to trust";

/// Ana's ask stands in the reminder of 10 March, which is the newest.
async fn asked(database: TestDatabase) -> World {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", &format!("/asked @Lee {ASKED}")).await;
    world.until("2026-03-10 10:30").await;
    // A sign of life: the next one comes next week.
    world.types("Ana", "/goodturn").await;
    world
}

/// On which days a message asked after it.
fn asked_after(world: &World) -> Vec<String> {
    let days = world.came("Ana");
    let shows = world.dm("Ana").into_iter().map(|message| message.to_string().contains(ASKED));
    days.into_iter().zip(shows).filter(|(_, shows)| *shows).map(|(day, _)| day).collect()
}

async fn press_helped(world: &World, on: &(String, String, String)) {
    world.stage.slack.click(&id("Ana"), &on.0, &on.1, Some(&on.2)).await.expect("the press arrives");
    world.stage.settle().await;
}

/// The message with this time stamp, as text.
fn message(world: &World, ts: &str) -> String {
    let found = world.dm("Ana").into_iter().find(|message| message["ts"] == ts);
    found.map(|message: Value| message.to_string()).expect("the message is there")
}

async fn in_doubt(database: TestDatabase) -> Tested {
    let world = asked(database).await;
    let older = world.button("Ana", "They helped", 0).expect("the reminder of 10 March asks");
    world.fault("chat.postMessage", FaultKind::TimeoutAfter, 1);
    world.until("2026-03-17 10:01").await;
    assert_eq!(world.count(State::InDoubt).await, 1, "nobody has looked yet");
    press_helped(&world, &older).await;
    assert_eq!(world.count(State::InDoubt).await, 1, "a press on last week's message tells nothing of this week's");
    assert!(!message(&world, &older.0).contains("They helped"), "no live button stays on the message that was pressed");
    world.until("2026-03-17 10:30").await;
    assert_eq!(world.count(State::InDoubt).await, 0, "it is found there");
    assert_eq!(home(&world, "Ana").await.entries.len(), 1);
    world.ends().await
}

async fn held(database: TestDatabase) -> Tested {
    let world = asked(database).await;
    let older = world.button("Ana", "They helped", 0).expect("the reminder of 10 March asks");
    let sent = world.count(State::Sent).await;
    // Slack does not show what is there, neither before the call nor after it.
    world.stage.slack.latest_mode(LatestMode::Absent);
    world.fault("chat.postMessage", FaultKind::TimeoutAfter, 1);
    world.until("2026-03-17 12:00").await;
    assert_eq!(world.count(State::Held).await, 1);
    press_helped(&world, &older).await;
    assert_eq!((world.count(State::Held).await, world.count(State::Sent).await), (1, sent), "still nobody knows");
    assert!(!message(&world, &older.0).contains("They helped"));
    world.ends().await
}

async fn not_yet(database: TestDatabase) -> Tested {
    let world = asked(database).await;
    world.presses("Ana", "Not yet").await;
    assert!(world.dm_text("Ana").contains("leave it be for a few weeks"), "{}", world.dm_text("Ana"));
    for until in ["2026-03-17 12:00", "2026-03-24 12:00", "2026-03-31 12:00"] {
        world.until(until).await;
        world.types("Ana", "/goodturn").await;
    }
    assert_eq!(asked_after(&world), ["03-10 10"], "not yet means not next week");
    world.until("2026-04-07 12:00").await;
    assert_eq!(asked_after(&world), ["03-10 10", "04-07 10"]);
    world.ends().await
}

async fn twice(database: TestDatabase) -> Tested {
    let world = asked(database).await;
    for until in ["2026-03-17 12:00", "2026-03-24 12:00", "2026-03-31 12:00", "2026-04-07 12:00"] {
        // A sign of life every week, but no answer.
        world.types("Ana", "/goodturn").await;
        world.until(until).await;
    }
    assert_eq!(asked_after(&world), ["03-10 10", "03-17 10"]);
    assert_eq!(home(&world, "Ana").await.asks.len(), 1, "it stays open, on Home");
    world.presses("Ana", "Let it go").await;
    assert_eq!(home(&world, "Ana").await.asks.len(), 0, "and its buttons go on working");
    assert!(world.button("Ana", "Let it go", 0).is_none(), "on no message is one left");
    world.ends().await
}

async fn keep_twice(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    let again = async || {
        world.types("Ana", "/gave @Sam the slides").await;
        world.presses("Ana", "Record it twice").await;
        home(&world, "Ana").await.entries.len()
    };
    world.types("Ana", "/gave @Sam the slides").await;
    assert_eq!(again().await, 2);
    world.presses("Ana", "Undo").await;
    assert_eq!(home(&world, "Ana").await.entries.len(), 1, "the copy is taken back");
    assert_eq!(again().await, 2, "what is answered as kept is kept");
    world.stage.slack.redeliver_last().await?;
    world.stage.settle().await;
    assert_eq!(home(&world, "Ana").await.entries.len(), 2, "the same press again keeps nothing more");
    world.presses("Ana", "Undo").await;
    assert_eq!(again().await, 2);
    world.ends().await
}
