//! Small acts: one useful thing to do, five minutes at most, and on which turns of a member's own sequence it is a question.
//!
//! Every third or so is: what is drawn fills the turn, so no draw can bring more or fewer questions than were promised.

use serde::{Deserialize, Serialize};

/// Nudges after which the turns that ask come round again.
const ROUND: i64 = 9;

/// Ways to say one act: each has its own first line.
pub const TAKES: i64 = 3;

/// Whether a member's nudge number `turn` (counted over all that were sent to them) is a question. Three in nine, wherever one begins to count,
/// and never two in a reminder of two.
#[must_use]
pub const fn asks(turn: i64) -> bool {
    matches!(turn.rem_euclid(ROUND), 0 | 4 | 7)
}

/// One small useful thing to do, five minutes at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmallAct {
    /// Ask what keeps their team busy at the moment.
    AskWhatIsOn,
    /// Ask how the thing the member did turned out.
    AskHowItWent,
    /// Ask what would make their work easier just now.
    AskWhatHelps,
    /// Ask whether something of the member's team gets in their way.
    AskWhatTouches,
    /// Ask how it goes with what their card calls a struggle, and the member's team can help with.
    AskTheirStruggle,
    /// Ask how they do what their card offers, and the member's team struggles with.
    AskHowTheyDo,
    /// Ask about the words that their card explains.
    AskTheirWords,
    /// Ask what has happened since the two were introduced.
    AskSinceIntroduced,
    /// Ask whether anything is missing for an ask that is still open.
    AskWhatIsMissing,
    /// Tell them what became of the help they gave.
    TellWhatBecame,
    /// Tell them where an introduction of theirs led.
    TellWhereItLed,
    /// Pass on one thing they would want to know.
    PassOnNews,
    /// Offer a second pair of eyes.
    OfferEyes,
    /// Point them to something useful.
    ShareLink,
    /// Pass on a good word about their team's work.
    PassOnPraise,
    /// Tell them whom in the member's team to ask.
    TellWhomToAsk,
    /// Point them to help with what their card calls a struggle.
    PointToHelp,
    /// Tell them how an ask stands that is still open.
    SayWhereItStands,
}

impl SmallAct {
    /// Every small act.
    pub const ALL: [Self; 18] = [
        Self::AskWhatIsOn,
        Self::AskHowItWent,
        Self::AskWhatHelps,
        Self::AskWhatTouches,
        Self::AskTheirStruggle,
        Self::AskHowTheyDo,
        Self::AskTheirWords,
        Self::AskSinceIntroduced,
        Self::AskWhatIsMissing,
        Self::TellWhatBecame,
        Self::TellWhereItLed,
        Self::PassOnNews,
        Self::OfferEyes,
        Self::ShareLink,
        Self::PassOnPraise,
        Self::TellWhomToAsk,
        Self::PointToHelp,
        Self::SayWhereItStands,
    ];

    /// The word it is stored under, and its key in the texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AskWhatIsOn => "ask-what-is-on",
            Self::AskHowItWent => "ask-how-it-went",
            Self::AskWhatHelps => "ask-what-helps",
            Self::AskWhatTouches => "ask-what-touches",
            Self::AskTheirStruggle => "ask-their-struggle",
            Self::AskHowTheyDo => "ask-how-they-do",
            Self::AskTheirWords => "ask-their-words",
            Self::AskSinceIntroduced => "ask-since-introduced",
            Self::AskWhatIsMissing => "ask-what-is-missing",
            Self::TellWhatBecame => "tell-what-became",
            Self::TellWhereItLed => "tell-where-it-led",
            Self::PassOnNews => "pass-on-news",
            Self::OfferEyes => "offer-eyes",
            Self::ShareLink => "share-link",
            Self::PassOnPraise => "pass-on-praise",
            Self::TellWhomToAsk => "tell-whom-to-ask",
            Self::PointToHelp => "point-to-help",
            Self::SayWhereItStands => "say-where-it-stands",
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
        matches!(
            self,
            Self::AskWhatIsOn
                | Self::AskHowItWent
                | Self::AskWhatHelps
                | Self::AskWhatTouches
                | Self::AskTheirStruggle
                | Self::AskHowTheyDo
                | Self::AskTheirWords
                | Self::AskSinceIntroduced
                | Self::AskWhatIsMissing
        )
    }

    /// Whether it speaks of a struggle and an offer on two cards.
    #[must_use]
    pub const fn quotes_cards(self) -> bool {
        matches!(self, Self::AskTheirStruggle | Self::AskHowTheyDo | Self::PointToHelp)
    }

    /// Whether it speaks of an ask that is still open.
    #[must_use]
    pub const fn needs_open_ask(self) -> bool {
        matches!(self, Self::AskWhatIsMissing | Self::SayWhereItStands)
    }

    /// Whether something on the card of their team belongs to it: a door, or words.
    #[must_use]
    pub const fn speaks_of_card(self) -> bool {
        self.wants_front_door() || matches!(self, Self::AskTheirWords)
    }

    /// Whether the front door of their team helps with it.
    #[must_use]
    pub const fn wants_front_door(self) -> bool {
        matches!(self, Self::AskHowTheyDo | Self::AskWhatIsMissing)
    }

    /// What is said instead when the ground of this one is gone: a question for a question.
    #[must_use]
    pub const fn instead(self) -> Self {
        if self.is_question() { Self::AskWhatIsOn } else { Self::PassOnNews }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        assert!(SmallAct::ALL.iter().all(|&act| SmallAct::parse(act.as_str()) == Some(act)));
        assert!(SmallAct::ALL.iter().all(|&act| act.is_question() == act.as_str().starts_with("ask-")));
        assert!(SmallAct::ALL.iter().all(|&act| act.instead().is_question() == act.is_question()));
    }

    #[test]
    fn a_reminder_of_two_has_one_question_at_most() {
        assert!((0..18).step_by(2).all(|turn| !(asks(turn) && asks(turn + 1))));
    }
}
