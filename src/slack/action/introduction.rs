//! [Yes, introduce us] and [No, thank you]; [You may name me] and [Rather not]; [Introduce them] and [Not now].

use super::show_reminder;
use crate::app::Result;
use crate::domain::ids::{ChannelId, IntroductionId, MessageId};
use crate::slack::form;
use crate::slack::inbound::Action;
use crate::slack::live::Then;
use crate::slack::router::Router;
use crate::slack::view;
use crate::text::Lang;

/// Takes the answer of one of the two; the value is the introduction.
pub(super) async fn consent(router: &Router, action: Action, lang: Lang, yes: bool) -> Result<Vec<Then>> {
    let id = IntroductionId::new(action.value.as_str());
    let shown = router.app.answer_introduction(&action.by, &id, yes, action.message_ts.as_deref()).await?;
    let words = router.text.words(lang);
    let message = shown.map_or_else(|| view::introduction::passed(&words), |shown| view::introduction::consent(&words, &shown));
    let place = action.channel.zip(action.message_ts);
    Ok(place.map(|(channel, ts)| Then::Update { by: action.by, channel: ChannelId::from(channel), ts, message }).into_iter().collect())
}

/// Takes the word of one of the three on being named; the value is the introduction. Only who pressed sees the answer.
pub(super) async fn named(router: &Router, action: Action, lang: Lang, yes: bool) -> Result<Vec<Then>> {
    let id = IntroductionId::new(action.value.as_str());
    let Some(now) = router.app.name_introduced(&action.by, &id, yes, action.message_ts.as_deref()).await? else { return Ok(Vec::new()) };
    let message = view::introduction::named(&router.text.words(lang), now);
    Ok(action.response_url.map(|response_url| Then::Say { response_url, message }).into_iter().collect())
}

/// A suggested introduction: opens the form, or lets it be; the value is the reminder.
pub(super) async fn suggested(router: &Router, action: Action, lang: Lang, yes: bool) -> Result<Vec<Then>> {
    let message = MessageId::new(action.value.as_str());
    if !yes {
        router.app.answer_suggestion(&action.by, &message, false, action.message_ts.as_deref()).await?;
        return show_reminder(router, action.by, Some(message), lang).await;
    }
    let Some(one) = router.app.suggestion_of(&action.by, &message).await?.filter(|one| one.answer.is_none()) else {
        return show_reminder(router, action.by, Some(message), lang).await;
    };
    let form = form::introduce::suggested(router, lang, &one, action.response_url.as_deref());
    let open = action.opens.map(|trigger| Then::Open { by: action.by, trigger, form: Box::new(form), response_url: action.response_url });
    Ok(open.into_iter().collect())
}
