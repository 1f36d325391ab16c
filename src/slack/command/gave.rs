//! `/gave @sam walked through the checklist[, yesterday]`; alone, it opens the form.

use super::Said;
use super::parse::people_and_note;
use crate::app::Result;
use crate::app::record_act::RecordAct;
use crate::slack::form;
use crate::slack::inbound::Command;
use crate::slack::router::Router;
use crate::text::Lang;

pub(super) async fn run(router: &Router, command: Command, lang: Lang) -> Result<Said> {
    if command.text.trim().is_empty() {
        return form::gave::blank(router, &command.by, lang, command.response_url.as_deref()).await.map(Said::from);
    }
    let (named, note) = people_and_note(&command.text);
    Ok(router.app.record_act(RecordAct { by: command.by, named, note, on: None, trigger: command.trigger }).await?.into())
}
