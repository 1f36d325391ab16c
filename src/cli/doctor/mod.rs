//! `goodturn doctor`: looks at everything that has to be right before the bot can work, and says for each thing that isn't what to do.
//!
//! It changes nothing, so it may be run beside a bot that serves. Only `--live` sends something: one message to an admin who asked for it.

mod database;
mod finding;
mod live;
mod slack;
mod teams;

use clap::{Arg, ArgAction, ArgMatches, Command};

use self::finding::Findings;
use super::{block_on, parts, say, settings};
use crate::config::Config;
use crate::slack::client::{Client, Transport};

pub(super) fn command() -> Command {
    let live = Arg::new("live").long("live").action(ArgAction::SetTrue).help("Also sends one message to an admin of GOODTURN_ADMINS: you");
    let admin = Arg::new("admin").long("admin").value_name("ID").requires("live").help("Which admin you are, where there are several");
    let json = Arg::new("json").long("json").action(ArgAction::SetTrue).help("Prints the findings as JSON");
    let command = Command::new("doctor").about("Checks settings, tokens, scopes, clock, database and team sources, and says what to do");
    settings::with_settings(command.arg(live).arg(admin).arg(json))
}

pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<()> {
    let mut findings = Findings::default();
    match settings::load(matches) {
        Ok(config) => block_on(async {
            look(&config, matches, &mut findings).await;
            Ok(())
        })?,
        Err(error) => findings.fails("settings", format!("{error:#}"), "Mend these settings, and run `goodturn doctor` again."),
    }
    if matches.get_flag("json") {
        say(&findings.json().to_string());
    } else {
        findings.lines().for_each(|line| say(&line));
    }
    match findings.failed() {
        0 => Ok(()),
        1 => anyhow::bail!("one thing has to be mended"),
        failed => anyhow::bail!("{failed} things have to be mended"),
    }
}

async fn look(config: &Config, matches: &ArgMatches, findings: &mut Findings) {
    match config.check_serving() {
        Ok(()) => findings.good("settings", "The settings can be used."),
        Err(error) => findings.fails("settings", error.to_string(), "Set what is missing; `goodturn manifest` makes the app that has it."),
    }
    let app = database::look(config, findings).await;
    let client = match Transport::http() {
        Ok(transport) => Client::new(config.slack.api_url.clone(), transport),
        Err(error) => return findings.fails("slack", format!("No calls can be made: {error}."), "Install the machine's certificates."),
    };
    let identity = slack::look(config, &client, findings).await;
    let order = match (&app, &identity) {
        (Some(app), Some(identity)) => app.team_order(&identity.team_id.clone().into()).await.ok(),
        _ => None,
    };
    let order = order.unwrap_or_else(|| crate::domain::team_source::complete(&parts::team_order(config)));
    teams::look(config, &client, identity.is_some(), &order, findings).await;
    if let (Some(app), Some(identity)) = (&app, &identity) {
        teams::share(app, &identity.team_id.clone().into(), findings).await;
    }
    if matches.get_flag("live") {
        let admin = matches.get_one::<String>("admin").map(String::as_str);
        live::look(config, &client, admin, findings).await;
    }
    if let Some(app) = app {
        app.close().await;
    }
}
