//! The form behind [Edit]: the entries as they are, to be changed.

use super::callbacks;
use super::place::{Memo, Place};
use crate::app::edit_entry::{EditEntry, Editable};
use crate::app::{Actor, Result};
use crate::domain::entry::{EntryKind, Way};
use crate::slack::inbound::Submission;
use crate::slack::live::Handled;
use crate::slack::router::Router;
use crate::slack::view::recording::{self, Filled, WAY};
use crate::slack::view::{self, Form};
use crate::text::Lang;

/// The form with what the entries say now.
pub(in crate::slack) async fn filled_in(router: &Router, by: &Actor, lang: Lang, entry: Editable, place: Place) -> Result<Form> {
    let words = router.text.words(lang);
    let memo = Memo { entries: entry.entries, ..Memo::of(place, router) };
    let mut filled =
        Filled { people: entry.people, words: entry.words, team: entry.team, nameless: entry.nameless, ..Filled::blank(entry.day) };
    let form = match entry.kind {
        EntryKind::Act(way) => {
            filled.way = way;
            recording::edit_act(&words, callbacks::EDIT, &filled)
        }
        EntryKind::Ask => {
            filled.teams = router.app.known_teams(by).await?;
            recording::edit_ask(&words, callbacks::EDIT, &filled)
        }
    };
    Ok(form.with_note(memo.note()))
}

pub(super) async fn sent(router: &Router, submission: Submission, lang: Lang) -> Result<Handled> {
    let mut memo = Memo::read(&submission.form.note);
    let fields = &submission.fields;
    // Where the answer stands in the form itself, the same view was sent before for something else: its hash tells the two apart.
    let trigger = submission.form.hash.as_ref().map(|hash| format!("edit:{}:{hash}", submission.form.id));
    // An input that must be filled in and is not there was not shown; one that was left empty keeps the words.
    let input = EditEntry {
        by: submission.by.clone(),
        entries: std::mem::take(&mut memo.entries),
        people: fields.people(view::form::WHO),
        team: super::asked::team_meant(router, &submission.by, fields).await?,
        way: fields.choice(WAY).and_then(|way| Way::parse(&way)),
        words: fields.text(view::form::WHAT),
        on: fields.day(view::form::ON),
        trigger,
    };
    let answer = router.app.edit_entry(input).await?;
    Ok(memo.answered(router, submission.by, lang, &answer))
}
