//! Dialogs as words: their titles, what stands in their inputs, and what somebody filled in.

use serde_json::Value;

use super::words::Reader;
use crate::workspace::text;

/// A view's title.
pub(super) fn title(view: &Value) -> &str {
    view.get("title").map_or("", |title| text(title, "text"))
}

impl Reader<'_> {
    /// What was filled in, input by input; inputs that were left empty are left out.
    pub(super) fn filled(&self, state: &Value) -> String {
        let blocks = state.get("values").and_then(Value::as_object).into_iter().flatten();
        let elements = blocks.filter_map(|(_, block)| block.as_object()).flatten();
        let filled = elements.filter_map(|(name, element)| {
            let content = self.content(element, "selected_", "value");
            (!content.is_empty()).then(|| format!("{name}: {content}"))
        });
        let filled: Vec<String> = filled.collect();
        if filled.is_empty() { String::new() } else { format!(" ({})", filled.join("; ")) }
    }

    /// What stands in an input when it is shown.
    pub(super) fn standing(&self, element: &Value) -> String {
        let content = self.content(element, "initial_", "initial_value");
        if content.is_empty() { "[    ]".to_owned() } else { format!("[{content}]") }
    }

    /// The content of an element, whatever its kind, under keys that begin like this.
    fn content(&self, element: &Value, begin: &str, typed: &str) -> String {
        let at = |key: &str| element.get(format!("{begin}{key}"));
        let label = |option: &Value| option.get("text").map_or("", |words| text(words, "text")).to_owned();
        let people =
            |list: &Value| list.as_array().into_iter().flatten().filter_map(Value::as_str).map(|id| self.mention(id)).collect::<Vec<_>>();
        if let Some(option) = at("option").filter(|option| option.is_object()) {
            return label(option);
        }
        if let Some(options) = at("options").and_then(Value::as_array) {
            return options.iter().map(label).collect::<Vec<_>>().join(", ");
        }
        if let Some(users) = at("users") {
            return people(users).join(", ");
        }
        if let Some(user) = at("user").and_then(Value::as_str) {
            return self.mention(user);
        }
        let plain = ["date", "time", "conversation", "channel"].iter().find_map(|key| at(key).and_then(Value::as_str));
        plain.or_else(|| element.get(typed).and_then(Value::as_str)).unwrap_or_default().to_owned()
    }

    fn mention(&self, id: &str) -> String {
        self.words(&format!("<@{id}>"))
    }
}
