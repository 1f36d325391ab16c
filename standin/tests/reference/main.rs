//! The stand-in against a copy of Slack's reference: its method table, its payloads and answers, the errors it gives.
//! A harness of its own, because a comparison that can't be made must be shown as left out, never as passed.

mod answers;
mod copy;
mod deliveries;
mod documented;
mod events;
mod excuses;
mod keys;
mod kinds;
mod never;
mod rows;
#[path = "../it/support.rs"]
#[expect(dead_code, reason = "shared with the tests, which need more of it")]
mod support;

use std::{fmt::Display, process::ExitCode};

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let trials = [rows::trials(), kinds::trials(), documented::trials(), deliveries::trials(), events::trials(), answers::trials()];
    libtest_mimic::run(&Arguments::from_args(), trials.into_iter().flatten().collect()).exit_code()
}

/// A comparison; ignored with the reason where there is nothing to compare with.
fn trial<E: Display>(name: &str, compare: impl AsyncFnOnce() -> Result<(), E> + Send + 'static) -> Trial {
    let made = Trial::test(name, move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(compare()).map_err(|difference| difference.to_string().into())
    });
    match copy::missing() {
        None => made,
        Some(why) => made.with_kind(why).with_ignored_flag(true),
    }
}
