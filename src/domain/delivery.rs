//! The life of one message to Slack: never lost, and never sent twice.
//!
//! Slack has no idempotency key, so what counts is written down before the call: a delivery is `Sending` in the database before a byte leaves,
//! and one whose outcome is unknown is `InDoubt` until Slack's own view of the conversation settles it. Each move consumes the state it
//! starts from; a move that can't be is a typed error.

use serde::{Deserialize, Serialize};

use super::day::Millis;

/// How long a lease holds. A call to post begins in its first half or not at all, and takes a third of it at most.
pub const LEASE_MS: i64 = 60 * Millis::SECOND;

/// The longest a call to Slack may take: under a third of the lease.
pub const CALL_TIMEOUT_MS: i64 = 15 * Millis::SECOND;

/// After a crash another worker takes over this long after the lease ran out: twice the timeout, as Slack may still be at it.
pub const TAKE_OVER_AFTER_MS: i64 = 2 * CALL_TIMEOUT_MS;

/// The first look at a conversation whose last message is in doubt comes this long after the deadline: Slack has been seen to take effect a
/// minute and a half late.
pub const LOOK_FIRST_AFTER_MS: i64 = 120 * Millis::SECOND;

/// Time between two looks.
pub const LOOK_EVERY_MS: i64 = 60 * Millis::SECOND;

/// Of the time since the call, the part that passes before a conversation that could not be read is looked at again: soon at first, and not every
/// minute for a day.
const LOOK_AGAIN_PART: i64 = 4;

/// Equal looks that settle a doubt.
pub const LOOKS_TO_SETTLE: i64 = 2;

/// The first pause before another attempt; it doubles with each one, and goes on until the message's time has passed.
pub const RETRY_FIRST_MS: i64 = 5 * Millis::SECOND;

/// The longest pause before another attempt.
pub const RETRY_PAUSE_MAX_MS: i64 = 30 * Millis::MINUTE;

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Waits for its time.
    Queued,
    /// A worker has it; nothing was sent.
    Leased,
    /// The call to Slack is (or was, if the worker died) under way.
    Sending,
    /// Slack may or may not have it.
    InDoubt,
    /// Slack has it.
    Sent,
    /// Waits for a person's word.
    Held,
    /// Will not be sent; the cause is stored.
    Dropped,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 7] = [Self::Queued, Self::Leased, Self::Sending, Self::InDoubt, Self::Sent, Self::Held, Self::Dropped];

    /// The word it is stored under.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Leased => "leased",
            Self::Sending => "sending",
            Self::InDoubt => "in_doubt",
            Self::Sent => "sent",
            Self::Held => "held",
            Self::Dropped => "dropped",
        }
    }

    /// The state stored under `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Moves on by `event`.
    ///
    /// # Errors
    /// [`Impossible`] when nothing of the kind can happen in this state; the delivery stays as it was.
    pub fn on(self, event: Event) -> Result<Self, Impossible> {
        match (self, event) {
            (Self::Queued, Event::Leased) => Ok(Self::Leased),
            (Self::Leased, Event::CallBegins) => Ok(Self::Sending),
            (Self::Leased, Event::GivenBack)
            | (Self::Sending, Event::NotAccepted)
            | (Self::InDoubt, Event::SeenAbsent)
            | (Self::Held, Event::ToldAbsent) => Ok(Self::Queued),
            (Self::Sending, Event::Accepted) | (Self::Sending | Self::InDoubt | Self::Held, Event::SeenThere) => Ok(Self::Sent),
            (Self::Sending, Event::OutcomeUnknown) => Ok(Self::InDoubt),
            (Self::Leased | Self::Queued, Event::NoLongerTrue) | (Self::Sending, Event::RefusedForGood) => Ok(Self::Dropped),
            (Self::InDoubt, Event::CannotTell) => Ok(Self::Held),
            (from, event) => Err(Impossible { from, event }),
        }
    }
}

/// What can happen to a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// A worker takes it.
    Leased,
    /// The worker that took it gives it back, or died before the call.
    GivenBack,
    /// What it says holds no more, or its time has passed.
    NoLongerTrue,
    /// The call is about to be made.
    CallBegins,
    /// Slack said yes.
    Accepted,
    /// Slack said not now, or was not reached at all.
    NotAccepted,
    /// Slack said never.
    RefusedForGood,
    /// The call ended without an answer.
    OutcomeUnknown,
    /// The conversation shows the message, or somebody pressed a button on it.
    SeenThere,
    /// The conversation shows, twice, that it did not arrive.
    SeenAbsent,
    /// The conversation does not tell.
    CannotTell,
    /// Somebody looked, and says that it is not there.
    ToldAbsent,
}

