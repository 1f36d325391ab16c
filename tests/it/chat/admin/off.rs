//! Turned off for everyone: nothing goes out, nothing piles up, entries are kept, and who types something reads that it is off.

use libtest_mimic::Trial;
use serde_json::json;

use super::{COMPANY, Harness, TestDatabase, Tested, World, id};
use crate::chat::digest::company::Company;
use crate::chat::world::CHANNEL;
use goodturn::domain::delivery::State;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("admin::off_stops_what_was_planned", async |database| planned(database, "en-US", "admin_off").await),
        cx.both("admin::off_stops_what_was_planned_in_german", async |database| planned(database, "de-DE", "admin_off_german").await),
        cx.both("admin::off_stops_the_weekly_post", posts),
        cx.both("admin::off_holds_back_questions", questions),
        cx.both("admin::nothing_piles_up_while_off", nothing_piles_up),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn planned(database: TestDatabase, locale: &str, snapshot: &str) -> Tested {
    let german = locale.starts_with("de");
    let label = |en: &'static str, de: &'static str| if german { de } else { en };
    let world = World::of(database, COMPANY, locale).await;
    world.sets_up("Bo", locale).await;
    world.opens_home("Bo").await;
    world.types("Ana", "/goodturn join").await;
    world.sends("Ana", &[]).await;
    // The note of Tuesday waits already.
    assert_eq!(world.count(State::Queued).await, 1);
    world.presses_on_home("Bo", label("Turn off for everyone", "Für alle ausschalten")).await;
    world.opens_home("Ana").await;
    world.types("Ana", "/gave @Sam the slides").await;
    world.types("Ana", "/goodturn").await;
    world.until("2026-03-04 12:00").await;
    assert!(world.dm("Ana").is_empty(), "what was planned is not sent");
    assert_eq!((world.count(State::Queued).await, world.count(State::Dropped).await), (0, 1));
    assert!(!world.home_text("Bo").contains(&id("Ana")), "nobody is named to the admin");
    world.presses_on_home("Bo", label("Turn on again", "Wieder einschalten")).await;
    world.types("Ana", "/goodturn").await;
    world.until("2026-03-09 12:00").await;
    assert!(world.dm("Ana").is_empty(), "the slot that passed is not made up");
    world.until("2026-03-10 10:05").await;
    assert_eq!(world.dm("Ana").len(), 1, "the next one comes as usual");
    world.reads(snapshot).await
}

async fn posts(database: TestDatabase) -> Tested {
    let company = Company::new(database, "en-US").await;
    let world = &company.world;
    world.sets_up("Max", "en-US").await;
    company.introduces("Di", ("Ana", "Research"), ("Jan", "Sales"), false).await?;
    world.opens_home("Max").await;
    world.presses_on_home("Max", "Turn off for everyone").await;
    world.until("2026-03-05 11:00").await;
    world.presses_on_home("Max", "Turn on again").await;
    world.until("2026-03-11 12:00").await;
    assert!(company.channel().is_empty(), "not made up though it was turned on within the day");
    let cause = company.text("SELECT silent_cause FROM digest ORDER BY day LIMIT 1").await?;
    assert_eq!(cause.as_deref(), Some("turned off"));
    world.until("2026-03-12 10:05").await;
    assert_eq!(company.channel().len(), 1, "what is to be told is told by the next one");
    company.world.ends().await
}

async fn questions(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    for who in ["Sam", "Ana", "Lee"] {
        world.types(who, "/goodturn join").await;
        world.types(who, "/goodturn settings").await;
        world.sends(who, &[("weekday", json!("6"))]).await;
    }
    world.sets_up("Bo", "en-US").await;
    world.opens_home("Bo").await;
    world.presses_on_home("Bo", "Turn off for everyone").await;
    world.types("Sam", "/goodturn introduce @Ana @Lee they both look after forecasts").await;
    world.until("2026-03-03 12:00").await;
    assert!(world.dm("Ana").is_empty() && world.dm("Lee").is_empty(), "nobody is asked");
    world.presses_on_home("Bo", "Turn on again").await;
    world.until("2026-03-03 14:00").await;
    assert_eq!((world.dm("Ana").len(), world.dm("Lee").len()), (1, 0), "the question still holds");
    world.presses("Ana", "Yes, introduce us").await;
    world.presses_on_home("Bo", "Turn off for everyone").await;
    world.until("2026-03-04 12:00").await;
    let asked = world.dm("Lee").len();
    world.until("2026-03-06 12:00").await;
    assert_eq!(world.dm("Lee").len(), asked, "nothing more while it is off");
    world.ends().await
}

async fn nothing_piles_up(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.sets_up("Bo", "en-US").await;
    world.opens_home("Bo").await;
    for who in ["Ana", "Sam", "Lee"] {
        world.types(who, "/goodturn join").await;
    }
    world.presses_on_home("Bo", "Turn off for everyone").await;
    world.until("2026-03-24 09:00").await;
    // A bot that was down when the slot came must not send it when it is turned on again.
    world.away_until("2026-03-24 10:30").await;
    world.presses_on_home("Bo", "Turn on again").await;
    world.until("2026-03-30 12:00").await;
    for who in ["Ana", "Sam", "Lee"] {
        assert!(world.dm(who).is_empty(), "{who}");
    }
    assert!(world.stage.slack.conversation(CHANNEL).is_empty());
    world.until("2026-03-31 10:05").await;
    for who in ["Ana", "Sam", "Lee"] {
        assert_eq!(world.dm(who).len(), 1, "{who} gets one note, and not four");
    }
    world.ends().await
}
