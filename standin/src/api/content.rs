//! What a message may say: text, blocks and attachments within Slack's limits.
//! Shared by every way of writing a message, calls and answers alike.

use serde_json::Value;

use super::{answer::Refusal, arguments::Arguments};
use crate::{
    blockkit::{Surface, check_blocks, text_chars},
    state::{Content, State},
};

/// Characters of a message's text.
pub(crate) const TEXT_CHARS_MAX: usize = 40_000;

/// Characters of text in all blocks of a message. Slack doesn't document it; 9,597 passed and 11,341 were refused.
const BLOCKS_TEXT_CHARS_MAX: usize = 10_000;

/// Characters of `markdown_text`.
const MARKDOWN_CHARS_MAX: usize = 12_000;

/// Attachments of one message.
const ATTACHMENTS_MAX: usize = 100;

/// The content of a message, checked. `text_max` differs between methods.
pub(crate) fn content_of(state: &State, arguments: &Arguments, text_max: usize) -> Result<Content, Refusal> {
    let mut text = arguments.text("text").unwrap_or_default().to_owned();
    let blocks = arguments.get("blocks").filter(|blocks| !blocks.as_array().is_some_and(Vec::is_empty));
    let attachments = arguments.get("attachments").filter(|list| !list.as_array().is_some_and(Vec::is_empty));
    if let Some(markdown) = arguments.text("markdown_text") {
        if !text.is_empty() || blocks.is_some() {
            return Err(Refusal::new("markdown_text_conflict"));
        }
        if markdown.chars().count() > MARKDOWN_CHARS_MAX {
            return Err(Refusal::new("msg_too_long"));
        }
        markdown.clone_into(&mut text);
    }
    if text.trim().is_empty() && blocks.is_none() && attachments.is_none() {
        return Err(Refusal::new("no_text"));
    }
    if text.chars().count() > text_max {
        return Err(Refusal::new("msg_too_long"));
    }
    if let Some(blocks) = blocks {
        checked_blocks(state, blocks)?;
    }
    let mut more = Vec::new();
    if let Some(list) = attachments {
        match list.as_array() {
            Some(items) if items.len() <= ATTACHMENTS_MAX => {
                more.push(("attachments", list.clone()));
            }
            Some(_) => return Err(Refusal::new("too_many_attachments")),
            None => return Err(Refusal::new("invalid_attachments")),
        }
    }
    if let Some(metadata) = arguments.get("metadata") {
        checked_metadata(metadata)?;
        more.push(("metadata", metadata.clone()));
    }
    if let Some(thread) = arguments.get("thread_ts") {
        more.push(("thread_ts", thread.clone()));
    }
    Ok(Content { text, blocks: blocks.cloned(), more })
}

fn checked_blocks(state: &State, blocks: &Value) -> Result<(), Refusal> {
    if !blocks.is_array() {
        return Err(Refusal::new("invalid_blocks_format"));
    }
    let problems = check_blocks(blocks, Surface::Message, "/blocks");
    if !problems.is_empty() {
        return Err(Refusal::new("invalid_blocks").because(problems.iter().map(crate::blockkit::Problem::line)));
    }
    if !state.can_show_files(blocks) {
        return Err(Refusal::new("invalid_blocks").because(["[ERROR] invalid slack file [json-pointer:/blocks]".to_owned()]));
    }
    if text_chars(blocks) > BLOCKS_TEXT_CHARS_MAX {
        return Err(Refusal::new("msg_blocks_too_long"));
    }
    Ok(())
}

fn checked_metadata(metadata: &Value) -> Result<(), Refusal> {
    let good = metadata.get("event_type").is_some_and(Value::is_string) && metadata.get("event_payload").is_some_and(Value::is_object);
    if good { Ok(()) } else { Err(Refusal::new("invalid_metadata_format")) }
}
