//! The command line: the only place where loops run and the parts are joined.
//!
//! Exit code 0: done; 1: failed, and stderr says what, why and what to do; 2: wrong usage.

mod backtest;
mod by_hand;
mod demo;
mod doctor;
mod export;
mod forget;
mod import;
mod listen;
mod manifest;
mod member;
mod migrate;
mod parts;
mod preview;
mod run;
mod serve;
mod settings;
mod standin;

use std::io::Write;
use std::process::ExitCode;

use clap::{ArgMatches, Command};

/// Runs the program with the arguments and the environment of this process.
#[must_use]
pub fn main() -> ExitCode {
    let matches = match command().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => {
            // Help goes to stdout and is no failure; clap knows which is which.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match run(&matches) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "goodturn: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Everything that can be typed.
fn command() -> Command {
    Command::new("goodturn")
        .about("A self-hosted Slack bot that keeps relationships across teams warm by giving before asking")
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(serve::command())
        .subcommand(demo::command())
        .subcommand(standin::command())
        .subcommand(migrate::command())
        .subcommand(import::command())
        .subcommand(backtest::command())
        .subcommand(export::command())
        .subcommand(forget::command())
        .subcommand(manifest::command())
        .subcommand(doctor::command())
        .subcommand(preview::command())
        .subcommand(run::command())
}

fn run(matches: &ArgMatches) -> anyhow::Result<()> {
    match matches.subcommand() {
        Some(("serve", matches)) => serve::run(matches),
        Some(("demo", matches)) => demo::run(matches),
        Some(("standin", matches)) => standin::run(matches),
        Some(("migrate", matches)) => migrate::run(matches),
        Some(("import", matches)) => import::run(matches),
        Some(("backtest", matches)) => backtest::run(matches),
        Some(("export", matches)) => export::run(matches),
        Some(("forget", matches)) => forget::run(matches),
        Some(("doctor", matches)) => doctor::run(matches),
        Some(("preview", matches)) => preview::run(matches),
        Some(("run", matches)) => run::run(matches),
        Some(("manifest", matches)) => manifest::run(matches),
        _ => anyhow::bail!("type `goodturn --help` to see what there is"),
    }
}

/// Runs a future to its end on a runtime of its own.
fn block_on<T>(future: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(future)
}

/// Prints a line; a reader that went away is no failure.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
