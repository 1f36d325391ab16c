//! A week's plan of many people: nobody waits for it, it goes on where it was stopped, and one member's plan reads what is that member's only.
//! How long the plan of ten thousand takes is measured by `examples/load` (docs/planner.md); what must hold at any size is held here.

mod around;
mod company;
mod long_ago;
mod niceties;

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use goodturn::domain::day::Millis;
use goodturn::domain::ids::PersonId;
use goodturn::domain::nudge::{NUDGES_PER_CONTACT_PER_WEEK_MAX, Nudge, NudgeState};
use goodturn::domain::plan::silence::Silence;
use goodturn::store::db::sql;
use goodturn::store::{members, nudges};
use libtest_mimic::{Failed, Trial};

use crate::support::{Harness, TestDatabase};
use company::{Company, WEEK, id, workspace};

/// Members whose plan is stopped, or has commands meanwhile: a dozen chunks.
const MANY: usize = 480;

/// Members in the trial of the two ways of reading: more than are read for one by one.
const SOME: usize = 60;

/// Commands that must be through while the plan is written, so that it can't have been one long transaction.
const BETWEEN_CHUNKS_MIN: usize = 6;

/// Rows that one member's plan may read: what they know of a few people, however many others there are.
const ROWS_OF_ONE_MAX: usize = 100;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("scale::commands_get_their_turn_while_a_week_is_planned", commands),
        cx.both("scale::a_plan_that_was_stopped_goes_on", stopped),
        cx.both("scale::who_lost_the_right_to_plan_writes_nothing_more", lost),
        cx.both("scale::one_member_is_planned_for_as_all_are_and_reads_little", alone),
        around::trials(cx),
        long_ago::trials(cx),
        niceties::trials(cx),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn commands(database: TestDatabase) -> Result<(), Failed> {
    let company = Company::of(&database, MANY, MANY).await?;
    let app = company.app.clone();
    let planning = tokio::spawn(async move {
        let planned = app.plan_week(&workspace()).await;
        (planned, Instant::now())
    });
    let mut through = Vec::new();
    for number in 0.. {
        if planning.is_finished() {
            break;
        }
        company.records(number).await?;
        through.push(Instant::now());
    }
    let (planned, ended) = planning.await?;
    let planned = planned?.ok_or("nobody else plans")?;
    assert_eq!((planned.members, planned.reminders), (MANY, MANY));
    let written = ended.checked_sub(planned.took.write).ok_or("a plan takes time")?;
    let between = through.iter().filter(|at| **at > written && **at < ended).count();
    assert!(between >= BETWEEN_CHUNKS_MIN, "only {between} of {} commands came between the chunks: {:?}", through.len(), planned.took);
    company.is_planned_once().await
}

async fn stopped(database: TestDatabase) -> Result<(), Failed> {
    let company = Company::of(&database, MANY, MANY).await?;
    let done = stop_between_chunks(&company).await?;
    // Nobody gave the right to plan back: it runs out.
    assert_eq!(company.app.plan_week(&workspace()).await?, None, "as far as anybody knows, somebody is at it");
    company.passes(11 * Millis::MINUTE);
    let planned = company.app.plan_week(&workspace()).await?.ok_or("the right to plan ran out")?;
    assert_eq!(planned.members, MANY - done, "who was planned for is not planned for again");
    company.is_planned_once().await
}

/// Begins to plan and stops as a process does that is killed: tells how many members are planned for by then.
async fn stop_between_chunks(company: &Company) -> Result<usize, Failed> {
    let app = company.app.clone();
    let planning = tokio::spawn(async move { app.plan_week(&workspace()).await });
    let done = loop {
        let done = MANY - members::unplanned(&company.store.db, &workspace(), WEEK).await?.len();
        if done > 0 {
            break done;
        }
        assert!(!planning.is_finished(), "the plan ended in one piece");
        tokio::time::sleep(Duration::from_millis(1)).await;
    };
    planning.abort();
    assert!(planning.await.is_err(), "it was stopped before its end");
    let after = MANY - members::unplanned(&company.store.db, &workspace(), WEEK).await?.len();
    assert!(done <= after && after < MANY, "stopped between two chunks: {done}, {after}");
    Ok(after)
}

