//! Never lost, never twice: presses that come again, Slack failing in its ways, and a conversation of which nobody knows whether it opened.

use libtest_mimic::Trial;
use standin::FaultKind;

use super::super::world::{Tested, World, id, workspace_id};
use super::{PROPOSAL, YES, world};
use crate::crash::rows::Rows;
use crate::support::{Harness, TestDatabase};
use goodturn::app::Actor;
use goodturn::domain::delivery::State;
use goodturn::domain::ids::MessageId;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("introductions::a_press_that_comes_again_changes_nothing", again),
        cx.both("introductions::a_busy_slack_is_waited_for", busy),
        cx.both("introductions::a_lost_answer_to_a_question_is_looked_up", lost_question),
        cx.both("introductions::a_lost_answer_to_an_opening_is_held", lost_opening),
        cx.both("introductions::an_opening_that_never_arrived_is_held", unmade_opening),
        cx.both("introductions::a_press_shows_that_it_opened", pressed),
        cx.both("introductions::an_admin_says_it_is_there", is_there),
        cx.both("introductions::an_admin_has_it_posted", post_it),
        cx.both("introductions::a_worker_that_died_over_an_opening_leaves_it_held", died),
        cx.both("introductions::what_the_weekly_post_told_stays", published),
        cx.both("introductions::an_app_that_was_taken_out_says_nothing", uninstalled),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn opened(world: &World) -> Vec<usize> {
    world.groups().iter().map(Vec::len).collect()
}

async fn again(database: TestDatabase) -> Tested {
    let world = world(database, &["Sam", "Ana", "Lee"]).await;
    world.types("Sam", PROPOSAL).await;
    let question = world.button("Ana", YES, 0).expect("a question");
    let other = world.button("Ana", super::NO, 0).expect("a question");
    // Two presses before the first is answered, and Slack delivering the last one again.
    let (first, second) = tokio::join!(
        world.stage.slack.click("U0ANA", &question.0, &question.1, Some(&question.2)),
        world.stage.slack.click("U0ANA", &other.0, &other.1, Some(&other.2))
    );
    assert!(first.is_ok() && second.is_ok());
    world.stage.settle().await;
    world.stage.slack.redeliver_last().await?;
    world.stage.settle().await;
    let yes_first = world.notes_text("Ana").contains("otherwise nothing more is said");
    assert_eq!(world.questions("Lee"), usize::from(yes_first), "the first answer stands");
    if !yes_first {
        return world.ends().await;
    }
    world.presses("Lee", YES).await;
    world.stage.slack.redeliver_last().await?;
    world.stage.settle().await;
    assert_eq!(opened(&world), [1]);
    world.ends().await
}

/// Both said yes while Slack goes wrong as told.
async fn agreed(database: TestDatabase, method: &str, kind: FaultKind, count: u32) -> World {
    let world = world(database, &["Sam", "Ana", "Lee"]).await;
    world.types("Sam", PROPOSAL).await;
    world.presses("Ana", YES).await;
    world.fault(method, kind, count);
    world.presses("Lee", YES).await;
    world
}

async fn busy(database: TestDatabase) -> Tested {
    let world = agreed(database, "conversations.open", FaultKind::Http429 { retry_after_s: 30 }, 2).await;
    world.fault("chat.postMessage", FaultKind::Http429 { retry_after_s: 30 }, 2);
    assert!(opened(&world).is_empty());
    world.until("2026-03-02 07:00").await;
    assert_eq!((opened(&world), world.count(State::Held).await), (vec![1], 0));
    world.ends().await
}

async fn lost_question(database: TestDatabase) -> Tested {
    let world = world(database, &["Sam", "Ana", "Lee"]).await;
    world.fault("chat.postMessage", FaultKind::TimeoutAfter, 1);
    world.types("Sam", PROPOSAL).await;
    world.until("2026-03-02 08:00").await;
    assert_eq!((world.questions("Ana"), world.count(State::Sent).await), (1, 1), "in a DM the last message tells");
    world.ends().await
}

async fn lost_opening(database: TestDatabase) -> Tested {
    held_for_good(database, FaultKind::TimeoutAfter, vec![1]).await
}

async fn unmade_opening(database: TestDatabase) -> Tested {
    held_for_good(database, FaultKind::TimeoutBefore, vec![]).await
}

async fn held_for_good(database: TestDatabase, kind: FaultKind, there: Vec<usize>) -> Tested {
    let world = agreed(database, "chat.postMessage", kind, 1).await;
    world.until("2026-03-02 12:00").await;
    assert_eq!((opened(&world), world.count(State::Held).await), (there.clone(), 1), "held, and counted");
    world.until("2026-03-25 12:00").await;
    assert_eq!((opened(&world), world.count(State::Held).await), (there, 1), "never on a guess");
    world.ends().await
}

