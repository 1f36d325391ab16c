//! The same conversation over both transports, and what Socket Mode alone can do wrong.

mod others;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::Write;
use std::time::Duration;

use futures_util::future::join_all;
use goodturn::app::Actor;
use goodturn::demo::stage::Joint;
use libtest_mimic::Trial;
use standin::DisconnectReason;
use tokio::time::error::Elapsed;

use super::world::{COMPANY, Tested, World, id, workspace_id};
use crate::support::{Harness, TestDatabase};

/// Sockets dropped or sent away under load; the long run is `GOODTURN_SOCKET_ROUNDS=200`.
const ROUNDS: u32 = 12;

/// People who type at once in each round.
const TYPING: usize = 20;

/// Times that somebody types before giving up.
pub(super) const TRIES: u32 = 5;

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
    let mut typed_once = 0;
    let mut owners: BTreeMap<String, bool> = BTreeMap::new();
    let mut others = Vec::new();
    for round in 0..rounds {
        let other = others::Others::ready(&world, round).await?;
        let answered = Cell::new(0);
        let typed = join_all((0..TYPING).map(|place| type_one(&world, round, place, &answered)));
        // By what was answered and not by the clock, so that a busy machine is disturbed at the same places.
        let disturbed = async {
            while answered.get() < (round / 4 % 4) * 5 {
                tokio::time::sleep(Duration::from_micros(200)).await;
            }
            match round % 4 {
                0 => world.stage.slack.drop_oldest_sockets(1),
                1 => world.stage.slack.disconnect_sockets(DisconnectReason::RefreshRequested),
                2 => world.stage.slack.disconnect_sockets(DisconnectReason::Warning),
                _ => world.stage.slack.drop_sockets(),
            }
        };
        let (typed, acted, ()) = tokio::join!(typed, other.act(&world), disturbed);
        acted.map_err(|error| format!("in round {round}: {error:?}"))?;
        others.push(other);
        typed_once += typed.iter().filter(|(_, tries)| *tries == 1).count();
        owners.extend(typed.into_iter().map(|(owner, tries)| (owner, tries <= TRIES)));
        stands_again(&world).await.map_err(|_| format!("the bot did not come back in round {round}"))?;
    }
    world.stage.hang_up().await;
    for other in &others {
        other.acted_once(&world).await?;
    }
    for (owner, acknowledged) in &owners {
        let by = Actor { workspace: workspace_id(), person: owner.as_str().into() };
        let there = world.stage.app.read_home(&by).await?.entries.len();
        assert!(*acknowledged, "somebody typed {TRIES} times and was never answered");
        // The first try may have been acted on without an answer; typing again must not make two of it.
        assert_eq!(there, 1, "an acknowledged act is lost or there twice");
    }
    // Past the test's own capture: this line is the figure of a long run.
    let (typed, others) = (owners.len(), others.len());
    let _ = writeln!(
        std::io::stderr(),
        "{rounds} rounds, {typed} typed, {typed_once} answered at the first try, {others} presses, forms and events, each there once"
    );
    Ok(())
}

/// Waits until both connections stand.
pub(super) async fn stands_again(world: &World) -> Result<(), Elapsed> {
    let back = async {
        while world.stage.slack.sockets() < 2 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(BACK_WITHIN, back).await
}

/// Somebody of their own types, and again when Slack shows an error; tells how often it took.
async fn type_one(world: &World, round: u32, place: usize, answered: &Cell<u32>) -> (String, u32) {
    let who = format!("U7{round:04}{place:03}");
    world.stage.slack.replace_user(serde_json::json!({ "id": who, "team_id": super::world::WORKSPACE, "name": who, "profile": {} }));
    tokio::time::sleep(Duration::from_micros(500 * place as u64)).await;
    let mut tries = 1;
    while tries <= TRIES {
        let delivered = world.stage.slack.slash(&who, "/gave", &format!("<@{}> the slides", id("Sam")), None).await;
        if delivered.is_ok_and(|delivered| delivered.error.is_none()) {
            break;
        }
        tries += 1;
        let _ = stands_again(world).await;
    }
    // Whoever gave up counts, too: nobody waits for them.
    answered.set(answered.get() + 1);
    (who, tries)
}
