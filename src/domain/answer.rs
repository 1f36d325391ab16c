//! What a command, a button or a reminder says, before it is put into words.
//!
//! An answer holds facts only; `text` finds the words and `slack::view` the blocks.

use super::card::Card;
use super::day::Day;
use super::entry::{AskState, EntryKind};
use super::ids::{EntryId, NudgeId, PersonId, TeamId};
use super::introduction::SuggestionShown;
use super::note::Note;
use super::nudge::{NudgeAnswer, Reason, SmallAct};
use super::person::Rhythm;
use super::slot::SlotTime;
use super::step::StepShown;

/// What was kept by one `/gave` or `/asked`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What kind of entry.
    pub kind: EntryKind,
    /// The entries, one for each person.
    pub entries: Vec<EntryId>,
    /// The people named, in the order they were named.
    pub people: Vec<PersonId>,
    /// The name of the team, where a whole team was asked.
    pub team: Option<String>,
    /// What was typed about it.
    pub note: Note,
    /// The day it was kept for.
    pub day: Day,
    /// Today, on the member's calendar.
    pub today: Day,
    /// Whether to offer joining (once, to people who have not).
    pub offer_join: bool,
    /// Somebody whose team nobody knows, to be asked about once.
    pub whose_team: Option<WhoseTeam>,
    /// The act that may have been a first meeting across teams: then the giver may give it to be counted.
    pub first_meeting: Option<EntryId>,
    /// The cards of the teams that were asked, with the teams' names: what to know before one comes to them.
    pub cards: Vec<(String, Card)>,
}

/// "Which team is Sam in?"
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhoseTeam {
    /// Who.
    pub person: PersonId,
    /// The teams to choose from, by name.
    pub teams: Vec<(TeamId, String)>,
}

/// The answer to one command or button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// `/gave`: acts were kept, given or received.
    GaveKept(Kept),
    /// `/asked`: asks were kept.
    AskedKept(Kept),
    /// The same was typed moments ago; nothing new was kept.
    AlreadyKept(Kept),
    /// `[Edit]`: the entries are as the form says.
    Changed(Kept),
    /// The member's own word about somebody's team, with the entries it was asked under.
    TeamNoted {
        /// Who.
        person: PersonId,
        /// The team's name.
        team: String,
        /// The entries, as far as they are still there.
        kept: Option<Box<Kept>>,
    },
    /// `/goodturn undo`: this is gone.
    TakenBackLately(Kept),
    /// `/goodturn undo` with nothing kept within the hour.
    NothingLately,
    /// [First meeting]: it may be counted.
    FirstMeetingKept,
    /// [First meeting] on an entry that is gone.
    NoFirstMeeting,
    /// `[Undo]`: the entry is gone.
    TakenBack,
    /// `[Undo]` on an entry that is gone already.
    NothingToTakeBack,
    /// `/goodturn join`, with the first slot.
    Joined {
        /// When in the week reminders come.
        slot: SlotTime,
        /// How often.
        rhythm: Rhythm,
        /// The day of the first slot, on the member's calendar.
        next: Day,
        /// Today, on the member's calendar.
        today: Day,
        /// Whether the member's home team is known.
        team_known: bool,
        /// Whether they had notes before: only the very first one is never empty, and so sure to come.
        again: bool,
    },
    /// `/goodturn join` by a member.
    AlreadyJoined {
        /// When in the week reminders come.
        slot: SlotTime,
        /// How often.
        rhythm: Rhythm,
    },
    /// `/goodturn leave`.
    Left,
    /// `/goodturn rest …`.
    Resting {
        /// The day reminders come again from; none, and the rest is open-ended.
        until: Option<Day>,
        /// Today, on the member's calendar.
        today: Day,
    },
    /// `/goodturn back`, with the next slot.
    Back {
        /// The day of the next slot, on the member's calendar.
        next: Day,
        /// Today, on the member's calendar.
        today: Day,
    },
    /// `/goodturn team NAME`.
    TeamSet(String),
    /// `/goodturn team NAME` where an admin's source says another team: it changes only whom the member is nudged about.
    TeamForYou(String),
    /// `/goodturn hide me`.
    Hidden,
    /// `/goodturn show me`.
    Shown,
    /// `/goodturn`: where things stand.
    Overview {
        /// Whether they joined.
        member: bool,
        /// Set while reminders rest.
        resting: Option<Option<Day>>,
        /// When in the week reminders come.
        slot: SlotTime,
        /// How often.
        rhythm: Rhythm,
        /// Today, on the member's calendar.
        today: Day,
    },
    /// `/goodturn help`.
    Help,
}

