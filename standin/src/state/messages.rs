//! Messages: how they are made, changed and taken away.
//! A message that reaches nobody is kept hidden, so that the bot can go on as if it were there.

use serde_json::{Value, json};

use super::{Reach, State};
use crate::{blockkit, log::Entry};

/// One message as Slack stores it.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) ts: String,
    pub(crate) value: Value,
    /// Acknowledged to the bot, never shown to anyone.
    pub(crate) hidden: bool,
}

/// What a message says, checked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    pub(crate) text: String,
    pub(crate) blocks: Option<Value>,
    /// `thread_ts`, `metadata`, `attachments`: kept and given back.
    pub(crate) more: Vec<(&'static str, Value)>,
}

impl State {
    /// A message object of the bot, with ids and defaults filled in.
    pub(crate) fn message_of_bot(&mut self, ts: &str, content: Content) -> Value {
        let (text, blocks) = self.completed(content.text, content.blocks);
        let credentials = &self.credentials;
        let mut message = json!({
            "type": "message",
            "ts": ts,
            "user": credentials.bot_user_id,
            "bot_id": credentials.bot_id,
            "app_id": credentials.app_id,
            "team": self.team.id,
            "text": text,
            "bot_profile": {
                "id": credentials.bot_id, "app_id": credentials.app_id, "team_id": self.team.id, "deleted": false,
                "name": self.people.real_name(&credentials.bot_user_id), "updated": 0,
            },
        });
        if let Some(blocks) = blocks {
            message["blocks"] = blocks;
        }
        for (name, value) in content.more {
            message[name] = value;
        }
        message
    }

    /// Text and blocks as Slack keeps them.
    pub(crate) fn completed(&mut self, text: String, blocks: Option<Value>) -> (String, Option<Value>) {
        let blocks = blocks.map(|mut blocks| {
            blockkit::complete(&mut blocks, || self.fresh_hex(5));
            blocks
        });
        let text = match (&blocks, text.is_empty()) {
            (Some(blocks), true) => blockkit::plain_text_of(blocks),
            _ => text,
        };
        (text, blocks)
    }

    /// Puts a message of the bot into a conversation that is there. Answers the message.
    pub(crate) fn post(&mut self, channel: &str, content: Content, reach: Reach) -> Value {
        let ts = self.stamp();
        let value = self.message_of_bot(&ts, content);
        let hidden = reach == Reach::Nobody;
        if !hidden {
            let entry = Entry::Posted {
                at_ms: self.now_ms(),
                channel: channel.to_owned(),
                ts: ts.clone(),
                text: text_of(&value),
                blocks: value.get("blocks").cloned(),
            };
            self.note(&entry);
        }
        if let Some(conversation) = self.conversations.get_mut(channel) {
            conversation.opened = true;
            conversation.push(Message { ts, value: value.clone(), hidden });
        }
        value
    }

    /// Changes a message. `None` when there is none of that timestamp. Without blocks or text, the old ones go.
    pub(crate) fn change(&mut self, channel: &str, ts: &str, content: Content, reach: Reach) -> Option<Value> {
        let (text, blocks) = self.completed(content.text, content.blocks);
        let bot = self.credentials.bot_user_id.clone();
        let at_ms = self.now_ms();
        let edited_ts = self.stamp();
        let message = self.conversations.get_mut(channel)?.message_mut(ts)?;
        let mut value = message.value.clone();
        value["text"] = json!(text);
        if let Some(blocks) = blocks {
            value["blocks"] = blocks;
        } else if let Some(object) = value.as_object_mut() {
            object.remove("blocks");
        }
        value["edited"] = json!({"user": bot, "ts": edited_ts});
        for (name, more) in content.more {
            value[name] = more;
        }
        if reach == Reach::Nobody {
            return Some(value);
        }
        message.value = value.clone();
        if !message.hidden {
            let blocks = value.get("blocks").cloned();
            self.note(&Entry::Updated { at_ms, channel: channel.to_owned(), ts: ts.to_owned(), text: text_of(&value), blocks });
        }
        Some(value)
    }

    /// Takes a message away for everyone.
    pub(crate) fn remove(&mut self, channel: &str, ts: &str) -> bool {
        let at_ms = self.now_ms();
        let removed = self.conversations.get_mut(channel).is_some_and(|conversation| conversation.remove(ts));
        if removed {
            self.note(&Entry::Removed { at_ms, channel: channel.to_owned(), ts: ts.to_owned(), user: None });
        }
        removed
    }
}

pub(crate) fn text_of(message: &Value) -> String {
    crate::workspace::text(message, "text").to_owned()
}
