//! Section `[admins]`: who may set Goodturn up.
//!
//! Ids and not names: a display name can be changed by anybody to anything.

use super::layers::Layers;
use super::problem::Problems;
use super::settings::ADMINS;
use super::web::is_slack_id;

/// The settings of section `[admins]`.
#[derive(Debug, Clone)]
pub struct Admins {
    /// Slack user ids (`U…` or `W…`), each once, in the order given; empty when the installer, or the first workspace
    /// owner who presses `[Set up]`, becomes the admin.
    pub ids: Vec<String>,
}

impl Admins {
    /// Reads the section; `None` when an id can't be used, which was then said. Commas and white space separate.
    pub fn from(layers: &Layers, problems: &mut Problems) -> Option<Self> {
        let mut ids: Vec<String> = Vec::new();
        let Some(found) = layers.find(&ADMINS) else {
            return Some(Self { ids });
        };
        let texts = found.value.split([',', ' ', '\t', '\n']);
        for text in texts.filter(|text| !text.is_empty()) {
            if !is_slack_id(text, &["U", "W"]) {
                problems.refuse(
                    found,
                    format!("{text:?} is not the id of a Slack user. Give ids like U012ABCDEF, comma-separated; a profile's menu has \"Copy member ID\""),
                );
                return None;
            }
            if !ids.iter().any(|id| id == text) {
                ids.push(text.to_owned());
            }
        }
        Some(Self { ids })
    }
}
