//! The only test binary: each module hands over its trials, and libtest-mimic runs them with libtest's arguments.
//! One binary links once and shares one throw-away PostgreSQL, and can say why a trial was left out.

mod chat;
mod cli;
mod crash;
mod doctor;
mod intake;
mod invented;
mod learn;
mod manifest;
mod page;
mod scale;
mod sdk;
mod store;
mod support;
mod tidy;
mod year;

use std::{future::Future, pin::Pin, process::ExitCode};

use goodturn::store::Db;
use libtest_mimic::{Arguments, Trial};
use support::Harness;

/// Where trials come from: a new module is its `mod` line above and its line here. Those with the longest trials come first,
/// so that none of them runs alone at the end.
const MODULES: &[fn(&Harness) -> Vec<Trial>] = &[
    intake::trials, //
    crash::trials,
    year::trials,
    scale::trials,
    learn::trials,
    support::trials,
    tidy::trials,
    store::trials,
    chat::trials,
    cli::trials,
    manifest::trials,
    doctor::trials,
    page::trials,
    invented::trials,
    sdk::trials,
];

fn main() -> ExitCode {
    if let Some(code) = support::as_child() {
        return code;
    }
    let mut arguments = Arguments::from_args();
    support::room::make(&mut arguments);
    let harness = Harness::new(migrate);
    let trials = MODULES.iter().flat_map(|module| module(&harness)).collect();
    let conclusion = libtest_mimic::run(&arguments, trials);
    harness.finish();
    conclusion.exit_code()
}

/// Brings the template of all PostgreSQL test databases to the newest version, once per run.
///
/// SQLite files are migrated by the bot itself when it opens them.
fn migrate(url: String) -> Pin<Box<dyn Future<Output = Result<(), String>>>> {
    Box::pin(async move {
        let db = Db::open(&url).await.map_err(|error| error.to_string())?;
        db.migrate().await.map_err(|error| error.to_string())?;
        db.close().await;
        Ok(())
    })
}
