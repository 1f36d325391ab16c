//! Deleting everything while messages are on their way: what settles later does not keep the name in Slack, and no edit is lost.

use libtest_mimic::Trial;
use standin::{FaultKind, LatestMode};

use goodturn::app::Actor;
use goodturn::app::edit_entry::EditEntry;
use goodturn::app::recheck::Recheck;
use goodturn::app::settle::Outcome;
use goodturn::domain::delivery::State;
use goodturn::domain::ids::EntryId;
use goodturn::slack::view;
use goodturn::text::{Lang, Text};

use super::deliver::client;
use super::forget::{delete, lived, tables_with};
use super::world::{COMPANY, Tested, World, id, workspace_id};
use crate::crash::rows::Rows;
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("forget::a_reminder_in_doubt_loses_the_name_when_it_is_found", in_doubt),
        cx.both("forget::a_reminder_that_died_under_way_loses_the_name", died),
        cx.both("forget::a_held_reminder_loses_the_name_when_somebody_presses_on_it", held),
        cx.both("forget::own_messages_under_way_are_waited_for", own_in_doubt),
        cx.both("forget::an_edit_noted_again_meanwhile_is_made_again", noted_again),
        cx.both("forget::no_message_is_edited_before_everything_is_clean", not_before),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn actor(name: &str) -> Actor {
    Actor { workspace: workspace_id(), person: id(name).into() }
}

/// Ana's reminder about Sam and Lee, and an ask to Sam, is due at ten.
async fn due(database: TestDatabase) -> World {
    let world = World::of(database, COMPANY, "en-US").await;
    world.types("Ana", "/gave @Sam the slides").await;
    world.types("Ana", "/gave @Lee the numbers").await;
    world.types("Ana", "/asked @Sam which forecast to trust").await;
    world.joins_on("Ana", "2026-04-01 12:00").await;
    world.until("2026-04-07 09:50").await;
    world
}

async fn in_doubt(database: TestDatabase) -> Tested {
    let world = due(database).await;
    world.fault("chat.postMessage", FaultKind::TimeoutAfter, 1);
    world.until("2026-04-07 10:01").await;
    assert_eq!(world.count(State::InDoubt).await, 1);
    assert!(world.dm_text("Ana").contains(&id("Sam")), "it stands there with the name");
    delete(&world, "Sam").await;
    assert_eq!(tables_with(&world.database, &id("Sam")).await, Vec::<String>::new(), "others' messages are not waited for");
    world.until("2026-04-07 10:40").await;
    assert_eq!(world.count(State::Sent).await, 1);
    assert!(!world.dm_text("Ana").contains(&id("Sam")), "{}", world.dm_text("Ana"));
    assert!(world.dm_text("Ana").contains(&id("Lee")), "the rest of it stays");
    world.ends().await
}

async fn died(database: TestDatabase) -> Tested {
    let world = due(database).await;
    let slot = "2026-04-07T08:00:00Z".parse::<jiff::Timestamp>()?;
    world.stage.clock.move_to(slot);
    world.stage.slack.set_now(slot.as_millisecond());
    let app = &world.stage.app;
    let leased = app.lease(1).await?.pop().ok_or("a delivery that is due")?;
    let Recheck::Send(reminder) = app.recheck(&leased).await? else { return Err("the reminder is to be sent".into()) };
    assert!(reminder.nudges.iter().any(|nudge| nudge.contact.as_str() == id("Sam")) && !reminder.asks.is_empty());
    // The name is in the words already when Sam goes.
    delete(&world, "Sam").await;
    let token = world.stage.slack.credentials().bot_token;
    let channel = client(&world).open_dm(&token, &id("Ana").into()).await?;
    assert!(app.call_begins(&leased, &channel, Some("0")).await?);
    let text = Text::new();
    let message = view::reminder(&text.words(Lang::En), &leased.id, &reminder);
    let ts = client(&world).post_message(&token, &channel, &message).await?;
    app.settle(&leased, &Outcome::Sent(ts)).await?;
    assert!(world.dm_text("Ana").contains(&id("Sam")));
    world.until("2026-04-07 10:10").await;
    assert!(!world.dm_text("Ana").contains(&id("Sam")), "{}", world.dm_text("Ana"));
    assert_eq!(tables_with(&world.database, &id("Sam")).await, Vec::<String>::new(), "and no row names Sam again");
    world.ends().await
}

