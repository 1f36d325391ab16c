//! The one message of `doctor --live`, to the admin who asked for it.

use super::Rendered;
use super::blocks::section;
use crate::text::Words;

/// Says what it is and that nothing has to be done.
#[must_use]
pub fn live_check(words: &Words<'_>) -> Rendered {
    Rendered::new(&words.plain("live-check", &[]), &[section(&words.mrkdwn("live-check", &[]))])
}
