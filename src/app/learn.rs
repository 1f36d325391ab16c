//! Once a week a workspace learns how likely its quiet ties come back: lessons seen four weeks ago are closed, weights are made anew from all
//! that are known, and some of this week's quiet ties become lessons.
//!
//! Weights are learnt over many people and lessons or not at all; a lesson whose outcome is known is about nobody any more.

use std::collections::BTreeSet;

use super::plan_snapshot::Snapshot;
use super::{App, Result};
use crate::domain::day::Week;
use crate::domain::ids::{PersonId, WorkspaceId};
use crate::domain::plan::eligible::QUIET_WEEKS_MIN;
use crate::domain::plan::features::OWN;
use crate::domain::plan::judgement::Judgement;
use crate::domain::plan::learn::Row;
use crate::domain::plan::lessons::key;
use crate::store::lessons::{self, Lesson, Outcome};

/// Weeks within which a return counts.
const RETURN_WEEKS: i64 = 4;

/// Lessons kept of one week: a year of them is read and learnt from within a second.
const LESSONS_PER_WEEK: usize = 1_000;

/// Fewer known outcomes than this teach nothing: the rule for young workspaces is better than their noise, and nobody is recognized by what a
/// handful of them changed.
const LESSONS_MIN: usize = 200;

/// A week's lessons come from so many people at least, or that week has none.
const OWNERS_MIN: usize = 5;

impl App {
    /// What the workspace has learnt so far.
    pub(super) async fn judgement(&self, workspace: &WorkspaceId) -> Result<Judgement<OWN>> {
        let kept = lessons::judgement(&self.store.db, workspace).await?;
        Ok(kept.and_then(|kept| Judgement::parse(&kept)).unwrap_or_default())
    }

    /// Closes what can be closed, and learns from all that is known.
    pub(super) async fn learn(&self, workspace: &WorkspaceId, snapshot: &Snapshot) -> Result<Judgement<OWN>> {
        let db = &self.store.db;
        let over = snapshot.week.plus(-1 - RETURN_WEEKS);
        let open = lessons::open_until(db, workspace, over).await?;
        let ended: Vec<(Lesson, Outcome)> = open
            .into_iter()
            .map(|lesson| {
                let outcome = outcome(&lesson, snapshot);
                (lesson, outcome)
            })
            .collect();
        lessons::close(db, workspace, &ended).await?;
        let rows: Vec<Row<OWN>> = lessons::learnt(db, workspace).await?.into_iter().filter_map(row).collect();
        if rows.len() < LESSONS_MIN {
            return Ok(Judgement::default());
        }
        let before = self.judgement(workspace).await?;
        let learnt = tokio::task::spawn_blocking(move || Judgement::learnt(&rows, Some(&before))).await.unwrap_or_default();
        lessons::set_judgement(db, workspace, learnt.bytes()).await?;
        Ok(learnt)
    }

    /// Keeps some of this week's quiet ties as lessons.
    pub(super) async fn keep_lessons(&self, workspace: &WorkspaceId, snapshot: &Snapshot) -> Result<()> {
        let seen_in = snapshot.week.plus(-1);
        let mut quiet: Vec<_> = (0_u32..).zip(snapshot.quiet_ties()).map(|(number, tie)| (key(number, 0, seen_in), tie)).collect();
        quiet.sort_unstable_by_key(|(key, (pair, _))| (*key, *pair));
        quiet.truncate(LESSONS_PER_WEEK);
        let owners: BTreeSet<&PersonId> = quiet.iter().map(|(_, (pair, _))| &pair.0).collect();
        if owners.len() < OWNERS_MIN {
            return Ok(());
        }
        let lesson = |(pair, seen): (&(PersonId, PersonId), &[f32; OWN])| Lesson {
            week: seen_in,
            owner: pair.0.clone(),
            contact: pair.1.clone(),
            seen: seen.iter().flat_map(|value| value.to_le_bytes()).collect(),
        };
        let kept: Vec<Lesson> = quiet.into_iter().map(|(_, tie)| lesson(tie)).collect();
        lessons::keep(&self.store.db, workspace, &kept).await?;
        Ok(())
    }
}

/// Whether the tie came back in time. Nothing is learnt where the member was reminded of the person, where the tie is gone, and where it is
/// known only that there was contact later.
fn outcome(lesson: &Lesson, snapshot: &Snapshot) -> Outcome {
    let (last, nudged) = snapshot.since_then(&(lesson.owner.clone(), lesson.contact.clone()))?;
    if nudged.is_some_and(|nudged| nudged > lesson.week) || last.since(lesson.week) > RETURN_WEEKS {
        return None;
    }
    Some(last > lesson.week)
}

/// A lesson as it is learnt from; none when it was kept by a program that saw other things.
fn row((seen, came): (Vec<u8>, bool)) -> Option<Row<OWN>> {
    let (values, rest) = seen.as_chunks::<4>();
    let values: [[u8; 4]; OWN] = values.try_into().ok().filter(|_| rest.is_empty())?;
    Some(Row { seen: values.map(f32::from_le_bytes), came })
}

/// Whether a tie last active in this week is quiet at the end of another.
pub(super) const fn is_quiet(last: Week, week: Week) -> bool {
    week.since(last) >= QUIET_WEEKS_MIN
}
