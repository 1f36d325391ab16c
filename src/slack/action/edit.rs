//! [Edit] and [Change the day], under an answer, in a form or on Home: both open the same form.

use super::{entry_ids, open_or_change, show};
use crate::app::Result;
use crate::domain::answer::Answer;
use crate::slack::form;
use crate::slack::form::place::Place;
use crate::slack::inbound::Action;
use crate::slack::live::Then;
use crate::slack::router::Router;
use crate::text::Lang;

pub(super) async fn run(router: &Router, action: Action, lang: Lang) -> Result<Vec<Then>> {
    let Some(entry) = router.app.read_entry(&action.by, &entry_ids(&action.value)).await? else {
        return Ok(show(router, action, lang, &Answer::NothingToTakeBack));
    };
    let place = match action.home {
        Some(page) => Place::HomeAt(page.as_word()),
        None => Place::pressed(action.response_url.as_deref(), action.form.as_ref()),
    };
    let form = form::edit::filled_in(router, &action.by, lang, entry, place).await?;
    Ok(open_or_change(action, form))
}

/// [Open the form]: what could not be read, to be put right there.
pub(super) async fn fill(router: &Router, action: Action, lang: Lang, kind: form::typed::Kind) -> Result<Vec<Then>> {
    let place = Place::pressed(action.response_url.as_deref(), action.form.as_ref());
    let form = form::typed::form(router, &action.by, lang, kind, &action.value, place).await?;
    Ok(open_or_change(action, form))
}