/// A move that can't be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a delivery that is {from:?} can't take {event:?}")]
pub struct Impossible {
    /// The state it was in.
    pub from: State,
    /// What was to happen.
    pub event: Event,
}

/// The pause before attempt number `attempt` + 1, in milliseconds.
#[must_use]
pub fn retry_pause_ms(attempt: i64) -> i64 {
    let doublings = u32::try_from(attempt.clamp(0, 20)).unwrap_or(20);
    (RETRY_FIRST_MS << doublings).min(RETRY_PAUSE_MAX_MS)
}

/// When to look again at a conversation that could not be read at `now`, after a call that may have been made until `deadline`. A message whose time
/// ends before has its last look right after that.
#[must_use]
pub fn look_again_at(now: Millis, deadline: Millis, expires: Millis) -> Millis {
    let pause = ((now.0 - deadline.0) / LOOK_AGAIN_PART).clamp(LOOK_EVERY_MS, RETRY_PAUSE_MAX_MS);
    let next = now.plus(pause);
    if now <= expires { next.min(expires.plus(LOOK_EVERY_MS)) } else { next }
}

/// What a look at the conversation of a delivery in doubt showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The bot's message is there.
    There,
    /// The last message is still the one from before.
    Absent,
    /// Slack does not show the last message.
    Blind,
}

/// What follows from a look, when `absent_before` looks in a row had shown nothing.
#[must_use]
pub const fn after_look(look: Look, absent_before: i64) -> Option<Event> {
    match look {
        Look::There => Some(Event::SeenThere),
        Look::Absent if absent_before + 1 >= LOOKS_TO_SETTLE => Some(Event::SeenAbsent),
        Look::Absent => None,
        Look::Blind => Some(Event::CannotTell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_an_end_state_but_what_turns_out_to_be_there_or_a_person_tells_about() {
        let events = [
            Event::Leased,
            Event::GivenBack,
            Event::NoLongerTrue,
            Event::CallBegins,
            Event::Accepted,
            Event::NotAccepted,
            Event::RefusedForGood,
            Event::OutcomeUnknown,
            Event::SeenThere,
            Event::SeenAbsent,
            Event::CannotTell,
            Event::ToldAbsent,
        ];
        for event in events {
            for end in [State::Sent, State::Dropped, State::Held] {
                let told = end == State::Held && [Event::SeenThere, Event::ToldAbsent].contains(&event);
                assert_eq!(end.on(event).is_ok(), told, "{end:?} moved on {event:?}");
            }
        }
    }

    #[test]
    fn a_doubt_is_never_sent_again_before_two_equal_looks() {
        assert_eq!(after_look(Look::Absent, 0), None);
        assert_eq!(after_look(Look::Absent, 1), Some(Event::SeenAbsent));
        assert!(State::InDoubt.on(Event::CallBegins).is_err());
        assert!(State::InDoubt.on(Event::GivenBack).is_err());
    }

    #[test]
    fn pauses_double_and_end() {
        assert_eq!(retry_pause_ms(0), RETRY_FIRST_MS);
        assert_eq!(retry_pause_ms(1), 2 * RETRY_FIRST_MS);
        assert_eq!(retry_pause_ms(60), RETRY_PAUSE_MAX_MS);
    }

    #[test]
    fn a_conversation_that_cannot_be_read_is_looked_at_less_and_less_and_once_more_at_the_end() {
        let (deadline, expires) = (Millis(0), Millis(Millis::DAY));
        let mut looks = vec![Millis(LOOK_FIRST_AFTER_MS)];
        while let Some(last) = looks.last().filter(|last| **last <= expires) {
            looks.push(look_again_at(*last, deadline, expires));
        }
        let pauses: Vec<i64> = looks.windows(2).map(|two| two[1].0 - two[0].0).collect();
        assert_eq!(pauses.first(), Some(&LOOK_EVERY_MS));
        assert!(pauses.iter().all(|pause| *pause <= RETRY_PAUSE_MAX_MS), "{pauses:?}");
        assert!(looks.len() < 100, "{} looks in a day", looks.len());
        assert_eq!(looks.last(), Some(&expires.plus(LOOK_EVERY_MS)), "the first look at which it is past its time");
        assert_eq!(look_again_at(Millis(2 * Millis::DAY), deadline, expires), Millis(2 * Millis::DAY).plus(RETRY_PAUSE_MAX_MS));
    }

    #[test]
    fn a_call_fits_in_a_third_of_the_lease() {
        const { assert!(CALL_TIMEOUT_MS * 3 < LEASE_MS) };
        const { assert!(LOOK_FIRST_AFTER_MS > TAKE_OVER_AFTER_MS) };
    }
}
