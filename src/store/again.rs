//! Tries a whole transaction again when the database asks for that: two that wait for each other, or that can't both be true.
//!
//! Only what writes nothing outside of its transaction may be tried again.

use super::db::{Error, Result};

/// Tries of one transaction that the database asks to repeat.
const TRIES_MAX: u32 = 5;

/// Does `work` until the database doesn't ask for another try.
///
/// # Errors
/// What the last try said.
pub async fn again<T, F: Future<Output = Result<T>>>(mut work: impl FnMut() -> F) -> Result<T> {
    let mut tries = 1;
    loop {
        match work().await {
            Err(Error::Again(_)) if tries < TRIES_MAX => tries += 1,
            result => return result,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    async fn tried(asks: u32) -> (u32, bool) {
        let tries = Cell::new(0);
        let result = again(|| async {
            tries.set(tries.get() + 1);
            if tries.get() <= asks { Err(Error::Again(sqlx::Error::RowNotFound)) } else { Ok(()) }
        })
        .await;
        (tries.get(), result.is_ok())
    }

    #[tokio::test]
    async fn as_often_as_asked_and_not_for_ever() {
        assert_eq!(tried(0).await, (1, true));
        assert_eq!(tried(3).await, (4, true));
        assert_eq!(tried(99).await, (TRIES_MAX, false));
    }

    #[tokio::test]
    async fn what_is_refused_is_not_tried_again() {
        let tries = Cell::new(0);
        let result: Result<()> = again(|| async {
            tries.set(tries.get() + 1);
            Err(Error::Closed)
        })
        .await;
        assert!(result.is_err() && tries.get() == 1);
    }
}
