//! Section `[teams]`: where people's teams come from, in order, until an admin says otherwise in App Home.
//!
//! A source begins at the start, after a `;`, and after a comma or white space when what follows is one of the four
//! words. So the comma inside `usergroups:S1,S2` and the space inside `csv:my teams.csv` stay where they are, and
//! `usergroups:S1,S2,field:Xf1,self` is three sources. In the file an array has one source an element.

use std::path::PathBuf;

use super::layers::Layers;
use super::problem::Problems;
use super::settings::TEAM_SOURCE;
use super::web::is_slack_id;

/// What a good value looks like.
const LIKE: &str = "Give one or several of csv:FILE, usergroups:ID,ID, field:ID and self, separated by \";\", such as csv:teams.csv; self";
/// The words a source begins with.
const STARTS: [&str; 4] = ["csv:", "usergroups:", "field:", SELF];
/// The source without anything after it.
const SELF: &str = "self";

/// The settings of section `[teams]`.
#[derive(Debug, Clone)]
pub struct Teams {
    /// The sources in order: the first that knows a person's team decides. Never empty, none twice.
    pub sources: Vec<TeamSource>,
}

/// One source of people's teams.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TeamSource {
    /// A CSV file; a relative path is taken from the folder in which the program was started.
    Csv(PathBuf),
    /// Slack user groups, by id (`S…`), each once; each is a team.
    UserGroups(Vec<String>),
    /// A custom profile field, by id (`Xf…`).
    Field(String),
    /// The member's own word.
    Word,
}

impl Teams {
    /// Reads the section; `None` when a source can't be used, which was then said.
    pub fn from(layers: &Layers, problems: &mut Problems) -> Option<Self> {
        let found = layers.find(&TEAM_SOURCE)?;
        match TeamSource::parse_list(&found.value) {
            Ok(sources) => Some(Self { sources }),
            Err(what) => {
                problems.refuse(found, format!("{what}. {LIKE}"));
                None
            }
        }
    }
}

impl TeamSource {
    /// Reads a list of sources, as described at the top of this file.
    ///
    /// # Errors
    /// A sentence that says what is wrong.
    pub fn parse_list(text: &str) -> Result<Vec<Self>, String> {
        let mut sources = Vec::new();
        for part in text.split(';').flat_map(split_at_starts) {
            let source = Self::parse(part)?;
            if sources.contains(&source) {
                return Err(format!("has {part:?} twice"));
            }
            sources.push(source);
        }
        if sources.is_empty() {
            return Err("has no source in it".to_owned());
        }
        Ok(sources)
    }

    /// Reads one source.
    fn parse(text: &str) -> Result<Self, String> {
        if text == SELF {
            return Ok(Self::Word);
        }
        let (word, rest) = text.split_once(':').unwrap_or((text, ""));
        let rest = rest.trim();
        match word {
            "csv" if rest.is_empty() => Err("has csv: without a file".to_owned()),
            "csv" => Ok(Self::Csv(PathBuf::from(rest))),
            "usergroups" => user_groups(rest).map(Self::UserGroups),
            "field" if is_field(rest) => Ok(Self::Field(rest.to_owned())),
            "field" => Err(format!("has {rest:?} as a profile field, whose id starts with Xf")),
            _ => Err(format!("has {text:?}, which is not a source")),
        }
    }
}

/// Reads the ids of user groups.
fn user_groups(text: &str) -> Result<Vec<String>, String> {
    let mut ids: Vec<String> = Vec::new();
    let texts = text.split([',', ' ', '\t', '\n']);
    for id in texts.filter(|id| !id.is_empty()) {
        if !is_slack_id(id, &["S"]) {
            return Err(format!("has {id:?} as a user group, whose id starts with S"));
        }
        if !ids.iter().any(|other| other == id) {
            ids.push(id.to_owned());
        }
    }
    if ids.is_empty() {
        return Err("has usergroups: without an id".to_owned());
    }
    Ok(ids)
}

/// `Xf` and at least one letter or digit.
fn is_field(text: &str) -> bool {
    text.strip_prefix("Xf").is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Cuts before each source that follows a comma or white space; leaves out empty parts.
fn split_at_starts(text: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    for (place, separator) in text.char_indices() {
        let next = place + separator.len_utf8();
        if is_separator(separator) && begins_source(&text[next..]) {
            cuts.push(next);
        }
    }
    cuts.push(text.len());
    cuts.windows(2).map(|ends| text[ends[0]..ends[1]].trim_matches(is_separator)).filter(|part| !part.is_empty()).collect()
}

/// Whether one of the four words is next; `self` only as a whole word.
fn begins_source(text: &str) -> bool {
    STARTS.iter().any(|start| {
        let rest = text.strip_prefix(start);
        rest.is_some_and(|rest| *start != SELF || rest.is_empty() || rest.starts_with(is_separator))
    })
}

/// What may stand between two sources, besides `;`.
fn is_separator(c: char) -> bool {
    c == ',' || c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::TeamSource::{self, Csv, Field, UserGroups, Word};

    fn groups(ids: &[&str]) -> TeamSource {
        UserGroups(ids.iter().map(ToString::to_string).collect())
    }

    fn field(id: &str) -> TeamSource {
        Field(id.to_owned())
    }

    #[test]
    fn sources_are_told_apart_whatever_separates_them() {
        let all = vec![Csv("my teams.csv".into()), groups(&["S1", "S2"]), field("Xf1"), Word];
        for text in [
            "csv:my teams.csv;usergroups:S1,S2;field:Xf1;self",
            "csv:my teams.csv usergroups:S1,S2 field:Xf1 self",
            "csv:my teams.csv,usergroups:S1,S2,field:Xf1,self",
            " csv: my teams.csv , usergroups: S1, S2,S1 ;; field:Xf1,\n self, ",
        ] {
            assert_eq!(TeamSource::parse_list(text), Ok(all.clone()), "{text}");
        }
        assert_eq!(TeamSource::parse_list("self"), Ok(vec![Word]));
        assert_eq!(TeamSource::parse_list("self,csv:/srv/selfmade,teams.csv"), Ok(vec![Word, Csv("/srv/selfmade,teams.csv".into())]));
        assert_eq!(TeamSource::parse_list("csv:a, selfish.csv"), Ok(vec![Csv("a, selfish.csv".into())]));
    }

    #[test]
    fn each_mistake_has_its_sentence() {
        for (text, sentence) in [
            (";", "has no source in it"),
            ("teams.csv", "has \"teams.csv\", which is not a source"),
            ("self;ldap:x", "has \"ldap:x\", which is not a source"),
            ("csv:", "has csv: without a file"),
            ("usergroups:", "has usergroups: without an id"),
            ("usergroups:@sales", "has \"@sales\" as a user group, whose id starts with S"),
            ("field:Team", "has \"Team\" as a profile field, whose id starts with Xf"),
            ("field", "has \"\" as a profile field, whose id starts with Xf"),
            ("self self", "has \"self\" twice"),
            ("csv:a;csv:a", "has \"csv:a\" twice"),
        ] {
            assert_eq!(TeamSource::parse_list(text), Err(sentence.to_owned()), "{text}");
        }
    }
}
