//! The sync of people: pages, faults, odd data, and events in between.

use libtest_mimic::Trial;
use serde_json::json;
use standin::FaultKind;

use super::world::{Cast, Tested, World, id};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [cx.both("people::several_pages_with_faults", pages), cx.both("people::joiners_and_changes_come_by_events", events)]
        .into_iter()
        .flatten()
        .collect()
}

async fn pages(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    for number in 0..450 {
        world
            .stage
            .slack
            .replace_user(json!({ "id": format!("U9{number:04}"), "name": format!("p{number}"), "profile": { "fields": [] } }));
    }
    world.fault("users.list", FaultKind::Http429 { retry_after_s: 20 }, 1);
    world.fault("users.list", FaultKind::Http500, 1);
    world.until("2026-03-03 12:00").await;
    let mention = |number: u32| format!("/gave <@U9{number:04}> the slides");
    assert_eq!(world.types("Ana", &mention(449)).await.error, None);
    // The last page came in, too: the name of somebody on it is known.
    let found = world.types("Ana", "/gave @p449 the other slides").await;
    assert!(!found.body.contains("Nothing was kept"), "{}", found.body);
    world.ends().await
}

async fn events(database: TestDatabase) -> Tested {
    let world = World::of(database, &[Cast("Ana", Some("Research"), "Europe/Berlin")], "en-US").await;
    let unknown = world.types("Ana", "/gave @zoe the slides").await;
    assert!(unknown.body.contains("nobody called"), "{}", unknown.body);
    world.stage.slack.event(json!({ "type": "team_join", "user": super::world::user("Zoe", "Europe/Berlin", "en-US") })).await?;
    let known = world.types("Ana", "/gave @zoe the slides").await;
    assert!(known.body.contains(&id("Zoe")), "{}", known.body);
    for odd in [json!({ "type": "user_change" }), json!({ "type": "user_change", "user": null }), json!({ "type": "never_heard_of" })] {
        assert_eq!(world.stage.slack.event(odd).await?.status, 200);
    }
    world.ends().await
}
