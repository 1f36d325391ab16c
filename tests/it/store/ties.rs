//! Ties are derived: after any history, making them again from the entries gives what was there, bit for bit.

use std::sync::Arc;

use goodturn::app::close_ask::AskEnd;
use goodturn::app::edit_entry::EditEntry;
use goodturn::app::name_people::Named;
use goodturn::app::open_ask::OpenAsk;
use goodturn::app::record_act::RecordAct;
use goodturn::app::{Actor, App, Failure};
use goodturn::clock::SimClock;
use goodturn::domain::answer::Answer;
use goodturn::domain::entry::{Touch, Way};
use goodturn::domain::ids::{EntryId, PersonId, WorkspaceId};
use goodturn::domain::note::Note;
use goodturn::domain::refusal::Refusal;
use goodturn::store::commit::Changes;
use goodturn::store::{Store, ties};
use goodturn::vault::Vault;
use jiff::{Timestamp, ToSpan};
use libtest_mimic::{Failed, Trial};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

use crate::crash::rows::Rows;
use crate::support::{Harness, TestDatabase};

/// Histories of one run: some fixed ones, and a fresh one whose seed is printed when it fails.
const FIXED_SEEDS: std::ops::Range<u64> = 0..4;

/// Steps of one history.
const STEPS: usize = 120;

/// The step at which one of the others deletes everything; the history goes on, with new entries about them, too.
const FORGOTTEN_AT: usize = 67;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [cx.both("ties::live_state_equals_a_rebuild_after_any_history", histories)].into_iter().flatten().collect()
}

async fn histories(database: TestDatabase) -> Result<(), Failed> {
    let vault = Arc::new(Vault::new(&Vault::generate_key(&mut StdRng::seed_from_u64(1)), StdRng::seed_from_u64(2))?);
    let store = Store::open(&database.url, vault).await?;
    for seed in FIXED_SEEDS.chain([rand::random()]) {
        one_history(&store, seed).await.map_err(|failed| format!("seed {seed}: {}", failed.message().unwrap_or_default()))?;
    }
    // New tables begin without ties; a start that makes them may be stopped half-way.
    let owner = PersonId::from("U0");
    let live = state(&store, &"T0".into(), &owner).await?;
    let mut rows = Rows::of(&database).await?;
    rows.change("DELETE FROM tie WHERE person_id > 'U2'").await?;
    ties::make_missing(&store.db).await?;
    assert_ne!(live, state(&store, &"T0".into(), &owner).await?, "nothing is to be made");
    rows.change("INSERT INTO to_be_made (name) VALUES ('ties')").await?;
    ties::make_missing(&store.db).await?;
    assert_eq!(live, state(&store, &"T0".into(), &owner).await?);
    Ok(())
}

async fn one_history(store: &Store, seed: u64) -> Result<(), Failed> {
    let mut rng = StdRng::seed_from_u64(seed);
    let clock = Arc::new(SimClock::at("2026-01-05T09:00:00Z".parse::<Timestamp>()?));
    let app = App::new(store.clone(), Arc::<SimClock>::clone(&clock), StdRng::seed_from_u64(seed));
    let workspace = WorkspaceId::new(format!("T{seed}"));
    app.install(&workspace, &"UBOT".into(), "xoxb-test").await?;
    for n in 0..6 {
        let user = serde_json::json!({ "id": format!("U{n}"), "name": format!("person {n}") });
        let person = goodturn::slack::people::person(&user, &workspace, app.now()).ok_or("a person")?;
        app.person_changed(&workspace, &person).await?;
    }
    let owner = Actor { workspace: workspace.clone(), person: "U0".into() };
    let mut entries: Vec<EntryId> = Vec::new();
    let mut asks: Vec<EntryId> = Vec::new();
    let mut gone = 0;
    for step in 0..STEPS {
        clock.move_to(Timestamp::from_millisecond(clock_ms(&clock))?.checked_add(rng.random_range(0..200_i64).hours())?);
        change(&app, &owner, step, &mut rng, (&mut entries, &mut asks)).await?;
        if rng.random_bool(0.1) {
            be_in_touch(store, &app, &owner, &mut rng).await?;
        }
        if step % 10 == 9 {
            // What is old goes: entries, and what they had moved.
            gone += app.retain().await?.rows;
            let live = state(store, &workspace, &owner.person).await?;
            app.rebuild_ties().await?;
            assert_eq!(live, state(store, &workspace, &owner.person).await?, "after retention, at step {step}");
        }
        if step == FORGOTTEN_AT {
            app.ask_to_forget(&Actor { person: "U5".into(), ..owner.clone() }).await?;
            app.forget_rest(&|_| "a colleague".to_owned()).await?;
        }
        if step % 40 == 39 {
            // Teams change under way: entries keep the team they were recorded with.
            let teams: Vec<String> = (1..6).map(|n| format!("U{n},Team {}", rng.random_range(0..3))).collect();
            app.import_teams(&workspace, &format!("user,team\n{}\n", teams.join("\n"))).await?;
        }
    }
    let live = state(store, &workspace, &owner.person).await?;
    app.rebuild_ties().await?;
    let rebuilt = state(store, &workspace, &owner.person).await?;
    assert_eq!(live, rebuilt);
    assert!(!live.is_empty(), "the history left something to compare");
    assert!(gone > 0, "the history was long enough for something to go by age");
    Ok(())
}

