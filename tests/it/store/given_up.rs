//! Whoever waits for a transaction to begin may give up at any moment: a request that is gone, a task that is stopped.
//! What others write afterwards must be kept all the same.

use futures_util::FutureExt;
use goodturn::store::Db;
use goodturn::store::db::sql;
use libtest_mimic::{Failed, Trial};
use tokio::time::{Duration, sleep};

use crate::support::{Harness, TestDatabase};

/// Somebody gives up after so many steps of beginning: more than there are.
const STEPS: usize = 8;

/// Rows that are written afterwards: more than there are connections.
const ROWS: usize = 20;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    cx.both("store::what_is_written_is_kept_after_somebody_gave_up", kept)
}

async fn kept(database: TestDatabase) -> Result<(), Failed> {
    let db = Db::open(&database.url).await?;
    db.migrate().await?;
    for round in 0..3 {
        for steps in 1..=STEPS {
            let mut beginning = Box::pin(db.begin());
            for _ in 0..steps {
                if (&mut beginning).now_or_never().is_some() {
                    break;
                }
                sleep(Duration::from_millis(round)).await;
            }
        }
    }
    let written = (0..ROWS).map(|row| db.execute(sql("INSERT INTO to_be_made (name) VALUES ($1)").bind(format!("row {row}"))));
    for written in futures_util::future::join_all(written).await {
        written?;
    }
    db.close().await;
    // What is in a transaction that nobody commits is gone with its connection.
    drop(db);
    let db = Db::open(&database.url).await?;
    let found: Option<(i64,)> = db.one(sql("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM to_be_made WHERE name LIKE 'row%'")).await?;
    assert_eq!(found.map(|(n,)| n), Some(i64::try_from(ROWS)?), "what was written is there");
    db.close().await;
    Ok(())
}
