//! What everybody can use: messages that say something without their blocks, pictures with words, buttons that can be told apart by ear.

use std::collections::BTreeSet;

use serde_json::Value;
use standin::Entry;

/// Everything in the log that somebody could not use, with why.
pub fn barriers(log: &[Entry]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in log {
        match entry {
            Entry::Posted { text, blocks, .. } | Entry::Updated { text, blocks, .. } | Entry::Answered { text, blocks, .. } => {
                if text.trim().is_empty() || is_only_signs(text) {
                    found.push(format!("a message without words: {text:?}"));
                }
                found.extend(blocks.iter().flat_map(in_blocks));
            }
            Entry::HomeShown { blocks, .. } => found.extend(in_blocks(blocks)),
            Entry::ModalShown { view, .. } => found.extend(in_blocks(&view["blocks"])),
            _ => {}
        }
    }
    found
}

fn in_blocks(blocks: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let (mut heard, mut seen) = (BTreeSet::new(), Vec::new());
    walk(blocks, &mut |part| match part["type"].as_str() {
        Some("image") if part["alt_text"].as_str().is_none_or(|words| words.trim().len() < 3) => {
            found.push(format!("a picture without words: {part}"));
        }
        Some("button") => {
            let words = part.pointer("/text/text").and_then(Value::as_str).unwrap_or_default();
            let label = part["accessibility_label"].as_str().unwrap_or(words);
            if is_only_signs(words) || !label.starts_with(words) {
                found.push(format!("a button whose words don't say what it does: {words:?}, heard as {label:?}"));
            }
            seen.push(label.to_owned());
        }
        Some("section") if part.pointer("/text/text").and_then(Value::as_str).is_some_and(is_only_signs) => {
            found.push(format!("a paragraph of signs alone: {part}"));
        }
        _ => {}
    });
    found.extend(seen.into_iter().filter(|label| !heard.insert(label.clone())).map(|label| format!("two buttons are heard as {label:?}")));
    found
}

fn walk(value: &Value, look: &mut dyn FnMut(&Value)) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| walk(one, look)),
        Value::Object(all) => {
            look(value);
            all.values().for_each(|one| walk(one, look));
        }
        _ => {}
    }
}

/// Whether nothing but emoji, marks and white space is left: `:wave:` or a picture sign.
fn is_only_signs(text: &str) -> bool {
    let mut rest = String::new();
    let mut pieces = text.split(':').peekable();
    while let Some(piece) = pieces.next() {
        let is_emoji =
            !piece.is_empty() && pieces.peek().is_some() && piece.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '_' | '-' | '+'));
        if !is_emoji {
            rest.push_str(piece);
        }
    }
    !rest.chars().any(char::is_alphanumeric)
}
