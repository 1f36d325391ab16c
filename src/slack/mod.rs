//! Slack: the only place that knows its payloads, its blocks and its Web API.
//!
//! [`inbound`] turns deliveries into one value whatever the transport, [`command`], [`action`], [`form`], [`shortcut`] and [`event`] parse them and call one verb of
//! the app each, [`view`] makes blocks of what the verb answered, and [`client`] calls Slack.

pub mod action;
mod admin;
pub mod client;
pub mod command;
pub mod event;
pub mod form;
pub mod inbound;
mod invitation;
pub mod live;
pub mod manifest;
mod mishap;
pub mod people;
pub mod router;
pub mod shortcut;
pub mod view;
