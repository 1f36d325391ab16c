//! What happened: the bot's calls, and what persons did and saw.
//! Both are plain data that serialise, so that transcripts, tests and outside tools read the same thing.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One call of the bot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// Number of the call, from 0.
    pub seq: u64,
    /// Injected time in epoch milliseconds.
    pub at_ms: i64,
    /// Method name, or `response_url`.
    pub method: String,
    /// Arguments as they were understood, without the token.
    pub arguments: Value,
    /// Whether the call was answered with `ok`.
    pub ok: bool,
    /// The error it was refused with.
    pub error: Option<String>,
    /// What Slack would warn about.
    pub warning: Option<String>,
    /// The fault that hit this call.
    pub fault: Option<String>,
}

/// One thing a person did or saw. Times are injected time in epoch milliseconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "fields are Slack's own words: user, channel, ts, text, blocks, action_id")]
pub enum Entry {
    /// Someone typed a slash command.
    Typed { at_ms: i64, user: String, channel: String, command: String, text: String },
    /// Someone wrote a message.
    Said { at_ms: i64, user: String, channel: String, ts: String, text: String },
    /// Someone pressed a button or chose from a menu; `label` is what stood on it.
    Pressed {
        at_ms: i64,
        user: String,
        channel: Option<String>,
        message_ts: String,
        action_id: String,
        value: Option<String>,
        label: String,
    },
    /// Someone submitted a modal.
    Submitted { at_ms: i64, user: String, view_id: String, callback_id: String, state: Value },
    /// Someone used a shortcut, of a message or of the workspace.
    UsedShortcut { at_ms: i64, user: String, callback_id: String, message_ts: Option<String> },
    /// Someone looked at the app's Home.
    OpenedHome { at_ms: i64, user: String },
    /// Someone saw a message that only they see; `replaces` when it took the place of an earlier one.
    Answered { at_ms: i64, user: String, channel: String, ts: String, text: String, blocks: Option<Value>, replaces: bool },
    /// A message appeared.
    Posted { at_ms: i64, channel: String, ts: String, text: String, blocks: Option<Value> },
    /// A message changed.
    Updated { at_ms: i64, channel: String, ts: String, text: String, blocks: Option<Value> },
    /// A message went away; `user` when it was one that only they saw.
    Removed { at_ms: i64, channel: String, ts: String, user: Option<String> },
    /// Someone's Home changed.
    HomeShown { at_ms: i64, user: String, blocks: Value },
    /// A modal came up, or changed.
    ModalShown { at_ms: i64, user: String, view: Value },
    /// A modal stayed open, with a sentence at some of its inputs.
    ModalErrors { at_ms: i64, user: String, view_id: String, errors: Value },
    /// Slack itself told someone that something failed; `what` is the command or the label.
    UserSawError { at_ms: i64, user: String, what: String, error: String },
}

impl Entry {
    /// When it happened, in epoch milliseconds of injected time.
    #[must_use]
    pub fn at_ms(&self) -> i64 {
        match self {
            Self::Typed { at_ms, .. }
            | Self::Said { at_ms, .. }
            | Self::Pressed { at_ms, .. }
            | Self::Submitted { at_ms, .. }
            | Self::UsedShortcut { at_ms, .. }
            | Self::OpenedHome { at_ms, .. }
            | Self::Answered { at_ms, .. }
            | Self::Posted { at_ms, .. }
            | Self::Updated { at_ms, .. }
            | Self::Removed { at_ms, .. }
            | Self::HomeShown { at_ms, .. }
            | Self::ModalShown { at_ms, .. }
            | Self::ModalErrors { at_ms, .. }
            | Self::UserSawError { at_ms, .. } => *at_ms,
        }
    }
}
