//! Checks that several sections share: web addresses, and secrets pasted with too much around them.
//!
//! An address is taken apart once here, so that no later code has to think about queries, fragments or passwords in it.

use url::Url;

use super::layers::{Found, Layers};
use super::problem::Problems;
use super::secret::Secret;
use super::settings::Setting;

/// Reads a web address: http or https, with a host, without password, query or fragment. `example` is what a good one
/// looks like.
pub(super) fn web_address(found: &Found, example: &str, problems: &mut Problems) -> Option<Url> {
    let like = format!("Give an address like {example}");
    let url = match Url::parse(&found.value) {
        Ok(url) => url,
        Err(error) => {
            problems.refuse(found, format!("is not a web address: {error}. {like}"));
            return None;
        }
    };
    let wrong = if !matches!(url.scheme(), "http" | "https") {
        "starts with neither https:// nor http://"
    } else if !url.username().is_empty() || url.password().is_some() {
        "has a user name or password in it"
    } else if url.query().is_some() || url.fragment().is_some() {
        "has a ? or # in it"
    } else {
        return Some(url);
    };
    problems.refuse(found, format!("{wrong}. {like}"));
    None
}

/// Reads a secret that has no form of its own.
pub(super) fn secret(layers: &Layers, setting: &Setting, problems: &mut Problems) -> Option<Secret> {
    let found = layers.find(setting)?;
    if found.value.contains(char::is_whitespace) {
        problems.refuse(found, "has white space in it. Copy it again, and alone");
        return None;
    }
    Some(Secret::new(&found.value))
}

/// Whether `text` starts with one of `starts` and goes on with at least one character, all upper-case letters or digits,
/// as the ids of Slack do.
pub(super) fn is_slack_id(text: &str, starts: &[&str]) -> bool {
    let rest = starts.iter().find_map(|start| text.strip_prefix(start));
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()))
}
