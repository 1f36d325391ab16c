//! Views: what surrounds the blocks of a Home or a modal.
//! A Home has nothing to submit or close; a modal with inputs must have something to submit.

use serde_json::Value;

use super::{Problem, Surface, check::Checker, check_blocks, shape::Holds};

/// Bytes of a whole view as JSON.
pub const VIEW_BYTES_MAX: usize = 250_000;
/// Characters of the title and the two buttons of a modal.
const TITLE_CHARS_MAX: usize = 24;
/// Characters of what a bot hides in a view.
const PRIVATE_METADATA_CHARS_MAX: usize = 3000;
/// Characters of an id a bot chooses.
const ID_CHARS_MAX: usize = 255;

const HOME_FIELDS: &[&str] = &["type", "blocks", "private_metadata", "callback_id", "external_id"];
const MODAL_FIELDS: &[&str] = &[
    "type",
    "blocks",
    "private_metadata",
    "callback_id",
    "external_id",
    "title",
    "submit",
    "close",
    "clear_on_close",
    "notify_on_close",
    "submit_disabled",
];

/// Everything wrong with a view; `pointer` is where it stands, such as `/view`.
#[must_use]
pub fn check_view(view: &Value, surface: Surface, pointer: &str) -> Vec<Problem> {
    let Some(object) = view.as_object() else {
        return vec![Problem::new(pointer, "must be an object")];
    };
    let (kind, fields) = if surface == Surface::Home { ("home", HOME_FIELDS) } else { ("modal", MODAL_FIELDS) };
    let mut problems = Vec::new();
    if object.get("type").and_then(Value::as_str) != Some(kind) {
        problems.push(Problem::new(&format!("{pointer}/type"), format!("must be \"{kind}\"")));
    }
    for (name, value) in object {
        if !fields.contains(&name.as_str()) {
            problems.push(Problem::new(pointer, format!("invalid additional property: {name}")));
            continue;
        }
        let at = format!("{pointer}/{name}");
        match name.as_str() {
            "private_metadata" => limit(value, PRIVATE_METADATA_CHARS_MAX, &at, &mut problems),
            "callback_id" | "external_id" => limit(value, ID_CHARS_MAX, &at, &mut problems),
            "title" | "submit" | "close" if !value.is_null() => {
                let mut checker = Checker::new(surface);
                checker.field(value, Holds::Plain(TITLE_CHARS_MAX), &at);
                problems.extend(checker.problems);
            }
            "clear_on_close" | "notify_on_close" | "submit_disabled" if !value.is_boolean() => {
                problems.push(Problem::new(&at, "must be a boolean"));
            }
            _ => {}
        }
    }
    // Nothing is what Slack itself sends where there is nothing, and it counts as such.
    let missing = |name: &str| object.get(name).is_none_or(Value::is_null);
    if surface == Surface::Modal && missing("title") {
        problems.push(Problem::new(pointer, "missing required field: title"));
    }
    match object.get("blocks") {
        Some(blocks) => {
            problems.extend(check_blocks(blocks, surface, &format!("{pointer}/blocks")));
            if surface == Surface::Modal && has_input(blocks) && missing("submit") {
                problems.push(Problem::new(pointer, "missing required field: submit"));
            }
        }
        None => problems.push(Problem::new(pointer, "missing required field: blocks")),
    }
    problems
}

fn has_input(blocks: &Value) -> bool {
    blocks.as_array().is_some_and(|list| list.iter().any(|block| block.get("type").and_then(Value::as_str) == Some("input")))
}

fn limit(value: &Value, max: usize, at: &str, problems: &mut Vec<Problem>) {
    match value.as_str() {
        Some(text) if text.chars().count() > max => problems.push(Problem::new(at, format!("must be less than {} characters", max + 1))),
        Some(_) => {}
        None => problems.push(Problem::new(at, "must be a string")),
    }
}
