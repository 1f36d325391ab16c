//! What members enter: acts (help given or received), asks, and plain contact.
//!
//! Every entry has one owner, the member who wrote it, and is for that member's eyes. Both sides of one real event may write an entry each;
//! neither learns of the other's.

use serde::{Deserialize, Serialize};

use super::day::{Day, Millis};
use super::ids::{EntryId, PersonId, TeamId};
use super::note::Note;

/// Minutes within which the same giver, person and note count as typed twice: Slack doesn't repeat a command whose answer was lost, people do.
pub const DOUBLED_WITHIN_MS: i64 = 10 * Millis::MINUTE;

/// People that one command may name.
pub const PEOPLE_PER_ENTRY_MAX: usize = 8;

/// One recorded helpful thing, with both teams as they were when it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Our id.
    pub id: EntryId,
    /// Whose entry it is: the giver or the receiver.
    pub owner: PersonId,
    /// Who helped.
    pub giver: PersonId,
    /// Who was helped.
    pub receiver: PersonId,
    /// The giver's team when recorded, if known.
    pub giver_team: Option<TeamId>,
    /// The receiver's team when recorded, if known.
    pub receiver_team: Option<TeamId>,
    /// What was typed.
    pub note: Note,
    /// The day it happened, on the owner's calendar.
    pub happened_on: Day,
    /// When it was recorded.
    pub recorded_at: Millis,
}

impl Act {
    /// The other one of the two: whom the owner's tie leads to.
    #[must_use]
    pub fn other(&self) -> &PersonId {
        if self.owner == self.giver { &self.receiver } else { &self.giver }
    }

    /// The other one's team when recorded, if known.
    #[must_use]
    pub fn other_team(&self) -> Option<&TeamId> {
        if self.owner == self.giver { self.receiver_team.as_ref() } else { self.giver_team.as_ref() }
    }
}

/// Where an ask stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskState {
    /// Nothing came of it yet.
    Open,
    /// They helped.
    Answered,
    /// The asker let it go.
    LetGo,
}

impl AskState {
    /// The word it is stored under.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::LetGo => "let_go",
        }
    }

    /// The state stored under `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Open, Self::Answered, Self::LetGo].into_iter().find(|state| state.as_str() == word)
    }
}

/// One recorded request, for the asker's eyes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Our id.
    pub id: EntryId,
    /// Who asked, and whose entry it is.
    pub asker: PersonId,
    /// Who was asked.
    pub askee: PersonId,
    /// The askee's team when recorded, if known.
    pub askee_team: Option<TeamId>,
    /// What was typed.
    pub note: Note,
    /// The day it was asked, on the asker's calendar.
    pub asked_on: Day,
    /// When it was recorded.
    pub recorded_at: Millis,
    /// Where it stands.
    pub state: AskState,
}

/// Contact without more to say: a member pressed [We've been in touch].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touch {
    /// Our id.
    pub id: EntryId,
    /// Whose entry it is.
    pub owner: PersonId,
    /// Whom they were in touch with.
    pub person: PersonId,
    /// That person's team when recorded, if known.
    pub person_team: Option<TeamId>,
    /// The day, on the owner's calendar.
    pub happened_on: Day,
    /// When it was recorded.
    pub recorded_at: Millis,
}
