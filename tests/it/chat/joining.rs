//! Joining: by the command, by the button of the one post in a channel, with a form that may be left empty.

use libtest_mimic::Trial;
use serde_json::json;
use standin::FaultKind;

use super::world::{CHANNEL, COMPANY, OTHER_CHANNEL, Tested, World, id};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("joining::what_is_said_in_the_form_is_kept", async |database| filled(database, "en-US", "joining_filled").await),
        cx.both("joining::the_form_in_german", async |database| filled(database, "de-DE", "joining_filled_german").await),
        cx.both("joining::one_post_a_channel", async |database| posts(database, "en-US", "joining_posts").await),
        cx.both("joining::the_post_in_german", async |database| posts(database, "de-DE", "joining_posts_german").await),
        cx.both("joining::the_button_joins_with_an_empty_form", button),
        cx.both("joining::without_a_form_one_joins_all_the_same", without_form),
        cx.both("joining::who_comes_back_by_the_button_finds_their_settings", settings_kept),
        cx.both("joining::asking_to_join_ends_a_rest", rested),
        cx.both("joining::who_was_named_is_not_told_and_it_is_no_entry", private),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn filled(database: TestDatabase, locale: &str, snapshot: &str) -> Tested {
    let world = World::of(database, COMPANY, locale).await;
    world.types("Ana", "/goodturn join").await;
    let finance = option(&world, "Ana", "boundary", "Finance");
    let filled =
        [("boundary", json!(finance)), ("contacts", json!(["@Sam", "@Bo", "@Ana"])), ("weekday", json!("2")), ("hour", json!("9"))];
    world.sends("Ana", &filled).await;
    world.until("2026-03-04 08:55").await;
    assert!(world.dm("Ana").is_empty());
    world.until("2026-03-04 09:05").await;
    let text = world.notes_text("Ana");
    assert!(text.contains(&id("Sam")) && !text.contains(&id("Bo")), "Sam was named when joining; Bo is in the same team");
    world.reads(snapshot).await
}

/// The value of an option that a form offers under this label.
pub fn option(world: &World, who: &str, input: &str, label: &str) -> String {
    let form = world.form(who).expect("a form");
    let blocks = form["blocks"].as_array().expect("blocks").clone();
    let element = blocks.into_iter().map(|block| block["element"].clone()).find(|element| element["action_id"] == input);
    let element = element.unwrap_or_else(|| panic!("no input {input}"));
    let options = element["options"].as_array().expect("options").clone();
    let option = options.into_iter().find(|option| option["text"]["text"] == label).unwrap_or_else(|| panic!("no option {label}"));
    option["value"].as_str().expect("a value").to_owned()
}

async fn posts(database: TestDatabase, locale: &str, snapshot: &str) -> Tested {
    let world = World::of(database, COMPANY, locale).await;
    world.types_in("Ana", "/goodturn invite", CHANNEL).await;
    assert!(world.stage.slack.conversation(CHANNEL).is_empty(), "Ana is no admin");
    world.sets_up("Ana", locale).await;
    world.types_in("Ana", "/goodturn invite", OTHER_CHANNEL).await;
    for _ in 0..2 {
        world.types_in("Ana", "/goodturn invite", CHANNEL).await;
    }
    assert_eq!(world.stage.slack.conversation(CHANNEL).len(), 1, "one post a channel");
    world.reads(snapshot).await
}

async fn invited(database: TestDatabase) -> (World, String) {
    let world = World::new(database).await;
    world.sets_up("Ana", "en-US").await;
    world.types_in("Ana", "/goodturn invite", CHANNEL).await;
    let post = world.stage.slack.conversation(CHANNEL).pop().expect("a post")["ts"].as_str().expect("a time stamp").to_owned();
    (world, post)
}

async fn joined(world: &World, who: &str) -> bool {
    let by = goodturn::app::Actor { workspace: super::world::workspace_id(), person: id(who).into() };
    world.stage.app.read_home(&by).await.expect("the Home can be read").member
}

