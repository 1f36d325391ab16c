//! `/gave @sam walked through the checklist[, yesterday]`; alone or with a user group, it opens the form.

use super::Said;
use super::parse::people_and_note;
use crate::app::Result;
use crate::app::record_act::RecordAct;
use crate::domain::entry::Way;
use crate::slack::form;
use crate::slack::form::place::Place;
use crate::slack::form::typed::Kind;
use crate::slack::inbound::Command;
use crate::slack::router::Router;
use crate::text::Lang;

pub(super) async fn run(router: &Router, command: Command, lang: Lang) -> Result<Said> {
    let response_url = command.response_url.as_deref();
    if command.text.trim().is_empty() {
        return form::gave::blank(router, &command.by, lang, response_url).await.map(Said::from);
    }
    let (named, note) = people_and_note(&command.text);
    if named.group.is_some() {
        let place = Place::said(response_url);
        return form::typed::of_group(router, &command.by, lang, Kind::Gave, (&named, &note), place).await.map(Said::from);
    }
    let act = RecordAct { by: command.by, named, way: Way::Gave, note, on: None, trigger: command.trigger };
    Ok(router.app.record_act(act).await?.into())
}
