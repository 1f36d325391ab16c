//! What the router does for admins around their Home: asks Slack what the set-up lacks, and looks whether the bot can write in a channel.

use super::client::CallError;
use super::form::callbacks;
use super::live::Then;
use super::manifest;
use super::router::Router;
use super::view::{self, Rendered, admin};
use crate::app::Actor;
use crate::app::read_admin::AdminPart;
use crate::domain::day::Millis;
use crate::domain::team_source::TeamSource;
use crate::text::{Lang, Mrkdwn};

/// How long Slack's word about scopes holds: it changes when the app is installed again.
const SCOPES_FOR_MS: i64 = Millis::HOUR;

/// Errors with which Slack says that the bot can't write in a channel.
const NOT_THERE: &[&str] = &["not_in_channel", "channel_not_found", "is_archived"];

/// Slack's word for a channel that the bot is in and the admin is not.
const ONLY_THE_BOT: &str = "user_not_in_channel";

impl Router {
    /// A Home, with what an admin sees on it, and with a line where everything is turned off.
    pub(super) async fn with_admin(&self, by: &Actor, lang: Lang, home: Rendered) -> Result<Rendered, String> {
        let broken = |error: crate::app::Failure| error.to_string();
        let mut part = self.app.read_admin(by).await.map_err(broken)?;
        if matches!(part, AdminPart::Admin(_)) && self.app.scopes_unknown_since(&by.workspace, SCOPES_FOR_MS).await.map_err(broken)? {
            self.look_up_scopes(by).await?;
            part = self.app.read_admin(by).await.map_err(broken)?;
        }
        let off = self.app.is_off(&by.workspace).await.map_err(broken)?;
        let words = self.text.words(lang);
        Ok(admin::around(&words, home, off, &admin::home(&words, &part)))
    }

    /// Asks Slack what the token may do. When Slack does not say, nothing is known, and Home is shown all the same.
    async fn look_up_scopes(&self, by: &Actor) -> Result<(), String> {
        let Some(token) = self.token(by).await? else { return Ok(()) };
        let Ok(examined) = self.client.examine(&token).await else { return Ok(()) };
        let Some(granted) = examined.scopes else { return Ok(()) };
        let order = self.app.team_order(&by.workspace).await.map_err(|error| error.to_string())?;
        let field = order.iter().any(|source| matches!(source, TeamSource::Field(_)));
        let missing = manifest::missing(&granted, field);
        self.app.scopes_looked_up(&by.workspace, &missing).await.map_err(|error| error.to_string())
    }

    /// Looks whether the bot can write in the digest's channel, by a line that only the admin sees there, and shows it on their Home.
    pub(super) async fn look_into_channel(&self, by: &Actor) -> Result<(), String> {
        let setup = self.app.digest_setup(&by.workspace).await.map_err(|error| error.to_string())?;
        if let (Some(setup), Some(token)) = (setup, self.token(by).await?) {
            let (_, lang) = self.lang(by).await.map_err(|error| error.to_string())?;
            let hello = admin::said(&self.text.words(lang), "admin-digest-hello");
            let there = match self.client.post_ephemeral(&token, &setup.channel, &by.person, &hello).await {
                Ok(()) => Some(true),
                Err(CallError::Refused(code)) if code == ONLY_THE_BOT => Some(true),
                Err(CallError::Refused(code)) if NOT_THERE.contains(&code.as_str()) => Some(false),
                Err(_) => None,
            };
            if let Some(there) = there {
                self.app.channel_looked_up(&by.workspace, &setup.channel, there).await.map_err(|error| error.to_string())?;
            }
        }
        self.publish_home(by, super::client::Lane::Live).await
    }

    /// Answers a press with a sentence: beside the message that carries the button, or in a form that can only be closed.
    pub(super) fn tell(&self, (by, lang): (&Actor, Lang), opens: Option<&str>, response_url: Option<&str>, sentence: &Mrkdwn) -> Vec<Then> {
        let words = self.text.words(lang);
        match (response_url, opens) {
            (Some(url), _) => {
                let message = view::admin::sentence(&words, sentence);
                vec![Then::Say { response_url: url.to_owned(), message }]
            }
            (None, Some(trigger)) => {
                let form = Box::new(admin::notice(&words, callbacks::DONE, sentence));
                vec![Then::Open { by: by.clone(), trigger: trigger.to_owned(), form, response_url: None }]
            }
            (None, None) => Vec::new(),
        }
    }
}
