//! [We met for the first time], under an answer; [It is there] and [Post it], on an admin's Home, for a digest that is held.

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

pub(super) async fn is_there(router: &Router, action: Action) -> Result<Vec<Then>> {
    router.app.digest_is_there(&action.by, &action.value.into()).await?;
    Ok(vec![Then::Home(action.by)])
}

pub(super) async fn post_it(router: &Router, action: Action) -> Result<Vec<Then>> {
    router.app.digest_post_it(&action.by, &action.value.into()).await?;
    Ok(vec![Then::Home(action.by)])
}
