//! What is said when there is no room for one more delivery: at once, and with the person's own words given back.

use super::Rendered;
use super::blocks::section;
use super::refusal::given_back;
use crate::text::{Plain, Words};

/// The answer to a command that was not taken.
#[must_use]
pub fn busy(words: &Words<'_>, typed: &str) -> Rendered {
    let mut all = vec![section(&words.mrkdwn("busy", &[]))];
    all.extend(given_back(words, typed));
    Rendered::new(&words.plain("busy", &[]), &all)
}

/// What stands at the first input of a form that was not taken.
#[must_use]
pub fn busy_in_form(words: &Words<'_>) -> Plain {
    words.plain("busy-form", &[])
}
