//! The live lane: what is answered at once, or not at all. Nothing here is ever put into the outbox.

use serde_json::{Value, json};

use super::view::{Form, Rendered};
use crate::app::Actor;
use crate::app::read_home::Page;
use crate::domain::ids::ChannelId;
use crate::text::{Lang, Plain};

/// What goes into the acknowledgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Nothing.
    Empty,
    /// There is no acknowledgement: what was delivered is not taken, and Slack delivers it again or says so to who waits.
    NotTaken,
    /// A message that only the person sees.
    Ephemeral(Rendered),
    /// A form stays open, with a sentence at each of these inputs.
    Errors(Vec<(String, Plain)>),
    /// A form becomes another one.
    Become(Box<Form>),
}

impl Reply {
    /// The JSON of the acknowledgement; none, and it is empty.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        match self {
            Self::Empty | Self::NotTaken => None,
            Self::Ephemeral(message) => Some(Self::body(message)),
            Self::Errors(errors) => {
                let errors: serde_json::Map<String, Value> =
                    errors.iter().map(|(input, words)| (input.clone(), words.as_str().into())).collect();
                Some(json!({ "response_action": "errors", "errors": errors }))
            }
            Self::Become(form) => Some(json!({ "response_action": "update", "view": form.view() })),
        }
    }

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
    /// Publishes a person's Home in the language that they just read: nothing may be left that tells it.
    HomeIn(Actor, Lang),
    /// Publishes a person's Home on these pages.
    HomeAt(Actor, Page),
    /// Carries out the deletions that were asked for.
    Forget,
    /// Opens a form.
    Open {
        /// Before whom.
        by: Actor,
        /// Slack's permission.
        trigger: String,
        /// The form.
        form: Box<Form>,
        /// Where to say so when it is too late to open it.
        response_url: Option<String>,
    },
    /// Opens the form of joining; where it can't be opened, the person joins without it.
    OpenToJoin {
        /// Before whom.
        by: Actor,
        /// Slack's permission.
        trigger: String,
        /// The form.
        form: Box<Form>,
        /// Where to say so.
        response_url: Option<String>,
    },
    /// Posts the invitation to join in a channel.
    Invite {
        /// Who asked for it.
        by: Actor,
        /// The channel.
        channel: ChannelId,
        /// Where to say what became of it.
        response_url: String,
    },
    /// Looks whether the bot can write in the digest's channel, and publishes the admin's Home.
    LookIntoChannel(Actor),
    /// Changes a form that is open.
    Change {
        /// Before whom.
        by: Actor,
        /// Slack's id of it.
        id: String,
        /// As it was when the person acted; changed since, it stays as it is.
        hash: Option<String>,
        /// What it becomes.
        form: Box<Form>,
    },
}

impl Then {
    /// The same; a Home on which somebody pressed stays on its pages.
    #[must_use]
    pub fn on(self, page: Option<Page>) -> Self {
        match (self, page) {
            (Self::Home(by), Some(page)) => Self::HomeAt(by, page),
            (other, _) => other,
        }
    }
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

    /// This in the acknowledgement, and nothing after it.
    #[must_use]
    pub const fn reply(reply: Reply) -> Self {
        Self { reply, then: Vec::new() }
    }

    /// Nothing in the acknowledgement, and this after it.
    #[must_use]
    pub const fn then(then: Vec<Then>) -> Self {
        Self { reply: Reply::Empty, then }
    }
}
