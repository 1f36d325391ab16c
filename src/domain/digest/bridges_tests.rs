//! The picture's rule, tried on every small case: no bridge of one to four people, and no two pictures that can be subtracted.
//!
//! The attacker of these tests sees all pictures and knows everything but one person's entries.

use std::collections::{BTreeMap, BTreeSet};

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

use super::bridges::{Bridges, COMPARED_WEEKS, Contact, Drawing, LOOKS_BACK_WEEKS, STANDS_WEEKS, Window, draw, standing};
use super::crowd::tests::member_of;
use super::crowd::{Label, Roster, Standing};
use crate::domain::day::{Day, Millis};
use crate::domain::ids::{PersonId, TeamId};

const WEEK_MS: i64 = 7 * Millis::DAY;

/// A Thursday, well after the epoch.
const START: i64 = 100 * WEEK_MS;

fn week(n: i64) -> Millis {
    Millis(START + n * WEEK_MS)
}

fn named(a: &str, b: &str) -> (Label, Label) {
    (Label::Team(a.into()), Label::Team(b.into()))
}

/// Contact between people named `A0`, `B1`, whose first letter is their team.
fn contact(owner: &str, other: &str) -> Contact {
    Contact { owner: owner.into(), other: other.into(), teams: [owner[..1].into(), other[..1].into()] }
}

fn teams(sizes: &[(&str, usize)], n: i64, change: impl Fn(&PersonId, &mut Standing)) -> Roster {
    let mut people: BTreeMap<PersonId, Standing> = BTreeMap::new();
    for (team, size) in sizes {
        people.extend((0..*size).map(|place| (PersonId::from(format!("{team}{place}")), member_of(team))));
    }
    for (id, standing) in &mut people {
        change(id, standing);
    }
    Roster::new(people, week(n))
}

fn plain(sizes: &[(&str, usize)], n: i64) -> Roster {
    teams(sizes, n, |_, _| {})
}

/// `A0` in touch with each of `B0` to `B(others-1)`: `others` + 1 people.
fn star(others: usize) -> Vec<Contact> {
    (0..others).map(|place| contact("A0", &format!("B{place}"))).collect()
}

/// An entry, and when it was recorded.
#[derive(Clone)]
struct Entry {
    contact: Contact,
    at: Millis,
}

fn day_of(at: Millis) -> Day {
    at.day_in(&jiff::tz::TimeZone::UTC)
}

/// A workspace with a post each week, as far as its pictures go.
struct Company {
    people: BTreeMap<PersonId, Standing>,
    entries: Vec<Entry>,
    drawings: Vec<Drawing>,
    /// What each drawing was made from.
    used: Vec<Vec<Entry>>,
    pictures: Vec<Option<Bridges>>,
}

impl Company {
    /// Two teams of eight; `A0` was in touch with three people: four in all, so that nothing may be seen.
    fn of_four() -> Self {
        let people = ["A", "B"].into_iter().flat_map(|team| (0..8).map(move |place| (format!("{team}{place}").into(), member_of(team))));
        let entries = star(3).into_iter().map(|contact| Entry { contact, at: week(0) }).collect();
        Self { people: people.collect(), entries, drawings: Vec::new(), used: Vec::new(), pictures: Vec::new() }
    }

    fn changes(&mut self, who: &str, change: impl Fn(&mut Standing)) {
        change(self.people.get_mut(&PersonId::from(who)).expect("somebody"));
    }

    fn records(&mut self, at: Millis, owner: &str, other: &str) {
        let teams = [owner, other].map(|who| self.people[&PersonId::from(who)].team.clone().expect("a team"));
        self.entries.push(Entry { contact: Contact { teams, ..contact(owner, other) }, at });
    }

    /// The post of week `n`.
    fn posts(&mut self, n: i64) -> Option<Bridges> {
        let roster = Roster::new(self.people.clone(), week(n));
        let drawing = standing(&self.drawings, week(n)).cloned().unwrap_or_else(|| {
            let window = Window::after(&self.drawings, week(n));
            let counts = |entry: &&Entry| {
                entry.at > window.recorded_after && entry.at <= window.recorded_until && day_of(entry.at) >= window.happened_from
            };
            let used: Vec<Entry> = self.entries.iter().filter(counts).cloned().collect();
            let contacts: Vec<Contact> = used.iter().map(|entry| entry.contact.clone()).collect();
            self.used.push(used);
            draw(&roster, &contacts, &self.drawings)
        });
        let seen = drawing.seen(&roster);
        if !self.drawings.contains(&drawing) {
            self.drawings.push(drawing);
        }
        self.pictures.push(seen.clone());
        seen
    }

    /// The posts of a quarter in which `change` happens to `A0` and is undone again, and `A1` then records one contact: nobody may see that.
    fn shows_nothing(mut self, change: impl Fn(&mut Standing), undo: impl Fn(&mut Standing)) {
        for n in 0..COMPARED_WEEKS {
            assert_eq!(self.posts(n), None, "week {n}");
            match n {
                1 => self.changes("A0", &change),
                2 => self.changes("A0", &undo),
                3 => self.records(Millis(week(3).0 + 1), "A1", "B3"),
                _ => {}
            }
        }
    }
}

