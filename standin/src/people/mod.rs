//! What persons do: type, press, submit, look at the Home. What came back is shown to them.
//! A person can only do what they could do in Slack: act on what they see, where they are.

mod changes;
mod channels;
mod events;
mod filling;
mod follow;
mod look;
mod modals;
mod press;
mod say;
mod shortcuts;
mod slash;

use std::fmt;

use crate::{
    state::State,
    workspace::{SLACKBOT, flag},
};

/// Why something could not be done by a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SandboxError {
    /// There is nobody with this id.
    UnknownUser(String),
    /// This person left, is a bot, or is of another company.
    CannotAct(String),
    /// There is no conversation with this id.
    UnknownConversation(String),
    /// The person is not in the conversation.
    NotThere {
        /// The person.
        user: String,
        /// The conversation.
        conversation: String,
    },
    /// The person sees no message with this timestamp.
    NoSuchMessage(String),
    /// The person sees no such button; these are the ones on that message.
    NoSuchButton {
        /// What was looked for.
        wanted: String,
        /// `action_id` and value of what is there.
        there: Vec<String>,
    },
    /// No such modal is open before the person.
    NoSuchView(String),
    /// Slack doesn't send what the person filled in: block id and sentence of each field that is in the way.
    Unsubmittable(Vec<(String, String)>),
    /// The app has no addresses to deliver to.
    NoDelivery,
    /// Nothing has been delivered yet.
    NothingDelivered,
    /// What was given makes no sense.
    Wrong(String),
}

impl fmt::Display for SandboxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownUser(user) => {
                write!(f, "there is nobody with the id {user} in the workspace")
            }
            Self::CannotAct(user) => write!(f, "{user} can't do this: they left, are a bot, or are of another company"),
            Self::UnknownConversation(id) => write!(f, "there is no conversation {id}"),
            Self::NotThere { user, conversation } => write!(f, "{user} is not in {conversation}"),
            Self::NoSuchMessage(ts) => write!(f, "no message {ts} is before this person"),
            Self::NoSuchButton { wanted, there } if there.is_empty() => {
                write!(f, "there is no {wanted} to press, and nothing else either")
            }
            Self::NoSuchButton { wanted, there } => write!(f, "there is no {wanted} to press; there are {}", there.join(", ")),
            Self::NoSuchView(id) => write!(f, "no modal {id} is open before this person"),
            Self::Unsubmittable(fields) => {
                let fields: Vec<String> = fields.iter().map(|(block, sentence)| format!("{block}: {sentence}")).collect();
                write!(f, "Slack keeps the modal open and says {}", fields.join(" "))
            }
            Self::NoDelivery => f.write_str("the app has no address to deliver to; set one with deliver_to"),
            Self::NothingDelivered => f.write_str("nothing has been delivered yet"),
            Self::Wrong(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for SandboxError {}

impl State {
    /// Checks that this person can do something.
    pub(crate) fn acting(&self, user: &str) -> Result<(), SandboxError> {
        let person = self.people.get(user).ok_or_else(|| SandboxError::UnknownUser(user.to_owned()))?;
        if flag(person, "deleted") || flag(person, "is_bot") || user == SLACKBOT {
            return Err(SandboxError::CannotAct(user.to_owned()));
        }
        Ok(())
    }

    /// Checks that this person can use what the app adds to the workspace: other companies' people can press its buttons in a channel that is
    /// shared, and no more.
    pub(crate) fn at_home(&self, user: &str) -> Result<(), SandboxError> {
        self.acting(user)?;
        if self.is_external(user) { Err(SandboxError::CannotAct(user.to_owned())) } else { Ok(()) }
    }
}
