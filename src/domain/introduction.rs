//! Introductions: a member, the broker, brings two others together, and it opens only when both said yes.
//!
//! Nobody learns of a no or of silence: what one of the two is shown follows from their own answer and the clock alone, never from where the
//! introduction stands.

use super::away::AwayList;
use super::card::Meeting;
use super::day::Millis;
use super::ids::{ChannelId, IntroductionId, MessageId, PersonId, TeamId};
use super::note::Note;
use super::person::{Kind, Member, Person};

/// Characters of the one sentence that says why: what one reads at a glance.
pub const WHY_CHARS_MAX: usize = 300;

/// How long an introduction may take from the proposal to its opening: the two weeks that everybody is told.
pub const LAPSES_AFTER_MS: i64 = 14 * Millis::DAY;

/// Nobody is asked in the last day: there would be no time to think it over.
pub const LAST_ASKED_BEFORE_MS: i64 = Millis::DAY;

/// Proposals of one broker within a week: introductions are few and meant.
pub const PROPOSALS_PER_WEEK_MAX: i64 = 3;

/// Time between two questions to one person.
pub const QUESTION_GAP_MS: i64 = Millis::DAY;

/// How far a question keeps away from the weekly reminder, on both sides: one message at a time is enough to read.
pub const CLEAR_OF_REMINDER_MS: i64 = 10 * Millis::MINUTE;

/// Two people are asked about each other once in this time, whoever proposes it: about a quarter.
pub const PAIR_ASKED_AGAIN_AFTER_MS: i64 = 90 * Millis::DAY;

/// One of the two who are introduced. The first is asked first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Who is asked first.
    A,
    /// Who is asked when the first one said yes.
    B,
}

impl Side {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

/// One of the three who take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Who proposed it.
    Broker,
    /// One of the two who are introduced.
    Introduced(Side),
}

/// Where an introduction stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Nobody was asked yet.
    Proposed,
    /// The first one was asked.
    AskedA,
    /// The first one said yes; the second was not asked yet.
    Between,
    /// The second one was asked, too.
    AskedB,
    /// Both said yes; the conversation is being opened.
    Agreed,
    /// The conversation is open.
    Opened,
    /// Nothing comes of it, whatever the cause.
    Ended,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 7] = [Self::Proposed, Self::AskedA, Self::Between, Self::AskedB, Self::Agreed, Self::Opened, Self::Ended];

    /// The word it is stored under.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::AskedA => "asked_a",
            Self::Between => "between",
            Self::AskedB => "asked_b",
            Self::Agreed => "agreed",
            Self::Opened => "opened",
            Self::Ended => "ended",
        }
    }

    /// The state stored under `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Moves on by `event`.
    ///
    /// # Errors
    /// [`Impossible`] when nothing of the kind can happen in this state.
    pub const fn on(self, event: Event) -> Result<Self, Impossible> {
        match (self, event) {
            (Self::Proposed, Event::Asked(Side::A)) => Ok(Self::AskedA),
            (Self::AskedA, Event::Yes(Side::A)) => Ok(Self::Between),
            (Self::Between, Event::Asked(Side::B)) => Ok(Self::AskedB),
            (Self::AskedB, Event::Yes(Side::B)) => Ok(Self::Agreed),
            (Self::Agreed, Event::Opened) => Ok(Self::Opened),
            (Self::AskedA, Event::No(Side::A))
            | (Self::AskedB, Event::No(Side::B))
            | (Self::Proposed | Self::AskedA | Self::Between | Self::AskedB | Self::Agreed, Event::GivenUp) => Ok(Self::Ended),
            (from, event) => Err(Impossible { from, event }),
        }
    }

    /// Who would be asked next.
    #[must_use]
    pub const fn asks_next(self) -> Option<Side> {
        match self {
            Self::Proposed => Some(Side::A),
            Self::Between => Some(Side::B),
            _ => None,
        }
    }

    /// Whose answer is waited for.
    #[must_use]
    pub const fn waits_for(self) -> Option<Side> {
        match self {
            Self::AskedA => Some(Side::A),
            Self::AskedB => Some(Side::B),
            _ => None,
        }
    }
}

/// What can happen to an introduction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// Somebody's question is put into the outbox.
    Asked(Side),
    /// They would like it.
    Yes(Side),
    /// They would not.
    No(Side),
    /// The conversation is open.
    Opened,
    /// Two weeks have passed, or somebody left or can't be named any more.
    GivenUp,
}

/// A move that can't be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an introduction that is {from:?} can't take {event:?}")]
pub struct Impossible {
    /// The state it was in.
    pub from: State,
    /// What was to happen.
    pub event: Event,
}

/// What a message to one of the two shows now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The question, with its buttons.
    Asking,
    /// Thanks for a yes.
    Yes,
    /// "Of course", after a no.
    No,
    /// The conversation is open.
    Opened,
    /// The time is over.
    Passed,
}

