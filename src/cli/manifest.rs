//! `goodturn manifest`: prints the manifest from which Slack makes the app.

use anyhow::Context;
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command};

use super::{say, settings};
use crate::config::TeamSource;
use crate::slack::manifest::{Reach, manifest};

pub(super) fn command() -> Command {
    let flag = |name: &'static str, help: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    let command = Command::new("manifest")
        .about("Prints the Slack app manifest: paste it at api.slack.com/apps, \"Create New App\", \"From a manifest\"")
        .arg(flag("socket", "The bot opens the connections (Socket Mode): none of it need be reachable"))
        .arg(flag("http", "Slack calls the bot at GOODTURN_PUBLIC_URL"))
        .group(ArgGroup::new("reach").args(["socket", "http"]).required(true));
    settings::with_settings(command)
}

pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<()> {
    let config = settings::load(matches)?;
    let reach = if matches.get_flag("http") {
        let base = config.http.public_url.clone();
        let base = base.context("GOODTURN_PUBLIC_URL is not set: Slack needs an address to call, such as https://goodturn.example.com/")?;
        anyhow::ensure!(base.scheme() == "https", "GOODTURN_PUBLIC_URL is not https, and Slack calls no other address");
        Reach::Http(base)
    } else {
        Reach::Socket
    };
    let profile_field = config.teams.sources.iter().any(|source| matches!(source, TeamSource::Field(_)));
    say(&serde_json::to_string_pretty(&manifest(&reach, profile_field))?);
    Ok(())
}
