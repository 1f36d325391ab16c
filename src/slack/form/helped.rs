//! The form behind [They helped] under an ask to a whole team: who it was.

use super::callbacks;
use super::place::{Memo, Place};
use crate::app::Result;
use crate::app::they_helped::TeamAsk;
use crate::slack::action::show_reminders;
use crate::slack::inbound::Submission;
use crate::slack::live::{Handled, Then};
use crate::slack::router::Router;
use crate::slack::view::{self, Form, recording};
use crate::text::Lang;

/// The empty form.
pub(in crate::slack) fn blank(router: &Router, lang: Lang, ask: TeamAsk) -> Form {
    let form = recording::helped(&router.text.words(lang), callbacks::HELPED, &ask);
    form.with_note(Memo { entries: vec![ask.id], ..Memo::of(Place::Home, router) }.note())
}

pub(super) async fn sent(router: &Router, submission: Submission, lang: Lang) -> Result<Handled> {
    let memo = Memo::read(&submission.form.note);
    let Some(ask) = memo.entries.first() else { return Ok(Handled::nothing()) };
    let messages = router.app.team_helped(&submission.by, ask, submission.fields.people(view::form::WHO)).await?;
    if messages.is_empty() {
        return Ok(Handled::then(vec![Then::Home(submission.by)]));
    }
    Ok(Handled::then(show_reminders(router, &submission.by, &messages, lang).await?))
}
