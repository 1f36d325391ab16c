//! Reads what a week's plan is made from: for many members each table once, for a few only what is theirs.
//!
//! A member who joins or changes a setting is planned for within seconds, whatever the size of the workspace: what is read then must not grow
//! with it. Either way the plan is made from the same things.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::plan_extras::TEAMS_AT_ONCE;
use super::plan_snapshot::{Owner, Place, Snapshot, Someone};
use super::say_team_of::TeamsTold;
use super::{Actor, App, Result};
use crate::domain::day::{Day, Millis, Week};
use crate::domain::ids::{PersonId, TeamId, WorkspaceId};
use crate::domain::meetings::Meetings;
use crate::domain::nudge::Reason;
use crate::domain::person::{Member, Person};
use crate::domain::plan::eligible::Preference;
use crate::domain::plan::judgement::Judgement;
use crate::domain::plan::quiet::QuietTeams;
use crate::domain::plan::state::Tie;
use crate::domain::slot::zone_or;
use crate::store::nudges::Told;
use crate::store::{self, cards, contacts, holidays, members, nudges, people, preferences, tended, ties};

/// Up to so many members are read for one by one, a dozen small queries each; beyond it, every table is read once.
const FEW_MAX: usize = 48;

/// People looked up by one statement: well under the places it may have.
const PEOPLE_AT_ONCE: usize = 500;

/// Days before and after a week in which a holiday can make a difference to it: a slot moves by three weeks at most, and a rule of the working days of
/// a month looks through the month that the day is in.
const HOLIDAYS_AROUND_DAYS: i64 = 60;

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
        let few = waiting.len() <= FEW_MAX;
        let mut reading = if few {
            self.read_few(workspace, week, &zone, waiting).await?
        } else {
            self.read_all(workspace, week, &zone, waiting).await?
        };
        let teams = few.then(|| reading.snapshot.teams());
        self.read_days(workspace, week, teams.as_ref(), &mut reading.snapshot).await?;
        reading.snapshot.judgement = self.judgement(workspace).await;
        self.read_meetings(workspace, teams.as_ref(), &mut reading.snapshot).await;
        let (mut snapshot, away) = (reading.snapshot, Arc::clone(&self.away));
        tokio::task::spawn_blocking(move || {
            for someone in &mut snapshot.people {
                someone.away = away.tells_of(&someone.person);
            }
            snapshot.see();
            snapshot
        })
        .await
        .map_err(|_| store::Error::Closed.into())
    }

    /// The holidays around the week, and when all teams or these want quiet.
    async fn read_days(&self, workspace: &WorkspaceId, week: Week, only: Option<&BTreeSet<TeamId>>, snapshot: &mut Snapshot) -> Result<()> {
        let db = &self.store.db;
        let quiet = match only {
            None => cards::quiet(db, workspace).await?,
            Some(teams) => {
                let (teams, mut all): (Vec<TeamId>, _) = (teams.iter().cloned().collect(), Vec::new());
                for some in teams.chunks(TEAMS_AT_ONCE) {
                    all.extend(cards::quiet_of_teams(db, workspace, some).await?);
                }
                all
            }
        };
        snapshot.holidays = holidays::between(db, workspace, days_around(week)).await?;
        snapshot.rows += quiet.len() + snapshot.holidays.len();
        snapshot.quiet = QuietTeams::new(quiet, snapshot.holidays.clone());
        Ok(())
    }

    async fn read_all(&self, workspace: &WorkspaceId, week: Week, zone: &TimeZone, waiting: &[Member]) -> Result<Reading> {
        let db = &self.store.db;
        let known = (people::all(db, workspace).await?, members::all(db, workspace).await?);
        let teams = self.teams_told(workspace).await?;
        let mut reading = Reading::new((week, self.now(), zone), waiting, known, &teams);
        ties::of_members(db, workspace, |owner, other, tie| reading.tie(&owner, &other, tie)).await?;
        tended::all(db, workspace, |owner, other, one| reading.tended(&owner, &other, one)).await?;
        contacts::all(db, workspace, |owner, other, added_at| reading.contact(&owner, &other, added_at)).await?;
        preferences::that_matter(db, workspace, week, |owner, other, said| reading.preference(&owner, &other, said)).await?;
        self.read_reasons(workspace, week, &mut reading).await;
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
            for (_, other, said) in preferences::of_owner(db, workspace, owner).await? {
                reading.preference(owner, &other, said);
            }
            self.read_reasons_of(workspace, week, owner, &mut reading).await;
        }
        reading.pointing(pointing);
        Ok(reading)
    }
}

