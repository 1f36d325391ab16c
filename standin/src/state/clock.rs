//! Injected time and message timestamps.
//! Timestamps must be unique and never go back, even when the clock stands still or is set back.

use std::time::{SystemTime, UNIX_EPOCH};

/// Microseconds after the full millisecond at which the first timestamp of a moment stands.
const FIRST_STEP_US: i64 = 100;

/// Calendar time as this Slack sees it.
#[derive(Debug, Default)]
pub(super) struct Clock {
    set_ms: Option<i64>,
    pinned_ms: Option<i64>,
    last_stamp_us: i64,
}

impl Clock {
    pub(super) fn now_ms(&self) -> i64 {
        self.pinned_ms.or(self.set_ms).unwrap_or_else(wall_ms)
    }

    /// Calendar time as it was set, if it was.
    pub(super) fn set_ms(&self) -> Option<i64> {
        self.pinned_ms.or(self.set_ms)
    }

    pub(super) fn set(&mut self, epoch_ms: i64) {
        self.set_ms = Some(epoch_ms);
    }

    /// Makes it another moment for a while, for effects that come late.
    pub(super) fn pin(&mut self, epoch_ms: i64) {
        self.pinned_ms = Some(epoch_ms);
    }

    pub(super) fn unpin(&mut self) {
        self.pinned_ms = None;
    }

    pub(super) fn stamp(&mut self) -> String {
        let wanted = self.now_ms().max(0).saturating_mul(1000).saturating_add(FIRST_STEP_US);
        self.last_stamp_us = wanted.max(self.last_stamp_us + 1);
        format!("{}.{:06}", self.last_stamp_us / 1_000_000, self.last_stamp_us % 1_000_000)
    }
}

/// The wall's time in epoch milliseconds: protocol time, and calendar time until another is set.
#[expect(clippy::disallowed_methods, reason = "signatures are made in wall time, whatever the calendar says")]
pub(crate) fn wall_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::Clock;

    #[test]
    fn stamps_rise_while_the_clock_stands_or_goes_back() {
        let mut clock = Clock::default();
        clock.set(1_700_000_000_000);
        assert_eq!(clock.stamp(), "1700000000.000100");
        assert_eq!(clock.stamp(), "1700000000.000101");
        clock.set(1_600_000_000_000);
        assert_eq!(clock.stamp(), "1700000000.000102");
        clock.set(1_700_000_001_250);
        assert_eq!(clock.stamp(), "1700000001.250100");
    }
}
