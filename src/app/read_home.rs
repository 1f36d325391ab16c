//! App Home as it stands: one person's people, asks, entries, settings and team card, for their eyes.
//!
//! What is long is paged. Which page is shown is known by the Home itself, nothing of it is kept.

use super::edit_card::CardShown;
use super::overview::resting;
use super::read_reminder::ask_shown;
use super::tend::MyPeople;
use super::{Actor, App, Result};
use crate::domain::answer::{EntryShown, Home};
use crate::domain::person::{Member, Rhythm};
use crate::domain::slot::SlotTime;
use crate::store::{acts, asks};

/// Entries on one page: with two blocks each a fifth of Slack's hundred.
const ENTRIES_PER_PAGE: i64 = 10;

/// Open asks on one page: with two blocks each a tenth of Slack's hundred.
const ASKS_PER_PAGE: i64 = 5;

/// Which pages of the long lists are shown; 0 has the newest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Page {
    /// Of the entries.
    pub entries: i64,
    /// Of the open asks.
    pub asks: i64,
}

impl Page {
    /// As a button and the Home itself carry it: `2.0`.
    #[must_use]
    pub fn as_word(self) -> String {
        format!("{}.{}", self.entries, self.asks)
    }

    /// As it came back; what can't be read is the first page.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        let number = |text: &str| text.parse().unwrap_or(0);
        word.split_once('.').map_or_else(Self::default, |(entries, asks)| Self { entries: number(entries), asks: number(asks) })
    }

    /// The nearest pages that there are, when `last` are the last ones.
    fn within(self, last: Self) -> Self {
        Self { entries: self.entries.clamp(0, last.entries), asks: self.asks.clamp(0, last.asks) }
    }
}

/// What a member chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// How often.
    pub rhythm: Rhythm,
    /// Nudges in one reminder.
    pub people_per_reminder: i64,
    /// The language; none, and Slack's goes.
    pub language: Option<String>,
    /// The name of the team that they learn about first.
    pub boundary: Option<String>,
}

/// App Home as it stands.
#[derive(Debug, Clone)]
pub struct MyHome {
    /// How they stand, what they asked and what they kept.
    pub home: Home,
    /// What they chose; none for people who did not join.
    pub chosen: Option<Chosen>,
    /// Whom they keep warm, and whom they refused.
    pub people: MyPeople,
    /// The card of their team; none where their team is not known, and for people who did not join.
    pub card: Option<CardShown>,
    /// Which pages these are.
    pub page: Page,
    /// The last ones.
    pub last: Page,
}

impl App {
    /// How the actor stands, with their latest asks and entries.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn read_home(&self, by: &Actor) -> Result<Home> {
        Ok(self.read_home_at(by, Page::default()).await?.home)
    }

    /// The actor's Home on these pages, or the nearest ones that there are.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn read_home_at(&self, by: &Actor, page: Page) -> Result<MyHome> {
        let (store, workspace, person) = (&self.store, &by.workspace, &by.person);
        let known = self.known(by).await?;
        let member = self.current_member(by).await?;
        let slot = member.as_ref().map_or(SlotTime::DEFAULT, |member| member.slot);
        let resting = member.as_ref().and_then(|member| resting(member, self.now(), &known.zone));
        let next = match (&member, resting) {
            (Some(member), None) => Some(self.next_note(workspace, member, &known.zone).await?),
            _ => None,
        };
        let last = Page {
            entries: last_page(acts::count(&store.db, workspace, person).await?, ENTRIES_PER_PAGE),
            asks: last_page(asks::count_open(&store.db, workspace, person).await?, ASKS_PER_PAGE),
        };
        let page = page.within(last);
        let open = asks::latest_open(store, workspace, person, page.asks * ASKS_PER_PAGE, ASKS_PER_PAGE).await?;
        let latest = acts::latest(store, workspace, person, page.entries * ENTRIES_PER_PAGE, ENTRIES_PER_PAGE).await?;
        let teams = self.team_names(workspace).await?;
        let entry = |act: crate::domain::entry::Act| EntryShown {
            person: act.other().clone(),
            gave: act.owner == act.giver,
            id: act.id,
            note: act.note,
            day: act.happened_on,
        };
        let (people, card) = match (&member, known.person.as_ref().and_then(|person| person.team.clone())) {
            (None, _) => (MyPeople::default(), None),
            (Some(_), None) => (self.my_people(by).await?, None),
            (Some(_), Some(team)) => (self.my_people(by).await?, self.card_of(by, &team).await?),
        };
        let chosen = |member: Member| Chosen {
            rhythm: member.rhythm,
            people_per_reminder: member.people_per_reminder,
            language: member.locale,
            boundary: member.boundary.and_then(|team| teams.get(&team).cloned()),
        };
        let home = Home {
            member: member.is_some(),
            resting,
            slot,
            next,
            asks: open.into_iter().map(|ask| ask_shown(ask, &teams)).collect(),
            entries: latest.into_iter().map(entry).collect(),
            today: known.today,
        };
        Ok(MyHome { home, chosen: member.map(chosen), people, card, page, last })
    }
}

/// The number of the last page of so many.
const fn last_page(count: i64, per_page: i64) -> i64 {
    if count == 0 { 0 } else { (count - 1) / per_page }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_come_back_and_stay_within_what_there_is() {
        let page = Page { entries: 3, asks: 1 };
        assert_eq!(Page::parse(&page.as_word()), page);
        for odd in ["", "x", "3", "-1.x", "9999999999999999999999.1"] {
            let read = Page::parse(odd).within(Page { entries: 2, asks: 0 });
            assert!((0..=2).contains(&read.entries) && read.asks == 0, "{odd}");
        }
        assert_eq!([0, 1, 10, 11, 60].map(|count| last_page(count, 10)), [0, 0, 0, 1, 5]);
    }
}
