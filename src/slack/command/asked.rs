//! `/asked @lee which forecast to trust[, yesterday]`

use super::parse::people_and_note;
use crate::app::Result;
use crate::app::open_ask::OpenAsk;
use crate::domain::answer::Answer;
use crate::slack::inbound::Command;
use crate::slack::router::Router;

pub(super) async fn run(router: &Router, command: Command) -> Result<Answer> {
    let (named, note) = people_and_note(&command.text);
    router.app.open_ask(OpenAsk { by: command.by, named, note, trigger: command.trigger }).await
}
