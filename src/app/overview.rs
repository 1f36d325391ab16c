//! `/goodturn`: where things stand for this person.

use super::{Actor, App, Result};
use crate::domain::answer::Answer;
use crate::domain::day::{Day, Millis};
use crate::domain::person::{Member, REST_OPEN_ENDED, Rhythm};
use crate::domain::slot::SlotTime;
use crate::store::members;

impl App {
    /// Whether they joined, and when reminders come.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn overview(&self, by: &Actor) -> Result<Answer> {
        let known = self.known(by).await?;
        let member = members::by_id(&self.store.db, &by.workspace, &by.person).await?.filter(|member| member.left_at.is_none());
        let resting = member.as_ref().and_then(|member| resting(member, self.now(), &known.zone));
        let (slot, rhythm) = member.as_ref().map_or((SlotTime::DEFAULT, Rhythm::Weekly), |member| (member.slot, member.rhythm));
        Ok(Answer::Overview { member: member.is_some(), resting, slot, rhythm, today: known.today })
    }
}

/// The rest a member is in, if any: until a day, or open-ended.
#[expect(clippy::option_option, reason = "not at rest, at rest without end, and at rest until a day are three things")]
pub(crate) fn resting(member: &Member, now: Millis, zone: &jiff::tz::TimeZone) -> Option<Option<Day>> {
    if member.ended_at.is_some() {
        return Some(None);
    }
    let until = member.rested_until.filter(|until| *until > now)?;
    Some((until < REST_OPEN_ENDED).then(|| until.day_in(zone)))
}
