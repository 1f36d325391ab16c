//! A year of fifty people with the real planner, the real outbox and the real texts; only Slack is left out. What is promised about reminders
//! over many weeks can't be seen in a conversation of two.

mod cast;
mod figures;
mod habits;
mod world;

use std::io::Write;

use libtest_mimic::{Failed, Trial};

use crate::crash::rows::Rows;
use crate::support::{Engine, Harness, TestDatabase};
use figures::Figures;
use world::World;

/// The year that `cargo test` looks at; another one: `GOODTURN_YEAR_SEED=7`.
const SEED: u64 = 2;

/// People and weeks on SQLite: the whole year.
const WHOLE: (usize, i64) = (50, 52);

/// People and weeks on PostgreSQL, where every write waits for its server: the same rules, less of it.
const PART: (usize, i64) = (16, 16);

pub fn trials(cx: &Harness) -> Vec<Trial> {
    vec![
        cx.on(Engine::Sqlite, "year::reminders_keep_their_promises", async |database| keeps(database, WHOLE).await),
        cx.on(Engine::Postgres, "year::reminders_keep_their_promises", async |database| keeps(database, PART).await),
    ]
}

async fn keeps(database: TestDatabase, (people, weeks): (usize, i64)) -> Result<(), Failed> {
    let seed = std::env::var("GOODTURN_YEAR_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(SEED);
    let mut world = World::begin(&database, people, seed).await?;
    for week in 0..weeks {
        world.passes_week(week).await?;
    }
    if people == WHOLE.0 {
        has_learnt(&database, weeks).await?;
    }
    let figures = Figures::of(&world, weeks);
    // `GOODTURN_YEAR_PRINT=figures` prints the figures; `most`, or somebody's number, what one person read as well, in both languages.
    if let Ok(print) = std::env::var("GOODTURN_YEAR_PRINT") {
        let mut out = std::io::stdout();
        writeln!(out, "{figures}")?;
        let most = || world.heard.iter().enumerate().max_by_key(|(_, heard)| heard.sent.len()).map(|(number, _)| number);
        let who = if print == "most" { most() } else { print.parse().ok() };
        if let Some(read) = who.and_then(|number| world.read_by(number)) {
            writeln!(out, "{read}")?;
        }
    }
    figures.keep_their_promises(people == WHOLE.0).map_err(|broken| format!("seed {seed}: {broken}\n{figures}").into())
}

/// What a year leaves for the planner: lessons about nobody, those of the last weeks waiting, and weights of the workspace's own.
async fn has_learnt(database: &TestDatabase, weeks: i64) -> Result<(), Failed> {
    let mut rows = Rows::of(database).await?;
    let (known, came) =
        (rows.number("SELECT COUNT(*) FROM lesson_learnt").await?, rows.number("SELECT SUM(came) FROM lesson_learnt").await?);
    assert!(known > 200 && came > 0 && came < known, "{came} of {known} ties came back");
    let waits = rows.number("SELECT MAX(week) - MIN(week) FROM lesson").await?;
    assert_eq!(waits, 4, "lessons wait until their four weeks are over and one more has passed: these are of five weeks");
    let learnt = rows.number("SELECT COUNT(*) FROM judgement WHERE week = (SELECT MAX(week) + 1 FROM lesson)").await?;
    assert_eq!(learnt, 1, "learnt anew in the last of {weeks} weeks");
    Ok(())
}
