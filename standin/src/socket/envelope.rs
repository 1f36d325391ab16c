//! A record of envelopes: which connection got each, and what became of it.
//! A test that drops connections asks here whether what was acknowledged was also acted on.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::Post;

/// Envelopes remembered; the oldest go first.
const ENVELOPES_MAX: usize = 200_000;

/// What became of an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Sent, and within its time.
    Waiting,
    /// Acknowledged in time.
    Acked,
    /// Not acknowledged in time.
    TimedOut,
    /// Acknowledged after its time: it counts for nothing.
    Late,
    /// Its connection went before it was acknowledged.
    Lost,
}

/// One envelope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// Its id; an event that is sent again gets another.
    pub envelope_id: String,
    /// `slash_commands`, `interactive` or `events_api`.
    pub kind: String,
    /// The trigger id of what a person did, or the id of the event.
    pub key: String,
    /// The connection that got it, numbered from 1 in the order they came.
    pub socket: u64,
    /// How often the same was sent before.
    pub attempt: usize,
    /// What became of it.
    pub fate: Fate,
}

/// The envelopes sent, in order.
#[derive(Debug, Default)]
pub(super) struct EnvelopeLog {
    kept: VecDeque<Envelope>,
    first: u64,
}

impl EnvelopeLog {
    /// Records an envelope. Answers its number.
    pub(super) fn push(&mut self, post: &Post, socket: u64) -> u64 {
        self.kept.push_back(Envelope {
            envelope_id: post.id.clone(),
            kind: post.kind.to_owned(),
            key: post.key.clone(),
            socket,
            attempt: post.attempt,
            fate: Fate::Waiting,
        });
        let number = self.first + self.kept.len() as u64 - 1;
        if self.kept.len() > ENVELOPES_MAX {
            self.kept.pop_front();
            self.first += 1;
        }
        number
    }

    pub(super) fn settle(&mut self, number: u64, fate: Fate) {
        let at = number.checked_sub(self.first).and_then(|at| usize::try_from(at).ok());
        if let Some(envelope) = at.and_then(|at| self.kept.get_mut(at)) {
            envelope.fate = fate;
        }
    }

    pub(super) fn all(&self) -> Vec<Envelope> {
        self.kept.iter().cloned().collect()
    }
}
