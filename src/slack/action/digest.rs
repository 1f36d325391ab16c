//! [We met for the first time], under an answer.

use crate::app::Result;
use crate::slack::inbound::Action;
use crate::slack::live::Then;
use crate::slack::router::Router;
use crate::slack::view;
use crate::text::Lang;

pub(super) async fn met_first(router: &Router, action: Action, lang: Lang) -> Result<Vec<Then>> {
    let answer = router.app.meet_first(&action.by, &action.value.into()).await?;
    let message = view::answer(&router.text.words(lang), &answer);
    Ok(action.response_url.map(|response_url| Then::Say { response_url, message }).into_iter().collect())
}
