//! App Home as it stands: settings, open asks and the latest entries of one person, for their eyes.

use super::overview::resting;
use super::read_reminder::ask_shown;
use super::{Actor, App, Result};
use crate::domain::answer::{EntryShown, Home};
use crate::domain::day::Day;
use crate::domain::slot::SlotTime;
use crate::store::{acts, asks, members};

/// Entries that Home lists: with two blocks each well under Slack's hundred.
const ENTRIES_SHOWN: i64 = 15;

/// Open asks that Home lists.
const ASKS_SHOWN: i64 = 10;

impl App {
    /// The actor's Home.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn read_home(&self, by: &Actor) -> Result<Home> {
        let known = self.known(by).await?;
        let member = members::by_id(&self.store.db, &by.workspace, &by.person).await?.filter(|member| member.left_at.is_none());
        let slot = member.as_ref().map_or(SlotTime::DEFAULT, |member| member.slot);
        let resting = member.as_ref().and_then(|member| resting(member, self.now(), &known.zone));
        let next = match (&member, resting) {
            (Some(_), None) => Some(self.next_slot(&by.workspace, slot, &known.zone).await?.day_in(&known.zone)),
            _ => None,
        };
        let open = asks::open(&self.store, &by.workspace, &by.person, Day(i64::MAX / 2), ASKS_SHOWN).await?;
        let teams = self.team_names(&by.workspace).await?;
        let latest = acts::latest(&self.store, &by.workspace, &by.person, ENTRIES_SHOWN).await?;
        let entry = |act: crate::domain::entry::Act| EntryShown {
            person: act.other().clone(),
            gave: act.owner == act.giver,
            id: act.id,
            note: act.note,
            day: act.happened_on,
        };
        Ok(Home {
            member: member.is_some(),
            resting,
            slot,
            next,
            asks: open.into_iter().map(|ask| ask_shown(ask, &teams)).collect(),
            entries: latest.into_iter().map(entry).collect(),
            today: known.today,
        })
    }
}
