//! `goodturn export --member ID`: what is kept about one member, delivered to that member's DM. It is never printed: it is theirs.

use std::time::Duration;

use anyhow::bail;
use clap::{ArgMatches, Command};

use super::{block_on, member, say, settings};
use crate::domain::delivery::State;

/// How long the delivery may take before the command leaves it to the running bot.
const PATIENCE: Duration = Duration::from_mins(1);

pub(super) fn command() -> Command {
    let about = "Puts a file with everything that is kept about a member into that member's DM; it is never printed";
    member::command("export", about)
}

pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<()> {
    let config = settings::load(matches)?;
    block_on(async {
        let bot = member::bot(&config).await?;
        let by = member::meant(&bot.app, matches).await?;
        if !bot.app.is_known(&by).await? {
            bail!("nothing is kept about this member ID, so there is nothing to export: check the ID, and --workspace");
        }
        let message = bot.app.ask_for_export(&by).await?;
        let state = bot.workers.send_now(&by.workspace, &message, PATIENCE).await?;
        bot.app.close().await;
        match state {
            Some(State::Sent) => say("The file is in that member's DM with the bot."),
            Some(State::Dropped) => {
                bail!("Slack refused the file for good; `goodturn doctor` checks the token and its scopes (files:write, im:write)")
            }
            Some(State::InDoubt) => bail!(
                "Slack did not say whether it took the file. A running `goodturn serve` looks into the DM in a few minutes and sends it again only if it is not there"
            ),
            _ => bail!(
                "Slack could not be reached in a minute. The file is sent as soon as `goodturn serve` runs and reaches Slack, within a day"
            ),
        }
        Ok(())
    })
}
