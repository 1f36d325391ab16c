//! A whole little world in one process: a local Slack, the real bot, an embedded database. No tokens, no network beyond this machine.

mod company;
mod folder;
pub mod page;
pub mod stage;
pub mod story;
