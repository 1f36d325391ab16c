//! Forms that were sent: one file each, which also makes the form. A form carries one verb out, or stays open and says what is missing.

pub(super) mod admin_digest;
pub(super) mod admin_sources;
pub mod asked;
pub mod card;
pub(super) mod edit;
pub mod forget;
pub(super) mod from_message;
pub mod gave;
pub(super) mod helped;
pub mod introduce;
pub mod join;
pub(super) mod place;
pub mod settings;
pub(super) mod typed;
pub(super) mod whose_team;

use super::inbound::Submission;
use super::live::Handled;
use super::router::Router;
use crate::app::Result;
use crate::text::Lang;

/// The names of forms: what a submission is told apart by.
pub mod callbacks {
    /// The admins': the weekly post.
    pub const ADMIN_DIGEST: &str = "admin-digest";
    /// The admins': where teams come from.
    pub const ADMIN_SOURCES: &str = "admin-sources";
    /// A team's card.
    pub const CARD: &str = "card";
    /// A form that only says something; nothing can be sent from it.
    pub const DONE: &str = "done";
    /// Delete everything.
    pub const FORGET: &str = "forget";
    /// What was given, or received.
    pub const GAVE: &str = "gave";
    /// Two people to bring together.
    pub const INTRODUCE: &str = "introduce";
    /// Joining, all of it to be skipped.
    pub const JOIN: &str = "join";
    /// Whom one deals with.
    pub const CONTACTS: &str = "contacts";
    /// When, how often, in which language.
    pub const SETTINGS: &str = "settings";
    /// What was asked.
    pub const ASKED: &str = "asked";
    /// The shortcut on a message; its form is [`GAVE`]'s.
    pub const GAVE_MESSAGE: &str = "gave-message";
    /// The edit of entries.
    pub const EDIT: &str = "edit-entry";
    /// Who of a team helped.
    pub const HELPED: &str = "they-helped";
    /// Whose team somebody is in.
    pub const WHOSE_TEAM: &str = "whose-team";
}

/// Takes what was filled in. A form that this program doesn't know just closes.
///
/// # Errors
/// A refusal, shown in the form, or what is wrong on our side.
pub async fn run(router: &Router, submission: Submission, lang: Lang) -> Result<Handled> {
    match submission.form.callback.as_str() {
        callbacks::ADMIN_DIGEST => admin_digest::sent(router, submission, lang).await,
        callbacks::ADMIN_SOURCES => admin_sources::sent(router, submission, lang).await,
        callbacks::CARD => card::sent(router, submission, lang).await,
        callbacks::FORGET => forget::sent(router, submission, lang).await,
        callbacks::GAVE => gave::sent(router, submission, lang).await,
        callbacks::INTRODUCE => introduce::sent(router, submission, lang).await,
        callbacks::JOIN => join::sent(router, submission, lang).await,
        callbacks::CONTACTS => join::contacts_sent(router, submission, lang).await,
        callbacks::SETTINGS => settings::sent(router, submission, lang).await,
        callbacks::ASKED => asked::sent(router, submission, lang).await,
        callbacks::EDIT => edit::sent(router, submission, lang).await,
        callbacks::HELPED => helped::sent(router, submission, lang).await,
        callbacks::WHOSE_TEAM => whose_team::sent(router, submission, lang).await,
        _ => Ok(Handled::nothing()),
    }
}
