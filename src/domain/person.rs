//! People as Slack tells of them, and members: people who joined.
//!
//! Whether somebody may be named in a nudge is decided here, from the state of the person alone, so that planning and the check at the moment
//! of sending can't come to differ.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::day::{Millis, Week};
use super::ids::{PersonId, TeamId};
use super::slot::SlotTime;

/// What kind of account a person has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A full member of the workspace.
    Person,
    /// A bot or an app.
    Bot,
    /// A guest with access to some channels.
    Guest,
    /// Somebody from another company, seen in a shared channel.
    Outsider,
}

impl Kind {
    /// The word it is stored under.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Bot => "bot",
            Self::Guest => "guest",
            Self::Outsider => "outsider",
        }
    }

    /// The kind stored under `word`; an unknown word is an outsider, of whom nothing is ever said.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        [Self::Person, Self::Bot, Self::Guest].into_iter().find(|kind| kind.as_str() == word).unwrap_or(Self::Outsider)
    }
}

/// A person of the workspace, joined or not. Never logged: `Debug` hides who it is and what they wrote.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// Slack's id.
    pub id: PersonId,
    /// The name people see in Slack.
    pub name: String,
    /// IANA time zone, as Slack has it.
    pub zone: Option<String>,
    /// Slack's locale, `de-DE`.
    pub locale: Option<String>,
    /// What kind of account it is.
    pub kind: Kind,
    /// Set when the account was deactivated.
    pub deactivated_at: Option<Millis>,
    /// The emoji beside the name, `:palm_tree:`.
    pub status_emoji: String,
    /// The words beside the name.
    pub status_text: String,
    /// Home team, if known.
    pub team: Option<TeamId>,
    /// Set when the person asked not to be named.
    pub hidden_at: Option<Millis>,
    /// Whether Slack says that they own the workspace.
    pub owner: bool,
    /// When Slack last changed its word about them, in seconds; 0 where it doesn't say.
    pub slack_updated: i64,
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person").field("kind", &self.kind).field("deactivated_at", &self.deactivated_at).finish_non_exhaustive()
    }
}

impl Person {
    /// Whether Slack's `news` of this person would change nothing that is kept, or is older than what is.
    #[must_use]
    pub fn says_as_much_as(&self, news: &Self) -> bool {
        let same = self.name == news.name
            && self.zone == news.zone
            && (news.locale.is_none() || self.locale == news.locale)
            && self.kind == news.kind
            && self.deactivated_at.is_some() == news.deactivated_at.is_some()
            && self.status_emoji == news.status_emoji
            && self.status_text == news.status_text
            && self.owner == news.owner;
        same || news.slack_updated < self.slack_updated
    }
}

/// How often reminders come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// Every week.
    Weekly,
    /// Every second week.
    Fortnightly,
    /// Every fourth week.
    Monthly,
}

impl Rhythm {
    /// The word it is stored under.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Weekly => "weekly",
            Self::Fortnightly => "fortnightly",
            Self::Monthly => "monthly",
        }
    }

    /// The rhythm stored under `word`; an unknown word is the slowest.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        [Self::Weekly, Self::Fortnightly].into_iter().find(|rhythm| rhythm.as_str() == word).unwrap_or(Self::Monthly)
    }

    /// Weeks from one reminder to the next.
    #[must_use]
    pub const fn weeks(self) -> i64 {
        match self {
            Self::Weekly => 1,
            Self::Fortnightly => 2,
            Self::Monthly => 4,
        }
    }
}

