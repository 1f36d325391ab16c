//! The form behind a bare `/goodturn introduce`, and behind a suggested introduction: the two, and why.

use super::callbacks;
use super::place::{Memo, Place};
use crate::app::introduce::Introduce;
use crate::app::name_people::Named;
use crate::app::{Failure, Result};
use crate::domain::introduction::{Flaw, SuggestionShown};
use crate::domain::note::Note;
use crate::domain::refusal::Refusal;
use crate::slack::action::show_reminder;
use crate::slack::inbound::Submission;
use crate::slack::live::{Handled, Reply};
use crate::slack::router::Router;
use crate::slack::view::{self, Form};
use crate::text::Lang;

/// The empty form. The answer goes to `response_url`, where there is one.
#[must_use]
pub fn blank(router: &Router, lang: Lang, response_url: Option<&str>) -> Form {
    let memo = Memo::of(Place::said(response_url), router);
    view::introduction::introduce_form(&router.text.words(lang), callbacks::INTRODUCE, &[], None).with_note(memo.note())
}

/// The form with a suggestion filled in.
#[must_use]
pub fn suggested(router: &Router, lang: Lang, one: &SuggestionShown, response_url: Option<&str>) -> Form {
    let words = router.text.words(lang);
    let why = view::introduction::suggested_why(&words, one);
    let memo = Memo { message: Some(one.message.clone()), ..Memo::of(Place::said(response_url), router) };
    view::introduction::introduce_form(&words, callbacks::INTRODUCE, &one.two, Some(why.as_str())).with_note(memo.note())
}

pub(super) async fn sent(router: &Router, submission: Submission, lang: Lang) -> Result<Handled> {
    let words = router.text.words(lang);
    let named = Named { ids: submission.fields.people(view::form::WHO), ..Named::default() };
    // What people type into a form is not escaped, as a command's text is.
    let why = Note::plain(&submission.fields.text(view::form::WHAT).unwrap_or_default());
    let by = submission.by;
    let taken = match router.app.introduce(Introduce { by: by.clone(), named, why }).await {
        Ok(taken) => taken,
        Err(Failure::Refused(refusal @ Refusal::Introduction(Flaw::NoWhy | Flaw::LongWhy))) => {
            let sentence = view::refused_in_form(&words, &refusal);
            return Ok(Handled::reply(Reply::Errors(vec![(view::form::WHAT.to_owned(), sentence)])));
        }
        Err(failure) => return Err(failure),
    };
    let memo = Memo::read(&submission.form.note);
    let suggested = memo.message.clone();
    let mut handled = memo.told(router, by.clone(), lang, vec![view::introduction::taken(&words, &taken)]);
    if let Some(message) = suggested {
        router.app.answer_suggestion(&by, &message, true, None).await?;
        handled.then.extend(show_reminder(router, by, Some(message), lang).await?);
    }
    Ok(handled)
}
