//! The form of joining: team, boundary, whom one dealt with lately, day and hour. Everything may be skipped.

use super::callbacks;
use crate::app::change_settings::NewSettings;
use crate::app::join::Said;
use crate::app::{Actor, Result};
use crate::domain::answer::Answer;
use crate::slack::inbound::Submission;
use crate::slack::live::{Handled, Then};
use crate::slack::router::Router;
use crate::slack::view::{self, Form, joining, settings};
use crate::text::Lang;

/// The form. The answer goes to `response_url`, where there is one.
///
/// # Errors
/// When the database refuses.
pub async fn blank(router: &Router, by: &Actor, lang: Lang, response_url: Option<&str>) -> Result<Form> {
    let standing = router.app.standing(by).await?;
    let form = joining::join_form(&router.text.words(lang), callbacks::JOIN, &standing);
    Ok(form.with_note(response_url.unwrap_or_default().to_owned()))
}

/// The form that names people one deals with, by itself.
#[must_use]
pub fn contacts(router: &Router, lang: Lang) -> Form {
    joining::contacts_form(&router.text.words(lang), callbacks::CONTACTS)
}

pub(super) async fn sent(router: &Router, submission: Submission, lang: Lang) -> Result<Handled> {
    let fields = &submission.fields;
    let said = Said {
        team: fields.choice(settings::TEAM),
        contacts: fields.people(joining::CONTACTS),
        settings: NewSettings {
            weekday: fields.choice(settings::WEEKDAY).and_then(|day| day.parse().ok()),
            hour: fields.choice(settings::HOUR).and_then(|hour| hour.parse().ok()),
            boundary: fields.choice(settings::BOUNDARY),
            ..NewSettings::default()
        },
    };
    let answers = router.app.join_saying(&submission.by, &said).await?;
    let words = router.text.words(lang);
    let message = |answer: &Answer| match answer {
        Answer::AlreadyJoined { slot } => settings::saved(&words, *slot),
        other => view::answer(&words, other),
    };
    Ok(said_to(submission, answers.iter().map(message)))
}

pub(super) async fn contacts_sent(router: &Router, submission: Submission) -> Result<Handled> {
    router.app.add_contacts(&submission.by, &submission.fields.people(joining::CONTACTS)).await?;
    Ok(Handled::nothing())
}

/// Says it where the form came from; on Home, Home shows it.
pub(super) fn said_to(submission: Submission, messages: impl IntoIterator<Item = view::Rendered>) -> Handled {
    let home = Then::Home(submission.by);
    Handled::then(match Some(submission.form.note).filter(|url| !url.is_empty()) {
        Some(url) => messages.into_iter().map(|message| Then::Say { response_url: url.clone(), message }).collect(),
        None => vec![home],
    })
}