async fn lost(database: TestDatabase) -> Result<(), Failed> {
    let mut company = Company::of(&database, MANY, MANY).await?;
    let app = company.app.clone();
    let planning = tokio::spawn(async move { app.plan_week(&workspace()).await });
    while members::unplanned(&company.store.db, &workspace(), WEEK).await?.len() == MANY {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    // By the way that the chunks are written on, where everybody has their turn: it comes before the next but one.
    company.store.db.execute(sql("UPDATE workspace SET plan_lease_until = plan_lease_until + 777")).await?;
    assert_eq!(planning.await??, None, "another one is at it");
    let left = members::unplanned(&company.store.db, &workspace(), WEEK).await?.len();
    assert!(left > 0 && left < MANY, "{left} are left to the other one");
    assert!(company.rows.number("SELECT plan_lease_until FROM workspace").await? > 0, "whose right it stays");
    Ok(())
}

/// What a plan came to for one member, without the ids that are new each time.
type Told = (Option<i64>, Vec<Nudge>);

async fn alone(database: TestDatabase) -> Result<(), Failed> {
    let mut company = Company::of(&database, 4 * SOME, SOME).await?;
    company.says_all_there_is().await?;
    let all = company.app.plan_week(&workspace()).await?.ok_or("nobody else plans")?;
    assert!(all.members > SOME && all.rows > 1_000, "all are read for: {} rows", all.rows);
    let together = told(&mut company).await?;
    let reasons: BTreeSet<_> = together.values().flat_map(|(_, nudges)| nudges.iter().map(|nudge| nudge.reason)).collect();
    assert!(reasons.len() >= 8, "much is said, so that much can differ: {reasons:?}");
    let alone = all_alone(&mut company).await?;
    assert!(alone.rows.iter().all(|rows| *rows <= ROWS_OF_ONE_MAX), "rows for one member: {:?}", alone.rows);
    assert_eq!(told(&mut company).await?, together);
    assert_eq!(alone.silent, all.silent);
    Ok(())
}

/// What the plans of everybody came to, each made alone.
struct Alone {
    /// Rows that were read, for one after the other.
    rows: Vec<usize>,
    silent: BTreeMap<PersonId, Silence>,
}

async fn forget_plan(company: &mut Company) -> Result<(), Failed> {
    for text in ["DELETE FROM nudge WHERE state <> 'sent'", "DELETE FROM outbox", "UPDATE member SET planned_week = NULL"] {
        company.rows.change(text).await?;
    }
    Ok(())
}

/// Forgets the plan of the week and plans for everybody alone.
async fn all_alone(company: &mut Company) -> Result<Alone, Failed> {
    forget_plan(company).await?;
    let mut alone = Alone { rows: Vec::new(), silent: BTreeMap::new() };
    for number in 0..company.people {
        let planned = company.app.plan_week_of(&workspace(), Some(&id(number))).await?.ok_or("nobody else plans")?;
        alone.rows.push(planned.rows);
        alone.silent.extend(planned.silent);
    }
    Ok(alone)
}

async fn told(company: &mut Company) -> Result<BTreeMap<PersonId, Told>, Failed> {
    let mut all = BTreeMap::new();
    for number in 0..company.people {
        let found = nudges::of_member(&company.store.db, &workspace(), &id(number)).await?;
        let nudges = found.into_iter().map(|(nudge, _)| nudge).filter(|nudge| nudge.week == WEEK);
        let nudges: Vec<Nudge> = nudges.map(|nudge| Nudge { id: "".into(), ..nudge }).collect();
        let due = format!("SELECT COALESCE(MAX(due_at), 0) FROM outbox WHERE recipient_id = '{}'", id(number).as_str());
        let due = Some(company.rows.number(&due).await?).filter(|due| *due > 0);
        all.insert(id(number), (due, nudges));
    }
    Ok(all)
}

impl Company {
    /// Everybody has one reminder, nobody is named twice to one member, and nobody is swamped.
    async fn is_planned_once(&self) -> Result<(), Failed> {
        assert_eq!(members::unplanned(&self.store.db, &workspace(), WEEK).await?, [], "nobody is left out");
        let mut named: BTreeMap<PersonId, usize> = BTreeMap::new();
        let mut chosen = 0;
        for number in 0..self.people {
            let found = nudges::of_member(&self.store.db, &workspace(), &id(number)).await?;
            let messages: BTreeSet<_> = found.iter().map(|(_, message)| message).collect();
            let contacts: BTreeSet<_> = found.iter().map(|(nudge, _)| &nudge.contact).collect();
            assert!(messages.len() <= 1 && contacts.len() == found.len(), "planned once");
            for (nudge, _) in found.iter().filter(|(nudge, _)| nudge.state == NudgeState::Chosen) {
                *named.entry(nudge.contact.clone()).or_default() += 1;
                chosen += 1;
            }
        }
        assert!(chosen > self.people, "most are reminded of two: {chosen}");
        assert!(named.values().all(|n| *n <= NUDGES_PER_CONTACT_PER_WEEK_MAX), "nobody is swamped");
        Ok(())
    }
}
