//! The story of `demo --story`, on both databases and in both languages; and that it fails when nothing reaches people.

use goodturn::demo::story::{Options, tell};
use goodturn::text::Lang;
use libtest_mimic::Trial;

use super::world::{Tested, World};
use crate::support::{Engine, Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("story::ends_well_in_english", async |database| told_well(&database, 7, Lang::En).await),
        cx.both("story::ends_well_in_german", async |database| told_well(&database, 8, Lang::De).await),
        cx.both("story::fails_when_nothing_reaches_people", withheld),
    ]
    .into_iter()
    .flatten()
    .chain([replay(cx)])
    .collect()
}

/// On SQLite and in process, the same seed gives the same bytes: a failure can be played again.
fn replay(cx: &Harness) -> Trial {
    let harness = cx.clone();
    cx.alone("story::in_process_runs_replay_to_the_byte", async move || {
        let mut runs = Vec::new();
        for _ in 0..2 {
            let world = World::new(harness.database(Engine::Sqlite)?).await;
            world.types("Ana", "/goodturn join").await;
            world.types("Ana", "/gave @Sam, @Lee, @Mia the slides").await;
            world.types("Bo", "/asked @Tom which forecast to trust").await;
            world.until("2026-04-07 10:30").await;
            world.presses("Ana", "Not this week").await;
            runs.push((world.transcript(), serde_json::to_string(&world.stage.slack.calls())?));
        }
        assert_eq!(runs[0], runs[1]);
        Ok(())
    })
}

fn options(database: &TestDatabase, seed: u64, lang: Lang) -> Options {
    Options { seed, lang, database_url: Some(database.url.clone()), withhold: false }
}

async fn told_well(database: &TestDatabase, seed: u64, lang: Lang) -> Tested {
    let told = tell(&options(database, seed, lang)).await?;
    if let Some(failure) = told.failure {
        return Err(format!("{failure}\n\n{}", told.transcript).into());
    }
    assert!(told.checked.len() >= 8, "{:?}", told.checked);
    Ok(())
}

async fn withheld(database: TestDatabase) -> Tested {
    let told = tell(&Options { withhold: true, ..options(&database, 7, Lang::En) }).await?;
    assert!(told.failure.is_some(), "nobody saw anything, and the story ended well");
    Ok(())
}