/// The days on which a holiday can make a difference to a week.
fn days_around(week: Week) -> (Day, Day) {
    (week.monday().plus(-HOLIDAYS_AROUND_DAYS), week.plus(1).monday().plus(HOLIDAYS_AROUND_DAYS))
}

/// A snapshot while it is read.
pub(super) struct Reading {
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
        let mut people: Vec<Someone> =
            people.into_iter().map(|person| Someone { person, member: None, away: false, pointing: 0 }).collect();
        for member in members {
            if let Some(&place) = places.get(&member.person) {
                people[place].member = Some(member);
            }
        }
        let at = owners.iter().enumerate().map(|(place, owner)| (owner.member.person.clone(), place)).collect();
        let (quiet, holidays, judgement) = (QuietTeams::default(), BTreeSet::new(), Judgement::default());
        let meetings = Meetings::default();
        let snapshot = Snapshot { week, now, owners, people, rows, meetings, judgement, quiet, holidays };
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

    fn preference(&mut self, owner: &PersonId, other: &PersonId, said: Preference) {
        self.pair(owner, other).map(|(owner, other)| owner.preferences.insert(other, said));
    }

    /// Help that came of an ask.
    pub(super) fn ask_done(&mut self, owner: &PersonId, helper: &PersonId, day: Day) {
        self.pair(owner, helper).map(|(owner, other)| owner.asks_done.insert(other, day));
    }

    /// What a member heard.
    pub(super) fn told(&mut self, member: &PersonId, told: Told) {
        if let Some(owner) = self.row(member) {
            owner.told.push(told);
        }
    }

    /// What an introduction is to each of the three, about each of the others; the last of several counts.
    pub(super) fn introduced(&mut self, broker: &PersonId, [a, b]: &[PersonId; 2], at: Millis) {
        let told = [
            (a, b, Reason::Introduced),
            (b, a, Reason::Introduced),
            (broker, a, Reason::YouIntroduced),
            (broker, b, Reason::YouIntroduced),
            (a, broker, Reason::TheyIntroduced),
            (b, broker, Reason::TheyIntroduced),
        ];
        for (owner, other, reason) in told {
            self.pair(owner, other).map(|(owner, other)| owner.introduced.insert(other, (reason, at)));
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

#[cfg(test)]
mod tests {
    use rand::rngs::StdRng;
    use rand::{RngExt, SeedableRng};

    use super::*;
    use crate::domain::quiet::Quiet;
    use crate::domain::slot::SlotTime;

    #[test]
    fn holidays_further_away_make_no_difference() {
        for seed in 0..200 {
            let mut rng = StdRng::seed_from_u64(seed);
            let week = Week(2_900 + rng.random_range(0..60));
            // From almost none to almost all, so that slots move as far as they can.
            let share = rng.random::<f64>();
            let all: BTreeSet<Day> = (-200..200).map(|day| week.monday().plus(day)).filter(|_| rng.random_bool(share)).collect();
            let (from, to) = days_around(week);
            let near: BTreeSet<Day> = all.range(from..=to).copied().collect();
            let rules = [Quiet::MonthEnds(10), Quiet::MonthBegins(10), Quiet::MonthEnds(2)];
            let teams = |holidays: &BTreeSet<Day>| {
                QuietTeams::new((0..).zip(rules).map(|(team, rule)| (TeamId::new(format!("T{team}")), rule)), holidays.clone())
            };
            for weekday in 0..7 {
                let slot = SlotTime { weekday, hour: 10 };
                let due = slot.due_in(week, &TimeZone::UTC, &all);
                assert_eq!(slot.due_in(week, &TimeZone::UTC, &near), due, "seed {seed}");
                for team in ["T0", "T1", "T2"].map(TeamId::from) {
                    let day = due.day_in(&TimeZone::UTC);
                    assert_eq!(teams(&near).on(Some(&team), day), teams(&all).on(Some(&team), day), "seed {seed}");
                }
            }
        }
    }
}
