//! What a message in the outbox means, not how it looks: it is put into words when it is sent.
//!
//! So wording may change while a message waits, and what must not be said any more is left out at the last moment. The stored form carries a
//! version; a form that this program doesn't know is an error, never a guess.

use serde::{Deserialize, Serialize};

use super::day::{Day, Week};
use super::ids::IntroductionId;

/// A waiting message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "v")]
pub enum Stored {
    /// The first form.
    #[serde(rename = "1")]
    V1(Message),
}

/// What a message is about. Who gets it stands in the outbox row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Message {
    /// The weekly reminder for one slot; its nudges are the rows that name this message.
    Reminder {
        /// The slot's week.
        week: Week,
    },
    /// The weekly post to a channel for one slot; what it says is put together when it is sent.
    Digest {
        /// The slot's civil day, in the schedule's zone.
        day: Day,
    },
    /// The question to one of the two whom somebody would like to introduce.
    Consent {
        /// Which introduction.
        introduction: IntroductionId,
    },
    /// The first message of the conversation that both said yes to.
    Opening {
        /// Which introduction.
        introduction: IntroductionId,
    },
    /// The file with everything that is kept about its recipient; put together when it is sent.
    Export,
}

impl Message {
    /// The word its kind is stored and counted under.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Reminder { .. } => "reminder",
            Self::Digest { .. } => "digest",
            Self::Consent { .. } => "consent",
            Self::Opening { .. } => "opening",
            Self::Export => "export",
        }
    }
}

/// The outbox key of a member's reminder: one for each member and slot week, ever.
#[must_use]
pub fn reminder_key(member: &super::ids::PersonId, week: Week) -> String {
    format!("reminder:{}:{}", member.as_str(), week.iso())
}

/// The outbox key of one export: as many as are asked for, one after the other.
#[must_use]
pub fn export_key(message: &super::ids::MessageId) -> String {
    format!("export:{}", message.as_str())
}

/// The outbox key of a workspace's digest: one for each slot's day, ever, whatever the settings.
#[must_use]
pub fn digest_key(day: Day) -> String {
    format!("digest:{}", day.date())
}

/// The outbox key of an introduction's message (`a`, `b` or `open`): one of each, ever.
#[must_use]
pub fn introduction_key(introduction: &IntroductionId, which: &str) -> String {
    format!("introduction:{}:{which}", introduction.as_str())
}
