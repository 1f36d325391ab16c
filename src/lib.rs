//! Goodturn: a self-hosted Slack bot that keeps relationships across teams warm by giving before asking. This page is the map of the house.
//!
//! # One item's path
//! Slack's envelope arrives in [`slack::inbound`] (signature checked, one `Inbound` value whatever the transport), a file in `slack/command`
//! or `slack/action` parses it, and one verb of [`app`] decides. What it decided is a set of rows that [`store`] commits in one transaction
//! together with the trigger's key, so a delivery that comes twice acts once. The committed answer is put into words by [`text`] and into
//! blocks by `slack::view`.
//!
//! Reminders take the other road: [`worker`] asks `app::plan_week` whom to suggest, which writes nudges and a waiting message; later it leases
//! the message, checks again that every word of it still holds, posts it and settles it. The two roads meet only in the database.
//!
//! # What must always hold
//! - An act that was acknowledged is there, once, whatever is killed when.
//! - Acts are the truth and ties are derived: rebuilding them gives the live state, bit for bit.
//! - A reminder is sent once per member and slot, or not at all; never twice.
//! - Nothing but a member's own entries decides what that member sees.
//! - Notes and tokens are sealed at rest and never logged.
//!
//! Who may import whom is a table in `tests/it/tidy`, and a test.

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod domain;
pub mod render;
pub mod slack;
pub mod store;
pub mod telemetry;
pub mod text;
pub mod vault;
pub mod worker;
