//! The program as a person at a terminal meets it: what it prints, where, and with which exit code.

mod backtest;
mod by_hand;
mod member;

use std::process::{Command, Output};

use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use standin::Workspace;

use crate::support::Harness;
use crate::support::process::LocalSlack;

/// The program that cargo built for these tests.
const PROGRAM: &str = env!("CARGO_BIN_EXE_goodturn");

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let mut trials = cx.both("cli::export_delivers_to_the_member", member::exports);
    trials.extend(cx.both("cli::forget_deletes_everything", member::forgets));
    trials.extend(by_hand::trials(cx));
    trials.extend(backtest::trials(cx));
    trials.extend([
        cx.plain("cli::help_is_no_failure_and_wrong_usage_is_2", usage),
        cx.plain("cli::missing_settings_say_what_to_do", settings),
        cx.plain("cli::the_story_is_told_as_data", story),
        cx.plain("cli::a_withheld_story_fails", withheld),
        cx.alone("cli::a_refused_token_ends_it_with_a_clear_word", refused_token),
    ]);
    trials
}

fn goodturn(arguments: &[&str], environment: &[(&str, String)]) -> Result<Output, Failed> {
    let folder = tempfile::tempdir()?;
    let mut command = Command::new(PROGRAM);
    command.args(arguments).env_clear().current_dir(folder.path());
    command.envs(environment.iter().map(|(name, value)| (name, value)));
    Ok(command.output()?)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn usage() -> Result<(), Failed> {
    for arguments in [
        &["--help"][..],
        &["serve", "--help"],
        &["demo", "--help"],
        &["standin", "--help"],
        &["migrate", "--help"],
        &["import", "--help"],
        &["export", "--help"],
        &["forget", "--help"],
        &["backtest", "--help"],
    ] {
        let output = goodturn(arguments, &[])?;
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(!output.stdout.is_empty() && output.stderr.is_empty(), "{arguments:?}");
    }
    for arguments in [
        &[][..],
        &["dance"],
        &["demo", "--seed", "3"],
        &["demo", "--listen", "here"],
        &["serve", "--dance"],
        &["export"],
        &["forget", "--member", "ana"],
        &["demo", "--story", "--locale", "fr"],
    ] {
        let output = goodturn(arguments, &[])?;
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said(&output).contains("--help") || said(&output).contains("Usage"), "{}", said(&output));
    }
    Ok(())
}

fn settings() -> Result<(), Failed> {
    let output = goodturn(&["serve"], &[])?;
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("SLACK_BOT_TOKEN") && said(&output).contains("goodturn demo"), "{}", said(&output));
    let secret = "xoxb-never-to-be-shown";
    let output = goodturn(&["serve"], &[("SLACK_BOT_TOKEN", secret.to_owned()), ("GOODTURN_LISTEN", "nowhere".to_owned())])?;
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("GOODTURN_LISTEN") && !said(&output).contains(secret), "{}", said(&output));
    let output = goodturn(&["migrate"], &[("GOODTURN_AWAY", "offsite, -holyday".to_owned())])?;
    let told =
        "the settings can't be used: GOODTURN_AWAY: \"holyday\" is not on the built-in list, so it can't be taken out. Leave it out, or";
    assert!(output.status.code() == Some(1) && said(&output).contains(told), "{}", said(&output));
    Ok(())
}

fn story() -> Result<(), Failed> {
    let tell = |seed| goodturn(&["demo", "--story", "--json", "--seed", seed], &[]);
    let (one, again, other) = (tell("5")?, tell("5")?, tell("6")?);
    assert!(one.status.success(), "{}", said(&one));
    let read = |output: &Output| serde_json::from_slice::<Value>(&output.stdout);
    let (one, again, other) = (read(&one)?, read(&again)?, read(&other)?);
    assert_eq!(one["failure"], Value::Null);
    assert!(one["entries"].as_array().is_some_and(|entries| entries.len() > 30));
    let people = |told: &Value| told["entries"].as_array().into_iter().flatten().map(|entry| entry["at_ms"].clone()).collect::<Vec<_>>();
    assert_eq!(people(&one), people(&again), "the same seed, the same dates");
    assert_ne!(people(&one), people(&other), "another seed, other dates");
    Ok(())
}

fn withheld() -> Result<(), Failed> {
    let output = goodturn(&["demo", "--story", "--withhold-delivery"], &[])?;
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("does not end well"), "{}", said(&output));
    Ok(())
}

async fn refused_token() -> Result<(), Failed> {
    let slack = LocalSlack::start(Workspace::default()).await?;
    let base = slack.environment().to_vec();
    let with = |name: &'static str, value: &str| {
        let mut environment = base.clone();
        environment.retain(|(known, _)| *known != name);
        environment.push((name, value.to_owned()));
        environment.push(("GOODTURN_LISTEN", "127.0.0.1:0".to_owned()));
        environment.push(("GOODTURN_METRICS_LISTEN", "127.0.0.1:0".to_owned()));
        environment
    };
    for (name, token) in [("SLACK_BOT_TOKEN", "xoxb-wrong-one"), ("SLACK_APP_TOKEN", "xapp-wrong-one")] {
        let environment = with(name, token);
        let output = tokio::task::spawn_blocking(move || {
            goodturn(&["serve"], &environment).map_err(|failed| failed.message().unwrap_or_default().to_owned())
        });
        let output = output.await?.map_err(Failed::from)?;
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(said(&output).contains(name) && said(&output).contains("invalid_auth"), "{}", said(&output));
        assert!(!said(&output).contains(token), "no token is ever shown");
    }
    Ok(())
}
