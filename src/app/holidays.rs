//! The workspace's holidays, kept by admins: days on which no reminder comes; it comes on the next working day.

use std::collections::BTreeSet;

use super::{Actor, App, Result};
use crate::domain::day::{Day, Millis};
use crate::domain::ids::WorkspaceId;
use crate::domain::person::Member;
use crate::domain::plan::quiet::QuietTeams;
use crate::domain::slot::SlotTime;
use crate::store::{cards, holidays, members, waiting};

/// Characters of a holiday's name that are kept.
pub const HOLIDAY_NAME_CHARS_MAX: usize = 80;

/// Holidays that one text may bring: some years of any country.
pub const HOLIDAYS_AT_ONCE_MAX: usize = 200;

impl App {
    /// Adds holidays and takes others off; what waits moves with them. Tells the list as it is then, from today on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn change_holidays(&self, by: &Actor, add: &[(Day, String)], remove: &[Day]) -> Result<(Vec<(Day, String)>, Day)> {
        let db = &self.store.db;
        let cut = |name: &str| name.chars().take(HOLIDAY_NAME_CHARS_MAX).collect::<String>();
        let add: Vec<(Day, String)> = add.iter().take(HOLIDAYS_AT_ONCE_MAX).map(|(day, name)| (*day, cut(name))).collect();
        holidays::add(db, &by.workspace, &add).await?;
        holidays::remove(db, &by.workspace, remove).await?;
        if !add.is_empty() || !remove.is_empty() {
            for member in members::all(db, &by.workspace).await? {
                let whose = Actor { workspace: by.workspace.clone(), person: member.person };
                if !waiting::waiting(&self.store, &by.workspace, &whose.person).await?.is_empty() {
                    self.follow_clock(&whose, false).await?;
                }
            }
        }
        let today = self.known(by).await?.today;
        let all = holidays::all(db, &by.workspace).await?;
        Ok((all.into_iter().filter(|(day, _)| *day >= today).collect(), today))
    }

    /// The workspace's holidays.
    pub(super) async fn holidays(&self, workspace: &WorkspaceId) -> Result<BTreeSet<Day>> {
        Ok(holidays::all(&self.store.db, workspace).await?.into_iter().map(|(day, _)| day).collect())
    }

    /// Which teams want quiet on which days, as their cards say.
    pub(super) async fn quiet_teams(&self, workspace: &WorkspaceId) -> Result<QuietTeams> {
        Ok(QuietTeams::new(cards::quiet(&self.store.db, workspace).await?, self.holidays(workspace).await?))
    }

    /// The first day that may bring `member` a note: their slot after now, in a week that their rhythm wants.
    pub(super) async fn next_note(&self, workspace: &WorkspaceId, member: &Member, zone: &jiff::tz::TimeZone) -> Result<Day> {
        let holidays = self.holidays(workspace).await?;
        Ok(member.slot.next_wanted(self.now(), zone, &holidays, |week| member.wants_week(week)).day_in(zone))
    }

    /// The first slot after now, on the member's wall clock, holidays considered.
    pub(super) async fn next_slot(&self, workspace: &WorkspaceId, slot: SlotTime, zone: &jiff::tz::TimeZone) -> Result<Millis> {
        Ok(slot.next_after(self.now(), zone, &self.holidays(workspace).await?))
    }
}
