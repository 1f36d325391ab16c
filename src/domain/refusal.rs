//! What the program says no to, and the facts that the sentence needs.
//!
//! A refusal always carries what was typed, so that the answer can give it back and nothing is lost.

use serde::{Deserialize, Serialize};

use super::ids::PersonId;

/// Why a command was not carried out. Words for each are in `text`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// `rest` with a length that can't be read.
    UnreadableRest(String),
    /// Something that only members can do.
    NotAMember,
    /// A team name that is too long or empty.
    TeamName,
}

/// A refusal, with the text as it was typed (Slack's escaped form).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Why.
    pub why: Refusal,
    /// The command with what followed it, to be given back.
    pub typed: String,
}
