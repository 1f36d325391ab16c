//! The form behind a bare `/gave`, its shortcuts and what could not be read: who, which way round, what, and which day.

use super::callbacks;
use super::place::{Memo, Place};
use crate::app::name_people::Named;
use crate::app::record_act::RecordAct;
use crate::app::{Actor, Result};
use crate::domain::entry::Way;
use crate::domain::note::Note;
use crate::slack::inbound::Submission;
use crate::slack::live::Handled;
use crate::slack::router::Router;
use crate::slack::view::recording::{self, Filled, LINK, WAY};
use crate::slack::view::{self, Form};
use crate::text::Lang;

/// The empty form. The answer goes to `response_url`, or where there is none, takes the form's place.
///
/// # Errors
/// When the database refuses.
pub async fn blank(router: &Router, by: &Actor, lang: Lang, response_url: Option<&str>) -> Result<Form> {
    let filled = Filled::blank(router.app.today(by).await?);
    Ok(filled_in(router, lang, &filled, Place::said(response_url)))
}

/// The form, filled in.
pub(in crate::slack) fn filled_in(router: &Router, lang: Lang, filled: &Filled, place: Place) -> Form {
    recording::gave(&router.text.words(lang), callbacks::GAVE, filled).with_note(Memo::of(place, router).note())
}

pub(super) async fn sent(router: &Router, submission: Submission, lang: Lang) -> Result<Handled> {
    let fields = &submission.fields;
    let named = Named { ids: fields.people(view::form::WHO), ..Named::default() };
    let way = fields.choice(WAY).and_then(|way| Way::parse(&way)).unwrap_or(Way::Gave);
    let written = fields.text(view::form::WHAT).unwrap_or_default();
    // What people type into a form is not escaped, as a command's text is. The link follows the words.
    let note = match fields.text(LINK) {
        Some(link) if !written.is_empty() => Note::plain(&format!("{written} {link}")),
        _ => Note::plain(&written),
    };
    let on = fields.day(view::form::ON);
    let by = submission.by.clone();
    let answer = router.app.record_act(RecordAct { by: submission.by, named, way, note, on, trigger: submission.trigger }).await?;
    Ok(Memo::read(&submission.form.note).answered(router, by, lang, &answer))
}
