//! The live lane: what is answered at once, or not at all. Nothing here is ever put into the outbox.

use serde_json::{Value, json};

use super::view::Rendered;
use crate::app::Actor;
use crate::domain::ids::ChannelId;

/// What goes into the acknowledgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Nothing.
    Empty,
    /// A message that only the person sees.
    Ephemeral(Rendered),
}

impl Reply {
    /// The JSON of an ephemeral message.
    #[must_use]
    pub fn body(message: &Rendered) -> Value {
        json!({ "response_type": "ephemeral", "text": message.text, "blocks": message.blocks })
    }
}

/// What happens after the acknowledgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// Replaces the ephemeral message whose button was pressed.
    Replace {
        /// Where.
        response_url: String,
        /// By what.
        message: Rendered,
    },
    /// Says something to the person alone, and leaves the message whose button was pressed as it is.
    Say {
        /// Where.
        response_url: String,
        /// What.
        message: Rendered,
    },
    /// Brings a message of the bot's up to date.
    Update {
        /// Who pressed; whose workspace it is.
        by: Actor,
        /// The conversation.
        channel: ChannelId,
        /// The message.
        ts: String,
        /// What it shows now.
        message: Rendered,
    },
    /// Publishes a person's Home.
    Home(Actor),
}

/// A delivery that was handled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handled {
    /// What goes into the acknowledgement.
    pub reply: Reply,
    /// What happens after it, in order.
    pub then: Vec<Then>,
}

impl Handled {
    /// Nothing to say.
    #[must_use]
    pub const fn nothing() -> Self {
        Self { reply: Reply::Empty, then: Vec::new() }
    }

    /// A message that only the person sees.
    #[must_use]
    pub const fn ephemeral(message: Rendered) -> Self {
        Self { reply: Reply::Ephemeral(message), then: Vec::new() }
    }

    /// Nothing in the acknowledgement, and this after it.
    #[must_use]
    pub const fn then(then: Vec<Then>) -> Self {
        Self { reply: Reply::Empty, then }
    }
}
