//! `/goodturn rest …` and `/goodturn back`: reminders pause until a day, or until the member says so.

use super::{Actor, App, Result};
use crate::domain::answer::Answer;
use crate::domain::day::Day;
use crate::domain::person::REST_OPEN_ENDED;
use crate::domain::refusal::Refusal;
use crate::store::members;

/// How long to rest, as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestFor {
    /// Until the member says so.
    OpenEnded,
    /// Days from today.
    Days(i64),
    /// Whole weeks from today.
    Weeks(i64),
    /// Until this day.
    On(Day),
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
            RestFor::Days(days) if days > 7 * REST_WEEKS_MAX => None,
            RestFor::Days(days) => Some(known.today.plus(days)),
            RestFor::On(day) if day <= known.today => return Err(Refusal::UnreadableRest(day.date().to_string()).into()),
            RestFor::On(day) => Some(day),
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
        self.plan_anew(by).await?;
        let known = self.known(by).await?;
        let member = members::by_id(&self.store.db, &by.workspace, &by.person).await?.ok_or(Refusal::NotAMember)?;
        let next = self.next_note(&by.workspace, &member, &known.zone).await?;
        Ok(Answer::Back { next, today: known.today })
    }

    /// [I have the habit now]: reminders end, with thanks; `join` and `back` bring them back.
    ///
    /// # Errors
    /// A refusal for people who did not join; otherwise when the database refuses.
    pub async fn end_reminders(&self, by: &Actor) -> Result<()> {
        if members::end(&self.store.db, &by.workspace, &by.person, self.now()).await? { Ok(()) } else { Err(Refusal::NotAMember.into()) }
    }
}

/// Years ahead in which a day is looked for: a 29 February comes after eight years at the latest.
const YEARS_AHEAD_MAX: i16 = 8;

/// The next day with this day and month after today.
fn next_date(today: Day, day: i8, month: i8) -> std::result::Result<Day, Refusal> {
    let this_year = today.date().year();
    let on = |year: i16| jiff::civil::Date::new(year, month, day).ok().map(Day::of);
    (0..=YEARS_AHEAD_MAX)
        .find_map(|ahead| on(this_year + ahead).filter(|day| *day > today))
        .ok_or_else(|| Refusal::UnreadableRest(format!("{day}.{month}.")))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_next_such_day_is_found() {
        let next = |from, day, month| next_date(Day::of(from), day, month).map(|day| day.date().to_string());
        assert_eq!(next(date(2026, 3, 4), 5, 3), Ok("2026-03-05".to_owned()));
        assert_eq!(next(date(2026, 3, 4), 4, 3), Ok("2027-03-04".to_owned()));
        assert_eq!(next(date(2026, 3, 4), 29, 2), Ok("2028-02-29".to_owned()));
        assert_eq!(next(date(2096, 2, 29), 29, 2), Ok("2104-02-29".to_owned()));
        assert!(next(date(2026, 3, 4), 30, 2).is_err());
    }
}
