//! Fresh PostgreSQL databases: copies of one migrated template, dropped by their owner.
//! Names carry a random word for each run, so that several runs can share an operator's server.

use std::{
    future::Future,
    hash::{BuildHasher, Hasher, RandomState},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread::{self, JoinHandle},
};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use url::Url;

use super::{
    Migrate,
    postgres::{Durability, Server},
    tools,
};

/// A server where tests make databases: the operator's, or our own for this run.
#[derive(Debug)]
pub struct Cluster {
    admin: Url,
    run: u64,
    made: AtomicU64,
    /// Databases that are being dropped: a server waits a tenth of a second for those who still use one, and no trial has to.
    going: Mutex<Vec<JoinHandle<()>>>,
    _server: Option<Server>,
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let going = self.going.get_mut().unwrap_or_else(PoisonError::into_inner);
        going.drain(..).for_each(|one| drop(one.join()));
    }
}

impl Cluster {
    /// The server of `TEST_DATABASE_URL`, else a throw-away one.
    pub fn open() -> Result<Arc<Self>, String> {
        let (admin, server) = if let Some(url) = tools::server_of_the_operator() {
            (url, None)
        } else {
            let server = Server::start(Durability::Fast)?;
            (server.url("postgres"), Some(server))
        };
        let admin = Url::parse(&admin).map_err(|error| format!("TEST_DATABASE_URL: {error}"))?;
        let run = RandomState::new().build_hasher().finish();
        Ok(Arc::new(Self { admin, run, made: AtomicU64::new(0), going: Mutex::default(), _server: server }))
    }

    /// Makes an empty database and lets `migrate` fill it; copies of it are cheap.
    pub fn template(self: &Arc<Self>, migrate: Migrate) -> Result<Template, String> {
        let database = self.create("template0")?;
        let url = database.url.clone();
        apart(move || migrate(url)).map_err(|error| format!("the template could not be migrated: {error}"))?;
        Ok(Template { database })
    }

    fn create(self: &Arc<Self>, template: &str) -> Result<Database, String> {
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let name = format!("goodturn_{:016x}_{number}", self.run);
        let mut url = self.admin.clone();
        url.set_path(&name);
        self.say(format!("CREATE DATABASE {name} TEMPLATE {template}"))?;
        Ok(Database { cluster: Arc::clone(self), name, url: url.into() })
    }

    fn say(&self, statement: String) -> Result<(), String> {
        say(&self.admin, statement)
    }
}

fn say(admin: &Url, statement: String) -> Result<(), String> {
    let url = admin.to_string();
    let done = apart(async move || {
        let mut connection = PgConnection::connect(&url).await?;
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await?;
        connection.close().await
    });
    done.map_err(|error: sqlx::Error| error.to_string())
}

/// A migrated database that nobody uses except as a pattern.
#[derive(Debug)]
pub struct Template {
    database: Database,
}

impl Template {
    /// A fresh copy.
    pub fn database(&self) -> Result<Database, String> {
        self.database.cluster.create(&self.database.name)
    }
}

/// One database; it is dropped after this value, whoever is still connected.
#[derive(Debug)]
pub struct Database {
    cluster: Arc<Cluster>,
    name: String,
    url: String,
}

impl Database {
    /// Its URL.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // A failure leaves it behind: our own server is thrown away anyway, on the operator's the name says whose it was.
        let (admin, statement) = (self.cluster.admin.clone(), format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        let going = thread::spawn(move || drop(say(&admin, statement)));
        let mut all = self.cluster.going.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|one| !one.is_finished());
        all.push(going);
    }
}

/// Runs a future to its end on a thread and runtime of its own, so that it may be called inside and outside of one.
pub fn apart<T: Send, F: Future<Output = T>>(work: impl FnOnce() -> F + Send) -> T {
    thread::scope(|scope| {
        let handle = scope.spawn(|| runtime().block_on(work()));
        handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// A runtime on the calling thread alone, with sockets and timers.
pub fn runtime() -> tokio::runtime::Runtime {
    let built = tokio::runtime::Builder::new_current_thread().enable_all().build();
    built.expect("the system has descriptors left for a runtime")
}
