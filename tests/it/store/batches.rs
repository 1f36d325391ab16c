//! Many commands in one transaction: each is kept or refused as if it had come alone, and what they move together is right.

use std::sync::Arc;

use futures_util::future::join_all;
use goodturn::domain::day::{Day, Millis};
use goodturn::domain::entry::Act;
use goodturn::domain::ids::{EntryId, PersonId, TeamId, WorkspaceId};
use goodturn::domain::note::Note;
use goodturn::store::commit::{Changes, Outcome};
use goodturn::store::{Store, ties};
use goodturn::vault::Vault;
use libtest_mimic::{Failed, Trial};
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::support::{Harness, TestDatabase};

/// Commands at once: several full batches.
const COMMANDS: usize = 200;

/// Owners who share them, so that every batch has several of one owner's.
const OWNERS: usize = 5;

/// The day most of it happens on.
const TODAY: i64 = 20_500;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [cx.both("batches::commands_at_once_are_kept_as_if_alone", at_once)].into_iter().flatten().collect()
}

fn command(number: usize) -> Changes {
    let owner = PersonId::new(format!("U{}", number % OWNERS));
    // Every fourth lies weeks back, every seventh repeats the trigger before it, every eleventh the words of another one.
    let day = if number % 4 == 3 { TODAY - 40 - i64::try_from(number).unwrap_or(0) } else { TODAY };
    let trigger = if number % 7 == 6 { number - OWNERS } else { number };
    let words = if number % 11 == 10 { "the same words".to_owned() } else { format!("note {number}") };
    let act = Act {
        id: EntryId::new(format!("E{number:04}")),
        owner: owner.clone(),
        giver: owner.clone(),
        receiver: PersonId::new(format!("V{}", number % 3)),
        giver_team: None,
        receiver_team: Some(TeamId::new(format!("team {}", number % 2))),
        note: Note::new(&words),
        happened_on: Day(day),
        recorded_at: Millis(1_771_000_000_000),
    };
    Changes {
        workspace: WorkspaceId::from("T1"),
        owner,
        at: Millis(1_771_000_000_000),
        trigger: Some(format!("trigger {trigger}")),
        once: true,
        offered_join: false,
        acts: vec![act],
        asks: Vec::new(),
        touches: Vec::new(),
    }
}

async fn at_once(database: TestDatabase) -> Result<(), Failed> {
    let vault = Arc::new(Vault::new(&Vault::generate_key(&mut StdRng::seed_from_u64(1)), StdRng::seed_from_u64(2))?);
    let store = Store::open(&database.url, vault).await?;
    let commits = (0..COMMANDS).map(|number| store.writer.commit(command(number)));
    let outcomes: Vec<Outcome> = join_all(commits).await.into_iter().collect::<Result<_, _>>()?;
    let done = outcomes.iter().filter(|outcome| **outcome == Outcome::Done).count();
    let seen = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Seen(_))).count();
    let doubled = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Doubled(_))).count();
    assert_eq!(seen, (0..COMMANDS).filter(|number| number % 7 == 6).count(), "each repeated trigger, once");
    assert!(doubled > 0 && done + seen + doubled == COMMANDS, "{done} done, {seen} seen, {doubled} doubled");
    let live = state(&store).await?;
    ties::rebuild_all(&store.db).await?;
    assert_eq!(live, state(&store).await?, "what many moved at once is what their entries say");
    Ok(())
}

async fn state(store: &Store) -> Result<Vec<String>, Failed> {
    let mut all = Vec::new();
    for number in 0..OWNERS {
        let owner = PersonId::new(format!("U{number}"));
        for (person, tie) in ties::of_owner(&store.db, &"T1".into(), &owner).await? {
            all.push(format!("{} {} {tie:?}", owner.as_str(), person.as_str()));
        }
    }
    Ok(all)
}
