//! Small acts: drawn from cards, open asks and introductions, read the same after a press, and calm when a card changes. And the card that
//! stands beside an ask.

use libtest_mimic::Trial;
use serde_json::json;

use super::world::{COMPANY, Tested, World, id};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("acts::drawn_from_where_cards_meet", async |database| cards(database, "en-US", "acts_cards").await),
        cx.both("acts::drawn_from_cards_in_german", async |database| cards(database, "de-DE", "acts_cards_german").await),
        cx.both("acts::an_open_ask_is_no_new_favour", open_ask),
        cx.both("acts::who_was_introduced_hears_of_it", introduced),
        cx.both("acts::a_card_stands_beside_an_ask", async |database| before_ask(database, "en-US", "acts_before_ask").await),
        cx.both("acts::a_card_stands_beside_an_ask_in_german", async |database| {
            before_ask(database, "de-DE", "acts_before_ask_german").await
        }),
        cx.both("acts::an_old_entry_is_planned_anew", old_entry),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Fills the card of somebody's team.
pub(super) async fn writes(world: &World, who: &str, german: bool, filled: &[(&str, &str)]) {
    world.types(who, "/goodturn card").await;
    let labels = if german { ["Karte schreiben", "Karte bearbeiten"] } else { ["Write the card", "Edit the card"] };
    let label = labels.into_iter().find(|label| world.button(who, label, 0).is_some()).expect("one of the two");
    world.presses(who, label).await;
    let filled: Vec<(&str, serde_json::Value)> = filled.iter().map(|(name, text)| (*name, json!(text))).collect();
    world.sends(who, &filled).await;
    assert!(world.form(who).is_none(), "the card is taken");
}

async fn cards(database: TestDatabase, locale: &str, snapshot: &str) -> Tested {
    let world = World::of(database, COMPANY, locale).await;
    let german = locale == "de-DE";
    writes(&world, "Ana", german, &[("offers", "planning *forecasts* with <!channel>."), ("struggles", "long contract reviews")]).await;
    let finance =
        [("struggles", "forecast dates that nobody believes"), ("offers", "contract terms"), ("front-door", "#ask-finance, before noon")];
    writes(&world, "Lee", german, &finance).await;
    world.types("Ana", "/gave @Lee, @Sam, @Tom the slides").await;
    world.joins_on("Ana", "2026-04-01 09:00").await;
    world.until("2026-04-07 10:05").await;
    let before = world.notes_text("Ana");
    assert!(
        before.contains("forecast dates that nobody believes") && before.contains("planning forecasts with &lt;!channel&gt;"),
        "{before}"
    );
    // Finance changes its card: what was said rests on nothing any more, and the note stays whole.
    writes(&world, "Tom", german, &[("struggles", "something else"), ("offers", "numbers")]).await;
    world.presses("Ana", if german { "Diese Woche nicht" } else { "Not this week" }).await;
    let after = world.notes_text("Ana");
    assert!(!after.contains("nobody believes") && after.contains(&id("Tom")), "{after}");
    world.reads(snapshot).await
}

async fn open_ask(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/asked @Lee which forecast to trust").await;
    world.joins_on("Ana", "2026-04-01 09:00").await;
    world.until("2026-04-07 10:05").await;
    let note = world.notes_text("Ana");
    assert!(note.contains("What you asked for is still open.") && note.contains("is there anything I can add?"), "{note}");
    world.presses("Ana", "They helped").await;
    let note = world.notes_text("Ana");
    assert!(!note.contains("still open") && note.contains("What is your team working on"), "the ask is closed: {note}");
    world.ends().await
}

async fn introduced(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    for who in ["Sam", "Ana", "Lee"] {
        world.joins_on(who, "2026-03-04 09:00").await;
    }
    world.types("Sam", "/goodturn introduce @Ana @Lee how customers talk about us").await;
    world.presses("Ana", "Yes, introduce us").await;
    world.until("2026-03-06 12:00").await;
    world.presses("Lee", "Yes, introduce us").await;
    let met = |who: &str, other: &str, words: &str| {
        let note = world.notes_text(who);
        note.contains(&id(other)) && note.contains(words)
    };
    for week in ["2026-04-14", "2026-04-28", "2026-05-12", "2026-05-26"] {
        for who in ["Sam", "Ana", "Lee"] {
            world.types(who, "/goodturn").await;
        }
        world.until(&format!("{week} 12:00")).await;
    }
    assert!(
        met("Ana", "Lee", "You met through an introduction in March, and it has been quiet for a while."),
        "{}",
        world.notes_text("Ana")
    );
    assert!(met("Lee", "Sam", "They introduced you to a colleague in March"), "{}", world.notes_text("Lee"));
    assert!(met("Sam", "Ana", "You introduced them to a colleague in March"), "{}", world.notes_text("Sam"));
    world.ends().await
}

async fn before_ask(database: TestDatabase, locale: &str, snapshot: &str) -> Tested {
    let world = World::of(database, COMPANY, locale).await;
    let german = locale == "de-DE";
    writes(&world, "Lee", german, &[("front-door", "#ask-finance,\nbefore noon"), ("protects", "Two quiet mornings a week.")]).await;
    writes(&world, "Sam", german, &[("offers", "introductions to customers")]).await;
    // Finance says how to come to it, Sales doesn't, and one's own team needs no door.
    world.types("Ana", "/asked @Lee, @Tom, @Sam which forecast to trust").await;
    world.types("Tom", "/asked @Lee for the closing dates").await;
    world.types("Ana", "/asked").await;
    world.sends("Ana", &[("who", json!(["@Tom"])), ("what", json!("where the numbers live"))]).await;
    world.reads(snapshot).await
}

async fn old_entry(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    // The plan of the next week is made on Sunday; what Ana enters after it is weeks old.
    world.joins_on("Ana", "2026-03-08 13:00").await;
    world.until("2026-03-08 13:10").await;
    world.types("Ana", "/gave @Sam the slides, 6 weeks ago").await;
    world.until("2026-03-10 10:05").await;
    assert!(world.notes_text("Ana").contains(&id("Sam")), "{}", world.dm_text("Ana"));
    world.ends().await
}