async fn pressed(database: TestDatabase) -> Tested {
    let world = agreed(database, "chat.postMessage", FaultKind::TimeoutAfter, 1).await;
    world.until("2026-03-02 12:00").await;
    world.presses_in_group("Lee", "named-yes").await;
    assert_eq!((world.count(State::Held).await, opened(&world)), (0, vec![1]));
    let mut rows = Rows::of(&world.database).await?;
    assert_eq!(rows.number("SELECT COUNT(*) FROM introduction WHERE state = 'opened' AND channel_id IS NOT NULL").await?, 1);
    assert_eq!(rows.number("SELECT COUNT(*) FROM touch").await?, 6);
    world.ends().await
}

/// The opening that is held, as Bo the admin, and as Mia who is none.
async fn held(world: &World) -> (Actor, Actor, MessageId) {
    world.until("2026-03-02 12:00").await;
    world.sets_up("Bo", "en-US").await;
    let by = |who: &str| Actor { workspace: workspace_id(), person: id(who).into() };
    let message = world.stage.app.held_openings(&by("Bo")).await.expect("the database answers").pop().expect("one is held");
    (by("Bo"), by("Mia"), message)
}

async fn is_there(database: TestDatabase) -> Tested {
    let world = agreed(database, "chat.postMessage", FaultKind::TimeoutAfter, 1).await;
    let (admin, nobody, message) = held(&world).await;
    assert!(!world.stage.app.opening_is_there(&nobody, &message).await?, "admins only");
    assert!(world.stage.app.held_openings(&nobody).await?.is_empty());
    assert!(world.stage.app.opening_is_there(&admin, &message).await?);
    assert!(!world.stage.app.opening_post_it(&admin, &message).await?, "it is settled");
    world.until("2026-03-03 12:00").await;
    assert_eq!((opened(&world), world.count(State::Held).await), (vec![1], 0));
    world.presses_in_group("Ana", "named-no").await;
    world.ends().await
}

async fn post_it(database: TestDatabase) -> Tested {
    let world = agreed(database, "chat.postMessage", FaultKind::TimeoutBefore, 1).await;
    let (admin, nobody, message) = held(&world).await;
    assert!(!world.stage.app.opening_post_it(&nobody, &message).await?, "admins only");
    assert!(world.stage.app.opening_post_it(&admin, &message).await?);
    world.stage.settle().await;
    assert_eq!((opened(&world), world.count(State::Held).await), (vec![1], 0));
    assert!(!world.stage.app.opening_is_there(&admin, &message).await?);
    world.ends().await
}

async fn uninstalled(database: TestDatabase) -> Tested {
    let world = world(database, &["Sam", "Ana", "Lee"]).await;
    world.types("Sam", PROPOSAL).await;
    world.presses("Ana", YES).await;
    let question = world.button("Lee", YES, 0).expect("a question");
    world.stage.slack.uninstall().await?;
    world.stage.settle().await;
    let _ = world.stage.slack.click("U0LEE", &question.0, &question.1, Some(&question.2)).await;
    world.stage.settle().await;
    world.until("2026-03-25 12:00").await;
    assert!(opened(&world).is_empty());
    world.ends().await
}

async fn died(database: TestDatabase) -> Tested {
    let world = world(database, &["Sam", "Ana", "Lee"]).await;
    world.types("Sam", PROPOSAL).await;
    world.presses("Ana", YES).await;
    let question = world.button("Lee", YES, 0).expect("a question");
    world.stage.slack.click("U0LEE", &question.0, &question.1, Some(&question.2)).await?;
    world.stage.calm().await;
    // A worker leases the opening, notes that its call begins, and dies: nobody knows whether it was made.
    let delivery = world.stage.app.lease(1).await?.pop().expect("the opening is due");
    assert!(world.stage.app.call_begins(&delivery, &"C0GROUP".into(), None).await?);
    world.until("2026-03-03 12:00").await;
    assert_eq!((opened(&world), world.count(State::Held).await), (vec![], 1), "held, and not made on a guess");
    world.ends().await
}

async fn published(database: TestDatabase) -> Tested {
    let world = world(database, &["Sam", "Ana", "Lee"]).await;
    world.types("Sam", PROPOSAL).await;
    world.presses("Ana", YES).await;
    world.presses("Lee", YES).await;
    world.presses_in_group("Ana", "named-no").await;
    let mut rows = Rows::of(&world.database).await?;
    rows.number("UPDATE introduction SET published_at = opened_at + 1 RETURNING CAST(1 AS BIGINT)").await?;
    world.presses_in_group("Ana", "named-yes").await;
    let answer = world.stage.slack.ephemerals("U0ANA").pop().expect("an answer").to_string();
    assert!(answer.contains("has already mentioned this introduction"), "{answer}");
    let not_named = "SELECT COUNT(*) FROM introduction WHERE CAST(named_by_a AS TEXT) IN ('0', 'false')";
    assert_eq!(rows.number(not_named).await?, 1, "the word from before stands");
    world.ends().await
}
