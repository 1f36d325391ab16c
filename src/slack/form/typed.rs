//! A form filled in with what was typed after a command, as far as it could be read: nothing typed is lost.
//!
//! A user group stands for the people in it: Slack is asked who they are, and the form offers them.

use std::time::Duration;

use super::place::Place;
use super::{asked, gave};
use crate::app::name_people::Named;
use crate::app::{Actor, Result};
use crate::domain::ids::PersonId;
use crate::domain::note::Note;
use crate::domain::refusal::Refusal;
use crate::domain::when::closing_day;
use crate::slack::client::Lane;
use crate::slack::command::parse::people_and_note;
use crate::slack::router::Router;
use crate::slack::view::Form;
use crate::slack::view::recording::{Filled, can_be_listed, fits};
use crate::text::{Lang, Value};

/// How long Slack may take to tell who is in a group: the permission to open a form holds for three seconds.
const GROUP_WITHIN: Duration = Duration::from_millis(1_500);

/// Which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::slack) enum Kind {
    /// What was given, or received.
    Gave,
    /// What was asked.
    Asked,
}

/// The form with what was typed, for the answer to go to `place`.
pub(in crate::slack) async fn form(router: &Router, by: &Actor, lang: Lang, kind: Kind, text: &str, place: Place) -> Result<Form> {
    let (named, note) = people_and_note(text);
    let filled = filled(router, by, &named, &note).await?;
    of_kind(router, by, lang, kind, filled, place).await
}

/// The form that asks who of a group is meant.
///
/// # Errors
/// A refusal for a note that is longer than a form holds: it is given back instead.
pub(in crate::slack) async fn of_group(
    router: &Router,
    by: &Actor,
    lang: Lang,
    kind: Kind,
    (named, note): (&Named, &Note),
    place: Place,
) -> Result<Form> {
    let group = named.group.clone().unwrap_or_default();
    let mut filled = filled(router, by, named, note).await?;
    if !fits(&filled.words) {
        return Err(Refusal::GroupNamed(group).into());
    }
    let mut members = match &named.group_id {
        Some(id) => members(router, by, id).await,
        None => Vec::new(),
    };
    // Who was named beside the group is among those to choose from, and chosen.
    members.extend(filled.people.iter().cloned());
    members.sort();
    members.dedup();
    let among = router.app.can_be_named(by, &members).await?;
    let seen = can_be_listed(among.len()) && among.len() > filled.people.len();
    let hint = [("group", Value::Plain(format!("@{group}")))];
    filled.hint = Some(router.text.words(lang).mrkdwn(if seen { "form-group" } else { "form-group-unseen" }, &hint));
    filled.among = seen.then_some(among);
    if kind == Kind::Asked {
        let teams = router.app.known_teams(by).await?;
        filled.team = teams.into_iter().find(|(_, name)| name.to_lowercase() == group.to_lowercase()).map(|(id, _)| id);
    }
    of_kind(router, by, lang, kind, filled, place).await
}

async fn of_kind(router: &Router, by: &Actor, lang: Lang, kind: Kind, filled: Filled, place: Place) -> Result<Form> {
    match kind {
        Kind::Gave => Ok(gave::filled_in(router, lang, &filled, place)),
        Kind::Asked => asked::filled_in(router, by, lang, filled, place).await,
    }
}

/// What was typed, put into the inputs: people, words, and the day that the closing words name.
async fn filled(router: &Router, by: &Actor, named: &Named, note: &Note) -> Result<Filled> {
    let today = router.app.today(by).await?;
    let (day, words) = closing_day(note.as_str(), today).unwrap_or((today, note.as_str()));
    let words = router.app.as_words(by, &Note::new(words)).await?;
    Ok(Filled { people: router.app.as_far_as_named(by, named).await?, words, ..Filled::blank(day) })
}

/// Who is in a group; nobody, when Slack doesn't tell in time.
async fn members(router: &Router, by: &Actor, group: &str) -> Vec<PersonId> {
    let asked = async {
        let workspace = router.app.workspace(&by.workspace).await.ok()??;
        router.client.group_members(&workspace.bot_token, group, Lane::Live).await.ok()
    };
    tokio::time::timeout(GROUP_WITHIN, asked).await.ok().flatten().unwrap_or_default()
}
