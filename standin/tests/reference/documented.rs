//! Every error that the bad calls expect against Slack's own list of what a method refuses with.
//! The tables are those of the tests that make the calls: nothing is expected there that isn't compared here.

use libtest_mimic::Trial;

use crate::{copy::read, trial};

#[path = "../it/bad_calls/app.rs"]
mod app;
#[path = "../it/bad_calls/chat.rs"]
mod chat;
#[path = "../it/bad_calls/doors.rs"]
mod doors;
#[path = "../it/bad_calls/files.rs"]
mod files;
#[path = "../it/bad_calls/lookups.rs"]
mod lookups;
#[path = "../it/bad_calls/views.rs"]
mod views;

/// Keeps method and error of each bad call; the tests make the calls.
macro_rules! bad {
    ($($group:ident $method:literal { $($how:ident $name:ident $arguments:tt $error:literal)* })*) => {
        pub(super) const CASES: &[(&str, &str)] = &[$($(($method, $error),)*)*];
    };
}
use bad;

/// Errors that Slack gives for all methods, or for all ways of writing a message, and that stand in the lists of some only.
const EVERYWHERE: &[&str] = &[
    "not_authed",
    "invalid_auth",
    "not_allowed_token_type",
    "token_revoked",
    "account_inactive",
    "missing_scope",
    "invalid_arguments",
    "msg_too_long",
    "msg_blocks_too_long",
    "cannot_dm_bot",
    "invalid_attachments",
];

/// Bad calls whose error stands in the method's own file: so many were promised.
const OWN_MIN: usize = 150;

/// One comparison for each file of bad calls.
pub fn trials() -> Vec<Trial> {
    let files = [
        ("app", app::CASES),
        ("chat", chat::CASES),
        ("doors", doors::CASES),
        ("files", files::CASES),
        ("lookups", lookups::CASES),
        ("views", views::CASES),
    ];
    let all = files.iter().flat_map(|(_, cases)| cases.iter().copied());
    let enough = trial("documented_errors::there_are_enough", {
        let all: Vec<_> = all.collect();
        async move || enough(&all)
    });
    let each = files.into_iter().map(|(name, cases)| trial(&format!("documented_errors::{name}"), async move || compare(cases)));
    each.chain([enough]).collect()
}

fn enough(cases: &[(&str, &str)]) -> Result<(), String> {
    let mut own = 0;
    for (method, error) in cases {
        let reference = read(&format!("docs.slack.dev/methods/{method}.json"))?;
        own += usize::from(reference["errors"].get(error).is_some());
    }
    if own >= OWN_MIN { Ok(()) } else { Err(format!("{own} of {} stand in the file of their method", cases.len())) }
}

fn compare(cases: &[(&str, &str)]) -> Result<(), String> {
    for (method, error) in cases {
        let reference = read(&format!("docs.slack.dev/methods/{method}.json"))?;
        if !EVERYWHERE.contains(error) && reference["errors"].get(error).is_none() {
            return Err(format!("{method} doesn't document {error}"));
        }
    }
    Ok(())
}
