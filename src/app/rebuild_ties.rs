//! `migrate --rebuild-ties`: makes everything that is derived from the entries again. Nothing changes when nothing was wrong.

use super::{App, Result};
use crate::store::ties;

impl App {
    /// Rebuilds all ties; tells how many there are.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn rebuild_ties(&self) -> Result<u64> {
        Ok(ties::rebuild_all(&self.store.db).await?)
    }
}
