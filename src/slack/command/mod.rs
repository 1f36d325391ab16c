//! Slash commands: one file each. A command parses what was typed, calls one verb and hands its answer back.

mod asked;
mod gave;
mod goodturn_word;
mod introduce;
pub(super) mod parse;

use super::inbound::Command;
use super::router::Router;
use super::view::{Form, Rendered};
use crate::app::Result;
use crate::domain::answer::Answer;
use crate::domain::refusal::Refusal;
use crate::text::Lang;

/// What a command comes to.
#[derive(Debug)]
pub enum Said {
    /// An answer, seen by the person only.
    Answer(Answer),
    /// A message, seen by the person only, that a feature has put into words itself.
    Shown(Rendered),
    /// A form to fill in.
    Open(Box<Form>),
}

impl From<Answer> for Said {
    fn from(answer: Answer) -> Self {
        Self::Answer(answer)
    }
}

impl From<Rendered> for Said {
    fn from(message: Rendered) -> Self {
        Self::Shown(message)
    }
}

impl From<Form> for Said {
    fn from(form: Form) -> Self {
        Self::Open(Box::new(form))
    }
}

/// Carries a command out.
///
/// # Errors
/// A refusal that the person reads, or what is wrong on our side.
pub async fn run(router: &Router, command: Command, lang: Lang) -> Result<Said> {
    // `/gave` and `/asked` commit their trigger with what they keep; the others are told here from a repeat, which changes nothing. What
    // only reads never waits for the writer.
    if command.name == "/goodturn"
        && goodturn_word::may_change(&command.text)
        && !router.app.first_time(&command.by, command.trigger.as_deref()).await?
    {
        return Ok(router.app.overview(&command.by).await?.into());
    }
    match command.name.as_str() {
        "/gave" => gave::run(router, command, lang).await,
        "/asked" => asked::run(router, command, lang).await,
        "/goodturn" => goodturn_word::run(router, command, lang).await,
        other => Err(Refusal::UnknownVerb(other.trim_start_matches('/').to_owned()).into()),
    }
}
