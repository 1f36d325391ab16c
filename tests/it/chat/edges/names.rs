//! Names and words that belong to others or must not become more than they are.

use libtest_mimic::Trial;
use serde_json::json;

use super::super::digest::company::Company;
use super::super::world::{Tested, World, id};
use super::{actor, told};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("edges::team_names_typed_for_oneself_stay_ones_own", own_names),
        cx.both("edges::a_struggle_in_the_weekly_post_is_plain_words", struggle),
        cx.both("edges::refusals_speak_of_what_was_typed", refusals),
        cx.both("edges::a_reason_to_introduce_is_shown_whole", whole_reason),
        cx.both("edges::who_became_a_guest_can_be_taken_off_the_list", off_the_list),
        cx.both("edges::how_long_and_how_often_are_read", spans),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn own_names(database: TestDatabase) -> Tested {
    let mut cast = super::super::world::COMPANY.to_vec();
    cast.push(super::super::world::Cast("Una", None, "Europe/Berlin"));
    let world = World::of(database, &cast, "en-US").await;
    world.stage.app.say_team_of(&actor("Ana"), &id("Una").into(), "Layoff planning").await?;
    let own = world.types("Ana", "/goodturn card layoff").await.body;
    assert!(own.contains("Layoff planning"), "{own}");
    for typed in ["layoff", "Layoff planning"] {
        let others = world.types("Bo", &format!("/goodturn card {typed}")).await.body;
        assert!(others.contains("I know no team"), "what Ana typed for herself is nobody else's: {others}");
    }
    // A team that wrote a card shows it to everybody, whoever may choose it.
    world.types("Una", "/goodturn team Gardening").await;
    world.types("Una", "/goodturn card").await;
    world.presses("Una", "Write the card").await;
    world.sends("Una", &[("offers", json!("advice on roses"))]).await;
    let shown = world.types("Bo", "/goodturn card gard").await.body;
    assert!(shown.contains("advice on roses"), "{shown}");
    world.ends().await
}

async fn struggle(database: TestDatabase) -> Tested {
    let company = Company::new(database, "en-US").await;
    company.struggles("Research", "asking <@U0GIL> and <https://x.example|click>", "Ana", Some("Bo")).await?;
    company.world.until("2026-03-05 10:05").await;
    let post = company.last_post();
    assert!(post.contains("&lt;@U0GIL&gt; and &lt;https://x.example|click&gt;"), "{post}");
    company.world.ends().await
}

async fn refusals(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    for (typed, example) in [
        ("tend every 2 weeks", "/goodturn tend @ana every 2 weeks"),
        ("untend everybody", "/goodturn untend @ana"),
        ("introduce customer quotes", "/goodturn introduce @ana @tom"),
    ] {
        let answer = world.types("Ana", &format!("/goodturn {typed}")).await.body;
        assert!(answer.contains("Nothing was changed") && answer.contains(example), "{typed}: {answer}");
        assert!(!answer.contains("/gave") && !answer.contains("Nothing was kept"), "{typed}: {answer}");
    }
    let answer = world.types("Ana", "/asked nobody in particular").await.body;
    assert!(answer.contains("Nothing was kept") && answer.contains("/asked @lee"), "{answer}");
    world.ends().await
}

async fn whole_reason(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    for who in ["Bo", "Sam", "Lee"] {
        world.types(who, "/goodturn join").await;
    }
    // 296 characters as they were typed, of which Slack escapes some.
    let why = format!("{}R&amp;D, to the very end", "figures ".repeat(34));
    let answer = world.types("Bo", &format!("/goodturn introduce @Sam @Lee {why}")).await.body;
    assert!(answer.contains("to the very end"), "{answer}");
    world.until("2026-03-05 17:00").await;
    assert!(world.dm_text("Sam").contains("to the very end"), "{}", world.dm_text("Sam"));
    world.types("Bo", "/goodturn introduce").await;
    world.sends("Bo", &[("who", json!(["@Sam", "@Tom"])), ("what", json!("&".repeat(301)))]).await;
    assert!(world.form("Bo").is_some(), "one too many");
    world.sends("Bo", &[("who", json!(["@Sam", "@Tom"])), ("what", json!("&".repeat(300)))]).await;
    assert!(world.form("Bo").is_none(), "an escape counts as the one character that was typed");
    assert!(told(&world, "Bo").contains("would like it"), "{}", told(&world, "Bo"));
    world.ends().await
}

async fn off_the_list(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/goodturn tend @Sam").await;
    world.changes("Sam", |sam| sam["is_restricted"] = json!(true)).await;
    let answer = world.types("Ana", "/goodturn untend @Sam").await.body;
    assert!(answer.contains("off your list"), "{answer}");
    assert!(world.stage.app.my_people(&actor("Ana")).await?.tended.is_empty());
    world.ends().await
}

async fn spans(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    for (typed, until) in [
        ("two weeks", "16 March"),
        ("for a month", "30 March"),
        ("zwei Wochen", "16 March"),
        ("bis 24.12.", "24 December"),
        ("2026-12-24", "24 December"),
        ("10 days", "12 March"),
    ] {
        let answer = world.types("Ana", &format!("/goodturn rest {typed}")).await.body;
        assert!(answer.contains(until), "{typed}: {answer}");
    }
    let past = world.types("Ana", "/goodturn rest until 2025-12-24").await.body;
    assert!(past.contains("does not tell me how long to rest"), "{past}");
    for (typed, often) in [("zweimal im Jahr", "twice a year"), ("alle 14 Tage", "every two weeks"), ("every 2 quarters", "twice a year")] {
        let answer = world.types("Ana", &format!("/goodturn tend @Sam {typed}")).await.body;
        assert!(answer.contains(often), "{typed}: {answer}");
    }
    world.ends().await
}
