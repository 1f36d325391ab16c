//! What only one person sees: ephemeral messages, and their Home.
//! What reaches nobody is acknowledged to the bot and kept from the person.

use std::collections::VecDeque;

use serde_json::{Value, json};

use super::{Content, Reach, State, messages::text_of};
use crate::log::Entry;

/// Ephemeral messages kept for one person; real ones are gone with the next reload.
const EPHEMERALS_MAX: usize = 500;

/// A message that only one person sees.
#[derive(Clone, Debug)]
pub(crate) struct Ephemeral {
    pub(crate) ts: String,
    pub(crate) channel: String,
    pub(crate) value: Value,
}

/// Someone's Home of this app.
#[derive(Clone, Debug, Default)]
pub(crate) struct Home {
    /// What the bot believes it published.
    pub(crate) published: Value,
    /// What the person sees.
    pub(crate) shown: Option<Value>,
}

impl State {
    /// Shows a message to one person only. Answers its timestamp.
    pub(crate) fn show_ephemeral(&mut self, user: &str, channel: &str, content: Content, reach: Reach) -> String {
        let ts = self.stamp();
        let value = self.message_of_bot(&ts, content);
        if reach == Reach::Everyone {
            self.note_answered(user, channel, &ts, &value, false);
            let mine = self.ephemerals.entry(user.to_owned()).or_default();
            mine.push_back(Ephemeral { ts: ts.clone(), channel: channel.to_owned(), value });
            if mine.len() > EPHEMERALS_MAX {
                mine.pop_front();
            }
        }
        ts
    }

    /// Puts other words in the place of an ephemeral message. False when it is gone.
    pub(crate) fn replace_ephemeral(&mut self, user: &str, ts: &str, content: Content, reach: Reach) -> bool {
        let value = self.message_of_bot(ts, content);
        let mine = self.ephemerals.get_mut(user).into_iter().flatten().find(|one| one.ts == ts);
        let Some(ephemeral) = mine else { return false };
        if reach == Reach::Everyone {
            ephemeral.value = value.clone();
            let channel = ephemeral.channel.clone();
            self.note_answered(user, &channel, ts, &value, true);
        }
        true
    }

    /// Takes an ephemeral message away. False when it is gone already.
    pub(crate) fn remove_ephemeral(&mut self, user: &str, ts: &str) -> bool {
        let Some(mine) = self.ephemerals.get_mut(user) else {
            return false;
        };
        let Some(at) = mine.iter().position(|one| one.ts == ts) else {
            return false;
        };
        let Some(gone) = mine.remove(at) else {
            return false;
        };
        let at_ms = self.now_ms();
        self.note(&Entry::Removed { at_ms, channel: gone.channel, ts: ts.to_owned(), user: Some(user.to_owned()) });
        true
    }

    fn note_answered(&mut self, user: &str, channel: &str, ts: &str, value: &Value, replaces: bool) {
        let entry = Entry::Answered {
            at_ms: self.now_ms(),
            user: user.to_owned(),
            channel: channel.to_owned(),
            ts: ts.to_owned(),
            text: text_of(value),
            blocks: value.get("blocks").cloned(),
            replaces,
        };
        self.note(&entry);
    }

    /// A view as Slack keeps it: what the bot sent, and what Slack adds.
    pub(crate) fn stored_view(&mut self, sent: &Value, id: &str) -> Value {
        let (_, blocks) = self.completed(String::new(), sent.get("blocks").cloned());
        let stamp = self.stamp();
        let or = |key: &str, default: Value| sent.get(key).cloned().unwrap_or(default);
        let mut view = json!({
            "id": id,
            "team_id": self.team.id,
            "type": or("type", json!("home")),
            "blocks": blocks.unwrap_or(json!([])),
            "private_metadata": or("private_metadata", json!("")),
            "callback_id": or("callback_id", json!("")),
            "external_id": or("external_id", json!("")),
            "state": {"values": {}},
            "hash": format!("{stamp}.{}", self.fresh_hex(8)),
            "title": or("title", json!({"type": "plain_text", "text": "View Title", "emoji": true})),
            "close": or("close", Value::Null),
            "submit": or("submit", Value::Null),
            "clear_on_close": or("clear_on_close", json!(false)),
            "notify_on_close": or("notify_on_close", json!(false)),
            "previous_view_id": null,
            "root_view_id": id,
            "app_id": self.credentials.app_id,
            "app_installed_team_id": self.team.id,
            "bot_id": self.credentials.bot_id,
        });
        if let Some(disabled) = sent.get("submit_disabled") {
            view["submit_disabled"] = disabled.clone();
        }
        view
    }

    /// Publishes someone's Home.
    pub(crate) fn publish_home(&mut self, user: &str, sent: &Value, reach: Reach) -> Value {
        let id = match self.homes.get(user) {
            Some(home) => crate::workspace::text(&home.published, "id").to_owned(),
            None => crate::ids::id("V", self.options.seed, &format!("home/{user}")),
        };
        let view = self.stored_view(sent, &id);
        let at_ms = self.now_ms();
        let home = self.homes.entry(user.to_owned()).or_default();
        home.published = view.clone();
        if reach == Reach::Everyone {
            let mut shown = view.clone();
            // What was chosen stays where its element does.
            if let Some(before) = &home.shown {
                shown["state"] = json!({"values": crate::blockkit::values(&shown, &before["state"]["values"])});
            }
            home.shown = Some(shown);
            self.note(&Entry::HomeShown { at_ms, user: user.to_owned(), blocks: view["blocks"].clone() });
        }
        view
    }

    /// The ephemeral messages someone still sees, oldest first.
    pub(crate) fn ephemerals_of(&self, user: &str) -> impl Iterator<Item = &Ephemeral> {
        static NONE: VecDeque<Ephemeral> = VecDeque::new();
        self.ephemerals.get(user).unwrap_or(&NONE).iter()
    }
}
