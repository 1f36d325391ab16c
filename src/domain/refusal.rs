//! What the program says no to, and the facts that the sentence needs.
//!
//! A refusal always carries what was typed, so that the answer can give it back and nothing is lost.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::ids::PersonId;
use super::introduction::Flaw;

/// Characters of a typed name or word that a sentence repeats: enough to recognise it. Slack refuses a section of more than 3,000.
pub const NAME_CHARS_SHOWN: usize = 60;

/// Why a command was not carried out. Words for each are in `text`. `Debug` tells which, never whom or what was typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// `/gave` or `/asked` with nobody named.
    NobodyNamed,
    /// A plain `@name` that fits nobody.
    UnknownName(String),
    /// A plain `@name` that fits several people.
    SeveralFit(String),
    /// A user group where people are wanted.
    GroupNamed(String),
    /// More people than one entry takes.
    TooMany,
    /// The member named nobody but themselves.
    OnlySelf,
    /// A bot was named.
    Bot(PersonId),
    /// A guest was named.
    Guest(PersonId),
    /// Somebody from another company was named.
    Outsider(PersonId),
    /// A deactivated account was named in an ask.
    Gone(PersonId),
    /// Somebody was named, but nothing said about them.
    NoNote,
    /// A word after `/goodturn` that means nothing.
    UnknownVerb(String),
    /// `delete` with anything else than `everything` behind it.
    DeleteWhat,
    /// `rest` with a length that can't be read.
    UnreadableRest(String),
    /// Something that only members can do.
    NotAMember,
    /// A guest, somebody of another company or an app wants to join.
    CannotJoin,
    /// A team name that is too long or empty.
    TeamName,
    /// A day that is still to come.
    NotYet,
    /// A day further back than entries are kept.
    TooLongAgo,
    /// An ask to nobody, or to people and a team at once.
    PeopleOrTeam,
    /// An entry that was changed elsewhere and is gone.
    EntryGone,
    /// A team that nobody knows under this name.
    UnknownTeam(String),
    /// The own team is not known.
    OwnTeamUnknown,
    /// The own team has no card.
    NoOwnCard,
    /// Only members of a team change its card.
    NotOfTheTeam,
    /// An introduction that can't be proposed like this.
    Introduction(Flaw),
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NobodyNamed => "NobodyNamed",
            Self::UnknownName(_) => "UnknownName",
            Self::SeveralFit(_) => "SeveralFit",
            Self::GroupNamed(_) => "GroupNamed",
            Self::TooMany => "TooMany",
            Self::OnlySelf => "OnlySelf",
            Self::Bot(_) => "Bot",
            Self::Guest(_) => "Guest",
            Self::Outsider(_) => "Outsider",
            Self::Gone(_) => "Gone",
            Self::NoNote => "NoNote",
            Self::UnknownVerb(_) => "UnknownVerb",
            Self::DeleteWhat => "DeleteWhat",
            Self::UnreadableRest(_) => "UnreadableRest",
            Self::NotAMember => "NotAMember",
            Self::CannotJoin => "CannotJoin",
            Self::TeamName => "TeamName",
            Self::NotYet => "NotYet",
            Self::TooLongAgo => "TooLongAgo",
            Self::PeopleOrTeam => "PeopleOrTeam",
            Self::EntryGone => "EntryGone",
            Self::UnknownTeam(_) => "UnknownTeam",
            Self::OwnTeamUnknown => "OwnTeamUnknown",
            Self::NoOwnCard => "NoOwnCard",
            Self::NotOfTheTeam => "NotOfTheTeam",
            Self::Introduction(_) => "Introduction",
        })
    }
}

/// A refusal, with the text as it was typed (Slack's escaped form). `Debug` hides the text.
#[derive(Clone, PartialEq, Eq)]
pub struct Refused {
    /// Why.
    pub why: Refusal,
    /// The command with what followed it, to be given back.
    pub typed: String,
}

impl fmt::Debug for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Refused({:?}, {} characters typed)", self.why, self.typed.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_tells_neither_people_nor_words() {
        let whys =
            [Refusal::UnknownName("sam".to_owned()), Refusal::Bot("U1".into()), Refusal::UnknownVerb("sam".to_owned()), Refusal::TooMany];
        let told = whys.map(|why| format!("{:?}", Refused { why, typed: "/gave @sam U1".to_owned() })).join("\n");
        assert!(!told.contains("sam") && !told.contains("U1"), "{told}");
        assert!(told.starts_with("Refused(UnknownName, 13 characters typed)"), "{told}");
    }
}
