//! Once a week a workspace learns how likely its quiet ties come back: lessons whose four weeks are over are closed, weights are made anew from
//! all that are known, and some of this week's quiet ties become lessons.
//!
//! Weights are learnt over many people and lessons or not at all; a lesson whose outcome is known is about nobody any more.

use std::collections::BTreeMap;

use super::plan_snapshot::{Pair, Place, Snapshot};
use super::{App, Result};
use crate::domain::day::Week;
use crate::domain::ids::WorkspaceId;
use crate::domain::plan::eligible::{Bar, QUIET_WEEKS_MIN, barred};
use crate::domain::plan::features::OWN;
use crate::domain::plan::judgement::Judgement;
use crate::domain::plan::learn::Row;
use crate::domain::plan::lessons::key;
use crate::domain::plan::silence::Silence;
use crate::store;
use crate::store::lessons::{self, Lesson};

/// Weeks within which a return counts.
const RETURN_WEEKS: i64 = 4;

/// Weeks that a lesson waits longer: people enter things days after they happened.
const LATE_WEEKS: i64 = 1;

/// Lessons kept of one week: a year of them is read and learnt from within a second.
const LESSONS_PER_WEEK: usize = 1_000;

/// Of a week with fewer lessons than this, those named lately are taken, too: they come back for one more reason, but in a small company everybody
/// is named again and again, and it would never learn anything.
const LESSONS_PER_WEEK_ENOUGH: usize = 100;

/// Fewer known outcomes than this teach nothing: the rule for young workspaces is better than their noise, and nobody is recognized by what a
/// handful of them changed.
const LESSONS_MIN: usize = 200;

/// A week's lessons come from so many people at least, when they are seen and when it is known how they ended, or that week teaches nothing:
/// nobody is to be recognized.
const OWNERS_MIN: usize = 5;

/// One owner has at most one in so many of a week's lessons, so that nobody who deals with very many teaches how it is for all. Only where half of
/// the owners have more than that is it what they have: a few people who have much the same would be left with next to nothing.
const OWNER_PART: usize = 10;

/// A quiet tie in the order in which lessons are taken: who was not named lately first, then as chance has it.
type Turn = (bool, u64, Pair);

impl App {
    /// How the workspace judges its quiet ties by now. What can't be read is as if nothing had been learnt: no reminder waits for that.
    pub(super) async fn judgement(&self, workspace: &WorkspaceId) -> Judgement<OWN> {
        let learnt = match lessons::judgement(&self.store.db, workspace).await {
            Ok(None) => return Judgement::default(),
            Ok(Some((_, learnt))) => learnt,
            Err(error) => {
                tracing::warn!(%error, "what was learnt before can't be read; the week is planned as in a young workspace");
                return Judgement::default();
            }
        };
        Judgement::parse(&learnt).filter(is_sound).unwrap_or_else(|| {
            tracing::warn!("what was learnt before is not of this program; the week is planned as in a young workspace");
            Judgement::default()
        })
    }

    /// Closes what can be closed, learns from all that is known, and keeps some of what is seen now for later; once a week. Where that fails, the
    /// week is planned with what was learnt before.
    pub(super) async fn learn(&self, workspace: &WorkspaceId, mut snapshot: Snapshot) -> Snapshot {
        match self.learn_from(workspace, &snapshot).await {
            Ok(None) => {}
            Ok(Some(learnt)) => snapshot.judgement = learnt,
            Err(error) => tracing::warn!(%error, "nothing was learnt this week; it is planned with what was learnt before"),
        }
        snapshot
    }

    /// What is learnt for the week; none when it was learnt already.
    async fn learn_from(&self, workspace: &WorkspaceId, snapshot: &Snapshot) -> Result<Option<Judgement<OWN>>> {
        let db = &self.store.db;
        let before = lessons::judgement(db, workspace).await?;
        if before.as_ref().is_some_and(|(week, _)| *week >= snapshot.week) {
            return Ok(None);
        }
        self.close_lessons(workspace, snapshot.week).await?;
        let rows: Vec<Row<OWN>> = lessons::learnt(db, workspace).await?.into_iter().filter_map(row).collect();
        let learnt = if rows.len() < LESSONS_MIN {
            Judgement::default()
        } else {
            let before = snapshot.judgement.clone();
            let learnt = tokio::task::spawn_blocking(move || Judgement::learnt(&rows, Some(&before))).await;
            learnt.map_err(|_| store::Error::Closed)?
        };
        lessons::keep(db, workspace, &lessons_of(snapshot)).await?;
        lessons::set_judgement(db, workspace, snapshot.week, learnt.bytes()).await?;
        Ok(Some(learnt))
    }

