//! Forms at their edges: left open too long, sent twice, with more teams than a menu takes, and what they can't take.

use libtest_mimic::Trial;
use serde_json::json;

use super::super::joining::option;
use super::super::world::{COMPANY, Cast, Tested, World, id, workspace_id};
use super::{actor, home, told};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("edges::a_form_left_open_still_answers", left_open),
        cx.both("edges::a_card_sent_twice_is_taken", card_twice),
        cx.both("edges::with_many_teams_one_is_typed", many_teams),
        cx.both("edges::a_boundary_that_fits_no_team_is_said", boundary_typed),
        cx.both("edges::a_bare_boundary_changes_nothing", boundary_shown),
        cx.both("edges::without_other_teams_none_is_asked_for", no_teams),
        cx.both("edges::settings_say_the_rest", rest),
        cx.both("edges::who_named_somebody_is_thanked", named),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn left_open(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/gave").await;
    world.until("2026-03-02 06:40").await;
    world.sends("Ana", &[("who", json!(["@Sam"])), ("what", json!("walked through the checklist"))]).await;
    let form = world.form("Ana").expect("the answer stands where the form stood").to_string();
    assert!(form.contains("Kept, for your eyes only"), "{form}");
    assert_eq!(home(&world, "Ana").await.entries.len(), 1);
    world.types("Bo", "/goodturn join").await;
    world.until("2026-03-02 07:20").await;
    world.sends("Bo", &[("hour", json!("9"))]).await;
    let form = world.form("Bo").expect("an answer").to_string();
    assert!(form.contains("Saved"), "{form}");
    world.types("Lee", "/goodturn card").await;
    world.presses("Lee", "Write the card").await;
    world.until("2026-03-02 08:00").await;
    world.sends("Lee", &[("offers", json!("numbers"))]).await;
    let form = world.form("Lee").expect("an answer").to_string();
    assert!(form.contains("numbers"), "{form}");
    world.ends().await
}

async fn card_twice(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Lee", "/goodturn card").await;
    world.presses("Lee", "Write the card").await;
    let filled = [("offers", json!("numbers")), ("quiet", json!("Fridays")), ("protects", json!(" two mornings "))];
    world.sends("Lee", &filled).await;
    // As after "please press again": the first press was taken, only slowly.
    let again = world.stage.slack.redeliver_last().await?;
    assert!(!again.body.contains("errors"), "nobody else changed it: {}", again.body);
    world.stage.settle().await;
    world.ends().await
}

/// So many teams that no menu holds them.
async fn with_many_teams(database: TestDatabase) -> World {
    let world = World::new(database).await;
    let company = COMPANY.iter().filter_map(|person| Some(format!("{},{}\n", id(person.0), person.1?)));
    let others = (0..120).map(|number| format!("U9{number:04},Team {number}\n"));
    let rows: String = company.chain(others).collect();
    world.stage.app.import_teams(&workspace_id(), &format!("user,team\n{rows}")).await.expect("the teams are taken");
    world
}

async fn many_teams(database: TestDatabase) -> Tested {
    let world = with_many_teams(database).await;
    world.types("Ana", "/asked").await;
    world.sends("Ana", &[("team", json!("Marketing")), ("what", json!("which forecast to trust"))]).await;
    let form = world.form("Ana").expect("it stays open").to_string();
    assert!(form.contains("which forecast to trust"), "{form}");
    assert!(world.transcript().contains("I don't know a team of this name"), "{}", world.transcript());
    world.sends("Ana", &[("team", json!("team 118")), ("what", json!("which forecast to trust"))]).await;
    assert!(world.form("Ana").is_none());
    assert!(told(&world, "Ana").contains("Team 118"), "{}", told(&world, "Ana"));
    world.ends().await
}

async fn boundary_typed(database: TestDatabase) -> Tested {
    let world = with_many_teams(database).await;
    world.types("Ana", "/goodturn join").await;
    for (typed, sentence) in [("Marketing", "I don't know a team of this name"), ("research", "That is your own team")] {
        world.sends("Ana", &[("boundary", json!(typed))]).await;
        assert!(world.form("Ana").is_some(), "{typed}: it stays open");
        assert!(world.transcript().contains(sentence), "{}", world.transcript());
    }
    world.sends("Ana", &[("boundary", json!("finance")), ("hour", json!("9"))]).await;
    assert!(world.form("Ana").is_none());
    let chosen = async || world.types("Ana", "/goodturn boundary").await.body;
    assert!(chosen().await.contains("Finance"));
    // A form that says nothing of it, and one that is emptied.
    world.types("Ana", "/goodturn settings").await;
    world.sends("Ana", &[("boundary", json!("Sales"))]).await;
    assert!(chosen().await.contains("Sales"));
    world.types("Ana", "/goodturn settings").await;
    world.sends("Ana", &[("boundary", json!(null))]).await;
    assert!(chosen().await.contains("No team is chosen"));
    world.ends().await
}

async fn boundary_shown(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.sends("Ana", &[("boundary", json!(option(&world, "Ana", "boundary", "Finance")))]).await;
    for _ in 0..2 {
        let shown = world.types("Ana", "/goodturn boundary").await.body;
        assert!(shown.contains("Finance"), "asking changes nothing: {shown}");
    }
    world.types("Ana", "/goodturn boundary none").await;
    let shown = world.types("Ana", "/goodturn boundary").await.body;
    assert!(shown.contains("No team is chosen"), "{shown}");
    world.ends().await
}

async fn no_teams(database: TestDatabase) -> Tested {
    let world = World::of(database, &[Cast("Ana", None, "Europe/Berlin")], "en-US").await;
    world.types("Ana", "/goodturn join").await;
    let form = world.form("Ana").expect("a form");
    assert!(!form["blocks"].to_string().contains("boundary"), "what can't be a team's name is not asked for: {form}");
    world.ends().await
}

async fn rest(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/goodturn settings").await;
    world.sends("Ana", &[("rest", json!("fortnight"))]).await;
    let said = told(&world, "Ana");
    assert!(said.contains("No notes until Monday, 16 March") && !said.contains("Your note comes"), "{said}");
    world.types("Ana", "/goodturn settings").await;
    world.sends("Ana", &[("rest", json!("listen"))]).await;
    assert!(told(&world, "Ana").contains("Your note comes"), "{}", told(&world, "Ana"));
    world.ends().await
}

async fn named(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    for day in ["03", "10"] {
        world.until(&format!("2026-03-{day} 10:05")).await;
        world.presses("Ana", "Done").await;
    }
    world.until("2026-03-17 10:05").await;
    world.presses("Ana", "Name somebody").await;
    world.sends("Ana", &[]).await;
    assert!(world.button("Ana", "Name somebody", 0).is_some(), "nobody was named yet");
    world.presses("Ana", "Name somebody").await;
    world.sends("Ana", &[("contacts", json!(["@Lee"]))]).await;
    assert!(world.button("Ana", "Name somebody", 0).is_none(), "the step is done, and the reminder shows it");
    let answered = world.dm("Ana").pop().expect("a reminder").to_string();
    assert!(answered.contains("One step is plenty"), "{answered}");
    let known = world.stage.app.my_people(&actor("Ana")).await?;
    assert!(known.tended.is_empty(), "naming is not tending");
    world.ends().await
}
