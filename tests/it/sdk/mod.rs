//! Slack's own kits as judges of the local Slack: what they refuse to understand is wrong here, whatever our bot makes of it.
//! Both sides must say the same: what a script of Slack's Python or Node.js kit got, and what the local Slack shows.

mod bolt;
mod files;
mod install;
mod process;
mod script;
mod slack;
mod socket;
mod views;
mod web;

use libtest_mimic::Trial;

use crate::support::Harness;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let modules =
        [script::trials, web::trials, files::trials, views::trials, install::trials, socket::trials, bolt::trials, process::trials];
    modules.iter().flat_map(|module| module(cx)).collect()
}
