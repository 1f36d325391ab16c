//! The pace of calls: as fast as each method's documented limit allows, and no faster, for everybody in the process.
//!
//! Slack limits each method in each workspace; whoever runs into a limit spoils it for the others. So calls that nobody waits for take
//! their turn ahead of time, and when Slack says how long to wait, all wait. Calls that somebody waits for never queue behind them: they go
//! at once, or are told at once that they can't. Pace is protocol time: tokio's, never the calendar's.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// The span that Slack's tiers count in.
const MINUTE: Duration = Duration::from_mins(1);

/// The longest a background call waits for its turn: two such waits and a call fit into the first half of a lease.
const PATIENCE: Duration = Duration::from_secs(10);

/// The longest a call waits that somebody waits for: triggers are good for three seconds.
const LIVE_PATIENCE: Duration = Duration::from_secs(1);

/// The pause when Slack asks to wait and doesn't say how long.
const UNNAMED_PAUSE: Duration = Duration::from_secs(5);

/// The longest pause that is believed: Slack's own are under a minute, and a mistake must not silence the bot for a day.
const PAUSE_MAX: Duration = Duration::from_mins(10);

/// Clocks that are kept: those whose time has passed are let go beyond it.
const CLOCKS_MAX: usize = 10_000;

/// Who waits for a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Somebody, now.
    Live,
    /// Nobody in particular: a worker, which can come back later.
    Background,
}

/// How often something may be called: so many in a minute, some of them at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Limit {
    per_minute: u32,
    at_once: u32,
}

/// What the docs.slack.dev page of each method says (`rate_limits`): t2 is 20 a minute, t3 is 50, t4 is 100; t5 is special. Calls that
/// may go at once are taken out of the minute's, so that no minute has more than its limit, wherever it begins.
const LIMITS: &[(&str, Limit)] = &[
    ("users.list", Limit { per_minute: 20, at_once: 5 }),            // t2
    ("usergroups.list", Limit { per_minute: 20, at_once: 5 }),       // t2
    ("usergroups.users.list", Limit { per_minute: 20, at_once: 5 }), // t2
    ("conversations.open", Limit { per_minute: 50, at_once: 10 }),   // t3
    ("conversations.info", Limit { per_minute: 50, at_once: 10 }),   // t3
    ("chat.postEphemeral", Limit { per_minute: 100, at_once: 20 }),  // t4
    ("chat.update", Limit { per_minute: 50, at_once: 10 }),          // t3
    ("team.profile.get", Limit { per_minute: 50, at_once: 10 }),     // t3
    ("users.profile.get", Limit { per_minute: 100, at_once: 20 }),   // t4
    ("views.publish", Limit { per_minute: 100, at_once: 20 }),       // t4
    // t5: "several hundred messages per minute" in a workspace; the least that "several hundred" can mean.
    ("chat.postMessage", Limit { per_minute: 200, at_once: 20 }),
];

/// t5 again: one message a second in a channel, with short bursts.
const POSTS_IN_A_CHANNEL: Limit = Limit { per_minute: 60, at_once: 2 };

impl Limit {
    /// The limit of a method; none for one that is called rarely or only by people.
    fn of(method: &str) -> Option<Self> {
        LIMITS.iter().find(|(name, _)| *name == method).map(|(_, limit)| *limit)
    }

    /// From one call to the next, once those that may go at once are gone.
    fn interval(self) -> Duration {
        MINUTE / self.per_minute.saturating_sub(self.at_once).max(1)
    }

    /// How far ahead of an even pace calls may be.
    fn spare(self) -> Duration {
        self.interval() * self.at_once.saturating_sub(1)
    }
}

/// One method in one workspace, or one channel.
#[derive(Debug, Clone, Copy)]
struct Turns {
    /// When all calls so far would have been made at an even pace.
    even: Instant,
    /// Slack asked everybody to wait until then.
    not_before: Instant,
}

/// All clocks that run.
#[derive(Debug, Default)]
struct Clocks {
    turns: HashMap<u64, Turns>,
    /// With so many, those whose time has passed are let go; then it is at twice what is left, so that no call pays for it again and again.
    full: usize,
}

impl Clocks {
    /// One clock; it begins now, if it is new.
    fn of(&mut self, key: u64, now: Instant) -> &mut Turns {
        if self.turns.len() >= self.full.max(CLOCKS_MAX) {
            self.turns.retain(|_, turns| turns.even > now || turns.not_before > now);
            self.full = self.turns.len() * 2;
        }
        self.turns.entry(key).or_insert(Turns { even: now, not_before: now })
    }
}

/// The clocks of one process; off, nothing ever waits. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Pace {
    clocks: Option<Arc<Mutex<Clocks>>>,
    hasher: RandomState,
}

impl Pace {
    /// A pace that is kept.
    pub(super) fn kept() -> Self {
        Self { clocks: Some(Arc::default()), hasher: RandomState::new() }
    }

