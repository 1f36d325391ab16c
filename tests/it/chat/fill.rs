//! Forms in conversations: finds the form before a person, fills it in by the names of its inputs, and sends it.

use goodturn::slack::inbound::fields::chosen;
use serde_json::{Map, Value, json};
use standin::Delivered;

use super::world::{World, id};

impl World {
    /// The form on top before a person.
    pub fn form(&self, who: &str) -> Option<Value> {
        self.stage.slack.modals(&id(who)).pop()
    }

    /// Sends the form on top, filled in as said; other inputs keep what the form filled in itself. A person is written as `@Sam`, and a
    /// list is what several were chosen of.
    pub async fn sends(&self, who: &str, filled: &[(&str, Value)]) -> Delivered {
        let form = self.form(who).unwrap_or_else(|| panic!("{who} has no form open"));
        let inputs = form["blocks"].as_array().expect("blocks").iter().filter(|block| block["type"] == "input");
        let mut values = Map::new();
        let mut left: Vec<&str> = filled.iter().map(|(name, _)| *name).collect();
        for block in inputs {
            let (element, name) = (&block["element"], block["element"]["action_id"].as_str().expect("a name"));
            left.retain(|other| *other != name);
            let given = filled.iter().find(|(other, _)| *other == name).map(|(_, value)| value);
            let state = given.map_or_else(|| initial(element), |value| state_of(element, value));
            values.insert(block["block_id"].as_str().expect("an id").to_owned(), json!({ name: state }));
        }
        assert!(left.is_empty(), "the form has no {left:?}");
        let view = form["id"].as_str().expect("an id");
        let delivered = self.stage.slack.submit(&id(who), view, &Value::Object(values)).await.expect("the form is sent");
        self.stage.settle().await;
        delivered
    }

    /// Uses a shortcut, on a message if one is given.
    pub async fn uses(&self, who: &str, shortcut: &str, message: Option<&str>) {
        self.stage.slack.shortcut(&id(who), shortcut, message).await.expect("the shortcut arrives");
        self.stage.settle().await;
    }
}

/// `@Sam` as Slack's id; anything else as it is.
fn meant(value: &Value) -> Value {
    match value {
        Value::String(text) => text.strip_prefix('@').map_or_else(|| value.clone(), |name| id(name).into()),
        Value::Array(all) => all.iter().map(meant).collect(),
        other => other.clone(),
    }
}

/// What Slack sends for an element that was filled in.
fn state_of(element: &Value, value: &Value) -> Value {
    let kind = element["type"].as_str().expect("a type");
    let value = meant(value);
    let option = |value: &Value| {
        let options = element["options"].as_array().expect("options");
        options.iter().find(|option| option["value"] == *value).unwrap_or_else(|| panic!("no option {value} among {options:?}")).clone()
    };
    let several = |value: &Value| value.as_array().map_or_else(|| vec![value.clone()], Clone::clone);
    let (key, value) = match kind {
        "static_select" | "radio_buttons" if value.is_null() => ("selected_option", value),
        "static_select" | "radio_buttons" => ("selected_option", option(&value)),
        "multi_static_select" | "checkboxes" => ("selected_options", several(&value).iter().map(option).collect()),
        "users_select" => ("selected_user", value),
        "conversations_select" => ("selected_conversation", value),
        "multi_users_select" => ("selected_users", several(&value).into()),
        "datepicker" => ("selected_date", value),
        "timepicker" => ("selected_time", value),
        _ => ("value", value),
    };
    json!({ "type": kind, key: value })
}

/// What Slack sends for an element that was left as the form filled it in.
fn initial(element: &Value) -> Value {
    let kind = element["type"].as_str().expect("a type");
    let (key, from) = match kind {
        "static_select" | "radio_buttons" => ("selected_option", "initial_option"),
        "multi_static_select" | "checkboxes" => ("selected_options", "initial_options"),
        "users_select" => ("selected_user", "initial_user"),
        "conversations_select" => ("selected_conversation", "initial_conversation"),
        "multi_users_select" => ("selected_users", "initial_users"),
        "datepicker" => ("selected_date", "initial_date"),
        "timepicker" => ("selected_time", "initial_time"),
        _ => ("value", "initial_value"),
    };
    let empty = if key.ends_with('s') { json!([]) } else { Value::Null };
    let state = json!({ "type": kind, key: element.get(from).cloned().unwrap_or(empty) });
    debug_assert!(state[key].is_null() || chosen(&state).is_some(), "{state}");
    state
}
