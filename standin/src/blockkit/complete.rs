//! What Slack adds to good blocks before it stores them, and what it reads out of them.
//! Bots get blocks back with ids and defaults filled in, never exactly as they sent them.

use serde_json::{Value, json};

/// Fills in missing `block_id`s, `action_id`s and the defaults of text objects. Call it on checked blocks only.
pub(crate) fn complete(blocks: &mut Value, mut fresh: impl FnMut() -> String) {
    for block in blocks.as_array_mut().into_iter().flatten() {
        if let Some(object) = block.as_object_mut() {
            object.entry("block_id").or_insert_with(|| Value::String(fresh()));
        }
        for key in ["accessory", "element"] {
            if let Some(element) = block.get_mut(key) {
                complete_element(element, &mut fresh);
            }
        }
        for element in block.get_mut("elements").and_then(Value::as_array_mut).into_iter().flatten() {
            complete_element(element, &mut fresh);
        }
        complete_texts(block);
    }
}

fn complete_element(element: &mut Value, fresh: &mut impl FnMut() -> String) {
    let passive = matches!(element.get("type").and_then(Value::as_str), Some("image" | "plain_text" | "mrkdwn"));
    let rich = element.get("type").and_then(Value::as_str).is_some_and(|kind| kind.starts_with("rich_text"));
    if let Some(object) = element.as_object_mut().filter(|_| !passive && !rich) {
        object.entry("action_id").or_insert_with(|| Value::String(fresh()));
    }
}

fn complete_texts(value: &mut Value) {
    match value {
        Value::Object(object) => {
            let holds_text = object.get("text").is_some_and(Value::is_string);
            match object.get("type").and_then(Value::as_str) {
                Some("plain_text") if holds_text => {
                    object.entry("emoji").or_insert(json!(true));
                }
                Some("mrkdwn") if holds_text => {
                    object.entry("verbatim").or_insert(json!(false));
                }
                _ => {}
            }
            object.values_mut().for_each(complete_texts);
        }
        Value::Array(list) => list.iter_mut().for_each(complete_texts),
        _ => {}
    }
}

/// The text Slack gives a message that came with blocks only: what stands in its sections and headers.
pub(crate) fn plain_text_of(blocks: &Value) -> String {
    let texts = blocks.as_array().into_iter().flatten().filter_map(|block| {
        let text = block.get("text")?;
        text.get("text").unwrap_or(text).as_str()
    });
    texts.collect::<Vec<_>>().join(" ")
}

/// Characters of all text in blocks, for the limit on the whole.
pub(crate) fn text_chars(value: &Value) -> usize {
    match value {
        Value::Object(object) => object
            .iter()
            .map(|(name, inner)| match inner.as_str() {
                Some(text) if name == "text" => text.chars().count(),
                _ => text_chars(inner),
            })
            .sum(),
        Value::Array(list) => list.iter().map(text_chars).sum(),
        _ => 0,
    }
}
