//! The same conversation over both transports, and what Socket Mode alone can do wrong.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::future::join_all;
use goodturn::app::Actor;
use goodturn::demo::stage::Joint;
use libtest_mimic::Trial;
use standin::DisconnectReason;

use super::world::{COMPANY, Tested, World, id, workspace_id};
use crate::support::{Harness, TestDatabase};

/// Sockets dropped or sent away under load; the long run is `GOODTURN_SOCKET_ROUNDS=200`.
const ROUNDS: u32 = 12;

/// People who type at once in each round.
const TYPING: usize = 20;

/// How long the bot may take to stand again after a round.
const BACK_WITHIN: Duration = Duration::from_secs(10);

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("socket::a_conversation_reads_the_same_over_http", async |database| conversation(database, Joint::Sockets).await),
        cx.both("socket::a_conversation_reads_the_same_over_socket_mode", async |database| conversation(database, Joint::SocketMode).await),
        cx.both("socket::dropped_and_refreshed_sockets_lose_nothing_acknowledged", lost_sockets),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn conversation(database: TestDatabase, joint: Joint) -> Tested {
    let world = World::joined(database, COMPANY, "en-US", joint).await;
    world.stage.slack.open_home(&id("Ana")).await?;
    world.stage.settle().await;
    for line in [
        "/goodturn join",
        "/gave @Sam, @Lee the slides",
        "/gave the slides",
        "/asked @Mia which forecast to trust",
        "/gave @Tom the wrong one",
    ] {
        assert_eq!(world.types("Ana", line).await.error, None, "{line}");
    }
    world.presses("Ana", "Undo").await;
    world.until("2026-03-10 10:30").await;
    world.presses("Ana", "They helped").await;
    world.until("2026-04-07 10:30").await;
    world.presses_nth("Ana", "We've been in touch", 0).await;
    world.stage.hang_up().await;
    world.reads("both_transports").await
}

async fn lost_sockets(database: TestDatabase) -> Tested {
    let rounds = std::env::var("GOODTURN_SOCKET_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    let world = World::joined(database, COMPANY, "en-US", Joint::SocketMode).await;
    let mut acknowledged: BTreeMap<String, bool> = BTreeMap::new();
    for round in 0..rounds {
        let typed = join_all((0..TYPING).map(|place| type_one(&world, round, place)));
        let disturbed = async {
            tokio::time::sleep(Duration::from_millis(u64::from(round % 4) * 3)).await;
            match round % 3 {
                0 => world.stage.slack.drop_oldest_sockets(1),
                1 => world.stage.slack.disconnect_sockets(DisconnectReason::RefreshRequested),
                _ => world.stage.slack.drop_sockets(),
            }
        };
        let (typed, ()) = tokio::join!(typed, disturbed);
        acknowledged.extend(typed);
        let back = async {
            while world.stage.slack.sockets() < 2 {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(BACK_WITHIN, back).await.map_err(|_| format!("the bot did not come back in round {round}"))?;
    }
    world.stage.hang_up().await;
    for (owner, acknowledged) in &acknowledged {
        let by = Actor { workspace: workspace_id(), person: owner.as_str().into() };
        let there = world.stage.app.read_home(&by).await?.entries.len();
        assert!(there <= 1, "an act is there twice");
        assert!(there == 1 || !acknowledged, "an acknowledged act is lost");
    }
    let kept = acknowledged.values().filter(|acknowledged| **acknowledged).count();
    assert!(kept * 2 > acknowledged.len(), "only {kept} of {} were acknowledged", acknowledged.len());
    Ok(())
}

/// Somebody of their own types once; tells whether Slack got the answer.
async fn type_one(world: &World, round: u32, place: usize) -> (String, bool) {
    let who = format!("U7{round:04}{place:03}");
    world.stage.slack.replace_user(serde_json::json!({ "id": who, "team_id": super::world::WORKSPACE, "name": who, "profile": {} }));
    tokio::time::sleep(Duration::from_micros(500 * place as u64)).await;
    let delivered = world.stage.slack.slash(&who, "/gave", &format!("<@{}> the slides", id("Sam")), None).await;
    (who, delivered.is_ok_and(|delivered| delivered.error.is_none()))
}
