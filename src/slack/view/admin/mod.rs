//! What admins see: their part of App Home, its forms, and the sentences that answer a press.
//!
//! It stands after the admin's own things, and what everybody reads while all is turned off stands before and after other people's.

pub mod forms;
mod home;
mod setup;

use serde_json::{Value, json};
use slack_morphism::blocks::SlackBlock;

pub use home::home;

use super::blocks::{context, section};
use super::{Form, Rendered};
use crate::domain::ids::PersonId;
use crate::text::{Mrkdwn, Words};

/// The action ids of the admins' part; all begin alike.
pub mod words {
    /// Before every one.
    pub const ADMIN: &str = "admin:";
    /// [Set up].
    pub const SET_UP: &str = "admin:set-up";
    /// [Turn off for everyone].
    pub const OFF: &str = "admin:off";
    /// [Turn on again].
    pub const ON: &str = "admin:on";
    /// [Set the weekly post].
    pub const DIGEST: &str = "admin:digest";
    /// [Check that I can post there].
    pub const LOOK: &str = "admin:look";
    /// [Change where teams come from].
    pub const SOURCES: &str = "admin:sources";
    /// [As in the settings file].
    pub const SOURCES_BACK: &str = "admin:sources-back";
    /// Before the word of a preview.
    pub const PREVIEW: &str = "admin:preview:";
    /// [It is there], for the first message of an introduction; the value is the message's id.
    pub const OPENING_IS_THERE: &str = "admin:opening-there";
    /// [Post it], for the first message of an introduction; the value is the message's id.
    pub const OPENING_POST_IT: &str = "admin:opening-post";
    /// Before the number of a button inside a preview, which does nothing.
    pub const PREVIEWED: &str = "previewed:";
}

/// Blocks that a Home has at most.
const HOME_BLOCKS_MAX: usize = 100;

fn blocks(rendered: &Rendered) -> Vec<Value> {
    rendered.blocks.as_array().cloned().unwrap_or_default()
}

fn json(blocks: &[SlackBlock]) -> Vec<Value> {
    serde_json::to_value(blocks).ok().and_then(|blocks| blocks.as_array().cloned()).unwrap_or_default()
}

/// An answer, with a line where everything is turned off.
#[must_use]
pub fn with_off(words: &Words<'_>, mut message: Rendered, off: bool) -> Rendered {
    if off {
        let mut all = blocks(&message);
        all.extend(json(&[context(&words.mrkdwn("off-line", &[]))]));
        message.blocks = Value::from(all);
    }
    message
}

/// A Home, which begins with a line of its own where everything is turned off, and the admins' part after it. One that would be too long for Slack loses the
/// end of what stood there, and not the whole.
#[must_use]
pub fn around(words: &Words<'_>, mut home: Rendered, off: bool, part: &[SlackBlock]) -> Rendered {
    let mut all = if off { json(&[section(&words.mrkdwn("off-line", &[]))]) } else { Vec::new() };
    // Where the member stands comes first, and what it says of the next note is not so while everything is off.
    all.extend(blocks(&home).into_iter().skip(usize::from(off)));
    all.truncate(HOME_BLOCKS_MAX.saturating_sub(part.len()));
    all.extend(json(part));
    home.blocks = Value::from(all);
    home
}

/// One sentence, as a message.
#[must_use]
pub fn said(words: &Words<'_>, key: &str) -> Rendered {
    Rendered::new(&words.plain(key, &[]), &[section(&words.mrkdwn(key, &[]))])
}

/// A sentence that was put together, as a message.
#[must_use]
pub fn sentence(words: &Words<'_>, sentence: &Mrkdwn) -> Rendered {
    Rendered::new(&words.plain("home-title", &[]), &[section(sentence)])
}

/// One sentence, as a form that can only be closed: what answers a press on Home.
#[must_use]
pub fn notice(words: &Words<'_>, callback: &'static str, sentence: &Mrkdwn) -> Form {
    Form::new(callback, words.plain("home-title", &[]), None, words.plain("form-close", &[]), &[section(sentence)])
}

/// Who was faster.
#[must_use]
pub fn taken(words: &Words<'_>, person: &PersonId) -> Mrkdwn {
    words.mrkdwn("admin-taken", &[("person", words.person(person).into())])
}

/// A message as a preview: marked, with invented people by name and buttons that do nothing.
#[must_use]
pub fn as_preview(words: &Words<'_>, message: &Rendered, people: &[(PersonId, String)]) -> Rendered {
    let mut all = json(&[section(&words.mrkdwn("preview-mark", &[]))]);
    all.extend(blocks(message));
    let mut number = 0;
    let mut all = Value::from(all);
    disarm(&mut all, people, &mut number);
    Rendered { text: words.plain("preview-text", &[]).into_string(), blocks: all }
}

fn disarm(value: &mut Value, people: &[(PersonId, String)], number: &mut usize) {
    match value {
        Value::String(text) => {
            for (person, name) in people {
                *text = text.replace(Mrkdwn::mention(person).as_str(), &format!("@{name}"));
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|one| disarm(one, people, number)),
        Value::Object(fields) => {
            if fields.contains_key("action_id") {
                *number += 1;
                fields.insert("action_id".to_owned(), json!(format!("{}{number}", self::words::PREVIEWED)));
            }
            // The values of buttons and options say nothing to anybody, and tell options of a menu apart.
            fields.values_mut().for_each(|one| disarm(one, people, number));
        }
        _ => {}
    }
}
