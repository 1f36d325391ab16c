//! A nudge: one suggestion to one member, with why now and one small act.
//!
//! Reasons and small acts are codes here and words in `text`. No reason carries a count: a member is told what was, never how often.

use serde::{Deserialize, Serialize};

use super::day::{Day, Week};
use super::ids::{NudgeId, PersonId, TeamId};

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
    pub const ALL: [Self; 18] = [
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

/// One small useful thing to do, five minutes at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmallAct {
    /// Ask what keeps their team busy at the moment.
    AskWhatIsOn,
    /// Ask how the thing the member helped with turned out.
    AskHowItWent,
    /// Ask what would make their work easier just now.
    AskWhatHelps,
    /// Tell them what came of the help they gave.
    TellWhatBecame,
    /// Pass on one thing they would want to know.
    PassOnNews,
    /// Offer a second pair of eyes.
    OfferEyes,
    /// Point them to something useful.
    ShareLink,
}

impl SmallAct {
    /// Every small act.
    pub const ALL: [Self; 7] = [
        Self::AskWhatIsOn,
        Self::AskHowItWent,
        Self::AskWhatHelps,
        Self::TellWhatBecame,
        Self::PassOnNews,
        Self::OfferEyes,
        Self::ShareLink,
    ];

    /// The word it is stored under, and its key in the texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AskWhatIsOn => "ask-what-is-on",
            Self::AskHowItWent => "ask-how-it-went",
            Self::AskWhatHelps => "ask-what-helps",
            Self::TellWhatBecame => "tell-what-became",
            Self::PassOnNews => "pass-on-news",
            Self::OfferEyes => "offer-eyes",
            Self::ShareLink => "share-link",
        }
    }

    /// The small act stored under `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.as_str() == word)
    }

    /// Whether it is a question: listening, not doing.
    #[must_use]
    pub const fn is_question(self) -> bool {
        matches!(self, Self::AskWhatIsOn | Self::AskHowItWent | Self::AskWhatHelps)
    }

    /// The small act for a member's nudge number `turn` (counted over all their plans): every third one is a question, and what was last
    /// between the two decides which. "How it turned out" and "what became of it" need a reason that says what *it* is.
    #[must_use]
    pub fn fitting(reason: Reason, last: LastEntry, turn: i64) -> Self {
        let step = turn.div_euclid(3);
        if turn.rem_euclid(3) == 0 {
            return match (reason, last) {
                (Reason::YouHelped, LastEntry::Gave) => Self::AskHowItWent,
                _ if reason == Reason::TeamBusy || step.rem_euclid(2) == 0 => Self::AskWhatIsOn,
                _ => Self::AskWhatHelps,
            };
        }
        match (reason, last, turn.rem_euclid(3)) {
            (Reason::TheyHelped, LastEntry::Received, 1) => Self::TellWhatBecame,
            (_, _, 1) => Self::PassOnNews,
            _ if step.rem_euclid(2) == 0 => Self::OfferEyes,
            _ => Self::ShareLink,
        }
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
    /// The day of the last entry, which some reasons name by its month.
    pub reason_on: Day,
    /// What to do.
    pub small_act: SmallAct,
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
        assert!(SmallAct::ALL.iter().all(|&act| SmallAct::parse(act.as_str()) == Some(act)));
        assert!(NudgeAnswer::ALL.iter().all(|&answer| NudgeAnswer::parse(answer.as_str()) == Some(answer)));
    }

    #[test]
    fn a_third_of_the_acts_are_questions() {
        for last in [LastEntry::Gave, LastEntry::Received, LastEntry::Asked, LastEntry::Touch] {
            for (reason, start) in Reason::ALL.into_iter().flat_map(|reason| (0..9).map(move |start| (reason, start))) {
                let questions = (start..start + 9).filter(|&turn| SmallAct::fitting(reason, last, turn).is_question()).count();
                assert_eq!(questions, 3);
            }
        }
    }

    #[test]
    fn what_became_of_it_needs_a_reason_that_names_it() {
        for last in [LastEntry::Gave, LastEntry::Received, LastEntry::Asked, LastEntry::Touch] {
            for reason in Reason::ALL {
                let acts: Vec<SmallAct> = (0..18).map(|turn| SmallAct::fitting(reason, last, turn)).collect();
                let helped = (reason, last) == (Reason::YouHelped, LastEntry::Gave);
                let was_helped = (reason, last) == (Reason::TheyHelped, LastEntry::Received);
                assert_eq!(acts.contains(&SmallAct::AskHowItWent), helped, "{reason:?} {last:?}");
                assert_eq!(acts.contains(&SmallAct::TellWhatBecame), was_helped, "{reason:?} {last:?}");
                assert_eq!(acts.contains(&SmallAct::AskWhatIsOn), !helped, "{reason:?} {last:?}");
                assert_eq!(acts.contains(&SmallAct::PassOnNews), !was_helped, "{reason:?} {last:?}");
            }
        }
    }
}
