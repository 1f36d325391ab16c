//! What the router does after an acknowledgement to let people join: the form of joining, and the one post in a channel.

use super::client::CallError;
use super::router::Router;
use super::view::{self, Form};
use crate::app::Actor;
use crate::domain::ids::ChannelId;
use crate::text::Lang;

/// Errors with which Slack says that the bot can't post there.
const NOT_THERE: &[&str] = &["not_in_channel", "channel_not_found", "is_archived"];

impl Router {
    /// Opens a form beside an answer. Tells whether it is open.
    pub(super) async fn open_beside(&self, by: &Actor, trigger: Option<&str>, form: &Form) -> bool {
        let (Some(trigger), Ok(Some(token))) = (trigger, self.token(by).await) else { return false };
        let opened = self.client.open_form(&token, trigger, form).await;
        if let Err(error) = &opened {
            tracing::warn!(%error, "a form could not be opened");
        }
        opened.is_ok()
    }

    /// Opens the form of joining; where that can't be done, joins with the defaults and says so.
    pub(super) async fn open_to_join(&self, by: &Actor, trigger: &str, form: &Form, response_url: Option<&str>) -> Result<(), String> {
        let Some(token) = self.token(by).await? else { return Ok(()) };
        let Err(error) = self.client.open_form(&token, trigger, form).await else { return Ok(()) };
        let (_, lang) = self.lang(by).await.map_err(|error| error.to_string())?;
        let answer = self.app.join(by).await.map_err(|error| error.to_string())?;
        self.answer_late(response_url, &view::answer(&self.text.words(lang), &answer)).await;
        self.answer_late(response_url, &view::joining::said(&self.text.words(lang), "joining-without-form")).await;
        Err(error.to_string())
    }

    /// Posts the invitation, once a channel, and tells who asked for it what became of it.
    pub(super) async fn invite(&self, by: &Actor, channel: &ChannelId, response_url: &str) -> Result<(), String> {
        let lang = self.lang(by).await.map_or(Lang::En, |(_, lang)| lang);
        let (said, outcome) = match self.post_invitation(by, channel).await {
            Ok(said) => (said, Ok(())),
            Err(error) => ("invite-failed", Err(error)),
        };
        self.answer_late(Some(response_url), &view::joining::said(&self.text.words(lang), said)).await;
        outcome
    }

    async fn post_invitation(&self, by: &Actor, channel: &ChannelId) -> Result<&'static str, String> {
        let Some(token) = self.token(by).await? else { return Ok("invite-failed") };
        if !self.app.take_joining_post(by, channel).await.map_err(|error| error.to_string())? {
            return Ok("invite-there");
        }
        // Everybody in the channel reads it, so it is in the language of most: the workspace's own is not known, the asker's is.
        let lang = self.lang(by).await.map_or(Lang::En, |(_, lang)| lang);
        let post = view::joining::post(&self.text.words(lang));
        match self.client.post_message(&token, channel, &post).await {
            Ok(ts) => self.app.joining_posted(by, channel, &ts).await.map(|()| "invite-posted").map_err(|error| error.to_string()),
            // It may stand there: a second one would be worse than none.
            Err(CallError::Unanswered | CallError::Unreadable) => Ok("invite-in-doubt"),
            Err(error) => {
                self.app.joining_not_posted(by, channel).await.map_err(|error| error.to_string())?;
                match &error {
                    CallError::Refused(code) if NOT_THERE.contains(&code.as_str()) => Ok("invite-not-there"),
                    _ => Err(error.to_string()),
                }
            }
        }
    }
}
