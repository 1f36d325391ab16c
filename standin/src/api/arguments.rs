//! The arguments of one call, by name.
//! Forms give text only; `check` turns it into what each argument holds, so that methods see one kind of value.

use std::collections::BTreeMap;

use serde_json::Value;

/// Arguments, without the token.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Arguments(BTreeMap<String, Value>);

impl Arguments {
    pub(crate) fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name, Value::String(value))).collect())
    }

    pub(crate) fn from_object(object: serde_json::Map<String, Value>) -> Self {
        Self(object.into_iter().collect())
    }

    pub(crate) fn set(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    /// Takes an argument away. Answers its text.
    pub(crate) fn take(&mut self, name: &str) -> Option<String> {
        self.0.remove(name).and_then(|value| value.as_str().map(str::to_owned))
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// An argument that was given: neither null nor empty text.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null() && value.as_str() != Some(""))
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_str)
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        self.get(name).and_then(Value::as_i64)
    }

    pub(crate) fn as_value(&self) -> Value {
        Value::Object(self.0.clone().into_iter().collect())
    }
}
