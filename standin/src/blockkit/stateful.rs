//! What people fill in and choose: where each element keeps it, and what stands in all of them together.
//! Slack sends it along with every press and every form: of inputs, of sections and of rows of elements alike.

use serde_json::{Map, Value, json};

use crate::workspace::text;

/// Where an element keeps what was chosen, what it begins with, and whether that is a list.
pub(crate) fn slots(kind: &str) -> Option<(&'static str, &'static str, bool)> {
    Some(match kind {
        "plain_text_input" | "number_input" | "email_text_input" | "url_text_input" => ("value", "initial_value", false),
        "rich_text_input" => ("rich_text_value", "initial_value", false),
        "file_input" => ("files", "initial_files", true),
        "static_select" | "external_select" | "radio_buttons" => ("selected_option", "initial_option", false),
        "multi_static_select" | "multi_external_select" | "checkboxes" => ("selected_options", "initial_options", true),
        "users_select" => ("selected_user", "initial_user", false),
        "multi_users_select" => ("selected_users", "initial_users", true),
        "conversations_select" => ("selected_conversation", "initial_conversation", false),
        "multi_conversations_select" => ("selected_conversations", "initial_conversations", true),
        "channels_select" => ("selected_channel", "initial_channel", false),
        "multi_channels_select" => ("selected_channels", "initial_channels", true),
        "datepicker" => ("selected_date", "initial_date", false),
        "timepicker" => ("selected_time", "initial_time", false),
        "datetimepicker" => ("selected_date_time", "initial_date_time", false),
        _ => return None,
    })
}

/// Everything in blocks that can be acted on, with its block's id.
pub(crate) fn elements(blocks: &Value) -> impl Iterator<Item = (&str, &Value)> {
    blocks.as_array().into_iter().flatten().flat_map(|block| {
        let listed = block.get("elements").and_then(Value::as_array).into_iter().flatten();
        let single = block.get("accessory").into_iter().chain(block.get("element"));
        listed.chain(single).filter(|element| element.get("action_id").is_some()).map(|element| (text(block, "block_id"), element))
    })
}

/// The options of a menu, in groups or not.
pub(crate) fn options_of(element: &Value) -> impl Iterator<Item = &Value> {
    let groups = element.get("option_groups").and_then(Value::as_array).into_iter().flatten().filter_map(|group| group.get("options"));
    element.get("options").into_iter().chain(groups).filter_map(Value::as_array).flatten()
}

/// What stands in all elements of a message or view: what was filled in so far, and of the others what they began with. What was kept for
/// an element that is not there any more is left out.
pub(crate) fn values(holder: &Value, kept: &Value) -> Value {
    let mut values = Map::new();
    for (block_id, element) in elements(holder.get("blocks").unwrap_or(&Value::Null)) {
        let (kind, action_id) = (text(element, "type"), text(element, "action_id"));
        let Some((slot, initial, list)) = slots(kind) else { continue };
        let mut one = kept[block_id][action_id].as_object().cloned().unwrap_or_default();
        one.entry("type").or_insert_with(|| json!(kind));
        one.entry(slot).or_insert_with(|| {
            let empty = if list { json!([]) } else { Value::Null };
            element.get(initial).cloned().unwrap_or(empty)
        });
        if let Some(block) = values.entry(block_id).or_insert_with(|| json!({})).as_object_mut() {
            block.insert(action_id.to_owned(), Value::Object(one));
        }
    }
    Value::Object(values)
}

/// The same after one element was acted on: `fields` are those that acting on it gave.
pub(crate) fn with_choice(kept: &mut Value, block_id: &str, element: &Value, fields: &[(&'static str, Value)]) {
    let kind = text(element, "type");
    let Some((slot, ..)) = slots(kind) else { return };
    let Some((_, chosen)) = fields.iter().find(|(name, _)| *name == slot) else { return };
    if !kept.is_object() {
        *kept = json!({});
    }
    kept[block_id][text(element, "action_id")] = json!({"type": kind, slot: chosen});
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{values, with_choice};

    #[test]
    fn of_inputs_sections_and_rows_alike() {
        let option = |value: &str| json!({"text": {"type": "plain_text", "text": value}, "value": value});
        let menu = |id: &str| json!({"type": "static_select", "action_id": id, "options": [option("a"), option("b")]});
        let mut begun = menu("begun");
        begun["initial_option"] = option("b");
        let holder = json!({"blocks": [
            {"type": "section", "block_id": "s", "accessory": begun},
            {"type": "actions", "block_id": "r", "elements": [menu("one"), {"type": "button", "action_id": "press"},
                {"type": "checkboxes", "action_id": "boxes", "options": [option("a")]}]},
            {"type": "input", "block_id": "i", "element": {"type": "plain_text_input", "action_id": "words"}},
        ]});
        let mut kept = Value::Null;
        assert_eq!(
            values(&holder, &kept),
            json!({
                "s": {"begun": {"type": "static_select", "selected_option": option("b")}},
                "r": {"one": {"type": "static_select", "selected_option": null}, "boxes": {"type": "checkboxes", "selected_options": []}},
                "i": {"words": {"type": "plain_text_input", "value": null}},
            })
        );
        with_choice(&mut kept, "r", &menu("one"), &[("selected_option", option("a"))]);
        with_choice(&mut kept, "gone", &menu("one"), &[("selected_option", option("a"))]);
        let after = values(&holder, &kept);
        assert_eq!(after["r"]["one"]["selected_option"], option("a"));
        assert!(after.get("gone").is_none());
    }
}
