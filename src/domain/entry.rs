//! What members enter: acts (help given or received), asks, and plain contact.
//!
//! Every entry has one owner, the member who wrote it, and is for that member's eyes. Both sides of one real event may write an entry each;
//! neither learns of the other's.

use serde::{Deserialize, Serialize};

use super::day::{Day, Millis};
use super::ids::{EntryId, PersonId, TeamId};
use super::note::Note;

/// Minutes within which the same giver, person and note count as typed twice: Slack doesn't repeat a command whose answer was lost, people do.
pub const DOUBLED_WITHIN_MS: i64 = 10 * Millis::MINUTE;

/// People that one command may name.
pub const PEOPLE_PER_ENTRY_MAX: usize = 8;

/// Which of the two helped, from the owner's side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The owner helped the other.
    Gave,
    /// The other helped the owner.
    Received,
}

impl Way {
    /// Both, in the order in which a form shows them.
    pub const ALL: [Self; 2] = [Self::Gave, Self::Received];

    /// The word it has in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gave => "gave",
            Self::Received => "received",
        }
    }

    /// The way with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.as_str() == word)
    }
}

/// What an entry that can be edited is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// Help, given or received.
    Act(Way),
    /// A request.
    Ask,
}

impl EntryKind {
    /// The word that its texts begin with.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Act(way) => way.as_str(),
            Self::Ask => "asked",
        }
    }
}

/// Whom an entry is about: a person, or for an ask a whole team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// This person.
    Person(PersonId),
    /// Somebody in this team.
    Team(TeamId),
}

/// How the entries of one command are spread over the people that it is about after an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// Entries that stay, with whom each is about now.
    pub stay: Vec<(EntryId, Whom)>,
    /// Whom a new entry is made for.
    pub new: Vec<Whom>,
    /// Entries that go.
    pub gone: Vec<EntryId>,
}

/// Spreads `entries` over `whom`: who was named before keeps their entry, others take over what is left, in order.
#[must_use]
pub fn spread(entries: &[(EntryId, Whom)], whom: &[Whom]) -> Spread {
    let mut free: Vec<EntryId> = Vec::new();
    let mut stay: Vec<(EntryId, Whom)> = Vec::new();
    for (id, before) in entries {
        if whom.contains(before) && !stay.iter().any(|(_, taken)| taken == before) {
            stay.push((id.clone(), before.clone()));
        } else {
            free.push(id.clone());
        }
    }
    let mut left = whom.iter().filter(|one| !entries.iter().any(|(_, before)| before == *one)).cloned();
    let mut free = free.into_iter();
    let mut gone = Vec::new();
    for id in free.by_ref() {
        match left.next() {
            Some(one) => stay.push((id, one)),
            None => gone.push(id),
        }
    }
    Spread { stay, new: left.collect(), gone }
}

/// One recorded helpful thing, with both teams as they were when it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Our id.
    pub id: EntryId,
    /// Whose entry it is: the giver or the receiver.
    pub owner: PersonId,
    /// Who helped.
    pub giver: PersonId,
    /// Who was helped.
    pub receiver: PersonId,
    /// The giver's team when recorded, if known.
    pub giver_team: Option<TeamId>,
    /// The receiver's team when recorded, if known.
    pub receiver_team: Option<TeamId>,
    /// What was typed.
    pub note: Note,
    /// The day it happened, on the owner's calendar.
    pub happened_on: Day,
    /// When it was recorded.
    pub recorded_at: Millis,
}

impl Act {
    /// The other one of the two: whom the owner's tie leads to.
    #[must_use]
    pub fn other(&self) -> &PersonId {
        if self.owner == self.giver { &self.receiver } else { &self.giver }
    }

    /// Which of the two helped.
    #[must_use]
    pub fn way(&self) -> Way {
        if self.owner == self.giver { Way::Gave } else { Way::Received }
    }

    /// The owner's own team when recorded, if known.
    #[must_use]
    pub fn own_team(&self) -> Option<&TeamId> {
        if self.owner == self.giver { self.giver_team.as_ref() } else { self.receiver_team.as_ref() }
    }

    /// The same act with this other person, this way round.
    #[must_use]
    pub fn between(self, other: PersonId, other_team: Option<TeamId>, way: Way) -> Self {
        let own_team = self.own_team().cloned();
        let owner = self.owner.clone();
        let (giver, giver_team, receiver, receiver_team) = match way {
            Way::Gave => (owner, own_team, other, other_team),
            Way::Received => (other, other_team, owner, own_team),
        };
        Self { giver, receiver, giver_team, receiver_team, ..self }
    }

    /// The other one's team when recorded, if known.
    #[must_use]
    pub fn other_team(&self) -> Option<&TeamId> {
        if self.owner == self.giver { self.receiver_team.as_ref() } else { self.giver_team.as_ref() }
    }
}

/// Where an ask stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskState {
    /// Nothing came of it yet.
    Open,
    /// They helped.
    Answered,
    /// The asker let it go.
    LetGo,
}

impl AskState {
    /// The word it is stored under.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::LetGo => "let_go",
        }
    }

    /// The state stored under `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Open, Self::Answered, Self::LetGo].into_iter().find(|state| state.as_str() == word)
    }
}

/// One recorded request, for the asker's eyes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Our id.
    pub id: EntryId,
    /// Who asked, and whose entry it is.
    pub asker: PersonId,
    /// Who was asked; none, and a whole team was.
    pub askee: Option<PersonId>,
    /// The askee's team when recorded, if known; or the team that was asked.
    pub askee_team: Option<TeamId>,
    /// What was typed.
    pub note: Note,
    /// The day it was asked, on the asker's calendar.
    pub asked_on: Day,
    /// When it was recorded.
    pub recorded_at: Millis,
    /// Where it stands.
    pub state: AskState,
}

/// Contact without more to say: a member pressed [We've been in touch].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touch {
    /// Our id.
    pub id: EntryId,
    /// Whose entry it is.
    pub owner: PersonId,
    /// Whom they were in touch with.
    pub person: PersonId,
    /// That person's team when recorded, if known.
    pub person_team: Option<TeamId>,
    /// The day, on the owner's calendar.
    pub happened_on: Day,
    /// When it was recorded.
    pub recorded_at: Millis,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> Whom {
        Whom::Person(name.into())
    }

    #[test]
    fn who_stays_keeps_the_entry_and_others_take_over() {
        let entries: Vec<(EntryId, Whom)> = vec![("E1".into(), person("A")), ("E2".into(), person("B"))];
        let changed = spread(&entries, &[person("B"), person("C"), person("D")]);
        assert_eq!(changed.stay, vec![("E2".into(), person("B")), ("E1".into(), person("C"))]);
        assert_eq!((changed.new, changed.gone), (vec![person("D")], vec![]));
        let fewer = spread(&entries, &[person("B")]);
        assert_eq!((fewer.stay.len(), fewer.new.len(), fewer.gone), (1, 0, vec!["E1".into()]));
        let team = spread(&entries, &[Whom::Team("T1".into())]);
        assert_eq!((team.stay, team.gone), (vec![("E1".into(), Whom::Team("T1".into()))], vec!["E2".into()]));
    }
}
