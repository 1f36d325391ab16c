//! Choosing whom to suggest: the state of ties, the score, the rules of who may be named, and the assignment under the caps.
//!
//! What goes in is one member's own entries; everybody else's serve only the cap on how many nudges point at one person.

pub mod assign;
pub mod auction;
pub mod eligible;
pub mod explain;
pub mod quiet;
pub mod score;
pub mod silence;
pub mod state;
