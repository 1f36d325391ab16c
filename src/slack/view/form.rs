//! A form (Slack's modal): inputs by name, in blocks of the same name, so that an error finds its place.

use std::fmt;

use serde_json::{Value, json};
use slack_morphism::blocks::{
    SlackBlock, SlackBlockChoiceItem, SlackBlockDatePickerElement, SlackBlockMultiUsersSelectElement, SlackBlockPlainText,
    SlackBlockPlainTextInputElement, SlackBlockPlainTextOnly, SlackBlockRadioButtonsElement, SlackBlockStaticSelectElement,
    SlackInputBlock, SlackInputBlockElement,
};

use crate::domain::day::Day;
use crate::domain::ids::PersonId;
use crate::text::Plain;

/// Characters that a text input takes at most: what a command line takes, too.
pub const INPUT_CHARS_MAX: u64 = 3_000;

/// A form, ready for Slack. Never logged: `Debug` tells which only.
#[derive(Clone, PartialEq, Eq)]
pub struct Form {
    /// Which form: decides who takes what was filled in.
    pub callback: &'static str,
    /// Its title: 24 characters at most.
    pub title: Plain,
    /// The label of the button that sends it; none, and it can only be closed.
    pub submit: Option<Plain>,
    /// The label of the button that closes it.
    pub close: Plain,
    /// The blocks, as JSON.
    pub blocks: Value,
    /// What we put into it for ourselves: comes back with the submission, and the person's Slack could show it to them.
    pub note: String,
    /// The command that it stands for, as it was typed: given back where the form can't be opened.
    pub typed: Option<String>,
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Form({})", self.callback)
    }
}

impl Form {
    /// A form of these blocks.
    #[must_use]
    pub fn new(callback: &'static str, title: Plain, submit: Option<Plain>, close: Plain, blocks: &[SlackBlock]) -> Self {
        // Block types of the library always serialize.
        let mut blocks = serde_json::to_value(blocks).unwrap_or_default();
        super::labels::tell_apart(&mut blocks);
        Self { callback, title, submit, close, blocks, note: String::new(), typed: None }
    }

    /// The same form with something in it for ourselves.
    #[must_use]
    pub fn with_note(mut self, note: String) -> Self {
        self.note = note;
        self
    }

    /// The same form, opened by a command that says more than which form.
    #[must_use]
    pub fn with_typed(mut self, typed: String) -> Self {
        self.typed = Some(typed);
        self
    }

    /// The words that stand in it when it opens: what would be lost if it can't.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        let blocks = self.blocks.as_array()?;
        let texts = blocks.iter().filter_map(|block| block.get("element")).filter(|element| element["action_id"] == WHAT);
        texts.filter_map(|element| element.get("initial_value")?.as_str()).find(|words| !words.is_empty())
    }

    /// The view's JSON.
    #[must_use]
    pub fn view(&self) -> Value {
        let words = |plain: &Plain| json!({ "type": "plain_text", "text": plain.as_str() });
        let mut view = json!({
            "type": "modal", "callback_id": self.callback, "title": words(&self.title), "close": words(&self.close), "blocks": self.blocks,
            "private_metadata": self.note,
        });
        if let Some(submit) = &self.submit {
            view["submit"] = words(submit);
        }
        view
    }
}

/// Who: an input of several forms.
pub const WHO: &str = "who";
/// What: an input of several forms.
pub const WHAT: &str = "what";
/// When: an input of several forms.
pub const ON: &str = "on";

fn plain_only(words: &Plain) -> SlackBlockPlainTextOnly {
    SlackBlockPlainText::new(words.as_str().to_owned()).into()
}

/// An input with its label, in a block of the same name.
#[must_use]
pub fn input(name: &'static str, label: &Plain, element: SlackInputBlockElement) -> SlackInputBlock {
    SlackInputBlock::new(plain_only(label), element).with_block_id(name.into())
}

/// An input that may be left empty.
#[must_use]
pub fn optional(name: &'static str, label: &Plain, element: SlackInputBlockElement) -> SlackBlock {
    input(name, label, element).with_optional(true).into()
}

