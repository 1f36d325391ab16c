//! The few kinds of blocks that Goodturn uses, each in one line.

use slack_morphism::blocks::{
    SlackActionBlockElement, SlackActionsBlock, SlackBlock, SlackBlockButtonElement, SlackBlockChoiceItem, SlackBlockId,
    SlackBlockMarkDownText, SlackBlockPlainText, SlackBlockStaticSelectElement, SlackContextBlock, SlackContextBlockElement,
    SlackDividerBlock, SlackHeaderBlock, SlackSectionBlock, SlackSectionBlockElement,
};

use crate::text::{Mrkdwn, Plain};

/// Characters of text in one section: Slack takes 3,000; a little less leaves room for what Slack adds.
pub(super) const SECTION_CHARS_MAX: usize = 2_900;

/// A paragraph.
pub(super) fn section(words: &Mrkdwn) -> SlackBlock {
    SlackSectionBlock::new().with_text(SlackBlockMarkDownText::new(words.as_str().to_owned()).into()).into()
}

/// A paragraph whose block id is given.
pub(super) fn named_section(id: String, words: &Mrkdwn) -> SlackBlock {
    let text = SlackBlockMarkDownText::new(words.as_str().to_owned());
    SlackSectionBlock::new().with_block_id(SlackBlockId::new(id)).with_text(text.into()).into()
}

/// A paragraph with one button beside it.
pub(super) fn section_with(words: &Mrkdwn, beside: SlackBlockButtonElement) -> SlackBlock {
    let text = SlackBlockMarkDownText::new(words.as_str().to_owned());
    SlackSectionBlock::new().with_text(text.into()).with_accessory(SlackSectionBlockElement::Button(beside)).into()
}

/// A paragraph with a menu beside it.
pub(super) fn section_with_menu(words: &Mrkdwn, beside: SlackBlockStaticSelectElement) -> SlackBlock {
    let text = SlackBlockMarkDownText::new(words.as_str().to_owned());
    SlackSectionBlock::new().with_text(text.into()).with_accessory(SlackSectionBlockElement::StaticSelect(beside)).into()
}

/// A small line.
pub(super) fn context(words: &Mrkdwn) -> SlackBlock {
    SlackContextBlock::new(vec![SlackContextBlockElement::MarkDown(SlackBlockMarkDownText::new(words.as_str().to_owned()))]).into()
}

/// A heading.
pub(super) fn header(words: &Plain) -> SlackBlock {
    SlackHeaderBlock::new(SlackBlockPlainText::new(words.as_str().to_owned()).into()).into()
}

/// A line across.
pub(super) fn divider() -> SlackBlock {
    SlackDividerBlock::new().into()
}

/// A button.
pub(super) fn button(action: impl Into<String>, label: &Plain, value: impl Into<String>) -> SlackBlockButtonElement {
    let label = SlackBlockPlainText::new(label.as_str().to_owned());
    SlackBlockButtonElement::new(label.into()).with_action_id(action.into().into()).with_value(value.into())
}

/// A menu.
pub(super) fn select(action: &str, label: &Plain, options: &[(String, Plain)]) -> SlackBlockStaticSelectElement {
    let words = |words: &Plain| SlackBlockPlainText::new(words.as_str().to_owned());
    let items = options.iter().map(|(value, label)| SlackBlockChoiceItem::new(words(label).into(), value.clone())).collect();
    SlackBlockStaticSelectElement::new().with_action_id(action.into()).with_placeholder(words(label).into()).with_options(items)
}

/// A row of buttons and menus.
pub(super) fn elements(row: Vec<SlackActionBlockElement>) -> SlackBlock {
    SlackActionsBlock::new(row).into()
}

/// A row of buttons.
pub(super) fn buttons(row: Vec<SlackBlockButtonElement>) -> SlackBlock {
    SlackActionsBlock::new(row.into_iter().map(SlackActionBlockElement::Button).collect()).into()
}
