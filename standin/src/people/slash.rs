//! Slash commands.
//! Typed in a conversation the person is in; without one, in their DM with the app.

use crate::{
    delivery::{Delivered, Door, Follow, Sent, payload},
    log::Entry,
    people::SandboxError,
    standin::Standin,
    state::State,
};

/// What Slack says to whoever types a command that no installed app has: nothing is delivered.
fn unknown(state: &mut State, user: &str, command: &str) -> Delivered {
    let error = format!("{command} is not a valid command");
    let entry = Entry::UserSawError { at_ms: state.now_ms(), user: user.to_owned(), what: command.to_owned(), error: error.clone() };
    state.note(&entry);
    Delivered { status: 0, body: String::new(), trigger_id: String::new(), error: Some(error) }
}

impl Standin {
    /// A person types a command.
    ///
    /// # Errors
    /// When the person or the conversation doesn't exist, or nothing can be delivered.
    pub async fn slash(&self, user: &str, command: &str, text: &str, channel: Option<&str>) -> Result<Delivered, SandboxError> {
        if !command.starts_with('/') {
            return Err(SandboxError::Wrong(format!("`{command}` is no command: commands start with /")));
        }
        let sent = {
            let mut state = self.state();
            state.at_home(user)?;
            let channel = match channel {
                None => state.ensure_dm(user),
                Some(id) if id == state.dm_id(user) => state.ensure_dm(user),
                Some(id) => {
                    let conversation = state.conversations.get(id).ok_or_else(|| SandboxError::UnknownConversation(id.to_owned()))?;
                    if !conversation.includes(user) {
                        return Err(SandboxError::NotThere { user: user.to_owned(), conversation: id.to_owned() });
                    }
                    id.to_owned()
                }
            };
            let known = &state.options.commands;
            if !state.tokens.installed() || !(known.is_empty() || known.iter().any(|one| one == command)) {
                return Ok(unknown(&mut state, user, command));
            }
            let trigger_id = state.fresh_trigger(user, None);
            let body = payload::slash(&mut state, user, &channel, command, text, &trigger_id);
            let at_ms = state.now_ms();
            state.note(&Entry::Typed {
                at_ms,
                user: user.to_owned(),
                channel: channel.clone(),
                command: command.to_owned(),
                text: text.to_owned(),
            });
            let follow = Follow::Command { user: user.to_owned(), channel, command: command.to_owned() };
            Sent { door: Door::Commands, body, trigger_id, follow }
        };
        self.deliver(sent).await
    }
}
