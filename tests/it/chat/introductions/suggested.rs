//! Suggested introductions: to members who know both sides, once a month, where cards meet.

use libtest_mimic::Trial;
use serde_json::json;

use super::super::world::{COMPANY, Tested, World, id};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("introductions::a_reminder_suggests_one_to_who_knows_both", suggested),
        cx.both("introductions::a_reminder_suggests_one_in_german", german),
        cx.both("introductions::a_suggestion_that_is_let_be_stays_away", not_now),
        cx.both("introductions::nobody_hidden_is_suggested", hidden),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Sam knows Ana in Research, which struggles with what Finance can help with, and Lee there.
async fn between(database: TestDatabase) -> World {
    between_in(World::new(database).await, "Write the card").await
}

async fn between_in(world: World, edit: &str) -> World {
    for who in ["Sam", "Ana", "Lee"] {
        world.types(who, "/goodturn join").await;
    }
    for (who, part, line) in [("Ana", "struggles", "long contract reviews"), ("Lee", "offers", "reading customer contracts")] {
        world.types(who, "/goodturn card").await;
        world.presses(who, edit).await;
        world.sends(who, &[(part, json!(line))]).await;
    }
    world.types("Sam", "/gave @Ana, @Lee the slides").await;
    world.until("2026-04-07 09:55").await;
    world
}

async fn suggested(database: TestDatabase) -> Tested {
    let world = between(database).await;
    world.until("2026-04-07 10:05").await;
    world.presses("Sam", "Introduce them").await;
    world.sends("Sam", &[]).await;
    assert!(world.button("Sam", "Introduce them", 0).is_none(), "it was proposed");
    assert_eq!((world.questions("Ana"), world.questions("Lee")), (1, 0));
    world.reads("introductions_suggested").await
}

async fn german(database: TestDatabase) -> Tested {
    let world = between_in(World::of(database, COMPANY, "de-DE").await, "Karte schreiben").await;
    world.until("2026-04-07 10:05").await;
    world.presses("Sam", "Bekannt machen").await;
    world.sends("Sam", &[]).await;
    world.reads("introductions_suggested_german").await
}

async fn not_now(database: TestDatabase) -> Tested {
    let world = between(database).await;
    world.until("2026-04-07 10:05").await;
    world.presses("Sam", "Not now").await;
    assert!(world.dm_text("Sam").contains("Of course."));
    let shown = world.dm_text("Sam").matches("You know both").count();
    world.until("2026-08-31 12:00").await;
    assert!(world.dm("Sam").len() > 1, "there were other reminders");
    assert_eq!(world.dm_text("Sam").matches("You know both").count(), shown, "the same two are not suggested again");
    world.ends().await
}

async fn hidden(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Lee", "/goodturn hide me").await;
    let world = between_in(world, "Write the card").await;
    world.until("2026-04-07 10:05").await;
    assert!(world.notes_text("Sam").contains(&id("Ana")), "there is a reminder");
    assert!(!world.dm_text("Sam").contains("You know both") && !world.dm_text("Sam").contains(&id("Lee")));
    world.ends().await
}
