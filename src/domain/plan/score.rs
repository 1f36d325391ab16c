//! The chance that a quiet tie will be needed again in the coming weeks.
//!
//! Rule F0: decayed active weeks carry it, a long gap takes a little away, and being busy with the person's team adds a little. What
//! "it has been longest" suggests is worse than chance, so the gap's weight is small and negative.

use super::state::{TeamActivity, Tie};
use crate::domain::day::Week;

/// Slope from the rule's value to log-odds, for a workspace without a history of its own.
const PRIOR_SLOPE: f64 = 1.354;

/// Log-odds where the rule's value is 0, for a workspace without a history of its own.
const PRIOR_INTERCEPT: f64 = -3.260;

/// Weight of the short memory against the long one.
const SHORT_WEIGHT: f64 = 0.5;

/// Weight of the logarithm of the gap in weeks.
const GAP_WEIGHT: f64 = -0.1;

/// Weight of being busy with the person's team.
const TEAM_WEIGHT: f64 = 0.1;

/// Entries with a team that count as one unit of being busy with it.
const TEAM_UNIT: f64 = 8.0;

/// Below this chance a suggestion is more noise than help, and silence is better.
pub const PROBABILITY_FLOOR: f64 = 0.04;

/// The terms of the rule, apart, so that the largest one can be said in words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Terms {
    /// What being busy with the team gives.
    pub team: f64,
    /// The rule's value.
    pub value: f64,
}

impl Terms {
    /// The terms of a tie at the beginning of `week`.
    #[must_use]
    pub fn of(tie: &Tie, team: Option<&TeamActivity>, week: Week) -> Self {
        let (b4, b52) = tie.as_of(week);
        #[expect(clippy::cast_precision_loss, reason = "week differences are small whole numbers")]
        let gap = week.since(tie.week).max(1) as f64;
        let team_term = TEAM_WEIGHT * (team.map_or(0.0, |team| team.as_of(week)) / TEAM_UNIT).ln_1p();
        let memory = (SHORT_WEIGHT * b4 + b52).ln_1p();
        Self { team: team_term, value: memory + GAP_WEIGHT * gap.ln() + team_term }
    }

    /// The probability, 0 to 1, that the tie is needed again within four weeks.
    #[must_use]
    pub fn probability(&self) -> f64 {
        1.0 / (1.0 + (-(PRIOR_SLOPE * self.value + PRIOR_INTERCEPT)).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::nudge::LastEntry;
    use crate::domain::plan::state::Event;

    fn tie(weeks: &[i64]) -> Tie {
        Tie::rebuilt(weeks.iter().map(|&week| Event { on: Week(week).monday(), kind: LastEntry::Gave })).expect("there are weeks")
    }

    #[test]
    fn more_active_weeks_are_worth_more_than_a_longer_gap() {
        let often = Terms::of(&tie(&[90, 93, 96]), None, Week(104));
        let once = Terms::of(&tie(&[98]), None, Week(104));
        assert!(often.probability() > once.probability());
    }

    #[test]
    fn the_chance_falls_with_the_gap() {
        let tie = tie(&[90, 91]);
        let chances: Vec<f64> = (95..130).map(|week| Terms::of(&tie, None, Week(week)).probability()).collect();
        assert!(chances.windows(2).all(|pair| pair[1] < pair[0]));
    }

    #[test]
    fn a_busy_team_adds_a_little() {
        let tie = tie(&[98]);
        let busy = TeamActivity { week: Week(103), r4: 6.0 };
        assert!(Terms::of(&tie, Some(&busy), Week(104)).value > Terms::of(&tie, None, Week(104)).value);
    }
}
