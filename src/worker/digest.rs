//! The weekly post to a channel: its picture goes up ahead of time, the slot is decided, and the post goes out of the outbox.

use std::time::Instant;

use super::post::{Place, Post};
use super::{Kind, Workers};
use crate::app::Result;
use crate::app::compose_digest::Composed;
use crate::app::decide_digest::{Decided, PictureDue};
use crate::app::deliver::Delivery;
use crate::app::install::Workspace;
use crate::app::recheck_digest::RecheckDigest;
use crate::domain::day::Millis;
use crate::domain::ids::ChannelId;
use crate::render::{BridgeMap, bridge_map};
use crate::slack::client::CallError;
use crate::slack::view;
use crate::text::Lang;

/// The name under which pictures are uploaded.
pub(super) const PICTURE_NAME: &str = "bridges.png";

impl Workers {
    pub(super) async fn digest(&self) -> Result<Option<Millis>> {
        let mut next: Option<Millis> = None;
        for workspace in self.workspaces().await? {
            let due = match self.digest_of(&workspace).await {
                Ok(due) => due,
                Err(error) => Some(self.pass_over(Kind::Digest, &error)),
            };
            next = next.into_iter().chain(due).min();
        }
        Ok(next)
    }

    async fn digest_of(&self, workspace: &Workspace) -> Result<Option<Millis>> {
        if let Some(due) = self.app.picture_due(&workspace.id).await? {
            self.upload(workspace, &due).await?;
        }
        match self.app.decide_digest(&workspace.id).await? {
            Some(Decided::Silent(cause)) => tracing::info!(cause, "no digest this time"),
            Some(Decided::Post) => tracing::info!("a digest was made"),
            None => {}
        }
        self.app.next_digest(&workspace.id).await
    }

    /// Draws a picture and uploads it. What fails is tried again until the slot comes; then the text goes alone.
    async fn upload(&self, workspace: &Workspace, due: &PictureDue) -> Result<()> {
        let Some(map) = self.map(&due.composed) else { return Ok(()) };
        let drawn = tokio::task::spawn_blocking(move || bridge_map(&map)).await;
        let png = match drawn {
            Ok(Ok(png)) => png,
            Ok(Err(error)) => {
                tracing::warn!(%error, "a digest goes without a picture");
                return Ok(());
            }
            Err(_) => {
                tracing::error!("drawing a picture panicked");
                return Ok(());
            }
        };
        match self.client.upload(&workspace.bot_token, PICTURE_NAME, png).await {
            Ok(file) => self.app.picture_uploaded(&workspace.id, due, &file).await,
            Err(error) => {
                tracing::warn!(%error, "a digest's picture could not be uploaded");
                Ok(())
            }
        }
    }

    /// What the picture shows, in the language of the channel.
    pub(super) fn map(&self, composed: &Composed) -> Option<BridgeMap> {
        let words = self.text.words(Lang::of(composed.locale.as_deref()));
        let bridges = composed.digest.bridges.as_ref()?;
        // By name, so that a picture looks the same wherever the same teams have the same bridges.
        let mut nodes: Vec<_> = bridges.nodes().into_iter().map(|node| (words.crowd(node, &composed.teams).into_string(), node)).collect();
        nodes.sort();
        let place = |label| nodes.iter().position(|(_, node)| *node == label);
        Some(BridgeMap {
            title: words.plain("digest-picture-title", &[]).into_string(),
            subtitle: words.plain("digest-picture-subtitle", &[]).into_string(),
            teams: nodes.iter().map(|(name, _)| name.clone()).collect(),
            edges: bridges.edges.iter().filter_map(|(a, b)| Some((place(a)?, place(b)?))).collect(),
        })
    }

    /// Sends one leased digest.
    pub(super) async fn send_digest(&self, delivery: &Delivery, since: Instant) -> Result<()> {
        let Some(workspace) = self.app.workspace(&delivery.workspace).await? else {
            return self.leave_unsaid(delivery, "not installed").await;
        };
        let channel = ChannelId::new(delivery.recipient.as_str());
        // The last look comes after the turn: that may have taken its time.
        if let Err(CallError::RateLimited(after)) = self.client.turn_to_post(&workspace.bot_token, &channel).await {
            return self.count(self.app.give_back(delivery, after).await?);
        }
        let (composed, file) = match self.app.recheck_digest(delivery).await? {
            RecheckDigest::Send(composed, file) => (composed, file),
            RecheckDigest::Drop(cause) => return self.leave_unsaid(delivery, cause).await,
            RecheckDigest::Lost => return Ok(()),
        };
        let words = self.text.words(Lang::of(composed.locale.as_deref()));
        let message = view::digest(&words, &composed.digest, &composed.teams, file.as_deref());
        let post = Post { message: &message, picture: file.is_some() };
        self.post(&workspace.bot_token, delivery, since, &Place::among_others(channel), post).await
    }
}