/// An introduction. `Debug` tells where it stands, never who or why.
#[derive(Clone, PartialEq, Eq)]
pub struct Introduction {
    /// Our id.
    pub id: IntroductionId,
    /// Who proposed it.
    pub broker: PersonId,
    /// Who is asked first.
    pub a: PersonId,
    /// Who is asked second.
    pub b: PersonId,
    /// The first one's team when proposed, if known.
    pub a_team: Option<TeamId>,
    /// The second one's team when proposed, if known.
    pub b_team: Option<TeamId>,
    /// Why, in the broker's words.
    pub why: Note,
    /// Where it stands.
    pub state: State,
    /// When it was proposed.
    pub proposed_at: Millis,
    /// What the first one answered.
    pub answered_a: Option<bool>,
    /// What the second one answered.
    pub answered_b: Option<bool>,
    /// When it lapses.
    pub lapses_at: Millis,
    /// The conversation that opened.
    pub channel: Option<ChannelId>,
    /// The first one's question, once asked.
    pub message_a: Option<MessageId>,
    /// The second one's question, once asked.
    pub message_b: Option<MessageId>,
    /// The first message of the conversation, once both said yes.
    pub message_open: Option<MessageId>,
    /// When the weekly post told of it.
    pub published_at: Option<Millis>,
}

impl std::fmt::Debug for Introduction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Introduction").field("state", &self.state).finish_non_exhaustive()
    }
}

impl Introduction {
    /// Who is on this side.
    #[must_use]
    pub const fn person(&self, side: Side) -> &PersonId {
        match side {
            Side::A => &self.a,
            Side::B => &self.b,
        }
    }

    /// Which part a person has in it, if any.
    #[must_use]
    pub fn role_of(&self, person: &PersonId) -> Option<Role> {
        if *person == self.broker {
            Some(Role::Broker)
        } else {
            [Side::A, Side::B].into_iter().find(|side| self.person(*side) == person).map(Role::Introduced)
        }
    }

    /// The question to this side, once asked.
    #[must_use]
    pub const fn message(&self, side: Side) -> Option<&MessageId> {
        match side {
            Side::A => self.message_a.as_ref(),
            Side::B => self.message_b.as_ref(),
        }
    }

    /// All three.
    #[must_use]
    pub fn three(&self) -> [PersonId; 3] {
        [self.broker.clone(), self.a.clone(), self.b.clone()]
    }

    /// What the message to this side shows at `now`: a matter of their own answer and the clock, and of what all three know.
    #[must_use]
    pub fn shown_to(&self, side: Side, now: Millis) -> Shown {
        let answer = match side {
            Side::A => self.answered_a,
            Side::B => self.answered_b,
        };
        match answer {
            Some(false) => Shown::No,
            Some(true) if self.state == State::Opened => Shown::Opened,
            _ if now >= self.lapses_at => Shown::Passed,
            Some(true) => Shown::Yes,
            None => Shown::Asking,
        }
    }
}

/// A suggested introduction, as a reminder shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestionShown {
    /// The reminder, the value of its buttons.
    pub message: MessageId,
    /// The two: of the team that struggles, and of the one that can help.
    pub two: [PersonId; 2],
    /// The names of their teams.
    pub teams: [String; 2],
    /// Where their cards meet.
    pub meeting: Meeting,
    /// What the member said to it: whether they proposed it.
    pub answer: Option<bool>,
}

/// Whether a person may be named to anybody at all: a colleague whose account is there and who did not hide.
#[must_use]
pub fn may_be_named(person: Option<&Person>) -> bool {
    person.is_some_and(|person| person.kind == Kind::Person && person.deactivated_at.is_none() && person.hidden_at.is_none())
}

/// Whether a person may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ready {
    /// Now.
    Now,
    /// Not yet: at rest until then (or until they say so), away, or not a member (yet).
    NotBefore(Option<Millis>),
}

/// Whether a person may be asked at `now`: members only, and not while they rest or are away, as `away` says.
#[must_use]
pub fn ready(person: &Person, member: Option<&Member>, away: &AwayList, now: Millis) -> Ready {
    match member {
        Some(member) if member.left_at.is_none() => match member.rested_until {
            Some(until) if until > now => Ready::NotBefore(Some(until)),
            _ if away.tells_of(person) => Ready::NotBefore(None),
            _ => Ready::Now,
        },
        _ => Ready::NotBefore(None),
    }
}

/// Why a proposal is not taken. Never for anything about the two that only Goodturn knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Flaw {
    /// The broker did not join.
    NotAMember,
    /// The broker asked not to be named.
    Hidden,
    /// Not exactly two people.
    NotTwo,
    /// Both are in one team, by the company's own list.
    SameTeam,
    /// Nothing was said about why.
    NoWhy,
    /// Longer than [`WHY_CHARS_MAX`].
    LongWhy,
    /// Enough for this week.
    Enough,
}

#[cfg(test)]
mod tests;
