//! `goodturn demo`: a local Slack and the bot in one process. For now it tells a story; the page to play with comes later.

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use serde_json::json;

use super::{block_on, say};
use crate::demo::story::{self, Options, Told};
use crate::text::Lang;

pub(super) fn command() -> Command {
    Command::new("demo")
        .about("Shows Goodturn without a Slack: a local one, with the real bot")
        .arg(Arg::new("story").long("story").action(ArgAction::SetTrue).required(true).help("Tells some weeks in a small company"))
        .arg(
            Arg::new("seed")
                .long("seed")
                .value_name("N")
                .value_parser(value_parser!(u64))
                .default_value("1")
                .help("Other people, other dates"),
        )
        .arg(Arg::new("locale").long("locale").value_parser(["en", "de"]).default_value("en").help("The language of everybody's Slack"))
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("Prints the story as JSON"))
        .arg(Arg::new("database-url").long("database-url").value_name("URL").help("A fresh database instead of an embedded one"))
        .arg(
            Arg::new("withhold")
                .long("withhold-delivery")
                .action(ArgAction::SetTrue)
                .help("Lets nothing that the bot sends reach a person: the story must then fail"),
        )
}

pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<()> {
    let options = Options {
        seed: matches.get_one::<u64>("seed").copied().unwrap_or(1),
        lang: Lang::of(matches.get_one::<String>("locale").map(String::as_str)),
        database_url: matches.get_one::<String>("database-url").cloned(),
        withhold: matches.get_flag("withhold"),
    };
    let told = block_on(async { story::tell(&options).await.map_err(|error| anyhow::anyhow!("the stage can't be set: {error}")) })?;
    if matches.get_flag("json") {
        say(&as_json(&options, &told).to_string());
    } else {
        say(&told.transcript);
        for sentence in &told.checked {
            say(&format!("checked: {sentence}."));
        }
    }
    match told.failure {
        Some(failure) => anyhow::bail!("the story does not end well. {failure}"),
        None => Ok(()),
    }
}

fn as_json(options: &Options, told: &Told) -> serde_json::Value {
    json!({ "seed": options.seed, "entries": told.entries, "checked": told.checked, "failure": told.failure })
}
