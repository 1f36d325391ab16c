//! Ids as types of their own, so that a person's id can't be handed over where an act's is wanted.
//!
//! Slack's ids are taken as they come; ours are ULIDs made from the injected time and generator, so that simulations replay.

use std::fmt;

use rand::{Rng, RngExt};
use serde::{Deserialize, Serialize};

use super::day::Millis;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the text as this kind of id.
            #[must_use]
            pub fn new(id: impl Into<String>) -> Self { Self(id.into()) }
            /// The id's text.
            #[must_use]
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, concat!(stringify!($name), "({})"), self.0) }
        }
        impl From<String> for $name { fn from(id: String) -> Self { Self(id) } }
        impl From<&str> for $name { fn from(id: &str) -> Self { Self(id.to_owned()) } }
    )* };
}

ids! {
    /// A Slack workspace (`T…`).
    WorkspaceId,
    /// A person in a workspace (`U…` or `W…`).
    PersonId,
    /// A department or group inside a workspace.
    TeamId,
    /// A conversation: a DM, a channel (`D…`, `C…`, `G…`).
    ChannelId,
    /// An act, an ask or a note of contact: anything a member entered.
    EntryId,
    /// One suggestion to one member.
    NudgeId,
    /// An introduction.
    IntroductionId,
    /// A message that waits in the outbox.
    MessageId,
}

/// Stands for somebody who deleted everything, in entries of others that named them: no Slack id looks like it.
pub const COLLEAGUE: &str = "colleague";

impl PersonId {
    /// Whether this is nobody in particular any more.
    #[must_use]
    pub fn is_forgotten(&self) -> bool {
        self.0 == COLLEAGUE
    }
}

/// A new id of ours: sorts by time, and holds 80 random bits.
pub fn mint(now: Millis, rng: &mut impl Rng) -> String {
    let high = u128::from(rng.random::<u64>());
    let low = u128::from(rng.random::<u64>());
    ulid::Ulid::from_parts(u64::try_from(now.0).unwrap_or(0), (high << 64) | low).to_string()
}
