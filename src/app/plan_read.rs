//! Reads what a week's plan is made from: for many members each table once, for a few only what is theirs.
//!
//! A member who joins or changes a setting is planned for within seconds, whatever the size of the workspace: what is read then must not grow
//! with it. Either way the plan is made from the same things.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::plan_snapshot::{Owner, Place, Snapshot, Someone};
use super::say_team_of::TeamsTold;
use super::{Actor, App, Result};
use crate::domain::day::{Millis, Week};
use crate::domain::ids::{PersonId, TeamId, WorkspaceId};
use crate::domain::nudge::Reason;
use crate::domain::person::{Member, Person};
use crate::domain::plan::explain::LOOKED_BACK_WEEKS;
use crate::domain::plan::judgement::Judgement;
use crate::domain::plan::quiet::QuietTeams;
use crate::domain::plan::state::Tie;
use crate::domain::slot::zone_or;
use crate::store::{self, asks, cards, contacts, members, nudges, people, preferences, suggestions, tended, ties};

/// Up to so many members are read for one by one, a dozen small queries each; beyond it, every table is read once.
const FEW_MAX: usize = 48;

/// People looked up by one statement: well under the places it may have.
const PEOPLE_AT_ONCE: usize = 500;

/// What only some members entered, by the member, and whom it is about.
#[derive(Default)]
struct Lists {
    ties: Vec<(PersonId, PersonId, Tie)>,
    tended: Vec<(PersonId, PersonId, tended::TendedRow)>,
    contacts: Vec<(PersonId, PersonId, Millis)>,
}

impl App {
    /// What the plan of these members is made from.
    pub(super) async fn snapshot(&self, workspace: &WorkspaceId, week: Week, zone: TimeZone, waiting: &[Member]) -> Result<Snapshot> {
        let mut reading = if waiting.len() <= FEW_MAX {
            self.read_few(workspace, week, &zone, waiting).await?
        } else {
            self.read_all(workspace, week, &zone, waiting).await?
        };
        reading.snapshot.quiet = self.quiet_teams(workspace).await?;
        reading.snapshot.holidays = self.holidays(workspace).await?;
        reading.snapshot.judgement = self.judgement(workspace).await;
        let cards = cards::all(&self.store, workspace).await?;
        reading.snapshot.cards = cards.into_iter().map(|card| (card.team.clone(), card)).collect();
        reading.snapshot.away = Arc::clone(&self.away);
        let mut snapshot = reading.snapshot;
        tokio::task::spawn_blocking(move || {
            snapshot.see();
            snapshot
        })
        .await
        .map_err(|_| store::Error::Closed.into())
    }

    async fn read_all(&self, workspace: &WorkspaceId, week: Week, zone: &TimeZone, waiting: &[Member]) -> Result<Reading> {
        let db = &self.store.db;
        let known = (people::all(db, workspace).await?, members::all(db, workspace).await?);
        let teams = self.teams_told(workspace).await?;
        let mut reading = Reading::new((week, self.now(), zone), waiting, known, &teams);
        ties::of_members(db, workspace, |owner, other, tie| reading.tie(&owner, &other, tie)).await?;
        for ((owner, other), one) in tended::all(db, workspace).await? {
            reading.tended(&owner, &other, one);
        }
        for ((owner, other), added_at) in contacts::all(db, workspace).await? {
            reading.contact(&owner, &other, added_at);
        }
        for (owner, other, said) in preferences::all(db, workspace).await? {
            reading.pair(&owner, &other).map(|(owner, other)| owner.preferences.insert(other, said));
        }
        for (asker, askee, day) in asks::done(db, workspace).await? {
            reading.pair(&asker, &askee).map(|(owner, other)| owner.asks_done.insert(other, day));
        }
        let opened = suggestions::all_opened(db, workspace).await?;
        reading.introduced(opened);
        let since = week.plus(-LOOKED_BACK_WEEKS);
        nudges::told_since(db, workspace, since, |member, contact, reason| {
            if let Some(owner) = reading.row(&member) {
                owner.told.push((contact, reason));
            }
        })
        .await?;
        reading.pointing(nudges::pointing(db, workspace, week).await?);
        Ok(reading)
    }

