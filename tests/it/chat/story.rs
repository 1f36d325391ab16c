//! The story of `demo --story`, on both databases and in both languages; and that it fails when nothing reaches people.

use goodturn::demo::story::{Options, tell};
use goodturn::text::Lang;
use libtest_mimic::Trial;

use super::world::Tested;
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("story::ends_well_in_english", async |database| told_well(&database, 7, Lang::En).await),
        cx.both("story::ends_well_in_german", async |database| told_well(&database, 8, Lang::De).await),
        cx.both("story::fails_when_nothing_reaches_people", withheld),
    ]
    .into_iter()
    .flatten()
    .collect()
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
