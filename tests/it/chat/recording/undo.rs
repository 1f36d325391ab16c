//! `/goodturn undo`: the latest entry of the last hour goes, with its words shown.

use goodturn::demo::stage::Joint;
use libtest_mimic::Trial;

use super::super::world::Tested;
use super::{furnished, home};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("recording::undo_takes_back_the_latest", async |database| undo(database, "en-US", Joint::Sockets, "recording_undo").await),
        cx.both("recording::undo_in_german", async |database| undo(database, "de-DE", Joint::SocketMode, "recording_undo_de").await),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn undo(database: TestDatabase, locale: &str, joint: Joint, snapshot: &str) -> Tested {
    let world = furnished(database, locale, joint).await;
    world.types("Ana", "/gave @Mia an old thing").await;
    world.until("2026-03-02 07:30").await;
    world.types("Bo", "/gave @Mia something of my own").await;
    world.types("Ana", "/gave @Sam, @Lee the slides, yesterday").await;
    world.until("2026-03-02 07:31").await;
    world.types("Ana", "/asked @Tom which forecast to trust").await;
    world.types("Ana", "/goodturn undo").await;
    assert_eq!((home(&world, "Ana").await.asks.len(), home(&world, "Ana").await.entries.len()), (0, 3));
    world.stage.slack.redeliver_last().await?;
    world.stage.settle().await;
    assert_eq!(home(&world, "Ana").await.entries.len(), 3, "the same delivery again takes nothing more");
    world.types("Ana", "/goodturn undo").await;
    assert_eq!(home(&world, "Ana").await.entries.len(), 1, "both people of one command");
    world.types("Ana", "/goodturn undo").await;
    assert_eq!((home(&world, "Ana").await.entries.len(), home(&world, "Bo").await.entries.len()), (1, 1), "older ones and others' stay");
    world.stage.hang_up().await;
    world.reads(snapshot).await
}
