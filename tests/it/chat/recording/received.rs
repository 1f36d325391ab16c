//! "They helped me": kept as the receiver's own entry, with words to thank, and unseen by those who helped.

use goodturn::demo::stage::Joint;
use libtest_mimic::Trial;
use serde_json::json;

use super::super::world::{COMPANY, Tested, World};
use super::home;
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("recording::help_received_is_kept", async |database| {
            received(database, "en-US", Joint::Sockets, "They helped me", "recording_received").await
        }),
        cx.both("recording::help_received_is_kept_in_german", async |database| {
            received(database, "de-DE", Joint::SocketMode, "Mir wurde geholfen", "recording_received_de").await
        }),
        cx.both("recording::a_form_filled_to_the_brim_is_kept", full),
        cx.both("recording::odd_words_in_forms_are_kept", odd_words),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn received(database: TestDatabase, locale: &str, joint: Joint, option: &str, snapshot: &str) -> Tested {
    let world = World::joined(database, COMPANY, locale, joint).await;
    world.types("Ana", "/gave").await;
    world.sends("Ana", &[("who", json!(["@Sam", "@Lee"])), ("way", json!("received")), ("what", json!("found the slow query"))]).await;
    world.types("Ana", "/gave").await;
    world
        .sends("Ana", &[("who", json!(["@Tom"])), ("way", json!("received")), ("what", json!("the numbers")), ("on", json!("2026-02-27"))])
        .await;
    let kept = home(&world, "Ana").await.entries;
    assert_eq!((kept.len(), kept.iter().filter(|entry| entry.gave).count()), (3, 0));
    for other in ["Sam", "Lee", "Tom"] {
        assert!(home(&world, other).await.entries.is_empty() && world.dm(other).is_empty(), "{other} sees nothing of it");
    }
    let transcript = world.transcript();
    assert!(transcript.contains(option), "{transcript}");
    world.stage.hang_up().await;
    world.reads(snapshot).await
}

async fn odd_words(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    for words in ["\"quoted\" & <b>bold</b> 🎉", "مرحبا بكم في العرض", "one\n\ntwo   three", "`code` *bold* @everyone <!channel>"]
    {
        world.types("Ana", "/gave").await;
        world.sends("Ana", &[("who", json!(["@Sam"])), ("what", json!(words))]).await;
        world.presses("Ana", "Edit").await;
        let shown = world.form("Ana").expect("a form").to_string();
        let folded = json!(words.split_whitespace().collect::<Vec<_>>().join(" ")).to_string();
        assert!(shown.contains(&folded), "{words} stands in the form as it was typed: {shown}");
        world.sends("Ana", &[]).await;
    }
    assert_eq!(home(&world, "Ana").await.entries.len(), 4);
    world.reads("recording_odd_words").await
}

async fn full(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/gave").await;
    let form = world.form("Ana").expect("a form").to_string();
    assert!(form.contains("\"max_length\":3000"), "Slack counts for the person: {form}");
    world.sends("Ana", &[("who", json!(["@Sam"])), ("what", json!("&".repeat(3_000)))]).await;
    let note = home(&world, "Ana").await.entries.remove(0).note;
    assert_eq!(note.as_str(), "&amp;".repeat(3_000), "every character is kept");
    world.ends().await
}
