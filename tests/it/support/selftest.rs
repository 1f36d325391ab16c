//! Tests of the test support itself: fresh databases, reasons, panics, and a server that dies with its process.
//! A harness that lies makes every other test worthless, so its promises are trials like any other.

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, ExitCode, Stdio},
    thread,
    time::{Duration, Instant},
};

use libtest_mimic::{Arguments, Conclusion, Failed, Trial};
use sqlx::{Connection, PgConnection, SqliteConnection};

use super::{
    Engine, Harness, Need, TestDatabase,
    databases::{apart, runtime},
    postgres::{Durability, Server},
    register::only_if,
};

/// Set in a copy of this process that only holds a server until it is killed.
const HOLD: &str = "GOODTURN_TEST_HOLD_SERVER";

/// How long the end of a server may take after its process is gone.
const GONE_WITHIN: Duration = Duration::from_secs(30);

/// Plays the part of a test process that will be killed, if this is such a copy.
pub fn as_child() -> Option<ExitCode> {
    env::var_os(HOLD)?;
    let Ok(server) = Server::start(Durability::Fast) else {
        return Some(ExitCode::FAILURE);
    };
    let said = server.pid().map(|pid| format!("{pid}\n{}\n{}\n", server.url("postgres"), server.folder().display()));
    let _ = std::io::stdout().write_all(said.unwrap_or_default().as_bytes());
    // If the process that would kill this one is killed itself, its end of the pipe closes, and this one ends too.
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
    Some(ExitCode::SUCCESS)
}

/// The trials of this module.
pub fn trials(cx: &Harness) -> Vec<Trial> {
    let mut trials = cx.both("support::a_database_is_fresh", a_database_is_fresh);
    let harness = cx.clone();
    trials.push(cx.on(Engine::Postgres, "support::copies_are_apart", async move |one| {
        copies_are_apart(one, harness.database(Engine::Postgres)?).await
    }));
    trials.push(cx.need(Need::PostgresPrograms, cx.plain("support::a_killed_process_leaves_no_server", killed)));
    trials.push(cx.need(Need::PostgresPrograms, cx.plain("support::servers_live_side_by_side", side_by_side)));
    trials.push(cx.plain("support::a_missing_tool_is_a_reason", missing_tool));
    trials.push(cx.plain("support::a_panic_is_a_failure", panics));
    trials.push(cx.alone("support::a_runtime_may_wait_for_another", async || {
        let answer = apart(async || 42);
        if answer == 42 { Ok(()) } else { Err(format!("{answer} instead of 42").into()) }
    }));
    trials
}

async fn a_database_is_fresh(database: TestDatabase) -> Result<(), Failed> {
    let create = "CREATE TABLE only_here (id BIGINT PRIMARY KEY)";
    match database.engine {
        Engine::Sqlite => {
            let mut connection = SqliteConnection::connect(&format!("{}?mode=rwc", database.url)).await?;
            sqlx::raw_sql(create).execute(&mut connection).await?;
            connection.close().await?;
        }
        Engine::Postgres => {
            let mut connection = PgConnection::connect(&database.url).await?;
            sqlx::raw_sql(create).execute(&mut connection).await?;
            connection.close().await?;
        }
    }
    Ok(())
}

