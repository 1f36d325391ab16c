//! What is wrong with the settings, one sentence each, all together.
//!
//! An operator should need one look, so every sentence names the setting, its value, where the value came from, what is
//! wrong and what to do; and none may show a secret, because it goes to terminals, logs and bug reports.

use std::fmt;
use std::path::PathBuf;

use super::layers::Found;
use super::settings::{Setting, Show};

/// How much of a wrong value is shown, in characters, so that a whole file pasted by mistake does not fill the screen.
const SHOWN_CHARACTERS_MAX: usize = 120;

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A flag; its name without dashes.
    Flag(String),
    /// The environment variable of this name.
    Environment(&'static str),
    /// The settings file.
    File {
        /// As it was given.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
    },
    /// `config/default.toml`, which is built in.
    Default,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => write!(f, "flag --{name}"),
            Self::Environment(name) => write!(f, "environment variable {name}"),
            Self::File { path, line } => write!(f, "file {} line {line}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

/// One thing that is wrong. Its `Display` is the whole sentence, on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The variable of the setting, or the unknown key or flag as it was written.
    pub setting: String,
    /// The value as it may be shown: quoted, or only its length; `None` when there is none.
    pub shown: Option<String>,
    /// Where the value came from; `None` when the setting is missing.
    pub source: Option<Source>,
    /// What is wrong, and what to do.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.setting)?;
        if let Some(shown) = &self.shown {
            write!(f, " = {shown}")?;
        }
        if let Some(source) = &self.source {
            write!(f, " ({source})")?;
        }
        write!(f, ": {}", self.what)
    }
}

/// All that is wrong with the settings; never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} in the settings:{}", count(.0.len()), lines(.0))]
pub struct ConfigErrors(Vec<Problem>);

impl ConfigErrors {
    /// What is said when a section gave nothing without saying why, which would be a mistake of ours.
    pub(super) fn incomplete() -> Self {
        Self(vec![Problem {
            setting: "config".to_owned(),
            shown: None,
            source: None,
            what: "a setting has no default. This is a mistake in Goodturn; please report it".to_owned(),
        }])
    }

    /// The problems, in the order of `config/default.toml` after those of the file itself.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.0
    }
}

/// "1 problem", "2 problems".
fn count(number: usize) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} problem{s}")
}

/// Each problem on a line of its own.
fn lines(problems: &[Problem]) -> String {
    problems.iter().fold(String::new(), |mut lines, problem| {
        lines.push_str("\n- ");
        lines.push_str(&problem.to_string());
        lines
    })
}

/// Collects problems while the sections are read.
#[derive(Debug, Default)]
pub struct Problems {
    found: Vec<Problem>,
    /// The settings file could not be used, so that a missing setting may well be in it.
    file_unusable: bool,
}

impl Problems {
    /// The value that was found can't be used.
    pub fn refuse(&mut self, found: &Found, what: impl Into<String>) {
        self.found.push(Problem {
            setting: found.setting.variable.to_owned(),
            shown: Some(shown(found.setting, &found.value)),
            source: Some(found.source.clone()),
            what: what.into(),
        });
    }

    /// A setting is needed and not there. Says nothing when the file could not be used.
    pub fn missing(&mut self, setting: &Setting, what: impl Into<String>) {
        if !self.file_unusable {
            self.found.push(Problem {
                setting: setting.variable.to_owned(),
                shown: None,
                source: None,
                what: format!("is not set. {}", what.into()),
            });
        }
    }

    /// Something that is no setting at all, such as an unknown key.
    pub(super) fn stray(&mut self, name: &str, source: Source, what: String) {
        self.found.push(Problem { setting: name.to_owned(), shown: None, source: Some(source), what });
    }

    /// The settings file can't be read or understood; `shown` is its path, or `None` when `source` already has it.
    pub(super) fn bad_file(&mut self, shown: Option<String>, source: Source, what: String) {
        self.file_unusable = true;
        self.found.push(Problem { setting: super::CONFIG_VARIABLE.to_owned(), shown, source: Some(source), what });
    }

    /// How many there are so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there is none so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// `Ok` when there is no problem.
    ///
    /// # Errors
    /// All problems, when there is one.
    pub fn into_result(self) -> Result<(), ConfigErrors> {
        if self.found.is_empty() { Ok(()) } else { Err(ConfigErrors(self.found)) }
    }
}

/// A value as it may be shown: quoted, or only its length.
pub(super) fn shown(setting: &Setting, value: &str) -> String {
    let may_be_shown = match setting.show {
        Show::Value => true,
        Show::Never => false,
        Show::UrlWithoutPassword => !value.contains('@'),
        Show::OnlySqlite => value.starts_with("sqlite:"),
    };
    // A token in the wrong setting is still a token.
    let a_token = ["xoxb-", "xoxp-", "xoxe", "xapp-"].iter().any(|start| value.contains(start));
    if !may_be_shown || a_token {
        return hidden(value);
    }
    if value.chars().count() > SHOWN_CHARACTERS_MAX {
        let start: String = value.chars().take(SHOWN_CHARACTERS_MAX).collect();
        return format!("{start:?}…");
    }
    format!("{value:?}")
}

/// What is said instead of a secret.
pub(super) fn hidden(value: &str) -> String {
    format!("a value of {} characters", value.chars().count())
}
