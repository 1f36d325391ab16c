//! The picture's rule, tried on every small case: no bridge of one to four people, and no two pictures that tell of fewer than five.
//!
//! The attacker of these tests sees all pictures and knows everything but one person's entries.

use std::collections::{BTreeMap, BTreeSet};

use super::bridges::{Bridges, Contact, Earlier, NoPicture, WINDOW_WEEKS, bridges};
use super::crowd::tests::{member_of, roster};
use super::crowd::{Label, Roster, Standing};
use crate::domain::day::Millis;
use crate::domain::ids::PersonId;

const WEEK_MS: i64 = 7 * Millis::DAY;

/// A Thursday, well after the epoch.
const START: i64 = 100 * WEEK_MS;

fn week(n: i64) -> Millis {
    Millis(START + n * WEEK_MS)
}

fn named(a: &str, b: &str) -> (Label, Label) {
    (Label::Team(a.into()), Label::Team(b.into()))
}

/// Entries in week `n` between people named `A0`, `B1`, whose first letter is their team.
fn contact(n: i64, owner: &str, other: &str) -> Contact {
    Contact {
        owner: owner.into(),
        other: other.into(),
        teams: [owner[..1].into(), other[..1].into()],
        week: week(n).day_in(&jiff::tz::TimeZone::UTC).week(),
        recorded_at: week(n),
    }
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

/// One entry of `A0` with each of `B0` to `B(others-1)`: `others` + 1 people.
fn star(n: i64, others: usize) -> Vec<Contact> {
    (0..others).map(|place| contact(n, "A0", &format!("B{place}"))).collect()
}

fn earlier(n: i64, bridges: &Bridges) -> Earlier {
    Earlier { at: week(n), bridges: bridges.clone() }
}

#[test]
fn a_bridge_has_five_people_behind_it_and_its_ends_are_crowds() {
    for a in 0..8 {
        for b in 0..8 {
            for people in 0..7 {
                let contacts = star(0, people);
                let there = people.min(b) + 1;
                let shown = bridges(&plain(&[("A", a), ("B", b), ("C", 5)], 0), &contacts, &[]);
                let expected = a >= 5 && b >= 5 && people > 0 && there >= 5;
                assert_eq!(shown.is_ok(), expected, "{a} and {b} in the teams, {there} behind");
            }
        }
    }
}

#[test]
fn two_small_teams_are_other_teams_only_together() {
    let contacts: Vec<Contact> = ["B0", "B1", "C0", "C1"].map(|other| contact(0, "A0", other)).to_vec();
    for b in 2..5 {
        for c in 2..5 {
            let shown = bridges(&plain(&[("A", 5), ("B", b), ("C", c)], 0), &contacts, &[]);
            assert_eq!(shown.is_ok(), b + c >= 5, "{b} and {c}");
            if let Ok(shown) = shown {
                assert_eq!(shown.edges, BTreeSet::from([(Label::Team("A".into()), Label::Others)]));
                assert_eq!(shown.others, BTreeSet::from(["B".into(), "C".into()]));
            }
        }
    }
}

#[test]
fn every_change_between_two_weeks_has_five_people_behind_it() {
    let roster = |n| plain(&[("A", 8), ("B", 8)], n);
    for before in 0..8 {
        for after in 0..8 {
            // Last week's entries are too old by now where fewer remain, so only the newest count: the window is moved by leaving weeks out.
            let first = star(0, before);
            let last = bridges(&roster(0), &first, &[]);
            let seen = earlier(0, &last.clone().unwrap_or_default());
            let mut all = first;
            all.retain(|contact| (0..after).any(|place| contact.other.as_str() == format!("B{place}")));
            all.extend((before..after).map(|place| contact(1, "A0", &format!("B{place}"))));
            let gone: BTreeSet<String> = (after..before).map(|place| format!("B{place}")).collect();
            // Who is taken out has hidden meanwhile: then the earlier picture still counts them.
            let mut kept = star(0, before);
            kept.extend(all.iter().filter(|one| one.recorded_at == week(1)).cloned());
            let now = teams(&[("A", 8), ("B", 8)], 1, |id, standing| {
                if gone.contains(id.as_str()) {
                    standing.hidden_at = Some(Millis(week(1).0 - 1));
                }
            });
            let shown = bridges(&now, &kept, &[seen]);
            let difference = usize::abs_diff(before, after);
            let (was, would) = (last.is_ok(), after >= 4);
            match (was, would) {
                (true, true) => assert!(shown.is_ok(), "{before} to {after}: it stays"),
                (true, false) => {
                    let expected = if difference + usize::from(after == 0) >= 5 { NoPicture::NoBridge } else { NoPicture::WouldTell };
                    assert_eq!(shown, Err(expected), "{before} to {after}");
                }
                // Where there was no entry at all, the one who made the first is new as well.
                (false, true) => assert_eq!(shown.is_ok(), difference + usize::from(before == 0) >= 5, "{before} to {after}"),
                (false, false) => assert!(shown.is_err(), "{before} to {after}"),
            }
        }
    }
}

#[test]
fn a_slow_growth_is_not_pinned_to_one_person() {
    let roster = |n| plain(&[("A", 12), ("B", 12), ("C", 12)], n);
    // A bridge from C keeps the pictures coming.
    let mut contacts: Vec<Contact> = (0..6).map(|place| contact(0, "C0", &format!("A{}", place + 5))).collect();
    let mut seen: Vec<Earlier> = Vec::new();
    let mut shown_at = None;
    for n in 0..11 {
        contacts.push(contact(n, "A0", &format!("B{n}")));
        let shown = bridges(&roster(n), &contacts, &seen).expect("C's bridge is there");
        if shown.edges.contains(&named("A", "B")) {
            shown_at = shown_at.or(Some(n));
        }
        seen.push(earlier(n, &shown));
    }
    // Weeks 0 to 2 have two to four people: the last honest absence is week 2, and nine people differ from it by five in week 7.
    assert_eq!(shown_at, Some(7));
}

#[test]
fn a_bridge_that_would_vanish_with_one_person_keeps_the_picture_back_until_nothing_can_be_compared() {
    let contacts: Vec<Contact> = (0..20).flat_map(|n| star(n, 4)).collect();
    let first = bridges(&plain(&[("A", 6), ("B", 6)], 0), &contacts, &[]).expect("five people");
    for n in 1..WINDOW_WEEKS + 2 {
        let now = teams(&[("A", 6), ("B", 6)], n, |id, standing| {
            standing.left_at = None;
            if id.as_str() == "B3" {
                standing.deactivated_at = Some(week(1));
            }
        });
        let expected = if n < WINDOW_WEEKS { NoPicture::WouldTell } else { NoPicture::NoBridge };
        assert_eq!(bridges(&now, &contacts, &[earlier(0, &first)]), Err(expected), "week {n}");
    }
}

#[test]
fn a_team_that_shrinks_to_four_is_gone_and_does_not_come_back_as_other_teams() {
    let contacts: Vec<Contact> =
        star(0, 6).into_iter().chain((0..6).map(|place| contact(0, "A1", &format!("D{place}")))).chain(star(1, 6)).collect();
    let before = bridges(&plain(&[("A", 6), ("B", 6), ("C", 4), ("D", 6)], 0), &contacts, &[]).expect("bridges");
    assert_eq!(before.edges, BTreeSet::from([named("A", "B"), named("A", "D")]));
    let shrunk = teams(&[("A", 6), ("B", 6), ("C", 4), ("D", 6)], 1, |id, standing| {
        if ["B0", "B1"].contains(&id.as_str()) {
            standing.deactivated_at = Some(Millis(week(1).0 - 1));
        }
    });
    let after = bridges(&shrunk, &contacts, &[earlier(0, &before)]).expect("the other bridge");
    assert_eq!(after.edges, BTreeSet::from([named("A", "D")]));
    assert!(after.others.is_empty());
}

#[test]
fn other_teams_means_the_same_teams_in_pictures_that_can_be_compared() {
    let mut contacts: Vec<Contact> = ["B0", "B1", "C0", "C1"].map(|other| contact(0, "A0", other)).to_vec();
    contacts.extend((0..6).map(|place| contact(0, "A1", &format!("D{place}"))));
    let sizes = [("A", 6), ("B", 3), ("C", 3), ("D", 6)];
    let before = bridges(&plain(&sizes, 0), &contacts, &[]).expect("bridges");
    assert!(before.edges.contains(&(Label::Team("A".into()), Label::Others)));
    let one_more = [("A", 6), ("B", 3), ("C", 3), ("D", 6), ("E", 1)];
    let after = bridges(&plain(&one_more, 1), &contacts, &[earlier(0, &before)]).expect("the other bridge");
    assert!(after.others.is_empty() && !after.edges.iter().any(|(_, b)| *b == Label::Others));
    assert!(bridges(&plain(&sizes, 1), &contacts, &[earlier(0, &before)]).expect("bridges").edges.len() == 2, "unchanged, it stays");
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
    assert!(bridges(&roster_of(true), &star(0, 5), &[]).is_ok());
    assert!(bridges(&roster_of(false), &star(0, 5), &[]).is_err());
    assert!(bridges(&roster_of(true), &star(-WINDOW_WEEKS, 5), &[]).is_err(), "too long ago");
    assert!(bridges(&roster_of(true), &star(1, 5), &[]).is_err(), "not yet");
    assert!(bridges(&roster(&[("A", 6)]), &[], &[]).is_err());
}
