//! [Edit]: entries become what the form says; the answer is replaced while its address lives, and Home shows it after.

use goodturn::app::edit_entry::EditEntry;
use goodturn::demo::stage::Joint;
use libtest_mimic::Trial;
use serde_json::json;
use standin::FaultKind;

use super::super::world::{Tested, World, id};
use super::{actor, furnished, home};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("recording::an_edit_changes_people_words_day_and_way", async |database| edits(database, "en-US", Joint::Sockets).await),
        cx.both("recording::an_edit_in_german", async |database| edits(database, "de-DE", Joint::SocketMode).await),
        cx.both("recording::an_edit_after_the_address_is_gone_shows_on_home", after_the_address),
        cx.both("recording::an_edit_of_what_is_gone_is_said", gone),
        cx.both("recording::an_edit_that_is_delivered_again_adds_nobody_twice", delivered_again),
        cx.both("recording::words_that_no_form_holds_stay", long),
        cx.both("recording::an_ask_is_edited_and_keeps_its_place", asks),
        cx.both("recording::a_reminder_shows_an_edited_ask", carried),
        cx.both("recording::who_deleted_everything_stays_nameless", nameless),
        cx.both("recording::nobody_edits_what_is_not_theirs", not_theirs),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn edits(database: TestDatabase, locale: &str, joint: Joint) -> Tested {
    let world = furnished(database, locale, joint).await;
    let english = locale.starts_with("en");
    let (edit, day, undo) = if english { ("Edit", "Change the day", "Undo") } else { ("Bearbeiten", "Tag ändern", "Rückgängig") };
    world.until("2026-03-04 09:00").await;
    world.stage.slack.open_home(&id("Ana")).await?;
    world.stage.settle().await;
    world.types("Ana", "/gave @Sam, @Lee the slides for @Tom & R&amp;D, yesterday").await;
    world.presses("Ana", edit).await;
    // One stays, one goes, one comes; the words still mention Tom.
    world
        .sends("Ana", &[("who", json!(["@Lee", "@Mia"])), ("what", json!("both decks for @Tom & R&D")), ("on", json!("2026-03-02"))])
        .await;
    let kept = home(&world, "Ana").await.entries;
    assert_eq!(kept.len(), 2);
    for entry in &kept {
        assert_eq!(entry.note.mentions(), [id("Tom").as_str().into()], "the mention is one again");
        assert_eq!(entry.day.date().to_string(), "2026-03-02");
    }
    world.presses("Ana", day).await;
    world.sends("Ana", &[("way", json!("received")), ("on", json!("2026-03-04"))]).await;
    assert!(home(&world, "Ana").await.entries.iter().all(|entry| !entry.gave));
    let shown = world.stage.slack.home(&id("Ana")).expect("there is a Home").to_string();
    assert!(shown.contains("both decks") && !shown.contains("the slides"), "Home shows it by itself");
    world.presses("Ana", undo).await;
    assert!(home(&world, "Ana").await.entries.is_empty());
    assert!(world.button("Ana", edit, 0).is_none() && world.button("Ana", undo, 0).is_none(), "nothing more is offered");
    world.stage.hang_up().await;
    world.reads(if english { "recording_edit" } else { "recording_edit_de" }).await
}

async fn after_the_address(database: TestDatabase) -> Tested {
    let world = furnished(database, "en-US", Joint::InProcess).await;
    world.stage.slack.open_home(&id("Ana")).await?;
    world.stage.settle().await;
    world.types("Ana", "/gave @Sam the slides").await;
    world.presses("Ana", "Edit").await;
    world.fault("response_url", FaultKind::Error("expired_url".to_owned()), 1);
    world.sends("Ana", &[("what", json!("the deck"))]).await;
    assert!(world.form("Ana").is_none(), "it closes as if nothing were wrong");
    let shown = world.stage.slack.home(&id("Ana")).expect("there is a Home").to_string();
    assert!(shown.contains("the deck") && !shown.contains("the slides"), "Home is right");
    world.reads("recording_edit_late").await
}

async fn gone(database: TestDatabase) -> Tested {
    let world = furnished(database, "en-US", Joint::InProcess).await;
    world.types("Ana", "/gave @Sam the slides").await;
    let (ts, action, value) = world.button("Ana", "Edit", 0).expect("a button");
    world.presses("Ana", "Edit").await;
    world.types("Ana", "/goodturn undo").await;
    world.sends("Ana", &[("what", json!("the deck"))]).await;
    assert!(world.form("Ana").is_some(), "it stays open, with the words in it");
    world.stage.slack.close(&id("Ana"), world.form("Ana").expect("a form")["id"].as_str().expect("an id")).await?;
    world.stage.slack.click(&id("Ana"), &ts, &action, Some(&value)).await?;
    world.stage.settle().await;
    assert!(world.form("Ana").is_none() && home(&world, "Ana").await.entries.is_empty());
    world.reads("recording_edit_gone").await
}

