//! Where and when the digest goes: what the settings file says, until an admin says otherwise.

use super::{App, Result};
use crate::domain::ids::{ChannelId, WorkspaceId};
use crate::store::digests;

pub use crate::store::digests::Setup;

/// What is wanted for the digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestWanted {
    /// The channel; none, and there is no digest.
    pub channel: Option<ChannelId>,
    /// When: a cron expression of five fields.
    pub cron: String,
    /// The IANA zone in which that is meant.
    pub zone: String,
    /// Items that are worth a post, at the least.
    pub items_min: i64,
}

impl App {
    /// Takes what the settings file says, unless an admin said otherwise before.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn configure_digest(&self, workspace: &WorkspaceId, wanted: &DigestWanted) -> Result<()> {
        if digests::is_by_admin(&self.store.db, workspace).await? {
            return Ok(());
        }
        self.keep_digest_setup(workspace, wanted, false).await
    }

    /// Takes what an admin says in App Home.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_up_digest(&self, workspace: &WorkspaceId, wanted: &DigestWanted) -> Result<()> {
        self.keep_digest_setup(workspace, wanted, true).await
    }

    /// The digest's setup; none, and there is no digest.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn digest_setup(&self, workspace: &WorkspaceId) -> Result<Option<Setup>> {
        Ok(digests::setup(&self.store.db, workspace).await?)
    }

    async fn keep_digest_setup(&self, workspace: &WorkspaceId, wanted: &DigestWanted, by_admin: bool) -> Result<()> {
        let channel = match &wanted.channel {
            Some(channel) => channel.clone(),
            // An admin's word that there is none goes before the settings file, too.
            None if by_admin => ChannelId::new(""),
            None => return Ok(digests::take_down(&self.store.db, workspace).await?),
        };
        let setup = Setup {
            channel,
            cron: wanted.cron.clone(),
            zone: wanted.zone.clone(),
            items_min: wanted.items_min,
            by_admin,
            begins_at: self.now(),
        };
        Ok(digests::set_up(&self.store.db, workspace, &setup).await?)
    }
}
