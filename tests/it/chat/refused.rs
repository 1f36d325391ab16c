//! What can't be kept: one helpful sentence, the typed words back, and nothing in the database.

use libtest_mimic::Trial;
use serde_json::json;

use super::world::{COMPANY, Tested, World, id, user, workspace_id};
use crate::crash::rows::Rows;
use crate::support::{Harness, TestDatabase};
use goodturn::app::Actor;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("refused::every_mistake_gets_its_sentence", sentences),
        cx.both("refused::long_text_comes_back_whole", long),
        cx.both("refused::what_members_and_admins_type_comes_back", typed_back),
        cx.both("refused::our_own_mistake_gives_the_words_back", async |database| ours(database, "en-US", "refused_ours").await),
        cx.both("refused::our_own_mistake_in_german", async |database| ours(database, "de-DE", "refused_ours_german").await),
        cx.both("refused::boundaries_that_can_not_be", async |database| boundaries(database, "en-US", "refused_boundaries").await),
        cx.both("refused::boundaries_in_german", async |database| boundaries(database, "de-DE", "refused_boundaries_german").await),
    ]
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

/// What stands between backticks in the newest answer: what was typed, given back.
fn given_back(world: &World, who: &str) -> String {
    let shown = world.stage.slack.ephemerals(&id(who)).pop().expect("there is an answer");
    let blocks = shown["blocks"].as_array().cloned().unwrap_or_default();
    let texts = blocks.iter().filter_map(|block| block["text"]["text"].as_str());
    texts.filter_map(|text| text.strip_prefix("```")?.strip_suffix("```").map(str::to_owned)).collect()
}

async fn typed_back(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.sets_up("Bo", "en-US").await;
    world.types("Bo", "/goodturn join").await;
    let long = "every blue moon ".repeat(100);
    let list = (1..=28).map(|day| format!("2026-02-{day:02} Day {day}")).collect::<Vec<_>>().join(", ");
    for line in [
        "rest until the cows come home".to_owned(),
        format!("team {}", "The team that does everything".repeat(4)),
        "card Marketing and more".to_owned(),
        "boundary Marketing and more".to_owned(),
        format!("tend <@U0SAM> {}", long.trim()),
        format!("holidays {list}, 2026-02-30 the last one"),
        "untend the one from Sales".to_owned(),
    ] {
        let line = format!("/goodturn {line}");
        world.types("Bo", &line).await;
        assert_eq!(given_back(&world, "Bo"), line);
    }
    // Somebody who has not joined types it again once they have.
    world.types("Ana", "/goodturn tend @Sam every 3 weeks").await;
    assert_eq!(given_back(&world, "Ana"), format!("/goodturn tend <@{}> every 3 weeks", id("Sam")));
    world.types("Ana", "/goodturn back").await;
    assert_eq!(given_back(&world, "Ana"), "", "a word alone is not worth repeating");
    world.ends().await
}

async fn ours(database: TestDatabase, locale: &str, snapshot: &str) -> Tested {
    let world = World::of(database, COMPANY, locale).await;
    let mut rows = Rows::of(&world.database).await?;
    rows.change("ALTER TABLE act RENAME TO act_away").await?;
    for line in ["/gave @Sam walked through the checklist, yesterday", "/goodturn undo"] {
        world.types("Ana", line).await;
    }
    rows.change("ALTER TABLE act_away RENAME TO act").await?;
    world.reads(snapshot).await
}

async fn boundaries(database: TestDatabase, locale: &str, snapshot: &str) -> Tested {
    let world = World::of(database, COMPANY, locale).await;
    world.types("Ana", "/goodturn join").await;
    for line in [
        "boundary Marketing",
        "boundary Research",
        "boundary finance",
        "boundary",
        "boundary none",
        "boundary",
        "delete",
        "delete my notes",
    ] {
        world.types("Ana", &format!("/goodturn {line}")).await;
    }
    // So many teams that a menu can't hold them: the name is typed into the form.
    let ours = COMPANY.iter().filter_map(|person| Some(format!("{},{}\n", id(person.0), person.1?)));
    let many = (0..101).map(|number| format!("U9{number:04},Team {number}\n"));
    let rows: String = ours.chain(many).collect();
    world.stage.app.import_teams(&workspace_id(), &format!("user,team\n{rows}")).await?;
    world.types("Ana", "/goodturn settings").await;
    for boundary in ["Marketing", "Research", "Finance"] {
        world.sends("Ana", &[("boundary", json!(boundary))]).await;
    }
    world.reads(snapshot).await
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
