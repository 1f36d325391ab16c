//! [Rest for two weeks], under a reminder.

use super::show_reminder;
use crate::app::Result;
use crate::app::rest::RestFor;
use crate::slack::inbound::Action;
use crate::slack::live::Then;
use crate::slack::router::Router;
use crate::text::Lang;

/// What the button says.
const WEEKS: i64 = 2;

pub(super) async fn run(router: &Router, action: Action, lang: Lang) -> Result<Vec<Then>> {
    let message = action.value.as_str().into();
    router.app.pressed_on(&action.by, &message, action.message_ts.as_deref()).await?;
    router.app.rest(&action.by, RestFor::Weeks(WEEKS)).await?;
    show_reminder(router, action.by, Some(message), lang).await
}
