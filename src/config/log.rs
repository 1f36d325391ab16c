//! Section `[log]`: form and amount of log lines.
//!
//! What is never logged is decided elsewhere; no filter can bring it back.

use tracing_subscriber::EnvFilter;

use super::layers::Layers;
use super::problem::Problems;
use super::settings::{LOG_FILTER, LOG_FORMAT};

/// The settings of section `[log]`.
#[derive(Debug, Clone)]
pub struct Log {
    /// The form of a line.
    pub format: LogFormat,
    /// Which lines are written, in the language of `RUST_LOG`, such as `goodturn=debug,info`; valid.
    pub filter: String,
}

/// The form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl Log {
    /// Reads the section; `None` when a value can't be used, which was then said.
    pub fn from(layers: &Layers, problems: &mut Problems) -> Option<Self> {
        let format = layers.find(&LOG_FORMAT).and_then(|found| {
            let format = match found.value.as_str() {
                "text" => LogFormat::Text,
                "json" => LogFormat::Json,
                _ => {
                    problems.refuse(found, "is no form of log lines. Give text or json");
                    return None;
                }
            };
            Some(format)
        });
        let filter = layers.find(&LOG_FILTER).and_then(|found| {
            if let Err(error) = EnvFilter::try_new(&found.value) {
                problems.refuse(
                    found,
                    format!("is not a filter: {error}. Give a level (error, warn, info, debug, trace), or target=level pairs like goodturn=debug,info"),
                );
                return None;
            }
            Some(found.value.clone())
        });
        Some(Self { format: format?, filter: filter? })
    }
}
