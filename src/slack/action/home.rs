//! Buttons and menus that stand on App Home alone. Home shows what came of them, on the pages that it showed before.

use super::rest::RestChoice;
use crate::app::Result;
use crate::app::read_home::Page;
use crate::domain::ids::{PersonId, TeamId};
use crate::slack::form;
use crate::slack::form::callbacks;
use crate::slack::inbound::Action;
use crate::slack::live::Then;
use crate::slack::router::Router;
use crate::slack::view::{self, Form, home};
use crate::text::Lang;

/// Carries a press out; none for a button that stands elsewhere.
pub(super) async fn run(router: &Router, action: &Action, lang: Lang) -> Result<Option<Vec<Then>>> {
    let app = &router.app;
    Ok(Some(match action.id.as_str() {
        home::PAGE_NEWER | home::PAGE_OLDER => vec![Then::HomeAt(action.by.clone(), Page::parse(&action.value))],
        home::TEND => tend(router, action).await?,
        home::REST => {
            if let Some(choice) = RestChoice::parse(&action.value) {
                app.rest(&action.by, choice.rest_for()).await?;
            }
            shown(action)
        }
        home::BACK => {
            app.back(&action.by).await?;
            shown(action)
        }
        home::ASK => open(action, form::asked::blank(router, &action.by, lang, None).await?),
        home::CARD => {
            let card = app.card_of(&action.by, &TeamId::new(action.value.as_str())).await?;
            let form = card.map(|card| view::card::opened(&router.text.words(lang), callbacks::DONE, card));
            form.map_or_else(Vec::new, |form| open(action, form))
        }
        home::EXPORT => {
            if app.first_time(&action.by, action.trigger.as_deref()).await? {
                app.ask_for_export(&action.by).await?;
            }
            open(action, view::export::form(&router.text.words(lang), callbacks::DONE))
        }
        home::FORGET => open(action, form::forget::blank(router, lang)),
        _ => return Ok(None),
    }))
}

fn shown(action: &Action) -> Vec<Then> {
    vec![Then::Home(action.by.clone())]
}

fn open(action: &Action, form: Form) -> Vec<Then> {
    let (by, form) = (action.by.clone(), Box::new(form));
    action.opens.clone().map(|trigger| Then::Open { by, trigger, form, response_url: None }).into_iter().collect()
}

/// Another cadence for somebody who is tended, or off the list.
async fn tend(router: &Router, action: &Action) -> Result<Vec<Then>> {
    let Some((what, person)) = action.value.split_once(':') else { return Ok(Vec::new()) };
    let person = PersonId::from(person);
    if what == home::TEND_OFF {
        router.app.untend_one(&action.by, person).await?;
    } else if let Ok(weeks) = what.parse() {
        router.app.change_cadence(&action.by, &person, weeks).await?;
    }
    Ok(shown(action))
}
