//! What a lesson ends with: what its owner entered of the four weeks after it, however late it is entered and however late it is asked.
//! Each pair stands for one rule, by its mark.

use std::collections::BTreeMap;

use goodturn::domain::day::Week;
use goodturn::domain::entry::{Ask, AskState, Touch};
use goodturn::domain::note::Note;
use libtest_mimic::{Failed, Trial};

use super::kit::{Kit, Tested, WEEK, id, workspace};
use crate::support::{Harness, TestDatabase};

/// The week in which the lessons were seen.
const SEEN: Week = WEEK;

/// Members, each with a lesson about somebody in another team.
const MEMBERS: usize = 10;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("learn::what_is_entered_late_counts", late),
        cx.both("learn::however_late_it_is_asked_the_four_weeks_count", asked_late),
        cx.both("learn::only_what_the_owner_entered_counts", own),
        cx.both("learn::who_was_named_in_the_week_after_teaches_nothing", named),
        cx.both("learn::what_may_be_deleted_by_now_is_no_silence", deleted),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A company in which each member has a lesson about the colleague with the number that is so much higher, marked with the member's number.
async fn company(database: &TestDatabase) -> Tested<Kit> {
    let kit = Kit::of(database, (2 * MEMBERS, MEMBERS), SEEN.plus(1)).await?;
    let lessons: Vec<(usize, usize, u8)> = (0..MEMBERS).zip(0..).map(|(number, mark)| (number, number + MEMBERS, mark)).collect();
    kit.lays_down(SEEN, &lessons).await?;
    Ok(kit)
}

/// All silent but these.
fn came(of: &[u8]) -> BTreeMap<u8, bool> {
    (0..).take(MEMBERS).map(|mark| (mark, of.contains(&mark))).collect()
}

async fn late(database: TestDatabase) -> Result<(), Failed> {
    let mut kit = company(&database).await?;
    kit.plans(SEEN.plus(5)).await?;
    assert_eq!(kit.learnt().await?, BTreeMap::new(), "the last of the four weeks isn't over yet");
    // On the Sunday after the four weeks: what happened on their first and on their last day, and the days next to these.
    kit.until(SEEN.plus(6));
    kit.gives(0, MEMBERS, SEEN.plus(4).monday().plus(6)).await?;
    kit.gives(1, 1 + MEMBERS, SEEN.plus(1).monday()).await?;
    kit.gives(2, 2 + MEMBERS, SEEN.plus(5).monday()).await?;
    kit.gives(3, 3 + MEMBERS, SEEN.monday().plus(6)).await?;
    kit.plans(SEEN.plus(6)).await?;
    assert_eq!(kit.learnt().await?, came(&[0, 1]));
    assert_eq!(kit.count(&format!("lesson WHERE week = {}", SEEN.0)).await?, 0, "they are about nobody any more");
    Ok(())
}

async fn asked_late(database: TestDatabase) -> Result<(), Failed> {
    let mut kit = company(&database).await?;
    for member in 0..4 {
        // Back in time, and again and again; or only later, again and again.
        let first = if member < 2 { 3 } else { 5 };
        for week in [first, 8, 9, 11] {
            kit.until(SEEN.plus(week + 1));
            kit.gives(member, member + MEMBERS, SEEN.plus(week).monday()).await?;
        }
    }
    kit.plans(SEEN.plus(14)).await?;
    assert_eq!(kit.learnt().await?, came(&[0, 1]));
    Ok(())
}

async fn own(database: TestDatabase) -> Result<(), Failed> {
    let mut kit = company(&database).await?;
    kit.until(SEEN.plus(3));
    let on = SEEN.plus(2).monday();
    // The other one's word, somebody else's, and the owner's about others.
    kit.gives(MEMBERS, 0, on).await?;
    kit.gives(5, 1 + MEMBERS, on).await?;
    kit.gives(2, 3 + MEMBERS, on).await?;
    // Help received, a question and contact are entries as well.
    let mut changes = kit.changes(6, &[(6 + MEMBERS, on)]);
    changes.acts.iter_mut().for_each(|act| std::mem::swap(&mut act.giver, &mut act.receiver));
    kit.store.writer.commit(changes).await?;
    let (person, recorded_at) = (|member: usize| id(member + MEMBERS), kit.app.now());
    let mut changes = kit.changes(7, &[]);
    changes.asks.push(Ask {
        id: "Q7".into(),
        asker: id(7),
        askee: Some(person(7)),
        askee_team: None,
        note: Note::new("which forecast"),
        asked_on: on,
        state: AskState::Open,
        recorded_at,
    });
    kit.store.writer.commit(changes).await?;
    let mut changes = kit.changes(8, &[]);
    changes.touches.push(Touch { id: "T8".into(), owner: id(8), person: person(8), person_team: None, happened_on: on, recorded_at });
    kit.store.writer.commit(changes).await?;
    kit.plans(SEEN.plus(6)).await?;
    assert_eq!(kit.learnt().await?, came(&[6, 7, 8]));
    Ok(())
}

async fn named(database: TestDatabase) -> Result<(), Failed> {
    let mut kit = company(&database).await?;
    // To be named in the week after: sent, sent and named again, perhaps sent, taken back. A reserve, though it stepped in, or named later: that teaches.
    for (member, week, rank, state) in [
        (0, 1, 0, "sent"),
        (1, 1, 1, "sent"),
        (1, 5, 0, "sent"),
        (2, 1, 0, "chosen"),
        (3, 1, 3, "reserve"),
        (4, 1, 0, "withdrawn"),
        (5, 2, 0, "sent"),
        (6, 4, 0, "sent"),
        (8, 1, 4, "sent"),
    ] {
        let (owner, contact, week) = (id(member), id(member + MEMBERS), SEEN.plus(week).0);
        kit.rows
            .change(&format!(
                "INSERT INTO nudge (workspace_id, id, member_id, week, rank, state, contact_id, reason, reason_on, small_act, score, message_id) \
                 VALUES ('{}', 'N{member}-{week}', '{}', {week}, {rank}, '{state}', '{}', 'long-ago', 0, 'pass_on_news', 0.1, 'M{member}-{week}')",
                workspace().as_str(),
                owner.as_str(),
                contact.as_str()
            ))
            .await?;
        kit.rows
            .change(&format!(
                "INSERT INTO preference (workspace_id, owner_id, person_id, nudged_week) VALUES ('{}', '{}', '{}', {week}) \
                 ON CONFLICT (workspace_id, owner_id, person_id) DO UPDATE SET nudged_week = {week}",
                workspace().as_str(),
                owner.as_str(),
                contact.as_str()
            ))
            .await?;
    }
    kit.until(SEEN.plus(5));
    for member in [1, 5, 7] {
        kit.gives(member, member + MEMBERS, SEEN.plus(4).monday()).await?;
    }
    kit.plans(SEEN.plus(6)).await?;
    let mut left = came(&[5, 7]);
    left.retain(|mark, _| ![0, 1, 2, 4].contains(mark));
    assert_eq!(kit.learnt().await?, left);
    Ok(())
}

async fn deleted(database: TestDatabase) -> Result<(), Failed> {
    let mut kit = company(&database).await?;
    kit.until(SEEN.plus(3));
    kit.gives(0, MEMBERS, SEEN.plus(2).monday()).await?;
    // More than a year without a plan: the entry may be gone by now, whatever is left of it.
    kit.plans(SEEN.plus(58)).await?;
    assert_eq!(kit.learnt().await?, BTreeMap::new());
    assert_eq!(kit.count(&format!("lesson WHERE week = {}", SEEN.0)).await?, 0);
    Ok(())
}
