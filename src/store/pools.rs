//! Pools of connections, whatever the engine: how long one waits for a connection, and which are asked whether they still stand.

use std::time::Duration;

use sqlx::pool::PoolOptions;
use sqlx::{Connection, Database, Pool, Transaction};

use super::error::{Error, Result};

/// How long to wait for a connection: an answer to Slack is due within three seconds.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// A connection that was used within this time is taken as it is; one that rested longer is asked first whether it still stands. As it is asked
/// whenever it is given back, too, a question before each statement would be a third of all round trips.
const RESTED: Duration = Duration::from_secs(1);

/// A pool of so many connections, of which those that rested are asked whether they still stand.
pub(super) fn pool_of<DB: Database>(connections: u32) -> PoolOptions<DB> {
    let options = PoolOptions::new().max_connections(connections).acquire_timeout(ACQUIRE_TIMEOUT).test_before_acquire(false);
    options.before_acquire(|connection: &mut DB::Connection, known| {
        Box::pin(async move {
            if known.idle_for > RESTED {
                connection.ping().await?;
            }
            Ok(true)
        })
    })
}

/// Begins a transaction on a task of its own. Whoever waits for it may give up at any moment; a driver of a server would then forget that it had sent
/// BEGIN, and everything that is written on that connection afterwards would belong to a transaction that nobody ever commits.
pub(super) async fn begin<DB: Database>(pool: &Pool<DB>) -> Result<Transaction<'static, DB>> {
    let pool = pool.clone();
    let begun = tokio::spawn(async move { pool.begin().await }).await;
    Ok(begun.map_err(|_| Error::Closed)??)
}
