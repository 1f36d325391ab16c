//! Rows of a large table, one after the other: never all in memory, and never so many at once that others on the thread have to wait.

use futures_util::TryStreamExt;
use futures_util::stream::BoxStream;

use super::error::Result;

/// Rows after which others get their turn on the thread: about a millisecond's.
const ROWS_PER_TURN: usize = 256;

/// Hands over the rows of a query.
pub(super) async fn hand_over<T>(mut rows: BoxStream<'_, sqlx::Result<T>>, mut take: impl FnMut(T) + Send) -> Result<()> {
    let mut taken: usize = 0;
    while let Some(row) = rows.try_next().await? {
        take(row);
        taken += 1;
        if taken.is_multiple_of(ROWS_PER_TURN) {
            tokio::task::yield_now().await;
        }
    }
    Ok(())
}
