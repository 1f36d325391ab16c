//! Buttons: one file each. A press calls one verb; what the person then sees is brought up to date after the acknowledgement.

mod admin;
mod ask;
mod card;
mod digest;
mod edit;
mod entry;
mod home;
mod introduction;
mod joining;
mod nudge;
pub(super) mod rest;
mod whose_team;

use super::form::callbacks;
use super::form::typed::Kind;
use super::inbound::Action;
use super::live::Then;
use super::router::Router;
use super::view::{self, Form, actions};
use crate::app::{Actor, Result};
use crate::domain::answer::Answer;
use crate::domain::ids::{EntryId, MessageId};
use crate::text::Lang;

/// Carries a press out. A button that this program doesn't know changes nothing.
///
/// # Errors
/// A refusal that the person reads, or what is wrong on our side.
pub async fn run(router: &Router, action: Action, lang: Lang) -> Result<Vec<Then>> {
    if let Some(then) = joining::run(router, &action, lang).await? {
        return Ok(then);
    }
    if let Some(then) = admin::run(router, &action, lang).await? {
        return Ok(then);
    }
    if let Some(then) = home::run(router, &action, lang).await? {
        return Ok(then);
    }
    let id = action.id.as_str();
    if id == actions::UNDO {
        entry::undo(router, action, lang).await
    } else if id == actions::KEEP_TWICE {
        entry::keep_twice(router, action, lang).await
    } else if id == actions::EDIT || id == actions::CHANGE_DAY {
        edit::run(router, action, lang).await
    } else if id == actions::FILL_GAVE {
        edit::fill(router, action, lang, Kind::Gave).await
    } else if id == actions::FILL_ASKED {
        edit::fill(router, action, lang, Kind::Asked).await
    } else if id == actions::OTHER_TEAM {
        Ok(whose_team::other(router, action, lang))
    } else if let Some(subject) = id.strip_prefix(actions::TEAM_OF).map(str::to_owned) {
        whose_team::chosen(router, action, &subject, lang).await
    } else if id == actions::FIRST_MEETING {
        digest::met_first(router, action, lang).await
    } else if id == actions::CARD_EDIT {
        card::edit(router, action, lang).await
    } else if id == actions::CARD_SHOW || id == actions::CARD_HIDE {
        let shown = id == actions::CARD_SHOW;
        card::show(router, action, lang, shown).await
    } else if id == actions::CONSENT_YES || id == actions::CONSENT_NO {
        let yes = id == actions::CONSENT_YES;
        introduction::consent(router, action, lang, yes).await
    } else if id == actions::NAMED_YES || id == actions::NAMED_NO {
        let yes = id == actions::NAMED_YES;
        introduction::named(router, action, lang, yes).await
    } else if id == actions::SUGGESTED_YES || id == actions::SUGGESTED_NO {
        let yes = id == actions::SUGGESTED_YES;
        introduction::suggested(router, action, lang, yes).await
    } else if id == actions::REST {
        rest::run(router, action, lang).await
    } else if id == actions::HABIT {
        rest::habit(router, action, lang).await
    } else if let Some(word) = id.strip_prefix(actions::STEP).map(str::to_owned) {
        rest::step(router, action, &word, lang).await
    } else if let Some(word) = id.strip_prefix(actions::NUDGE).map(str::to_owned) {
        nudge::run(router, action, &word, lang).await
    } else if let Some(word) = id.strip_prefix(actions::ASK).map(str::to_owned) {
        ask::run(router, action, &word, lang).await
    } else {
        Ok(Vec::new())
    }
}

/// The entry ids in a button's value.
fn entry_ids(value: &str) -> Vec<EntryId> {
    value.split(',').filter(|id| !id.is_empty()).map(EntryId::from).collect()
}

/// Shows an answer in place of the ephemeral message or the form, or on the Home that the button stands on.
fn show(router: &Router, action: Action, lang: Lang, answer: &Answer) -> Vec<Then> {
    let words = router.text.words(lang);
    match (action.response_url, action.form) {
        (Some(response_url), _) => vec![Then::Replace { response_url, message: view::answer(&words, answer) }],
        (None, Some(open)) => {
            let form = Box::new(view::done(&words, callbacks::DONE, answer));
            vec![Then::Change { by: action.by, id: open.id, hash: open.hash, form }]
        }
        (None, None) => vec![Then::Home(action.by)],
    }
}

/// Opens a form; a button that stands in a form changes that one.
fn open_or_change(action: Action, form: Form) -> Vec<Then> {
    let form = Box::new(form);
    match (action.form, action.opens) {
        (Some(open), _) => vec![Then::Change { by: action.by, id: open.id, hash: open.hash, form }],
        (None, Some(trigger)) => vec![Then::Open { by: action.by, trigger, form, response_url: action.response_url }],
        (None, None) => Vec::new(),
    }
}

/// Shows a reminder as it stands now.
pub(super) async fn show_reminder(router: &Router, by: Actor, message: Option<MessageId>, lang: Lang) -> Result<Vec<Then>> {
    show_reminders(router, &by, message.as_slice(), lang).await
}

/// Shows reminders as they stand now; what was not sent shows nothing.
pub(super) async fn show_reminders(router: &Router, by: &Actor, messages: &[MessageId], lang: Lang) -> Result<Vec<Then>> {
    let mut then = Vec::with_capacity(messages.len());
    for message in messages {
        let Some(sent) = router.app.read_reminder(by, message).await? else { continue };
        let rendered = view::reminder(&router.text.words(lang), &sent.id, &sent.reminder);
        then.push(Then::Update { by: by.clone(), channel: sent.channel, ts: sent.message_ts, message: rendered });
    }
    Ok(then)
}
