//! The form of settings: day, hour, rhythm, people per reminder, language, boundary, rest.

use super::callbacks;
use super::place::{Memo, Place};
use crate::app::change_settings::NewSettings;
use crate::app::{Actor, Result};
use crate::domain::answer::Answer;
use crate::domain::person::Rhythm;
use crate::domain::refusal::Refusal;
use crate::domain::slot::SlotTime;
use crate::slack::action::rest::RestChoice;
use crate::slack::inbound::Submission;
use crate::slack::live::{Handled, Reply};
use crate::slack::router::Router;
use crate::slack::view::{self, Form, settings};
use crate::text::Lang;

/// The form, filled in with what holds now.
///
/// # Errors
/// A refusal for people who did not join; otherwise when the database refuses.
pub async fn blank(router: &Router, by: &Actor, lang: Lang, response_url: Option<&str>) -> Result<Form> {
    let standing = router.app.standing(by).await?;
    let member = standing.member.clone().ok_or(Refusal::NotAMember)?;
    let form = settings::form(&router.text.words(lang), callbacks::SETTINGS, &standing, &member);
    Ok(form.with_note(Memo::of(Place::said_or_home(response_url), router).note()))
}

/// What was said about the boundary; none where the form had no place for it, and everything stays as it is.
pub(super) fn boundary(submission: &Submission) -> Option<String> {
    let asked = submission.inputs.iter().any(|input| input == settings::BOUNDARY);
    asked.then(|| submission.fields.choice(settings::BOUNDARY).unwrap_or_default())
}

/// The form stays open where the boundary can't be what was said: nothing of it is lost, and nothing taken yet.
pub(super) async fn flawed(router: &Router, submission: &Submission, home: Option<&str>, lang: Lang) -> Result<Option<Handled>> {
    let said = boundary(submission).unwrap_or_default();
    let flaw = router.app.boundary_flaw(&submission.by, &said, home).await?;
    let sentence = |flaw| settings::boundary_flaw(&router.text.words(lang), &flaw);
    Ok(flaw.map(|flaw| Handled::reply(Reply::Errors(vec![(settings::BOUNDARY.to_owned(), sentence(flaw))]))))
}

pub(super) async fn sent(router: &Router, submission: Submission, lang: Lang) -> Result<Handled> {
    if let Some(flawed) = flawed(router, &submission, None, lang).await? {
        return Ok(flawed);
    }
    let fields = &submission.fields;
    let new = NewSettings {
        weekday: fields.choice(settings::WEEKDAY).and_then(|day| day.parse().ok()),
        hour: fields.choice(settings::HOUR).and_then(|hour| hour.parse().ok()),
        rhythm: fields.choice(settings::RHYTHM).map(|word| Rhythm::parse(&word)),
        people_per_reminder: fields.choice(settings::PEOPLE).and_then(|people| people.parse().ok()),
        language: fields.choice(settings::LANGUAGE),
        boundary: boundary(&submission),
    };
    router.app.change_settings(&submission.by, &new).await?;
    let before = router.app.standing(&submission.by).await?;
    match fields.choice(settings::REST).as_deref().map(RestChoice::parse) {
        Some(Some(length)) => drop(router.app.rest(&submission.by, length.rest_for()).await?),
        Some(None) if fields.choice(settings::REST).as_deref() == Some(settings::LISTEN) && before.resting.is_some() => {
            drop(router.app.back(&submission.by).await?);
        }
        _ => {}
    }
    // The language may be another one now.
    let (_, lang) = router.lang(&submission.by).await?;
    let words = router.text.words(lang);
    let now = router.app.standing(&submission.by).await?;
    let slot = now.member.as_ref().map_or((SlotTime::DEFAULT, Rhythm::Weekly), |member| (member.slot, member.rhythm));
    let message = match now.resting {
        // Somebody at rest is not told when the next note comes.
        Some(until) => view::answer(&words, &Answer::Resting { until, today: now.today }),
        None => settings::saved(&words, slot),
    };
    Ok(Memo::read(&submission.form.note).told(router, submission.by, lang, vec![message]))
}
