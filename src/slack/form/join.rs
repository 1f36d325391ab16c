//! The form of joining: team, boundary, whom one dealt with lately, day and hour. Everything may be skipped.

use super::callbacks;
use super::place::{Memo, Place};
use crate::app::change_settings::NewSettings;
use crate::app::join::Said;
use crate::app::{Actor, Result};
use crate::domain::answer::Answer;
use crate::domain::ids::MessageId;
use crate::domain::step::StepAnswer;
use crate::slack::action::show_reminder;
use crate::slack::inbound::Submission;
use crate::slack::live::Handled;
use crate::slack::router::Router;
use crate::slack::view::{self, Form, joining, settings};
use crate::text::Lang;

/// The form. The answer goes to `response_url`, where there is one.
///
/// # Errors
/// A refusal for who may not join; otherwise when the database refuses.
pub async fn blank(router: &Router, by: &Actor, lang: Lang, response_url: Option<&str>) -> Result<Form> {
    router.app.may_join(by).await?;
    let standing = router.app.standing(by).await?;
    let form = joining::join_form(&router.text.words(lang), callbacks::JOIN, &standing);
    Ok(form.with_note(Memo::of(Place::said_or_home(response_url), router).note()))
}

/// The form that names people one deals with, by itself, opened from the first step in the reminder `message`.
#[must_use]
pub fn contacts(router: &Router, lang: Lang, message: MessageId) -> Form {
    let memo = Memo { message: Some(message), ..Memo::of(Place::Home, router) };
    joining::contacts_form(&router.text.words(lang), callbacks::CONTACTS).with_note(memo.note())
}

pub(super) async fn sent(router: &Router, submission: Submission, lang: Lang) -> Result<Handled> {
    let fields = &submission.fields;
    if let Some(flawed) = super::settings::flawed(router, &submission, fields.choice(settings::TEAM).as_deref(), lang).await? {
        return Ok(flawed);
    }
    let said = Said {
        team: fields.choice(settings::TEAM),
        contacts: fields.people(joining::CONTACTS),
        settings: NewSettings {
            weekday: fields.choice(settings::WEEKDAY).and_then(|day| day.parse().ok()),
            hour: fields.choice(settings::HOUR).and_then(|hour| hour.parse().ok()),
            boundary: super::settings::boundary(&submission),
            ..NewSettings::default()
        },
    };
    let answers = router.app.join_saying(&submission.by, &said).await?;
    let words = router.text.words(lang);
    let message = |answer: &Answer| match answer {
        Answer::AlreadyJoined { slot, rhythm } => settings::saved(&words, (*slot, *rhythm)),
        other => view::answer(&words, other),
    };
    let messages = answers.iter().map(message).collect();
    Ok(Memo::read(&submission.form.note).told(router, submission.by, lang, messages))
}

/// Who was named is kept in mind, and the first step that asked for it is done.
pub(super) async fn contacts_sent(router: &Router, submission: Submission, lang: Lang) -> Result<Handled> {
    let people = submission.fields.people(joining::CONTACTS);
    let Some(message) = Memo::read(&submission.form.note).message.filter(|_| !people.is_empty()) else { return Ok(Handled::nothing()) };
    router.app.add_contacts(&submission.by, &people).await?;
    router.app.answer_step(&submission.by, &message, StepAnswer::Done, None).await?;
    Ok(Handled::then(show_reminder(router, submission.by, Some(message), lang).await?))
}
