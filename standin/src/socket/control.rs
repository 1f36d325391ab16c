//! What a test can do to connections: count them, send them away, drop them, and read what became of envelopes.
//! Networks and Slack do the same without being asked.

use serde::{Deserialize, Serialize};

use super::Envelope;
use crate::standin::Standin;

/// Why Slack tells a connection to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisconnectReason {
    /// It will go soon; nothing changes yet.
    Warning,
    /// A new connection should take its place: no new envelopes, acknowledgements still count until the grace is over.
    RefreshRequested,
    /// Socket Mode was turned off: it is closed at once.
    LinkDisabled,
}

impl DisconnectReason {
    /// Slack's word for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::RefreshRequested => "refresh_requested",
            Self::LinkDisabled => "link_disabled",
        }
    }
}

impl Standin {
    /// How many Socket Mode connections take envelopes.
    #[must_use]
    pub fn sockets(&self) -> usize {
        self.state().sockets.open()
    }

    /// Turns Socket Mode on or off in the app's settings. Off, all connections are told `link_disabled`, and no new one is given out.
    pub fn turn_socket_mode(&self, on: bool) {
        self.state().options.socket_mode = on;
        if !on {
            self.state().sockets.forget_tickets();
            self.disconnect_sockets(DisconnectReason::LinkDisabled);
        }
    }

    /// Tells all connections to go, as Slack does now and then.
    pub fn disconnect_sockets(&self, reason: DisconnectReason) {
        self.disconnect_oldest_sockets(reason, usize::MAX);
    }

    /// Tells the oldest `max` connections to go.
    pub fn disconnect_oldest_sockets(&self, reason: DisconnectReason, max: usize) {
        let mut state = self.state();
        let grace = state.options.socket_refresh_grace;
        state.sockets.disconnect(reason, grace, max);
    }

    /// Drops all connections without a word, as networks do.
    pub fn drop_sockets(&self) {
        self.drop_oldest_sockets(usize::MAX);
    }

    /// Drops the oldest `max` connections without a word.
    pub fn drop_oldest_sockets(&self, max: usize) {
        self.state().sockets.drop_lines(max);
    }

    /// The envelopes sent so far, oldest first, and what became of each.
    #[must_use]
    pub fn envelopes(&self) -> Vec<Envelope> {
        self.state().sockets.log.all()
    }
}