    /// Closes the lessons whose weeks are over, however late: it is asked what was entered of those weeks, whatever came after.
    async fn close_lessons(&self, workspace: &WorkspaceId, week: Week) -> Result<()> {
        let db = &self.store.db;
        // The week before is the last one that is over, or is on its last day.
        let over = week.plus(-1 - RETURN_WEEKS - LATE_WEEKS);
        let kept = self.lessons_kept_from().week;
        for seen_in in lessons::open_until(db, workspace, over).await? {
            // What is to be deleted is not learnt from any more.
            let ended = if seen_in < kept { Vec::new() } else { lessons::ended(db, workspace, seen_in, RETURN_WEEKS).await? };
            lessons::close(db, workspace, seen_in, &ended, OWNERS_MIN).await?;
        }
        Ok(())
    }
}

/// Some of the quiet ties as they are seen now; none where they are those of too few people.
fn lessons_of(snapshot: &Snapshot) -> Vec<Lesson> {
    let seen_in = snapshot.week.plus(-1);
    let keyed = |(pair, seen, named): (Pair, _, bool)| ((named, key(number(pair.0), number(pair.1), seen_in), pair), seen);
    let mut quiet: Vec<(Turn, &[f32; OWN])> = snapshot.quiet_ties().map(keyed).collect();
    quiet.sort_unstable_by_key(|(key, _)| *key);
    let in_question = quiet.into_iter().filter(|((.., pair), _)| is_in_question(snapshot, *pair)).take(LESSONS_PER_WEEK).enumerate();
    let enough = in_question.take_while(|(place, ((named, ..), _))| !named || *place < LESSONS_PER_WEEK_ENOUGH);
    let mut some: Vec<(Pair, &[f32; OWN])> = enough.map(|(_, ((.., pair), seen))| (pair, seen)).collect();
    let mut owners: BTreeMap<Place, usize> = BTreeMap::new();
    for ((owner, _), _) in &some {
        *owners.entry(*owner).or_default() += 1;
    }
    if owners.len() < OWNERS_MIN {
        return Vec::new();
    }
    let most = most_of_one(owners.values().copied().collect());
    let mut taken: BTreeMap<Place, usize> = BTreeMap::new();
    some.retain(|((owner, _), _)| {
        let taken = taken.entry(*owner).or_default();
        *taken += 1;
        *taken <= most
    });
    let lesson = |((owner, contact), seen): (Pair, &[f32; OWN])| Lesson {
        week: seen_in,
        owner: snapshot.owners[owner].member.person.clone(),
        contact: snapshot.people[contact].person.id.clone(),
        seen: seen.iter().flat_map(|value| value.to_le_bytes()).collect(),
    };
    some.into_iter().map(lesson).collect()
}

/// Whether somebody could really be named to the owner, now or once more time has passed: what never comes up in a plan teaches nothing about it.
fn is_in_question(snapshot: &Snapshot, pair: Pair) -> bool {
    let owner = &snapshot.owners[pair.0];
    if matches!(snapshot.due_at(owner), Err(Silence::Deactivated | Silence::Ended | Silence::AtRest)) {
        return false;
    }
    let due = owner.member.slot.due_in(snapshot.week, &owner.zone, &snapshot.holidays);
    let tie = owner.pairs.get(&pair.1).and_then(Option::as_ref);
    // These are looked at last: whoever they bar, nothing else does.
    matches!(barred(&snapshot.case(pair, tie, due)), None | Some(Bar::NotQuiet | Bar::JustNamed | Bar::Snoozed))
}

/// How many lessons of a week one owner may have: a tenth of all, or as many as half of the owners have.
fn most_of_one(mut owned: Vec<usize>) -> usize {
    owned.sort_unstable();
    let usual = owned[owned.len() / 2];
    let is_a_part = |most: &usize| OWNER_PART * most <= owned.iter().map(|owned| owned.min(most)).sum();
    (usual + 1..=LESSONS_PER_WEEK / OWNER_PART).rev().find(is_a_part).unwrap_or(usual)
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// A lesson as it is learnt from; none when it was kept by a program that saw other things.
fn row((seen, came): (Vec<u8>, bool)) -> Option<Row<OWN>> {
    let (values, rest) = seen.as_chunks::<4>();
    let values: [[u8; 4]; OWN] = values.try_into().ok().filter(|_| rest.is_empty())?;
    let seen = values.map(f32::from_le_bytes);
    seen.iter().all(|value| value.is_finite()).then_some(Row { seen, came })
}

/// Whether all that was learnt are numbers that can be reckoned with.
fn is_sound(learnt: &Judgement<OWN>) -> bool {
    learnt.floor.is_finite() && learnt.chance(&[0.0; OWN]).is_finite()
}

/// Whether a tie last active in this week is quiet at the end of another.
pub(super) const fn is_quiet(last: Week, week: Week) -> bool {
    week.since(last) >= QUIET_WEEKS_MIN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_has_more_than_a_tenth_unless_half_of_them_do() {
        let most = |owned: &[usize]| most_of_one(owned.to_vec());
        assert_eq!(most(&[300, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5]), 6, "6 of 61");
        assert_eq!(most(&[40, 30, 20, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10]), 14, "14 of 141");
        assert_eq!(most(&[20; 5]), 20);
        assert_eq!(most(&[90, 1, 1, 1, 1]), 1);
        assert_eq!(most(&[7; 12]), 8, "all of theirs");
    }
}