async fn held(database: TestDatabase) -> Tested {
    let world = due(database).await;
    world.stage.slack.latest_mode(LatestMode::Absent);
    world.fault("chat.postMessage", FaultKind::TimeoutAfter, 1);
    world.until("2026-04-07 12:00").await;
    assert_eq!(world.count(State::Held).await, 1);
    delete(&world, "Sam").await;
    assert_eq!(tables_with(&world.database, &id("Sam")).await, Vec::<String>::new());
    assert!(world.dm_text("Ana").contains(&id("Sam")), "nobody knows where it stands");
    // Lee's nudge is the other one.
    let place = usize::from(!world.dm_text("Ana").find(&id("Lee")).lt(&world.dm_text("Ana").find(&id("Sam"))));
    world.presses_nth("Ana", "Not this week", place).await;
    world.until("2026-04-07 12:10").await;
    assert_eq!((world.count(State::Held).await, world.count(State::Sent).await), (0, 1));
    assert!(!world.dm_text("Ana").contains(&id("Sam")), "{}", world.dm_text("Ana"));
    world.ends().await
}

async fn own_in_doubt(database: TestDatabase) -> Tested {
    let world = World::of(database, COMPANY, "en-US").await;
    world.types("Sam", "/gave @Ana the slides").await;
    world.joins_on("Sam", "2026-04-01 12:00").await;
    world.until("2026-04-07 09:50").await;
    world.fault("chat.postMessage", FaultKind::TimeoutAfter, 1);
    world.until("2026-04-07 10:01").await;
    assert_eq!(world.count(State::InDoubt).await, 1);
    delete(&world, "Sam").await;
    let left = tables_with(&world.database, &id("Sam")).await;
    assert_eq!(left, ["forgetting", "outbox"], "only what leads to the message is left");
    world.until("2026-04-07 10:40").await;
    assert!(!world.dm_text("Sam").contains(&id("Ana")), "{}", world.dm_text("Sam"));
    assert_eq!(tables_with(&world.database, &id("Sam")).await, Vec::<String>::new());
    world.ends().await
}

/// Edits the day of Ana's ask, which her reminder shows, past the workers.
async fn edits_ask(world: &World, days: i64) -> Tested {
    let mut rows = Rows::of(&world.database).await?;
    let ask = rows.text(&format!("SELECT id FROM ask WHERE asker_id = '{}'", id("Ana"))).await?;
    let by = actor("Ana");
    let on = Some(world.stage.app.today(&by).await?.plus(-days));
    let entries = vec![EntryId::new(ask)];
    world
        .stage
        .app
        .edit_entry(EditEntry { by, entries, people: vec![id("Sam").into()], team: None, way: None, words: None, on, trigger: None })
        .await?;
    Ok(())
}

async fn noted_again(database: TestDatabase) -> Tested {
    let world = due(database).await;
    world.until("2026-04-08 10:00").await;
    edits_ask(&world, 40).await?;
    let read = world.stage.app.redactions().await?;
    assert_eq!(read.len(), 1);
    // While a worker edits the message, what it shows changes once more.
    edits_ask(&world, 41).await?;
    world.stage.app.redacted(&read[0]).await?;
    assert!(world.stage.app.next_redaction().await?.is_some(), "the second change is still to be shown");
    world.until("2026-04-08 10:10").await;
    assert!(world.stage.app.next_redaction().await?.is_none());
    world.ends().await
}

async fn not_before(database: TestDatabase) -> Tested {
    let world = lived(database, "en-US").await;
    world.fault("chat.update", FaultKind::Http500, 1);
    world.presses("Ana", "Not this week").await;
    edits_ask(&world, 40).await?;
    assert!(!world.stage.app.redactions().await?.is_empty());
    // As if the process had died after it was asked: what an edit would show still names Sam.
    world.stage.app.ask_to_forget(&actor("Sam")).await?;
    assert_eq!(world.stage.app.redactions().await?, []);
    world.stage.settle().await;
    world.until("2026-04-07 10:30").await;
    assert!(!world.dm_text("Ana").contains(&id("Sam")), "{}", world.dm_text("Ana"));
    assert_eq!(world.stage.app.next_redaction().await?, None);
    world.ends().await
}
