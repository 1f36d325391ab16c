//! Taking one's data along: the file in one's own DM, what is in it and what is not, once and only once, and its way back out of Slack.

use libtest_mimic::Trial;
use serde_json::{Value, json};
use standin::{FaultKind, LatestMode};

use super::forget::tables_with;
use super::world::{COMPANY, Tested, World, id};
use crate::support::{Harness, TestDatabase};
use goodturn::domain::delivery::State;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("export::what_is_in_the_file", whole),
        cx.both("export::nothing_tells_who_logged_them", nothing_of_others),
        cx.both("export::on_home_and_for_people_who_did_not_join", on_home),
        cx.both("export::in_german", german),
        cx.both("export::asked_twice_it_comes_once", once),
        cx.both("export::it_comes_once_whatever_slack_does", faults),
        cx.both("export::a_worker_that_died_in_between", died),
        cx.both("export::without_a_view_it_is_held", blind),
        cx.both("export::leaving_does_not_hold_it_up", leaving),
        cx.both("export::deleting_everything_takes_the_file_out_of_slack", forgotten),
        cx.both("export::deleting_everything_first", forgotten_first),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The files in somebody's DM that are still there: id and content.
fn files(world: &World, who: &str) -> Vec<(String, Value)> {
    let dm = world.dm(who);
    let shared = dm.iter().filter_map(|message| message["files"].as_array()).flatten();
    let ids = shared.filter_map(|file| file["id"].as_str());
    ids.filter_map(|id| Some((id.to_owned(), serde_json::from_slice(&world.stage.slack.file(id)?).expect("JSON")))).collect()
}

/// Ana's life with Goodturn, with others who entered things about her.
async fn lived(database: TestDatabase) -> World {
    let world = World::new(database).await;
    world.types("Ana", "/gave @Mia a canary &amp; &lt;tags&gt; with the numbers of @Sam , 6 weeks ago").await;
    world.types("Sam", "/gave @Ana a secret of Sam's").await;
    world.types("Sam", "/goodturn join").await;
    world.types("Sam", "/goodturn tend @Ana").await;
    world.types("Lee", "/asked @Ana for Lee's secret").await;
    world.joins_on("Ana", "2026-04-01 12:00").await;
    world.types("Ana", "/goodturn boundary Finance").await;
    world.types("Ana", "/goodturn tend @Lee every 3 months").await;
    world.types("Ana", "/asked @Tom when the quarter closes").await;
    world.types("Ana", "/goodturn introduce @Lee @Sam they both read forecasts").await;
    world.until("2026-04-07 10:05").await;
    world.presses("Ana", "Not this person").await;
    world.until("2026-04-14 10:05").await;
    world.types("Ana", "/goodturn team Research").await;
    world
}

async fn whole(database: TestDatabase) -> Tested {
    let world = lived(database).await;
    let said = world.types("Ana", "/goodturn export").await;
    assert!(said.body.contains("On its way") && said.body.contains("Messages"), "{}", said.body);
    let files = files(&world, "Ana");
    assert_eq!(files.len(), 1);
    let message = world.dm("Ana").pop().expect("a message");
    assert_eq!(message["files"][0]["name"], "goodturn-2026-04-14.json");
    assert!(!message["text"].to_string().contains("U0"), "a locked phone may show it: {message}");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let shown = serde_json::to_string_pretty(&files[0].1)?;
    settings.bind(|| insta::assert_snapshot!("export_file", shown));
    let kept = tables_with(&world.database, "a canary").await;
    assert_eq!(kept, Vec::<String>::new(), "nothing of the file is kept in the clear");
    world.ends().await
}

async fn nothing_of_others(database: TestDatabase) -> Tested {
    let world = lived(database).await;
    world.types("Ana", "/goodturn export").await;
    let of_ana = files(&world, "Ana")[0].1.to_string();
    for secret in ["a secret of Sam's", "Lee's secret"] {
        assert!(!of_ana.contains(secret), "{of_ana}");
    }
    world.types("Bo", "/goodturn export").await;
    let of_bo = files(&world, "Bo")[0].1.clone();
    assert_eq!((&of_bo["entries"], &of_bo["settings"], &of_bo["introductions"]), (&json!([]), &Value::Null, &json!([])));
    // Lee and Sam were proposed to each other; only who was asked knows of it.
    for (who, knows) in [("Lee", !world.dm("Lee").is_empty()), ("Sam", world.dm_text("Sam").contains("bring you and"))] {
        world.types(who, "/goodturn export").await;
        let file = files(&world, who).pop().expect("a file").1;
        assert_eq!(file["introductions"].as_array().is_some_and(|all| !all.is_empty()), knows, "{who}: {file}");
        assert!(!file.to_string().contains("canary"), "{who}: {file}");
    }
    world.ends().await
}

async fn on_home(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Mia", "/gave @Ana the slides").await;
    world.opens_home("Mia").await;
    world.presses_home("Mia", "Export my data").await;
    assert!(world.form("Mia").expect("it says so").to_string().contains("On its way"));
    let files = files(&world, "Mia");
    assert_eq!((files.len(), &files[0].1["entries"][0]["note"]), (1, &json!("the slides")));
    assert_eq!(world.dm("Ana").len(), 0);
    world.reads("export_home").await
}

