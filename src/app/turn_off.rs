//! [Turn off for everyone]: nothing goes out any more, what was planned before included, until an admin turns it on again.
//!
//! Asked when something is to be sent, so it holds at once. A slot that comes while it is off is dropped and never made up; a question about
//! an introduction waits, as long as it holds.

use super::{Actor, App, Result};
use crate::domain::day::Millis;
use crate::domain::ids::WorkspaceId;
use crate::store::admins;

/// Why a message was dropped.
pub(crate) const TURNED_OFF: &str = "turned off";

/// How soon a question that waits for it to be turned on again is looked at again.
pub(crate) const OFF_LOOK_MS: i64 = Millis::HOUR;

impl App {
    /// Turns it off for everyone, or on again. Tells whether the actor may.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn turn(&self, by: &Actor, on: bool) -> Result<bool> {
        if !self.is_admin(by).await? {
            return Ok(false);
        }
        if on {
            admins::turn_on(&self.store.db, &by.workspace, self.now()).await?;
        } else {
            admins::turn_off(&self.store.db, &by.workspace, self.now()).await?;
        }
        Ok(true)
    }

    /// Whether it is turned off here.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn is_off(&self, workspace: &WorkspaceId) -> Result<bool> {
        Ok(matches!(admins::off(&self.store.db, workspace).await?, Some((_, None))))
    }

    /// Whether what is due at this instant is not sent: it is off, or was off then.
    pub(crate) async fn is_silenced(&self, workspace: &WorkspaceId, due_at: Millis) -> Result<bool> {
        Ok(match admins::off(&self.store.db, workspace).await? {
            None => false,
            Some((_, None)) => true,
            Some((off, Some(on))) => due_at >= off && due_at < on,
        })
    }
}
