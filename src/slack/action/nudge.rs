//! [We've been in touch], [Not this week], [Not this person], under a nudge.

use super::show_reminder;
use crate::app::Result;
use crate::domain::nudge::NudgeAnswer;
use crate::slack::inbound::Action;
use crate::slack::live::Then;
use crate::slack::router::Router;
use crate::slack::view::actions;
use crate::text::Lang;

pub(super) async fn run(router: &Router, action: Action, word: &str, lang: Lang) -> Result<Vec<Then>> {
    if word == actions::NUDGE_UNDO {
        let message = router.app.undo_refusal(&action.by, &action.value.into()).await?;
        return show_reminder(router, action.by, message, lang).await;
    }
    let Some(answer) = NudgeAnswer::parse(word) else {
        return Ok(Vec::new());
    };
    let message = router.app.answer_nudge(&action.by, &action.value.into(), answer, action.message_ts.as_deref()).await?;
    show_reminder(router, action.by, message, lang).await
}
