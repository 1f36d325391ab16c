//! Back-off: what nobody answers comes less often, then one last note, then rest. It never becomes louder.

use libtest_mimic::Trial;

use super::world::{COMPANY, Tested, World, id};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("backoff::slower_then_one_last_note_then_rest", async |database| ignored(database, "en-US", "backoff_ignored").await),
        cx.both("backoff::in_german", async |database| ignored(database, "de-DE", "backoff_ignored_german").await),
        cx.both("backoff::any_sign_of_life_brings_them_back", signs),
        cx.both("backoff::asking_to_join_brings_them_back", joining),
        cx.both("backoff::silence_without_a_note_is_not_ignoring", silence),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Something to say every week: an ask that stays open.
async fn asking(database: TestDatabase, locale: &str) -> World {
    let world = World::of(database, COMPANY, locale).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/asked @Sam for a hint, last week").await;
    world
}

async fn ignored(database: TestDatabase, locale: &str, snapshot: &str) -> Tested {
    let world = asking(database, locale).await;
    world.until("2026-04-13 12:00").await;
    let slower = ["03-03 10", "03-10 10", "03-24 10", "04-07 10"];
    assert_eq!(world.came("Ana"), slower, "after two that were ignored, every second week");
    world.until("2026-04-21 10:05").await;
    assert_eq!((world.came("Ana").len(), world.last_notes("Ana")), (5, 1), "after four, one last note");
    world.until("2026-07-01 12:00").await;
    assert_eq!(world.dm("Ana").len(), 5, "then rest");
    world.presses("Ana", if locale == "de-DE" { "Weiter Nachrichten bekommen" } else { "Keep them coming" }).await;
    world.until("2026-07-14 12:00").await;
    assert_eq!(world.came("Ana")[5..], ["07-07 10", "07-14 10"], "every week again");
    world.reads(snapshot).await
}

async fn signs(database: TestDatabase) -> Tested {
    let world = asking(database, "en-US").await;
    world.until("2026-03-11 09:00").await;
    world.stage.slack.open_home(&id("Ana")).await?;
    world.until("2026-03-18 09:00").await;
    assert_eq!(world.came("Ana").len(), 3, "a visit to Home is a sign of life");
    world.presses("Ana", "Not yet").await;
    world.until("2026-03-25 09:00").await;
    assert_eq!(world.came("Ana").len(), 4, "a press too");
    world.until("2026-04-02 09:00").await;
    assert_eq!(world.came("Ana").len(), 5, "one ignored changes nothing");
    // Two are ignored now; somebody who speaks up before the slot gets this week's note all the same.
    world.until("2026-04-06 12:00").await;
    world.types("Ana", "/goodturn").await;
    world.until("2026-04-07 10:05").await;
    assert_eq!(world.came("Ana").len(), 6);
    world.until("2026-04-28 12:00").await;
    assert_eq!(world.came("Ana")[6..], ["04-14 10", "04-28 10"], "two ignored in a row: slower");
    world.ends().await
}

async fn joining(database: TestDatabase) -> Tested {
    let world = asking(database, "en-US").await;
    world.until("2026-05-05 12:00").await;
    assert_eq!((world.came("Ana").len(), world.last_notes("Ana")), (5, 1), "one last note, then a rest that nothing was said about");
    let back = world.types("Ana", "/goodturn join").await;
    assert!(back.body.contains("Welcome back. The next note comes on Tuesday, 12 May at the earliest."), "{}", back.body);
    world.until("2026-05-12 10:05").await;
    assert_eq!(world.came("Ana")[5..], ["05-12 10"]);
    world.ends().await
}

async fn silence(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/gave @Sam, @Lee, @Mia, @Tom the slides").await;
    world.until("2026-03-03 10:05").await;
    world.presses("Ana", "Done").await;
    world.until("2026-03-17 10:05").await;
    world.presses("Ana", "Not this week").await;
    // Two weeks in which nothing is sent, as three first steps are enough and nobody is quiet yet.
    world.until("2026-04-07 10:05").await;
    assert_eq!((world.steps("Ana").len(), world.notes("Ana").len()), (3, 1), "{:?}", world.came("Ana"));
    world.ends().await
}
