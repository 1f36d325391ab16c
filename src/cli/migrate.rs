//! `goodturn migrate`: brings the tables up to date, and on request makes again what is derived from the entries.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::{block_on, parts, say, settings};

pub(super) fn command() -> Command {
    let rebuild = Arg::new("rebuild-ties").long("rebuild-ties").action(ArgAction::SetTrue).help("Makes all ties again from the entries");
    settings::with_settings(Command::new("migrate").about("Brings the tables up to date").arg(rebuild))
}

pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<()> {
    let config = settings::load(matches)?;
    block_on(async {
        let app = parts::app(&config).await?;
        say("The tables are up to date.");
        if matches.get_flag("rebuild-ties") {
            let ties = app.rebuild_ties().await?;
            say(&format!("{ties} ties were made again from the entries."));
        }
        app.close().await;
        Ok(())
    })
}
