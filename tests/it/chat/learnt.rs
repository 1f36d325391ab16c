//! Learning is never in a reminder's way: whatever of it fails, the week is planned, and only the log says so.
//! What can't be read counts as not learnt.

use libtest_mimic::{Failed, Trial};

use super::untold::overheard;
use super::world::{Tested, World, id};
use crate::crash::rows::Rows;
use crate::support::{Engine, Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("learnt::reminders_come_where_nothing_can_be_learnt", async |database| hidden(database, "lesson_learnt", NOTHING).await),
        cx.both("learnt::reminders_come_where_lessons_can_not_be_kept", async |database| hidden(database, "lesson", NOTHING).await),
        cx.both("learnt::reminders_come_where_what_was_learnt_is_out_of_reach", async |database| {
            hidden(database, "judgement", UNREAD).await
        }),
        cx.both("learnt::reminders_come_where_what_was_learnt_makes_no_sense", senseless),
    ]
    .into_iter()
    .flatten()
    .collect()
}

const NOTHING: &str = "nothing was learnt this week; it is planned with what was learnt before";
const UNREAD: &str = "what was learnt before can't be read; the week is planned as in a young workspace";
const FOREIGN: &str = "what was learnt before is not of this program; the week is planned as in a young workspace";

/// A world in which Ana's next reminder is planned in a moment: weeks are planned from Sunday on, ten in the morning where Greenwich time is kept.
async fn sunday(database: TestDatabase) -> World {
    let world = World::new(database).await;
    world.types("Ana", "/gave @Sam the slides").await;
    world.joins_on("Ana", "2026-04-01 12:00").await;
    world.until("2026-04-05 11:58").await;
    world
}

/// The plan is made, and the log says these words of it and names nobody; then Ana reads of Sam on Tuesday.
async fn is_planned(world: &World, words: &str) -> Tested {
    let (said, _) = overheard(world.until("2026-04-05 12:02")).await;
    let line = said.lines().find(|line| line.contains(words)).ok_or_else(|| format!("{words} stands in the log:\n{said}"))?;
    assert!(line.contains("WARN") && !line.contains(&id("Ana")) && !line.contains(&id("Sam")), "{line}");
    Ok(())
}

async fn reads_of_sam(world: &World) -> Tested {
    world.until("2026-04-07 10:10").await;
    assert!(world.dm_text("Ana").contains(&id("Sam")), "the reminder came: {}", world.dm_text("Ana"));
    Ok(())
}

async fn hidden(database: TestDatabase, table: &str, words: &str) -> Result<(), Failed> {
    let world = sunday(database).await;
    let mut rows = Rows::of(&world.database).await?;
    let was = rows.number("SELECT week FROM judgement").await?;
    rows.hide(table).await?;
    is_planned(&world, words).await?;
    rows.show(table).await?;
    assert_eq!(rows.number("SELECT week FROM judgement").await?, was, "nothing was learnt");
    reads_of_sam(&world).await?;
    world.until("2026-04-12 12:10").await;
    assert_eq!(rows.number("SELECT week FROM judgement").await?, was + 2, "the next Sunday it goes on");
    world.ends().await
}

async fn senseless(database: TestDatabase) -> Result<(), Failed> {
    let world = sunday(database).await;
    let mut rows = Rows::of(&world.database).await?;
    let was = rows.number("SELECT week FROM judgement").await?;
    // Of the right length, and no numbers; then too short to be anything.
    let (nan, short) = match world.database.engine {
        Engine::Sqlite => ("unhex(replace(hex(zeroblob(length(learnt))), '00', 'FF'))", "unhex('0102')"),
        Engine::Postgres => ("decode(repeat('ff', length(learnt)), 'hex')", "decode('0102', 'hex')"),
    };
    let [nan, short] = [nan, short].map(|learnt| format!("UPDATE judgement SET learnt = {learnt}"));
    rows.change(&nan).await?;
    is_planned(&world, FOREIGN).await?;
    assert_eq!(rows.number("SELECT week FROM judgement").await?, was + 1, "it is learnt anew");
    reads_of_sam(&world).await?;
    world.until("2026-04-12 11:58").await;
    rows.change(&short).await?;
    let (said, _) = overheard(world.until("2026-04-12 12:02")).await;
    assert!(said.contains(FOREIGN), "{said}");
    world.ends().await
}
