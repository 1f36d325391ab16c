//! The form behind a bare `/goodturn introduce`, and behind a suggested introduction: the two, and why.

use super::callbacks;
use crate::app::introduce::Introduce;
use crate::app::name_people::Named;
use crate::app::{Failure, Result};
use crate::domain::ids::MessageId;
use crate::domain::introduction::{Flaw, SuggestionShown};
use crate::domain::note::Note;
use crate::domain::refusal::Refusal;
use crate::slack::inbound::Submission;
use crate::slack::live::{Handled, Reply, Then};
use crate::slack::router::Router;
use crate::slack::view::{self, Form};
use crate::text::{Lang, Mrkdwn};

/// Between the parts of what the form carries for us: where the answer goes, and the reminder that suggested it.
const BETWEEN: char = ' ';

/// What stands for a part that is not there.
const NOTHING: &str = "-";

/// The empty form. The answer goes to `response_url`, where there is one.
#[must_use]
pub fn blank(router: &Router, lang: Lang, response_url: Option<&str>) -> Form {
    let note = [response_url.unwrap_or(NOTHING), NOTHING].join(&BETWEEN.to_string());
    view::introduction::introduce_form(&router.text.words(lang), callbacks::INTRODUCE, &[], None).with_note(note)
}

/// The form with a suggestion filled in.
#[must_use]
pub fn suggested(router: &Router, lang: Lang, one: &SuggestionShown, response_url: Option<&str>) -> Form {
    let words = router.text.words(lang);
    let why = view::introduction::suggested_why(&words, one);
    let note = [response_url.unwrap_or(NOTHING), one.message.as_str()].join(&BETWEEN.to_string());
    view::introduction::introduce_form(&words, callbacks::INTRODUCE, &one.two, Some(why.as_str())).with_note(note)
}

pub(super) async fn sent(router: &Router, submission: Submission, lang: Lang) -> Result<Handled> {
    let words = router.text.words(lang);
    let named = Named { ids: submission.fields.people(view::form::WHO), ..Named::default() };
    // What people type into a form is not escaped, as a command's text is.
    let why = Note::new(Mrkdwn::escape(&submission.fields.text(view::form::WHAT).unwrap_or_default()).as_str());
    let by = submission.by;
    let taken = match router.app.introduce(Introduce { by: by.clone(), named, why }).await {
        Ok(taken) => taken,
        Err(Failure::Refused(refusal @ Refusal::Introduction(Flaw::NoWhy | Flaw::LongWhy))) => {
            let sentence = view::refused_in_form(&words, &refusal);
            return Ok(Handled::reply(Reply::Errors(vec![(view::form::WHAT.to_owned(), sentence)])));
        }
        Err(failure) => return Err(failure),
    };
    let mut then = Vec::new();
    let mut note = submission.form.note.split(BETWEEN);
    if let Some(response_url) = note.next().filter(|url| url.starts_with("http")) {
        then.push(Then::Say { response_url: response_url.to_owned(), message: view::introduction::taken(&words, &taken) });
    }
    if let Some(message) = note.next().filter(|message| *message != NOTHING).map(MessageId::from) {
        router.app.answer_suggestion(&by, &message, true, None).await?;
        if let Some(sent) = router.app.read_reminder(&by, &message).await? {
            let rendered = view::reminder(&words, &sent.id, &sent.reminder);
            then.push(Then::Update { by, channel: sent.channel, ts: sent.message_ts, message: rendered });
        }
    }
    Ok(Handled::then(then))
}
