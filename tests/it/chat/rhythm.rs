//! Rhythms, the habit, and the footer of a reminder; and that about a third of the small acts are questions, over what is sent.

use std::collections::BTreeMap;

use goodturn::domain::day::Day;
use goodturn::domain::quiet::Quiet;
use jiff::civil::date;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::world::{COMPANY, Cast, Tested, World, id};
use crate::crash::rows::Rows;
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("rhythm::fortnightly_and_monthly", rhythms),
        cx.both("rhythm::the_habit_ends_with_thanks", async |database| habit(database, "en-US", "rhythm_habit").await),
        cx.both("rhythm::the_habit_in_german", async |database| habit(database, "de-DE", "rhythm_habit_german").await),
        cx.both("rhythm::rest_from_the_menu", rest_menu),
        cx.both("rhythm::something_to_add", add),
        cx.both("rhythm::a_team_that_wants_quiet_is_left_in_peace", quiet),
        cx.both("rhythm::a_third_are_questions_and_reasons_differ", questions),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn rhythms(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    for (who, rhythm, slot) in [("Ana", "fortnightly", "every other Tuesday at 10:00"), ("Bo", "monthly", "every fourth Tuesday at 10:00")]
    {
        world.types(who, "/goodturn join").await;
        world.types(who, "/goodturn settings").await;
        world.sends(who, &[("rhythm", json!(rhythm))]).await;
        assert!(world.transcript().contains(&format!("Saved. Your note comes {slot}, when")), "{who}");
        assert!(world.types(who, "/goodturn").await.body.contains(slot), "{who}");
        world.types(who, "/asked @Sam for a hint").await;
    }
    let mut day = 3;
    while day <= 31 {
        world.until(&format!("2026-03-{day:02} 12:00")).await;
        for who in ["Ana", "Bo"] {
            world.types(who, "/goodturn").await;
        }
        day += 7;
    }
    assert_eq!(world.came("Ana"), ["03-03 10", "03-17 10", "03-31 10"]);
    assert_eq!(world.came("Bo"), ["03-03 10", "03-31 10"]);
    for (who, slot, next) in [("Ana", "every other Tuesday", "14 April"), ("Bo", "every fourth Tuesday", "28 April")] {
        world.opens_home(who).await;
        let said = format!(
            "Your note comes {slot} at 10:00, when there is something worth saying. The next one comes on Tuesday, {next} at the earliest."
        );
        assert!(world.home_text(who).contains(&said), "{}", world.home_text(who));
    }
    world.ends().await
}

async fn habit(database: TestDatabase, locale: &str, snapshot: &str) -> Tested {
    let world = World::of(database, COMPANY, locale).await;
    let habit = if locale == "de-DE" { "Das mache ich jetzt von selbst" } else { "I have the habit now" };
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/gave @Sam, @Lee the slides").await;
    world.until("2026-04-07 10:05").await;
    let before = world.dm("Ana").len();
    world.presses("Ana", habit).await;
    world.until("2026-05-19 12:00").await;
    assert_eq!(world.dm("Ana").len(), before, "nothing more is sent");
    world.types("Ana", "/goodturn back").await;
    world.until("2026-05-26 12:00").await;
    assert_eq!(world.dm("Ana").len(), before + 1, "back they are");
    world.presses("Ana", habit).await;
    let again = world.types("Ana", "/goodturn join").await;
    let earliest = if locale == "de-DE" { "frühestens am Dienstag, 2. Juni." } else { "on Tuesday, 2 June at the earliest." };
    assert!(again.body.contains(earliest), "Lee and Sam were named a week before, so it is the 9th: {}", again.body);
    world.until("2026-06-16 12:00").await;
    assert!(world.dm("Ana").len() > before + 1, "joining brings them back, too");
    world.reads(snapshot).await
}

async fn rest_menu(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.until("2026-03-03 10:05").await;
    world.presses("Ana", "Rest for a month").await;
    world.until("2026-03-30 12:00").await;
    assert_eq!(world.came("Ana"), ["03-03 10"]);
    world.until("2026-03-31 12:00").await;
    assert_eq!(world.came("Ana").len(), 2, "the rest is over");
    world.presses("Ana", "Rest until I say so").await;
    world.until("2026-09-01 12:00").await;
    assert_eq!(world.came("Ana").len(), 2);
    world.ends().await
}