#[test]
fn a_bridge_has_five_people_behind_it_and_its_ends_are_crowds() {
    for a in 0..8 {
        for b in 0..8 {
            for people in 0..7 {
                let contacts = star(people);
                let there = people.min(b) + 1;
                let shown = draw(&plain(&[("A", a), ("B", b), ("C", 5)], 0), &contacts, &[]).bridges;
                let expected = a >= 5 && b >= 5 && people > 0 && there >= 5;
                assert_eq!(!shown.edges.is_empty(), expected, "{a} and {b} in the teams, {there} behind");
            }
        }
    }
}

#[test]
fn two_small_teams_are_other_teams_only_together() {
    let contacts: Vec<Contact> = ["B0", "B1", "C0", "C1"].map(|other| contact("A0", other)).to_vec();
    for b in 2..5 {
        for c in 2..5 {
            let shown = draw(&plain(&[("A", 5), ("B", b), ("C", c)], 0), &contacts, &[]).bridges;
            assert_eq!(!shown.edges.is_empty(), b + c >= 5, "{b} and {c}");
            if b + c >= 5 {
                assert_eq!(shown.edges, BTreeSet::from([(Label::Team("A".into()), Label::Others)]));
                assert_eq!(shown.others, BTreeSet::from(["B".into(), "C".into()]));
            }
        }
    }
}

#[test]
fn who_leaves_and_joins_again_does_not_bring_a_bridge_back() {
    // Joining again forgets since when somebody was a member.
    Company::of_four().shows_nothing(|a0| a0.left_at = Some(week(1)), |a0| (a0.joined_at, a0.left_at) = (Some(week(2)), None));
}

#[test]
fn who_hides_and_is_shown_again_does_not_bring_a_bridge_back() {
    Company::of_four().shows_nothing(|a0| a0.hidden_at = Some(week(1)), |a0| a0.hidden_at = None);
}

#[test]
fn who_is_deactivated_and_activated_again_does_not_bring_a_bridge_back() {
    Company::of_four().shows_nothing(|a0| a0.deactivated_at = Some(week(1)), |a0| a0.deactivated_at = None);
}

#[test]
fn who_moves_to_another_team_takes_no_bridge_along() {
    let mut company = Company::of_four();
    company.people.extend((0..8).map(|place| (PersonId::from(format!("C{place}")), member_of("C"))));
    for other in ["A1", "A2", "A3"] {
        company.records(week(0), "C0", other);
    }
    for n in 0..COMPARED_WEEKS {
        assert_eq!(company.posts(n), None, "week {n}");
        if n == 1 {
            // Asks and plain contact go by the owner's team of now: with C0 in B, four people more would be behind A and B.
            company.changes("C0", |c0| c0.team = Some("B".into()));
            for entry in company.entries.iter_mut().filter(|entry| entry.contact.owner.as_str() == "C0") {
                entry.contact.teams[0] = "B".into();
            }
        }
    }
}

#[test]
fn a_drawing_stands_whatever_happens_to_its_entries() {
    let mut company = Company::of_four();
    company.records(week(0), "A1", "B3");
    let first = company.posts(0).expect("six people");
    // All but one take everything back, and many others get in touch.
    company.entries.truncate(1);
    for place in 0..8 {
        company.records(Millis(week(0).0 + 1), &format!("A{place}"), &format!("B{place}"));
    }
    company.changes("B3", |b3| b3.hidden_at = Some(week(0)));
    for n in 1..STANDS_WEEKS {
        assert_eq!(company.posts(n).as_ref(), Some(&first), "week {n}");
    }
    assert_eq!(company.posts(STANDS_WEEKS), Some(first), "the new ones are a bridge of their own");
    assert_eq!(company.used[1].len(), 8);
    assert_eq!(company.posts(2 * STANDS_WEEKS), None, "nothing was recorded since");
}

