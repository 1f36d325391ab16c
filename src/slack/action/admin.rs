//! The admins' buttons on Home, and the buttons inside previews, which do nothing. Who is no admin gets a calm sentence, whatever they press.

use crate::app::admin::Became;
use crate::app::{Actor, Result};
use crate::domain::ids::MessageId;
use crate::domain::message::Preview;
use crate::slack::form;
use crate::slack::inbound::Action;
use crate::slack::live::Then;
use crate::slack::router::Router;
use crate::slack::view::admin::{self, words as ids};
use crate::slack::view::{Form, actions};
use crate::text::{Lang, Mrkdwn};

/// Carries out what the button stands for; none for a button that is not one of these.
pub(super) async fn run(router: &Router, action: &Action, lang: Lang) -> Result<Option<Vec<Then>>> {
    let id = action.id.as_str();
    if id.starts_with(ids::PREVIEWED) {
        return Ok(Some(tell(router, action, lang, "preview-pressed")));
    }
    if !id.starts_with(ids::ADMIN) && id != actions::DIGEST_IS_THERE && id != actions::DIGEST_POST_IT {
        return Ok(None);
    }
    if id == ids::SET_UP {
        return set_up(router, action, lang).await.map(Some);
    }
    if !router.app.is_admin(&action.by).await? {
        return Ok(Some(and_home(tell(router, action, lang, "admin-refused"), &action.by)));
    }
    carry_out(router, action, lang).await.map(Some)
}

async fn carry_out(router: &Router, action: &Action, lang: Lang) -> Result<Vec<Then>> {
    let (app, by, id) = (&router.app, &action.by, action.id.as_str());
    match id {
        ids::OFF | ids::ON => {
            app.turn(by, id == ids::ON).await?;
        }
        ids::DIGEST => return Ok(open(action, form::admin_digest::blank(router, by, lang).await?)),
        ids::SOURCES => return Ok(open(action, form::admin_sources::blank(router, by, lang).await?)),
        ids::SOURCES_BACK => app.choose_team_sources(by, None).await?,
        ids::LOOK => return Ok(vec![Then::LookIntoChannel(by.clone())]),
        actions::DIGEST_IS_THERE | actions::DIGEST_POST_IT | ids::OPENING_IS_THERE | ids::OPENING_POST_IT => {
            return settle(router, action, lang).await;
        }
        _ => {
            let which = id.strip_prefix(ids::PREVIEW).and_then(Preview::parse);
            // However often the press is delivered, the preview is sent once.
            let key = action.trigger.as_deref().unwrap_or_default();
            if let Some(which) = which {
                app.preview(by, which, key).await?;
                return Ok(Vec::new());
            }
        }
    }
    Ok(vec![Then::Home(by.clone())])
}

async fn set_up(router: &Router, action: &Action, lang: Lang) -> Result<Vec<Then>> {
    let told = match router.app.become_admin(&action.by).await? {
        Became::Admin => Vec::new(),
        Became::Barred => tell(router, action, lang, "admin-refused"),
        Became::Taken(person) => say(router, action, lang, &admin::taken(&router.text.words(lang), &person)),
    };
    Ok(and_home(told, &action.by))
}

/// [It is there] and [Post it]; the value is the message.
async fn settle(router: &Router, action: &Action, lang: Lang) -> Result<Vec<Then>> {
    let (app, by, message) = (&router.app, &action.by, MessageId::new(action.value.as_str()));
    let posts = [actions::DIGEST_POST_IT, ids::OPENING_POST_IT].contains(&action.id.as_str());
    if posts && app.is_off(&by.workspace).await? {
        return Ok(tell(router, action, lang, "admin-is-off"));
    }
    let settled = match action.id.as_str() {
        actions::DIGEST_IS_THERE => app.digest_is_there(by, &message).await?,
        actions::DIGEST_POST_IT => app.digest_post_it(by, &message).await?,
        ids::OPENING_IS_THERE => app.opening_is_there(by, &message).await?,
        _ => app.opening_post_it(by, &message).await?,
    };
    let told = if settled { Vec::new() } else { tell(router, action, lang, "admin-settled") };
    Ok(and_home(told, by))
}

fn open(action: &Action, form: Form) -> Vec<Then> {
    let open = |trigger: String| Then::Open { by: action.by.clone(), trigger, form: Box::new(form), response_url: None };
    action.opens.clone().map(open).into_iter().collect()
}

fn tell(router: &Router, action: &Action, lang: Lang, key: &str) -> Vec<Then> {
    say(router, action, lang, &router.text.words(lang).mrkdwn(key, &[]))
}

fn say(router: &Router, action: &Action, lang: Lang, sentence: &Mrkdwn) -> Vec<Then> {
    router.tell((&action.by, lang), action.opens.as_deref(), action.response_url.as_deref(), sentence)
}

/// And Home as it is now.
fn and_home(mut then: Vec<Then>, by: &Actor) -> Vec<Then> {
    then.push(Then::Home(by.clone()));
    then
}
