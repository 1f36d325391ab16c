//! Whatever people do in whatever order: nobody is written to who should not be, and a conversation opens once or never.

use libtest_mimic::Trial;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use standin::FaultKind;

use super::super::world::{COMPANY, Tested, World, id};
use super::{NO, YES};
use crate::support::{Harness, TestDatabase};

/// Worlds that are walked through, each on both databases: some in which people say yes often enough.
const SEEDS: [u64; 4] = [0, 2, 3, 4];

/// Things that happen in each.
const STEPS: usize = 120;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let walk = |seed: u64| {
        let name = format!("introductions::nobody_learns_what_they_should_not_in_any_order_{seed}");
        cx.both(&name, async move |database| walk(database, seed).await)
    };
    SEEDS.into_iter().flat_map(walk).collect()
}

async fn walk(database: TestDatabase, seed: u64) -> Tested {
    let world = World::new(database).await;
    let mut rng = StdRng::seed_from_u64(seed);
    let names: Vec<&str> = COMPANY.iter().map(|person| person.0).collect();
    let (mut joined, mut refused, mut minutes) = (names[..4].to_vec(), Vec::<String>::new(), 0_i64);
    let begin = world.stage.now();
    for who in &joined {
        world.types(who, "/goodturn join").await;
    }
    for _ in 0..STEPS {
        let who = names[rng.random_range(0..names.len())];
        let asked: Vec<&str> = names.iter().copied().filter(|who| world.button(who, YES, 0).is_some()).collect();
        match rng.random_range(0..20) {
            0..=1 => {
                world.types(who, "/goodturn join").await;
                if !joined.contains(&who) {
                    joined.push(who);
                }
            }
            2..=6 => {
                let place = rng.random_range(0..names.len());
                let (a, b) = (names[place], names[(place + rng.random_range(1..names.len())) % names.len()]);
                world.types(who, &format!("/goodturn introduce @{a} @{b} canary of a reason")).await;
            }
            7..=14 if !asked.is_empty() => world.presses(asked[rng.random_range(0..asked.len())], YES).await,
            15 if world.button(who, NO, 0).is_some() => {
                let (.., introduction) = world.button(who, NO, 0).expect("it was there");
                refused.push(introduction);
                world.presses(who, NO).await;
            }
            16 if rng.random_ratio(1, 2) => {
                drop(world.types(who, if rng.random() { "/goodturn leave" } else { "/goodturn rest 1 week" }).await);
            }
            17 if rng.random_ratio(1, 3) => drop(world.types(who, "/goodturn hide me").await),
            18 => drop(world.types(who, "/goodturn show me").await),
            19 => world.fault("chat.postMessage", FaultKind::Http429 { retry_after_s: 5 }, 1),
            _ => {}
        }
        minutes += rng.random_range(1..500);
        world.stage.pass_until(begin + jiff::SignedDuration::from_mins(minutes)).await;
        check(&world, &names, &joined, &refused)?;
    }
    let questions: usize = names.iter().map(|who| world.questions(who)).sum();
    let opened: usize = world.groups().iter().map(Vec::len).sum();
    assert!(questions > 2 && opened > 0, "the walk goes somewhere: {questions} questions, {opened} conversations");
    world.ends().await
}

fn check(world: &World, names: &[&str], joined: &[&str], refused: &[String]) -> Tested {
    for who in names.iter().filter(|who| !joined.contains(*who)) {
        if !world.dm(who).is_empty() {
            return Err(format!("{who} did not join and was written to").into());
        }
    }
    let groups = world.groups();
    let all = serde_json::Value::from(groups.concat()).to_string();
    if refused.iter().any(|introduction| all.contains(introduction)) {
        return Err("something opened that was refused".into());
    }
    let opened: Vec<&str> = all.split("message:").skip(1).map(|rest| &rest[..26]).collect();
    let mut distinct = opened.clone();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() != opened.len() {
        return Err("a first message was posted twice".into());
    }
    for who in names.iter().filter(|who| !joined.contains(*who)) {
        if all.contains(&id(who)) {
            return Err(format!("{who} did not join and is in a conversation").into());
        }
    }
    Ok(())
}