/// Months of a company in which everything happens that can: no two pictures have an entry in common unless they are the same drawing.
#[test]
fn no_two_pictures_can_be_subtracted() {
    let mut drawn = 0;
    for seed in 0..40 {
        let mut rng = StdRng::seed_from_u64(seed);
        let mut company = Company::of_four();
        let ids: Vec<PersonId> = company.people.keys().cloned().collect();
        for n in 0..30 {
            for moment in 0..12 {
                let at = Millis(week(n).0 - WEEK_MS + moment * Millis::HOUR);
                let (who, other) = (ids.choose(&mut rng).expect("people"), ids.choose(&mut rng).expect("people"));
                match rng.random_range(0..12) {
                    0 => company.changes(who.as_str(), |one| one.left_at = Some(at)),
                    1 => company.changes(who.as_str(), |one| (one.joined_at, one.left_at) = (Some(at), None)),
                    2 => company.changes(who.as_str(), |one| one.hidden_at = one.hidden_at.xor(Some(at))),
                    3 => company.changes(who.as_str(), |one| one.deactivated_at = one.deactivated_at.xor(Some(at))),
                    4 => {
                        let team = TeamId::from(if rng.random_bool(0.5) { "A" } else { "B" });
                        company.changes(who.as_str(), |one| one.team = Some(team.clone()));
                    }
                    5 => company.entries.retain(|entry| entry.contact.owner != *who),
                    _ => company.records(at, who.as_str(), other.as_str()),
                }
            }
            company.posts(n);
        }
        for (place, used) in company.used.iter().enumerate() {
            assert!(company.used[..place].iter().flatten().all(|before| used.iter().all(|one| one.at > before.at)), "seed {seed}");
        }
        let shown: BTreeSet<Vec<_>> = company.pictures.iter().flatten().map(|one| one.edges.iter().collect()).collect();
        drawn += shown.len();
        // Within one drawing only a team that is no crowd any more may take a bridge away, and nothing brings one that was not drawn.
        assert!(company.drawings.windows(2).all(|two| week_number(two[1].at) - week_number(two[0].at) >= STANDS_WEEKS), "seed {seed}");
        for (n, picture) in (0_i64..).zip(&company.pictures) {
            let stood = company.drawings.iter().rfind(|one| one.at <= week(n)).expect("a drawing");
            assert!(picture.iter().all(|one| one.edges.is_subset(&stood.bridges.edges)), "seed {seed}, week {n}");
        }
    }
    assert!(drawn > 20, "only {drawn} pictures were seen");
}

fn week_number(at: Millis) -> i64 {
    day_of(at).week().0
}

#[test]
fn a_team_that_shrinks_to_four_is_gone_and_does_not_come_back_as_other_teams() {
    let contacts: Vec<Contact> = star(6).into_iter().chain((0..6).map(|place| contact("A1", &format!("D{place}")))).collect();
    let sizes = [("A", 6), ("B", 6), ("C", 4), ("D", 6)];
    let before = draw(&plain(&sizes, 0), &contacts, &[]);
    assert_eq!(before.bridges.edges, BTreeSet::from([named("A", "B"), named("A", "D")]));
    let shrunk = |n| {
        teams(&sizes, n, |id, standing| {
            if ["B0", "B1"].contains(&id.as_str()) {
                standing.deactivated_at = Some(Millis(week(1).0 - 1));
            }
        })
    };
    assert_eq!(before.seen(&shrunk(1)).map(|seen| seen.edges), Some(BTreeSet::from([named("A", "D")])), "the other one stays");
    let after = draw(&shrunk(STANDS_WEEKS), &contacts, &[before]).bridges;
    assert_eq!(after.edges, BTreeSet::from([named("A", "D")]));
    assert!(after.others.is_empty());
}

#[test]
fn other_teams_means_the_same_teams_in_pictures_that_can_be_compared() {
    let mut contacts: Vec<Contact> = ["B0", "B1", "C0", "C1"].map(|other| contact("A0", other)).to_vec();
    contacts.extend((0..6).map(|place| contact("A1", &format!("D{place}"))));
    let sizes = [("A", 6), ("B", 3), ("C", 3), ("D", 6)];
    let before = draw(&plain(&sizes, 0), &contacts, &[]);
    let others = (Label::Team("A".into()), Label::Others);
    assert!(before.bridges.edges.contains(&others));
    let one_more = [("A", 6), ("B", 3), ("C", 3), ("D", 6), ("E", 1)];
    let after = draw(&plain(&one_more, STANDS_WEEKS), &contacts, std::slice::from_ref(&before)).bridges;
    assert!(after.others.is_empty() && !after.edges.contains(&others) && !after.edges.is_empty());
    let later = draw(&plain(&one_more, COMPARED_WEEKS), &contacts, std::slice::from_ref(&before)).bridges;
    assert!(later.edges.contains(&others), "nobody compares these any more");
    assert!(draw(&plain(&sizes, STANDS_WEEKS), &contacts, std::slice::from_ref(&before)).bridges.edges.len() == 2, "unchanged, it stays");
    let grown = [("A", 6), ("B", 5), ("C", 3), ("D", 6)];
    let seen = before.seen(&plain(&grown, 1)).expect("the other bridge");
    assert!(!seen.edges.contains(&others) && seen.others.is_empty(), "one of them has a name by now");
}

#[test]
fn only_members_entries_of_the_window_count() {
    let roster_of = |joined: bool| {
        teams(&[("A", 6), ("B", 6)], 0, |_, standing| {
            if !joined {
                standing.joined_at = None;
            }
        })
    };
    assert!(!draw(&roster_of(true), &star(5), &[]).bridges.edges.is_empty());
    assert!(draw(&roster_of(false), &star(5), &[]).bridges.edges.is_empty());
    let first = Window::after(&[], week(0));
    assert_eq!((first.recorded_after, first.recorded_until), (Millis(i64::MIN), week(0)));
    assert_eq!(first.happened_from, day_of(week(1 - LOOKS_BACK_WEEKS)).week().monday());
    let at = |n| Drawing { at: week(n), bridges: Bridges::default() };
    assert_eq!(Window::after(&[at(-9), at(-4), at(-7)], week(0)).recorded_after, week(-4));
}
