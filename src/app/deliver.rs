//! The outbox as a worker sees it: lease what is due, take over from the dead, and find what is in doubt.

use super::read_admin::LATE_AFTER_MS;
use super::{App, Result};
use crate::domain::day::Millis;
use crate::domain::delivery::State;
use crate::domain::ids::{ChannelId, MessageId, PersonId, WorkspaceId};
use crate::store::{outbox, outbox_counts};

pub use crate::store::outbox::Delivery;
pub use crate::store::outbox_counts::Troubled;

impl App {
    /// Takes over from workers that died; tells how many deliveries were moved.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_over(&self) -> Result<u64> {
        let now = self.lease_now().await?;
        Ok(outbox::take_over(&self.store.db, now).await?)
    }

    /// Leases up to `max` deliveries that are due, one a conversation.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn lease(&self, max: i64) -> Result<Vec<Delivery>> {
        let now = self.lease_now().await?;
        Ok(outbox::lease(&self.store, now, max).await?)
    }

    /// The same, of one kind in one workspace, to one recipient where one is named.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn lease_only(&self, workspace: &WorkspaceId, kind: &str, to: Option<&PersonId>, max: i64) -> Result<Vec<Delivery>> {
        let now = self.lease_now().await?;
        Ok(outbox::lease_only(&self.store, (workspace, kind, to), now, max).await?)
    }

    /// Deliveries in doubt whose next look is due, at most `max`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn in_doubt(&self, max: i64) -> Result<Vec<Delivery>> {
        Ok(outbox::in_doubt(&self.store, self.lease_now().await?, max).await?)
    }

    /// Notes, before the call, that it begins. Tells whether the lease still held; if not, don't call.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn call_begins(&self, delivery: &Delivery, channel: &ChannelId, baseline_ts: Option<&str>) -> Result<bool> {
        let deadline = self.lease_now().await?.plus(crate::domain::delivery::CALL_TIMEOUT_MS);
        Ok(outbox::call_begins(&self.store.db, delivery, channel, baseline_ts, deadline).await?)
    }

    /// One message of the outbox, wherever it stands.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn delivery(&self, workspace: &WorkspaceId, id: &MessageId) -> Result<Option<Delivery>> {
        Ok(outbox::by_id(&self.store, workspace, id).await?)
    }

    /// When the next delivery is due or wants a look.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn next_delivery(&self) -> Result<Option<Millis>> {
        Ok(outbox_counts::next_due(&self.store.db).await?)
    }

    /// How many deliveries are late, or in doubt.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn troubled_deliveries(&self) -> Result<Troubled> {
        Ok(outbox_counts::troubled(&self.store.db, self.now().plus(-LATE_AFTER_MS)).await?)
    }

    /// How many messages there are in each state, those of the past included.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn delivery_counts(&self) -> Result<Vec<(State, i64)>> {
        Ok(outbox_counts::all(&self.store.db).await?)
    }
}
