//! What in a status says that somebody is away, where the operator has changed the list.
//! One list for all: whom a plan names, who is left out at the last moment, who is asked, and whom a suggestion names.

use goodturn::demo::stage::Joint;
use goodturn::domain::away::AwayList;
use libtest_mimic::Trial;
use serde_json::json;

use super::world::{COMPANY, Tested, World, id};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("away::a_changed_list_decides_whom_a_reminder_names", async |database| named(database, changed(), &["Mia"]).await),
        cx.both("away::without_changes_the_built_in_list_does", async |database| {
            named(database, AwayList::default(), &["Sam", "Lee"]).await
        }),
        cx.both("away::a_changed_list_decides_who_is_asked", asked),
        cx.both("away::a_changed_list_decides_whom_a_suggestion_names", suggested),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Working from home counts as away here, and a holiday doesn't.
fn changed() -> AwayList {
    let owned = |all: &[&str]| all.iter().map(|&one| one.to_owned()).collect::<Vec<_>>();
    AwayList::changed(&owned(&[":house_with_garden:", "offsite"]), &owned(&["holiday"])).expect("holiday is on the list")
}

async fn with_list(database: TestDatabase, list: AwayList) -> World {
    World::with_away(database, COMPANY, ("en-US", Joint::InProcess), |_| {}, list).await
}

async fn named(database: TestDatabase, list: AwayList, expected: &[&str]) -> Tested {
    let world = with_list(database, list).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/gave @Sam, @Lee, @Mia, @Tom the slides").await;
    world.changes("Sam", |sam| sam["profile"]["status_emoji"] = json!(":house_with_garden:")).await;
    world.changes("Mia", |mia| mia["profile"]["status_text"] = json!("Holiday party tonight")).await;
    world.changes("Tom", |tom| tom["profile"]["status_emoji"] = json!(":palm_tree:")).await;
    world.until("2026-04-06 09:00").await;
    assert!(world.notes("Ana").is_empty());
    // The plan of this week was made at midnight.
    world.changes("Lee", |lee| lee["profile"]["status_text"] = json!("Offsite, back on Friday")).await;
    world.until("2026-04-07 10:05").await;
    let text = world.notes_text("Ana");
    let found: Vec<&str> = ["Sam", "Lee", "Mia", "Tom"].into_iter().filter(|name| text.contains(&id(name))).collect();
    assert_eq!(found, expected);
    world.ends().await
}

async fn asked(database: TestDatabase) -> Tested {
    let world = with_list(database, changed()).await;
    for who in ["Sam", "Ana", "Lee"] {
        world.types(who, "/goodturn join").await;
    }
    world.changes("Ana", |ana| ana["profile"]["status_emoji"] = json!(":house_with_garden:")).await;
    world.changes("Lee", |lee| lee["profile"]["status_text"] = json!("Holiday plans")).await;
    world.types("Sam", "/goodturn introduce @Ana @Lee how customers talk about us").await;
    world.until("2026-03-02 20:00").await;
    assert!(world.notes("Ana").is_empty(), "she is away");
    world.changes("Ana", |_| {}).await;
    world.until("2026-03-03 02:00").await;
    world.presses("Ana", "Yes, introduce us").await;
    world.until("2026-03-03 09:00").await;
    assert!(world.button("Lee", "Yes, introduce us", 0).is_some(), "he is not");
    world.ends().await
}

/// Sam knows Ana in Research, which struggles with what Finance can help with, and Lee there.
async fn suggested(database: TestDatabase) -> Tested {
    let world = with_list(database, changed()).await;
    for who in ["Sam", "Ana", "Lee", "Bo"] {
        world.types(who, "/goodturn join").await;
    }
    for (who, part, line) in [("Ana", "struggles", "long contract reviews"), ("Lee", "offers", "reading customer contracts")] {
        world.types(who, "/goodturn card").await;
        world.presses(who, "Write the card").await;
        world.sends(who, &[(part, json!(line))]).await;
    }
    // Bo is closer than Ana, but away.
    world.types("Sam", "/gave @Ana, @Bo, @Lee the slides").await;
    world.types("Sam", "/gave @Bo the newer slides").await;
    world.changes("Bo", |bo| bo["profile"]["status_text"] = json!("offsite")).await;
    world.changes("Lee", |lee| lee["profile"]["status_text"] = json!("Holiday!")).await;
    world.until("2026-04-07 10:05").await;
    let text = world.notes_text("Sam");
    assert!(text.contains("You know both"), "{text}");
    assert!(text.contains(&id("Ana")) && text.contains(&id("Lee")) && !text.contains(&id("Bo")), "{text}");
    world.ends().await
}