    async fn read_few(&self, workspace: &WorkspaceId, week: Week, zone: &TimeZone, waiting: &[Member]) -> Result<Reading> {
        let db = &self.store.db;
        let mut lists = Lists::default();
        let mut teams = TeamsTold::default();
        for owner in waiting.iter().map(|member| &member.person) {
            let of = |(other, one)| (owner.clone(), other, one);
            lists.ties.extend(ties::of_owner(db, workspace, owner).await?.into_iter().map(|(other, tie)| (owner.clone(), other, tie)));
            lists.tended.extend(tended::of_owner(db, workspace, owner).await?.into_iter().map(of));
            let said = contacts::of_owner(db, workspace, owner).await?;
            lists.contacts.extend(said.into_iter().map(|(other, at)| (owner.clone(), other, at)));
            teams.join(self.teams_told_by(&Actor { workspace: workspace.clone(), person: owner.clone() }).await?);
        }
        let about = lists.ties.iter().map(|(_, other, _)| other).chain(lists.tended.iter().map(|(_, other, _)| other));
        let about = about.chain(lists.contacts.iter().map(|(_, other, _)| other)).chain(waiting.iter().map(|member| &member.person));
        let about: BTreeSet<&PersonId> = about.collect();
        let about: Vec<PersonId> = about.into_iter().cloned().collect();
        let (mut known, mut pointing) = ((Vec::new(), Vec::new()), BTreeMap::new());
        for some in about.chunks(PEOPLE_AT_ONCE) {
            known.0.extend(people::by_ids(db, workspace, some).await?.into_iter().map(|known| known.person));
            known.1.extend(members::by_ids(db, workspace, some).await?);
            pointing.extend(nudges::pointing_among(db, workspace, week, some).await?);
        }
        let mut reading = Reading::new((week, self.now(), zone), waiting, known, &teams);
        for (owner, other, tie) in lists.ties {
            reading.tie(&owner, &other, tie);
        }
        for (owner, other, one) in lists.tended {
            reading.tended(&owner, &other, one);
        }
        for (owner, other, added_at) in lists.contacts {
            reading.contact(&owner, &other, added_at);
        }
        for owner in waiting.iter().map(|member| &member.person) {
            self.read_owner(workspace, week, owner, &mut reading).await?;
        }
        reading.pointing(pointing);
        Ok(reading)
    }

    /// What one member's own word is about people who are read by now.
    async fn read_owner(&self, workspace: &WorkspaceId, week: Week, owner: &PersonId, reading: &mut Reading) -> Result<()> {
        let db = &self.store.db;
        for (_, other, said) in preferences::of_owner(db, workspace, owner).await? {
            reading.pair(owner, &other).map(|(owner, other)| owner.preferences.insert(other, said));
        }
        for (other, day) in asks::done_of(db, workspace, owner).await? {
            reading.pair(owner, &other).map(|(owner, other)| owner.asks_done.insert(other, day));
        }
        let opened = suggestions::opened_with(db, workspace, owner).await?;
        reading.introduced(opened);
        for (contact, reason) in nudges::told_to(db, workspace, owner, week.plus(-LOOKED_BACK_WEEKS)).await? {
            if let Some(owner) = reading.row(owner) {
                owner.told.push((contact, reason));
            }
        }
        Ok(())
    }
}

/// A snapshot while it is read.
struct Reading {
    snapshot: Snapshot,
    people: HashMap<PersonId, Place>,
    owners: HashMap<PersonId, Place>,
}

