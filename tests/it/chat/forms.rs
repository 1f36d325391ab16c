//! Forms: opened by a bare command or a shortcut, sent, kept open with a sentence where something is missing.

use goodturn::demo::stage::Joint;
use libtest_mimic::Trial;
use serde_json::json;
use standin::FaultKind;

use super::world::{COMPANY, Tested, World};
use crate::support::{Harness, Need, TestDatabase, schemas};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("forms::a_bare_command_opens_one", opens),
        cx.both("forms::the_shortcut_opens_it_too", shortcut),
        cx.both("forms::what_is_missing_is_said_in_the_form", missing),
        cx.both("forms::what_is_typed_into_a_form_is_not_markup", markup),
        cx.both("forms::over_socket_mode", over_sockets),
        cx.both("forms::a_form_that_comes_too_late_is_said", too_late),
    ]
    .into_iter()
    .flatten()
    .chain([cx.need(Need::SlackReference, cx.plain("forms::what_slacks_types_refuse_is_noticed", noticed))])
    .collect()
}

/// Every conversation holds what it showed against Slack's types; here it is shown that they refuse something.
fn noticed() -> Tested {
    let types = schemas::types().ok_or("the schemas are there")?;
    let words = json!({ "type": "plain_text", "text": "Title" });
    let good = json!([{ "type": "section", "text": { "type": "mrkdwn", "text": "*x*" } }]);
    assert_eq!(types.flaw_of_blocks(&good), None);
    assert!(types.flaw_of_blocks(&json!([{ "type": "header", "text": { "type": "mrkdwn", "text": "*x*" } }])).is_some());
    assert_eq!(types.flaw_of_view(&json!({ "type": "modal", "title": words, "blocks": good })), None);
    assert!(types.flaw_of_view(&json!({ "type": "modal", "title": "Title", "blocks": good })).is_some());
    Ok(())
}

async fn opens(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/gave").await;
    world
        .sends("Ana", &[("who", json!(["@Sam", "@Lee"])), ("what", json!("walked through the checklist")), ("on", json!("2026-02-27"))])
        .await;
    assert!(world.form("Ana").is_none(), "it closes");
    world.reads("forms_opens").await
}

async fn shortcut(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.uses("Ana", "gave", None).await;
    world.sends("Ana", &[("who", json!(["@Sam"])), ("what", json!("walked through the checklist"))]).await;
    world.stage.slack.open_home("U0ANA").await.expect("Home opens");
    world.reads("forms_shortcut").await
}

async fn missing(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/gave").await;
    world.sends("Ana", &[("who", json!(["@Ana"])), ("what", json!("walked through the checklist"))]).await;
    assert!(world.form("Ana").is_some(), "it stays open");
    world.sends("Ana", &[("who", json!(["@Sam"])), ("what", json!("walked through the checklist"))]).await;
    world.reads("forms_missing").await
}

async fn markup(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/gave").await;
    world.sends("Ana", &[("who", json!(["@Sam"])), ("what", json!("R&D <!channel> <https://x.example|click> *bold*"))]).await;
    let shown = world.stage.slack.ephemerals("U0ANA").pop().expect("an answer").to_string();
    assert!(shown.contains("R&amp;D &lt;!channel&gt; &lt;https://x.example|click&gt;"), "{shown}");
    world.ends().await
}

async fn over_sockets(database: TestDatabase) -> Tested {
    let world = World::joined(database, COMPANY, "de-DE", Joint::SocketMode).await;
    world.types("Ana", "/gave").await;
    world.sends("Ana", &[("who", json!(["@Ana"])), ("what", json!("die Liste durchgegangen"))]).await;
    world.sends("Ana", &[("who", json!(["@Sam"])), ("what", json!("die Liste durchgegangen"))]).await;
    let transcript = world.transcript();
    assert!(transcript.contains("Wähl die andere Person aus"), "{transcript}");
    assert!(transcript.contains("Notiert, nur für dich."), "{transcript}");
    let by = goodturn::app::Actor { workspace: super::world::workspace_id(), person: super::world::id("Ana").into() };
    let entries = world.stage.app.read_home(&by).await.expect("a Home").entries;
    assert_eq!(entries.iter().map(|entry| entry.note.as_str()).collect::<Vec<_>>(), ["die Liste durchgegangen"]);
    world.stage.hang_up().await;
    Ok(())
}

async fn too_late(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.fault("views.open", FaultKind::Error("expired_trigger_id".to_owned()), 1);
    world.types("Ana", "/gave").await;
    world.reads("forms_too_late").await
}
