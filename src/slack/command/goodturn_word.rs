//! `/goodturn` and the words that may follow it.

use super::introduce;
use super::parse::{rest_for, unescaped};
use super::{Said, joining};
use crate::app::{Actor, Result};
use crate::domain::answer::Answer;
use crate::domain::refusal::Refusal;
use crate::slack::form;
use crate::slack::inbound::Command;
use crate::slack::router::Router;
use crate::slack::view;
use crate::text::Lang;

/// Whether this text may change something; without words, and for help, it is only read.
pub(super) fn may_change(text: &str) -> bool {
    !matches!(text.trim().to_lowercase().as_str(), "" | "help")
}

pub(super) async fn run(router: &Router, command: Command, lang: Lang) -> Result<Said> {
    let text = command.text.trim();
    let (verb, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let (verb, rest) = (verb.to_lowercase(), rest.trim());
    // Words that are answered by a form or a message of their own come first; the others have a plain answer.
    if let Some(said) = joining::run(router, &command, &verb, rest, lang).await? {
        return Ok(said);
    }
    match (verb.as_str(), rest) {
        ("card", name) => {
            let shown = router.app.card(&command.by, Some(unescaped(name)).as_deref().filter(|name| !name.is_empty())).await?;
            Ok(view::card::card(&router.text.words(lang), &shown).into())
        }
        ("overlap", "") => {
            let found = router.app.overlaps(&command.by).await?;
            Ok(view::card::overlaps(&router.text.words(lang), &found).into())
        }
        ("introduce", rest) => introduce::run(router, command.clone(), rest, lang).await,
        ("delete", "everything") => Ok(form::forget::blank(router, lang).into()),
        _ => carry_out(router, &command.by, &verb, rest).await.map(Said::from),
    }
}

async fn carry_out(router: &Router, by: &Actor, verb: &str, rest: &str) -> Result<Answer> {
    let app = &router.app;
    match (verb, rest) {
        ("", _) => app.overview(by).await,
        ("help", _) => Ok(Answer::Help),
        ("leave", "") => app.leave(by).await,
        ("hide", "me" | "") => app.hide(by, true).await,
        ("show", "me" | "") => app.hide(by, false).await,
        ("rest", length) => match rest_for(length) {
            Some(length) => app.rest(by, length).await,
            None => Err(Refusal::UnreadableRest(length.to_owned()).into()),
        },
        ("undo", "") => app.undo_latest(by).await,
        ("back", "") => app.back(by).await,
        ("team", name) => app.set_team(by, &unescaped(name)).await,
        // The word is known, what follows it is not; the sentence cuts it.
        ("delete", _) => Err(Refusal::DeleteWhat.into()),
        ("join" | "leave" | "hide" | "show" | "back" | "undo" | "invite" | "settings" | "people" | "export", more) => {
            Err(Refusal::UnknownVerb(unescaped(&format!("{verb} {more}"))).into())
        }
        // The verb alone: what follows may be thousands of characters long, and the refusal gives it back anyway.
        _ => Err(Refusal::UnknownVerb(unescaped(verb)).into()),
    }
}
