//! Where people's teams come from, in the order in which the sources decide.
//!
//! One user group is one source, so that of two groups that a person is in the first one decides. What an operator imported by hand and the
//! member's own word always have their place: an empty place changes nothing, and without them a person might have no team at all.

use std::fmt;

/// One source of people's teams.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TeamSource {
    /// A CSV file of the operator's, by its path; read again and again.
    Csv(String),
    /// A CSV file that was imported by hand, once.
    Import,
    /// A Slack user group, by id (`S…`).
    UserGroup(String),
    /// A custom profile field, by id (`Xf…`).
    Field(String),
    /// The member's own word.
    Word,
}

const CSV: &str = "csv:";
const GROUPS: &str = "usergroups:";
const FIELD: &str = "field:";
const WORD: &str = "self";
const IMPORT: &str = "import";

impl TeamSource {
    /// The text it is stored under: `csv:FILE`, `usergroups:ID`, `field:ID`, `import`, `self`.
    #[must_use]
    pub fn key(&self) -> String {
        self.to_string()
    }

    /// The source stored under `key`.
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        let id = |rest: &str| (!rest.is_empty() && !rest.contains([',', ';'])).then(|| rest.to_owned());
        match key {
            WORD => Some(Self::Word),
            IMPORT => Some(Self::Import),
            _ => None
                .or_else(|| key.strip_prefix(CSV).filter(|path| !path.is_empty()).map(|path| Self::Csv(path.to_owned())))
                .or_else(|| key.strip_prefix(GROUPS).and_then(id).map(Self::UserGroup))
                .or_else(|| key.strip_prefix(FIELD).and_then(id).map(Self::Field)),
        }
    }

    /// What kind of source it is, for the log: no id of Slack's, no path.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Csv(_) => "csv",
            Self::Import => IMPORT,
            Self::UserGroup(_) => "usergroups",
            Self::Field(_) => "field",
            Self::Word => WORD,
        }
    }

    /// Whether an admin stands behind it, and not the person themselves.
    #[must_use]
    pub fn is_admins(&self) -> bool {
        *self != Self::Word
    }
}

impl fmt::Display for TeamSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Csv(path) => write!(f, "{CSV}{path}"),
            Self::Import => f.write_str(IMPORT),
            Self::UserGroup(id) => write!(f, "{GROUPS}{id}"),
            Self::Field(id) => write!(f, "{FIELD}{id}"),
            Self::Word => f.write_str(WORD),
        }
    }
}

/// The order as one text, one source after the other, to be kept as a setting.
#[must_use]
pub fn write_order(order: &[TeamSource]) -> String {
    order.iter().map(TeamSource::key).collect::<Vec<_>>().join(";")
}

/// The order that [`write_order`] wrote; nothing for a text that it didn't write.
#[must_use]
pub fn read_order(text: &str) -> Option<Vec<TeamSource>> {
    text.split(';').map(TeamSource::parse).collect::<Option<Vec<_>>>().filter(|order| !order.is_empty())
}

/// The whole order: what was chosen, each once, with places for what was imported by hand (beside the first file, or else after what an admin
/// chose) and, last unless it was chosen, for the member's own word.
#[must_use]
pub fn complete(chosen: &[TeamSource]) -> Vec<TeamSource> {
    let mut order: Vec<TeamSource> = Vec::with_capacity(chosen.len() + 2);
    for source in chosen {
        if !order.contains(source) {
            order.push(source.clone());
        }
    }
    if !order.contains(&TeamSource::Word) {
        order.push(TeamSource::Word);
    }
    if !order.contains(&TeamSource::Import) {
        let file = order.iter().position(|source| matches!(source, TeamSource::Csv(_))).map(|place| place + 1);
        let word = order.iter().position(|source| *source == TeamSource::Word);
        let last_of_admins = order.iter().rposition(TeamSource::is_admins).map(|place| place + 1);
        let place = file.or(last_of_admins).or(word).unwrap_or(0);
        order.insert(place, TeamSource::Import);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::TeamSource::{Csv, Field, Import, UserGroup, Word};
    use super::*;

    #[test]
    fn an_order_reads_back() {
        let order =
            vec![Csv("my, teams.csv".to_owned()), UserGroup("S1".to_owned()), UserGroup("S2".to_owned()), Field("Xf1".to_owned()), Word];
        assert_eq!(read_order(&write_order(&order)), Some(order));
        for odd in ["", "ldap:x", "usergroups:", "usergroups:S1,S2", "csv:", "self;"] {
            assert_eq!(read_order(odd), None, "{odd}");
        }
    }

    #[test]
    fn what_was_imported_and_the_own_word_have_their_place() {
        let (csv, group) = (Csv("a".to_owned()), UserGroup("S1".to_owned()));
        assert_eq!(complete(&[Word]), [Import, Word]);
        assert_eq!(complete(&[group.clone(), csv.clone(), group.clone()]), [group.clone(), csv.clone(), Import, Word]);
        assert_eq!(complete(&[csv.clone(), group.clone(), Word]), [csv, Import, group.clone(), Word]);
        assert_eq!(complete(&[Word, group.clone()]), [Word, group, Import], "who puts the own word first means it");
    }
}
