//! Lets go of what has served its time: triggers after a day, everything that is noted about people after the retention.
//!
//! A step removes a limited number of rows in small transactions, so that commands never wait and no step goes on for hours.

use std::sync::atomic::Ordering;

use super::{App, Result};
use crate::domain::day::{Day, Millis};
use crate::domain::refusal::Refusal;
use crate::domain::retention::{LESSONS_PART, RETENTION_MONTHS_MAX, RETENTION_MONTHS_MIN, Until};
use crate::store::{retention, workspaces};

pub use crate::store::retention::Removed;

/// How long a trigger is remembered: Slack's last retry comes within the hour; a day covers a long outage of ours.
pub const SEEN_KEPT_MS: i64 = 24 * Millis::HOUR;

impl App {
    /// The same app, keeping entries for so many months.
    #[must_use]
    pub fn with_retention(mut self, months: i64) -> Self {
        self.retention_months = months.clamp(RETENTION_MONTHS_MIN, RETENTION_MONTHS_MAX);
        self
    }

    /// Forgets old triggers, and removes some of what is older than the retention. Tells how much, and whether there may be more.
    ///
    /// # Errors
    /// When the database refuses; the next call goes on.
    pub async fn retain(&self) -> Result<Removed> {
        let (db, now) = (&self.store.db, self.now());
        let until = self.kept_from();
        workspaces::forget_seen(db, now.plus(-SEEN_KEPT_MS)).await?;
        // Messages first: an introduction waits for those that name its people.
        let mut removed = retention::messages(db, until).await?;
        removed = removed.and(retention::entries(db, until, now).await?);
        removed = removed.and(retention::introductions(db, until).await?).and(retention::rest(db, until).await?);
        removed = removed.and(retention::lessons(db, self.lessons_kept_from().week).await?);
        if removed.rows > 0 && !removed.more && !db.scrub().await? {
            self.scrub_owed.store(true, Ordering::Relaxed);
        }
        Ok(removed)
    }

    /// From when on things are kept.
    fn kept_from(&self) -> Until {
        Until::ago(self.retention_months, self.now())
    }

    /// From when on lessons are kept, and what was learnt from them.
    pub(super) fn lessons_kept_from(&self) -> Until {
        Until::ago(self.retention_months / LESSONS_PART, self.now())
    }

    /// The day of an entry, if it would not be deleted at once.
    pub(crate) fn kept_on(&self, day: Day) -> std::result::Result<Day, Refusal> {
        if day < self.kept_from().day { Err(Refusal::TooLongAgo) } else { Ok(day) }
    }
}
