//! What deleting promises between transactions: no late page brings anybody back, no owner's edit is lost, and the file is clean at the end.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use goodturn::app::name_people::Named;
use goodturn::app::record_act::RecordAct;
use goodturn::app::{Actor, App};
use goodturn::clock::SimClock;
use goodturn::domain::answer::Answer;
use goodturn::domain::day::{Millis, Week};
use goodturn::domain::entry::Way;
use goodturn::domain::ids::{EntryId, PersonId, WorkspaceId};
use goodturn::domain::note::Note;
use goodturn::domain::person::Person;
use goodturn::store::edits::{self, Edit, Written};
use goodturn::store::lessons::{self, Lesson};
use goodturn::store::{Store, acts, forget, people, teams};
use goodturn::vault::Vault;
use jiff::Timestamp;
use libtest_mimic::{Failed, Trial};
use rand::SeedableRng;
use rand::rngs::StdRng;
use sqlx::{Connection, Executor, PgConnection, SqliteConnection};

use crate::crash::rows::Rows;
use crate::support::{Engine, Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let mut trials: Vec<Trial> = [
        cx.both("forget::a_page_read_before_brings_nobody_back", late_page),
        cx.both("forget::an_edit_of_what_was_read_before_is_not_written", late_edit),
        cx.both("forget::a_long_life_goes_in_chunks", long_life),
    ]
    .into_iter()
    .flatten()
    .collect();
    trials.push(cx.on(Engine::Postgres, "forget::an_owners_turn_is_waited_for", turn));
    trials.push(cx.on(Engine::Sqlite, "forget::a_log_that_can_not_be_cut_is_cut_later", busy_log));
    trials
}

/// A store with an app on it, and five people; nobody steps anything.
struct Kit {
    store: Store,
    app: App,
    workspace: WorkspaceId,
}

impl Kit {
    async fn on(database: &TestDatabase) -> Result<Self, Failed> {
        let vault = Arc::new(Vault::new(&Vault::generate_key(&mut StdRng::seed_from_u64(1)), StdRng::seed_from_u64(2))?);
        let store = Store::open(&database.url, vault).await?;
        let clock = Arc::new(SimClock::at("2026-03-02T09:00:00Z".parse::<Timestamp>()?));
        let app = App::new(store.clone(), clock, StdRng::seed_from_u64(3));
        let kit = Self { store, app, workspace: "T1".into() };
        kit.app.install(&kit.workspace, &"UBOT".into(), "xoxb-test").await?;
        for n in 0..5 {
            kit.app.person_changed(&kit.workspace, &kit.person(n)?).await?;
        }
        Ok(kit)
    }

    fn person(&self, n: usize) -> Result<Person, Failed> {
        let user = serde_json::json!({ "id": format!("U{n}"), "name": format!("person {n}") });
        Ok(goodturn::slack::people::person(&user, &self.workspace, self.app.now()).ok_or("a person")?)
    }

    fn by(&self, person: &str) -> Actor {
        Actor { workspace: self.workspace.clone(), person: person.into() }
    }

    async fn gives(&self, by: &str, to: &str, note: &str) -> Result<Vec<EntryId>, Failed> {
        let named = Named { ids: vec![to.into()], ..Named::default() };
        let input = RecordAct { by: self.by(by), named, way: Way::Gave, note: Note::new(note), on: None, trigger: None };
        match self.app.record_act(input).await? {
            Answer::GaveKept(kept) => Ok(kept.entries),
            other => Err(format!("{other:?}").into()),
        }
    }

    async fn forget(&self, person: &str) -> Result<(), Failed> {
        self.app.ask_to_forget(&self.by(person)).await?;
        self.app.forget_rest(&|_| "a colleague".to_owned()).await?;
        Ok(())
    }
}

async fn late_page(database: TestDatabase) -> Result<(), Failed> {
    let kit = Kit::on(&database).await?;
    let page = vec![kit.person(1)?, kit.person(2)?];
    let told = vec![(PersonId::new("U1"), None), (PersonId::new("U2"), None)];
    kit.forget("U1").await?;
    // The page and the source's word had been looked through before: both come to the store with U1 in them.
    people::save(&kit.store, &kit.workspace, &page, Millis(9_000_000_000_000)).await?;
    teams::say(&kit.store, &kit.workspace, "import", &told, Millis(9_000_000_000_000)).await?;
    let mut rows = Rows::of(&database).await?;
    for table in ["person", "person_team"] {
        let column = if table == "person" { "id" } else { "person_id" };
        assert_eq!(rows.number(&format!("SELECT COUNT(*) FROM {table} WHERE {column} = 'U1'")).await?, 0, "{table}");
        assert_eq!(rows.number(&format!("SELECT COUNT(*) FROM {table} WHERE {column} = 'U2'")).await?, 1, "{table}");
    }
    Ok(())
}

async fn late_edit(database: TestDatabase) -> Result<(), Failed> {
    let kit = Kit::on(&database).await?;
    for (whom, note) in [("U1", "the slides"), ("U2", "a word with <@U1>")] {
        let ids = kit.gives("U0", whom, note).await?;
        let owner = PersonId::new("U0");
        let acts = acts::by_ids(&kit.store, &kit.workspace, &owner, &ids).await?;
        let was: BTreeMap<EntryId, Option<PersonId>> = acts.iter().map(|act| (act.id.clone(), Some(act.other().clone()))).collect();
        let changes = goodturn::store::commit::Changes {
            workspace: kit.workspace.clone(),
            owner,
            at: kit.app.now(),
            trigger: None,
            once: false,
            offered_join: false,
            acts,
            asks: Vec::new(),
            touches: Vec::new(),
        };
        let edit = Edit { changes, stay: ids, gone: Vec::new(), was };
        assert_eq!(edits::write(&kit.store, &edit).await?, Written::Now, "as long as they are there, it is written");
        kit.forget("U1").await?;
        assert_eq!(edits::write(&kit.store, &edit).await?, Written::Gone, "it would name them again");
        let mut rows = Rows::of(&database).await?;
        let content = rows.content().await?;
        for (table, rows) in content {
            assert!(rows.iter().all(|row| !row.contains("U1")), "{table}");
        }
        forget::welcome_back(&kit.store, &kit.workspace, &"U1".into()).await?;
        kit.app.person_changed(&kit.workspace, &kit.person(1)?).await?;
    }
    Ok(())
}

