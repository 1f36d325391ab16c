//! What a person has before them: the conversations they are in, and the fields of a form they filled.
//! A client asks for this; a test knows it already.

use serde_json::{Value, json};

use crate::{
    people::{SandboxError, filling::filled},
    standin::Standin,
    state::Kind,
    workspace::text,
};

impl Standin {
    /// The conversations a person is in: channels, group DMs, and their DM with the app. Each has `id`, `kind` (`channel`, `group`, `app`),
    /// `name`, `topic` and, in a group, `users`.
    #[must_use]
    pub fn conversations_of(&self, user: &str) -> Vec<Value> {
        let state = self.state();
        let mine = state.conversations.iter().filter(|one| one.opened && !one.is_archived() && one.includes(user));
        let shown = mine.map(|one| match &one.kind {
            Kind::Direct { .. } => json!({"id": one.id, "kind": "app"}),
            Kind::Group { users } => json!({"id": one.id, "kind": "group", "users": users}),
            Kind::Channel { info } => {
                let topic = info.pointer("/topic/value").and_then(Value::as_str).unwrap_or_default();
                json!({"id": one.id, "kind": "channel", "name": text(info, "name"), "topic": topic})
            }
        });
        shown.collect()
    }

    /// A person fills in their top modal without submitting it: what they press there travels with these values. `values` is Slack's
    /// `state.values`, or the whole `state`.
    ///
    /// # Errors
    /// When no such modal is on top before the person, or it has no such element.
    pub fn fill(&self, user: &str, view_id: &str, values: &Value) -> Result<(), SandboxError> {
        let mut state = self.state();
        state.acting(user)?;
        let view = state.on_top(user, view_id)?;
        let values = filled(&view, values.get("values").unwrap_or(values)).map_err(SandboxError::Wrong)?;
        let modal = state.modals.iter_mut().find(|modal| modal.id == view_id);
        let modal = modal.ok_or_else(|| SandboxError::NoSuchView(view_id.to_owned()))?;
        modal.view["state"] = json!({"values": values});
        Ok(())
    }
}
