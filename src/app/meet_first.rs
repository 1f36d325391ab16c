//! [We met for the first time: may be counted], under an act across teams: the giver's word, never by name and never soon.

use super::{Actor, App, Result};
use crate::domain::answer::{Answer, Kept};
use crate::domain::ids::EntryId;
use crate::store::digest_parts;

impl App {
    /// Gives an act to be counted as a first meeting.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn meet_first(&self, by: &Actor, act: &EntryId) -> Result<Answer> {
        let kept = digest_parts::met_first(&self.store.db, &by.workspace, &by.person, act, self.now()).await?;
        Ok(if kept { Answer::FirstMeetingKept } else { Answer::NoFirstMeeting })
    }

    /// The one act across teams that may have been a first meeting: its giver has no older entry about the other. Only their own are looked at.
    pub(crate) async fn maybe_first_meeting(&self, by: &Actor, kept: &Kept) -> Result<Option<EntryId>> {
        let ([act], [other]) = (kept.entries.as_slice(), kept.people.as_slice()) else { return Ok(None) };
        let dealt = digest_parts::has_dealt_before(&self.store.db, &by.workspace, &by.person, other, act).await?;
        Ok((!dealt).then(|| act.clone()))
    }
}