async fn long_life(database: TestDatabase) -> Result<(), Failed> {
    let kit = Kit::on(&database).await?;
    kit.gives("U0", "U1", "the slides").await?;
    kit.gives("U1", "U0", "the other slides").await?;
    let mut rows = Rows::of(&database).await?;
    // More of each than one chunk: theirs, and others' about them.
    let numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 430)";
    rows.change(&format!(
        "{numbers} INSERT INTO act (workspace_id, id, owner_id, giver_id, receiver_id, receiver_team, note_sealed, note_print, happened_on, recorded_at) \
         SELECT a.workspace_id, a.id || i, a.owner_id, a.giver_id, a.receiver_id, 'X', a.note_sealed, a.note_print, a.happened_on, 0 FROM act AS a \
         CROSS JOIN n"
    ))
    .await?;
    rows.change(&format!(
        "{numbers} INSERT INTO touch (workspace_id, id, owner_id, person_id, person_team, happened_on, recorded_at) \
         SELECT 'T1', 'X' || i, 'U0', 'U1', 'X', 20000, 0 FROM n"
    ))
    .await?;
    kit.app.rebuild_ties().await?;
    assert_eq!(rows.number("SELECT COUNT(*) FROM tie WHERE owner_id = 'U0' AND person_id = 'U1'").await?, 1);
    for owner in ["U0", "U1"] {
        kit.app.join(&kit.by(owner)).await?;
    }
    let lesson =
        |owner: &str, contact: &str| Lesson { week: Week(2_900), owner: owner.into(), contact: contact.into(), seen: vec![7; 100] };
    lessons::keep(&kit.store.db, &kit.workspace, &[lesson("U0", "U1"), lesson("U1", "U2"), lesson("U0", "U2")]).await?;
    assert_eq!(rows.number("SELECT COUNT(*) FROM lesson").await?, 3);
    kit.forget("U1").await?;
    let content = rows.content().await?;
    for (table, rows) in content {
        assert!(rows.iter().all(|row| !row.contains("U1")), "{table}");
    }
    assert_eq!(rows.number("SELECT COUNT(*) FROM lesson").await?, 1, "what the planner may still learn from is about others");
    assert_eq!(rows.number("SELECT COUNT(*) FROM act WHERE owner_id = 'U0' AND receiver_id = 'colleague'").await?, 431);
    assert_eq!(rows.number("SELECT COUNT(*) FROM tie WHERE person_id = 'colleague'").await?, 0, "no tie leads to nobody");
    Ok(())
}

/// An owner who is just editing an entry has their turn: deleting waits for it, and reads what they wrote.
async fn turn(database: TestDatabase) -> Result<(), Failed> {
    let kit = Kit::on(&database).await?;
    kit.gives("U0", "U2", "a word with <@U1>").await?;
    let mut owner = PgConnection::connect(&database.url).await?;
    owner.execute("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('T1:U0', 0))").await?;
    kit.app.ask_to_forget(&kit.by("U1")).await?;
    let forgetting = {
        let app = kit.app.clone();
        tokio::spawn(async move { app.forget_rest(&|_| "a colleague".to_owned()).await.map(drop).map_err(|error| error.to_string()) })
    };
    tokio::time::sleep(Duration::from_millis(400)).await;
    let mut rows = Rows::of(&database).await?;
    assert_eq!(rows.number("SELECT COUNT(*) FROM mention").await?, 1, "it waits");
    // What the owner wrote meanwhile: here, that the act was with somebody else.
    owner.execute("UPDATE act SET receiver_id = 'U3'; COMMIT").await?;
    forgetting.await??;
    assert_eq!(rows.number("SELECT COUNT(*) FROM mention").await?, 0);
    assert_eq!(rows.number("SELECT COUNT(*) FROM act WHERE receiver_id = 'U3'").await?, 1, "the owner's word stands");
    Ok(())
}

async fn busy_log(database: TestDatabase) -> Result<(), Failed> {
    let kit = Kit::on(&database).await?;
    kit.gives("U0", "U1", "the slides").await?;
    // A backup, say, that reads an older state of the file.
    let mut reader = SqliteConnection::connect(&database.url).await?;
    reader.execute("BEGIN; SELECT COUNT(*) FROM act").await?;
    kit.forget("U1").await?;
    let mut rows = Rows::of(&database).await?;
    assert_eq!(rows.number("SELECT COUNT(*) FROM forgetting").await?, 1, "it is not done as long as the log holds what was deleted");
    assert!(kit.app.next_forgetting().await?.is_some());
    reader.execute("COMMIT").await?;
    kit.app.forget_rest(&|_| "a colleague".to_owned()).await?;
    assert_eq!(rows.number("SELECT COUNT(*) FROM forgetting").await?, 0);
    let file = database.url.trim_start_matches("sqlite://");
    for place in [file.to_owned(), format!("{file}-wal")] {
        let bytes = std::fs::read(&place)?;
        assert!(!bytes.windows(3).any(|window| window == b"U1\0" || window == b"U1a"), "{place}");
    }
    Ok(())
}
