//! Calendar time, as a value that is handed in: the one place where the program asks what day it is.
//!
//! Slots, leases and retention follow a [`Clock`]; protocol time (the three seconds for an answer, timeouts, the age of a signature) is
//! tokio's and the machine's and never goes through here.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Tells the calendar time. Implementations must be cheap: it is asked several times for each command.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// The present instant.
    fn now(&self) -> Timestamp;

    /// Whether this is the machine's own time. Only then may a database's time be taken in its place.
    fn is_real(&self) -> bool;

    /// How far calendar time is shifted from the machine's; zero but in rehearsals.
    fn offset(&self) -> SignedDuration {
        SignedDuration::ZERO
    }
}

/// The machine's clock, shifted by a fixed offset (`GOODTURN_CLOCK_OFFSET`; zero but in rehearsals).
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock {
    offset: SignedDuration,
}

impl SystemClock {
    /// A clock that runs `offset` ahead of the machine's.
    #[must_use]
    pub const fn shifted(offset: SignedDuration) -> Self {
        Self { offset }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "this is the one file that may ask the machine for the time")]
        let now = Timestamp::now();
        now.saturating_add(self.offset).unwrap_or(now)
    }

    fn is_real(&self) -> bool {
        true
    }

    fn offset(&self) -> SignedDuration {
        self.offset
    }
}

/// A clock that stands still until it is moved: for the story, simulations and tests.
#[derive(Debug)]
pub struct SimClock {
    epoch_ms: AtomicI64,
}

impl SimClock {
    /// A clock that shows `start`.
    #[must_use]
    pub fn at(start: Timestamp) -> Self {
        Self { epoch_ms: AtomicI64::new(start.as_millisecond()) }
    }

    /// Moves the clock to `now`. It never moves back: an earlier instant leaves it as it is.
    pub fn move_to(&self, now: Timestamp) {
        self.epoch_ms.fetch_max(now.as_millisecond(), Ordering::SeqCst);
    }
}

impl Clock for SimClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.epoch_ms.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn is_real(&self) -> bool {
        false
    }
}
