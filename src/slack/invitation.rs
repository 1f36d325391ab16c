//! What the router does after an acknowledgement to let people join: the form of joining, and the one post in a channel.

use super::client::CallError;
use super::router::Router;
use super::view::{self, Form};
use crate::app::Actor;
use crate::app::invite::Place;
use crate::domain::ids::ChannelId;
use crate::text::Lang;

/// Errors with which Slack says that the bot can't post there.
const NOT_THERE: &[&str] = &["not_in_channel", "channel_not_found", "is_archived"];

impl Router {
    /// Opens a form beside an answer. Tells whether it is open, or may be.
    pub(super) async fn open_beside(&self, by: &Actor, trigger: Option<&str>, form: &Form) -> bool {
        let (Some(trigger), Ok(Some(token))) = (trigger, self.token(by).await) else { return false };
        let opened = self.client.open_form(&token, trigger, form).await;
        if let Err(error) = &opened {
            tracing::warn!(%error, "a form could not be opened");
        }
        opened.map_or_else(|error| error.may_have_happened(), |()| true)
    }

    /// Opens the form of joining; where that can't be done, joins with the defaults and says so.
    pub(super) async fn open_to_join(&self, by: &Actor, trigger: &str, form: &Form, response_url: Option<&str>) -> Result<(), String> {
        let Some(token) = self.token(by).await? else { return Ok(()) };
        let Err(error) = self.client.open_form(&token, trigger, form).await else { return Ok(()) };
        if error.may_have_happened() {
            // The form may be open, and then it is theirs to join by it or not.
            return Err(error.to_string());
        }
        let (_, lang) = self.lang(by).await.map_err(|error| error.to_string())?;
        let answer = self.app.join(by).await.map_err(|error| error.to_string())?;
        self.answer_late(response_url, &view::answer(&self.text.words(lang), &answer)).await;
        self.answer_late(response_url, &view::joining::said(&self.text.words(lang), "joining-without-form")).await;
        Err(error.to_string())
    }

    /// Posts the invitation, once a channel, and tells who asked for it what became of it.
    pub(super) async fn invite(&self, by: &Actor, channel: &ChannelId, response_url: &str) -> Result<(), String> {
        let lang = self.lang(by).await.map_or(Lang::En, |(_, lang)| lang);
        let (said, outcome) = self.post_invitation(by, channel).await.unwrap_or_else(|error| ("invite-failed", Err(error)));
        self.answer_late(Some(response_url), &view::joining::said(&self.text.words(lang), said)).await;
        outcome
    }

    /// What is said about it, and what the log is told.
    async fn post_invitation(&self, by: &Actor, channel: &ChannelId) -> Result<(&'static str, Result<(), String>), String> {
        let Some(token) = self.token(by).await? else { return Ok(("invite-failed", Ok(()))) };
        match self.app.take_joining_post(by, channel).await.map_err(|error| error.to_string())? {
            Place::Taken => {}
            Place::InDoubt => return Ok(("invite-in-doubt", Ok(()))),
            Place::Stands(ts) => {
                let gone = matches!(self.client.still_stands(&token, channel, &ts).await, Ok(false));
                if !gone || !self.app.retake_joining_post(by, channel, &ts).await.map_err(|error| error.to_string())? {
                    return Ok(("invite-there", Ok(())));
                }
            }
        }
        // Everybody in the channel reads it, so it is in the language of most: the workspace's own is not known, the asker's is.
        let lang = self.lang(by).await.map_or(Lang::En, |(_, lang)| lang);
        let post = view::joining::post(&self.text.words(lang));
        match self.client.post_message(&token, channel, &post).await {
            // It stands there, whatever becomes of the note of it.
            Ok(ts) => Ok(("invite-posted", self.app.joining_posted(by, channel, &ts).await.map_err(|error| error.to_string()))),
            // It may stand there: a second one at once would be worse than none.
            Err(error) if error.may_have_happened() => Ok(("invite-in-doubt", Err(error.to_string()))),
            Err(error) => {
                self.app.joining_not_posted(by, channel).await.map_err(|error| error.to_string())?;
                match &error {
                    CallError::Refused(code) if NOT_THERE.contains(&code.as_str()) => Ok(("invite-not-there", Ok(()))),
                    _ => Err(error.to_string()),
                }
            }
        }
    }
}
