//! Settings: what waits follows them, zones and clock changes too, and two notes are never closer than four days.

use libtest_mimic::Trial;
use serde_json::json;

use super::joining::option;
use super::world::{COMPANY, Tested, World, id};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("settings::the_form_changes_them", async |database| form(database, "en-US", "settings_form").await),
        cx.both("settings::the_form_in_german", async |database| form(database, "de-DE", "settings_form_german").await),
        cx.both("settings::never_two_within_four_days", gap),
        cx.both("settings::a_waiting_note_follows_the_member_to_another_zone", zones),
        cx.both("settings::the_chosen_hour_stays_through_clock_changes", clocks),
        cx.both("settings::rest_and_language_from_the_form", rest),
        cx.both("settings::only_members_have_some", guests),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn form(database: TestDatabase, locale: &str, snapshot: &str) -> Tested {
    let world = World::of(database, COMPANY, locale).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/gave @Sam, @Lee, @Mia the slides").await;
    world.until("2026-04-06 09:00").await;
    let before = world.dm("Ana").len();
    world.types("Ana", "/goodturn settings").await;
    let finance = option(&world, "Ana", "boundary", "Finance");
    let changed = [("weekday", json!("3")), ("hour", json!("15")), ("people", json!("1")), ("boundary", json!(finance))];
    world.sends("Ana", &changed).await;
    world.until("2026-04-09 14:55").await;
    assert_eq!(world.dm("Ana").len(), before, "what waited for Tuesday waits for Thursday now");
    world.until("2026-04-09 15:05").await;
    assert_eq!(world.dm("Ana").len(), before + 1);
    world.reads(snapshot).await
}

async fn gap(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/goodturn settings").await;
    world.sends("Ana", &[("weekday", json!("4"))]).await;
    world.until("2026-03-06 10:05").await;
    assert_eq!(world.came("Ana"), ["03-06 10"]);
    world.types("Ana", "/goodturn settings").await;
    world.sends("Ana", &[("weekday", json!("0")), ("hour", json!("12"))]).await;
    world.until("2026-03-15 12:00").await;
    assert_eq!(world.came("Ana"), ["03-06 10"], "Monday would be three days later");
    world.until("2026-03-16 12:05").await;
    assert_eq!(world.came("Ana"), ["03-06 10", "03-16 12"]);
    world.ends().await
}

async fn zones(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.until("2026-03-02 20:00").await;
    world.changes("Ana", |ana| ana["tz"] = json!("America/New_York")).await;
    world.until("2026-03-03 15:55").await;
    assert!(world.dm("Ana").is_empty(), "ten in Berlin is not her hour any more");
    world.until("2026-03-03 16:05").await;
    assert_eq!(world.came("Ana"), ["03-03 16"], "ten in New York");
    world.types("Ana", "/goodturn people").await;
    world.until("2026-03-10 09:00").await;
    // Clocks changed in New York on 8 March; now she is in Kolkata, where it is past ten already.
    world.changes("Ana", |ana| ana["tz"] = json!("Asia/Kolkata")).await;
    assert_eq!(world.came("Ana"), ["03-03 16", "03-10 09"], "her hour has come already there");
    world.ends().await
}

async fn clocks(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/goodturn settings").await;
    world.sends("Ana", &[("weekday", json!("6")), ("hour", json!("2"))]).await;
    for until in ["2026-03-08 12:00", "2026-03-15 12:00", "2026-03-22 12:00"] {
        world.until(until).await;
        world.types("Ana", "/gave @Bo the slides").await;
    }
    world.types("Ana", "/asked @Sam for a hint").await;
    world.until("2026-03-29 12:00").await;
    assert_eq!(world.came("Ana"), ["03-08 02", "03-15 02", "03-22 02", "03-29 03"], "two o'clock does not exist on 29 March");
    world.ends().await
}

async fn rest(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/goodturn settings").await;
    world.sends("Ana", &[("language", json!("de")), ("rest", json!("month"))]).await;
    let said = world.stage.slack.ephemerals(&id("Ana")).pop().expect("an answer").to_string();
    assert!(said.contains("Du machst Pause bis Montag, 30. März"), "{said}");
    world.until("2026-03-29 12:00").await;
    assert!(world.dm("Ana").is_empty());
    // The form shows the rest, and sent as it is, it stays.
    world.types("Ana", "/goodturn rest").await;
    world.types("Ana", "/goodturn settings").await;
    world.sends("Ana", &[]).await;
    world.until("2026-04-08 12:00").await;
    assert!(world.dm("Ana").is_empty());
    world.types("Ana", "/goodturn settings").await;
    world.sends("Ana", &[("rest", json!("listen")), ("language", json!("en"))]).await;
    world.until("2026-04-14 12:00").await;
    assert_eq!(world.steps("Ana").len(), 1);
    assert!(world.dm_text("Ana").contains("A small first step"), "in English now");
    world.ends().await
}

async fn guests(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    for line in ["settings", "tend @Sam", "boundary Finance"] {
        let answer = world.types("Ana", &format!("/goodturn {line}")).await;
        assert!(answer.body.contains("You are not in Goodturn"), "{line}: {}", answer.body);
    }
    assert!(world.form("Ana").is_none());
    world.ends().await
}
