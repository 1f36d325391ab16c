//! Never lost and never twice: what happens to one reminder when Slack fails in each of its ways.

use libtest_mimic::Trial;
use standin::{FaultKind, LatestMode};

use url::Url;

use super::world::{Tested, World, id};
use crate::support::{Harness, TestDatabase};
use goodturn::app::deliver::Delivery;
use goodturn::app::recheck::Recheck;
use goodturn::domain::delivery::State;
use goodturn::slack::client::{Client, Transport};
use goodturn::slack::view;
use goodturn::text::{Lang, Text};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("deliver::waits_when_slack_says_so", rate_limited),
        cx.both("deliver::an_answer_that_never_came_is_looked_up", lost_answer),
        cx.both("deliver::a_call_that_never_arrived_is_made_again", lost_call),
        cx.both("deliver::an_effect_ninety_seconds_late_is_not_doubled", late_effect),
        cx.both("deliver::an_internal_error_is_a_doubt", internal_error),
        cx.both("deliver::an_error_of_the_server_is_a_doubt", async |database| server_error(database, FaultKind::Http500).await),
        cx.both("deliver::an_error_of_a_gateway_is_a_doubt", async |database| server_error(database, FaultKind::Http502).await),
        cx.both("deliver::an_overload_on_the_way_is_a_doubt", async |database| server_error(database, FaultKind::Http503).await),
        cx.both("deliver::a_connection_that_drops_is_a_doubt", async |database| server_error(database, FaultKind::Reset).await),
        cx.both("deliver::blocks_stripped_from_the_view_change_nothing", stripped),
        cx.both("deliver::without_a_view_it_is_held", blind),
        cx.both("deliver::a_press_shows_that_it_arrived", pressed),
        cx.both("deliver::a_refusal_for_good_ends_it", refused),
        cx.both("deliver::a_worker_that_died_before_the_call", died_before),
        cx.both("deliver::a_worker_that_died_with_the_call_unmade", died_unmade),
        cx.both("deliver::a_worker_that_died_with_the_call_made", died_made),
        cx.both("deliver::a_conversation_that_cannot_be_read_holds_up_nothing", unreadable),
        cx.both("deliver::an_outage_before_the_call_costs_nothing", outage),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A world in which Ana's reminder is due at ten.
async fn due(database: TestDatabase) -> World {
    let world = World::new(database).await;
    world.types("Ana", "/gave @Sam the slides").await;
    world.joins_on("Ana", "2026-04-01 12:00").await;
    world.until("2026-04-07 09:50").await;
    world
}

async fn posted_once(world: World) -> Tested {
    world.until("2026-04-07 10:40").await;
    assert_eq!(world.dm("Ana").len(), 1, "exactly one message");
    assert_eq!(world.count(State::Sent).await, 1);
    world.until("2026-04-09 12:00").await;
    assert_eq!(world.dm("Ana").len(), 1, "and still one, days later");
    world.presses("Ana", "We've been in touch").await;
    assert!(world.button("Ana", "We've been in touch", 0).is_none(), "its buttons work");
    world.ends().await
}

async fn rate_limited(database: TestDatabase) -> Tested {
    let world = due(database).await;
    world.fault("chat.postMessage", FaultKind::Http429 { retry_after_s: 30 }, 3);
    posted_once(world).await
}

async fn lost_answer(database: TestDatabase) -> Tested {
    let world = due(database).await;
    world.fault("chat.postMessage", FaultKind::TimeoutAfter, 1);
    posted_once(world).await
}

async fn lost_call(database: TestDatabase) -> Tested {
    let world = due(database).await;
    world.fault("chat.postMessage", FaultKind::TimeoutBefore, 2);
    posted_once(world).await
}

async fn late_effect(database: TestDatabase) -> Tested {
    let world = due(database).await;
    world.fault("chat.postMessage", FaultKind::LateEffect { after_s: 90 }, 1);
    posted_once(world).await
}

async fn internal_error(database: TestDatabase) -> Tested {
    let world = due(database).await;
    world.fault("chat.postMessage", FaultKind::Error("internal_error".to_owned()), 1);
    posted_once(world).await
}

async fn server_error(database: TestDatabase, kind: FaultKind) -> Tested {
    let world = due(database).await;
    world.fault("chat.postMessage", kind, 2);
    world.until("2026-04-07 10:05").await;
    let failed = world.stage.slack.calls().iter().filter(|call| call.method == "chat.postMessage" && call.fault.is_some()).count();
    assert!(failed > 0, "a call failed");
    posted_once(world).await
}

async fn stripped(database: TestDatabase) -> Tested {
    let world = due(database).await;
    world.stage.slack.latest_mode(LatestMode::BlocksStripped);
    world.fault("chat.postMessage", FaultKind::TimeoutAfter, 1);
    posted_once(world).await
}

