//! The four layers a value can come from: flags, environment, file, default.
//!
//! Values stay text here, each with its source, so that sections alone decide what is valid and can say where a wrong
//! value stands. White space around a value is cut off, and an empty value counts as not given: `docker compose` and
//! shell scripts pass empty variables for what was left out.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::file;
use super::problem::{Problems, Source, hidden};
use super::settings::{SETTINGS, Setting};

/// What the command line said. Not printable: somebody may have given a secret by mistake.
#[derive(Clone, Default)]
pub struct Flags {
    /// `--config FILE`.
    pub config: Option<PathBuf>,
    /// Flag names without dashes and their values.
    values: BTreeMap<String, String>,
}

impl Flags {
    /// Adds `--name value`, replacing an earlier value of that name. Whether there is such a flag is checked when the
    /// settings are loaded; [`SETTINGS`] has the names.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.values.insert(name.into(), value.into());
    }
}

/// A value, with the setting it is for and where it came from.
#[derive(Clone)]
pub struct Found {
    /// The setting.
    pub setting: &'static Setting,
    /// The value as text, never empty, without white space around it.
    pub value: String,
    /// Where it came from.
    pub source: Source,
}

/// One layer: values by the setting's variable.
pub(super) type Layer = BTreeMap<&'static str, Found>;

/// All layers laid over each other.
pub struct Layers {
    found: Layer,
}

impl Layers {
    /// Reads all four layers. `env` looks an environment variable up; `read_file` reads the settings file, which is
    /// looked for only when `--config` or `GOODTURN_CONFIG` names it.
    pub(super) fn collect(
        flags: &Flags,
        env: &dyn Fn(&str) -> Option<String>,
        read_file: &dyn Fn(&Path) -> io::Result<String>,
        problems: &mut Problems,
    ) -> Self {
        let mut found = file::defaults(problems);
        if let Some((path, source)) = config_path(flags, env) {
            found.extend(read_layer(&path, source, read_file, problems));
        }
        for setting in SETTINGS {
            let value = env(setting.variable).unwrap_or_default();
            lay(&mut found, setting, &value, Source::Environment(setting.variable));
        }
        for (name, value) in &flags.values {
            let setting = SETTINGS.into_iter().find(|setting| setting.flag == Some(name));
            match setting {
                Some(setting) => lay(&mut found, setting, value, Source::Flag(name.clone())),
                None => problems.stray(&format!("--{name}"), Source::Flag(name.clone()), no_such_flag(name, value)),
            }
        }
        Self { found }
    }

    /// The value of a setting from the highest layer that has one.
    #[must_use]
    pub fn find(&self, setting: &Setting) -> Option<&Found> {
        self.found.get(setting.variable)
    }
}

/// Puts a value over those of the layers below, unless it is empty.
pub(super) fn lay(layer: &mut Layer, setting: &'static Setting, value: &str, source: Source) {
    let value = value.trim();
    if value.is_empty() {
        return;
    }
    let found = Found { setting, value: value.to_owned(), source };
    layer.insert(setting.variable, found);
}

/// Which settings file was named, and where.
fn config_path(flags: &Flags, env: &dyn Fn(&str) -> Option<String>) -> Option<(PathBuf, Source)> {
    if let Some(path) = &flags.config {
        return Some((path.clone(), Source::Flag("config".to_owned())));
    }
    let value = env(super::CONFIG_VARIABLE)?;
    let value = value.trim();
    (!value.is_empty()).then(|| (PathBuf::from(value), Source::Environment(super::CONFIG_VARIABLE)))
}

/// Reads the settings file.
fn read_layer(path: &Path, named_by: Source, read_file: &dyn Fn(&Path) -> io::Result<String>, problems: &mut Problems) -> Layer {
    match read_file(path) {
        Ok(text) => file::parse(&text, &|line| Source::File { path: path.to_owned(), line }, problems),
        Err(error) => {
            let shown = format!("{:?}", path.display().to_string());
            let what = format!("can't be read: {error}. Give the path of a settings file, or leave it out to use the defaults");
            problems.bad_file(Some(shown), named_by, what);
            Layer::new()
        }
    }
}

/// What to say about a flag that there isn't. Its value is not shown: it may be a secret.
fn no_such_flag(name: &str, value: &str) -> String {
    let as_key = |setting: &Setting| setting.key.replace(['.', '_'], "-");
    let as_variable = |setting: &Setting| setting.variable.to_lowercase().replace('_', "-");
    let secret = SETTINGS.into_iter().find(|setting| setting.flag.is_none() && (as_key(setting) == name || as_variable(setting) == name));
    match secret {
        Some(setting) => format!(
            "is a secret ({}), and secrets are never given by flag, because others on the machine can read it. Set the environment variable {} instead",
            hidden(value),
            setting.variable
        ),
        None => "is no setting. `--help` lists the flags".to_owned(),
    }
}
