//! A local Slack: the Web API, signed deliveries, and the people who type, press and read.
//! It must be as strict as Slack, so that a bot that works here works there; it shares no code with the bot.
//!
//! The map: [`Standin`] is the handle everyone holds. `api` answers the bot's calls (one table row a method,
//! one dispatcher for all), `people` is what persons do, `delivery` carries it to the bot and shows what came
//! back, `socket` does so over Socket Mode, `state` is what Slack remembers, `sandbox` offers it all over HTTP, [`transcript`] reads it aloud.
//!
//! [`Slack`] is several workspaces with the same app: a stand-in each, behind one router.
//!
//! Two kinds of time: message timestamps, late effects and the log follow the injected clock
//! ([`Standin::set_now`]); signatures, acknowledgements, triggers, tickets, codes,
//! response addresses, uploads and rate limits follow the wall.

mod api;
pub mod blockkit;
mod delivery;
mod faults;
mod form;
mod ids;
mod journal;
mod log;
mod oauth;
mod options;
mod people;
mod sandbox;
mod serve;
mod signature;
mod slack;
mod socket;
mod standin;
mod state;
pub mod transcript;
mod workspace;

pub use api::{COMMON_ERRORS, Row, RowArgument, methods};
pub use delivery::{Delivered, Delivery, RawRequest};
pub use faults::{Fault, FaultKind};
pub use log::{Call, Entry};
pub use options::{Credentials, LatestMode, Options};
pub use people::SandboxError;
pub use serve::serve;
pub use signature::sign;
pub use slack::Slack;
pub use socket::{DisconnectReason, Envelope, Fate};
pub use standin::Standin;
pub use workspace::Workspace;