async fn german(database: TestDatabase) -> Tested {
    let world = World::of(database, COMPANY, "de-DE").await;
    world.types("Ana", "/gave @Sam die Folien").await;
    world.types("Ana", "/goodturn export").await;
    assert_eq!(files(&world, "Ana").len(), 1);
    world.reads("export_german").await
}

async fn once(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.fault("files.getUploadURLExternal", FaultKind::Http500, 1);
    world.types("Ana", "/goodturn export").await;
    world.types("Ana", "/goodturn export").await;
    world.opens_home("Ana").await;
    world.presses_home("Ana", "Export my data").await;
    world.until("2026-03-02 07:00").await;
    assert_eq!(files(&world, "Ana").len(), 1, "one was on its way");
    world.types("Ana", "/goodturn export").await;
    assert_eq!(files(&world, "Ana").len(), 2, "later another one may come");
    world.ends().await
}

async fn faults(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    let mut so_far = 0;
    for (method, kind, count) in [
        ("files.getUploadURLExternal", FaultKind::Http429 { retry_after_s: 30 }, 2),
        ("files.getUploadURLExternal", FaultKind::TimeoutAfter, 1),
        ("conversations.open", FaultKind::Http500, 2),
        ("conversations.info", FaultKind::Reset, 1),
        ("files.completeUploadExternal", FaultKind::Http429 { retry_after_s: 30 }, 2),
        ("files.completeUploadExternal", FaultKind::TimeoutAfter, 1),
        ("files.completeUploadExternal", FaultKind::TimeoutBefore, 2),
        ("files.completeUploadExternal", FaultKind::LateEffect { after_s: 90 }, 1),
        ("files.completeUploadExternal", FaultKind::Error("internal_error".to_owned()), 1),
    ] {
        so_far += 1;
        let name = format!("{method} {kind}");
        world.fault(method, kind, count);
        world.types("Ana", "/goodturn export").await;
        world.until(&format!("2026-03-{:02} 12:00", so_far + 1)).await;
        assert_eq!(files(&world, "Ana").len(), so_far, "{name}");
        assert_eq!(world.count(State::InDoubt).await, 0, "{name}");
    }
    assert!(world.stage.slack.calls().iter().all(|call| call.fault.is_some() || call.ok), "no call was wrong");
    world.ends().await
}

async fn died(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    let by = goodturn::app::Actor { workspace: super::world::workspace_id(), person: id("Ana").into() };
    // Right after the lease; and right after the file was noted and the call began.
    for begun in [false, true] {
        let before = files(&world, "Ana").len();
        world.stage.app.ask_for_export(&by).await?;
        let delivery = world.stage.app.lease(1).await?.pop().expect("it is due");
        if begun {
            assert!(world.stage.app.export_shows(&delivery, "F0LOST").await?);
            let dm = world.stage.slack.dm_of(&id("Ana")).expect("a DM");
            let last = world.dm("Ana").last().map(|message| message["ts"].as_str().unwrap_or_default().to_owned());
            assert!(world.stage.app.call_begins(&delivery, &dm.as_str().into(), last.as_deref()).await?);
        }
        let until = if begun { "2026-03-02 08:00" } else { "2026-03-02 07:00" };
        world.until(until).await;
        assert_eq!(files(&world, "Ana").len(), before + 1, "begun: {begun}");
    }
    world.ends().await
}

async fn blind(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.stage.slack.latest_mode(LatestMode::Absent);
    world.types("Ana", "/goodturn export").await;
    world.until("2026-03-02 12:00").await;
    assert_eq!((files(&world, "Ana").len(), world.count(State::Held).await), (1, 1), "it is there, and nobody can tell: never again");
    world.ends().await
}

async fn leaving(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.fault("files.getUploadURLExternal", FaultKind::Http500, 1);
    world.types("Ana", "/goodturn export").await;
    world.types("Ana", "/goodturn leave").await;
    world.until("2026-03-02 07:00").await;
    assert_eq!(files(&world, "Ana").len(), 1);
    world.ends().await
}

async fn forgotten(database: TestDatabase) -> Tested {
    let world = lived(database).await;
    world.types("Ana", "/goodturn export").await;
    assert_eq!(files(&world, "Ana").len(), 1);
    world.fault("files.delete", FaultKind::Http500, 1);
    world.types("Ana", "/goodturn delete everything").await;
    world.sends("Ana", &[]).await;
    world.until("2026-04-14 11:00").await;
    assert_eq!(files(&world, "Ana"), Vec::new(), "the file is gone from Slack");
    assert!(!world.dm_text("Ana").contains("everything Goodturn keeps about you"), "{}", world.dm_text("Ana"));
    for what in [id("Ana"), "exported".to_owned()] {
        assert_eq!(tables_with(&world.database, &what).await, Vec::<String>::new());
    }
    world.ends().await
}

async fn forgotten_first(database: TestDatabase) -> Tested {
    let world = lived(database).await;
    world.fault("files.getUploadURLExternal", FaultKind::Http500, 1);
    world.types("Ana", "/goodturn export").await;
    world.types("Ana", "/goodturn delete everything").await;
    world.sends("Ana", &[]).await;
    world.until("2026-04-15 11:00").await;
    assert_eq!(files(&world, "Ana"), Vec::new());
    assert_eq!(tables_with(&world.database, &id("Ana")).await, Vec::<String>::new());
    world.ends().await
}