async fn blind(database: TestDatabase) -> Tested {
    let world = due(database).await;
    world.stage.slack.latest_mode(LatestMode::Absent);
    world.fault("chat.postMessage", FaultKind::TimeoutAfter, 1);
    world.until("2026-04-07 12:00").await;
    assert_eq!((world.count(State::Held).await, world.dm("Ana").len()), (1, 1), "it may be there, so it is not sent again");
    world.until("2026-04-09 12:00").await;
    assert_eq!(world.dm("Ana").len(), 1);
    world.ends().await
}

async fn pressed(database: TestDatabase) -> Tested {
    let world = due(database).await;
    world.stage.slack.latest_mode(LatestMode::Absent);
    world.fault("chat.postMessage", FaultKind::TimeoutAfter, 1);
    world.until("2026-04-07 12:00").await;
    assert_eq!(world.count(State::Held).await, 1);
    world.presses("Ana", "Not this person").await;
    assert_eq!((world.count(State::Held).await, world.count(State::Sent).await), (0, 1), "who presses a button has the message");
    assert!(world.dm_text("Ana").contains("name them to you again"), "{}", world.dm_text("Ana"));
    world.until("2026-05-12 12:00").await;
    assert_eq!(world.notes("Ana").len(), 1, "and what was pressed counts");
    world.ends().await
}

async fn refused(database: TestDatabase) -> Tested {
    let world = due(database).await;
    let dropped = world.count(State::Dropped).await;
    world.fault("chat.postMessage", FaultKind::Error("is_archived".to_owned()), 1);
    world.until("2026-04-07 12:00").await;
    assert_eq!((world.count(State::Dropped).await - dropped, world.dm("Ana").len()), (1, 0));
    world.ends().await
}

/// Ana's reminder, leased by a worker at its time, before any other worker is stepped.
async fn leased(world: &World) -> Delivery {
    let slot = "2026-04-07T08:00:00Z".parse().expect("an instant");
    world.stage.clock.move_to(slot);
    world.stage.slack.set_now(slot.as_millisecond());
    world.stage.app.lease(1).await.expect("the database answers").pop().expect("the reminder is due")
}

async fn died_before(database: TestDatabase) -> Tested {
    let world = due(database).await;
    leased(&world).await;
    posted_once(world).await
}

async fn died_unmade(database: TestDatabase) -> Tested {
    let world = due(database).await;
    let delivery = leased(&world).await;
    let token = world.stage.slack.credentials().bot_token;
    let channel = client(&world).open_dm(&token, &id("Ana").into()).await.expect("it opens");
    assert!(world.stage.app.call_begins(&delivery, &channel, Some("0")).await.expect("the database answers"));
    assert!(!world.stage.app.call_begins(&delivery, &channel, Some("0")).await.expect("the database answers"), "a call begins once");
    posted_once(world).await
}

async fn unreadable(database: TestDatabase) -> Tested {
    let world = due(database).await;
    let delivery = leased(&world).await;
    assert!(world.stage.app.call_begins(&delivery, &"D0NOTHERE".into(), Some("0")).await.expect("the database answers"));
    world.until("2026-04-07 12:00").await;
    assert_eq!((world.dm("Ana").len(), world.count(State::InDoubt).await), (0, 1), "nothing is sent on a guess");
    world.types("Ana", "/asked @Lee which forecast to trust").await;
    world.until("2026-04-08 11:00").await;
    assert_eq!((world.count(State::Held).await, world.count(State::InDoubt).await), (1, 0), "past its time it is held");
    world.until("2026-04-14 10:30").await;
    assert_eq!(world.dm("Ana").len(), 1, "and the next reminder is not held up");
    world.ends().await
}

async fn died_made(database: TestDatabase) -> Tested {
    let world = due(database).await;
    let delivery = leased(&world).await;
    let token = world.stage.slack.credentials().bot_token;
    let channel = client(&world).open_dm(&token, &id("Ana").into()).await.expect("it opens");
    let Recheck::Send(reminder) = world.stage.app.recheck(&delivery).await.expect("the database answers") else { panic!("it holds") };
    assert!(world.stage.app.call_begins(&delivery, &channel, Some("0")).await.expect("the database answers"));
    assert_eq!(world.stage.app.recheck(&delivery).await.expect("the database answers"), Recheck::Lost, "nothing changes under a call");
    let text = Text::new();
    let message = view::reminder(&text.words(Lang::En), &delivery.id, &reminder);
    client(&world).post_message(&token, &channel, &message).await.expect("it arrives");
    posted_once(world).await
}

pub fn client(world: &World) -> Client {
    let base = Url::parse("http://standin.invalid/api/").expect("an address");
    Client::new(base, Transport::InProcess(world.stage.slack.router()))
}

async fn outage(database: TestDatabase) -> Tested {
    let world = due(database).await;
    world.fault("conversations.open", FaultKind::Http500, 3);
    world.fault("conversations.info", FaultKind::Reset, 3);
    posted_once(world).await
}
