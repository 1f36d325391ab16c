//! Who is an admin: whom the operator lists, or the first owner who presses [Set up]; everybody else gets a calm sentence.

use goodturn::app::admin::Became;
use libtest_mimic::Trial;
use serde_json::json;

use super::{Harness, TestDatabase, Tested, World, by, id, workspace_id};
use crate::chat::world::CHANNEL;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("admin::the_first_owner_who_presses", first),
        cx.both("admin::of_two_owners_one_wins", two),
        cx.both("admin::whoever_is_no_owner_any_more_loses_it", lost),
        cx.both("admin::a_forged_press_changes_nothing", forged),
        cx.both("admin::a_form_sent_too_late_changes_nothing", late_form),
        cx.both("admin::whom_the_operator_lists", listed),
        cx.both("admin::who_deletes_everything_is_none", forgotten),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn is_admin(world: &World, who: &str) -> bool {
    world.stage.app.is_admin(&by(who)).await.expect("the database answers")
}

async fn owns(world: &World, who: &str) {
    world.changes(who, |user| user["is_owner"] = json!(true)).await;
}

async fn first(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.changes("Mia", |mia| mia["is_admin"] = json!(true)).await;
    owns(&world, "Ana").await;
    for who in ["Ana", "Bo", "Mia"] {
        world.opens_home(who).await;
    }
    assert!(world.home_button("Bo", "Set up").is_none() && world.home_button("Mia", "Set up").is_none(), "owners only");
    world.presses_on_home("Ana", "Set up").await;
    assert!(is_admin(&world, "Ana").await && world.home_text("Ana").contains("For admins"));
    assert!(!is_admin(&world, "Mia").await, "who administers Slack is no admin of Goodturn by that");
    world.types_in("Ana", "/goodturn invite", CHANNEL).await;
    assert_eq!(world.stage.slack.conversation(CHANNEL).len(), 1, "the same word decides about invitations");
    world.reads("admin_first").await
}

async fn two(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    owns(&world, "Ana").await;
    world.changes("Bo", |bo| bo["is_primary_owner"] = json!(true)).await;
    world.opens_home("Ana").await;
    world.opens_home("Bo").await;
    // Both press at once: the app is asked by two at the same time.
    let (app, ana, bo) = (&world.stage.app, by("Ana"), by("Bo"));
    let (one, other) = tokio::join!(app.become_admin(&ana), app.become_admin(&bo));
    let won = [one?, other?].iter().filter(|became| **became == Became::Admin).count();
    assert_eq!(won, 1, "one of them");
    let (winner, loser) = if is_admin(&world, "Ana").await { ("Ana", "Bo") } else { ("Bo", "Ana") };
    assert!(!is_admin(&world, loser).await);
    world.presses_on_home(loser, "Set up").await;
    let said = world.form_text(loser);
    assert!(said.contains("a moment faster") && said.contains(&id(winner)), "{said}");
    assert!(!world.home_text(loser).contains("For admins") && world.home_button(loser, "Set up").is_none());
    world.ends().await
}

async fn lost(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.sets_up("Ana", "en-US").await;
    owns(&world, "Bo").await;
    world.opens_home("Bo").await;
    assert!(world.home_button("Bo", "Set up").is_none(), "there is an admin");
    world.changes("Ana", |ana| ana["is_owner"] = json!(false)).await;
    assert!(!is_admin(&world, "Ana").await, "no owner any more");
    owns(&world, "Ana").await;
    assert!(is_admin(&world, "Ana").await);
    world
        .changes("Ana", |ana| {
            ana["is_owner"] = json!(true);
            ana["deleted"] = json!(true);
        })
        .await;
    assert!(!is_admin(&world, "Ana").await, "deactivated");
    world.opens_home("Bo").await;
    world.presses_on_home("Bo", "Set up").await;
    assert!(is_admin(&world, "Bo").await);
    world.ends().await
}

/// What an admin can change, as rows.
async fn rows(world: &World) -> String {
    let app = &world.stage.app;
    let setup = app.digest_setup(&workspace_id()).await.expect("the database answers");
    let order = app.team_order(&workspace_id()).await.expect("the database answers");
    let off = app.is_off(&workspace_id()).await.expect("the database answers");
    format!("{setup:?} {order:?} {off}")
}

async fn forged(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.sets_up("Ana", "en-US").await;
    world.opens_home("Ana").await;
    let before = rows(&world).await;
    let labels = ["Turn off for everyone", "Set up the weekly post", "Change where teams come from", "Note", "Weekly post"];
    let buttons: Vec<_> = labels.iter().map(|label| world.home_button("Ana", label).expect("a button")).collect();
    // Ana's Home stays on her screen; she is no admin any more when she presses.
    world.changes("Ana", |ana| ana["is_owner"] = json!(false)).await;
    let forged = [("digest:post", "m"), ("digest:there", "m"), ("admin:opening-post", "m"), ("admin:on", "home"), ("admin:made-up", "x")];
    for (action, value) in buttons.iter().map(|(action, value)| (action.as_str(), value.as_deref().unwrap_or_default())).chain(forged) {
        world.forges("Ana", action, value).await;
        let said = world.form_text("Ana");
        assert!(said.contains("Only admins of Goodturn can do that"), "{action}: {said}");
        assert_eq!(rows(&world).await, before, "{action}");
    }
    assert!(world.dm("Ana").is_empty(), "no preview either");
    world.opens_home("Ana").await;
    assert!(!world.home_text("Ana").contains("For admins"));
    world.ends().await
}

async fn late_form(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.sets_up("Ana", "en-US").await;
    world.opens_home("Ana").await;
    let before = rows(&world).await;
    for (label, filled) in
        [("Set up the weekly post", vec![("channel", json!(CHANNEL))]), ("Change where teams come from", vec![("field", json!("Xf1"))])]
    {
        world.presses_on_home("Ana", label).await;
        world.changes("Ana", |ana| ana["is_owner"] = json!(false)).await;
        let answer = world.sends("Ana", &filled).await;
        assert!(answer.body.contains("Only admins"), "{}", answer.body);
        assert_eq!(rows(&world).await, before);
        owns(&world, "Ana").await;
    }
    world.ends().await
}

async fn listed(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    owns(&world, "Bo").await;
    let app = world.stage.app.clone().with_admins([id("Lee").as_str().into()]);
    assert!(app.is_admin(&by("Lee")).await?, "an owner or not");
    assert!(!app.may_set_up(&by("Bo")).await? && app.become_admin(&by("Bo")).await? == Became::Barred, "the operator has said who");
    assert_eq!(app.admins_of(&workspace_id()).await?, [id("Lee").as_str().into()]);
    world.changes("Lee", |lee| lee["deleted"] = json!(true)).await;
    assert!(!app.is_admin(&by("Lee")).await? && app.admins_of(&workspace_id()).await?.is_empty());
    world.ends().await
}

async fn forgotten(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.sets_up("Ana", "en-US").await;
    world.stage.app.ask_to_forget(&by("Ana")).await?;
    world.until("2026-03-02 07:00").await;
    assert!(!is_admin(&world, "Ana").await);
    owns(&world, "Bo").await;
    assert_eq!(world.stage.app.become_admin(&by("Bo")).await?, Became::Admin);
    world.ends().await
}
