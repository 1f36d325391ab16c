//! "Which team is Sam in?": asked once, where nobody knows, and used for the one who said it alone.

use goodturn::demo::stage::Joint;
use libtest_mimic::Trial;
use serde_json::json;

use super::super::world::{Cast, Tested, World, id};
use super::home;
use crate::support::{Harness, TestDatabase};

const CAST: &[Cast] = &[
    Cast("Ana", Some("Research"), "Europe/Berlin"),
    Cast("Bo", Some("Research"), "Europe/Berlin"),
    Cast("Sam", None, "Europe/Berlin"),
    Cast("Lee", None, "Europe/Berlin"),
    Cast("Mia", Some("Sales"), "Europe/Berlin"),
];

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("recording::whose_team_is_asked_once", once),
        cx.both("recording::whose_team_in_german_over_socket_mode", german),
        cx.both("recording::whose_team_is_asked_again_with_the_same_delivery", redelivered),
        cx.both("recording::whose_team_in_a_form", in_a_form),
        cx.both("recording::whose_team_of_one_after_the_other", two),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn once(database: TestDatabase) -> Tested {
    let world = World::joined(database, CAST, "en-US", Joint::Sockets).await;
    world.types("Ana", "/gave @Sam, @Mia the slides").await;
    world.chooses("Ana", "Sales").await;
    world.types("Ana", "/gave @Sam the other slides").await;
    world.types("Ana", "/asked @Lee which forecast to trust").await;
    world.presses("Ana", "Another team").await;
    world.sends("Ana", &[("team", json!("   "))]).await;
    world.sends("Ana", &[("team", json!("Finance & Ops"))]).await;
    world.types("Ana", "/asked @Lee which other forecast to trust").await;
    // It is Ana's word: Bo is asked for his own, and not shown the name that only she gave.
    world.types("Bo", "/gave @Sam the plan").await;
    let shown = |who: &str| world.stage.slack.ephemerals(&id(who)).iter().map(ToString::to_string).collect::<String>();
    assert!(shown("Bo").contains("Sales") && !shown("Bo").contains("Finance"), "what Ana said stays hers: {}", shown("Bo"));
    // Not answering is fine, too: it isn't asked again.
    world.types("Bo", "/gave @Sam the other plan").await;
    world.reads("recording_whose_team").await
}

async fn two(database: TestDatabase) -> Tested {
    let world = World::of(database, CAST, "en-US").await;
    let asked = |of: &str| {
        let shown = world.stage.slack.ephemerals(&id("Ana")).pop().expect("an answer").to_string();
        shown.contains(&format!("Which team is <@{}> in?", id(of)))
    };
    world.types("Ana", "/gave @Sam, @Lee the slides").await;
    assert!(asked("Sam") && !asked("Lee"));
    world.chooses("Ana", "Sales").await;
    assert!(asked("Lee") && !asked("Sam"), "Lee's is asked once Sam's is said");
    world.presses("Ana", "Another team").await;
    world.sends("Ana", &[("team", json!("Finance"))]).await;
    assert!(!asked("Lee") && !asked("Sam"), "nothing is left to ask");
    world.types("Ana", "/goodturn join").await;
    for (line, expected) in [("tend @Lee", "on your list now"), ("card Finance", "Finance")] {
        let answer = world.types("Ana", &format!("/goodturn {line}")).await;
        assert!(answer.body.contains(expected), "{line}: {}", answer.body);
    }
    world.ends().await
}

async fn german(database: TestDatabase) -> Tested {
    let world = World::joined(database, CAST, "de-DE", Joint::SocketMode).await;
    world.types("Ana", "/gave @Sam die Folien, gestern").await;
    world.presses("Ana", "Ein anderes Team").await;
    world.sends("Ana", &[("team", json!("Finanzen"))]).await;
    world.types("Ana", "/asked @Lee welche Zahl stimmt").await;
    world.chooses("Ana", "Finanzen").await;
    world.stage.hang_up().await;
    world.reads("recording_whose_team_de").await
}

async fn redelivered(database: TestDatabase) -> Tested {
    let world = World::joined(database, CAST, "en-US", Joint::InProcess).await;
    world.types("Ana", "/goodturn join").await;
    let first = world.types("Ana", "/gave @Sam the slides").await;
    let second = world.stage.slack.redeliver_last().await?;
    world.stage.settle().await;
    assert_eq!(first.body, second.body, "the same trigger gets the same answer");
    assert!(first.body.contains("Which team is"), "{}", first.body);
    world.ends().await
}

async fn in_a_form(database: TestDatabase) -> Tested {
    let world = World::joined(database, CAST, "en-US", Joint::InProcess).await;
    world.uses("Ana", "gave", None).await;
    world.sends("Ana", &[("who", json!(["@Sam"])), ("what", json!("the slides"))]).await;
    world.presses_in_form("Ana", "Another team").await;
    world.sends("Ana", &[("team", json!("Finance"))]).await;
    world.presses_in_form("Ana", "Undo").await;
    assert!(home(&world, "Ana").await.entries.is_empty(), "{}", id("Ana"));
    world.reads("recording_whose_team_form").await
}
