//! What a person filled into a form, or chose from a menu: read by the name of the element, leniently.
//!
//! Slack files values under block and element; our element names are unique within a view, so the block does not matter.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use crate::domain::day::Day;
use crate::domain::ids::PersonId;

/// Between the values of an element from which several were chosen.
const BETWEEN: char = ',';

/// Values by element. Never logged: `Debug` tells the names of the elements only.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Fields(BTreeMap<String, Value>);

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Fields {
    /// Reads `state.values` of a view or a message.
    #[must_use]
    pub fn read(values: Option<&Value>) -> Self {
        let blocks = values.and_then(Value::as_object).into_iter().flatten();
        let elements = blocks.filter_map(|(_, block)| block.as_object()).flatten();
        Self(elements.map(|(name, element)| (name.clone(), element.clone())).collect())
    }

    /// What was typed, without white space around it and without zero characters; none if nothing was.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        let typed = self.0.get(name)?.get("value")?.as_str()?.replace('\0', "");
        Some(typed.trim().to_owned()).filter(|typed| !typed.is_empty())
    }

    /// The one value that was chosen.
    #[must_use]
    pub fn choice(&self, name: &str) -> Option<String> {
        chosen(self.0.get(name)?).filter(|chosen| !chosen.is_empty())
    }

    /// All values that were chosen, in the order of choosing.
    #[must_use]
    pub fn choices(&self, name: &str) -> Vec<String> {
        let all = self.choice(name).unwrap_or_default();
        all.split(BETWEEN).filter(|one| !one.is_empty()).map(str::to_owned).collect()
    }

    /// The people who were chosen, each once, in the order of choosing.
    #[must_use]
    pub fn people(&self, name: &str) -> Vec<PersonId> {
        let mut people: Vec<PersonId> = Vec::new();
        for id in self.choices(name) {
            if !people.iter().any(|known| known.as_str() == id) {
                people.push(id.into());
            }
        }
        people
    }

    /// The day that was picked.
    #[must_use]
    pub fn day(&self, name: &str) -> Option<Day> {
        let date: jiff::civil::Date = self.choice(name)?.parse().ok()?;
        Some(Day::of(date))
    }
}

/// What was chosen with an element, whatever its kind; several values are separated by commas.
#[must_use]
pub fn chosen(element: &Value) -> Option<String> {
    let text = |pointer: &str| element.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    let list = |key: &str, inside: Option<&str>| {
        let items = element.get(key)?.as_array()?;
        let values = items.iter().filter_map(|item| inside.map_or(Some(item), |inside| item.get(inside)).and_then(Value::as_str));
        Some(values.collect::<Vec<_>>().join(","))
    };
    text("/selected_option/value")
        .or_else(|| text("/selected_user"))
        .or_else(|| text("/selected_conversation"))
        .or_else(|| text("/selected_channel"))
        .or_else(|| text("/selected_date"))
        .or_else(|| text("/selected_time"))
        .or_else(|| list("selected_options", Some("value")))
        .or_else(|| list("selected_users", None))
        .or_else(|| text("/value"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_found_by_element_whatever_its_kind() {
        let values = json!({
            "b1": { "note": { "type": "plain_text_input", "value": "  fixed it\0 " } },
            "b2": { "who": { "type": "multi_users_select", "selected_users": ["U1", "U2", "U1"] } },
            "b3": { "on": { "type": "datepicker", "selected_date": "2026-03-02" }, "way": { "selected_option": { "value": "gave" } } },
            "b4": { "boxes": { "selected_options": [{ "value": "a" }, { "value": "b" }] }, "empty": { "value": null } },
        });
        let fields = Fields::read(Some(&values));
        assert_eq!(fields.text("note").as_deref(), Some("fixed it"));
        assert_eq!(fields.people("who"), ["U1", "U2"].map(PersonId::from));
        assert_eq!(fields.day("on").map(|day| day.date().to_string()).as_deref(), Some("2026-03-02"));
        assert_eq!(fields.choice("way").as_deref(), Some("gave"));
        assert_eq!(fields.choices("boxes"), ["a", "b"]);
        assert_eq!(fields.text("empty"), None);
        assert_eq!(format!("{fields:?}"), r#"{"boxes", "empty", "note", "on", "way", "who"}"#);
    }

    #[test]
    fn odd_values_are_none() {
        for odd in
            [json!(null), json!([]), json!({ "b": null }), json!({ "b": { "x": 5 } }), json!({ "b": { "x": { "selected_users": 5 } } })]
        {
            let fields = Fields::read(Some(&odd));
            assert_eq!((fields.text("x"), fields.choice("x"), fields.day("x")), (None, None, None), "{odd}");
        }
    }
}
