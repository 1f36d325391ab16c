//! `goodturn backtest` as an operator meets it: a history in three files, suggestions and a report out, and nothing that looks ahead.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Output};

use libtest_mimic::{Failed, Trial};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};

use super::{PROGRAM, said};
use crate::support::Harness;

/// People and teams of the invented history: everybody knows some of every other team.
const PEOPLE: u32 = 48;
const TEAMS: u32 = 6;

/// Weeks of it, and those to plan.
const WEEKS: i64 = 30;
const PLANNED: std::ops::Range<i64> = 16..28;

/// The week after whose end one history is cut off.
const CUT: i64 = 20;

/// When the history begins, and how long a week is, in seconds.
const EPOCH: i64 = 1_704_067_200;
const WEEK: i64 = 604_800;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    vec![
        cx.plain("cli::a_backtest_keeps_its_caps_and_beats_chance", keeps_caps),
        cx.plain("cli::a_backtest_never_looks_ahead", no_look_ahead),
        cx.plain("cli::a_backtest_says_what_is_wrong_with_its_files", bad_files),
    ]
}

fn team(person: u32) -> u32 {
    person % TEAMS
}

/// Acts in which some pairs come back again and again and others never do, as lines in no order.
fn acts() -> Vec<(i64, u32, u32)> {
    let mut rng = StdRng::seed_from_u64(11);
    let mut acts = Vec::new();
    for actor in 0..PEOPLE {
        for target in (0..PEOPLE).filter(|target| (actor * 7 + target * 13) % 5 == 0 && *target != actor) {
            let faithful = (actor + target) % 4 == 0;
            let mut week = rng.random_range(0..8);
            while week < WEEKS {
                acts.push((EPOCH + week * WEEK + rng.random_range(0..WEEK), actor, target));
                week += if faithful { rng.random_range(5..8) } else { rng.random_range(15..40) };
            }
        }
    }
    acts
}

/// Writes the three files, with acts up to the end of a week, and runs the program on them.
fn backtest(folder: &Path, until: i64, planned: impl Iterator<Item = i64>) -> Result<Output, Failed> {
    let person = |number: u32| json!({"person": format!("p{number}"), "team": format!("t{}", team(number))}).to_string();
    let people: Vec<String> = (0..PEOPLE).map(person).collect();
    let known = acts().into_iter().filter(|(at, ..)| *at < EPOCH + (until + 1) * WEEK);
    let act = |(at, actor, target)| json!({"ts": at, "actor": format!("p{actor}"), "target": format!("p{target}")}).to_string();
    let acts: Vec<String> = known.map(act).collect();
    let config = json!({"epoch": EPOCH, "plan_weeks": planned.collect::<Vec<_>>(), "k": 1, "c": 2, "g": 4, "h": 4, "cooldown": 4});
    std::fs::write(folder.join("people.jsonl"), people.join("\n"))?;
    std::fs::write(folder.join("acts.jsonl"), acts.join("\n") + "\n\n")?;
    std::fs::write(folder.join("config.json"), config.to_string())?;
    run(folder, "out.jsonl")
}

fn run(folder: &Path, out: &str) -> Result<Output, Failed> {
    let mut command = Command::new(PROGRAM);
    command.args(["backtest", "--people", "people.jsonl", "--acts", "acts.jsonl", "--config", "config.json", "--out", out]);
    Ok(command.env_clear().current_dir(folder).output()?)
}

/// The rules of a history with one of them odd.
fn odd(rule: &str, value: i64) -> String {
    let mut rules = json!({"epoch": EPOCH, "plan_weeks": [16], "k": 1, "c": 2, "g": 4, "h": 4, "cooldown": 4});
    rules[rule] = value.into();
    rules.to_string()
}

fn read(text: &str) -> Result<Vec<Value>, Failed> {
    Ok(text.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?)
}

fn share(report: &str, who: &str) -> Option<f64> {
    let line = report.lines().find(|line| line.starts_with(who))?;
    line.split_whitespace().rev().nth(3)?.parse().ok()
}

