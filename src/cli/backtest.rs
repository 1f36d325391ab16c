//! `goodturn backtest`: what the planner would have suggested in a history, week by week, and how often it would have been right.
//!
//! The history comes as three files, so that anybody can try the planner on their own organisation before anybody installs anything. Every act
//! counts as an entry of both its people.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::{Arg, ArgMatches, Command, value_parser};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::say;
use crate::domain::day::Week;
use crate::domain::plan::backtest::{Backtest, Contender, Rules};
use crate::domain::plan::features::NO_TEAM;
use crate::domain::plan::replay::Act;
use crate::domain::plan::tally::{CLASS_ENDS, Tally};

/// Totals below this are not told: they would be about somebody.
const TOLD_FROM: u64 = 5;

/// Weeks between the first and the last of acts and plans, and in any rule, at most: two centuries. More is a wrong unit of time.
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
    let (of_people, of_acts, of_config, out) = (path("people")?, path("acts")?, path("config")?, path("out")?);
    let config = config(of_config)?;
    let people = people(of_people)?;
    let numbers: HashMap<&str, u32> = people.iter().map(|person| person.person.as_str()).zip(0_u32..).collect();
    let acts = acts(of_acts, &numbers, &config)?;
    let last_week = last_week(&acts, &config.plan_weeks)
        .with_context(|| format!("{} and {} don't go together", of_acts.display(), of_config.display()))?;
    ensure!(
        ![of_people, of_acts, of_config].into_iter().any(|input| is_same(input, out)),
        "--out {} is one of the files to read; name another",
        out.display()
    );
    let to_standard_output = out == Path::new("-");
    // Opened before the work begins, so that a folder which is not there is told at once.
    let mut to: Box<dyn Write> = if to_standard_output {
        Box::new(std::io::stdout().lock())
    } else {
        Box::new(BufWriter::new(File::create(out).with_context(|| format!("{} can't be written", out.display()))?))
    };
    let mut backtest = Backtest::new(rules(&config, last_week), teams(&people));
    for act in &acts {
        backtest.take(*act);
    }
    backtest.finish();
    write(&mut to, &people, &backtest).with_context(|| format!("{} can't be written", out.display()))?;
    if to_standard_output {
        let _ = std::io::stderr().write_all(report(&backtest).as_bytes());
    } else {
        say(report(&backtest).trim_end());
    }
    Ok(())
}

fn rules(config: &ConfigFile, last_week: Week) -> Rules {
    Rules {
        plan_weeks: config.plan_weeks.iter().copied().map(Week).collect(),
        per_person: config.k,
        per_contact: config.c,
        quiet_weeks: config.g,
        return_weeks: config.h,
        cooldown_weeks: config.cooldown,
        last_week,
    }
}

fn config(path: &Path) -> Result<ConfigFile> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} can't be read", path.display()))?;
    let config: ConfigFile =
        serde_json::from_str(unmarked(&text)).with_context(|| format!("{} is not as `goodturn backtest --help` says", path.display()))?;
    let in_weeks = |least: i64, weeks: i64| (least..=WEEKS_MAX).contains(&weeks);
    ensure!(
        in_weeks(1, config.g) && in_weeks(1, config.h) && in_weeks(0, config.cooldown),
        "{}: g and h are 1 to {WEEKS_MAX} weeks, cooldown 0 to {WEEKS_MAX}",
        path.display()
    );
    ensure!(config.week_seconds > 0, "{}: week_seconds must be 1 or more", path.display());
    Ok(config)
}

