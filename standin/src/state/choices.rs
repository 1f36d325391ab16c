//! What people chose in messages, each for themselves: Slack sends it along with their next press there.

use std::collections::BTreeMap;

use serde_json::Value;

/// Messages that choices are kept of; the oldest go first.
const MESSAGES_MAX: usize = 10_000;

/// The values of a message's elements, by message and person.
#[derive(Debug, Default)]
pub(crate) struct Choices {
    kept: BTreeMap<(String, String), Value>,
}

impl Choices {
    /// What this person chose in a message.
    pub(crate) fn of(&self, ts: &str, user: &str) -> Value {
        self.kept.get(&(ts.to_owned(), user.to_owned())).cloned().unwrap_or_default()
    }

    /// They chose something else.
    pub(crate) fn keep(&mut self, ts: &str, user: &str, values: Value) {
        self.kept.insert((ts.to_owned(), user.to_owned()), values);
        if self.kept.len() > MESSAGES_MAX {
            self.kept.pop_first();
        }
    }
}