async fn button(database: TestDatabase) -> Tested {
    let (world, post) = invited(database).await;
    world.stage.slack.click(&id("Bo"), &post, "join:open", None).await?;
    world.stage.settle().await;
    assert!(!joined(&world, "Bo").await, "pressing opens the form");
    world.sends("Bo", &[]).await;
    assert!(joined(&world, "Bo").await && !joined(&world, "Sam").await);
    assert!(world.dm("Sam").is_empty() && world.dm("Lee").is_empty(), "nobody else was written to");
    world.until("2026-03-03 10:05").await;
    assert_eq!(world.dm("Bo").len(), 1, "the usual day and hour");
    world.reads("joining_button").await
}

async fn without_form(database: TestDatabase) -> Tested {
    let (world, post) = invited(database).await;
    world.fault("views.open", FaultKind::Error("expired_trigger_id".to_owned()), 1);
    world.stage.slack.click(&id("Bo"), &post, "join:open", None).await?;
    world.stage.settle().await;
    assert!(joined(&world, "Bo").await);
    world.reads("joining_without_form").await
}

async fn settings_kept(database: TestDatabase) -> Tested {
    let (world, post) = invited(database).await;
    world.types("Bo", "/goodturn join").await;
    let finance = option(&world, "Bo", "boundary", "Finance");
    world.sends("Bo", &[("boundary", json!(finance)), ("weekday", json!("2")), ("hour", json!("9"))]).await;
    world.types("Bo", "/goodturn leave").await;
    world.stage.slack.click(&id("Bo"), &post, "join:open", None).await?;
    world.stage.settle().await;
    world.sends("Bo", &[]).await;
    let boundary = world.types("Bo", "/goodturn boundary").await;
    assert!(boundary.body.contains("Finance is the team you learn about first"), "{}", boundary.body);
    world.until("2026-03-04 10:05").await;
    assert_eq!(world.came("Bo"), ["03-04 09"], "Wednesdays at nine, as before");
    world.ends().await
}

async fn rested(database: TestDatabase) -> Tested {
    let (world, post) = invited(database).await;
    for who in ["Bo", "Sam"] {
        world.types(who, "/goodturn join").await;
        world.types(who, "/goodturn rest").await;
    }
    let back = world.types("Sam", "/goodturn join").await;
    assert!(back.body.contains("Welcome back. The next note comes tomorrow at the earliest."), "{}", back.body);
    // By the button it is the form that brings the notes, and it says so.
    world.stage.slack.click(&id("Bo"), &post, "join:open", None).await?;
    world.stage.settle().await;
    assert_eq!(world.form("Bo").expect("a form")["submit"]["text"], "Join");
    world.sends("Bo", &[("weekday", json!("2"))]).await;
    let back = world.stage.slack.ephemerals(&id("Bo")).pop().expect("an answer").to_string();
    assert!(back.contains("Welcome back. The next note comes on Wednesday, 4 March at the earliest."), "{back}");
    world.until("2026-03-04 10:05").await;
    assert_eq!((world.came("Sam"), world.came("Bo")), (vec!["03-03 10".to_owned()], vec!["03-04 10".to_owned()]));
    world.ends().await
}

async fn private(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.sends("Ana", &[("contacts", json!(["@Sam"]))]).await;
    world.types("Sam", "/goodturn join").await;
    world.until("2026-03-31 12:00").await;
    assert!(world.notes_text("Ana").contains(&id("Sam")));
    assert!(!world.dm_text("Sam").contains(&id("Ana")), "Sam learns nothing of it");
    let by = goodturn::app::Actor { workspace: super::world::workspace_id(), person: id("Ana").into() };
    assert!(world.stage.app.read_home(&by).await.expect("a Home").entries.is_empty(), "it is no entry");
    world.ends().await
}
