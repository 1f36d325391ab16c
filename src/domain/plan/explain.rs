//! From the terms of a score to the one reason a member is told.
//!
//! The memory terms are what nearly always weighs most, so within them the story of the last entry is told unless there is more to say:
//! several weeks of contact, or a closeness that ended not long ago.

use super::score::Terms;
use super::state::Tie;
use crate::domain::day::Week;
use crate::domain::nudge::{LastEntry, Reason};

/// From this long memory on, contact spanned several weeks.
const SEVERAL_WEEKS_FROM: f64 = 2.5;

/// From this short memory on, they were in touch often not long ago: three weeks in a row, five weeks back, leave a little more.
const LATELY_FROM: f64 = 1.0;

/// From this share of the value on, being busy with the team is what decided.
const TEAM_SHARE_FROM: f64 = 0.12;

/// The reason for naming this contact in `week`.
#[must_use]
pub fn reason(tie: &Tie, terms: &Terms, week: Week) -> Reason {
    let (short, long) = tie.as_of(week);
    if terms.team > TEAM_SHARE_FROM * terms.value.max(f64::MIN_POSITIVE) && terms.team > 0.0 {
        Reason::TeamBusy
    } else if short > LATELY_FROM {
        Reason::LatelyClose
    } else if long > SEVERAL_WEEKS_FROM {
        Reason::SeveralWeeks
    } else {
        match tie.last.kind {
            LastEntry::Gave => Reason::YouHelped,
            LastEntry::Received => Reason::TheyHelped,
            LastEntry::Asked => Reason::YouAsked,
            LastEntry::Touch => Reason::WereInTouch,
        }
    }
}
