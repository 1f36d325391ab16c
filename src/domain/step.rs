//! What a reminder carries when it names nobody: a first step towards another team, or the last note before rest.

use super::ids::{MessageId, TeamId};

/// First steps in a row, at most: after these, silence is better.
pub const STEPS_IN_A_ROW_MAX: i64 = 3;

/// Contacts in other teams from which on a member needs no first steps.
pub const FEW_CONTACTS: usize = 5;

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    /// Read what the team says about itself.
    Read,
    /// One question to the team.
    Question,
    /// Name one person there.
    Name,
    /// No step: the last note, after several that nobody answered.
    LastNote,
}

impl StepKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Read, Self::Question, Self::Name, Self::LastNote];

    /// The word it is stored under, and its key in the texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Question => "question",
            Self::Name => "name",
            Self::LastNote => "last-note",
        }
    }

    /// The kind stored under `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The first step after `before` others in a row, of those that were not given towards this team yet; a team that wants quiet is only read
    /// about. None, and silence is better than the same once more.
    #[must_use]
    pub fn after(before: i64, team_quiet: bool, given: &[Self]) -> Option<Self> {
        let round = [Self::Read, Self::Question, Self::Name];
        let from = usize::try_from(before.rem_euclid(STEPS_IN_A_ROW_MAX)).unwrap_or(0);
        let mut next = round.into_iter().cycle().skip(from).take(round.len());
        next.find(|kind| !given.contains(kind) && (!team_quiet || *kind == Self::Read))
    }
}

/// What the member pressed under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepAnswer {
    /// `[Done]`
    Done,
    /// [Not this week]
    NotNow,
    /// [Keep them coming], under the last note.
    Keep,
}

impl StepAnswer {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Done, Self::NotNow, Self::Keep];

    /// The word it is stored under, and its key in the texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::NotNow => "not-now",
            Self::Keep => "keep",
        }
    }

    /// The answer stored under `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.as_str() == word)
    }
}

/// A step as it is kept, one a message at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The message that carries it.
    pub message: MessageId,
    /// What it is.
    pub kind: StepKind,
    /// Towards which team, if the member chose one.
    pub team: Option<TeamId>,
    /// What the member pressed.
    pub answer: Option<StepAnswer>,
}

/// A step, as far as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepShown {
    /// What it is.
    pub kind: StepKind,
    /// The name of the team.
    pub team: Option<String>,
    /// What the member pressed.
    pub answer: Option<StepAnswer>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        assert!(StepKind::ALL.iter().all(|&kind| StepKind::parse(kind.as_str()) == Some(kind)));
        assert!(StepAnswer::ALL.iter().all(|&answer| StepAnswer::parse(answer.as_str()) == Some(answer)));
    }

    #[test]
    fn no_step_comes_twice_and_a_quiet_team_is_only_read_about() {
        let after = |before, quiet, given: &[StepKind]| StepKind::after(before, quiet, given);
        assert_eq!([0, 1, 2].map(|before| after(before, false, &[])), [StepKind::Read, StepKind::Question, StepKind::Name].map(Some));
        assert_eq!(after(0, false, &[StepKind::Read]), Some(StepKind::Question));
        assert_eq!(after(2, false, &[StepKind::Name]), Some(StepKind::Read), "what was left out comes later");
        assert_eq!(after(1, false, &[StepKind::Read, StepKind::Question, StepKind::Name]), None);
        assert!((0..4).all(|before| after(before, true, &[]) == Some(StepKind::Read)));
        assert!((0..4).all(|before| after(before, true, &[StepKind::Read]).is_none()));
    }
}
