//! The long measurement: a thousand signed commands a second against the real bot on a full database, with or without `kill -9` on the way.
//! Prints one JSON line; exits 1 when a command had an error, or an act is missing or there twice.
//!
//! `cargo run --release --example load -- --database sqlite|postgres [--check] [--kills 20]`
//!
//! `cargo run --release --example load -- --database sqlite|postgres --socket --rate 2000 --seconds 30 --reads 50`
//!
//! `cargo run --release --example load -- --database sqlite|postgres --week --people 10000 --rate 100 --seconds 60`
//!
//! This program is the bot, too: started as `load serve` it runs `goodturn serve`, so that what is measured is what was just built.

mod company;
mod cpu;
mod drive;
#[path = "../../tests/it/support/far_end.rs"]
#[expect(dead_code, reason = "tests ask more of the far end than a measurement does")]
mod far_end;
mod fill;
mod habits;
mod people;
#[path = "../../tests/it/support/postgres.rs"]
#[expect(dead_code, reason = "tests ask more of the server than a measurement does")]
mod postgres;
#[path = "../../tests/it/support/process.rs"]
#[expect(dead_code, reason = "tests ask more of the process than a measurement does")]
mod process;
mod report;
#[path = "../../tests/it/support/signed.rs"]
#[expect(dead_code, reason = "tests send broken deliveries, too")]
mod signed;
mod sockets;
#[path = "../../tests/it/support/tools.rs"]
#[expect(dead_code, reason = "tests need more tools than PostgreSQL")]
mod tools;
mod verify;
mod week;
mod year;