/// A person who joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// When they joined (the last time).
    pub joined_at: Millis,
    /// Set when they left.
    pub left_at: Option<Millis>,
    /// Reminders rest until then; [`REST_OPEN_ENDED`] means until they say so.
    pub rested_until: Option<Millis>,
    /// When in the week reminders come.
    pub slot: SlotTime,
    /// How often reminders come.
    pub rhythm: Rhythm,
    /// Nudges in one reminder, 1 to 3.
    pub people_per_reminder: i64,
    /// The last week for which a plan was made.
    pub planned_week: Option<Week>,
    /// When the last reminder was sent.
    pub reminded_at: Option<Millis>,
    /// The slot's week of the last reminder.
    pub reminded_week: Option<Week>,
    /// Set by [I have the habit now].
    pub ended_at: Option<Millis>,
    /// The last sign of life: a click, a command or a visit to App Home.
    pub seen_at: Option<Millis>,
    /// Reminders in a row, before the last one, that brought no sign of life.
    pub ignored: i64,
    /// First steps in a row.
    pub steps: i64,
    /// Nudges they were ever sent: their own sequence, which decides the turns of small acts.
    pub nudges_sent: i64,
    /// The one other team they chose to learn about first.
    pub boundary: Option<TeamId>,
    /// The language they chose; none, and Slack's goes.
    pub locale: Option<String>,
}

/// Ignored reminders in a row after which they come every second week at most.
pub const IGNORED_SLOWER: i64 = 2;

/// Ignored reminders in a row after which one last note comes, and then rest.
pub const IGNORED_LAST: i64 = 4;

/// A rest without end: until the member types `/goodturn back`.
pub const REST_OPEN_ENDED: Millis = Millis(i64::MAX / 2);

impl Member {
    /// Whether reminders may go to this member at `at`.
    #[must_use]
    pub fn listens(&self, at: Millis) -> bool {
        self.left_at.is_none() && self.ended_at.is_none() && self.rested_until.is_none_or(|until| until <= at)
    }

    /// Reminders in a row that brought no sign of life, the last one included.
    #[must_use]
    pub fn ignored_in_a_row(&self) -> i64 {
        match self.reminded_at {
            Some(last) if self.seen_at.is_none_or(|seen| seen < last) => self.ignored + 1,
            _ => 0,
        }
    }

    /// Whether `week` is one of their weeks: their rhythm, and slower when nobody answers.
    #[must_use]
    pub fn wants_week(&self, week: Week) -> bool {
        let slower = if self.ignored_in_a_row() >= IGNORED_SLOWER { 2 } else { 1 };
        self.reminded_week.is_none_or(|last| week.since(last) >= self.rhythm.weeks().max(slower))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(emoji: &str, text: &str) -> Person {
        Person {
            id: "U1".into(),
            name: "Ana".to_owned(),
            zone: None,
            locale: None,
            kind: Kind::Person,
            deactivated_at: None,
            status_emoji: emoji.to_owned(),
            status_text: text.to_owned(),
            team: None,
            hidden_at: None,
            owner: false,
            slack_updated: 0,
        }
    }

    fn member() -> Member {
        Member {
            person: "U1".into(),
            joined_at: Millis(0),
            left_at: None,
            rested_until: None,
            slot: SlotTime::DEFAULT,
            rhythm: Rhythm::Weekly,
            people_per_reminder: 2,
            planned_week: None,
            reminded_at: Some(Millis(10)),
            reminded_week: Some(Week(100)),
            ended_at: None,
            seen_at: Some(Millis(10)),
            ignored: 0,
            steps: 0,
            nudges_sent: 0,
            boundary: None,
            locale: None,
        }
    }

    #[test]
    fn an_ignored_nudge_never_becomes_louder() {
        let weeks = |member: &Member| (101..106).filter(|week| member.wants_week(Week(*week))).collect::<Vec<_>>();
        let answered = member();
        assert_eq!((answered.ignored_in_a_row(), weeks(&answered)), (0, vec![101, 102, 103, 104, 105]));
        let twice = Member { ignored: 1, seen_at: Some(Millis(9)), ..member() };
        assert_eq!((twice.ignored_in_a_row(), weeks(&twice)), (2, vec![102, 103, 104, 105]));
        let monthly = Member { rhythm: Rhythm::Monthly, ..twice.clone() };
        assert_eq!(weeks(&monthly), vec![104, 105]);
        let back = Member { seen_at: Some(Millis(11)), ..twice };
        assert_eq!(back.ignored_in_a_row(), 0, "one sign of life and all is as before");
    }

    #[test]
    fn debug_hides_who_it_is() {
        let told = format!("{:?}", person(":baby:", "leave"));
        assert!(!["U1", "Ana", "baby", "leave"].iter().any(|word| told.contains(word)), "{told}");
    }
}
