//! Choosing whom to suggest: the state of ties, the score, the rules of who may be named, and the assignment under the caps.
//!
//! What goes in is one member's own entries; everybody else's serve only the cap on how many nudges point at one person.

pub mod assign;
pub mod auction;
pub mod backtest;
pub mod eligible;
pub mod explain;
pub mod features;
pub mod judgement;
pub mod learn;
pub mod lessons;
pub mod memory;
pub mod quiet;
pub mod replay;
pub mod score;
pub mod shared;
pub mod silence;
pub mod state;
pub mod tally;
