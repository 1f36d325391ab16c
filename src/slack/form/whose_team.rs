//! The form behind [Another team], under "Which team is Sam in?": the team's name.

use super::callbacks;
use super::place::{Memo, Place};
use crate::app::Result;
use crate::domain::ids::{EntryId, PersonId};
use crate::slack::inbound::Submission;
use crate::slack::live::Handled;
use crate::slack::router::Router;
use crate::slack::view::Form;
use crate::slack::view::recording::{self, TEAM};
use crate::text::Lang;

/// The empty form.
pub(in crate::slack) fn blank(router: &Router, lang: Lang, person: &PersonId, entries: Vec<EntryId>, place: Place) -> Form {
    let form = recording::whose_team(&router.text.words(lang), callbacks::WHOSE_TEAM, person);
    form.with_note(Memo { entries, person: Some(person.as_str().to_owned()), ..Memo::of(place, router) }.note())
}

pub(super) async fn sent(router: &Router, submission: Submission, lang: Lang) -> Result<Handled> {
    let memo = Memo::read(&submission.form.note);
    let Some(person) = memo.person.clone().map(PersonId::from) else { return Ok(Handled::nothing()) };
    let team = submission.fields.text(TEAM).unwrap_or_default();
    router.app.say_team_of(&submission.by, &person, &team).await?;
    let answer = router.app.team_noted(&submission.by, person, &team, &memo.entries).await?;
    Ok(memo.answered(router, submission.by, lang, &answer))
}
