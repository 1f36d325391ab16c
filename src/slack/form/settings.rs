//! The form of settings: day, hour, rhythm, people per reminder, language, boundary, rest.

use super::callbacks;
use crate::app::change_settings::NewSettings;
use crate::app::{Actor, Result};
use crate::domain::person::Rhythm;
use crate::domain::refusal::Refusal;
use crate::domain::slot::SlotTime;
use crate::slack::action::rest::RestChoice;
use crate::slack::inbound::Submission;
use crate::slack::live::Handled;
use crate::slack::router::Router;
use crate::slack::view::{Form, settings};
use crate::text::Lang;

/// The form, filled in with what holds now.
///
/// # Errors
/// A refusal for people who did not join; otherwise when the database refuses.
pub async fn blank(router: &Router, by: &Actor, lang: Lang, response_url: Option<&str>) -> Result<Form> {
    let standing = router.app.standing(by).await?;
    let member = standing.member.clone().ok_or(Refusal::NotAMember)?;
    let form = settings::form(&router.text.words(lang), callbacks::SETTINGS, &standing, &member);
    Ok(form.with_note(response_url.unwrap_or_default().to_owned()))
}

pub(super) async fn sent(router: &Router, submission: Submission) -> Result<Handled> {
    let fields = &submission.fields;
    let new = NewSettings {
        weekday: fields.choice(settings::WEEKDAY).and_then(|day| day.parse().ok()),
        hour: fields.choice(settings::HOUR).and_then(|hour| hour.parse().ok()),
        rhythm: fields.choice(settings::RHYTHM).map(|word| Rhythm::parse(&word)),
        people_per_reminder: fields.choice(settings::PEOPLE).and_then(|people| people.parse().ok()),
        language: fields.choice(settings::LANGUAGE),
        boundary: Some(fields.choice(settings::BOUNDARY).unwrap_or_default()),
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
    let slot = router.app.standing(&submission.by).await?.member.map_or(SlotTime::DEFAULT, |member| member.slot);
    let message = settings::saved(&router.text.words(lang), slot);
    Ok(super::join::said_to(submission, [message]))
}
