//! First steps: the first reminder is never empty, three in a row at most, and silence after that.

use libtest_mimic::Trial;
use serde_json::json;

use super::world::{COMPANY, Tested, World, id};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("firststeps::three_at_most_then_silence", async |database| three(database, "en-US", "firststeps_three").await),
        cx.both("firststeps::three_in_german", async |database| three(database, "de-DE", "firststeps_three_german").await),
        cx.both("firststeps::somebody_named_comes_up", naming),
        cx.both("firststeps::colleagues_of_the_team_one_says_are_none_elsewhere", own_word),
        cx.both("firststeps::who_knows_many_gets_the_first_one_only", many),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn three(database: TestDatabase, locale: &str, snapshot: &str) -> Tested {
    let world = World::of(database, COMPANY, locale).await;
    let (not_now, done) = if locale == "de-DE" { ("Diese Woche nicht", "Erledigt") } else { ("Not this week", "Done") };
    world.types("Ana", "/goodturn join").await;
    world.until("2026-03-03 10:05").await;
    assert_eq!(world.steps("Ana").len(), 1, "the first reminder is never empty");
    world.types("Ana", "/goodturn boundary fin").await;
    world.presses("Ana", not_now).await;
    world.until("2026-03-10 10:05").await;
    world.presses("Ana", done).await;
    world.until("2026-03-17 10:05").await;
    assert_eq!(world.steps("Ana").len(), 3);
    world.presses("Ana", not_now).await;
    world.until("2026-05-05 12:00").await;
    assert_eq!(world.dm("Ana").len(), 3, "after three, silence");
    world.reads(snapshot).await
}

async fn naming(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    for day in ["03", "10", "17"] {
        world.until(&format!("2026-03-{day} 10:05")).await;
        if day != "17" {
            world.presses("Ana", "Done").await;
        }
    }
    world.presses("Ana", "Name somebody").await;
    world.sends("Ana", &[("contacts", json!(["@Lee"]))]).await;
    world.until("2026-03-24 10:05").await;
    assert!(world.notes_text("Ana").contains(&id("Lee")), "{}", world.dm_text("Ana"));
    // Somebody was named, so three more first steps may follow one day, but not the week after three.
    assert_eq!((world.steps("Ana").len(), world.notes("Ana").len()), (3, 1));
    world.ends().await
}

async fn own_word(database: TestDatabase) -> Tested {
    let mut cast = COMPANY.to_vec();
    let names = ["Ada", "Ben", "Cleo", "Dan", "Eva", "Finn"];
    cast.extend(names.map(|name| super::world::Cast(name, Some("Legal"), "Europe/Berlin")));
    let world = World::of(database, &cast, "en-US").await;
    world.types("Ana", "/goodturn join").await;
    // The company's list has her in Research.
    world.types("Ana", "/goodturn team Legal").await;
    world.types("Ana", "/gave @Ada, @Ben, @Cleo, @Dan, @Eva, @Finn the slides").await;
    world.until("2026-03-10 10:05").await;
    assert_eq!(world.steps("Ana").len(), 2, "she knows six people in her own team, and nobody in another");
    world.ends().await
}

async fn many(database: TestDatabase) -> Tested {
    let mut cast = COMPANY.to_vec();
    cast.extend(["Ada", "Ben", "Cleo"].map(|name| super::world::Cast(name, Some("Legal"), "Europe/Berlin")));
    let world = World::of(database, &cast, "en-US").await;
    world.types("Ana", "/goodturn join").await;
    world.until("2026-03-03 10:05").await;
    world.presses("Ana", "Done").await;
    world.types("Ana", "/gave @Sam, @Lee, @Mia, @Tom, @Ada, @Ben the slides").await;
    world.until("2026-03-31 12:00").await;
    assert_eq!(world.dm("Ana").len(), 1, "all are fresh, and who knows six people needs no first steps");
    world.until("2026-04-07 12:00").await;
    assert_eq!(world.notes("Ana").len(), 1);
    world.ends().await
}
