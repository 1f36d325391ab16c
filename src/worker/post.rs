//! The one way in which leased messages go out: where they go, the last moment at which the call may begin, the call, what it came to. An export
//! begins here as well, and shares its file by a call of its own.
//!
//! "Never twice" is decided here and nowhere else: a call begins only after it was written down that it does, and only while the lease holds.

use std::time::{Duration, Instant};

use super::Workers;
use crate::app::Result;
use crate::app::deliver::Delivery;
use crate::app::settle::Outcome;
use crate::domain::delivery::{CALL_TIMEOUT_MS, LEASE_MS};
use crate::domain::ids::ChannelId;
use crate::slack::client::{CallError, Latest};
use crate::slack::view::Rendered;

/// The time stamp that stands for an empty conversation: earlier than any message's.
const NO_MESSAGE_TS: &str = "0";

/// Slack's word for a post that it can't show, as long as it has not looked at its picture.
const NOT_SHOWABLE: &str = "invalid_blocks";

/// Where a message goes, and what stood last there before, as far as that tells anything.
pub(super) struct Place {
    pub channel: ChannelId,
    pub baseline: Option<String>,
}

impl Place {
    /// A conversation in which nobody but the bot writes, with its last message.
    pub fn after(channel: ChannelId, latest: Latest) -> Self {
        let baseline = match latest {
            Latest::NotShown => None,
            Latest::Nothing => Some(NO_MESSAGE_TS.to_owned()),
            Latest::Message { ts, .. } => Some(ts),
        };
        Self { channel, baseline }
    }

    /// A conversation in which others write as well: its last message tells nothing.
    pub const fn among_others(channel: ChannelId) -> Self {
        Self { channel, baseline: None }
    }
}

/// A message as it is posted.
pub(super) struct Post<'a> {
    pub message: &'a Rendered,
    /// Whether it shows a picture, at which Slack may not have looked yet.
    pub picture: bool,
}

/// How long after the lease a call may begin. By the machine's own clock, as calendar time may be shifted: no call may outlive the lease.
fn too_late() -> Duration {
    Duration::from_millis(u64::try_from(LEASE_MS - 2 * CALL_TIMEOUT_MS).unwrap_or(0))
}

/// What a call to post came to.
pub(super) fn outcome(posted: std::result::Result<String, CallError>) -> Outcome {
    match posted {
        Ok(ts) => Outcome::Sent(ts),
        Err(CallError::NotReached | CallError::Token(_)) => Outcome::NotNow(None),
        Err(CallError::RateLimited(after)) => Outcome::NotNow(after),
        Err(CallError::Refused(code)) => Outcome::Never(code),
        Err(CallError::Unanswered | CallError::Unreadable) => Outcome::Unknown,
    }
}

impl Workers {
    /// The DM, and what its last message is before the call.
    pub(super) async fn open(&self, token: &str, delivery: &Delivery) -> std::result::Result<Place, CallError> {
        let channel = match &delivery.channel {
            Some(channel) => channel.clone(),
            None => self.client.open_dm(token, &delivery.recipient).await?,
        };
        let latest = self.client.latest(token, &channel).await?;
        self.client.turn_to_post(token, &channel).await?;
        Ok(Place::after(channel, latest))
    }

    /// What was asked of Slack before the call; where it failed, the message is left unsaid or given back, and there is nothing more to do.
    pub(super) async fn or_back<T>(&self, delivery: &Delivery, asked: std::result::Result<T, CallError>) -> Result<Option<T>> {
        match asked {
            Ok(got) => return Ok(Some(got)),
            Err(CallError::Refused(code)) => self.leave_unsaid(delivery, &code).await?,
            Err(CallError::RateLimited(after)) => self.count(self.app.give_back(delivery, after).await?)?,
            Err(_) => self.count(self.app.give_back(delivery, None).await?)?,
        }
        Ok(None)
    }

    /// Writes down that the call begins; tells whether it may.
    pub(super) async fn begins(&self, delivery: &Delivery, since: Instant, place: &Place) -> Result<bool> {
        if since.elapsed() > too_late() {
            self.count(self.app.give_back(delivery, None).await?)?;
            return Ok(false);
        }
        if !self.app.call_begins(delivery, &place.channel, place.baseline.as_deref()).await? {
            return Ok(false);
        }
        // Once more, right before the write: a process that was frozen in between must not call when another one has taken over.
        if since.elapsed() > too_late() {
            self.count(self.app.settle(delivery, &Outcome::NotNow(None)).await?)?;
            return Ok(false);
        }
        Ok(true)
    }

    /// Posts, if the call may still begin, and writes down what came of it.
    pub(super) async fn post(&self, token: &str, delivery: &Delivery, since: Instant, place: &Place, post: Post<'_>) -> Result<()> {
        if !self.begins(delivery, since, place).await? {
            return Ok(());
        }
        let outcome = match self.client.post_message(token, &place.channel, post.message).await {
            Err(CallError::Refused(code)) if code == NOT_SHOWABLE && post.picture => Outcome::NotNow(None),
            posted => outcome(posted),
        };
        self.count(self.app.settle(delivery, &outcome).await?)
    }
}