/// An input that may be left empty, with a line below that helps.
#[must_use]
pub fn optional_with_hint(name: &'static str, label: &Plain, hint: &Plain, element: SlackInputBlockElement) -> SlackBlock {
    input(name, label, element).with_hint(plain_only(hint)).with_optional(true).into()
}

/// Several lines of text.
#[must_use]
pub fn lines(name: &'static str, filled: Option<&str>) -> SlackInputBlockElement {
    let element = SlackBlockPlainTextInputElement::new().with_action_id(name.into()).with_multiline(true).with_max_length(INPUT_CHARS_MAX);
    match filled {
        Some(filled) => element.with_initial_value(filled.to_owned()).into(),
        None => element.into(),
    }
}

/// One line of text.
#[must_use]
pub fn line(name: &'static str, filled: Option<&str>) -> SlackInputBlockElement {
    let element = SlackBlockPlainTextInputElement::new().with_action_id(name.into()).with_max_length(INPUT_CHARS_MAX);
    match filled {
        Some(filled) => element.with_initial_value(filled.to_owned()).into(),
        None => element.into(),
    }
}

/// Several people.
#[must_use]
pub fn people(name: &'static str, filled: &[PersonId], max: u64) -> SlackInputBlockElement {
    let element = SlackBlockMultiUsersSelectElement::new().with_action_id(name.into()).with_max_selected_items(max);
    if filled.is_empty() {
        return element.into();
    }
    element.with_initial_users(filled.iter().map(|person| person.as_str().into()).collect()).into()
}

/// A day.
#[must_use]
pub fn day(name: &'static str, filled: Day) -> SlackInputBlockElement {
    SlackBlockDatePickerElement::new().with_action_id(name.into()).with_initial_date(filled.date().to_string()).into()
}

/// One of a few, all of them visible; `filled` is chosen.
#[must_use]
pub fn one_of(name: &'static str, options: &[(String, Plain)], filled: &str) -> SlackInputBlockElement {
    let items = choices(options);
    let initial = items.iter().find(|item| item.value == filled).cloned();
    let element = SlackBlockRadioButtonsElement::new(items).with_action_id(name.into());
    match initial {
        Some(initial) => element.with_initial_option(initial).into(),
        None => element.into(),
    }
}

/// One of many, in a menu; `filled` is chosen if it is there.
#[must_use]
pub fn menu(name: &'static str, options: &[(String, Plain)], filled: Option<&str>) -> SlackInputBlockElement {
    let items = choices(options);
    let initial = items.iter().find(|item| Some(item.value.as_str()) == filled).cloned();
    let element = SlackBlockStaticSelectElement::new().with_action_id(name.into()).with_options(items);
    match initial {
        Some(initial) => element.with_initial_option(initial).into(),
        None => element.into(),
    }
}

fn choices<T>(options: &[(String, Plain)]) -> Vec<SlackBlockChoiceItem<T>>
where
    T: From<SlackBlockPlainText> + Into<slack_morphism::blocks::SlackBlockText>,
{
    options
        .iter()
        .map(|(value, label)| SlackBlockChoiceItem::new(SlackBlockPlainText::new(label.as_str().to_owned()).into(), value.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Day;

    #[test]
    fn a_view_has_what_slack_asks_for_and_errors_find_their_block() {
        let words = |text: &str| Plain::new(text.to_owned());
        let blocks =
            [input("note", &words("What"), lines("note", Some("x"))).into(), optional("on", &words("When"), day("on", Day(20_000)))];
        let form = Form::new("gave", words("Title"), Some(words("Keep")), words("Close"), &blocks).with_note("n".to_owned());
        let view = form.view();
        assert_eq!(view["blocks"][0]["block_id"], "note");
        assert_eq!(view["blocks"][0]["element"]["action_id"], "note");
        assert_eq!(view["blocks"][1]["optional"], true);
        assert_eq!((&view["type"], &view["private_metadata"]), (&json!("modal"), &json!("n")));
        assert_eq!(format!("{form:?}"), "Form(gave)");
    }
}
