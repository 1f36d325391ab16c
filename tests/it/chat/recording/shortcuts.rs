//! Shortcuts: two beside the message field, one on a message, which gives its author and its address.

use goodturn::demo::stage::Joint;
use libtest_mimic::Trial;
use serde_json::json;

use super::super::world::{Tested, World, id};
use super::{furnished, home};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("recording::global_shortcuts_answer_where_the_form_stood", global),
        cx.both("recording::global_shortcuts_in_german", global_german),
        cx.both("recording::a_message_fills_in_its_author_and_a_link", message),
        cx.both("recording::a_message_in_german_over_socket_mode", message_german),
        cx.both("recording::odd_messages_are_met_sensibly", odd_messages),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn global(database: TestDatabase) -> Tested {
    let world = furnished(database, "en-US", Joint::Sockets).await;
    world.uses("Ana", "gave", None).await;
    world.sends("Ana", &[("who", json!(["@Sam"])), ("what", json!("walked through the checklist"))]).await;
    world.presses_in_form("Ana", "Edit").await;
    world.sends("Ana", &[("who", json!(["@Lee"])), ("on", json!("2026-02-27"))]).await;
    assert_eq!(home(&world, "Ana").await.entries[0].person.as_str(), id("Lee"));
    world.presses_in_form("Ana", "Undo").await;
    assert!(home(&world, "Ana").await.entries.is_empty());
    let form = world.form("Ana").expect("it stands there");
    world.stage.slack.close(&id("Ana"), form["id"].as_str().expect("an id")).await?;
    world.uses("Ana", "asked", None).await;
    world.sends("Ana", &[("who", json!(["@Lee"])), ("what", json!("which forecast to trust"))]).await;
    assert_eq!(home(&world, "Ana").await.asks.len(), 1);
    world.reads("recording_global_shortcuts").await
}

async fn global_german(database: TestDatabase) -> Tested {
    let world = furnished(database, "de-DE", Joint::SocketMode).await;
    world.uses("Ana", "gave", None).await;
    world.sends("Ana", &[("who", json!(["@Sam"])), ("what", json!("die Liste durchgegangen"))]).await;
    world.presses_in_form("Ana", "Rückgängig").await;
    world.uses("Ana", "asked", None).await;
    world.sends("Ana", &[("who", json!(["@Lee"])), ("what", json!("welche Zahl stimmt"))]).await;
    world.stage.hang_up().await;
    world.reads("recording_global_shortcuts_de").await
}

async fn message(database: TestDatabase) -> Tested {
    let world = furnished(database, "en-US", Joint::Sockets).await;
    let ts = world.stage.slack.say(&id("Sam"), "C0GENERAL", "can anybody read this query?")?;
    world.uses("Ana", "gave-message", Some(&ts)).await;
    world.sends("Ana", &[("what", json!("read the query"))]).await;
    let note = home(&world, "Ana").await.entries.remove(0).note;
    let link = format!("https://larkspur.slack.com/archives/C0GENERAL/p{}", ts.replace('.', ""));
    assert_eq!(note.as_str(), format!("read the query {link}"));
    // The address is asked for once.
    let asked = |world: &World| world.stage.slack.calls().iter().filter(|call| call.method == "auth.test").count();
    let before = asked(&world);
    world.uses("Ana", "gave-message", Some(&ts)).await;
    world.sends("Ana", &[("what", json!("read the other query")), ("link", json!(null)), ("way", json!("received"))]).await;
    assert_eq!(asked(&world), before);
    assert_eq!(home(&world, "Ana").await.entries.len(), 2);
    without_time_stamps(world, &ts, "recording_message").await
}

async fn message_german(database: TestDatabase) -> Tested {
    let world = furnished(database, "de-DE", Joint::SocketMode).await;
    let ts = world.stage.slack.say(&id("Sam"), "C0GENERAL", "kann jemand diese Abfrage lesen?")?;
    world.uses("Ana", "gave-message", Some(&ts)).await;
    world.sends("Ana", &[("what", json!("die Abfrage gelesen"))]).await;
    world.stage.hang_up().await;
    without_time_stamps(world, &ts, "recording_message_de").await
}

/// A message's time stamp is the same in each run, on both databases: what the snapshot says holds it.
async fn without_time_stamps(world: World, ts: &str, snapshot: &str) -> Tested {
    assert!(world.transcript().contains(&ts.replace('.', "")), "the link is shown");
    world.reads(snapshot).await
}

async fn odd_messages(database: TestDatabase) -> Tested {
    let world = furnished(database, "en-US", Joint::InProcess).await;
    let close = async || {
        let form = world.form("Ana").expect("a form");
        world.stage.slack.close(&id("Ana"), form["id"].as_str().expect("an id")).await.expect("it closes");
    };
    for (who, channel) in [("Ana", "C0GENERAL"), ("Sam", "G0FEW")] {
        let ts = world.stage.slack.say(&id(who), channel, "hello")?;
        world.uses("Ana", "gave-message", Some(&ts)).await;
        close().await;
    }
    // The bot's own message in the DM: an app wrote it, and others can't open it.
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/asked @Lee which forecast to trust").await;
    world.until("2026-03-10 10:30").await;
    let ts = world.dm("Ana")[0]["ts"].as_str().expect("a time stamp").to_owned();
    world.uses("Ana", "gave-message", Some(&ts)).await;
    close().await;
    world.reads("recording_odd_messages").await
}