async fn delivered_again(database: TestDatabase) -> Tested {
    let world = furnished(database, "en-US", Joint::InProcess).await;
    world.types("Ana", "/gave @Sam the slides").await;
    world.presses("Ana", "Edit").await;
    world.sends("Ana", &[("who", json!(["@Sam", "@Mia"]))]).await;
    // What it says, and the entries that its button stands for.
    let answer = |world: &World| {
        let said = world.stage.slack.ephemerals(&id("Ana")).pop().map(|message| message["blocks"][0]["text"].to_string());
        (said, world.button("Ana", "Undo", 0).map(|(_, _, entries)| entries))
    };
    let before = answer(&world);
    assert_eq!(home(&world, "Ana").await.entries.len(), 2);
    world.stage.slack.redeliver_last().await?;
    world.stage.settle().await;
    assert_eq!(home(&world, "Ana").await.entries.len(), 2, "Mia was added once");
    assert_eq!(answer(&world), before, "and it answers as before");
    // What it answers with stands for both entries.
    world.presses("Ana", "Undo").await;
    assert!(home(&world, "Ana").await.entries.is_empty());
    // A form that was refused is no form that was sent: put right, it counts.
    world.types("Ana", "/gave @Sam the agenda").await;
    world.presses("Ana", "Edit").await;
    world.sends("Ana", &[("who", json!(["@Ana"]))]).await;
    world.sends("Ana", &[("who", json!(["@Lee"]))]).await;
    assert_eq!(home(&world, "Ana").await.entries.iter().map(|entry| entry.person.clone()).collect::<Vec<_>>(), [id("Lee").as_str().into()]);
    world.ends().await
}

async fn long(database: TestDatabase) -> Tested {
    let world: World = furnished(database, "en-US", Joint::InProcess).await;
    world.types("Ana", &format!("/gave @Sam {}", "long words ".repeat(320))).await;
    let before = home(&world, "Ana").await.entries.remove(0);
    assert!(before.note.as_str().len() > 3_500);
    world.presses("Ana", "Edit").await;
    let form = world.form("Ana").expect("a form").to_string();
    assert!(form.contains("longer than a form can hold"), "{form}");
    world.sends("Ana", &[("who", json!(["@Lee"]))]).await;
    let after = home(&world, "Ana").await.entries.remove(0);
    assert_eq!((&after.id, &after.note, after.person.as_str()), (&before.id, &before.note, id("Lee").as_str()));
    world.presses("Ana", "Edit").await;
    world.sends("Ana", &[("what", json!("in short"))]).await;
    assert_eq!(home(&world, "Ana").await.entries[0].note.as_str(), "in short");
    world.ends().await
}

async fn asks(database: TestDatabase) -> Tested {
    let world = furnished(database, "en-US", Joint::InProcess).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/asked @Lee, @Sam which forecast to trust").await;
    world.presses("Ana", "Edit").await;
    let teams = world.stage.app.known_teams(&actor("Ana")).await?;
    let finance = teams.iter().find(|(_, name)| name == "Finance").map(|(id, _)| json!(id.as_str())).expect("Finance is known");
    world.sends("Ana", &[("who", json!([])), ("team", finance)]).await;
    assert_eq!(home(&world, "Ana").await.asks.len(), 1);
    world.presses("Ana", "Edit").await;
    world.sends("Ana", &[("who", json!(["@Tom"])), ("team", json!(null)), ("what", json!("which number to trust"))]).await;
    world.until("2026-03-10 10:30").await;
    world.presses("Ana", "They helped").await;
    let kept = home(&world, "Ana").await;
    assert_eq!((kept.asks.len(), kept.entries.len()), (0, 1));
    assert_eq!(kept.entries[0].person.as_str(), id("Tom"));
    world.reads("recording_edit_ask").await
}

/// The reminder that shows an ask names whom it was to; it is brought up to date, so that no earlier name stays.
async fn carried(database: TestDatabase) -> Tested {
    let world = furnished(database, "en-US", Joint::InProcess).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/asked @Lee which forecast to trust").await;
    world.until("2026-03-10 10:30").await;
    assert!(world.dm_text("Ana").contains(&id("Lee")));
    world.presses("Ana", "Edit").await;
    world.sends("Ana", &[("who", json!(["@Tom"]))]).await;
    assert!(world.dm_text("Ana").contains(&id("Tom")) && !world.dm_text("Ana").contains(&id("Lee")), "{}", world.dm_text("Ana"));
    world.ends().await
}

async fn nameless(database: TestDatabase) -> Tested {
    let world = furnished(database, "en-US", Joint::InProcess).await;
    world.types("Ana", "/gave @Sam, @Lee the slides").await;
    for who in ["Sam", "Lee"] {
        world.types(who, "/goodturn delete everything").await;
        world.sends(who, &[]).await;
        world.presses("Ana", "Edit").await;
        let form = world.form("Ana").expect("a form").to_string();
        assert!(!form.contains("colleague") && !form.contains(&id(who)), "{form}");
        world.sends("Ana", &[("what", json!(format!("the deck, without {who}")))]).await;
    }
    let kept = home(&world, "Ana").await.entries;
    assert!(kept.len() == 2 && kept.iter().all(|entry| entry.person.is_forgotten() && entry.note.as_str().ends_with("Lee")));
    world.stage.app.rebuild_ties().await?;
    world.reads("recording_edit_nameless").await
}

async fn not_theirs(database: TestDatabase) -> Tested {
    let world = furnished(database, "en-US", Joint::InProcess).await;
    world.types("Ana", "/gave @Sam the slides").await;
    let entry = home(&world, "Ana").await.entries.remove(0);
    let by = actor("Sam");
    assert_eq!(world.stage.app.read_entry(&by, std::slice::from_ref(&entry.id)).await.expect("the database answers"), None);
    let words = Some("mine".to_owned());
    let edit = EditEntry {
        by,
        entries: vec![entry.id.clone()],
        people: vec![id("Lee").into()],
        team: None,
        way: None,
        words,
        on: None,
        trigger: None,
    };
    let refused = world.stage.app.edit_entry(edit).await;
    assert!(refused.is_err_and(|why| why.to_string().contains("EntryGone")));
    assert_eq!(home(&world, "Ana").await.entries[0], entry);
    world.ends().await
}
