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

    /// The first step after `before` others in a row; a team that wants quiet is only read about.
    #[must_use]
    pub fn after(before: i64, team_quiet: bool) -> Self {
        match before.rem_euclid(STEPS_IN_A_ROW_MAX) {
            _ if team_quiet => Self::Read,
            0 => Self::Read,
            1 => Self::Question,
            _ => Self::Name,
        }
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
    fn a_quiet_team_is_only_read_about() {
        assert_eq!(
            [0, 1, 2, 3].map(|before| StepKind::after(before, false)),
            [StepKind::Read, StepKind::Question, StepKind::Name, StepKind::Read]
        );
        assert!((0..4).all(|before| StepKind::after(before, true) == StepKind::Read));
    }
}
