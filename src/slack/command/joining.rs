//! `/goodturn join`, `invite`, `settings`, `boundary`, `tend`, `untend`, `people`, `export`, `holidays`: words that a form or a message of its own answers.

use super::Said;
use super::cadence::weeks;
use super::dates::{Dates, dates};
use super::parse::{people_and_note, unescaped};
use crate::app::Result;
use crate::domain::tend::{CADENCE_WEEKS_DEFAULT, is_cadence};
use crate::slack::form;
use crate::slack::inbound::Command;
use crate::slack::live::Then;
use crate::slack::router::Router;
use crate::slack::view;
use crate::text::Lang;

/// Carries the word out; none for a word that is not one of these.
pub(super) async fn run(router: &Router, command: &Command, verb: &str, rest: &str, lang: Lang) -> Result<Option<Said>> {
    let (app, by, words) = (&router.app, &command.by, router.text.words(lang));
    Ok(Some(match (verb, rest) {
        ("join", "") => {
            // Typing it is joining; the form only asks what may be skipped.
            let answer = app.join(by).await?;
            let form = form::join::blank(router, by, lang, command.response_url.as_deref()).await?;
            Said::Both(view::answer(&words, &answer), Box::new(form))
        }
        ("invite", "") => invite(router, command, lang).await?,
        ("settings", "") => form::settings::blank(router, by, lang, command.response_url.as_deref()).await?.into(),
        ("boundary", "") => view::settings::boundary(&words, &app.boundary(by).await?, "").into(),
        ("boundary", name) => {
            let name = unescaped(name);
            let set = app.set_boundary(by, if is_none(&name) { "" } else { &name }).await?;
            view::settings::boundary(&words, &set, &command.typed()).into()
        }
        ("people" | "tend", "") => view::people::mine(&words, &app.my_people(by).await?).into(),
        ("tend", text) => tend(router, command, text, lang).await?,
        ("untend", text) => {
            let (named, _) = people_and_note(text);
            view::people::changed(&words, &app.untend(by, &named).await?).into()
        }
        ("export", "") => {
            app.ask_for_export(by).await?;
            view::export::on_its_way(&words).into()
        }
        ("holidays", text) => holidays(router, command, &unescaped(text), lang).await?,
        _ => return Ok(None),
    }))
}

fn is_none(name: &str) -> bool {
    ["none", "clear", "off", "keine", "keins", "kein"].contains(&name.trim().to_lowercase().as_str())
}

async fn tend(router: &Router, command: &Command, text: &str, lang: Lang) -> Result<Said> {
    let words = router.text.words(lang);
    let (named, note) = people_and_note(text);
    let said = unescaped(note.as_str());
    let cadence = if said.trim().is_empty() { Some(CADENCE_WEEKS_DEFAULT) } else { weeks(&said) };
    let Some(weeks) = cadence.filter(|weeks| is_cadence(*weeks)) else {
        return Ok(view::people::refused_cadence(&words, cadence.is_some(), &command.typed()).into());
    };
    Ok(view::people::changed(&words, &router.app.tend(&command.by, &named, weeks).await?).into())
}

async fn invite(router: &Router, command: &Command, lang: Lang) -> Result<Said> {
    let words = router.text.words(lang);
    if !router.app.is_admin(&command.by).await? {
        return Ok(view::joining::said(&words, "invite-not-admin").into());
    }
    let (Some(channel), Some(response_url)) = (command.channel.clone(), command.response_url.clone()) else {
        return Ok(view::joining::said(&words, "invite-no-channel").into());
    };
    Ok(Said::After(vec![Then::Invite { by: command.by.clone(), channel: channel.into(), response_url }]))
}

async fn holidays(router: &Router, command: &Command, text: &str, lang: Lang) -> Result<Said> {
    let words = router.text.words(lang);
    let (remove, text) = match text.split_once(char::is_whitespace) {
        Some((word, rest)) if ["remove", "entferne"].contains(&word.to_lowercase().as_str()) => (true, rest),
        _ => (false, text),
    };
    let given = match dates(text) {
        Dates::Given(given) => given,
        Dates::Unreadable(what) => return Ok(view::settings::unreadable_date(&words, &what, &command.typed()).into()),
    };
    if !given.is_empty() && !router.app.is_admin(&command.by).await? {
        return Ok(view::joining::said(&words, "holidays-not-admin").into());
    }
    let days: Vec<_> = given.iter().map(|(day, _)| *day).collect();
    let (add, off) = if remove { (Vec::new(), days) } else { (given, Vec::new()) };
    let (all, today) = router.app.change_holidays(&command.by, &add, &off).await?;
    Ok(view::settings::holidays(&words, &all, today).into())
}
