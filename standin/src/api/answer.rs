//! How methods answer: fields beside `ok`, or a refusal with Slack's error code.
//! A refusal is data, so that the table can say which ones a method may give.

use serde_json::{Map, Value, json};

/// What a method answers.
pub(crate) type Answer = Result<Value, Refusal>;

/// An `ok: false`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) error: String,
    /// For people, in `response_metadata.messages`.
    pub(crate) messages: Vec<String>,
    /// Fields some errors bring, such as `needed`.
    pub(crate) more: Map<String, Value>,
}

impl Refusal {
    pub(crate) fn new(error: &str) -> Self {
        Self { error: error.to_owned(), messages: Vec::new(), more: Map::new() }
    }

    /// The same, with sentences that say what is wrong where.
    pub(crate) fn because(mut self, messages: impl IntoIterator<Item = String>) -> Self {
        self.messages.extend(messages);
        self
    }

    /// The same, with one more field.
    pub(crate) fn with(mut self, name: &str, value: Value) -> Self {
        self.more.insert(name.to_owned(), value);
        self
    }

    /// `missing_scope`, with what would have been enough.
    pub(crate) fn missing_scope(needed: &[&str], provided: &[String]) -> Self {
        Self::new("missing_scope").with("needed", json!(needed.join(","))).with("provided", json!(provided.join(",")))
    }
}

impl From<&str> for Refusal {
    fn from(error: &str) -> Self {
        Self::new(error)
    }
}

/// The whole body of an answer.
pub(crate) fn body(answer: &Answer, warnings: &[String]) -> Value {
    let mut body = Map::new();
    let mut messages = Vec::new();
    match answer {
        Ok(fields) => {
            body.insert("ok".to_owned(), json!(true));
            body.extend(fields.as_object().cloned().unwrap_or_default());
        }
        Err(refusal) => {
            body.insert("ok".to_owned(), json!(false));
            body.insert("error".to_owned(), json!(refusal.error));
            body.extend(refusal.more.clone());
            messages.clone_from(&refusal.messages);
        }
    }
    if !warnings.is_empty() {
        body.insert("warning".to_owned(), json!(warnings.join(",")));
    }
    if !messages.is_empty() || !warnings.is_empty() {
        let metadata = body.entry("response_metadata").or_insert_with(|| json!({}));
        if !messages.is_empty() {
            metadata["messages"] = json!(messages);
        }
        if !warnings.is_empty() {
            metadata["warnings"] = json!(warnings);
        }
    }
    Value::Object(body)
}
