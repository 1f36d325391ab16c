//! [First meeting], under an answer.

use super::show;
use crate::app::Result;
use crate::slack::inbound::Action;
use crate::slack::live::Then;
use crate::slack::router::Router;
use crate::slack::view;
use crate::text::Lang;

pub(super) async fn met_first(router: &Router, action: Action, lang: Lang) -> Result<Vec<Then>> {
    let answer = router.app.meet_first(&action.by, &action.value.as_str().into()).await?;
    Ok(match action.response_url {
        // What was kept stays where it is, with its buttons.
        Some(response_url) => vec![Then::Say { response_url, message: view::answer(&router.text.words(lang), &answer) }],
        None => show(router, action, lang, &answer),
    })
}
