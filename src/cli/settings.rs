//! Settings on the command line: one flag for each setting that isn't a secret, made from the list that the settings file has too.

use std::path::PathBuf;

use anyhow::Context;
use clap::{Arg, ArgMatches, Command, value_parser};

use super::parts;
use crate::config::settings::SETTINGS;
use crate::config::{Config, Flags};

/// Adds the settings' flags to a command.
pub(super) fn with_settings(command: Command) -> Command {
    let file = Arg::new("config").long("config").value_name("FILE").value_parser(value_parser!(PathBuf)).help("The settings file");
    let flags = SETTINGS.iter().filter_map(|setting| Some((setting, setting.flag?)));
    flags.fold(command.arg(file), |command, (setting, flag)| {
        let help = format!("{} [environment: {}]", setting.help, setting.variable);
        command.arg(Arg::new(flag).long(flag).value_name("VALUE").help(help).help_heading("Settings"))
    })
}

/// The settings, from flags, this process's environment and the file.
pub(super) fn load(matches: &ArgMatches) -> anyhow::Result<Config> {
    let mut flags = Flags::default();
    flags.config = matches.get_one::<PathBuf>("config").cloned();
    for flag in SETTINGS.iter().filter_map(|setting| setting.flag) {
        if let Some(value) = matches.get_one::<String>(flag) {
            flags.set(flag, value);
        }
    }
    let env = |name: &str| std::env::var(name).ok();
    let unusable = "the settings can't be used";
    let config = Config::load(&flags, &env, &|path| std::fs::read_to_string(path)).context(unusable)?;
    // What may be taken out of a list, only the list knows.
    parts::away_list(&config).context(unusable)?;
    Ok(config)
}
