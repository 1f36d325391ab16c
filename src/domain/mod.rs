//! The nouns and rules of Goodturn: what an act, an ask, a tie and a reminder are, and what may happen to them.
//!
//! Pure: no input or output, no clock, no randomness that is not handed in. If you want to know what the program is about, read here first.

pub mod answer;
pub mod away;
pub mod calendar;
pub mod card;
pub mod day;
pub mod delivery;
pub mod digest;
pub mod draw;
pub mod entry;
pub mod ids;
pub mod introduction;
pub mod meetings;
pub mod message;
pub mod note;
pub mod nudge;
pub mod person;
pub mod plan;
pub mod quiet;
pub mod refusal;
pub mod retention;
pub mod slot;
pub mod small_act;
pub mod step;
pub mod team_source;
pub mod tend;
pub mod told;
pub mod when;
