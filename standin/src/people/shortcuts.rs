//! Shortcuts, of the workspace and of a message.
//! A message shortcut works on any message the person sees, but not on ephemeral ones.

use crate::{
    delivery::{Delivered, Follow, Sent, payload},
    log::Entry,
    people::{SandboxError, press::find_message},
    standin::Standin,
};

impl Standin {
    /// A person uses a shortcut: of the message with that timestamp, or of the workspace.
    ///
    /// # Errors
    /// When the person sees no such message, or nothing can be delivered.
    pub async fn shortcut(&self, user: &str, callback_id: &str, message_ts: Option<&str>) -> Result<Delivered, SandboxError> {
        let sent = {
            let mut state = self.state();
            state.at_home(user)?;
            let trigger_id = state.fresh_trigger(user, None);
            let payload = match message_ts {
                None => payload::global_shortcut(&mut state, user, callback_id, &trigger_id),
                Some(ts) => {
                    let (channel, message) = find_message(&state, user, ts).ok_or_else(|| SandboxError::NoSuchMessage(ts.to_owned()))?;
                    payload::message_shortcut(&mut state, user, callback_id, &channel, &message, &trigger_id)
                }
            };
            let at_ms = state.now_ms();
            state.note(&Entry::UsedShortcut {
                at_ms,
                user: user.to_owned(),
                callback_id: callback_id.to_owned(),
                message_ts: message_ts.map(str::to_owned),
            });
            Sent::interaction(&payload, &trigger_id, Follow::Person { user: user.to_owned(), what: callback_id.to_owned() })
        };
        self.deliver(sent).await
    }
}
