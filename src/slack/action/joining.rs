//! Buttons that open a form: [Join Goodturn], [Settings], [Anything to add from last week?], [Name somebody]; and the list of people.

use crate::app::Result;
use crate::domain::ids::MessageId;
use crate::slack::form;
use crate::slack::inbound::Action;
use crate::slack::live::Then;
use crate::slack::router::Router;
use crate::slack::view::{self, Form, actions};
use crate::text::Lang;

/// Opens what the button stands for; none for a button that is not one of these.
pub(super) async fn run(router: &Router, action: &Action, lang: Lang) -> Result<Option<Vec<Then>>> {
    let url = action.response_url.as_deref();
    let form = match action.id.as_str() {
        actions::JOIN_OPEN => return join(router, action, lang).await.map(Some),
        actions::PEOPLE_OFF | actions::PEOPLE_AGAIN => return people(router, action, lang).await.map(Some),
        actions::SETTINGS_OPEN => form::settings::blank(router, &action.by, lang, url).await?,
        actions::RECORD_OPEN => form::gave::blank(router, &action.by, lang, url).await?,
        actions::CONTACTS_OPEN => {
            let message = MessageId::new(action.value.as_str());
            router.app.pressed_on(&action.by, &message, action.message_ts.as_deref()).await?;
            form::join::contacts(router, lang, message)
        }
        _ => return Ok(None),
    };
    Ok(Some(open(action, form).into_iter().collect()))
}

fn open(action: &Action, form: Form) -> Option<Then> {
    let (by, response_url) = (action.by.clone(), action.response_url.clone());
    action.opens.clone().map(|trigger| Then::Open { by, trigger, form: Box::new(form), response_url })
}

/// What is asked may be skipped, so a form that can't be opened keeps nobody from joining.
async fn join(router: &Router, action: &Action, lang: Lang) -> Result<Vec<Then>> {
    let form = form::join::blank(router, &action.by, lang, action.response_url.as_deref()).await?;
    let (by, response_url) = (action.by.clone(), action.response_url.clone());
    Ok(vec![Then::OpenToJoin { by, trigger: action.opens.clone().unwrap_or_default(), form: Box::new(form), response_url }])
}

/// Changes one of the actor's lists, and shows them as they are then.
async fn people(router: &Router, action: &Action, lang: Lang) -> Result<Vec<Then>> {
    let person = action.value.as_str().into();
    if action.id == actions::PEOPLE_OFF {
        router.app.untend_one(&action.by, person).await?;
    } else {
        router.app.may_be_named(&action.by, &person).await?;
    }
    let mine = router.app.my_people(&action.by).await?;
    Ok(match &action.response_url {
        Some(url) => vec![Then::Replace { response_url: url.clone(), message: view::people::mine(&router.text.words(lang), &mine) }],
        None => vec![Then::Home(action.by.clone())],
    })
}
