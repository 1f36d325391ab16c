//! What could not be read stands in a form, with everything that was typed.

use libtest_mimic::Trial;
use serde_json::json;
use standin::FaultKind;

use goodturn::demo::stage::Joint;

use super::super::world::{Tested, World, id};
use super::{furnished, given_back, home};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("recording::what_was_typed_stands_in_the_form", fills),
        cx.both("recording::what_was_typed_stands_in_the_form_in_german", fills_german),
        cx.both("recording::what_no_button_carries_is_given_back", long),
        cx.both("recording::a_bare_asked_opens_its_form", bare_asked),
        cx.both("recording::a_form_that_fails_gives_the_words_back", too_late),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn fills(database: TestDatabase) -> Tested {
    let world = furnished(database, "en-US", Joint::InProcess).await;
    world.until("2026-03-04 09:00").await;
    world.types("Ana", "/gave the slides for @nobody & R&amp;D, yesterday").await;
    world.presses("Ana", "Open the form").await;
    world.sends("Ana", &[("who", json!(["@Sam"]))]).await;
    // Those who can be kept are chosen already; those who can't are left out.
    world.types("Ana", "/gave @Rob, @Sam and @lee the other slides").await;
    world.presses("Ana", "Open the form").await;
    world.sends("Ana", &[]).await;
    world.types("Ana", "/asked which forecast to trust, last monday").await;
    world.presses("Ana", "Open the form").await;
    world.sends("Ana", &[("who", json!(["@Lee"]))]).await;
    let kept = home(&world, "Ana").await;
    assert_eq!((kept.entries.len(), kept.asks.len()), (3, 1));
    world.types("Ana", "/gave @Sam").await;
    world.reads("recording_fill").await
}

async fn long(database: TestDatabase) -> Tested {
    let world = furnished(database, "en-US", Joint::InProcess).await;
    let long = format!("/gave {}", "ein langes Wort ".repeat(200));
    world.types("Ana", &long).await;
    let shown = world.stage.slack.ephemerals(&id("Ana")).pop().expect("an answer").to_string();
    assert!(!shown.contains("fill-gave"), "too long for a button");
    assert_eq!(given_back(&world, "Ana").matches("ein langes Wort").count(), 200, "every word comes back");
    world.ends().await
}

async fn fills_german(database: TestDatabase) -> Tested {
    let world = furnished(database, "de-DE", Joint::Sockets).await;
    world.types("Ana", "/gave die Folien, gestern").await;
    world.presses("Ana", "Formular öffnen").await;
    world.sends("Ana", &[("who", json!(["@Sam"]))]).await;
    world.types("Ana", "/asked").await;
    world.sends("Ana", &[("who", json!(["@Lee", "@Tom"])), ("what", json!("welche Zahl stimmt"))]).await;
    assert_eq!(home(&world, "Ana").await.asks.len(), 2);
    world.reads("recording_fill_de").await
}

async fn bare_asked(database: TestDatabase) -> Tested {
    let world = furnished(database, "en-US", Joint::SocketMode).await;
    world.types("Ana", "/asked").await;
    world.sends("Ana", &[("who", json!(["@Lee", "@Tom"])), ("what", json!("which forecast to trust")), ("on", json!("2026-03-01"))]).await;
    world.types("Ana", "/asked").await;
    world.sends("Ana", &[("who", json!(["@Lee", "@Tom"])), ("what", json!("which forecast to trust")), ("on", json!("2026-03-01"))]).await;
    assert_eq!(home(&world, "Ana").await.asks.len(), 2, "the same again is kept once");
    world.stage.hang_up().await;
    world.reads("recording_asked_form").await
}

async fn too_late(database: TestDatabase) -> Tested {
    let world: World = furnished(database, "en-US", Joint::InProcess).await;
    world.fault("views.open", FaultKind::Error("expired_trigger_id".to_owned()), 1);
    world.types("Ana", "/gave <!subteam^S0FINANCE|@finance> the slides & more").await;
    world.reads("recording_too_late").await
}
