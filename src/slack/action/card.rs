//! [Edit the card], [Show in the digest], [Agree], [Don't show], on a team's card.

use super::open_or_change;
use crate::app::Result;
use crate::domain::ids::TeamId;
use crate::slack::form;
use crate::slack::inbound::Action;
use crate::slack::live::Then;
use crate::slack::router::Router;
use crate::slack::view;
use crate::text::Lang;

/// Opens the form of a card; the value is the team.
pub(super) async fn edit(router: &Router, action: Action, lang: Lang) -> Result<Vec<Then>> {
    let Some(shown) = router.app.card_of(&action.by, &TeamId::new(action.value.as_str())).await? else { return Ok(Vec::new()) };
    let form = form::card::filled(router, lang, &shown, action.response_url.as_deref());
    Ok(open_or_change(action, form))
}

/// Shows a struggle in the digest, or agrees, or takes it back; the value is the team and the line.
pub(super) async fn show(router: &Router, action: Action, lang: Lang, shown: bool) -> Result<Vec<Then>> {
    let Some((team, line)) = action.value.split_once(':') else { return Ok(Vec::new()) };
    let team = TeamId::from(team);
    router.app.show_struggle(&action.by, &team, line, shown).await?;
    let Some(card) = router.app.card_of(&action.by, &team).await? else { return Ok(Vec::new()) };
    let message = view::card::card(&router.text.words(lang), &card);
    Ok(match action.response_url {
        Some(response_url) => vec![Then::Replace { response_url, message }],
        None => vec![Then::Home(action.by)],
    })
}
