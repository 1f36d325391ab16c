//! The harness: makes trials out of tests, on one engine or both, and measures them.
//! A trial that can't run here is registered all the same, with its reason, so that nothing is left out in silence.

use std::{
    env,
    future::Future,
    io::{self, Write},
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use libtest_mimic::{Failed, Trial};

use super::{
    Engine, Need, TestDatabase,
    databases::{Cluster, Template, runtime},
};

/// Brings the database at a URL to the newest version.
pub type Migrate = fn(String) -> Pin<Box<dyn Future<Output = Result<(), String>>>>;

/// How many of the slowest trials are printed.
const SLOWEST_PRINTED: usize = 10;

/// What modules make their trials with; clones share everything.
#[derive(Clone)]
pub struct Harness {
    shared: Arc<Shared>,
}

struct Shared {
    migrate: Migrate,
    require_all: bool,
    postgres: Mutex<Option<Result<Arc<Template>, String>>>,
    times: Mutex<Vec<(Duration, String)>>,
}

impl Harness {
    /// Starts nothing yet: a server runs once the first trial asks for it.
    pub fn new(migrate: Migrate) -> Self {
        let require_all = env::var("GOODTURN_TEST_REQUIRE").is_ok_and(|value| value == "all");
        let shared = Shared { migrate, require_all, postgres: Mutex::default(), times: Mutex::default() };
        Self { shared: Arc::new(shared) }
    }

    /// A trial without a database or a runtime.
    pub fn plain(&self, name: &str, test: impl FnOnce() -> Result<(), Failed> + Send + 'static) -> Trial {
        let (shared, measured) = (Arc::clone(&self.shared), name.to_owned());
        Trial::test(name, move || {
            let _watch = Watch { shared, name: measured, since: Instant::now() };
            test()
        })
    }

    /// An async trial without a database.
    pub fn alone(&self, name: &str, test: impl AsyncFnOnce() -> Result<(), Failed> + Send + 'static) -> Trial {
        self.plain(name, move || runtime().block_on(test()))
    }

    /// An async trial on a fresh database of one engine, named `sqlite::name` or `postgres::name`.
    pub fn on<F>(&self, engine: Engine, name: &str, test: F) -> Trial
    where
        F: AsyncFnOnce(TestDatabase) -> Result<(), Failed> + Send + 'static,
    {
        let harness = self.clone();
        let trial = self.plain(&format!("{}::{name}", engine.prefix()), move || {
            let database = harness.database(engine)?;
            runtime().block_on(test(database))
        });
        match engine {
            Engine::Sqlite => trial,
            Engine::Postgres => self.need(Need::Postgres, trial),
        }
    }

    /// One test, two trials: a fresh database of each engine.
    pub fn both<F>(&self, name: &str, test: F) -> Vec<Trial>
    where
        F: AsyncFn(TestDatabase) -> Result<(), Failed> + Send + Sync + Clone + 'static,
    {
        let trial = |engine| {
            let test = test.clone();
            self.on(engine, name, async move |database| test(database).await)
        };
        Engine::ALL.map(trial).into()
    }

    /// The same trial where the tool exists; elsewhere ignored with the reason, or failing when everything is required.
    pub fn need(&self, need: Need, trial: Trial) -> Trial {
        // Nobody but who names a copy of Slack's reference promised to have one.
        let required =
            if need == Need::SlackReference { env::var_os("GOODTURN_SLACK_REFERENCE").is_some() } else { self.shared.require_all };
        only_if(need.missing(), required, trial)
    }

    /// One more fresh database, for tests that need several; it may be asked for inside of a runtime, too.
    pub fn database(&self, engine: Engine) -> Result<TestDatabase, String> {
        match engine {
            Engine::Sqlite => TestDatabase::sqlite(),
            Engine::Postgres => TestDatabase::postgres(self.template()?.as_ref()),
        }
    }

    /// Stops the server and says what was slow, when `GOODTURN_TEST_TIMES=1` asks.
    pub fn finish(self) {
        drop(lock(&self.shared.postgres).take());
        if env::var("GOODTURN_TEST_TIMES").is_ok_and(|value| value == "1") {
            let mut times = std::mem::take(&mut *lock(&self.shared.times));
            times.sort_by(|a, b| b.cmp(a));
            for (taken, name) in times.into_iter().take(SLOWEST_PRINTED) {
                let _ = writeln!(io::stderr(), "slow trial {:8.3} s  {name}", taken.as_secs_f64());
            }
        }
    }

    /// The migrated template; the first to ask starts the server, the others wait for it.
    fn template(&self) -> Result<Arc<Template>, String> {
        let make = || Ok(Arc::new(Cluster::open()?.template(self.shared.migrate)?));
        lock(&self.shared.postgres).get_or_insert_with(make).clone()
    }
}

/// Measures a trial to its end, however it ends.
struct Watch {
    shared: Arc<Shared>,
    name: String,
    since: Instant,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let entry = (self.since.elapsed(), std::mem::take(&mut self.name));
        lock(&self.shared.times).push(entry);
    }
}

/// The trial itself when nothing is missing; otherwise what stands in for it, with the reason.
pub fn only_if(missing: Option<String>, require_all: bool, trial: Trial) -> Trial {
    match missing {
        None => trial,
        Some(why) if require_all => {
            Trial::test(trial.name(), move || Err(format!("{why}, and GOODTURN_TEST_REQUIRE=all asks for it").into()))
        }
        Some(why) => trial.with_kind(why).with_ignored_flag(true),
    }
}

/// A trial that panicked while it held a lock has failed already; the others go on.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
