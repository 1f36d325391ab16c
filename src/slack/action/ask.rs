//! [They helped], [Not yet], [Let it go], under an ask.

use super::{open_or_change, show_reminders};
use crate::app::Result;
use crate::app::close_ask::AskEnd;
use crate::slack::form;
use crate::slack::inbound::Action;
use crate::slack::live::Then;
use crate::slack::router::Router;
use crate::text::Lang;

pub(super) async fn run(router: &Router, action: Action, word: &str, lang: Lang) -> Result<Vec<Then>> {
    let Some(end) = AskEnd::parse(word) else { return Ok(Vec::new()) };
    let ask = action.value.as_str().into();
    let messages = router.app.close_ask(&action.by, &ask, end, action.message_ts.as_deref()).await?;
    if end == AskEnd::Helped
        && let Some(team_ask) = router.app.asked_a_team(&action.by, &ask).await?
    {
        // A whole team was asked, so the ask is still open: who of them was it?
        return Ok(open_or_change(action, form::helped::blank(router, lang, team_ask)));
    }
    if messages.is_empty() {
        return Ok(vec![Then::Home(action.by)]);
    }
    let mut then = show_reminders(router, &action.by, &messages, lang).await?;
    if action.home.is_some() {
        then.insert(0, Then::Home(action.by));
    }
    Ok(then)
}