impl Reading {
    fn new(
        (week, now, zone): (Week, Millis, &TimeZone),
        waiting: &[Member],
        (mut people, members): (Vec<Person>, Vec<Member>),
        teams: &TeamsTold,
    ) -> Self {
        people.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        let rows = people.len() + members.len() + waiting.len();
        let places: HashMap<PersonId, Place> = people.iter().enumerate().map(|(place, person)| (person.id.clone(), place)).collect();
        let mut owners: Vec<Owner> =
            waiting.iter().map(|member| owner(member, places.get(&member.person).map(|&at| &people[at]), zone, teams)).collect();
        owners.sort_unstable_by(|one, other| one.member.person.cmp(&other.member.person));
        let mut people: Vec<Someone> = people.into_iter().map(|person| Someone { person, member: None, pointing: 0 }).collect();
        for member in members {
            if let Some(&place) = places.get(&member.person) {
                people[place].member = Some(member);
            }
        }
        let at = owners.iter().enumerate().map(|(place, owner)| (owner.member.person.clone(), place)).collect();
        let (quiet, holidays, judgement, away) = (QuietTeams::default(), BTreeSet::new(), Judgement::default(), Arc::default());
        let (cards, meet) = (BTreeMap::new(), BTreeSet::new());
        let snapshot = Snapshot { week, now, owners, people, rows, cards, meet, judgement, quiet, holidays, away };
        let mut reading = Self { snapshot, people: places, owners: at };
        for (owner, other, team) in teams.words() {
            reading.pair(owner, other).map(|(owner, other)| owner.teams.insert(other, team.clone()));
        }
        reading
    }

    /// One more row of a member's, if they are planned for.
    fn row(&mut self, owner: &PersonId) -> Option<&mut Owner> {
        self.snapshot.rows += 1;
        self.snapshot.owners.get_mut(*self.owners.get(owner)?)
    }

    /// One more row of a member's about somebody, if the one is planned for and the other is known.
    fn pair(&mut self, owner: &PersonId, other: &PersonId) -> Option<(&mut Owner, Place)> {
        let other = self.people.get(other).copied();
        self.row(owner).zip(other)
    }

    fn tie(&mut self, owner: &PersonId, other: &PersonId, tie: Tie) {
        self.pair(owner, other).map(|(owner, other)| owner.pairs.insert(other, Some(tie)));
    }

    fn tended(&mut self, owner: &PersonId, other: &PersonId, one: tended::TendedRow) {
        if let Some((owner, other)) = self.pair(owner, other) {
            owner.pairs.entry(other).or_default();
            owner.tended.insert(other, one);
        }
    }

    fn contact(&mut self, owner: &PersonId, other: &PersonId, added_at: Millis) {
        if let Some((owner, other)) = self.pair(owner, other) {
            owner.pairs.entry(other).or_default();
            owner.contacts.insert(other, added_at);
        }
    }

    /// What introductions, the oldest first, are to each of the three, about each of the others.
    fn introduced(&mut self, opened: Vec<(PersonId, [PersonId; 2], Millis)>) {
        for (broker, [a, b], at) in opened {
            let told = [
                (&a, &b, Reason::Introduced),
                (&b, &a, Reason::Introduced),
                (&broker, &a, Reason::YouIntroduced),
                (&broker, &b, Reason::YouIntroduced),
                (&a, &broker, Reason::TheyIntroduced),
                (&b, &broker, Reason::TheyIntroduced),
            ];
            for (owner, other, reason) in told {
                self.pair(owner, other).map(|(owner, other)| owner.introduced.insert(other, (reason, at)));
            }
        }
    }

    fn pointing(&mut self, pointing: BTreeMap<PersonId, i64>) {
        self.snapshot.rows += pointing.len();
        for (contact, n) in pointing {
            if let Some(&place) = self.people.get(&contact) {
                self.snapshot.people[place].pointing = usize::try_from(n).unwrap_or(usize::MAX);
            }
        }
    }
}

fn owner(member: &Member, person: Option<&Person>, zone: &TimeZone, teams: &TeamsTold) -> Owner {
    Owner {
        member: member.clone(),
        pairs: BTreeMap::new(),
        told: Vec::new(),
        zone: zone_or(person.and_then(|person| person.zone.as_deref()), zone),
        gone: person.is_some_and(|person| person.deactivated_at.is_some()),
        own_team: teams.own(&member.person, person).cloned(),
        teams: BTreeMap::<Place, TeamId>::new(),
        seen: BTreeMap::new(),
        preferences: BTreeMap::new(),
        tended: BTreeMap::new(),
        contacts: BTreeMap::new(),
        asks_done: BTreeMap::new(),
        introduced: BTreeMap::new(),
    }
}