/// Text without the mark by which some programs begin a file.
fn unmarked(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Reads a file line by line; `take` gets every one that is not empty.
fn each_line<T: DeserializeOwned>(path: &Path, wanted: &str, mut take: impl FnMut(T) -> Result<()>) -> Result<()> {
    let file = File::open(path).with_context(|| format!("{} can't be read", path.display()))?;
    for (number, line) in (1..).zip(BufReader::new(file).lines()) {
        let at = || format!("{}, line {number}", path.display());
        let line = line.with_context(|| format!("{} can't be read", at()))?;
        let line = unmarked(&line);
        if !line.trim().is_empty() {
            let read = serde_json::from_str(line).with_context(|| format!("{}: each line is a JSON object with {wanted}", at()))?;
            take(read).with_context(at)?;
        }
    }
    Ok(())
}

/// The people in the order of their names, so that the order of the lines means nothing.
fn people(path: &Path) -> Result<Vec<PersonLine>> {
    let (mut people, mut known): (Vec<PersonLine>, HashSet<String>) = Default::default();
    each_line(path, "person and team", |person: PersonLine| {
        ensure!(known.insert(person.person.clone()), "this person is in the file twice; leave one");
        people.push(person);
        Ok(())
    })?;
    people.sort_unstable_by(|one, other| one.person.cmp(&other.person));
    Ok(people)
}

/// The acts in order of time; those of one second in the order of the file.
fn acts(path: &Path, numbers: &HashMap<&str, u32>, config: &ConfigFile) -> Result<Vec<Act>> {
    let mut read: Vec<(i64, Act)> = Vec::new();
    each_line(path, "ts, actor and target", |act: ActLine| {
        let number = |person: &str| {
            numbers.get(person).copied().context("somebody here is not among the people; add them there, without a team if it is not known")
        };
        let since = act.ts.checked_sub(config.epoch).context("ts and epoch are too far apart; both are in seconds")?;
        let week = Week(since.div_euclid(config.week_seconds));
        read.push((act.ts, Act { week, actor: number(&act.actor)?, target: number(&act.target)? }));
        Ok(())
    })?;
    read.sort_by_key(|(at, _)| *at);
    Ok(read.into_iter().map(|(_, act)| act).collect())
}

/// The last week of the history; an error where acts and weeks to plan are so far apart that some unit of time must be wrong.
fn last_week(acts: &[Act], plan_weeks: &[i64]) -> Result<Week> {
    let (Some(first), Some(last)) = (acts.first(), acts.last()) else { return Ok(Week(0)) };
    let weeks = || plan_weeks.iter().copied().chain([first.week.0, last.week.0]);
    let span = weeks().max().zip(weeks().min()).and_then(|(latest, earliest)| latest.checked_sub(earliest));
    ensure!(
        span.is_some_and(|span| span <= WEEKS_MAX),
        "acts and plan_weeks span more than {WEEKS_MAX} weeks: ts and epoch are in seconds, and plan_weeks count from epoch"
    );
    Ok(last.week)
}

/// Whether both are one and the same file, whatever they are called.
fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().ok().zip(other.canonicalize().ok()).is_some_and(|(one, other)| one == other)
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
    let lines: Vec<String> = [head, titles].into_iter().chain(Contender::ALL.map(line)).chain([foot, classes(backtest)]).collect();
    lines.join("\n")
}

/// Whether the chances that were told held, class by class: in shares alone, as one small class could be told from the totals and all others.
fn classes(backtest: &Backtest) -> String {
    let (all, own) = (backtest.tally(Contender::Planner), backtest.tally(Contender::OwnEntries));
    let mut text = format!(
        "How likely Goodturn said it was, and how often it came so:\n\n{:<16}{:>20}{:>20}\n{:<16}{:>10}{:>10}{:>10}{:>10}\n",
        "chance", "from all acts", "from own entries", "", "said", "came", "said", "came"
    );
    let mut begin = 0.0;
    for (place, end) in CLASS_ENDS.into_iter().enumerate() {
        let of = |tally: &Tally| {
            let class = tally.classes[place];
            let said = if class.suggested < TOLD_FROM { "-".to_owned() } else { percent(class.expected, class.suggested) };
            format!("{said:>10}{:>10}", share(class.right, class.suggested))
        };
        let _ = writeln!(text, "{:<16}{}{}", format!("{:.0} to {:.0} %", 100.0 * begin, 100.0 * end), of(&all), of(&own));
        begin = end;
    }
    if all.open >= TOLD_FROM {
        let _ = writeln!(text, "\n{} more suggestions are left out: their weeks are not over in this history.", all.open);
    }
    text
}

fn total(n: u64) -> String {
    if n < TOLD_FROM { "under 5".to_owned() } else { n.to_string() }
}

#[expect(clippy::cast_precision_loss, reason = "counts of suggestions")]
fn share(part: u64, of: u64) -> String {
    if part < TOLD_FROM || of < TOLD_FROM { "-".to_owned() } else { percent(part as f64, of) }
}

#[expect(clippy::cast_precision_loss, reason = "counts of suggestions")]
fn percent(part: f64, of: u64) -> String {
    format!("{:.1} %", 100.0 * part / of as f64)
}

const fn name(contender: Contender) -> &'static str {
    match contender {
        Contender::Planner => "Goodturn, from all acts",
        Contender::OwnEntries => "Goodturn, from one person's own entries",
        Contender::FixedRule => "one fixed rule, nothing learnt",
        Contender::ActiveWeeks => "most active weeks, fading within a year",
        Contender::MostRecent => "most recently in touch",
        Contender::LongestAgo => "longest out of touch",
        Contender::FixedInterval => "every eight weeks",
        Contender::Chance => "by chance",
    }
}