    /// Waits for the turn of a call; or tells how long it would have to wait, when that is longer than it can. A call that can't be made has
    /// taken nobody's turn: neither its method's nor its channel's.
    ///
    /// # Errors
    /// The milliseconds to wait.
    pub(super) async fn turn(&self, token: &str, method: &str, channel: Option<&str>, lane: Lane) -> Result<(), i64> {
        let (Some(limit), Some(clocks)) = (Limit::of(method), &self.clocks) else { return Ok(()) };
        let mut wanted = vec![(self.key(token, method, ""), limit)];
        wanted.extend(channel.map(|channel| (self.key(token, method, channel), POSTS_IN_A_CHANNEL)));
        let until = reserve(clocks, &wanted, lane, Instant::now()).map_err(millis)?;
        tokio::time::sleep_until(until).await;
        // Slack may have asked to wait in the meantime.
        match self.held(token, method) {
            Some(longer) => Err(millis(longer)),
            None => Ok(()),
        }
    }

    /// Whether a call may be made at all: when Slack asked to wait and somebody waits for the answer, a moment is waited and no more.
    ///
    /// # Errors
    /// The milliseconds to wait.
    pub(super) async fn open(&self, token: &str, method: &str) -> Result<(), i64> {
        match self.held(token, method) {
            None => Ok(()),
            Some(short) if short <= LIVE_PATIENCE => {
                tokio::time::sleep(short).await;
                self.held(token, method).map_or(Ok(()), |longer| Err(millis(longer)))
            }
            Some(long) => Err(millis(long)),
        }
    }

    /// How long Slack wants everybody to wait with a method, if it does.
    fn held(&self, token: &str, method: &str) -> Option<Duration> {
        let clocks = self.clocks.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        let held = clocks.turns.get(&self.key(token, method, ""))?.not_before;
        Some(held.saturating_duration_since(Instant::now())).filter(|wait| *wait > Duration::ZERO)
    }

    /// Slack asked to wait: from now on all do, in this workspace and for this method.
    pub(super) fn hold(&self, token: &str, method: &str, after_ms: Option<i64>) {
        let pause = after_ms.and_then(|ms| u64::try_from(ms).ok()).map_or(UNNAMED_PAUSE, Duration::from_millis).min(PAUSE_MAX);
        let (Some(clocks), now) = (&self.clocks, Instant::now()) else { return };
        let mut clocks = clocks.lock().unwrap_or_else(PoisonError::into_inner);
        let turns = clocks.of(self.key(token, method, ""), now);
        turns.not_before = turns.not_before.max(now + pause);
    }

    /// A print of what a clock is for, so that no token stays in memory for it.
    fn key(&self, token: &str, method: &str, channel: &str) -> u64 {
        self.hasher.hash_one((token, method, channel))
    }
}

/// Takes the next turn on all of these clocks, and tells when it is; or how long it would take, when that is too long: then none is taken.
fn reserve(clocks: &Mutex<Clocks>, wanted: &[(u64, Limit)], lane: Lane, now: Instant) -> Result<Instant, Duration> {
    let mut clocks = clocks.lock().unwrap_or_else(PoisonError::into_inner);
    let patience = if lane == Lane::Live { LIVE_PATIENCE } else { PATIENCE };
    let mut at = now;
    for (key, limit) in wanted {
        let Turns { even, not_before } = *clocks.of(*key, now);
        at = at.max(not_before);
        if lane == Lane::Background {
            at = at.max(even.max(now).checked_sub(limit.spare()).unwrap_or(now));
        }
    }
    let wait = at.duration_since(now);
    if wait > patience {
        return Err(wait);
    }
    for (key, limit) in wanted {
        let turns = clocks.of(*key, now);
        // However many people press at once, background calls are held up by a minute of them at most.
        turns.even = (turns.even.max(now) + limit.interval()).min(now + MINUTE + limit.spare());
    }
    Ok(at)
}

