//! What is told to whom: the broker's one answer, refusals, both languages and transports, and what deleting leaves.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::super::forget::tables_with;
use super::super::world::{COMPANY, Tested, World, id};
use super::{NO, PROPOSAL, YES, world};
use crate::support::{Harness, TestDatabase};
use goodturn::demo::stage::Joint;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("introductions::the_broker_always_gets_the_same_answer", same_answer),
        cx.both("introductions::what_is_not_taken_says_why", refused),
        cx.both("introductions::what_is_not_taken_says_why_in_german", refused_in_german),
        cx.both("introductions::the_form_does_the_same", async |database| form(database, "en-US", "introductions_form").await),
        cx.both("introductions::the_form_does_the_same_in_german", async |database| {
            form(database, "de-DE", "introductions_form_german").await
        }),
        cx.both("introductions::in_german_over_socket_mode", german),
        cx.both("introductions::deleting_everything_takes_the_person_out", forgotten),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What the broker was answered to the same words, without what Slack adds.
async fn answer_to(world: &World, broker: &str) -> (Value, Value) {
    world.types(broker, PROPOSAL).await;
    let mut answer = world.stage.slack.ephemerals(&id(broker)).pop().expect("an answer");
    for block in answer["blocks"].as_array_mut().expect("blocks") {
        block.as_object_mut().expect("a block").remove("block_id");
    }
    (answer["text"].clone(), answer["blocks"].clone())
}

async fn same_answer(database: TestDatabase) -> Tested {
    let world = world(database, &["Sam", "Mia", "Bo", "Tom"]).await;
    let nobody_joined = answer_to(&world, "Sam").await;
    assert!(nobody_joined.1.to_string().contains("I thought of the two of you"), "the draft is in it: {}", nobody_joined.1);
    let mut seen = vec![("nobody joined", nobody_joined.clone())];
    world.types("Ana", "/goodturn join").await;
    seen.push(("the first one joined", answer_to(&world, "Mia").await));
    world.types("Lee", "/goodturn join").await;
    seen.push(("both joined", answer_to(&world, "Bo").await));
    seen.push(("asked already", answer_to(&world, "Bo").await));
    world.presses("Ana", NO).await;
    seen.push(("refused before", answer_to(&world, "Tom").await));
    let changes = [
        ("Ana", "hide me", "the first one is hidden"),
        ("Ana", "show me", "shown again"),
        ("Lee", "hide me", "the second one is hidden"),
        ("Lee", "rest", "the second one is at rest"),
        ("Ana", "rest 2 weeks", "both are at rest"),
        ("Ana", "leave", "the first one left"),
        ("Lee", "leave", "both left"),
    ];
    for (month, (who, verb, what)) in (4..).zip(changes) {
        world.until(&format!("2026-{month:02}-15 12:00")).await;
        world.types(who, &format!("/goodturn {verb}")).await;
        seen.push((what, answer_to(&world, "Sam").await));
    }
    for (what, answer) in seen {
        assert_eq!(answer, nobody_joined, "{what}");
    }
    world.ends().await
}

async fn refused(database: TestDatabase) -> Tested {
    refusals(World::new(database).await).await.reads("introductions_refused").await
}

async fn refused_in_german(database: TestDatabase) -> Tested {
    refusals(World::of(database, COMPANY, "de-DE").await).await.reads("introductions_refused_german").await
}

async fn refusals(world: World) -> World {
    world.types("Sam", PROPOSAL).await;
    world.types("Sam", "/goodturn join").await;
    world.types("Sam", "/goodturn introduce @Ana customer quotes").await;
    world.types("Sam", "/goodturn introduce @Ana @Lee @Tom customer quotes").await;
    world.types("Sam", "/goodturn introduce <!subteam^S1|@sales> customer quotes").await;
    world.types("Sam", "/goodturn introduce <@U1> <@U2> <@U3> <@U4> <@U5> <@U6> <@U7> <@U8> <@U9> customer quotes").await;
    world.types("Sam", "/goodturn introduce @Ana @Bo customer quotes").await;
    world.types("Sam", "/goodturn introduce @Ana @Lee").await;
    world.types("Sam", &format!("/goodturn introduce @Ana @Lee {}", "why ".repeat(76))).await;
    world.types("Sam", "/goodturn introduce @Ana @nobody customer quotes").await;
    world.changes("Lee", |lee| lee["deleted"] = json!(true)).await;
    world.types("Sam", "/goodturn introduce @Ana @Lee customer quotes").await;
    world.types("Sam", "/goodturn hide me").await;
    world.types("Sam", "/goodturn introduce @Ana @Tom customer quotes").await;
    world.types("Sam", "/goodturn show me").await;
    for two in ["@Ana @Tom", "@Bo @Tom", "@Ana to @Mia", "@Bo and @Mia"] {
        world.types("Sam", &format!("/goodturn introduce {two} customer quotes")).await;
    }
    world
}

