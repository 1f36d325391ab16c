//! [They helped], [Not yet], [Let it go], under an ask.

use super::show_reminder;
use crate::app::Result;
use crate::app::close_ask::AskEnd;
use crate::slack::inbound::Action;
use crate::slack::live::Then;
use crate::slack::router::Router;
use crate::text::Lang;

pub(super) async fn run(router: &Router, action: Action, word: &str, lang: Lang) -> Result<Vec<Then>> {
    let Some(end) = AskEnd::parse(word) else { return Ok(Vec::new()) };
    let message = router.app.close_ask(&action.by, &action.value.into(), end, action.message_ts.as_deref()).await?;
    show_reminder(router, action.by, message, lang).await
}