use std::{
    io::{Write, stderr, stdout},
    path::PathBuf,
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::Context;
use clap::{Parser, ValueEnum};
use tempfile::TempDir;

use drive::{Load, Shot};
use far_end::FarEnd;
use people::People;
use postgres::{Durability, Server};
use process::{Bot, LocalSlack};
use report::Report;
use standin::Options;

/// Milliseconds that a run with kills goes on at least, before the bot is killed.
const KILL_AFTER_MS_MIN: u64 = 500;

/// How much longer it may go on; by chance, so that kills fall anywhere.
const KILL_AFTER_MS_MORE: u64 = 1_500;

/// Measures how fast commands are acknowledged, and whether each acknowledged act is kept once.
#[derive(Debug, Clone, Parser)]
struct Arguments {
    /// The engine; each run has a fresh database that is thrown away.
    #[arg(long)]
    database: Engine,
    /// Commands a second.
    #[arg(long, default_value_t = 1_000)]
    rate: u32,
    /// How long.
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// People who type commands, in turn.
    #[arg(long, default_value_t = 1_000)]
    people: u32,
    /// Acts that are there before.
    #[arg(long, default_value_t = 100_000)]
    stored: u32,
    /// Instead of one long run: so many short ones, each ended by `kill -9`.
    #[arg(long, default_value_t = 0)]
    kills: u32,
    /// Over Socket Mode, on the two connections that the bot opens, instead of HTTP.
    #[arg(long)]
    socket: bool,
    /// Of a hundred commands over Socket Mode, so many are `/goodturn` and only read; the others are `/gave`.
    #[arg(long, default_value_t = 0)]
    reads: u32,
    /// Exit with 1 when the slowest of a hundred took 50 ms or more; over Socket Mode, when one took three seconds.
    #[arg(long)]
    check: bool,
    /// Instead of commands alone: the plan of a week of a large company that has used Goodturn for a year, with commands meanwhile.
    #[arg(long)]
    week: bool,
    /// Another build of the bot than this one.
    #[arg(long)]
    program: Option<PathBuf>,
}

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engine {
    /// One file, every commit flushed to the disk.
    Sqlite,
    /// A server with its own durability.
    Postgres,
}

fn main() -> ExitCode {
    if std::env::args().nth(1).is_some_and(|first| first == "serve") {
        return goodturn::cli::main();
    }
    match measure(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(stderr(), "load: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The database of one run.
struct Database {
    url: String,
    server: Option<Server>,
    _folder: TempDir,
}

impl Database {
    fn new(engine: Engine) -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("goodturn-load-").tempdir()?;
        let server = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Server::start(Durability::Real).map_err(anyhow::Error::msg)?),
        };
        let url = match &server {
            Some(server) => server.url("postgres"),
            None => format!("sqlite://{}", folder.path().join("goodturn.db").display()),
        };
        Ok(Self { url, server, _folder: folder })
    }
}

/// One measurement; tells whether it held.
fn measure(arguments: &Arguments) -> anyhow::Result<bool> {
    if arguments.week {
        let (line, held) = week::measure(arguments)?;
        writeln!(stdout(), "{line}")?;
        return Ok(held || !arguments.check);
    }
    let database = Database::new(arguments.database)?;
    let people = People::new(arguments.people);
    let since = Instant::now();
    // Each part has a runtime of its own, so that nothing of one is left when the next begins: a SQLite file has one user at a time.
    runtime()?.block_on(fill::fill(&database.url, &people, arguments.stored))?;
    say(&format!("{} acts stored in {:.1} s", arguments.stored, since.elapsed().as_secs_f64()));
    let mut report = runtime()?.block_on(run(arguments, &database, &people))?;
    report.found = Some(runtime()?.block_on(verify::verify(&database.url, &people, &report.shots))?);
    writeln!(stdout(), "{}", report.line(arguments))?;
    Ok(report.holds(arguments))
}

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

async fn run(arguments: &Arguments, database: &Database, people: &People) -> anyhow::Result<Report> {
    let mut far = if arguments.socket { Some(FarEnd::start().await?) } else { None };
    let slack = LocalSlack::start_as(people.workspace(), Options::default(), far.as_ref()).await?;
    let program = match &arguments.program {
        Some(program) => program.canonicalize().with_context(|| format!("{} is not there", program.display()))?,
        None => std::env::current_exe().context("this program's own path is not known")?,
    };
    let mut bot = Bot::new(program, &slack, &database.url)?;
    if arguments.socket {
        bot = bot.with("SLACK_APP_TOKEN", slack.app_token());
    }
    let load = Load { rate: arguments.rate, people, slack: &slack };
    let mut report = Report::default();
    if arguments.kills == 0 {
        let mut process = bot.start().await?;
        let before = cpu::used(process.pid(), database.server.as_ref());
        let lasts = Duration::from_secs(arguments.seconds.into());
        report.shots = match &mut far {
            Some(far) => sockets::drive(&load, far, arguments.reads, lasts).await?,
            None => drive::drive(&load, process.address, 0, lasts).await,
        };
        report.cpu = cpu::used(process.pid(), database.server.as_ref()).since(before);
        report.said = process.said();
        anyhow::ensure!(process.terminate().await?.success(), "the bot did not end well: {}", process.said());
        return Ok(report);
    }
    for round in 0..arguments.kills {
        report.shots.extend(killed(&load, &bot, report.shots.len()).await?);
        say(&format!("kill {} of {}: {} commands so far", round + 1, arguments.kills, report.shots.len()));
    }
    // It has to come up once more on what the last kill left.
    bot.start().await?;
    Ok(report)
}

/// One round: under load for a while, then `kill -9`.
async fn killed(load: &Load<'_>, bot: &Bot, first: usize) -> anyhow::Result<Vec<Shot>> {
    let mut process = bot.start().await?;
    let after = Duration::from_millis(KILL_AFTER_MS_MIN + rand::random::<u64>() % KILL_AFTER_MS_MORE);
    let address = process.address;
    let kill = async {
        tokio::time::sleep(after).await;
        process.kill()
    };
    let (shots, ended) = tokio::join!(drive::drive(load, address, first, after + after), kill);
    ended?;
    Ok(shots)
}

/// What goes on, for whoever waits; the result alone goes to standard output.
fn say(line: &str) {
    let _ = writeln!(stderr(), "{line}");
}
