//! The two kinds of words: for Slack's mrkdwn, where three characters are escaped, and plain.

use crate::domain::ids::PersonId;
use crate::domain::note::Note;

/// Words for mrkdwn; safe to be put into a block as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mrkdwn(String);

impl Mrkdwn {
    /// Takes words that are escaped already: texts of ours, and what Slack escaped.
    #[must_use]
    pub const fn safe(words: String) -> Self {
        Self(words)
    }

    /// Escapes words as they are.
    #[must_use]
    pub fn escape(words: &str) -> Self {
        Self(words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
    }

    /// A person, as a mention that Slack shows by name.
    #[must_use]
    pub fn mention(person: &PersonId) -> Self {
        Self(format!("<@{}>", person.as_str()))
    }

    /// A note as a quotation, cut to what an answer shows. Notes are kept escaped.
    #[must_use]
    pub fn quote(note: &Note) -> Self {
        Self(format!(">{}", note.shown()))
    }

    /// A note as a quotation, whole: for what is short by itself, and is read by others.
    #[must_use]
    pub fn quote_whole(note: &Note) -> Self {
        Self(format!(">{}", note.as_str()))
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The words.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }

    /// These words and more on a line of their own.
    #[must_use]
    pub fn line(mut self, more: &Self) -> Self {
        self.0.push('\n');
        self.0.push_str(&more.0);
        self
    }
}

/// Words without markup: buttons, top-level text, names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plain(String);

impl Plain {
    /// Plain words.
    #[must_use]
    pub const fn new(words: String) -> Self {
        Self(words)
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The words.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}
