//! The form behind a bare `/gave` and its shortcut: who, what, and which day.

use super::callbacks;
use crate::app::name_people::Named;
use crate::app::record_act::RecordAct;
use crate::app::{Actor, Result};
use crate::domain::note::Note;
use crate::slack::inbound::Submission;
use crate::slack::live::{Handled, Then};
use crate::slack::router::Router;
use crate::slack::view::{self, Form};
use crate::text::{Lang, Mrkdwn};

/// The empty form. The answer goes to `response_url`, where there is one.
///
/// # Errors
/// When the database refuses.
pub async fn blank(router: &Router, by: &Actor, lang: Lang, response_url: Option<&str>) -> Result<Form> {
    let today = router.app.today(by).await?;
    let form = view::form::gave(&router.text.words(lang), callbacks::GAVE, today);
    Ok(form.with_note(response_url.unwrap_or_default().to_owned()))
}

pub(super) async fn sent(router: &Router, submission: Submission, lang: Lang) -> Result<Handled> {
    let named = Named { ids: submission.fields.people(view::form::WHO), ..Named::default() };
    // What people type into a form is not escaped, as a command's text is.
    let note = Note::new(Mrkdwn::escape(&submission.fields.text(view::form::WHAT).unwrap_or_default()).as_str());
    let on = submission.fields.day(view::form::ON);
    let answer = router.app.record_act(RecordAct { by: submission.by.clone(), named, note, on, trigger: submission.trigger }).await?;
    let response_url = Some(submission.form.note).filter(|url| !url.is_empty());
    let message = view::answer(&router.text.words(lang), &answer);
    Ok(Handled::then(match response_url {
        Some(response_url) => vec![Then::Say { response_url, message }],
        None => vec![Then::Home(submission.by)],
    }))
}
