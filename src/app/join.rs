//! `/goodturn join` and `/goodturn leave`: who gets reminders is who asked for them, and leaving is one command.

use super::{Actor, App, Result};
use crate::domain::answer::Answer;
use crate::domain::day::Millis;
use crate::domain::slot::SlotTime;
use crate::store::members;

/// Nudges in one reminder, until the member says otherwise.
const PEOPLE_PER_REMINDER_DEFAULT: i64 = 2;

impl App {
    /// Joins with the default slot.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn join(&self, by: &Actor) -> Result<Answer> {
        let known = self.known(by).await?;
        if known.person.is_none() {
            self.welcome_back(by).await?;
        }
        let now = self.now();
        let joined = members::join(&self.store.db, &by.workspace, &by.person, SlotTime::DEFAULT, PEOPLE_PER_REMINDER_DEFAULT, now).await?;
        let slot = members::by_id(&self.store.db, &by.workspace, &by.person).await?.map_or(SlotTime::DEFAULT, |member| member.slot);
        if !joined {
            return Ok(Answer::AlreadyJoined { slot });
        }
        let team_known = known.person.as_ref().is_some_and(|person| person.team.is_some());
        Ok(Answer::Joined { slot, next: next_slot(slot, &known.zone, now).day_in(&known.zone), today: known.today, team_known })
    }

    /// Leaves: what waits is dropped, nothing more is sent.
    ///
    /// # Errors
    /// A refusal for people who never joined; otherwise when the database refuses.
    pub async fn leave(&self, by: &Actor) -> Result<Answer> {
        if members::leave(&self.store.db, &by.workspace, &by.person, self.now()).await? {
            Ok(Answer::Left)
        } else {
            Err(crate::domain::refusal::Refusal::NotAMember.into())
        }
    }
}

/// The first slot after `now`.
pub(crate) fn next_slot(slot: SlotTime, zone: &jiff::tz::TimeZone, now: Millis) -> Millis {
    let week = now.day_in(zone).week();
    let this = slot.in_week(week, zone);
    if this > now { this } else { slot.in_week(week.plus(1), zone) }
}
