//! [First meeting: may be mentioned, without names], under an act across teams: the giver's word, never by name and never soon.

use super::{Actor, App, Result};
use crate::domain::answer::{Answer, Kept};
use crate::domain::day::Day;
use crate::domain::entry::Act;
use crate::domain::ids::EntryId;
use crate::store::commit::Changes;
use crate::store::{acts, digest_parts, ties};

/// Days back from which an act is still news: an entry made long after the meeting would be told as this week's.
const FIRST_MEETING_DAYS_MAX: i64 = 14;

impl App {
    /// Gives an act to be counted as a first meeting.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn meet_first(&self, by: &Actor, act: &EntryId) -> Result<Answer> {
        let kept = digest_parts::met_first(&self.store.db, &by.workspace, &by.person, act, self.now()).await?;
        Ok(if kept { Answer::FirstMeetingKept } else { Answer::NoFirstMeeting })
    }

    /// Whether what is about to be kept may be the actor's first meeting with somebody: one act of the giver's own, lately, between two known
    /// teams, with somebody they have no entry about. Only their own entries are looked at.
    pub(crate) async fn may_be_first_meeting(&self, changes: &Changes, today: Day) -> Result<bool> {
        let [act] = changes.acts.as_slice() else { return Ok(false) };
        Ok(is_news(act, today) && !ties::is_there(&self.store.db, &changes.workspace, &act.owner, act.other()).await?)
    }

    /// The same when a delivery comes again and its act is kept already: what was older than the act counts.
    pub(crate) async fn was_first_meeting(&self, by: &Actor, kept: &Kept) -> Result<Option<EntryId>> {
        let [id] = kept.entries.as_slice() else { return Ok(None) };
        let found = acts::by_ids(&self.store, &by.workspace, &by.person, std::slice::from_ref(id)).await?;
        let Some(act) = found.first().filter(|act| is_news(act, kept.today)) else { return Ok(None) };
        let dealt = digest_parts::has_dealt_before(&self.store.db, &by.workspace, &by.person, act.other(), id).await?;
        Ok((!dealt).then(|| id.clone()))
    }
}

/// Whether this is the giver's own word on help across two known teams that a digest two weeks from now could still tell.
fn is_news(act: &Act, today: Day) -> bool {
    let across = act.giver_team.is_some() && act.receiver_team.is_some() && act.giver_team != act.receiver_team;
    act.owner == act.giver && across && today.0 - act.happened_on.0 <= FIRST_MEETING_DAYS_MAX
}
