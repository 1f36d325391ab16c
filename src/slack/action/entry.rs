//! `[Undo]` and [Record it twice], under an answer or on Home.

use super::{entry_ids, show};
use crate::app::Result;
use crate::slack::inbound::Action;
use crate::slack::live::Then;
use crate::slack::router::Router;
use crate::text::Lang;

pub(super) async fn undo(router: &Router, action: Action, lang: Lang) -> Result<Vec<Then>> {
    let answer = router.app.take_back(&action.by, &entry_ids(&action.value)).await?;
    Ok(show(router, action, lang, &answer))
}

pub(super) async fn keep_twice(router: &Router, action: Action, lang: Lang) -> Result<Vec<Then>> {
    let answer = router.app.keep_twice(&action.by, &entry_ids(&action.value)).await?;
    Ok(show(router, action, lang, &answer))
}
