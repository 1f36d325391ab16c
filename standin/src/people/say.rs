//! Messages that people write to each other.
//! The bot neither hears nor may change them, but shortcuts work on them, and they come between its own.

use serde_json::json;

use crate::{
    ids::uuid,
    log::Entry,
    people::SandboxError,
    standin::Standin,
    state::{Kind, Message},
};

impl Standin {
    /// A person writes a message in a channel or a group DM. Answers its timestamp. Nothing is delivered.
    ///
    /// # Errors
    /// When the person is not there, or it is the app's own DM, where only the app writes.
    pub fn say(&self, user: &str, channel: &str, text: &str) -> Result<String, SandboxError> {
        let mut state = self.state();
        state.acting(user)?;
        let conversation = state.conversations.get(channel);
        let conversation = conversation.ok_or_else(|| SandboxError::UnknownConversation(channel.to_owned()))?;
        if matches!(conversation.kind, Kind::Direct { .. }) {
            return Err(SandboxError::Wrong("in the app's DM only the app writes".to_owned()));
        }
        if !conversation.includes(user) {
            return Err(SandboxError::NotThere { user: user.to_owned(), conversation: channel.to_owned() });
        }
        let ts = state.stamp();
        let written = uuid(&state.fresh_hex(32));
        let value = json!({"type": "message", "user": user, "text": text, "ts": ts, "team": state.team.id, "client_msg_id": written});
        if let Some(conversation) = state.conversations.get_mut(channel) {
            conversation.push(Message { ts: ts.clone(), value, hidden: false });
        }
        let at_ms = state.now_ms();
        state.note(&Entry::Said { at_ms, user: user.to_owned(), channel: channel.to_owned(), ts: ts.clone(), text: text.to_owned() });
        Ok(ts)
    }
}
