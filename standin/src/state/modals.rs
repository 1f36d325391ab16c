//! Modals: up to three on top of each other before one person, the last one on top.
//! Opening begins a new stack, pushing adds to it, submitting takes the top away.

use serde_json::{Value, json};

use super::State;
use crate::{blockkit::values, log::Entry, workspace::text};

/// Modals on top of each other: the first, and two more.
pub(crate) const MODALS_MAX: usize = 3;

/// A modal in front of someone.
#[derive(Clone, Debug)]
pub(crate) struct Modal {
    pub(crate) id: String,
    pub(crate) user: String,
    pub(crate) view: Value,
}

impl State {
    /// The modals before a person, the top one last.
    pub(crate) fn modals_of(&self, user: &str) -> impl DoubleEndedIterator<Item = &Modal> {
        self.modals.iter().filter(move |modal| modal.user == user)
    }

    pub(crate) fn modal(&self, id: &str) -> Option<&Modal> {
        self.modals.iter().find(|modal| modal.id == id)
    }

    /// Whether a bot-chosen id is taken by another view than this one.
    pub(crate) fn external_id_taken(&self, external_id: &str, but: Option<&str>) -> bool {
        let modals = self.modals.iter().map(|modal| &modal.view);
        let mut views = modals.chain(self.homes.values().map(|home| &home.published));
        !external_id.is_empty() && views.any(|view| text(view, "external_id") == external_id && but != Some(text(view, "id")))
    }

    /// Puts a modal before someone, in place of whatever stood there. Answers the stored view.
    pub(crate) fn open_modal(&mut self, user: &str, sent: &Value) -> Value {
        self.close_all(user);
        let id = self.fresh_id("V");
        let view = self.stored_view(sent, &id);
        self.show_modal(id, user, view)
    }

    /// Puts a modal on top of the others. `None` when there are too many, or none.
    pub(crate) fn push_modal(&mut self, user: &str, sent: &Value) -> Option<Value> {
        let depth = self.modals_of(user).count();
        let top = self.modals_of(user).next_back().filter(|_| depth < MODALS_MAX)?;
        let (root, previous) = (top.view["root_view_id"].clone(), json!(top.id));
        let id = self.fresh_id("V");
        let mut view = self.stored_view(sent, &id);
        view["root_view_id"] = root;
        view["previous_view_id"] = previous;
        Some(self.show_modal(id, user, view))
    }

    /// Changes a modal in its place. `None` when it is gone.
    pub(crate) fn change_modal(&mut self, id: &str, sent: &Value) -> Option<Value> {
        let mut view = self.stored_view(sent, id);
        let modal = self.modals.iter_mut().find(|modal| modal.id == id)?;
        for kept in ["root_view_id", "previous_view_id"] {
            view[kept] = modal.view[kept].clone();
        }
        // What was filled in stays where its element does.
        view["state"] = json!({"values": values(&view, &modal.view["state"]["values"])});
        modal.view = view.clone();
        let user = modal.user.clone();
        let at_ms = self.now_ms();
        self.note(&Entry::ModalShown { at_ms, user, view: view.clone() });
        Some(view)
    }

    fn show_modal(&mut self, id: String, user: &str, view: Value) -> Value {
        self.modals.push(Modal { id, user: user.to_owned(), view: view.clone() });
        let at_ms = self.now_ms();
        self.note(&Entry::ModalShown { at_ms, user: user.to_owned(), view: view.clone() });
        view
    }

    /// Takes one modal away; what lies under it is on top then.
    pub(crate) fn close_modal(&mut self, id: &str) {
        self.modals.retain(|modal| modal.id != id);
    }

    /// Takes all of someone's modals away.
    pub(crate) fn close_all(&mut self, user: &str) {
        self.modals.retain(|modal| modal.user != user);
    }
}
