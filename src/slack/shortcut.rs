//! Shortcuts: from the menu beside the message field, and from a message. Each opens a form.

use super::form;
use super::inbound::Shortcut;
use super::router::Router;
use super::view::Form;
use crate::app::Result;
use crate::text::Lang;

/// The form that a shortcut opens; none for one that this program doesn't know.
///
/// # Errors
/// A refusal that the person reads, or what is wrong on our side.
pub async fn run(router: &Router, shortcut: Shortcut, lang: Lang) -> Result<Option<Form>> {
    match shortcut.callback.as_str() {
        form::callbacks::GAVE => form::gave::blank(router, &shortcut.by, lang, shortcut.response_url.as_deref()).await.map(Some),
        form::callbacks::ASKED => form::asked::blank(router, &shortcut.by, lang, shortcut.response_url.as_deref()).await.map(Some),
        form::callbacks::GAVE_MESSAGE => form::from_message::form(router, &shortcut, lang).await.map(Some),
        _ => Ok(None),
    }
}