fn clock_ms(clock: &SimClock) -> i64 {
    use goodturn::clock::Clock;
    clock.now().as_millisecond()
}

async fn change(
    app: &App,
    owner: &Actor,
    step: usize,
    rng: &mut StdRng,
    (entries, asks): (&mut Vec<EntryId>, &mut Vec<EntryId>),
) -> Result<(), Failed> {
    let people: Vec<PersonId> = (1..6).filter(|_| rng.random_bool(0.4)).map(|n| PersonId::new(format!("U{n}"))).collect();
    let people = if people.is_empty() { vec!["U1".into()] } else { people };
    let named = Named { ids: people.clone(), ..Named::default() };
    let when = ["", "", "", ", yesterday", ", 3 weeks ago", ", 40 days ago", ", last friday"].choose(rng).copied().unwrap_or_default();
    let note = Note::new(&format!("note {step}{when}"));
    let way = if rng.random_bool(0.3) { Way::Received } else { Way::Gave };
    match rng.random_range(0..12) {
        0..=5 => {
            if let Answer::GaveKept(kept) =
                app.record_act(RecordAct { by: owner.clone(), named, way, note, on: None, trigger: None }).await?
            {
                entries.extend(kept.entries);
            }
        }
        6..=7 => {
            if let Answer::AskedKept(kept) =
                app.open_ask(OpenAsk { by: owner.clone(), named, team: None, note, on: None, trigger: None }).await?
            {
                asks.extend(kept.entries);
            }
        }
        10..=11 => edit(app, owner, rng, (note, people), (entries, asks)).await?,
        8 if !asks.is_empty() => {
            let ask = asks.remove(rng.random_range(0..asks.len()));
            app.close_ask(owner, &ask, AskEnd::Helped, None).await?;
        }
        _ => {
            let from = if rng.random_bool(0.7) { entries } else { asks };
            if !from.is_empty() {
                let entry = from.remove(rng.random_range(0..from.len()));
                app.take_back(owner, &[entry]).await?;
            }
        }
    }
    Ok(())
}

/// Contact without help, as an introduction or [In touch] keeps it; now and then one that is told days later.
async fn be_in_touch(store: &Store, app: &App, owner: &Actor, rng: &mut StdRng) -> Result<(), Failed> {
    let touch = Touch {
        id: rng.random::<u64>().to_string().into(),
        owner: owner.person.clone(),
        person: PersonId::new(format!("U{}", rng.random_range(1..6))),
        person_team: None,
        happened_on: app.today(owner).await?.plus(-rng.random_range(0..20)),
        recorded_at: app.now(),
    };
    store
        .writer
        .commit(Changes {
            workspace: owner.workspace.clone(),
            owner: owner.person.clone(),
            at: app.now(),
            trigger: None,
            once: false,
            offered_join: false,
            acts: Vec::new(),
            asks: Vec::new(),
            touches: vec![touch],
        })
        .await?;
    Ok(())
}

/// Other people, another day, the other way round; an ask may go to a whole team. What is edited may be gone, or one of several.
async fn edit(
    app: &App,
    owner: &Actor,
    rng: &mut StdRng,
    (note, people): (Note, Vec<PersonId>),
    (entries, asks): (&mut Vec<EntryId>, &mut Vec<EntryId>),
) -> Result<(), Failed> {
    let acts = rng.random_bool(0.6);
    let from = if acts { entries } else { asks };
    if from.is_empty() {
        return Ok(());
    }
    let some: Vec<EntryId> = (0..rng.random_range(1..3)).filter_map(|_| from.choose(rng).cloned()).collect();
    let teams = app.known_teams(owner).await?;
    let team = teams.choose(rng).map(|(id, _)| id.clone()).filter(|_| !acts && rng.random_bool(0.4));
    let way = if rng.random_bool(0.5) { Some(Way::Received) } else { None };
    let today = app.today(owner).await?;
    let input = EditEntry {
        by: owner.clone(),
        entries: some,
        people: if team.is_some() { Vec::new() } else { people },
        team,
        way,
        words: Some(note.as_str().to_owned()),
        on: Some(today.plus(-rng.random_range(0..100))),
        trigger: None,
    };
    match app.edit_entry(input).await {
        Ok(Answer::Changed(kept)) => {
            from.extend(kept.entries.into_iter().filter(|id| !from.contains(id)).collect::<Vec<_>>());
            Ok(())
        }
        Ok(other) => Err(format!("an edit answers {other:?}").into()),
        Err(Failure::Refused(Refusal::EntryGone)) => Ok(()),
        Err(other) => Err(other.to_string().into()),
    }
}

/// Everything derived, to the bit: a number is written so that no other one reads the same.
async fn state(store: &Store, workspace: &WorkspaceId, owner: &PersonId) -> Result<Vec<String>, Failed> {
    let ties = ties::of_owner(&store.db, workspace, owner).await?;
    Ok(ties.iter().map(|(person, tie)| format!("{} {tie:?}", person.as_str())).collect())
}
