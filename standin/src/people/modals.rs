//! Modals: putting one before a person, and submitting it.
//! What was typed travels as Slack's `state.values`, block id to action id to value.

use serde_json::{Value, json};

use crate::{
    blockkit::{Problem, Surface, check_view},
    delivery::{Delivered, Follow, Sent, payload},
    log::Entry,
    people::SandboxError,
    standin::Standin,
    workspace::text,
};

impl Standin {
    /// Puts a modal before a person, as a bot will with `views.open`. Answers its id.
    ///
    /// # Errors
    /// When the person doesn't exist, or the view breaks a rule of Block Kit.
    pub fn show_modal(&self, user: &str, view: &Value) -> Result<String, SandboxError> {
        let problems = check_view(view, Surface::Modal, "/view");
        if !problems.is_empty() {
            return Err(SandboxError::Wrong(problems.iter().map(Problem::line).collect::<Vec<_>>().join("; ")));
        }
        let mut state = self.state();
        state.acting(user)?;
        let view = state.show_modal(user, view);
        Ok(text(&view, "id").to_owned())
    }

    /// The modals before a person.
    #[must_use]
    pub fn modals(&self, user: &str) -> Vec<Value> {
        self.state().modals.values().filter(|modal| modal.user == user).map(|modal| modal.view.clone()).collect()
    }

    /// A person submits a modal. `values` is Slack's `state.values`, or the whole `state`.
    ///
    /// # Errors
    /// When no such modal is before the person, or nothing can be delivered.
    pub async fn submit(&self, user: &str, view_id: &str, values: &Value) -> Result<Delivered, SandboxError> {
        let sent = {
            let mut state = self.state();
            state.acting(user)?;
            let modal = state.modals.get_mut(view_id).filter(|modal| modal.user == user);
            let modal = modal.ok_or_else(|| SandboxError::NoSuchView(view_id.to_owned()))?;
            modal.view["state"] = json!({"values": values.get("values").unwrap_or(values)});
            let view = modal.view.clone();
            let trigger_id = state.fresh_trigger();
            let payload = payload::view_submission(&state, user, &view, &trigger_id);
            let at_ms = state.now_ms();
            state.note(&Entry::Submitted {
                at_ms,
                user: user.to_owned(),
                view_id: view_id.to_owned(),
                callback_id: text(&view, "callback_id").to_owned(),
                state: view["state"].clone(),
            });
            Sent::interaction(&payload, &trigger_id, Follow::Submission { user: user.to_owned(), view_id: view_id.to_owned() })
        };
        self.deliver(sent).await
    }
}
