//! `kill -9` under load, again and again, on the same database.
//! An answer goes out after its commit, so what was answered must survive the process, and what was not must not be there twice.

use std::{env, time::Duration};

use libtest_mimic::Failed;

use super::{flood::Flood, rows::Rows, stage};
use crate::support::TestDatabase;

/// Kills of one engine, unless `GOODTURN_KILL_ROUNDS` says how many.
const ROUNDS: usize = 10;

/// Milliseconds under load before a kill.
const KILL_AFTER_MS_MIN: u64 = 400;

/// How much longer it may be; by chance, so that kills fall anywhere.
const KILL_AFTER_MS_MORE: u64 = 400;

pub(super) async fn acknowledged_acts_survive_kills(database: TestDatabase) -> Result<(), Failed> {
    let rounds = env::var("GOODTURN_KILL_ROUNDS").ok().map_or(Ok(ROUNDS), |rounds| rounds.parse())?;
    let (slack, bot) = stage(&database).await?;
    let mut flood = Flood::default();
    for round in 0..rounds {
        let mut process = bot.start().await?;
        let address = process.address;
        let kill = async {
            tokio::time::sleep(Duration::from_millis(KILL_AFTER_MS_MIN + rand::random::<u64>() % KILL_AFTER_MS_MORE)).await;
            process.kill()
        };
        let ((), killed) = tokio::join!(flood.until_gone(&slack, address, round), kill);
        killed?;
    }
    // It comes up on what the last kill left.
    let _process = bot.start().await?;
    flood.check(&mut Rows::of(&database).await?).await
}
