//! Forms that were sent: one file each, which also makes the form. A form carries one verb out, or stays open and says what is missing.

pub mod forget;
pub mod gave;
pub mod join;
pub mod settings;

use super::inbound::Submission;
use super::live::Handled;
use super::router::Router;
use crate::app::Result;
use crate::text::Lang;

/// The names of forms: what a submission is told apart by.
pub mod callbacks {
    /// A form that only says something; nothing can be sent from it.
    pub const DONE: &str = "done";
    /// Delete everything.
    pub const FORGET: &str = "forget";
    /// What was given, or received.
    pub const GAVE: &str = "gave";
    /// Joining, all of it to be skipped.
    pub const JOIN: &str = "join";
    /// Whom one deals with.
    pub const CONTACTS: &str = "contacts";
    /// When, how often, in which language.
    pub const SETTINGS: &str = "settings";
}

/// Takes what was filled in. A form that this program doesn't know just closes.
///
/// # Errors
/// A refusal, shown in the form, or what is wrong on our side.
pub async fn run(router: &Router, submission: Submission, lang: Lang) -> Result<Handled> {
    match submission.form.callback.as_str() {
        callbacks::FORGET => forget::sent(router, submission, lang).await,
        callbacks::GAVE => gave::sent(router, submission, lang).await,
        callbacks::JOIN => join::sent(router, submission, lang).await,
        callbacks::CONTACTS => join::contacts_sent(router, submission).await,
        callbacks::SETTINGS => settings::sent(router, submission).await,
        _ => Ok(Handled::nothing()),
    }
}