fn keeps_caps() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let output = backtest(folder.path(), WEEKS, PLANNED)?;
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let text = std::fs::read_to_string(folder.path().join("out.jsonl"))?;
    let suggestions = read(&text)?;
    assert!(suggestions.len() > 200, "there is something to look at: {}", suggestions.len());
    let (mut of_person, mut at_contact, mut last) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for one in &suggestions {
        let week = one["week"].as_i64().ok_or("a week")?;
        let number = |name: &str| one[name].as_str().and_then(|id| id[1..].parse::<u32>().ok()).ok_or("a person");
        let (person, contact) = (number("person")?, number("contact")?);
        assert!(PLANNED.contains(&week) && team(person) != team(contact), "{one}");
        let rank = of_person.entry((week, person)).or_insert(0);
        *rank += 1;
        *at_contact.entry((week, contact)).or_insert(0) += 1;
        assert_eq!(one["rank"].as_u64(), Some(*rank), "{one}");
        let before = last.insert((person, contact), week);
        assert!(before.is_none_or(|before| week - before >= 4), "named again too soon: {one}");
    }
    assert!(of_person.values().all(|n| *n <= 1) && at_contact.values().all(|n| *n <= 2));
    let report = String::from_utf8(output.stdout)?;
    let (ours, chance) = (share(&report, "Goodturn, from all acts"), share(&report, "by chance"));
    assert!(ours.zip(chance).is_some_and(|(ours, chance)| ours > 1.1 * chance), "{report}");
    let classes = report.split("how often it came so").nth(1).ok_or("classes of chances")?;
    let told: Vec<&str> = classes.lines().filter(|line| line.contains(" to ")).collect();
    assert!(told.len() == 10 && told.iter().filter(|line| line.matches('%').count() == 5).count() >= 4, "shares of ten classes: {report}");
    let open = classes.lines().find(|line| line.contains("are left out")).and_then(|line| line.split(' ').next()?.parse::<usize>().ok());
    let open = open.ok_or("the last weeks planned are not over")?;
    assert!(open >= 5 && open < suggestions.len(), "{report}");
    // On standard output the suggestions come, and nothing else.
    let output = run(folder.path(), "-")?;
    assert_eq!(String::from_utf8(output.stdout.clone())?, text);
    assert!(said(&output).contains("by chance"), "the report goes beside");
    // Nor does it matter in which order people and acts stand, and whether a program marked the files' beginnings.
    for file in ["people.jsonl", "acts.jsonl"] {
        let lines = std::fs::read_to_string(folder.path().join(file))?;
        let turned: Vec<&str> = lines.lines().rev().collect();
        std::fs::write(folder.path().join(file), format!("\u{feff}{}\r\n", turned.join("\r\n")))?;
    }
    assert_eq!(String::from_utf8(run(folder.path(), "-")?.stdout)?, text);
    Ok(())
}

fn no_look_ahead() -> Result<(), Failed> {
    let (whole, cut) = (tempfile::tempdir()?, tempfile::tempdir()?);
    backtest(whole.path(), WEEKS, PLANNED)?;
    backtest(cut.path(), CUT, PLANNED.start..=CUT)?;
    let until = |folder: &Path| -> Result<BTreeSet<String>, Failed> {
        let all = read(&std::fs::read_to_string(folder.join("out.jsonl"))?)?;
        Ok(all.iter().filter(|one| one["week"].as_i64().is_some_and(|week| week <= CUT)).map(Value::to_string).collect())
    };
    let (whole, cut) = (until(whole.path())?, until(cut.path())?);
    assert!(!cut.is_empty());
    assert_eq!(whole, cut, "what comes later changes nothing");
    Ok(())
}

fn bad_files() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    for (file, text, told) in [
        ("people.jsonl", "{\"person\":\"p0\"}\n{\"name\":\"p1\"}\n", "people.jsonl, line 2"),
        ("people.jsonl", "{\"person\":\"p0\"}\n{\"person\":\"p0\"}\n", "twice"),
        ("acts.jsonl", "{\"ts\":1704067201,\"actor\":\"p0\",\"target\":\"nobody\"}\n", "not among the people"),
        (
            "acts.jsonl",
            "{\"ts\":1,\"actor\":\"p0\",\"target\":\"p1\"}\n{\"ts\":1704067200000000,\"actor\":\"p0\",\"target\":\"p1\"}\n",
            "in seconds",
        ),
        ("acts.jsonl", "ts,actor,target\n", "acts.jsonl, line 1"),
        ("acts.jsonl", "{\"ts\":-9223372036854775808,\"actor\":\"p0\",\"target\":\"p1\"}\n", "acts.jsonl, line 1"),
        ("config.json", "{\"epoch\":0}", "--help"),
        ("config.json", &odd("cooldown", -1), "cooldown 0 to"),
        ("config.json", &odd("h", 0), "g and h are 1 to"),
        ("config.json", &odd("g", i64::MAX), "g and h are 1 to"),
        ("config.json", &odd("week_seconds", 0), "week_seconds"),
        ("config.json", &odd("k", 256), "--help"),
    ] {
        backtest(folder.path(), 2, 16..17)?;
        std::fs::write(folder.path().join(file), text)?;
        let output = run(folder.path(), "again.jsonl")?;
        assert_eq!(output.status.code(), Some(1), "{file}: {text}");
        assert!(said(&output).contains(told), "{file}: {}", said(&output));
        assert!(!folder.path().join("again.jsonl").exists(), "nothing is written");
    }
    // A week to plan in seconds instead of weeks, a folder that is not there, and a file that would be written over.
    backtest(folder.path(), 2, [16, 1_704_067_200].into_iter())?;
    assert!(said(&run(folder.path(), "again.jsonl")?).contains("plan_weeks count from epoch"));
    backtest(folder.path(), 2, 16..17)?;
    assert!(said(&run(folder.path(), "nowhere/again.jsonl")?).contains("can't be written"));
    let before = std::fs::read(folder.path().join("acts.jsonl"))?;
    let output = run(folder.path(), "./acts.jsonl")?;
    assert!(said(&output).contains("name another") && output.status.code() == Some(1), "{}", said(&output));
    assert_eq!(std::fs::read(folder.path().join("acts.jsonl"))?, before, "the acts are still there");
    Ok(())
}