/// What is written to one copy is not in the other, and dropping one does not wait for its clients.
async fn copies_are_apart(one: TestDatabase, other: TestDatabase) -> Result<(), Failed> {
    let mut open = PgConnection::connect(&one.url).await?;
    sqlx::raw_sql("CREATE TABLE only_here (id BIGINT)").execute(&mut open).await?;
    let mut connection = PgConnection::connect(&other.url).await?;
    let count = "SELECT count(*) FROM pg_tables WHERE tablename = 'only_here'";
    let found: i64 = sqlx::query_scalar(count).fetch_one(&mut connection).await?;
    assert_eq!(found, 0, "a table of one database is in the other");
    let url = one.url.clone();
    drop(one);
    let gone = async {
        while PgConnection::connect(&url).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(GONE_WITHIN, gone).await.map_err(|_| "the database is still there after its owner is gone".into())
}

/// Two servers of one process, one with PostgreSQL's own durability; each goes with its folder.
fn side_by_side() -> Result<(), Failed> {
    let (fast, real) = (Server::start(Durability::Fast)?, Server::start(Durability::Real)?);
    assert_eq!(setting(&fast, "fsync")?, "off");
    assert_eq!(setting(&real, "fsync")?, "on");
    let folder = fast.folder().to_path_buf();
    drop(fast);
    assert!(!folder.exists(), "{} is still there", folder.display());
    assert_eq!(setting(&real, "synchronous_commit")?, "on");
    Ok(())
}

fn setting(server: &Server, name: &'static str) -> Result<String, Failed> {
    let url = server.url("postgres");
    let value = runtime().block_on(async {
        let mut connection = PgConnection::connect(&url).await?;
        sqlx::query_scalar("SELECT current_setting($1)").bind(name).fetch_one(&mut connection).await
    });
    value.map_err(|error: sqlx::Error| error.into())
}

/// `kill -9` of a process that holds a server: the server ends and its folder goes.
fn killed() -> Result<(), Failed> {
    let mut child = Command::new(env::current_exe()?).env(HOLD, "1").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let said = three_lines(&mut child);
    child.kill()?;
    child.wait()?;
    let [pid, url, folder] = said?;
    let address = url::Url::parse(&url)?;
    let port = address.port().ok_or("a URL without a port")?;
    let since = Instant::now();
    let here = || Path::new(&folder).exists() || TcpStream::connect(("127.0.0.1", port)).is_ok();
    while here() {
        if since.elapsed() > GONE_WITHIN {
            return Err(format!("server {pid} in {folder} outlived its process").into());
        }
        thread::sleep(Duration::from_millis(50));
    }
    let process = fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
    assert_ne!(process.trim(), "postgres", "process {pid} is still there");
    Ok(())
}

/// The server's process number, its URL and its folder, as the copy prints them.
fn three_lines(child: &mut Child) -> Result<[String; 3], Failed> {
    let output = child.stdout.take().ok_or("no output of the copy")?;
    let lines: Result<Vec<String>, _> = BufReader::new(output).lines().take(3).collect();
    lines?.try_into().map_err(|lines| format!("the copy did not start a server: {lines:?}").into())
}

/// Ignored with the reason by default, failing with it when everything is required.
fn missing_tool() -> Result<(), Failed> {
    let trial = || Trial::test("needs", || Ok(()));
    let why = || Some("no node".to_owned());
    let lenient = only_if(why(), false, trial());
    assert_eq!((lenient.kind(), lenient.has_ignored_flag()), ("no node", true));
    let outcome = outcome_of(vec![lenient, only_if(why(), true, trial()), only_if(None, true, trial())])?;
    assert_eq!((outcome.num_ignored, outcome.num_failed, outcome.num_passed), (1, 1, 1));
    for need in Need::ALL {
        if let Some(reason) = need.missing() {
            assert!(reason.starts_with("no "), "{need:?}: {reason:?} is no reason");
        }
    }
    Ok(())
}

/// A panic below an `await` counts as a failure of that trial alone. It is raised without the usual report, for quiet.
fn panics() -> Result<(), Failed> {
    let cx = Harness::new(|_| Box::pin(async { Ok(()) }));
    let panicking = cx.alone("panics", async || {
        tokio::task::yield_now().await;
        std::panic::resume_unwind(Box::new("on purpose"))
    });
    let outcome = outcome_of(vec![panicking, cx.plain("passes", || Ok(()))])?;
    assert_eq!((outcome.num_failed, outcome.num_passed), (1, 1));
    Ok(())
}

/// Runs trials of their own, with the report in a file that nobody reads.
fn outcome_of(trials: Vec<Trial>) -> Result<Conclusion, Failed> {
    let report = tempfile::NamedTempFile::new()?;
    let logfile = Some(report.path().display().to_string());
    let arguments = Arguments { logfile, test_threads: Some(1), ..Arguments::default() };
    Ok(libtest_mimic::run(&arguments, trials))
}
