//! From answers to Block Kit: pure, and every surface has a snapshot in both languages.
//!
//! The top-level text of a DM and its first block name nobody: a locked phone may show them.

pub mod admin;
mod answer;
mod blocks;
mod busy;
pub mod card;
mod digest;
pub mod export;
pub mod form;
pub mod home;
mod home_lists;
pub mod introduction;
pub mod joining;
mod kept;
mod labels;
mod live_check;
pub mod people;
mod privacy;
pub mod recording;
mod refusal;
mod reminder;
pub mod settings;

pub use answer::answer;
pub use busy::{busy, busy_in_form};
pub use digest::digest;
pub use form::Form;
pub use home::home;
pub use kept::{done, told, told_alone};
pub use live_check::live_check;
pub use privacy::{forget_form, forgotten_form, removed};
pub use refusal::{broken, broken_in_form, form_too_late, input_of, not_installed, refused, refused_in_form};
pub use reminder::reminder;

use std::fmt;

use serde_json::Value;
use slack_morphism::blocks::SlackBlock;

use crate::domain::answer::AskShown;
use crate::text::{Mrkdwn, Plain, Words};

/// The action ids of buttons: what a press is told apart by.
pub mod actions {
    /// `[Undo]`; the value is entry ids, separated by commas.
    pub const UNDO: &str = "undo";
    /// [Record it twice]; the value is entry ids, separated by commas.
    pub const KEEP_TWICE: &str = "keep-twice";
    /// `[Edit]`; the value is entry ids, separated by commas.
    pub const EDIT: &str = "edit";
    /// [Change the day]; the value is entry ids, separated by commas.
    pub const CHANGE_DAY: &str = "change-day";
    /// [Open the form] for what could not be read; the value is what was typed.
    pub const FILL_GAVE: &str = "fill-gave";
    /// [Open the form] for an ask that could not be read; the value is what was typed.
    pub const FILL_ASKED: &str = "fill-asked";
    /// Before a person's id, a colon and entry ids; the value is the id of the team that was chosen.
    pub const TEAM_OF: &str = "team-of:";
    /// [Another team]; the value is a person's id, a colon and entry ids.
    pub const OTHER_TEAM: &str = "other-team";
    /// [Edit the card]; the value is the team's id.
    pub const CARD_EDIT: &str = "card-edit";
    /// [Show in the digest], or `[Agree]`; the value is the team's id and the line's.
    pub const CARD_SHOW: &str = "card-show";
    /// [Don't show]; the value is the team's id and the line's.
    pub const CARD_HIDE: &str = "card-hide";
    /// Before the word of a nudge's answer; the value is the nudge's id.
    pub const NUDGE: &str = "nudge:";
    /// Before the word of an ask's end; the value is the ask's id.
    pub const ASK: &str = "ask:";
    /// [Yes, introduce us]; the value is the introduction's id.
    pub const CONSENT_YES: &str = "consent-yes";
    /// [No, thank you]; the value is the introduction's id.
    pub const CONSENT_NO: &str = "consent-no";
    /// [You may name me]; the value is the introduction's id.
    pub const NAMED_YES: &str = "named-yes";
    /// [Rather not]; the value is the introduction's id.
    pub const NAMED_NO: &str = "named-no";
    /// [Introduce them]; the value is the reminder's id.
    pub const SUGGESTED_YES: &str = "suggested-yes";
    /// [Not now]; the value is the reminder's id.
    pub const SUGGESTED_NO: &str = "suggested-no";
    /// [Rest…]; the value is how long and the reminder's id.
    pub const REST: &str = "rest";
    /// [I have the habit now]; the value is the reminder's id.
    pub const HABIT: &str = "habit";
    /// Before the word of a first step's answer; the value is the reminder's id.
    pub const STEP: &str = "step:";
    /// After [`NUDGE`]: `[Undo]` of [Not this person].
    pub const NUDGE_UNDO: &str = "undo";
    /// [Join Goodturn], `[Settings]`, [Anything to add from last week?], [Name somebody]: each opens a form.
    pub const JOIN_OPEN: &str = "join:open";
    /// See [`JOIN_OPEN`].
    pub const SETTINGS_OPEN: &str = "settings:open";
    /// See [`JOIN_OPEN`].
    pub const RECORD_OPEN: &str = "record:open";
    /// See [`JOIN_OPEN`].
    pub const CONTACTS_OPEN: &str = "contacts:open";
    /// [Take off the list] in the list of one's people; the value is the person.
    pub const PEOPLE_OFF: &str = "people:off";
    /// `[Undo]` beside somebody refused; the value is the person.
    pub const PEOPLE_AGAIN: &str = "people:again";
    /// [First meeting]; the value is the act's id.
    pub const FIRST_MEETING: &str = "first-meeting";
    /// [It is there], for a digest that is held; the value is the message's id.
    pub const DIGEST_IS_THERE: &str = "digest:there";
    /// [Post it], for a digest that is held; the value is the message's id.
    pub const DIGEST_POST_IT: &str = "digest:post";
}

/// A message or a view, ready for Slack. Never logged: `Debug` tells lengths only.
#[derive(Clone, PartialEq, Eq)]
pub struct Rendered {
    /// Top-level text: notifications, screen readers, places without blocks.
    pub text: String,
    /// The blocks, as JSON.
    pub blocks: Value,
}

impl fmt::Debug for Rendered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let blocks = self.blocks.as_array().map_or(0, Vec::len);
        write!(f, "Rendered({} characters, {blocks} blocks)", self.text.chars().count())
    }
}

impl Rendered {
    /// Top-level text is mrkdwn for Slack, so plain words are escaped for it here.
    fn new(text: &Plain, blocks: &[SlackBlock]) -> Self {
        // Block types of the library always serialize; an empty list would still leave the text.
        let mut blocks = serde_json::to_value(blocks).unwrap_or_default();
        labels::tell_apart(&mut blocks);
        Self { text: Mrkdwn::escape(text.as_str()).into_string(), blocks }
    }
}

/// Whom an ask was to: a mention, or a team's name.
fn asked_whom(words: &Words<'_>, ask: &AskShown) -> Mrkdwn {
    match (&ask.askee, &ask.team) {
        (Some(person), _) => words.person(person),
        (None, Some(team)) => words.mrkdwn("ask-team", &[("team", team.as_str().into())]),
        (None, None) => words.mrkdwn("ask-team-unnamed", &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn top_level_text_is_escaped_and_debug_tells_lengths_only() {
        let rendered = Rendered::new(&Plain::new("R&D <!channel>".to_owned()), &[]);
        assert_eq!(rendered.text, "R&amp;D &lt;!channel&gt;");
        assert_eq!(format!("{rendered:?}"), "Rendered(24 characters, 0 blocks)");
    }
}
