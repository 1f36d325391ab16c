//! Slash commands: one file each. A command parses what was typed, calls one verb and hands its answer back.

mod asked;
mod gave;
mod goodturn_word;
mod parse;

use super::inbound::Command;
use super::router::Router;
use crate::app::Result;
use crate::domain::answer::Answer;
use crate::domain::refusal::Refusal;

/// Carries a command out.
///
/// # Errors
/// A refusal that the person reads, or what is wrong on our side.
pub async fn run(router: &Router, command: Command) -> Result<Answer> {
    // `/gave` and `/asked` commit their trigger with what they keep; the others are told here from a repeat, which changes nothing. What
    // only reads never waits for the writer.
    if command.name == "/goodturn"
        && goodturn_word::may_change(&command.text)
        && !router.app.first_time(&command.by, command.trigger.as_deref()).await?
    {
        return router.app.overview(&command.by).await;
    }
    match command.name.as_str() {
        "/gave" => gave::run(router, command).await,
        "/asked" => asked::run(router, command).await,
        "/goodturn" => goodturn_word::run(router, command).await,
        other => Err(Refusal::UnknownVerb(other.trim_start_matches('/').to_owned()).into()),
    }
}
