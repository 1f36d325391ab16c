//! Section `[away]`: what in a Slack status says that somebody is away, besides the built-in list and except for parts of it.
//!
//! Only the form is checked here; whether what is taken out is on the list is known where the list is.

use super::layers::Layers;
use super::problem::Problems;
use super::settings::AWAY;

/// What a good value looks like.
const LIKE: &str = "Give emoji by name and words, separated by commas, with a - before what is to be taken out of the built-in list, \
    such as :house_with_garden:, offsite, -holiday";

/// The settings of section `[away]`: names of emoji with their colons, or words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Away {
    /// What is put on the list.
    pub added: Vec<String>,
    /// What is taken out of it.
    pub removed: Vec<String>,
}

impl Away {
    /// Reads the section; `None` when an entry can't be used, which was then said.
    pub fn from(layers: &Layers, problems: &mut Problems) -> Option<Self> {
        let Some(found) = layers.find(&AWAY) else {
            return Some(Self::default());
        };
        match Self::parse(&found.value) {
            Ok(away) => Some(away),
            Err(what) => {
                problems.refuse(found, format!("{what}. {LIKE}"));
                None
            }
        }
    }

    /// Reads a list of entries.
    fn parse(text: &str) -> Result<Self, String> {
        let mut away = Self::default();
        for entry in text.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
            let (name, into) = match entry.strip_prefix('-') {
                Some(name) => (name.trim(), &mut away.removed),
                None => (entry, &mut away.added),
            };
            check(entry, name)?;
            into.push(name.to_owned());
        }
        let both = away.added.iter().find(|added| away.removed.iter().any(|removed| removed.eq_ignore_ascii_case(added)));
        both.map_or(Ok(()), |both| Err(format!("puts {both:?} on the list and takes it out")))?;
        Ok(away)
    }
}

/// Checks the form of one entry.
fn check(entry: &str, name: &str) -> Result<(), String> {
    let has_word = |text: &str| text.chars().any(char::is_alphanumeric);
    if name.contains(':') {
        let inner = name.strip_prefix(':').and_then(|rest| rest.strip_suffix(':')).unwrap_or_default();
        // Slack's names, custom ones in any script included: `+1`, `flag-de`, `house_with_garden`.
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '\'');
        return if has_word(inner) && inner.chars().all(fits) {
            Ok(())
        } else {
            Err(format!("has {entry:?}, which is not the name of one emoji between two colons"))
        };
    }
    if has_word(name) { Ok(()) } else { Err(format!("has {entry:?}, which has no word in it")) }
}
