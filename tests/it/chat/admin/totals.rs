//! What admins are told of how many: never of fewer than five people, and never so that two looks tell of one.

use libtest_mimic::Trial;
use standin::FaultKind;

use super::{Harness, TestDatabase, Tested, World, id};
use crate::chat::digest::company::CAST;
use goodturn::domain::delivery::State;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("admin::joined_is_told_of_five_and_not_of_four", joined),
        cx.both("admin::who_joins_between_two_looks_is_not_seen", between),
        cx.both("admin::reached_is_told_of_five_and_not_of_four", reached),
        cx.both("admin::held_notes_name_nobody", held),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn company(database: TestDatabase) -> World {
    let world = World::of(database, CAST, "en-US").await;
    world.sets_up("Max", "en-US").await;
    world
}

async fn home(world: &World) -> String {
    world.opens_home("Max").await;
    world.home_text("Max")
}

const FEW: &str = "Fewer than five people have joined, or nobody yet";

async fn joined(database: TestDatabase) -> Tested {
    let world = company(database).await;
    for (joined, person) in (1..=4).zip(CAST) {
        // The first look of a week is what counts; so each group gets a week of its own.
        world.types(person.0, "/goodturn join").await;
        world.types(person.0, "/goodturn rest").await;
        world.until(&format!("2026-03-{:02} 08:00", 2 + 7 * (joined - 1))).await;
        let home = home(&world).await;
        assert!(home.contains(FEW) && !home.contains("have joined."), "{joined}: {home}");
    }
    world.types("Ed", "/goodturn join").await;
    world.until("2026-03-30 08:00").await;
    assert!(home(&world).await.contains(FEW), "the fifth alone does not show");
    for person in &CAST[5..9] {
        world.types(person.0, "/goodturn join").await;
    }
    world.until("2026-04-06 08:00").await;
    let home = home(&world).await;
    assert!(home.contains("About 50% of the 18 people here have joined"), "{home}");
    world.ends().await
}

async fn between(database: TestDatabase) -> Tested {
    let world = company(database).await;
    for person in &CAST[..5] {
        world.types(person.0, "/goodturn join").await;
        world.types(person.0, "/goodturn rest").await;
    }
    let five = home(&world).await;
    assert!(five.contains("About 30% of the 18 people here have joined"), "{five}");
    // One leaves: told now, in the same week and in the next ones, it would say who.
    world.types("Ana", "/goodturn leave").await;
    for day in ["2026-03-02 08:00", "2026-03-09 08:00", "2026-03-16 08:00"] {
        world.until(day).await;
        assert!(home(&world).await.contains("About 30% of the 18 people here have joined"), "{day}");
    }
    // Five more make nine: four of difference, and nothing changes either.
    for person in &CAST[5..10] {
        world.types(person.0, "/goodturn join").await;
        world.types(person.0, "/goodturn rest").await;
    }
    world.until("2026-03-23 08:00").await;
    assert!(home(&world).await.contains("About 30%"));
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/goodturn rest").await;
    assert!(home(&world).await.contains("About 30%"), "once a week at most");
    world.until("2026-03-30 08:00").await;
    assert!(home(&world).await.contains("About 60% of the 18 people here have joined"), "ten now");
    world.ends().await
}

async fn reached(database: TestDatabase) -> Tested {
    let world = company(database).await;
    for person in &CAST[..4] {
        world.types(person.0, "/goodturn join").await;
    }
    world.until("2026-03-09 08:00").await;
    assert!(home(&world).await.contains("reached fewer than five people"), "four got a note");
    for person in &CAST[4..10] {
        world.types(person.0, "/goodturn join").await;
    }
    world.until("2026-03-16 08:00").await;
    let home = home(&world).await;
    assert!(home.contains("notes and questions reached 10 people"), "{home}");
    world.ends().await
}

async fn held(database: TestDatabase) -> Tested {
    let world = company(database).await;
    for person in &CAST[..6] {
        world.types(person.0, "/goodturn join").await;
    }
    // Slack shows no last message of a DM, and answers nothing: nobody knows what arrived.
    world.stage.slack.latest_mode(standin::LatestMode::Absent);
    world.fault("chat.postMessage", FaultKind::TimeoutAfter, 6);
    world.until("2026-03-03 12:00").await;
    assert_eq!(world.count(State::Held).await, 6);
    let home = home(&world).await;
    assert!(home.contains("Slack did not say whether notes to 6 people arrived"), "{home}");
    for person in &CAST[..6] {
        assert!(!home.contains(&id(person.0)), "{}", person.0);
    }
    assert!(world.home_button("Max", "It is there").is_none(), "whose they are is nobody's business");
    world.ends().await
}
