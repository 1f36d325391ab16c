//! How many events an app is told in an hour; beyond that Slack says so once a minute, and keeps the rest to itself.
//! Counted in calendar time, as the work of a simulated workspace is.

use std::collections::VecDeque;

const HOUR_MS: i64 = 3_600_000;
const MINUTE_MS: i64 = 60_000;

/// What becomes of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Share {
    /// It is delivered.
    Delivered,
    /// It is dropped, and the app is told that the minute beginning at this epoch second is limited.
    Told(i64),
    /// It is dropped in a minute that the app was told of.
    Dropped,
}

/// The events of the last hour.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    delivered: VecDeque<i64>,
    limited_minute: Option<i64>,
}

impl Budget {
    /// Takes the share of one event.
    pub(crate) fn take(&mut self, now_ms: i64, per_hour: usize) -> Share {
        let minute = now_ms.div_euclid(MINUTE_MS);
        while self.delivered.front().is_some_and(|&at| at <= now_ms - HOUR_MS) {
            self.delivered.pop_front();
        }
        if self.limited_minute == Some(minute) {
            return Share::Dropped;
        }
        if self.delivered.len() >= per_hour {
            self.limited_minute = Some(minute);
            return Share::Told(minute * MINUTE_MS / 1000);
        }
        self.delivered.push_back(now_ms);
        Share::Delivered
    }
}

#[cfg(test)]
mod tests {
    use super::{Budget, HOUR_MS, MINUTE_MS, Share};

    #[test]
    fn an_hour_is_full_until_it_is_over() {
        let mut budget = Budget::default();
        assert_eq!(budget.take(0, 2), Share::Delivered);
        assert_eq!(budget.take(MINUTE_MS, 2), Share::Delivered);
        assert_eq!(budget.take(2 * MINUTE_MS + 1, 2), Share::Told(120));
        assert_eq!(budget.take(2 * MINUTE_MS + 2, 2), Share::Dropped);
        assert_eq!(budget.take(3 * MINUTE_MS, 2), Share::Told(180));
        assert_eq!(budget.take(HOUR_MS, 2), Share::Delivered);
        assert_eq!(budget.take(HOUR_MS + 1, 2), Share::Told(3600));
    }
}
