//! The form for a team's card: opened with what stands there, sent back by a member of the team.

use super::callbacks;
use super::place::{holds, told_in_form};
use crate::app::Result;
use crate::app::edit_card::{CardShown, Edited};
use crate::domain::day::Millis;
use crate::domain::ids::TeamId;
use crate::slack::inbound::Submission;
use crate::slack::live::{Handled, Reply, Then};
use crate::slack::router::Router;
use crate::slack::view::{self, Form};
use crate::text::Lang;

/// Between the parts of what the form carries for us: the team, when its card was changed last, where the answer goes, and
/// when it was opened.
const BETWEEN: char = ' ';

/// The form with what stands on the card. The answer goes to `response_url`, where there is one.
#[must_use]
pub fn filled(router: &Router, lang: Lang, shown: &CardShown, response_url: Option<&str>) -> Form {
    let before = shown.card.as_ref().map_or_else(|| "-".to_owned(), |card| card.edited_at.0.to_string());
    let opened = router.app.now().0.to_string();
    let note = [shown.team.as_str(), &before, response_url.unwrap_or("-"), &opened].join(&BETWEEN.to_string());
    view::card::card_form(&router.text.words(lang), callbacks::CARD, shown).with_note(note)
}

pub(super) async fn sent(router: &Router, submission: Submission, lang: Lang) -> Result<Handled> {
    let words = router.text.words(lang);
    let mut note = submission.form.note.split(BETWEEN);
    let Some(team) = note.next().filter(|team| !team.is_empty()).map(TeamId::from) else { return Ok(Handled::nothing()) };
    let before = note.next().and_then(|at| at.parse().ok()).map(Millis);
    let response_url = note.next().filter(|url| url.starts_with("http")).map(str::to_owned);
    let opened = note.next().and_then(|at| at.parse().ok()).map(Millis);
    let draft = view::card::draft(|name| submission.fields.text(name).unwrap_or_default());
    match router.app.edit_card(&submission.by, &team, &draft, before).await? {
        Edited::Flawed(flaws) => Ok(Handled::reply(Reply::Errors(view::card::card_flaws(&words, &flaws)))),
        Edited::Overtaken => Ok(Handled::reply(Reply::Errors(view::card::card_overtaken(&words)))),
        Edited::Done(shown) => {
            let message = view::card::card(&words, &shown);
            Ok(match response_url {
                Some(_) if !holds(opened, router.app.now()) => told_in_form(router, lang, &[message]),
                Some(response_url) => Handled::then(vec![Then::Replace { response_url, message }]),
                None => Handled::then(vec![Then::Home(submission.by)]),
            })
        }
    }
}
