//! `/asked @lee which forecast to trust[, yesterday]`; alone or with a user group, it opens the form.

use super::Said;
use super::parse::people_and_note;
use crate::app::Result;
use crate::app::open_ask::OpenAsk;
use crate::slack::form;
use crate::slack::form::place::Place;
use crate::slack::form::typed::Kind;
use crate::slack::inbound::Command;
use crate::slack::router::Router;
use crate::text::Lang;

pub(super) async fn run(router: &Router, command: Command, lang: Lang) -> Result<Said> {
    let response_url = command.response_url.as_deref();
    if command.text.trim().is_empty() {
        return form::asked::blank(router, &command.by, lang, response_url).await.map(Said::from);
    }
    let (named, note) = people_and_note(&command.text);
    if named.group.is_some() {
        let place = Place::said(response_url);
        return form::typed::of_group(router, &command.by, lang, Kind::Asked, (&named, &note), place).await.map(Said::from);
    }
    let ask = OpenAsk { by: command.by, named, team: None, note, on: None, trigger: command.trigger };
    Ok(router.app.open_ask(ask).await?.into())
}
