//! Introductions: asks who may be asked, and sends the questions and the conversations' first messages.

use std::time::Instant;

use super::Workers;
use super::post::{Place, Post};
use crate::app::consent::Look;
use crate::app::deliver::Delivery;
use crate::app::install::Workspace;
use crate::app::open_introduction::Opening;
use crate::app::{Actor, Result};
use crate::domain::day::Millis;
use crate::domain::ids::{IntroductionId, MessageId, WorkspaceId};
use crate::domain::message::Message;
use crate::slack::client::CallError;
use crate::slack::view::{self, Rendered};
use crate::text::Lang;

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
        let place = self.place(&workspace, delivery, id).await?;
        let Some(place) = self.or_back(delivery, place).await? else { return Ok(()) };
        let Look::Send(message) = self.look_at(delivery, id).await? else { return self.not_now(delivery, id).await };
        self.post(&workspace.bot_token, delivery, since, &place, Post { message: &message, picture: false }).await
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

    /// Where it goes, and what stood there before, when it may be posted there: a DM, or the group of the three.
    async fn place(
        &self,
        workspace: &Workspace,
        delivery: &Delivery,
        id: &IntroductionId,
    ) -> Result<std::result::Result<Place, CallError>> {
        let token = &workspace.bot_token;
        if !matches!(delivery.message, Message::Opening { .. }) {
            return Ok(self.open(token, delivery).await);
        }
        let Some(opening) = self.app.opening_of(&delivery.workspace, id).await? else { return Ok(Err(CallError::NotReached)) };
        let [a, b] = opening.two;
        let channel = match self.client.open_group(token, &[a, b, opening.broker]).await {
            Ok(channel) => channel,
            Err(error) => return Ok(Err(error)),
        };
        Ok(self.client.turn_to_post(token, &channel).await.map(|()| Place::among_others(channel)))
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
