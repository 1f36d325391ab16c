//! Modals: putting one before a person, and submitting it.
//! What was typed travels as Slack's `state.values`, block id to action id to value.

use serde_json::{Value, json};

use crate::{
    blockkit::{Problem, Surface, check_view},
    delivery::{Delivered, Follow, Sent, payload},
    log::Entry,
    people::{SandboxError, filling::filled},
    standin::Standin,
    state::State,
    workspace::{flag, text},
};

impl Standin {
    /// Puts a modal before a person, as a bot does with `views.open`. Answers its id.
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
        let view = state.open_modal(user, view);
        Ok(text(&view, "id").to_owned())
    }

    /// The modals before a person, the top one last.
    #[must_use]
    pub fn modals(&self, user: &str) -> Vec<Value> {
        self.state().modals_of(user).map(|modal| modal.view.clone()).collect()
    }

    /// A person submits a modal. `values` is Slack's `state.values`, or the whole `state`;
    /// what it doesn't name stays as the modal began.
    ///
    /// # Errors
    /// When no such modal is before the person, a field is in the way (nothing is delivered then), or nothing can be delivered.
    pub async fn submit(&self, user: &str, view_id: &str, values: &Value) -> Result<Delivered, SandboxError> {
        let sent = {
            let mut state = self.state();
            state.acting(user)?;
            let view = state.on_top(user, view_id)?;
            let values = filled(&view, values.get("values").unwrap_or(values)).map_err(SandboxError::Wrong)?;
            let wrong = state.unsubmittable(&view, &values);
            if !wrong.is_empty() {
                return Err(SandboxError::Unsubmittable(wrong));
            }
            let modal = state.modals.iter_mut().find(|modal| modal.id == view_id);
            let modal = modal.ok_or_else(|| SandboxError::NoSuchView(view_id.to_owned()))?;
            modal.view["state"] = json!({"values": values});
            let view = modal.view.clone();
            let trigger_id = state.fresh_trigger(user, Some(view_id));
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

    /// A person closes their top modal. `view_closed` is delivered when the view asked for it.
    ///
    /// # Errors
    /// When no such modal is on top before the person, or nothing can be delivered.
    pub async fn close(&self, user: &str, view_id: &str) -> Result<Option<Delivered>, SandboxError> {
        let sent = {
            let mut state = self.state();
            state.acting(user)?;
            let view = state.on_top(user, view_id)?;
            state.close_modal(view_id);
            if !flag(&view, "notify_on_close") {
                return Ok(None);
            }
            let payload = payload::view_closed(&state, user, &view);
            Sent::interaction(&payload, "", Follow::Person { user: user.to_owned(), what: "Close".to_owned() })
        };
        self.deliver(sent).await.map(Some)
    }
}

impl State {
    /// The view of a modal, when it is the one on top before this person.
    pub(super) fn on_top(&self, user: &str, view_id: &str) -> Result<Value, SandboxError> {
        let top = self.modals_of(user).next_back().filter(|modal| modal.id == view_id);
        top.map(|modal| modal.view.clone()).ok_or_else(|| SandboxError::NoSuchView(view_id.to_owned()))
    }
}
