//! What a person filled in before they submit: what stood there already, and what Slack itself refuses to send.
//! A required field left empty never reaches the app; neither does a number that is none.

use serde_json::Value;

use crate::{
    blockkit::{is_date, is_time, options_of, slots, values},
    state::State,
    workspace::text,
};

/// What is said under a required field that is empty.
const REQUIRED: &str = "Please complete this required field.";

/// The inputs of a view: block id, block, element.
fn inputs(view: &Value) -> impl Iterator<Item = (&str, &Value, &Value)> {
    let blocks = view.get("blocks").and_then(Value::as_array).into_iter().flatten();
    let inputs = blocks.filter(|block| text(block, "type") == "input");
    inputs.filter_map(|block| Some((text(block, "block_id"), block, block.get("element")?)))
}

/// What is typed and chosen in a view: what was given, and of the other elements what stands there.
/// An id that no element of the view has is answered as an error.
pub(super) fn filled(view: &Value, given: &Value) -> Result<Value, String> {
    for (block_id, elements) in given.as_object().into_iter().flatten() {
        let block = view["blocks"].as_array().into_iter().flatten().find(|block| text(block, "block_id") == block_id);
        let block = block.ok_or_else(|| format!("no block {block_id} is before this person"))?;
        for action_id in elements.as_object().into_iter().flatten().map(|(action_id, _)| action_id) {
            let listed = block.get("elements").and_then(Value::as_array).into_iter().flatten();
            let mut all = listed.chain(block.get("element")).chain(block.get("accessory"));
            if !all.any(|element| text(element, "action_id") == action_id) {
                return Err(format!("the block {block_id} has no {action_id} to fill in"));
            }
        }
    }
    let mut all = values(view, &view["state"]["values"]);
    for (block_id, elements) in given.as_object().into_iter().flatten() {
        for (action_id, filled) in elements.as_object().into_iter().flatten() {
            let mut filled = filled.clone();
            if let (Some(filled), Some(kind)) = (filled.as_object_mut(), all[block_id][action_id].get("type")) {
                filled.entry("type").or_insert_with(|| kind.clone());
            }
            all[block_id][action_id] = filled;
        }
    }
    Ok(all)
}

impl State {
    /// What stands in the way of submitting these values: block id and sentence of each field.
    pub(super) fn unsubmittable(&self, view: &Value, values: &Value) -> Vec<(String, String)> {
        let wrong = inputs(view).filter_map(|(block_id, block, element)| {
            let (slot, ..) = slots(text(element, "type"))?;
            let held = &values[block_id][text(element, "action_id")][slot];
            let sentence = if is_empty(held) {
                let optional = block.get("optional").and_then(Value::as_bool).unwrap_or(false);
                (!optional).then(|| REQUIRED.to_owned())
            } else {
                self.refused_value(element, held)
            };
            Some((block_id.to_owned(), sentence?))
        });
        wrong.collect()
    }

    /// What Slack says of a value that this element doesn't take.
    fn refused_value(&self, element: &Value, held: &Value) -> Option<String> {
        let wrong = |sentence: &str| Some(sentence.to_owned());
        let typed = held.as_str().unwrap_or_default();
        match text(element, "type") {
            "plain_text_input" => refused_length(element, typed),
            "number_input" => refused_number(element, typed),
            "email_text_input" if !is_email(typed) => wrong("Enter a valid email address."),
            "url_text_input" if !is_address(typed) => wrong("Enter a valid URL."),
            "static_select" | "radio_buttons" if !is_offered(element, held) => wrong("That is not one of the options."),
            "multi_static_select" | "checkboxes" => {
                let chosen = held.as_array().map(Vec::as_slice).unwrap_or_default();
                if chosen.iter().all(|one| is_offered(element, one)) {
                    refused_count(element, held)
                } else {
                    wrong("That is not one of the options.")
                }
            }
            "multi_users_select" | "multi_conversations_select" | "multi_channels_select" => refused_count(element, held),
            "users_select" if self.people.get(typed).is_none() => wrong("There is nobody with this id."),
            "datepicker" if !is_date(typed) => wrong("Enter a date."),
            "timepicker" if !is_time(typed) => wrong("Enter a time."),
            _ => None,
        }
    }
}

fn is_empty(held: &Value) -> bool {
    match held {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// A number that stands in a block, as a number or as text.
fn number(element: &Value, name: &str) -> Option<f64> {
    let value = element.get(name)?;
    value.as_f64().or_else(|| value.as_str()?.parse().ok())
}

fn refused_length(element: &Value, typed: &str) -> Option<String> {
    let bound = |name: &str| element.get(name).and_then(Value::as_u64).and_then(|bound| usize::try_from(bound).ok());
    let chars = typed.chars().count();
    if let Some(min) = bound("min_length").filter(|min| chars < *min) {
        return Some(format!("Enter at least {min} characters."));
    }
    let max = bound("max_length").unwrap_or(crate::blockkit::TYPED_CHARS_MAX);
    (chars > max).then(|| format!("Enter at most {max} characters."))
}

fn refused_number(element: &Value, typed: &str) -> Option<String> {
    let decimal = element.get("is_decimal_allowed").and_then(Value::as_bool).unwrap_or(false);
    let Some(value) = typed.parse::<f64>().ok().filter(|value| value.is_finite()) else {
        return Some("Enter a number.".to_owned());
    };
    if !decimal && typed.parse::<i64>().is_err() {
        return Some("Enter a whole number.".to_owned());
    }
    if number(element, "min_value").is_some_and(|min| value < min) || number(element, "max_value").is_some_and(|max| value > max) {
        return Some("Enter a number within the limits.".to_owned());
    }
    None
}

fn refused_count(element: &Value, held: &Value) -> Option<String> {
    let max = element.get("max_selected_items").and_then(Value::as_u64).and_then(|max| usize::try_from(max).ok())?;
    (held.as_array().is_some_and(|chosen| chosen.len() > max)).then(|| format!("Choose at most {max}."))
}

/// Whether an option is one of the element's own.
fn is_offered(element: &Value, option: &Value) -> bool {
    options_of(element).any(|one| text(one, "value") == text(option, "value"))
}

fn is_email(typed: &str) -> bool {
    typed.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !host.contains('@') && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    }) && !typed.contains(char::is_whitespace)
}

fn is_address(typed: &str) -> bool {
    let host = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
    host.is_some_and(|host| !host.is_empty() && !host.starts_with('/') && !host.contains(char::is_whitespace))
}
