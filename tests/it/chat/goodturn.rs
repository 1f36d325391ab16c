//! `/goodturn`: joining, leaving, resting, hiding, and where things stand.

use libtest_mimic::Trial;

use super::world::{Tested, World};
use crate::support::{Harness, TestDatabase};
use goodturn::domain::delivery::State;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("goodturn::join_rest_back_leave", life),
        cx.both("goodturn::leaving_stops_a_waiting_reminder", leaving),
        cx.both("goodturn::who_comes_back_in_time_is_planned_for", rejoining),
        cx.both("goodturn::a_repeated_delivery_changes_nothing", repeated),
        cx.both("goodturn::a_press_that_fails_leaves_the_message", failed_press),
        cx.both("goodturn::what_is_said_before_the_sync_stands", unmet),
        cx.both("goodturn::resting_is_silent_and_ends", resting),
        cx.both("goodturn::own_word_about_the_team", own_word),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn life(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    for line in [
        "",
        "help",
        "join",
        "join",
        "",
        "rest 2 weeks",
        "",
        "rest",
        "",
        "rest until 3 Jan",
        "back",
        "hide me",
        "show me",
        "leave",
        "leave",
        "join",
    ] {
        world.types("Ana", &format!("/goodturn {line}")).await;
    }
    world.reads("goodturn_life").await
}

async fn leaving(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/asked @Lee which forecast to trust").await;
    world.until("2026-03-09 09:00").await;
    assert_eq!(world.count(State::Queued).await, 1, "the reminder waits");
    world.types("Ana", "/goodturn leave").await;
    assert_eq!((world.count(State::Queued).await, world.count(State::Dropped).await), (0, 1));
    world.until("2026-03-24 12:00").await;
    assert!(world.notes("Ana").is_empty() && world.dm("Ana").len() == 1, "the first step of the week before, and nothing after it");
    world.ends().await
}

async fn rejoining(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/asked @Lee which forecast to trust").await;
    world.until("2026-03-09 09:00").await;
    world.types("Ana", "/goodturn leave").await;
    world.stage.slack.redeliver_last().await?;
    world.types("Ana", "/goodturn join").await;
    world.types("Bo", "/goodturn join").await;
    world.types("Bo", "/asked @Lee the same").await;
    world.types("Bo", "/goodturn rest").await;
    world.until("2026-03-16 09:00").await;
    world.types("Bo", "/goodturn back").await;
    world.until("2026-03-17 10:30").await;
    assert_eq!((world.notes("Ana").len(), world.notes("Bo").len()), (2, 1), "who comes back in time gets this week's note");
    world.ends().await
}

async fn repeated(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    let left = world.types("Ana", "/goodturn leave").await;
    assert!(left.body.contains("You have left"));
    let again = world.stage.slack.redeliver_last().await?;
    assert_eq!((again.status, again.error), (200, None));
    assert!(
        !again.body.contains("You have left") && !again.body.contains("You are not in Goodturn"),
        "it is not carried out again: {}",
        again.body
    );
    world.ends().await
}

async fn failed_press(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/asked @Lee which forecast to trust").await;
    world.until("2026-03-10 10:30").await;
    world.types("Ana", "/goodturn leave").await;
    world.presses("Ana", "Rest for two weeks").await;
    assert!(world.dm_text("Ana").contains("which forecast"), "the reminder is still there");
    world.reads("goodturn_failed_press").await
}

async fn unmet(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.stage.slack.replace_user(super::world::user("Zoe", "Europe/Berlin", "en-US"));
    world.types("Zoe", "/goodturn hide me").await;
    world.types("Zoe", "/goodturn team Sales").await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/gave @Zoe the slides").await;
    // The sync meets Zoe a day later; what she said before stands.
    world.until("2026-04-08 12:00").await;
    assert!(world.notes("Ana").is_empty(), "who asked not to be named is not");
    world.types("Zoe", "/goodturn show me").await;
    world.until("2026-04-15 12:00").await;
    assert_eq!(world.notes("Ana").len(), 1, "and her team was kept, too");
    world.ends().await
}

async fn resting(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/asked @Lee which forecast to trust").await;
    world.until("2026-03-09 09:00").await;
    world.types("Ana", "/goodturn rest 2 weeks").await;
    world.until("2026-03-22 12:00").await;
    assert!(world.notes("Ana").is_empty(), "at rest, a planned reminder stays unsaid too");
    world.until("2026-03-24 12:00").await;
    assert_eq!(world.notes("Ana").len(), 1, "the rest is over by itself");
    world.presses("Ana", "Rest for two weeks").await;
    world.until("2026-04-05 12:00").await;
    assert_eq!(world.notes("Ana").len(), 1);
    world.reads("goodturn_resting").await
}

async fn own_word(database: TestDatabase) -> Tested {
    use super::world::Cast;
    let cast = &[Cast("Ana", None, "Europe/Berlin"), Cast("Sam", Some("Sales"), "Europe/Berlin")];
    let world = World::of(database, cast, "en-US").await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/goodturn team Research &amp; Design").await;
    world.types("Sam", "/goodturn team Research &amp; Design").await;
    world.types("Ana", "/gave @Sam the slides").await;
    world.until("2026-04-07 10:30").await;
    assert_eq!(world.notes("Ana").len(), 1, "two different teams are known now");
    world.reads("goodturn_own_word").await
}
