//! The form behind a bare `/asked` and its shortcut: people or a team, what, and which day.

use super::callbacks;
use super::place::{Memo, Place};
use crate::app::name_people::Named;
use crate::app::open_ask::OpenAsk;
use crate::app::{Actor, Result};
use crate::domain::ids::TeamId;
use crate::domain::note::Note;
use crate::slack::inbound::Submission;
use crate::slack::inbound::fields::Fields;
use crate::slack::live::Handled;
use crate::slack::router::Router;
use crate::slack::view::recording::{self, Filled, TEAM};
use crate::slack::view::{self, Form};
use crate::text::Lang;

/// The empty form. The answer goes to `response_url`, or where there is none, takes the form's place.
///
/// # Errors
/// When the database refuses.
pub async fn blank(router: &Router, by: &Actor, lang: Lang, response_url: Option<&str>) -> Result<Form> {
    let filled = Filled::blank(router.app.today(by).await?);
    filled_in(router, by, lang, filled, Place::said(response_url)).await
}

/// The form, filled in; the teams to choose from are added.
pub(in crate::slack) async fn filled_in(router: &Router, by: &Actor, lang: Lang, filled: Filled, place: Place) -> Result<Form> {
    let filled = Filled { teams: router.app.known_teams(by).await?, ..filled };
    Ok(recording::asked(&router.text.words(lang), callbacks::ASKED, &filled).with_note(Memo::of(place, router).note()))
}

/// The team that was chosen from a menu, or typed where there are too many for one.
///
/// # Errors
/// A refusal for a name that no known team has; otherwise when the database refuses.
pub(super) async fn team_meant(router: &Router, by: &Actor, fields: &Fields) -> Result<Option<TeamId>> {
    match fields.choice(TEAM) {
        Some(said) => router.app.team_meant(by, &said).await.map(Some),
        None => Ok(None),
    }
}

pub(super) async fn sent(router: &Router, submission: Submission, lang: Lang) -> Result<Handled> {
    let fields = &submission.fields;
    let named = Named { ids: fields.people(view::form::WHO), ..Named::default() };
    let team = team_meant(router, &submission.by, fields).await?;
    let note = Note::plain(&fields.text(view::form::WHAT).unwrap_or_default());
    let on = fields.day(view::form::ON);
    let by = submission.by.clone();
    let answer = router.app.open_ask(OpenAsk { by: submission.by, named, team, note, on, trigger: submission.trigger }).await?;
    Ok(Memo::read(&submission.form.note).answered(router, by, lang, &answer))
}
