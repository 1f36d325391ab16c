//! Forms: opened with the permission that a press or a command brings, which holds for three seconds and once.

use serde_json::json;

use super::{CallError, Client, Done};
use crate::slack::view::Form;

impl Client {
    /// `views.open`: opens a form.
    ///
    /// # Errors
    /// See [`CallError`]; `expired_trigger_id` when it took too long.
    pub async fn open_form(&self, token: &str, trigger: &str, form: &Form) -> Result<(), CallError> {
        let body = json!({ "trigger_id": trigger, "view": form.view() });
        self.post::<Done>(token, "views.open", &body).await.map(drop)
    }

    /// `views.update`: changes an open form, if it is still as it was (`hash`).
    ///
    /// # Errors
    /// See [`CallError`]; `hash_conflict` when it has changed since, `not_found` when it was closed.
    pub async fn change_form(&self, token: &str, id: &str, hash: Option<&str>, form: &Form) -> Result<(), CallError> {
        let mut body = json!({ "view_id": id, "view": form.view() });
        if let Some(hash) = hash {
            body["hash"] = hash.into();
        }
        self.post::<Done>(token, "views.update", &body).await.map(drop)
    }
}
