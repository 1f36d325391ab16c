//! The form behind the shortcut on a message: who wrote it, and where it is found. What it says never gets here.

use super::gave;
use super::place::Place;
use crate::app::find_message::message_url;
use crate::app::name_people::Named;
use crate::app::{Actor, Failure, Result};
use crate::domain::ids::PersonId;
use crate::domain::refusal::Refusal;
use crate::slack::inbound::{MessageRef, Shortcut};
use crate::slack::router::Router;
use crate::slack::view::Form;
use crate::slack::view::recording::Filled;
use crate::text::Lang;

/// The form with the message's author and its address.
pub(in crate::slack) async fn form(router: &Router, shortcut: &Shortcut, lang: Lang) -> Result<Form> {
    let by = &shortcut.by;
    let mut filled = Filled::blank(router.app.today(by).await?);
    if let Some(message) = &shortcut.message {
        let hint = match &message.author {
            Some(author) => unfit(router, by, author).await?,
            None => Some("form-author-app"),
        };
        filled.hint = hint.map(|key| router.text.words(lang).mrkdwn(key, &[]));
        if filled.hint.is_none() {
            filled.people.extend(message.author.clone());
        }
        filled.link = link(router, by, message).await;
    }
    Ok(gave::filled_in(router, lang, &filled, Place::said(shortcut.response_url.as_deref())))
}

/// What is said about an author who can't be recorded.
async fn unfit(router: &Router, by: &Actor, author: &PersonId) -> Result<Option<&'static str>> {
    let named = Named { ids: vec![author.clone()], ..Named::default() };
    match router.app.name_people(by, &named).await {
        Ok(_) => Ok(None),
        Err(Failure::Refused(Refusal::OnlySelf)) => Ok(Some("form-author-self")),
        Err(Failure::Refused(Refusal::Bot(_))) => Ok(Some("form-author-app")),
        Err(Failure::Refused(_)) => Ok(Some("form-author-outside")),
        Err(broken) => Err(broken),
    }
}

/// Where the message is found, unless it stands in a conversation of few, which others can't open.
async fn link(router: &Router, by: &Actor, message: &MessageRef) -> Option<String> {
    if message.private {
        return None;
    }
    let known = router.app.workspace_url(&by.workspace).await.ok()?;
    let url = match known {
        Some(url) => url,
        None => learn_url(router, by).await?,
    };
    message_url(&url, &message.channel, &message.ts)
}

/// Asks Slack once where the workspace is found. Without it there is no link, and everything else goes on.
async fn learn_url(router: &Router, by: &Actor) -> Option<String> {
    let workspace = router.app.workspace(&by.workspace).await.ok()??;
    let url = router.client.auth_test(&workspace.bot_token).await.ok()?.url?;
    router.app.note_workspace_url(&by.workspace, &url).await.ok()?;
    Some(url)
}
