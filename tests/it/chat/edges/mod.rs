//! What happens at the edges: an older reminder's buttons, a form that was left open, names that somebody else typed, calls without an answer.
//!
//! Each of these conversations once went wrong.

mod asks;
mod forms;
mod joining;
mod names;

use goodturn::app::Actor;
use goodturn::domain::answer::Home;
use libtest_mimic::Trial;

use super::world::{World, id, workspace_id};
use crate::support::Harness;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [asks::trials, forms::trials, joining::trials, names::trials].into_iter().flat_map(|module| module(cx)).collect()
}

fn actor(who: &str) -> Actor {
    Actor { workspace: workspace_id(), person: id(who).into() }
}

async fn home(world: &World, who: &str) -> Home {
    world.stage.app.read_home(&actor(who)).await.expect("the Home can be read")
}

/// What a person was told last, seen by them only.
fn told(world: &World, who: &str) -> String {
    world.stage.slack.ephemerals(&id(who)).pop().expect("an answer").to_string()
}
