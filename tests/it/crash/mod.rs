//! Kills, repeats, forgeries and stops, with the real bot in processes of its own.
//! An act that was acknowledged is there once, whatever happens to the process that acknowledged it.

mod flood;
mod forged;
mod kill;
mod replicas;
pub mod rows;
mod stop;
mod twice;

use libtest_mimic::{Failed, Trial};
use serde_json::json;
use standin::Workspace;

use crate::support::{
    Engine, Harness, TestDatabase,
    process::{Bot, LocalSlack},
};

/// The program that cargo built for these tests.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_goodturn");

/// Somebody whom Slack knows, and whom all in these trials help.
pub const SAM: &str = "U0000000SAM";

/// The trials of this module.
pub fn trials(cx: &Harness) -> Vec<Trial> {
    let mut trials = cx.both("crash::acknowledged_acts_survive_kills", kill::acknowledged_acts_survive_kills);
    trials.extend(cx.both("crash::a_trigger_that_comes_twice_acts_once", twice::to_one_process));
    trials.push(cx.on(Engine::Postgres, "crash::a_trigger_that_comes_to_two_processes_acts_once", twice::to_two_processes));
    trials.extend(cx.both("crash::what_is_not_slacks_is_refused", forged::what_is_not_slacks_is_refused));
    trials.extend(cx.both("crash::a_stop_loses_nothing", stop::a_stop_loses_nothing));
    trials.push(cx.on(Engine::Postgres, "crash::two_replicas_send_one_reminder", replicas::send_one_reminder));
    trials.push(cx.on(Engine::Sqlite, "crash::a_second_process_is_refused", stop::a_second_process_is_refused));
    trials
}

/// A Slack with one person in it, and how to start a bot on the database.
async fn stage(database: &TestDatabase) -> Result<(LocalSlack, Bot), Failed> {
    let team = "T0000000001";
    let sam = json!({"id": SAM, "team_id": team, "name": "sam", "real_name": "Sam", "tz": "UTC", "profile": {"display_name": "sam"}});
    let workspace = Workspace { team: json!({"id": team, "name": "Example"}), users: vec![sam], ..Workspace::default() };
    let slack = LocalSlack::start(workspace).await?;
    let bot = Bot::new(PROGRAM, &slack, &database.url)?;
    Ok((slack, bot))
}
