//! What can't be kept: one helpful sentence, the typed words back, and nothing in the database.

use libtest_mimic::Trial;
use serde_json::json;

use super::world::{Tested, World, id, user, workspace_id};
use crate::support::{Harness, TestDatabase};
use goodturn::app::Actor;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [cx.both("refused::every_mistake_gets_its_sentence", sentences), cx.both("refused::long_text_comes_back_whole", long)]
        .into_iter()
        .flatten()
        .collect()
}

async fn sentences(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    for (name, key) in [("Rob", "is_bot"), ("Gus", "is_restricted")] {
        let mut odd = user(name, "Europe/Berlin", "en-US");
        odd[key] = json!(true);
        world.stage.slack.event(json!({ "type": "team_join", "user": odd })).await.expect("the event arrives");
    }
    let mut outsider = user("Eve", "Europe/Berlin", "en-US");
    outsider["team_id"] = json!("T0000000099");
    world.stage.slack.event(json!({ "type": "team_join", "user": outsider })).await.expect("the event arrives");
    world.changes("Tom", |tom| tom["deleted"] = json!(true)).await;
    world
        .stage
        .slack
        .event(json!({ "type": "team_join", "user": { "id": "U0SAM2", "name": "sam2", "profile": { "display_name": "Sam Two" } } }))
        .await?;
    for line in [
        "/gave",
        "/gave the slides",
        "/gave @Ana the slides",
        "/gave @Sam",
        "/gave @Sam, yesterday",
        "/gave @nobody the slides",
        "/gave <!subteam^S1|@sales> the slides",
        "/gave @Rob the slides",
        "/gave @Gus the slides",
        "/gave @Eve the slides",
        "/asked @Tom which slides",
        "/asked @Lee",
        "/gave <@U1> <@U2> <@U3> <@U4> <@U5> <@U6> <@U7> <@U8> <@U9> the slides",
        "/goodturn dance",
        "/goodturn rest for ever",
        "/goodturn leave",
        "/goodturn back",
        "/goodturn team",
    ] {
        assert_eq!(world.types("Ana", line).await.error, None, "{line}");
    }
    let by = Actor { workspace: workspace_id(), person: id("Ana").into() };
    let home = world.stage.app.read_home(&by).await.expect("the Home can be read");
    assert!(home.entries.is_empty() && home.asks.is_empty(), "nothing was kept");
    world.reads("refused_sentences").await
}

async fn long(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    let text = format!("/gave {}", "ein langes Wort ".repeat(250));
    let delivered = world.types("Ana", &text).await;
    assert_eq!(delivered.error, None);
    let shown = world.stage.slack.ephemerals(&id("Ana")).pop().expect("there is an answer");
    let blocks = shown["blocks"].as_array().cloned().unwrap_or_default();
    let pieces: String = blocks.iter().filter_map(|block| block["text"]["text"].as_str()).map(|piece| piece.replace("```", "")).collect();
    assert_eq!(pieces.matches("ein langes Wort").count(), 250, "every word comes back");
    world.ends().await
}
