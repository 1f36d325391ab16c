//! The stand-in tried from outside, as a bot and as persons.
//! One binary: what is true of Slack is asserted here, so that bots can be tried against it elsewhere.

mod bad_calls;
mod blocks;
mod calls;
mod changes;
mod chat;
mod choosing;
mod conversations;
mod deliveries;
mod delivery_faults;
mod faults;
mod files;
mod filling;
mod lookups;
mod modals;
mod oauth;
mod others;
mod presses;
mod rates;
mod settings;
mod slow;
mod socket_mode;
mod sockets;
mod stricter;
mod support;
mod transcripts;
mod values;
mod workspaces;
