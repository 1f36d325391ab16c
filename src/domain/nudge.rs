//! A nudge: one suggestion to one member, with why now and one small act.
//!
//! Reasons are codes here and words in `text`, as small acts are. No reason carries a count: a member is told what was, never how often.

use serde::{Deserialize, Serialize};

use super::day::{Day, Week};
use super::draw::Lines;
use super::ids::{NudgeId, PersonId, TeamId};
pub use super::small_act::SmallAct;

/// Nudges of one week that may point at one person, over all members: nodes must not be swamped.
pub const NUDGES_PER_CONTACT_PER_WEEK_MAX: usize = 3;

/// Reserves kept for each member's plan, to step in when a chosen one no longer holds at the moment of sending.
pub const RESERVES_PER_PLAN: usize = 3;

/// The most nudges one reminder carries, whatever was stored.
pub const NUDGES_PER_REMINDER_MAX: usize = 3;

/// Why now: the largest term of the score, or what the last entry says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// They were in touch in several weeks of the last year.
    SeveralWeeks,
    /// They were close not long ago, and it has become quiet.
    LatelyClose,
    /// The member is busy with that person's team these weeks.
    TeamBusy,
    /// The last thing between them was help the member gave.
    YouHelped,
    /// The last thing between them was help the member received.
    TheyHelped,
    /// The last thing between them was an ask of the member's.
    YouAsked,
    /// The last thing between them was plain contact.
    WereInTouch,
    /// The member keeps them warm, and it is time again.
    Tended,
    /// The member keeps them warm and has entered nothing about them yet.
    TendedNew,
    /// The member said that they deal with them, and has entered nothing yet.
    SaidDeal,
    /// They are in the team that the member chose to learn about.
    Boundary,
    /// They were introduced to each other.
    Introduced,
    /// The member introduced them to somebody.
    YouIntroduced,
    /// They introduced the member to somebody.
    TheyIntroduced,
    /// The member asked them for something and they helped.
    AskDone,
    /// Each has helped the other.
    EachOther,
    /// They are the one person in their team whom the member dealt with.
    OnlyOne,
    /// It has been quiet for half a year or longer.
    LongAgo,
    /// The member has been quiet with everybody they know in that team.
    TeamQuiet,
    /// Nobody in their team did the member deal with later.
    LastInTeam,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 20] = [
        Self::SeveralWeeks,
        Self::LatelyClose,
        Self::TeamBusy,
        Self::YouHelped,
        Self::TheyHelped,
        Self::YouAsked,
        Self::WereInTouch,
        Self::Tended,
        Self::TendedNew,
        Self::SaidDeal,
        Self::Boundary,
        Self::Introduced,
        Self::YouIntroduced,
        Self::TheyIntroduced,
        Self::AskDone,
        Self::EachOther,
        Self::OnlyOne,
        Self::LongAgo,
        Self::TeamQuiet,
        Self::LastInTeam,
    ];

    /// The word it is stored under, and its key in the texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SeveralWeeks => "several-weeks",
            Self::LatelyClose => "lately-close",
            Self::TeamBusy => "team-busy",
            Self::YouHelped => "you-helped",
            Self::TheyHelped => "they-helped",
            Self::YouAsked => "you-asked",
            Self::WereInTouch => "were-in-touch",
            Self::Tended => "tended",
            Self::TendedNew => "tended-new",
            Self::SaidDeal => "said-deal",
            Self::Boundary => "boundary",
            Self::Introduced => "introduced",
            Self::YouIntroduced => "you-introduced",
            Self::TheyIntroduced => "they-introduced",
            Self::AskDone => "ask-done",
            Self::EachOther => "each-other",
            Self::OnlyOne => "only-one",
            Self::LongAgo => "long-ago",
            Self::TeamQuiet => "team-quiet",
            Self::LastInTeam => "last-in-team",
        }
    }

    /// The reason stored under `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }
}

/// What a member's own last entry about a person was. The order is the one in which entries of the same day tell more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LastEntry {
    /// Plain contact.
    Touch,
    /// An ask.
    Asked,
    /// Help received.
    Received,
    /// Help given.
    Gave,
}

impl LastEntry {
    /// The word it is stored under.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gave => "gave",
            Self::Received => "received",
            Self::Asked => "asked",
            Self::Touch => "touch",
        }
    }

    /// The kind stored under `word`; an unknown word is plain contact.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        [Self::Gave, Self::Received, Self::Asked].into_iter().find(|kind| kind.as_str() == word).unwrap_or(Self::Touch)
    }
}

/// Where a nudge stands in its plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NudgeState {
    /// Will be in the reminder.
    Chosen,
    /// Steps in if a chosen one falls away.
    Reserve,
    /// Was in the reminder.
    Sent,
    /// Fell away at the moment of sending, or with its reminder.
    Withdrawn,
}

impl NudgeState {
    /// The word it is stored under.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Chosen => "chosen",
            Self::Reserve => "reserve",
            Self::Sent => "sent",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state stored under `word`; an unknown word is withdrawn, so that nothing is said.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        [Self::Chosen, Self::Reserve, Self::Sent].into_iter().find(|state| state.as_str() == word).unwrap_or(Self::Withdrawn)
    }
}

/// What the member pressed under a nudge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NudgeAnswer {
    /// [We've been in touch]
    InTouch,
    /// [Not this week]
    NotThisWeek,
    /// [Not this person]
    NotThisPerson,
}

impl NudgeAnswer {
    /// Every answer, in the order of the buttons.
    pub const ALL: [Self; 3] = [Self::InTouch, Self::NotThisWeek, Self::NotThisPerson];

    /// The word it is stored under, and its key in the texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InTouch => "in-touch",
            Self::NotThisWeek => "not-this-week",
            Self::NotThisPerson => "not-this-person",
        }
    }

    /// The answer stored under `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.as_str() == word)
    }
}

/// One suggestion.
#[derive(Debug, Clone, PartialEq)]
pub struct Nudge {
    /// Our id.
    pub id: NudgeId,
    /// Whom it is for.
    pub member: PersonId,
    /// The slot's week.
    pub week: Week,
    /// Place in the plan, from 0; reserves come after the chosen.
    pub rank: i64,
    /// Where it stands.
    pub state: NudgeState,
    /// Whom it names.
    pub contact: PersonId,
    /// That person's team when planned, if known.
    pub contact_team: Option<TeamId>,
    /// Why now.
    pub reason: Reason,
    /// The day of the last entry, or of an introduction, which reasons name by its month.
    pub reason_on: Day,
    /// What to do.
    pub small_act: SmallAct,
    /// In which of its ways it is said.
    pub take: i64,
    /// The lines of two cards that it speaks of.
    pub lines: Option<Lines>,
    /// The probability that the tie is needed again, 0 to 1.
    pub score: f64,
    /// What the member pressed.
    pub answer: Option<NudgeAnswer>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        assert!(Reason::ALL.iter().all(|&reason| Reason::parse(reason.as_str()) == Some(reason)));
        assert!(NudgeAnswer::ALL.iter().all(|&answer| NudgeAnswer::parse(answer.as_str()) == Some(answer)));
    }
}
