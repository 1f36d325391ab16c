//! An ask to a whole team: kept, asked after, and closed by saying who helped.

use goodturn::demo::stage::Joint;
use libtest_mimic::Trial;
use serde_json::json;

use super::super::world::{Tested, id};
use super::{actor, furnished, home};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("recording::a_team_is_asked_and_somebody_helps", async |database| {
            asked(database, "en-US", Joint::Sockets, "They helped", "recording_team_ask").await
        }),
        cx.both("recording::a_team_is_asked_in_german", async |database| {
            asked(database, "de-DE", Joint::SocketMode, "Hat geholfen", "recording_team_ask_de").await
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn asked(database: TestDatabase, locale: &str, joint: Joint, helped: &str, snapshot: &str) -> Tested {
    let world = furnished(database, locale, joint).await;
    world.types("Ana", "/goodturn join").await;
    let teams = world.stage.app.known_teams(&actor("Ana")).await?;
    let finance = teams.iter().find(|(_, name)| name == "Finance").map(|(id, _)| json!(id.as_str())).expect("Finance is known");
    world.types("Ana", "/asked").await;
    world.sends("Ana", &[("team", finance), ("what", json!("which forecast to trust"))]).await;
    assert_eq!(home(&world, "Ana").await.asks.len(), 1);
    world.until("2026-03-10 10:30").await;
    world.presses("Ana", helped).await;
    assert_eq!(home(&world, "Ana").await.asks.len(), 1, "nobody was named yet");
    world.sends("Ana", &[("who", json!(["@Ana"]))]).await;
    world.sends("Ana", &[("who", json!(["@Lee", "@Tom"]))]).await;
    let kept = home(&world, "Ana").await;
    assert_eq!((kept.asks.len(), kept.entries.len()), (0, 2));
    assert!(kept.entries.iter().all(|entry| !entry.gave));
    assert!(world.dm("Lee").is_empty() && world.dm("Tom").is_empty() && world.stage.slack.ephemerals(&id("Lee")).is_empty());
    world.stage.hang_up().await;
    world.reads(snapshot).await
}
