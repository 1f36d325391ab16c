//! The copy of Slack's reference that comparisons read.
//! It is no part of this repository: where there is none, comparisons are left out and say how to have them.

use std::{env, fs, path::PathBuf};

use serde_json::Value;

/// Names the folder with the copy.
const VARIABLE: &str = "GOODTURN_SLACK_REFERENCE";

/// What stands beside a comparison that is left out; `.ci/run` knows it by this sentence.
const ABSENT: &str = "no copy of Slack's reference: GOODTURN_SLACK_REFERENCE names its folder";

/// The folder: as named, or beside the repository.
fn folder() -> PathBuf {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/slack-reference");
    env::var_os(VARIABLE).map_or_else(beside, PathBuf::from)
}

/// Why nothing can be compared; a folder that was named and isn't there is no excuse.
pub fn missing() -> Option<String> {
    (env::var_os(VARIABLE).is_none() && !folder().is_dir()).then(|| ABSENT.to_owned())
}

/// One file of it.
pub fn read(path: &str) -> Result<Value, String> {
    let path = folder().join(path);
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}
