//! The settings file: TOML text to values with line numbers.
//!
//! A key that is not known is an error, not silence: a misspelt setting would otherwise look set. No line of the file is
//! ever quoted, because it may hold a token.

use toml::de::{DeTable, DeValue};

use super::layers::{Layer, lay};
use super::problem::{Problems, Source, hidden};
use super::settings::{SETTINGS, Setting};
use super::suggest::did_you_mean;

/// Every setting with its default and a sentence; the reference for operators.
pub const DEFAULT_TOML: &str = include_str!("../../config/default.toml");

/// The lowest layer.
pub(super) fn defaults(problems: &mut Problems) -> Layer {
    parse(DEFAULT_TOML, &|_| Source::Default, problems)
}

/// Reads a settings file; `source` makes the source of a value on a line.
pub(super) fn parse(text: &str, source: &dyn Fn(usize) -> Source, problems: &mut Problems) -> Layer {
    let mut layer = Layer::new();
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let line = line_of(text, error.span().map_or(0, |span| span.start));
            let what =
                format!("is not valid TOML here: {}. Correct this line; a value that is not a number stands in quotes", error.message());
            problems.bad_file(None, source(line), what);
            return layer;
        }
    };
    for (name, value) in &table {
        let line = line_of(text, name.span().start);
        let DeValue::Table(section) = value.get_ref() else {
            let name = name.get_ref();
            problems.stray(name, source(line), unknown(name));
            continue;
        };
        for (key, value) in section {
            let line = line_of(text, key.span().start);
            let key = format!("{}.{}", name.get_ref(), key.get_ref());
            match SETTINGS.into_iter().find(|setting| setting.key == key) {
                Some(setting) => take(&mut layer, setting, value.get_ref(), source(line), problems),
                None => problems.stray(&key, source(line), unknown(&key)),
            }
        }
    }
    layer
}

/// Puts one value into the layer, as text.
fn take(layer: &mut Layer, setting: &'static Setting, value: &DeValue<'_>, source: Source, problems: &mut Problems) {
    match to_text(setting, value) {
        Ok(text) => lay(layer, setting, &text, source),
        Err(what) => problems.stray(setting.key, source, what),
    }
}

/// Texts and whole numbers are taken as they are, arrays of texts where the setting is a list.
fn to_text(setting: &Setting, value: &DeValue<'_>) -> Result<String, String> {
    match (value, setting.list) {
        (DeValue::String(text), _) => Ok(text.to_string()),
        (DeValue::Integer(number), _) => Ok(number.to_string()),
        (DeValue::Array(elements), Some(separator)) => {
            let texts: Option<Vec<&str>> = elements.iter().map(|e| e.get_ref().as_str()).collect();
            let texts = texts.ok_or("is a list in which not everything is a text. Write each element in quotes")?;
            if let Some(text) = texts.iter().find(|text| text.contains(separator)) {
                let length = hidden(text);
                return Err(format!("has a list element ({length}) with {separator:?} in it. Write one element for each"));
            }
            Ok(texts.join(separator))
        }
        (DeValue::Array(_), None) => Err("is a list, and one text is wanted. Write it in quotes".to_owned()),
        (DeValue::Table(_), _) => Err("is a table, and a text is wanted. Write it in quotes".to_owned()),
        (DeValue::Boolean(_) | DeValue::Float(_) | DeValue::Datetime(_), _) => Err("is not a text. Write it in quotes".to_owned()),
    }
}

/// What to say about a key that there isn't.
fn unknown(key: &str) -> String {
    let last = "config/default.toml lists every setting";
    match did_you_mean(key) {
        Some(setting) => format!(
            "is not a setting. Did you mean {}, in section [{}]? {last}",
            setting.key,
            setting.key.split('.').next().unwrap_or_default()
        ),
        None => format!("is not a setting. Remove it; {last}"),
    }
}

/// The line of a byte, counted from 1.
fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}
