//! Slack's own Block Kit types as JSON Schemas, where a copy of them is at hand: whatever the bot sends in a conversation is held against them.
//! Without a copy nothing is compared, and a trial of its own says so.

use std::{fs, sync::OnceLock};

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;
use standin::Entry;

use super::tools::reference;

/// Slack's types, made ready once for all trials.
pub struct Types {
    schemas: Schemas,
    blocks: SchemaIndex,
    view: SchemaIndex,
}

/// The types, where there is a copy of them.
pub fn types() -> Option<&'static Types> {
    static TYPES: OnceLock<Option<Types>> = OnceLock::new();
    let make = || {
        let folder = reference().ok()?;
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        let mut read = |name: &str| -> SchemaIndex {
            let text = fs::read_to_string(folder.join(name)).expect("the schema can be read");
            let schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
            compiler.add_resource(name, schema).expect("the schema has its own name");
            compiler.compile(name, &mut schemas).expect("the schema is one")
        };
        let (blocks, view) = (read("BlocksArray.schema.json"), read("SlackView.schema.json"));
        Some(Types { schemas, blocks, view })
    };
    TYPES.get_or_init(make).as_ref()
}

impl Types {
    /// What is wrong with a message's blocks, if anything.
    pub fn flaw_of_blocks(&self, blocks: &Value) -> Option<String> {
        self.flaw(self.blocks, blocks)
    }

    /// What is wrong with a view, if anything.
    pub fn flaw_of_view(&self, view: &Value) -> Option<String> {
        self.flaw(self.view, view)
    }

    fn flaw(&self, schema: SchemaIndex, value: &Value) -> Option<String> {
        let error = self.schemas.validate(value, schema).err()?;
        // Every alternative is told, and there are many: the beginning names the place.
        Some(format!("{error:#}").chars().take(FLAW_CHARS_MAX).collect())
    }
}

/// Characters of one flaw that a failure tells.
const FLAW_CHARS_MAX: usize = 3_000;

/// Everything in what people were shown that Slack's types don't allow.
pub fn flaws(log: &[Entry]) -> Vec<String> {
    let Some(types) = types() else { return Vec::new() };
    let flaws = log.iter().filter_map(|entry| match entry {
        Entry::Answered { blocks: Some(blocks), .. }
        | Entry::Posted { blocks: Some(blocks), .. }
        | Entry::Updated { blocks: Some(blocks), .. }
        | Entry::HomeShown { blocks, .. } => types.flaw_of_blocks(blocks),
        Entry::ModalShown { view, .. } => types.flaw_of_view(&sent(view)),
        _ => None,
    });
    flaws.collect()
}

/// A view as it was sent: without what Slack adds to it.
fn sent(view: &Value) -> Value {
    const SENT: &[&str] = &[
        "type",
        "callback_id",
        "title",
        "submit",
        "close",
        "blocks",
        "private_metadata",
        "notify_on_close",
        "clear_on_close",
        "external_id",
        "submit_disabled",
    ];
    let fields = view.as_object().into_iter().flatten().filter(|(name, value)| SENT.contains(&name.as_str()) && !value.is_null());
    Value::Object(fields.map(|(name, value)| (name.clone(), value.clone())).collect())
}
