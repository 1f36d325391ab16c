//! An ask that was taken back leaves the reminders that showed it: its words and whom it named, and only those.

use libtest_mimic::Trial;
use standin::FaultKind;

use super::forget::tables_with;
use super::world::{Tested, World, id};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("taken_back::the_note_shows_it_without_name_and_words", shown),
        cx.both("taken_back::every_note_that_showed_it", every_note),
        cx.both("taken_back::slack_was_not_well_and_who_was_asked_deletes_everything", then_forgotten),
        cx.both("taken_back::what_was_never_sent_says_nothing", never_sent),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Ana's reminder of 14 April shows two asks; only Lee's is taken back later.
async fn asked(database: TestDatabase) -> World {
    let world = World::new(database).await;
    world.joins_on("Ana", "2026-04-01 12:00").await;
    world.types("Ana", "/asked @Lee which forecast to trust").await;
    world.until("2026-04-02 12:00").await;
    world.types("Ana", "/asked @Tom when the quarter closes").await;
    world.until("2026-04-14 10:05").await;
    let note = world.notes_text("Ana");
    assert!(note.contains("which forecast") && note.contains(&id("Lee")) && note.contains("when the quarter"), "{note}");
    world
}

/// Deletes the older of Ana's two asks on her Home.
async fn takes_back(world: &World) {
    world.opens_home("Ana").await;
    world.presses_home_nth("Ana", "Delete", 1).await;
    assert!(!world.home_text("Ana").contains("which forecast"));
}

async fn shown(database: TestDatabase) -> Tested {
    let world = asked(database).await;
    takes_back(&world).await;
    let note = world.notes_text("Ana");
    assert!(!note.contains("which forecast") && !note.contains(&id("Lee")), "{note}");
    assert!(note.contains("You took this ask back") && note.contains("when the quarter"), "{note}");
    world.presses("Ana", "Let it go").await;
    let note = world.notes_text("Ana");
    assert!(note.contains("It is closed") && note.contains("You took this ask back"), "{note}");
    world.reads("taken_back").await
}

async fn every_note(database: TestDatabase) -> Tested {
    let world = asked(database).await;
    world.presses("Ana", "Not yet").await;
    world.until("2026-04-28 10:05").await;
    assert!(world.notes("Ana").len() > 1, "a later note asked again");
    takes_back(&world).await;
    assert!(!world.dm_text("Ana").contains("which forecast"), "{}", world.dm_text("Ana"));
    world.types("Ana", "/goodturn delete everything").await;
    world.sends("Ana", &[]).await;
    world.stage.settle().await;
    let left = tables_with(&world.database, &id("Ana")).await;
    assert_eq!(left, Vec::<String>::new());
    let mut rows = crate::crash::rows::Rows::of(&world.database).await?;
    assert_eq!(rows.number("SELECT COUNT(*) FROM ask_carried").await?, 0, "nothing is left of which note showed what");
    world.ends().await
}

async fn then_forgotten(database: TestDatabase) -> Tested {
    let world = asked(database).await;
    world.fault("chat.update", FaultKind::Http500, 1);
    takes_back(&world).await;
    assert!(world.notes_text("Ana").contains(&id("Lee")), "it could not be edited yet");
    world.fault("chat.update", FaultKind::Http500, 1);
    world.types("Lee", "/goodturn delete everything").await;
    world.sends("Lee", &[]).await;
    world.until("2026-04-14 11:00").await;
    assert!(!world.dm_text("Ana").contains(&id("Lee")), "{}", world.dm_text("Ana"));
    world.ends().await
}

async fn never_sent(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.joins_on("Ana", "2026-04-01 12:00").await;
    world.until("2026-04-08 12:00").await;
    world.types("Ana", "/asked @Lee which forecast to trust").await;
    world.until("2026-04-09 12:00").await;
    world.types("Ana", "/asked @Tom when the quarter closes").await;
    // The note is put together, Slack doesn't take it, and the ask goes before the next attempt.
    world.until("2026-04-21 09:55").await;
    let before = world.notes("Ana").len();
    world.fault("chat.postMessage", FaultKind::Http429 { retry_after_s: 120 }, 1);
    world.until("2026-04-21 10:00").await;
    assert_eq!(world.notes("Ana").len(), before, "not yet");
    takes_back(&world).await;
    world.until("2026-04-21 10:10").await;
    let note = world.notes("Ana").last().expect("a note").to_string();
    assert!(note.contains("when the quarter") && !note.contains("took this ask back"), "{note}");
    world.presses("Ana", "Let it go").await;
    let note = world.notes("Ana").last().expect("a note").to_string();
    assert!(note.contains("It is closed") && !note.contains("took this ask back"), "{note}");
    world.ends().await
}
