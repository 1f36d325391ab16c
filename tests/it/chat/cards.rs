//! Team cards: who writes them, who reads them, where two of them meet, and that a struggle is shown only when two members want it.

use goodturn::demo::stage::Joint;
use libtest_mimic::Trial;
use serde_json::json;

use super::world::{COMPANY, Tested, World};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("cards::written_by_the_team_and_read_by_all", written),
        cx.both("cards::what_cannot_be_taken_is_said_at_its_place", flaws),
        cx.both("cards::who_comes_second_loses_nothing", overtaken),
        cx.both("cards::a_struggle_is_shown_when_two_of_the_team_want_it", shown),
        cx.both("cards::where_cards_meet_both_ways_come_first", overlap),
        cx.both("cards::in_german_over_socket_mode", german),
        cx.both("cards::an_own_word_does_not_open_an_admins_team", own_word),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn write(world: &World, who: &str, struggles: &str, offers: &str) {
    world.types(who, "/goodturn card").await;
    world.presses(who, "Write the card").await;
    let filled = [("struggles", json!(struggles)), ("offers", json!(offers))];
    world.sends(who, &filled).await;
    assert!(world.form(who).is_none(), "the card is taken");
}

async fn written(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Lee", "/goodturn card").await;
    world.presses("Lee", "Write the card").await;
    let filled = [
        ("protects", json!("Two quiet mornings a week.\nClosing the books without interruptions.")),
        ("front-door", json!("#ask-finance, before noon <!channel>")),
        ("struggles", json!("- long contract reviews\n- late forecasts")),
        ("offers", json!("• a second look at numbers")),
        ("quiet", json!("last three working days of the month\n20 Dec to 6 Jan\nFridays")),
        ("words", json!("“Forecast” means the one that was signed.")),
    ];
    world.sends("Lee", &filled).await;
    world.types("Ana", "/goodturn card fin").await;
    world.types("Ana", "/goodturn card").await;
    world.types("Ana", "/goodturn card Marketing").await;
    world.until("2026-03-05 09:00").await;
    world.types("Tom", "/goodturn card").await;
    world.presses("Tom", "Edit the card").await;
    world.sends("Tom", &[("quiet", json!(""))]).await;
    world.reads("cards_written").await
}

async fn flaws(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Lee", "/goodturn card").await;
    world.presses("Lee", "Write the card").await;
    world.sends("Lee", &[]).await;
    world
        .sends("Lee", &[("offers", json!("a\nb\nc\nd\ne\nf")), ("protects", json!("x".repeat(501))), ("quiet", json!("when it rains"))])
        .await;
    world.sends("Lee", &[("struggles", json!("y".repeat(151)))]).await;
    world.sends("Lee", &[("quiet", json!("Fridays"))]).await;
    world.reads("cards_flaws").await
}

async fn overtaken(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    for who in ["Lee", "Tom"] {
        world.types(who, "/goodturn card").await;
        world.presses(who, "Write the card").await;
    }
    world.sends("Tom", &[("offers", json!("numbers"))]).await;
    world.sends("Lee", &[("offers", json!("forecasts"))]).await;
    let form = world.form("Lee").expect("it stays open with what Lee wrote").to_string();
    assert!(form.contains("forecasts"), "{form}");
    world.types("Ana", "/goodturn card Finance").await;
    let shown = world.stage.slack.ephemerals("U0ANA").pop().expect("a card").to_string();
    assert!(shown.contains("numbers") && !shown.contains("forecasts"), "{shown}");
    world.ends().await
}

async fn shown(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    write(&world, "Lee", "long contract reviews", "").await;
    world.types("Lee", "/goodturn card").await;
    world.presses("Lee", "Show in the weekly post").await;
    world.types("Tom", "/goodturn card").await;
    world.presses("Tom", "Yes, show it").await;
    world.types("Ana", "/goodturn card Finance").await;
    world.types("Lee", "/goodturn card").await;
    world.presses("Lee", "Don't show it").await;
    world.reads("cards_shown").await
}

async fn overlap(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn overlap").await;
    write(&world, "Ana", "knowing which forecast to trust", "reading customer contracts\nrunning interviews").await;
    world.types("Ana", "/goodturn overlap").await;
    write(&world, "Sam", "customer interviews", "introductions").await;
    write(&world, "Lee", "long contract reviews", "a second look at forecasts").await;
    world.types("Ana", "/goodturn overlap").await;
    world.types("Ana", "/goodturn card Finance").await;
    world.reads("cards_overlap").await
}

