//! What people saw in a conversation, as Block Kit for the pictures in `docs/pictures`: kept when `GOODTURN_PICTURES=1` asks.
//! Whatever conversation shows a new surface brings its picture along, without being told.

use std::{env, fs, path::Path};

use base64::{Engine, prelude::BASE64_STANDARD};
use goodturn::demo::stage::Stage;
use libtest_mimic::Failed;
use serde_json::{Value, json};
use standin::Entry;

/// Where the pictures' renderer looks for them.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/pictures");

/// Keeps everything that anybody saw, under the name of the conversation.
pub fn keep(conversation: &str, stage: &Stage, people: &[(String, String)]) -> Result<(), Failed> {
    if env::var("GOODTURN_PICTURES").is_ok_and(|value| value == "1") {
        fs::create_dir_all(FOLDER)?;
        let surfaces: Vec<Value> = stage.slack.log().iter().filter_map(surface).map(|shown| with_pictures(stage, shown)).collect();
        let names: Value = people.iter().map(|(id, name)| (id.clone(), json!(name))).collect::<serde_json::Map<_, _>>().into();
        let path = Path::new(FOLDER).join(format!("{conversation}.json"));
        fs::write(path, json!({ "names": names, "surfaces": surfaces }).to_string())?;
    }
    Ok(())
}

/// One surface: its kind, its blocks, and what stands beside them.
fn surface(entry: &Entry) -> Option<Value> {
    let (kind, text, blocks) = match entry {
        Entry::Answered { text, blocks, .. } => ("answer", text.as_str(), blocks.clone()?),
        Entry::Posted { text, blocks, .. } | Entry::Updated { text, blocks, .. } => ("message", text.as_str(), blocks.clone()?),
        Entry::HomeShown { blocks, .. } => ("home", "", blocks.clone()),
        Entry::ModalShown { view, .. } => {
            return Some(
                json!({ "kind": "form", "at_ms": entry.at_ms(), "text": view["title"]["text"], "blocks": view["blocks"], "view": view }),
            );
        }
        _ => return None,
    };
    Some(json!({ "kind": kind, "at_ms": entry.at_ms(), "text": text, "blocks": blocks }))
}

/// Pictures that were uploaded come along: outside of this Slack nobody could fetch them.
fn with_pictures(stage: &Stage, mut surface: Value) -> Value {
    for block in surface["blocks"].as_array_mut().into_iter().flatten() {
        let bytes = block["slack_file"]["id"].as_str().and_then(|id| stage.slack.file(id));
        if let (Some(bytes), Some(image)) = (bytes, block.as_object_mut()) {
            image.remove("slack_file");
            image.insert("image_url".to_owned(), json!(format!("data:image/png;base64,{}", BASE64_STANDARD.encode(bytes))));
        }
    }
    surface
}
