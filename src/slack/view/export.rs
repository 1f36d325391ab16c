//! Taking one's data along: what is said at once, and the words beside the file.

use super::Rendered;
use super::blocks::section;
use super::form::Form;
use crate::text::{Mrkdwn, Words};

const SAID: [&str; 2] = ["export-on-its-way", "export-what"];

/// The answer to the command: what comes, and where.
#[must_use]
pub fn on_its_way(words: &Words<'_>) -> Rendered {
    Rendered::new(&words.plain("export-text", &[]), &SAID.map(|key| section(&words.mrkdwn(key, &[]))))
}

/// The same in a form, for Home.
#[must_use]
pub fn form(words: &Words<'_>, callback: &'static str) -> Form {
    let label = |key: &str| words.plain(key, &[]);
    Form::new(callback, label("export-title"), None, label("form-close"), &SAID.map(|key| section(&words.mrkdwn(key, &[]))))
}

/// What stands beside the file. A locked phone may show it: it names nobody.
#[must_use]
pub fn beside_file(words: &Words<'_>) -> Mrkdwn {
    words.mrkdwn("export-message", &[])
}