async fn quiet(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/gave @Sam, @Lee the slides").await;
    let rule = Quiet::Once(Day::of(date(2026, 4, 6)), Day::of(date(2026, 4, 30))).stored();
    let insert = format!(
        "INSERT INTO quiet_period (workspace_id, team_id, position, rule) \
         SELECT workspace_id, id, 0, '{rule}' FROM team WHERE name = 'Sales' RETURNING CAST(1 AS BIGINT)"
    );
    assert_eq!(Rows::of(&world.database).await?.number(&insert).await?, 1);
    for until in ["2026-04-07 12:00", "2026-04-14 12:00", "2026-04-28 12:00"] {
        world.until(until).await;
        world.types("Ana", "/goodturn").await;
    }
    assert!(world.notes_text("Ana").contains(&id("Lee")) && !world.notes_text("Ana").contains(&id("Sam")), "Sales wants quiet");
    world.until("2026-05-05 12:00").await;
    assert!(world.notes_text("Ana").contains(&id("Sam")), "the quiet is over");
    world.ends().await
}

async fn add(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.until("2026-03-03 10:05").await;
    world.presses("Ana", "Anything to add from last week?").await;
    world.sends("Ana", &[("who", json!(["@Sam"])), ("what", json!("walked through the list"))]).await;
    let by = goodturn::app::Actor { workspace: super::world::workspace_id(), person: id("Ana").into() };
    assert_eq!(world.stage.app.read_home(&by).await.expect("a Home").entries.len(), 1);
    world.ends().await
}

/// What the notes of a member say, in order: (reason, act), by how their sentences begin.
fn said(world: &World, who: &str) -> Vec<String> {
    let blocks = world.notes(who).into_iter().flat_map(|note| note["blocks"].as_array().cloned().unwrap_or_default());
    let text = |block: Value| block.pointer("/text/text").and_then(Value::as_str).map(str::to_owned);
    blocks.filter_map(text).filter(|text| text.starts_with("*<@")).collect()
}

async fn questions(database: TestDatabase) -> Tested {
    let mut cast = vec![Cast("Ana", Some("Research"), "Europe/Berlin"), Cast("Bo", Some("Research"), "Europe/Berlin")];
    let others = ["Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gus", "Hal"];
    let teams = ["Sales", "Finance", "Legal"];
    cast.extend(others.iter().enumerate().map(|(at, name)| Cast(name, Some(teams[at % 3]), "Europe/Berlin")));
    let world = World::of(database, &cast, "en-US").await;
    world.types("Ana", "/goodturn join").await;
    for other in others {
        world.types("Ana", &format!("/gave @{other} the slides")).await;
    }
    world.types("Ana", "/goodturn boundary Legal").await;
    world.types("Ana", "/goodturn tend @Ada monthly").await;
    let monday = jiff::civil::date(2026, 3, 10);
    for week in 0..30 {
        let day = monday.saturating_add(jiff::Span::new().weeks(week));
        // Somebody goes away between plan and note in some weeks, so that reserves step in.
        world.until(&format!("{} 09:00", day.yesterday().expect("a day"))).await;
        let away = if week % 3 == 0 { ":palm_tree:" } else { "" };
        world.changes(others[usize::try_from(week).expect("small") % 8], |who| who["profile"]["status_emoji"] = json!(away)).await;
        world.until(&format!("{day} 10:30")).await;
        world.types("Ana", "/goodturn").await;
    }
    let told = said(&world, "Ana");
    assert!(told.len() >= 27, "enough to look at: {}", told.len());
    let asks = |text: &String| text.lines().last().is_some_and(|act| act.starts_with("Ask "));
    for nine in told.windows(9) {
        let questions = nine.iter().filter(|text| asks(text)).count();
        assert!((2..=4).contains(&questions), "{questions} questions among nine: {nine:?}");
    }
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for text in &told {
        let why = text.lines().nth(1).unwrap_or_default().split_whitespace().take(4).collect::<Vec<_>>().join(" ");
        *reasons.entry(why).or_default() += 1;
    }
    assert!(reasons.len() >= 4, "one member with few entries hears several reasons: {reasons:?}");
    world.ends().await
}
