//! Introductions: asks who may be asked, and sends the questions and the conversations' first messages.

use std::time::Instant;

use super::Workers;
use super::deliver::{outcome, too_late};
use crate::app::consent::Look;
use crate::app::deliver::Delivery;
use crate::app::install::Workspace;
use crate::app::open_introduction::Opening;
use crate::app::settle::Outcome;
use crate::app::{Actor, Result};
use crate::domain::day::Millis;
use crate::domain::ids::{ChannelId, IntroductionId, MessageId, WorkspaceId};
use crate::domain::message::Message;
use crate::slack::client::{CallError, Latest};
use crate::slack::view::{self, Rendered};
use crate::text::Lang;

/// The time stamp that stands for an empty conversation: earlier than any message's.
const NO_MESSAGE_TS: &str = "0";

impl Workers {
    pub(super) async fn introduce(&self) -> Result<Option<Millis>> {
        self.app.ask_consents().await
    }

    /// Sends one leased question or first message.
    pub(super) async fn send_introduction(&self, delivery: &Delivery, id: &IntroductionId, since: Instant) -> Result<()> {
        let Some(workspace) = self.app.workspace(&delivery.workspace).await? else {
            return self.leave_unsaid(delivery, "not installed").await;
        };
        // Looked at before Slack is asked for anything, and once more when the conversation is open: that may have taken its time.
        if let Look::Later(_) | Look::Drop(_) = self.look_at(delivery, id).await? {
            return self.not_now(delivery, id).await;
        }
        let (channel, baseline) = match self.place(&workspace, delivery, id).await? {
            Ok(place) => place,
            Err(CallError::Refused(code)) => return self.leave_unsaid(delivery, &code).await,
            Err(CallError::RateLimited(after)) => return self.count(self.app.give_back(delivery, after).await?),
            Err(_) => return self.count(self.app.give_back(delivery, None).await?),
        };
        let Look::Send(message) = self.look_at(delivery, id).await? else { return self.not_now(delivery, id).await };
        if since.elapsed() > too_late() {
            return self.count(self.app.give_back(delivery, None).await?);
        }
        if !self.app.call_begins(delivery, &channel, baseline.as_deref()).await? {
            return Ok(());
        }
        // Once more, right before the write: a process that was frozen in between must not call when another one has taken over.
        if since.elapsed() > too_late() {
            return self.count(self.app.settle(delivery, &Outcome::NotNow(None)).await?);
        }
        let posted = self.client.post_message(&workspace.bot_token, &channel, &message).await;
        self.count(self.app.settle(delivery, &outcome(posted)).await?)
    }

    async fn not_now(&self, delivery: &Delivery, id: &IntroductionId) -> Result<()> {
        match self.look_at(delivery, id).await? {
            Look::Drop(cause) => self.leave_unsaid(delivery, cause).await,
            Look::Later(after) => self.count(self.app.give_back(delivery, Some(after)).await?),
            Look::Send(_) => self.count(self.app.give_back(delivery, None).await?),
        }
    }

    async fn look_at(&self, delivery: &Delivery, id: &IntroductionId) -> Result<Look<Rendered>> {
        if let Message::Opening { .. } = delivery.message {
            let opening = |opening: Opening| view::introduction::opening(&self.text.words(shared(&opening)), &delivery.id, &opening);
            return Ok(mapped(self.app.recheck_opening(delivery, id).await?, opening));
        }
        let by = Actor { workspace: delivery.workspace.clone(), person: delivery.recipient.clone() };
        let (_, lang) = self.router.lang(&by).await?;
        let look = self.app.recheck_consent(delivery, id).await?;
        Ok(mapped(look, |consent| view::introduction::consent(&self.text.words(lang), &consent)))
    }

    /// Where it goes, and what stood there before, when it may be posted there.
    async fn place(
        &self,
        workspace: &Workspace,
        delivery: &Delivery,
        id: &IntroductionId,
    ) -> Result<std::result::Result<(ChannelId, Option<String>), CallError>> {
        let (channel, baseline) = match self.found(workspace, delivery, id).await? {
            Ok(found) => found,
            Err(error) => return Ok(Err(error)),
        };
        Ok(self.client.turn_to_post(&workspace.bot_token, &channel).await.map(|()| (channel, baseline)))
    }

    /// The DM with its last message, or the group of the three, where the last one tells nothing.
    async fn found(
        &self,
        workspace: &Workspace,
        delivery: &Delivery,
        id: &IntroductionId,
    ) -> Result<std::result::Result<(ChannelId, Option<String>), CallError>> {
        let token = &workspace.bot_token;
        if let Message::Opening { .. } = delivery.message {
            let Some(opening) = self.app.opening_of(&delivery.workspace, id).await? else { return Ok(Err(CallError::NotReached)) };
            let [a, b] = opening.two;
            return Ok(self.client.open_group(token, &[a, b, opening.broker]).await.map(|channel| (channel, None)));
        }
        let channel = match &delivery.channel {
            Some(channel) => channel.clone(),
            None => match self.client.open_dm(token, &delivery.recipient).await {
                Ok(channel) => channel,
                Err(error) => return Ok(Err(error)),
            },
        };
        Ok(self.client.latest(token, &channel).await.map(|latest| {
            let baseline = match latest {
                Latest::NotShown => None,
                Latest::Nothing => Some(NO_MESSAGE_TS.to_owned()),
                Latest::Message { ts, .. } => Some(ts),
            };
            (channel, baseline)
        }))
    }

    /// What a message of an introduction shows now that somebody is gone from it, if it is one.
    pub(super) async fn introduction_now(&self, workspace: &WorkspaceId, message: &MessageId) -> Result<Option<Rendered>> {
        let Some(delivery) = self.app.delivery(workspace, message).await? else { return Ok(None) };
        match &delivery.message {
            Message::Reminder { .. } | Message::Digest { .. } | Message::Export | Message::Preview { .. } => Ok(None),
            Message::Consent { introduction } => {
                let by = Actor { workspace: workspace.clone(), person: delivery.recipient.clone() };
                let (_, lang) = self.router.lang(&by).await?;
                let words = self.text.words(lang);
                let shown = self.app.consent_of(workspace, &by.person, introduction).await?;
                Ok(Some(shown.map_or_else(|| view::introduction::passed(&words), |shown| view::introduction::consent(&words, &shown))))
            }
            Message::Opening { introduction } => {
                let opening = self.app.opening_of(workspace, introduction).await?;
                Ok(opening.map(|opening| view::introduction::opening(&self.text.words(shared(&opening)), &delivery.id, &opening)))
            }
        }
    }
}

fn mapped<T, U>(look: Look<T>, render: impl FnOnce(T) -> U) -> Look<U> {
    match look {
        Look::Send(one) => Look::Send(render(one)),
        Look::Later(after) => Look::Later(after),
        Look::Drop(cause) => Look::Drop(cause),
    }
}

/// The language that all three read; English where they differ.
fn shared(opening: &Opening) -> Lang {
    let mut langs = opening.locales.iter().map(|locale| Lang::of(locale.as_deref()));
    langs.next().filter(|first| langs.all(|lang| lang == *first)).unwrap_or_default()
}
