//! `/goodturn rest …` and `/goodturn back`: reminders pause until a day, or until the member says so.

use super::join::next_slot;
use super::{Actor, App, Result};
use crate::domain::answer::Answer;
use crate::domain::day::Day;
use crate::domain::person::REST_OPEN_ENDED;
use crate::domain::refusal::Refusal;
use crate::domain::slot::SlotTime;
use crate::store::members;

/// How long to rest, as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestFor {
    /// Until the member says so.
    OpenEnded,
    /// Whole weeks from today.
    Weeks(i64),
    /// Until a day and month; the next one.
    Until {
        /// 1 to 31.
        day: i8,
        /// 1 to 12.
        month: i8,
    },
}

/// The longest rest that is counted in weeks: a year. Longer is open-ended.
pub const REST_WEEKS_MAX: i64 = 52;

impl App {
    /// Rests.
    ///
    /// # Errors
    /// A refusal for people who did not join or a day that isn't on the calendar; otherwise when the database refuses.
    pub async fn rest(&self, by: &Actor, length: RestFor) -> Result<Answer> {
        let known = self.known(by).await?;
        let until = match length {
            RestFor::OpenEnded => None,
            RestFor::Weeks(weeks) if weeks > REST_WEEKS_MAX => None,
            RestFor::Weeks(weeks) => Some(known.today.plus(7 * weeks)),
            RestFor::Until { day, month } => Some(next_date(known.today, day, month)?),
        };
        let instant = until.map_or(REST_OPEN_ENDED, |day| {
            day.date().to_zoned(known.zone.clone()).map_or(REST_OPEN_ENDED, |zoned| zoned.timestamp().into())
        });
        if !members::rest(&self.store.db, &by.workspace, &by.person, Some(instant), self.now()).await? {
            return Err(Refusal::NotAMember.into());
        }
        Ok(Answer::Resting { until, today: known.today })
    }

    /// Listens again.
    ///
    /// # Errors
    /// A refusal for people who did not join; otherwise when the database refuses.
    pub async fn back(&self, by: &Actor) -> Result<Answer> {
        if !members::rest(&self.store.db, &by.workspace, &by.person, None, self.now()).await? {
            return Err(Refusal::NotAMember.into());
        }
        let known = self.known(by).await?;
        let slot = members::by_id(&self.store.db, &by.workspace, &by.person).await?.map_or(SlotTime::DEFAULT, |member| member.slot);
        Ok(Answer::Back { next: next_slot(slot, &known.zone, self.now()).day_in(&known.zone), today: known.today })
    }
}

/// The next day with this day and month after today.
fn next_date(today: Day, day: i8, month: i8) -> std::result::Result<Day, Refusal> {
    let date = today.date();
    let on = |year: i16| jiff::civil::Date::new(year, month, day).ok().map(Day::of);
    on(date.year())
        .filter(|day| *day > today)
        .or_else(|| on(date.year() + 1))
        .or_else(|| on(date.year() + 4))
        .ok_or_else(|| Refusal::UnreadableRest(format!("{day}.{month}.")))
}
