//! App Home in full: what a member sees of their own, what each button does, and that own changes show by themselves.

use libtest_mimic::Trial;
use serde_json::json;

use super::world::{COMPANY, Tested, World, id};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("home_member::with_things_in_it", async |database| full(database, "en-US", "home_member").await),
        cx.both("home_member::with_things_in_it_in_german", async |database| full(database, "de-DE", "home_member_german").await),
        cx.both("home_member::each_button_does_what_it_says", buttons),
        cx.both("home_member::with_nothing_in_it", nothing),
        cx.both("home_member::who_left_sees_what_they_kept", left),
        cx.both("home_member::own_changes_show_by_themselves", own_changes),
        cx.both("home_member::asks_end_on_home", asks_end),
        cx.both("home_member::the_card_in_short_and_in_full", card),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Ana has tended two, refused Mia, chosen Finance, asked twice, helped, was helped, and written her team's card.
async fn lived(database: TestDatabase, locale: &str) -> World {
    let german = locale == "de-DE";
    let world = World::of(database, COMPANY, locale).await;
    world.types("Ana", "/gave @Mia the numbers for her talk").await;
    world.joins_on("Ana", "2026-04-01 12:00").await;
    world.until("2026-04-07 10:05").await;
    world.presses("Ana", if german { "Diese Person nicht" } else { "Not this person" }).await;
    world.types("Ana", "/goodturn boundary Finance").await;
    world.types("Ana", "/goodturn tend @Sam every 2 weeks").await;
    world.types("Ana", "/goodturn tend @Lee").await;
    world.types("Ana", "/gave @Sam the slides, yesterday").await;
    world.types("Ana", "/asked @Lee which forecast to trust").await;
    world.types("Ana", "/asked @Tom when the quarter closes").await;
    world.types("Ana", "/gave @Lee, @Tom a walk through the survey").await;
    world.types("Ana", "/goodturn card").await;
    world.presses("Ana", if german { "Karte schreiben" } else { "Write the card" }).await;
    let long = "A morning a week without meetings, so that whoever reads interviews can do it in one go and still remember the first one when \
                the last one is read, which is how we found nearly everything worth finding last year.";
    let filled = [
        ("protects", json!(long)),
        ("struggles", json!("Old customer lists\nTwo tools for one thing")),
        ("offers", json!("Reading numbers")),
    ];
    world.sends("Ana", &filled).await;
    world
}

async fn full(database: TestDatabase, locale: &str, snapshot: &str) -> Tested {
    let world = lived(database, locale).await;
    world.until("2026-06-10 09:00").await;
    world.opens_home("Ana").await;
    assert!(world.home("Ana").len() < 60, "much room is left");
    world.reads(snapshot).await
}

async fn buttons(database: TestDatabase) -> Tested {
    let world = lived(database, "en-US").await;
    world.opens_home("Ana").await;
    let seen = |what: &str| world.home_text("Ana").contains(what);
    assert!(seen("every two weeks. You were in touch lately"));
    world.presses_home_nth("Ana", "In touch about every three months", 1).await;
    assert!(seen("about every three months. You were in touch lately") && !seen(">, every two weeks"));
    assert_eq!(world.on_home("Ana", "Take off the list").len(), 2);
    world.presses_home("Ana", "Take off the list").await;
    assert_eq!(world.on_home("Ana", "Take off the list").len(), 1);
    assert!(seen("Whom I don't name to you"));
    world.presses_home("Ana", "Undo").await;
    assert!(!seen("Whom I don't name to you"));
    world.presses_home("Ana", "Rest for two weeks").await;
    assert!(seen("You are resting until") && !seen("Rest for two weeks"));
    world.presses_home("Ana", "Bring the notes back").await;
    assert!(seen("Your note comes") && seen("Rest for two weeks"));
    world.presses_home("Ana", "Settings").await;
    world.sends("Ana", &[("hour", json!("14")), ("people", json!("1")), ("language", json!("de"))]).await;
    assert!(seen("jeden Dienstag um 14:00") && seen("mit einer Person") && seen("Deutsch"));
    world.presses_home("Ana", "Einstellungen").await;
    world.sends("Ana", &[("language", json!("en"))]).await;
    world.presses_home("Ana", "Record something").await;
    world.sends("Ana", &[("who", json!(["@Bo"])), ("what", json!("a lift to the station"))]).await;
    assert!(seen("a lift to the station"));
    world.stage.slack.close(&id("Ana"), world.form("Ana").expect("it says so")["id"].as_str().expect("an id")).await?;
    world.until("2026-04-07 11:00").await;
    world.presses_home("Ana", "Note an ask").await;
    world.sends("Ana", &[("who", json!(["@Sam"])), ("what", json!("who knows the old system"))]).await;
    assert!(seen("who knows the old system"));
    world.stage.slack.close(&id("Ana"), world.form("Ana").expect("it says so")["id"].as_str().expect("an id")).await?;
    world.presses_home_nth("Ana", "Edit", 0).await;
    world.sends("Ana", &[("what", json!("who remembers the old system"))]).await;
    assert!(seen("who remembers the old system") && !seen("who knows the old system"));
    world.presses_home("Ana", "Delete everything").await;
    assert!(world.form("Ana").expect("it asks once more").to_string().contains("can't be undone"));
    world.sends("Ana", &[]).await;
    assert!(seen("Join Goodturn") && !seen("a lift to the station"));
    world.ends().await
}