async fn form(database: TestDatabase, locale: &str, snapshot: &str) -> Tested {
    let world = World::of(database, COMPANY, locale).await;
    for who in ["Sam", "Ana", "Lee"] {
        world.types(who, "/goodturn join").await;
    }
    world.types("Sam", "/goodturn introduce").await;
    world.sends("Sam", &[("who", json!(["@Ana"])), ("what", json!("how customers talk"))]).await;
    world.sends("Sam", &[("who", json!(["@Ana", "@Lee"])), ("what", json!("   "))]).await;
    world.sends("Sam", &[("who", json!(["@Ana", "@Lee"])), ("what", json!("x".repeat(301)))]).await;
    world.sends("Sam", &[("who", json!(["@Ana", "@Lee"])), ("what", json!("how customers talk & why"))]).await;
    assert_eq!(world.dm("Ana").len(), 1, "she is asked");
    world.reads(snapshot).await
}

async fn german(database: TestDatabase) -> Tested {
    let world = World::joined(database, COMPANY, "de-DE", Joint::SocketMode).await;
    for who in ["Sam", "Ana", "Lee", "Tom"] {
        world.types(who, "/goodturn join").await;
    }
    world.types("Sam", "/goodturn introduce @Ana mit @Lee, wie Kundinnen über uns reden").await;
    world.presses("Ana", "Ja, gern").await;
    world.presses("Lee", "Ja, gern").await;
    world.presses_in_group("Lee", "named-yes").await;
    world.presses_in_group("Lee", "named-no").await;
    world.types("Sam", "/goodturn introduce @Tom @Ana die Preisliste").await;
    world.presses("Tom", "Nein, danke").await;
    world.types("Sam", "/goodturn introduce @Ana @Bo die Preisliste").await;
    world.stage.hang_up().await;
    world.reads("introductions_german").await
}

async fn forgotten(database: TestDatabase) -> Tested {
    let world = world(database, &["Sam", "Ana", "Lee", "Mia", "Tom", "Bo"]).await;
    world.types("Sam", PROPOSAL).await;
    world.presses("Ana", YES).await;
    world.presses("Lee", YES).await;
    world.until("2026-03-04 12:00").await;
    world.types("Mia", "/goodturn introduce @Tom @Bo what @Ana told me").await;
    world.types("Tom", "/goodturn introduce @Ana @Mia the tests").await;
    let ana = id("Ana");
    let named = tables_with(&world.database, &ana).await;
    assert!(named.contains(&"introduction".to_owned()) && named.contains(&"mention".to_owned()), "{named:?}");
    assert!(world.notes_text("Tom").contains(&ana) && world.notes_text("Lee").contains(&ana));
    world.types("Ana", "/goodturn delete everything").await;
    world.sends("Ana", &[]).await;
    world.until("2026-03-05 12:00").await;
    assert_eq!(tables_with(&world.database, &ana).await, Vec::<String>::new());
    assert!(!world.notes_text("Lee").contains(&ana), "{}", world.notes_text("Lee"));
    assert!(
        !world.notes_text("Tom").contains(&ana) && world.notes_text("Tom").contains("what a colleague told me"),
        "{}",
        world.notes_text("Tom")
    );
    let groups = Value::from(world.groups().concat()).to_string();
    assert!(!groups.contains(&ana), "{groups}");
    world.presses("Tom", YES).await;
    assert_eq!(world.questions("Bo"), 1, "what does not concern them goes on");
    world.ends().await
}