fn millis(wait: Duration) -> i64 {
    i64::try_from(wait.as_millis()).unwrap_or(i64::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The instants at which calls go out, when each comes back as soon as it was told that it may.
    fn calls(limit: Limit, count: usize) -> Vec<Duration> {
        let (clocks, begin) = (Mutex::<Clocks>::default(), Instant::now());
        let (mut now, mut went) = (begin, Vec::new());
        while went.len() < count {
            match reserve(&clocks, &[(1, limit)], Lane::Background, now) {
                Ok(at) => went.push(at.duration_since(begin)),
                Err(wait) => now += wait,
            }
        }
        went
    }

    #[test]
    fn no_minute_has_more_than_its_limit_wherever_it_begins() {
        for (method, limit) in LIMITS {
            let went = calls(*limit, 1_000);
            let at_most = usize::try_from(limit.per_minute).unwrap_or_default();
            for (first, at) in went.iter().enumerate() {
                let within = went[first..].iter().take_while(|other| **other < *at + MINUTE).count();
                assert!(within <= at_most, "{method}: {within} in a minute");
            }
            let even = went[999].as_secs_f64() / 1_000.0 * f64::from(limit.per_minute) / 60.0;
            assert!(even < 1.35, "{method} takes {even} times as long as its limit asks for");
        }
    }

    #[test]
    fn who_waits_for_an_answer_never_waits_behind_the_background() {
        let (clocks, now, limit) = (Mutex::<Clocks>::default(), Instant::now(), LIMITS[0].1);
        while reserve(&clocks, &[(1, limit)], Lane::Background, now).is_ok() {}
        assert_eq!(reserve(&clocks, &[(1, limit)], Lane::Live, now), Ok(now));
        assert_eq!(reserve(&clocks, &[(2, limit)], Lane::Background, now), Ok(now), "another workspace is not held up");
    }

    #[tokio::test]
    async fn when_slack_asks_to_wait_all_wait_and_only_there() {
        let pace = Pace::kept();
        let told = |turn: Result<(), i64>| turn.err().is_some_and(|wait| (29_000..=30_000).contains(&wait));
        pace.hold("token", "chat.postMessage", Some(30_000));
        assert!(told(pace.turn("token", "chat.postMessage", Some("C1"), Lane::Live).await));
        assert!(told(pace.turn("token", "chat.postMessage", Some("C2"), Lane::Background).await));
        assert_eq!(pace.turn("token", "users.list", None, Lane::Background).await, Ok(()));
        assert_eq!(pace.turn("other", "chat.postMessage", Some("C1"), Lane::Background).await, Ok(()));
        pace.hold("third", "users.list", Some(150));
        let since = Instant::now();
        assert_eq!(pace.turn("third", "users.list", None, Lane::Background).await, Ok(()));
        assert!(since.elapsed() >= Duration::from_millis(145), "it waits when it can: {:?}", since.elapsed());
    }

    #[test]
    fn a_call_that_waits_for_its_channel_leaves_its_methods_turn_to_others() {
        let (clocks, now) = (Mutex::<Clocks>::default(), Instant::now());
        let method = Limit { per_minute: 20, at_once: 5 };
        let in_channel = |channel| reserve(&clocks, &[(1, method), (channel, POSTS_IN_A_CHANNEL)], Lane::Background, now);
        let held = now + Duration::from_secs(30);
        clocks.lock().map(|mut clocks| clocks.of(2, now).not_before = held).unwrap_or_default();
        for _ in 0..1_000 {
            assert_eq!(in_channel(2), Err(Duration::from_secs(30)));
        }
        for channel in 3..8 {
            assert_eq!(in_channel(channel), Ok(now), "the five that may go at once are still there");
        }
    }

    #[tokio::test]
    async fn a_call_without_a_turn_of_its_own_waits_too_when_slack_asks() {
        let pace = Pace::kept();
        pace.hold("token", "views.open", Some(30_000));
        assert!(pace.open("token", "views.open").await.is_err_and(|wait| (29_000..=30_000).contains(&wait)));
        assert_eq!(pace.open("token", "views.push").await, Ok(()));
        pace.hold("token", "views.push", Some(150));
        let since = Instant::now();
        assert_eq!(pace.open("token", "views.push").await, Ok(()), "a moment is waited");
        assert!(since.elapsed() >= Duration::from_millis(145));
    }

    #[test]
    fn clocks_are_bounded_however_they_come() {
        let (pace, now) = (Pace::kept(), Instant::now());
        for number in 0..3 * CLOCKS_MAX {
            pace.hold("token", &format!("method.{number}"), Some(0));
        }
        let count = |pace: &Pace| pace.clocks.as_ref().map_or(0, |clocks| clocks.lock().map_or(0, |clocks| clocks.turns.len()));
        assert!(count(&pace) <= CLOCKS_MAX, "{} clocks", count(&pace));
        // Those whose time has not come stay, however many there are; they are looked through now and then only.
        let mut clocks = Clocks::default();
        let mut looks = 0;
        for key in 0..4 * CLOCKS_MAX as u64 {
            let before = clocks.full;
            clocks.of(key, now).not_before = now + MINUTE;
            looks += usize::from(clocks.full != before);
        }
        assert!(clocks.turns.len() == 4 * CLOCKS_MAX && looks <= 3, "{looks} looks");
    }

    #[test]
    fn a_channel_takes_a_message_a_second() {
        let went = calls(POSTS_IN_A_CHANNEL, 60);
        assert!(went[1] < Duration::from_secs(1) && went[59] > Duration::from_secs(59), "{went:?}");
    }

    #[tokio::test]
    async fn without_a_pace_nothing_waits() {
        let pace = Pace::default();
        for _ in 0..1_000 {
            assert_eq!(pace.turn("token", "users.list", None, Lane::Background).await, Ok(()));
        }
    }
}
