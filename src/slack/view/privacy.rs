//! Deleting everything: the form that asks once more, and what is left to say.

use super::Rendered;
use super::blocks::section;
use super::form::Form;
use crate::text::Words;

/// Asks once more, and says what goes and what can't.
#[must_use]
pub fn forget_form(words: &Words<'_>, callback: &'static str) -> Form {
    let label = |key: &str| words.plain(key, &[]);
    let blocks = [
        section(&words.mrkdwn("forget-what", &[])),
        section(&words.mrkdwn("forget-not", &[])),
        section(&words.mrkdwn("forget-final", &[])),
    ];
    Form::new(callback, label("forget-title"), Some(label("forget-submit")), label("forget-close"), &blocks)
}

/// Says that it is done.
#[must_use]
pub fn forgotten_form(words: &Words<'_>, callback: &'static str) -> Form {
    let label = |key: &str| words.plain(key, &[]);
    Form::new(callback, label("forget-title"), None, label("form-close"), &[section(&words.mrkdwn("forgotten", &[]))])
}

/// What stands in place of a message that was about somebody who deleted everything.
#[must_use]
pub fn removed(words: &Words<'_>) -> Rendered {
    Rendered::new(&words.plain("message-removed", &[]), &[section(&words.mrkdwn("message-removed", &[]))])
}