/// A reminder as it stands now: what was sent, with what the member answered since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// The suggestions, in order.
    pub nudges: Vec<NudgeShown>,
    /// Open asks that want an end, and those that found one here.
    pub asks: Vec<AskShown>,
    /// How many asks it showed that were taken back since: nothing of them is left.
    pub taken_back: usize,
    /// Two people whom the member could introduce.
    pub suggestion: Option<Box<SuggestionShown>>,
    /// A first step or the last note, where nobody is named.
    pub step: Option<StepShown>,
    /// Set while the member rests.
    pub resting: bool,
    /// Until when, if that rest ends by itself.
    pub rest_until: Option<Day>,
    /// Set once the member has the habit.
    pub ended: bool,
    /// Today, on the member's calendar.
    pub today: Day,
}

impl Reminder {
    /// Whether nothing is left of it to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nudges.is_empty() && self.asks.is_empty() && self.taken_back == 0 && self.step.is_none() && self.suggestion.is_none()
    }
}

/// One suggestion, as far as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NudgeShown {
    /// Our id, the value of its buttons.
    pub id: NudgeId,
    /// Whom it names.
    pub contact: PersonId,
    /// The name of that person's team, if known.
    pub team: Option<String>,
    /// Why now.
    pub reason: Reason,
    /// The day of the last entry.
    pub reason_on: Day,
    /// What to do.
    pub small_act: SmallAct,
    /// In which of its ways it is said.
    pub take: i64,
    /// What it quotes from cards.
    pub quotes: Quotes,
    /// What the member pressed.
    pub answer: Option<NudgeAnswer>,
}

/// What a small act quotes from cards, as it was typed there.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Quotes {
    /// A struggle.
    pub struggle: Option<String>,
    /// An offer.
    pub offer: Option<String>,
    /// The front door of the person's team.
    pub front_door: Option<String>,
    /// The words that their team explains.
    pub words: Option<String>,
}

impl std::fmt::Debug for Quotes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Quotes")
    }
}

/// One ask, as far as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskShown {
    /// Our id, the value of its buttons.
    pub id: EntryId,
    /// Who was asked; none, and a whole team was.
    pub askee: Option<PersonId>,
    /// The name of the team, where a whole team was asked.
    pub team: Option<String>,
    /// What was asked.
    pub note: Note,
    /// The day it was asked.
    pub asked_on: Day,
    /// Where it stands.
    pub state: AskState,
    /// [Not yet] was pressed here.
    pub waiting: bool,
}

/// What App Home shows of everybody: how they stand, what they asked and what they kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// Whether the person joined.
    pub member: bool,
    /// Set while reminders rest: until the day, or open-ended.
    pub resting: Option<Option<Day>>,
    /// When in the week reminders come.
    pub slot: SlotTime,
    /// The day of the next slot, unless at rest.
    pub next: Option<Day>,
    /// One page of open asks, newest first.
    pub asks: Vec<AskShown>,
    /// One page of entries, newest first.
    pub entries: Vec<EntryShown>,
    /// Today, on the member's calendar.
    pub today: Day,
}

/// One act, as App Home lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryShown {
    /// Our id, the value of its buttons.
    pub id: EntryId,
    /// The other person.
    pub person: PersonId,
    /// Whether the owner gave (or received).
    pub gave: bool,
    /// What was typed.
    pub note: Note,
    /// The day it happened.
    pub day: Day,
}
