//! "Which team is Sam in?": a team chosen from the menu, or [Another team].

use super::{entry_ids, open_or_change, show};
use crate::app::Result;
use crate::domain::ids::{EntryId, PersonId};
use crate::slack::form;
use crate::slack::form::place::Place;
use crate::slack::inbound::Action;
use crate::slack::live::Then;
use crate::slack::router::Router;
use crate::text::Lang;

/// A team was chosen; `subject` is the person and the entries under which it was asked.
pub(super) async fn chosen(router: &Router, action: Action, subject: &str, lang: Lang) -> Result<Vec<Then>> {
    let (person, entries) = about(subject);
    let teams = router.app.known_teams(&action.by).await?;
    let Some((_, team)) = teams.into_iter().find(|(id, _)| id.as_str() == action.value) else { return Ok(Vec::new()) };
    router.app.say_team_of(&action.by, &person, &team).await?;
    let answer = router.app.team_noted(&action.by, person, &team, &entries).await?;
    Ok(show(router, action, lang, &answer))
}

/// [Another team]: its name is asked in a form.
pub(super) fn other(router: &Router, action: Action, lang: Lang) -> Vec<Then> {
    let (person, entries) = about(&action.value);
    let place = Place::pressed(action.response_url.as_deref(), action.form.as_ref());
    let form = form::whose_team::blank(router, lang, &person, entries, place);
    open_or_change(action, form)
}

fn about(subject: &str) -> (PersonId, Vec<EntryId>) {
    let (person, entries) = subject.split_once(':').unwrap_or((subject, ""));
    (person.into(), entry_ids(entries))
}
