//! `goodturn backtest`: what the planner would have suggested in a history, week by week, and how often it would have been right.
//!
//! The history comes as three files, so that anybody can try the planner on their own organisation before anybody installs anything. Every act
//! counts as an entry of both its people.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use clap::{Arg, ArgMatches, Command, value_parser};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::say;
use crate::domain::day::Week;
use crate::domain::plan::backtest::{Backtest, Contender, Rules};
use crate::domain::plan::features::NO_TEAM;
use crate::domain::plan::replay::Act;

/// Totals below this are not told: they would be about somebody.
const TOLD_FROM: u64 = 5;

/// Weeks between the first act and the last at most: two centuries. More is a wrong unit of time.
const WEEKS_MAX: i64 = 10_000;

#[derive(Deserialize)]
struct PersonLine {
    person: String,
    #[serde(default)]
    team: Option<String>,
}

#[derive(Deserialize)]
struct ActLine {
    ts: i64,
    actor: String,
    target: String,
}

#[derive(Deserialize)]
struct ConfigFile {
    epoch: i64,
    #[serde(default = "a_week")]
    week_seconds: i64,
    plan_weeks: Vec<i64>,
    k: u8,
    c: u8,
    g: i64,
    h: i64,
    cooldown: i64,
}

const fn a_week() -> i64 {
    7 * 24 * 60 * 60
}

pub(super) fn command() -> Command {
    let file = |name: &'static str, shape: &'static str| {
        Arg::new(name).long(name).value_name("FILE").required(true).value_parser(value_parser!(PathBuf)).help(shape)
    };
    Command::new("backtest")
        .about("Tries the planner on a history: what it would have suggested each week, and how often it would have been right")
        .arg(file("people", "One JSON object a line: person, team"))
        .arg(file("acts", "One JSON object a line: ts (seconds), actor, target; in any order"))
        .arg(file("config", "One JSON object: epoch, plan_weeks, k, c, g, h, cooldown (and week_seconds)"))
        .arg(file("out", "Where the suggestions go, one JSON object a line: week, person, contact, rank, score; - for standard output"))
}

pub(super) fn run(matches: &ArgMatches) -> Result<()> {
    let path = |name: &str| matches.get_one::<PathBuf>(name).with_context(|| format!("--{name} is missing"));
    let config = config(path("config")?)?;
    let people: Vec<PersonLine> = lines(path("people")?, "person and team")?;
    let mut numbers = HashMap::with_capacity(people.len());
    for (number, person) in (0_u32..).zip(&people) {
        ensure!(
            numbers.insert(person.person.as_str(), number).is_none(),
            "{}: a person is in the file twice; leave one",
            path("people")?.display()
        );
    }
    let acts = acts(path("acts")?, &numbers, &config)?;
    let rules = Rules {
        plan_weeks: config.plan_weeks.iter().copied().map(Week).collect(),
        per_person: config.k,
        per_contact: config.c,
        quiet_weeks: config.g,
        return_weeks: config.h,
        cooldown_weeks: config.cooldown,
    };
    let mut backtest = Backtest::new(rules, teams(&people));
    for act in &acts {
        backtest.take(*act);
    }
    backtest.finish();
    let out = path("out")?;
    if out == Path::new("-") {
        write(&mut std::io::stdout().lock(), &people, &backtest).context("standard output was closed")?;
        let _ = std::io::stderr().write_all(report(&backtest).as_bytes());
    } else {
        let file = File::create(out).with_context(|| format!("{} can't be written", out.display()))?;
        write(&mut BufWriter::new(file), &people, &backtest).with_context(|| format!("{} can't be written", out.display()))?;
        say(report(&backtest).trim_end());
    }
    Ok(())
}

fn config(path: &Path) -> Result<ConfigFile> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} can't be read", path.display()))?;
    let config: ConfigFile =
        serde_json::from_str(&text).with_context(|| format!("{} is not as `goodturn backtest --help` says", path.display()))?;
    ensure!(config.week_seconds > 0 && config.g > 0 && config.h > 0, "{}: week_seconds, g and h must be 1 or more", path.display());
    Ok(config)
}

