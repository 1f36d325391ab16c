//! Joining at its edges: who may, what happens when Slack does not answer, and a channel whose invitation is lost.

use libtest_mimic::Trial;
use serde_json::json;
use standin::FaultKind;

use super::super::world::{CHANNEL, Tested, World, id};
use super::{home, told};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("edges::guests_do_not_join", guests),
        cx.both("edges::a_form_that_may_be_open_joins_nobody", unanswered),
        cx.both("edges::an_invitation_that_is_gone_is_posted_again", gone),
        cx.both("edges::an_invitation_in_doubt_can_be_asked_for_again", in_doubt),
        cx.both("edges::who_is_in_is_not_asked_to_join", members_form),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn invited(database: TestDatabase) -> World {
    let world = World::new(database).await;
    world.sets_up("Ana", "en-US").await;
    world.types_in("Ana", "/goodturn invite", CHANNEL).await;
    world
}

fn posts(world: &World) -> usize {
    world.stage.slack.conversation(CHANNEL).len()
}

fn post(world: &World) -> String {
    world.stage.slack.conversation(CHANNEL).pop().expect("a post")["ts"].as_str().expect("a time stamp").to_owned()
}

async fn guests(database: TestDatabase) -> Tested {
    let world = invited(database).await;
    world.changes("Mia", |mia| mia["is_restricted"] = json!(true)).await;
    world.changes("Tom", |tom| tom["is_stranger"] = json!(true)).await;
    for who in ["Mia", "Tom"] {
        world.stage.slack.click(&id(who), &post(&world), "join:open", None).await?;
        world.stage.settle().await;
        assert!(world.form(who).is_none() && !home(&world, who).await.member, "{who} is no colleague here");
        assert!(told(&world, who).contains("can't join"), "{}", told(&world, who));
        let typed = world.types(who, "/goodturn join").await.body;
        assert!(typed.contains("can't join") && !home(&world, who).await.member, "{typed}");
    }
    world.ends().await
}

async fn unanswered(database: TestDatabase) -> Tested {
    let world = invited(database).await;
    world.fault("views.open", FaultKind::TimeoutAfter, 1);
    world.stage.slack.click(&id("Bo"), &post(&world), "join:open", None).await?;
    world.stage.settle().await;
    assert!(world.form("Bo").is_some(), "it is open, only the answer was lost");
    assert!(!home(&world, "Bo").await.member && world.stage.slack.ephemerals(&id("Bo")).is_empty(), "so nobody joined in Bo's place");
    world.sends("Bo", &[]).await;
    assert!(home(&world, "Bo").await.member);
    world.fault("views.open", FaultKind::TimeoutAfter, 1);
    world.types("Lee", "/gave").await;
    assert!(world.stage.slack.ephemerals(&id("Lee")).is_empty(), "nobody is told that it could not be opened");
    world.ends().await
}

async fn gone(database: TestDatabase) -> Tested {
    let world = invited(database).await;
    world.types_in("Ana", "/goodturn invite", CHANNEL).await;
    assert_eq!(posts(&world), 1, "one is enough");
    world.fault("chat.getPermalink", FaultKind::Error("message_not_found".to_owned()), 1);
    world.types_in("Ana", "/goodturn invite", CHANNEL).await;
    assert_eq!(posts(&world), 2, "the first one was deleted");
    assert!(told(&world, "Ana").contains("Done. The invitation is in this channel now"), "{}", told(&world, "Ana"));
    world.types_in("Ana", "/goodturn invite", CHANNEL).await;
    assert_eq!(posts(&world), 2);
    world.ends().await
}

async fn in_doubt(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.sets_up("Ana", "en-US").await;
    world.fault("chat.postMessage", FaultKind::TimeoutBefore, 1);
    for _ in 0..2 {
        world.types_in("Ana", "/goodturn invite", CHANNEL).await;
        assert_eq!(posts(&world), 0);
        assert!(told(&world, "Ana").contains("did not say whether"), "{}", told(&world, "Ana"));
    }
    world.until("2026-03-02 06:20").await;
    world.types_in("Ana", "/goodturn invite", CHANNEL).await;
    assert_eq!(posts(&world), 1, "an admin has looked, and asks again");
    world.ends().await
}

async fn members_form(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    let form = world.form("Ana").expect("a form").to_string();
    assert!(form.contains("A few questions") && !form.contains("Join Goodturn"), "{form}");
    assert!(home(&world, "Ana").await.member, "typing is joining");
    world.ends().await
}
