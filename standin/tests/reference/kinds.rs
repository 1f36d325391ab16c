//! Every type of block and element in Slack's own schema: known here, or left out with its reason.

use std::collections::BTreeSet;

use libtest_mimic::Trial;
use serde_json::Value;
use standin::blockkit::known_types;

use crate::{copy::read, trial};

/// Types of the schema that are refused as unknown here: types, reason.
const LEFT_OUT: &[(&[&str], &str)] = &[
    (
        &["alert", "card", "carousel", "container", "data_table", "plan", "task_card", "url"],
        "new in 2026, for agents; no limits are documented that could be held",
    ),
    (
        &["broadcast", "channel", "color", "date", "emoji", "link", "team", "text", "user", "usergroup"],
        "pieces of rich text, which are looked into there",
    ),
    (
        &["rich_text_list", "rich_text_preformatted", "rich_text_quote", "rich_text_section", "raw_number", "raw_text"],
        "parts of rich text and of tables, likewise",
    ),
];

/// Types that are known here and have no definition of their own in the schema: type, reason.
const BESIDES: &[(&str, &str)] = &[("image", "two definitions under one type, of a block and of an element")];

pub fn trials() -> Vec<Trial> {
    vec![trial("schema::every_type_is_known_or_left_out_with_a_reason", async || compare())]
}

fn compare() -> Result<(), String> {
    let schema = read("BlocksArray.schema.json")?;
    let definitions = schema["definitions"].as_object().ok_or("no definitions")?;
    let types: BTreeSet<&str> = definitions.values().filter_map(kind).collect();
    let known: BTreeSet<&str> = known_types().into_iter().collect();
    let left_out: BTreeSet<&str> = LEFT_OUT.iter().flat_map(|(types, _)| types.iter().copied()).collect();
    let missing: Vec<&&str> = types.iter().filter(|kind| !known.contains(*kind) && !left_out.contains(*kind)).collect();
    let invented: Vec<&&str> =
        known.iter().filter(|kind| !types.contains(*kind) && !BESIDES.iter().any(|(besides, _)| besides == *kind)).collect();
    let stale: Vec<&&str> = left_out.iter().filter(|kind| known.contains(*kind) || !types.contains(*kind)).collect();
    if missing.is_empty() && invented.is_empty() && stale.is_empty() {
        return Ok(());
    }
    Err(format!("not known: {missing:?}; not Slack's: {invented:?}; listed and needlessly: {stale:?}"))
}

/// The type that a definition is for.
fn kind(definition: &Value) -> Option<&str> {
    definition["properties"]["type"]["const"].as_str()
}