async fn german(database: TestDatabase) -> Tested {
    let world = World::joined(database, COMPANY, "de-DE", Joint::SocketMode).await;
    world.types("Lee", "/goodturn card").await;
    world.presses("Lee", "Karte schreiben").await;
    world.sends("Lee", &[("quiet", json!("wenn es regnet"))]).await;
    let filled = [
        ("protects", json!("Zwei ruhige Vormittage in der Woche.")),
        ("struggles", json!("lange Verträge lesen")),
        ("offers", json!("ein zweiter Blick auf Zahlen")),
        ("quiet", json!("die letzten drei Arbeitstage des Monats\n20.12. bis 6.1.\nfreitags")),
    ];
    world.sends("Lee", &filled).await;
    world.types("Lee", "/goodturn card").await;
    world.presses("Lee", "Karte bearbeiten").await;
    let form = world.form("Lee").expect("the card in its form").to_string();
    assert!(form.contains("die letzten 3 Arbeitstage des Monats\\n20.12. bis 6.1.\\nFreitags"), "as one would type it: {form}");
    // Too much, too long, and nothing at all; then somebody else was faster.
    let flaws = [("offers", json!("a\nb\nc\nd\ne\nf")), ("protects", json!("x".repeat(501))), ("struggles", json!("y".repeat(151)))];
    world.sends("Lee", &flaws).await;
    world.sends("Lee", &["offers", "protects", "struggles", "quiet"].map(|name| (name, json!("")))).await;
    world.until("2026-03-02 06:05").await;
    world.types("Tom", "/goodturn card").await;
    world.presses("Tom", "Karte bearbeiten").await;
    world.sends("Tom", &[("offers", json!("ein zweiter Blick auf Zahlen\nVerträge"))]).await;
    world.sends("Lee", &[("offers", json!("Zahlen"))]).await;
    assert!(world.form("Lee").is_some(), "Tom was faster, and Lee's words are still there");
    // Shown in the weekly post when two of the team want it, and taken back.
    world.types("Lee", "/goodturn card").await;
    world.presses("Lee", "Im Wochenbeitrag zeigen").await;
    world.types("Tom", "/goodturn card").await;
    world.presses("Tom", "Ja, zeigen").await;
    world.presses("Tom", "Nicht zeigen").await;
    // Where cards meet.
    world.types("Ana", "/goodturn overlap").await;
    world.types("Lee", "/goodturn overlap").await;
    for (who, struggles, offers) in [("Ana", "verstehen, welche Zahlen stimmen", "Verträge lesen"), ("Sam", "", "lange Verträge")] {
        world.types(who, "/goodturn card").await;
        world.presses(who, "Karte schreiben").await;
        world.sends(who, &[("struggles", json!(struggles)), ("offers", json!(offers))]).await;
    }
    world.types("Lee", "/goodturn overlap").await;
    world.stage.hang_up().await;
    world.reads("cards_german").await
}

async fn own_word(database: TestDatabase) -> Tested {
    let mut cast = COMPANY.to_vec();
    cast.push(super::world::Cast("Una", None, "Europe/Berlin"));
    let world = World::of(database, &cast, "en-US").await;
    world.types("Una", "/goodturn team Finance").await;
    world.types("Una", "/goodturn card Finance").await;
    assert!(world.button("Una", "Write the card", 0).is_none(), "Finance comes from the admins' list, and it does not name Una");
    world.types("Una", "/goodturn team Gardening").await;
    world.types("Una", "/goodturn card").await;
    assert!(world.button("Una", "Write the card", 0).is_some(), "nobody else knows that team");
    world.stage.app.import_teams(&super::world::workspace_id(), &format!("user,team\n{},gardening\n", super::world::id("Tom"))).await?;
    world.until("2026-03-03 09:00").await;
    world.types("Una", "/goodturn card gardening").await;
    let shown = world.stage.slack.ephemerals(&super::world::id("Una")).pop().expect("a card").to_string();
    assert!(!shown.contains("Write the card"), "now the admins' list knows it, and it does not name Una");
    world.ends().await
}
