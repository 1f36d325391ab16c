//! Why a member hears nothing in a week: every cause there is, in one place, and how a week is told in the log.
//!
//! A cause is never told to anybody but an operator, and never about fewer than five people, nor so that fewer come out by subtraction.

use std::collections::BTreeMap;

use crate::domain::digest::crowd::is_crowd;

/// Why no reminder comes, or none that names somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Silence {
    /// Nobody may be named: all are fresh, away, refused, in their own team.
    NoneEligible,
    /// Who could be named is named to others already.
    Capped,
    /// Who could be named would be more noise than help.
    BelowFloor,
    /// The member rests.
    AtRest,
    /// The member has the habit now.
    Ended,
    /// The member left.
    Left,
    /// It is not one of the member's weeks: fortnightly, monthly, or slower because nobody answers.
    NotThisWeek,
    /// The slot lay before the member joined.
    NotYet,
    /// The slot is past, and too far to be made up.
    SlotMissed,
    /// The last reminder was less than four days ago: a holiday or a setting moved one of the two.
    TooSoon,
    /// The account is gone.
    Deactivated,
    /// Three first steps in a row are enough, and none comes twice.
    StepsDone,
    /// There is nobody to name, nothing open, and the member knows enough people for first steps.
    NothingToSay,
    /// There is no such member any more.
    NoMember,
    /// The app is not installed any more.
    NotInstalled,
    /// The message is no reminder.
    NoReminder,
}

impl Silence {
    /// The words it is logged and kept under.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoneEligible => "none eligible",
            Self::Capped => "capped",
            Self::BelowFloor => "below the floor",
            Self::AtRest => "at rest",
            Self::Ended => "ended",
            Self::Left => "left",
            Self::NotThisWeek => "not this week",
            Self::NotYet => "not yet",
            Self::SlotMissed => "slot missed",
            Self::TooSoon => "too soon after the last",
            Self::Deactivated => "deactivated",
            Self::StepsDone => "three first steps",
            Self::NothingToSay => "nothing to say",
            Self::NoMember => "no member",
            Self::NotInstalled => "not installed",
            Self::NoReminder => "no reminder",
        }
    }
}

/// What members whom a reminder will name somebody to are logged under.
const NAMED: &str = "somebody to name";

/// What is left when causes are too few to stand alone.
const OTHER: &str = "other";

/// A week's plan as the log tells it: how many hear of somebody, and how many don't, by cause. What fewer than five share is told together with
/// others, so that every total is five or more and nothing comes out by subtraction; if even that is fewer, nothing is told.
#[must_use]
pub fn told(named: usize, silent: &BTreeMap<Silence, usize>) -> String {
    let mut all: Vec<(usize, &'static str)> = silent.iter().map(|(cause, n)| (*n, cause.as_str())).collect();
    all.push((named, NAMED));
    all.retain(|(n, _)| *n > 0);
    all.sort_unstable_by(|one, other| other.cmp(one));
    let mut other = 0;
    while let Some((n, _)) = all.last() {
        if is_crowd(*n) && (other == 0 || is_crowd(other)) {
            break;
        }
        other += all.pop().map_or(0, |(n, _)| n);
    }
    if is_crowd(other) {
        all.push((other, OTHER));
    }
    all.iter().map(|(n, cause)| format!("{cause}: {n}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_total_is_of_fewer_than_five_people() {
        let told = |named, silent: &[(Silence, usize)]| told(named, &silent.iter().copied().collect());
        assert_eq!(told(31, &[(Silence::AtRest, 7), (Silence::Capped, 6)]), "somebody to name: 31, at rest: 7, capped: 6");
        assert_eq!(told(31, &[(Silence::AtRest, 7), (Silence::Capped, 2)]), "somebody to name: 31, other: 9");
        assert_eq!(told(31, &[(Silence::AtRest, 3), (Silence::Capped, 2)]), "somebody to name: 31, other: 5");
        assert_eq!(told(31, &[(Silence::AtRest, 1)]), "other: 32", "thirty-one beside a known total would tell of one");
        assert_eq!(told(4, &[]), "");
        assert_eq!(told(0, &[(Silence::StepsDone, 5)]), "three first steps: 5");
    }
}