/// Every line of a file that is not empty.
fn lines<T: DeserializeOwned>(path: &Path, wanted: &str) -> Result<Vec<T>> {
    let file = File::open(path).with_context(|| format!("{} can't be read", path.display()))?;
    let mut all = Vec::new();
    for (number, line) in (1..).zip(BufReader::new(file).lines()) {
        let line = line.with_context(|| format!("{} can't be read", path.display()))?;
        if !line.trim().is_empty() {
            let read = serde_json::from_str(&line);
            all.push(read.with_context(|| format!("{}, line {number}: each line is a JSON object with {wanted}", path.display()))?);
        }
    }
    Ok(all)
}

/// The acts in order of time; those of one second in the order of the file.
fn acts(path: &Path, numbers: &HashMap<&str, u32>, config: &ConfigFile) -> Result<Vec<Act>> {
    let mut read: Vec<ActLine> = lines(path, "ts, actor and target")?;
    read.sort_by_key(|act| act.ts);
    let mut acts = Vec::with_capacity(read.len());
    for act in &read {
        let (Some(actor), Some(target)) = (numbers.get(act.actor.as_str()), numbers.get(act.target.as_str())) else {
            bail!(
                "{}: an act names somebody who is not among the people; add them there, without a team if it is not known",
                path.display()
            );
        };
        acts.push(Act { week: Week((act.ts - config.epoch).div_euclid(config.week_seconds)), actor: *actor, target: *target });
    }
    let span = acts.first().zip(acts.last()).map_or(0, |(first, last)| last.week.since(first.week));
    ensure!(span <= WEEKS_MAX, "{}: the acts span {span} weeks; ts is in seconds", path.display());
    Ok(acts)
}

/// The number of each person's team.
fn teams(people: &[PersonLine]) -> Vec<u32> {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut teams = Vec::with_capacity(people.len());
    for person in people {
        let next = u32::try_from(numbers.len()).unwrap_or(NO_TEAM);
        teams.push(person.team.as_deref().map_or(NO_TEAM, |team| *numbers.entry(team).or_insert(next)));
    }
    teams
}

fn write(to: &mut impl Write, people: &[PersonLine], backtest: &Backtest) -> std::io::Result<()> {
    for one in &backtest.suggestions {
        let (person, contact) = (&people[one.person as usize].person, &people[one.contact as usize].person);
        let line = serde_json::json!({
            "week": one.week.0, "person": person, "contact": contact, "rank": one.rank, "score": (one.score * 1e6).round() / 1e6,
        });
        writeln!(to, "{line}")?;
    }
    to.flush()
}

/// What an operator wants to know, in totals of five or more.
fn report(backtest: &Backtest) -> String {
    let head = format!(
        "Ties between teams that came back after a quiet time: {}. A suggestion is right when its tie came back in time;\n\
         foreseen are the returns that a suggestion came before.\n",
        total(backtest.returns),
    );
    let titles = format!("{:<44}{:>12}{:>10}{:>10}", "who plans", "suggested", "right", "foreseen");
    let line = |contender: Contender| {
        let tally = backtest.tally(contender);
        let (right, foreseen) = (share(tally.right, tally.suggested), share(tally.foreseen, backtest.returns));
        format!("{:<44}{:>12}{right:>10}{foreseen:>10}", name(contender), total(tally.suggested))
    };
    let short = 100.0 * (1.0 - backtest.certified);
    let foot = format!("\nEach week's choice is certified to be within {short:.2} % of the best there was under the caps.\n");
    let lines: Vec<String> = [head, titles].into_iter().chain(Contender::ALL.map(line)).chain([foot]).collect();
    lines.join("\n")
}

fn total(n: u64) -> String {
    if n < TOLD_FROM { "under 5".to_owned() } else { n.to_string() }
}

#[expect(clippy::cast_precision_loss, reason = "counts of suggestions")]
fn share(part: u64, of: u64) -> String {
    if part < TOLD_FROM || of < TOLD_FROM { "-".to_owned() } else { format!("{:.1} %", 100.0 * part as f64 / of as f64) }
}

const fn name(contender: Contender) -> &'static str {
    match contender {
        Contender::Planner => "Goodturn, from all acts",
        Contender::OwnEntries => "Goodturn, from one person's own entries",
        Contender::ActiveWeeks => "most active weeks, fading within a year",
        Contender::MostRecent => "most recently in touch",
        Contender::LongestAgo => "longest out of touch",
        Contender::FixedInterval => "every eight weeks",
        Contender::Chance => "by chance",
    }
}