async fn nothing(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.opens_home("Ana").await;
    for label in ["Join Goodturn", "Record something", "Note an ask", "Export my data", "Delete everything"] {
        assert_eq!(world.on_home("Ana", label).len(), 1, "{label}");
    }
    assert!(world.on_home("Ana", "Settings").is_empty() && !world.home_text("Ana").contains("People you stay in touch with"));
    world.presses_home("Ana", "Join Goodturn").await;
    world.sends("Ana", &[]).await;
    assert_eq!(world.on_home("Ana", "Settings").len(), 1);
    assert!(world.on_home("Ana", "Join Goodturn").is_empty());
    world.reads("home_member_nothing").await
}

async fn left(database: TestDatabase) -> Tested {
    let world = lived(database, "en-US").await;
    world.opens_home("Ana").await;
    world.types("Ana", "/goodturn leave").await;
    let home = world.home_text("Ana");
    assert!(home.contains("the slides") && home.contains("which forecast") && home.contains("Join Goodturn"), "{home}");
    assert!(!home.contains("People you stay in touch with") && !home.contains("Your team's card"), "{home}");
    world.ends().await
}

/// What somebody typed shows on their Home by itself, whatever it was.
async fn own_changes(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.opens_home("Ana").await;
    for (line, shows) in [
        ("/goodturn join", "Your note comes every Tuesday"),
        ("/gave @Sam the slides", "the slides"),
        ("/asked @Lee which forecast", "which forecast"),
        ("/goodturn tend @Tom", "about once a month"),
        ("/goodturn tend @Tom every 2 weeks", "every two weeks. Nothing is recorded between you yet."),
        ("/gave @Tom a hand", "every two weeks. You were in touch lately."),
        ("/goodturn boundary Sales", "*The team you learn about first:* Sales"),
        ("/goodturn boundary none", "none yet"),
        ("/goodturn rest 2 weeks", "You are resting until"),
        ("/goodturn back", "Your note comes every Tuesday"),
    ] {
        world.types("Ana", line).await;
        assert!(world.home_text("Ana").contains(shows), "{line}");
    }
    world.types("Ana", "/goodturn untend @Tom").await;
    assert!(world.home_text("Ana").contains("Nobody is on your list yet"));
    world.types("Ana", "/goodturn undo").await;
    assert!(!world.home_text("Ana").contains("a hand"));
    // What is pressed in the DM, too.
    world.until("2026-04-07 10:05").await;
    world.presses("Ana", "Not this person").await;
    assert!(world.home_text("Ana").contains("Whom I don't name to you"));
    world.presses("Ana", "Undo").await;
    assert!(!world.home_text("Ana").contains("Whom I don't name to you"));
    world.presses("Ana", "I have the habit now").await;
    assert!(world.home_text("Ana").contains("You are resting"));
    world.ends().await
}

async fn asks_end(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.joins_on("Ana", "2026-04-01 12:00").await;
    for ask in ["/asked @Lee which forecast to trust", "/asked @Sam for the old list", "/asked @Tom when the quarter closes"] {
        world.types("Ana", ask).await;
    }
    world.until("2026-04-14 10:05").await;
    let note = world.notes_text("Ana");
    assert!(note.contains("which forecast") && note.contains("the old list"), "{note}");
    world.opens_home("Ana").await;
    let shown = |what: &str| world.home_text("Ana").contains(what);
    let asks = world.on_home("Ana", "They helped").len();
    world.presses_home("Ana", "Let it go").await;
    assert_eq!(world.on_home("Ana", "They helped").len(), asks - 1);
    assert!(world.notes_text("Ana").contains("Of course. It is closed."), "the note shows it, too: {}", world.notes_text("Ana"));
    world.presses_home("Ana", "They helped").await;
    assert!(shown("helped you today"));
    assert!(world.notes_text("Ana").contains("Kept as help you received"));
    assert_eq!(world.on_home("Ana", "They helped").len(), asks - 2);
    world.ends().await
}

async fn card(database: TestDatabase) -> Tested {
    let world = lived(database, "en-US").await;
    world.opens_home("Ana").await;
    world.opens_home("Bo").await;
    assert!(world.home_text("Ana").contains("in one go and still remember") && !world.home_text("Ana").contains("worth finding"), "cut");
    assert!(world.home_text("Ana").contains("Old customer lists; Two tools for one thing"));
    assert!(!world.home_text("Bo").contains("Old customer lists"), "Bo has not joined");
    world.presses_home("Ana", "Open the card").await;
    let open = world.form("Ana").expect("the card").to_string();
    assert!(open.contains("worth finding last year") && !open.contains("card-edit"), "{open}");
    world.stage.slack.close(&id("Ana"), world.form("Ana").expect("the card")["id"].as_str().expect("an id")).await?;
    world.presses_home("Ana", "Edit the card").await;
    world.sends("Ana", &[("struggles", json!("None any more"))]).await;
    assert!(world.home_text("Ana").contains("None any more"));
    world.types("Bo", "/goodturn join").await;
    world.opens_home("Bo").await;
    assert!(world.home_text("Bo").contains("None any more"), "others' changes show at the next visit");
    world.ends().await
}
