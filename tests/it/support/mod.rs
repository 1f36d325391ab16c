//! What every test stands on: trials on both engines, fresh databases, and a reason for each trial that is left out.
//! Nothing here knows the bot; what it needs of the bot (the migration) is handed in by `main`.

pub mod access;
mod databases;
mod engines;
pub mod far_end;
mod postgres;
pub mod process;
mod register;
pub mod room;
pub mod schemas;
mod selftest;
pub mod signed;
mod tools;

pub use engines::{Engine, TestDatabase};
pub use register::{Harness, Migrate};
pub use selftest::{as_child, trials};
pub use tools::{Need, reference, sdk_folder};
