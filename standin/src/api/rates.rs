//! Rate limits: per method and minute, and for posting per channel and second; in wall time, or in injected time where it was set.
//! They are off unless asked for.

use std::{
    collections::{BTreeMap, VecDeque},
    time::{Duration, Instant},
};

use super::method::Tier;

/// The span that tiers count in.
const MINUTE: Duration = Duration::from_mins(1);

/// The span in which one message may be posted to a channel.
const SECOND: Duration = Duration::from_secs(1);

/// Messages that may come at once to one channel before the pace counts: Slack says "short bursts".
const BURST: u32 = 4;

/// Calls in a minute where Slack says "hundreds".
const HUNDREDS: usize = 600;

/// Channels whose pace is kept: those whose time has passed are let go beyond it.
const CHANNELS_MAX: usize = 10_000;

fn calls_per_minute(tier: Tier) -> usize {
    match tier {
        Tier::One => 1,
        Tier::Two => 20,
        Tier::Three => 50,
        Tier::Four => 100,
        Tier::Hundreds | Tier::Posting => HUNDREDS,
    }
}

/// Recent calls.
#[derive(Debug, Default)]
pub(crate) struct RateLimits {
    calls: BTreeMap<&'static str, VecDeque<Instant>>,
    /// When the next message to a channel would be on time.
    channels: BTreeMap<String, Instant>,
}

impl RateLimits {
    /// Counts a call, or says how many seconds to wait.
    pub(super) fn admit(&mut self, method: &'static str, tier: Tier, channel: Option<&str>, now: Instant) -> Result<(), u64> {
        let recent = self.calls.entry(method).or_default();
        while recent.front().is_some_and(|&at| now.duration_since(at) >= MINUTE) {
            recent.pop_front();
        }
        if recent.len() >= calls_per_minute(tier) {
            let oldest = recent.front().copied().unwrap_or(now);
            return Err(whole_seconds(MINUTE.saturating_sub(now.duration_since(oldest))));
        }
        if let (Tier::Posting, Some(channel)) = (tier, channel) {
            let due = self.channels.get(channel).copied().unwrap_or(now).max(now);
            let ahead = due.duration_since(now);
            if ahead >= SECOND * BURST {
                return Err(whole_seconds(ahead.saturating_sub(SECOND * (BURST - 1))));
            }
            if self.channels.len() >= CHANNELS_MAX {
                self.channels.retain(|_, due| *due > now);
            }
            self.channels.insert(channel.to_owned(), due + SECOND);
        }
        recent.push_back(now);
        Ok(())
    }
}

fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + 1
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{BURST, RateLimits};
    use crate::api::method::Tier;

    #[test]
    fn a_tier_is_a_minute() {
        let mut limits = RateLimits::default();
        let start = Instant::now();
        for _ in 0..20 {
            assert_eq!(limits.admit("users.list", Tier::Two, None, start), Ok(()));
        }
        assert!(limits.admit("users.list", Tier::Two, None, start).is_err());
        assert_eq!(limits.admit("users.list", Tier::Two, None, start + Duration::from_mins(1)), Ok(()));
    }

    #[test]
    fn a_channel_is_a_second_after_a_burst() {
        let mut limits = RateLimits::default();
        let start = Instant::now();
        for _ in 0..BURST {
            assert_eq!(limits.admit("chat.postMessage", Tier::Posting, Some("C1"), start), Ok(()));
        }
        assert!(limits.admit("chat.postMessage", Tier::Posting, Some("C1"), start).is_err());
        assert_eq!(limits.admit("chat.postMessage", Tier::Posting, Some("C2"), start), Ok(()));
        assert_eq!(limits.admit("chat.postMessage", Tier::Posting, Some("C1"), start + Duration::from_secs(2)), Ok(()));
    }
}
