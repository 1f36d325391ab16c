//! `goodturn demo`: a local Slack and the bot in one process, with a page to play with; `--story` tells some weeks instead.

use std::net::SocketAddr;

use anyhow::Context;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::{block_on, say};
use crate::demo::page::Page;
use crate::demo::story::{self, Options, Told};
use crate::text::Lang;

/// Where the page is, unless told otherwise: not where `serve` listens, so that both can run.
const PAGE_AT: &str = "127.0.0.1:3200";

pub(super) fn command() -> Command {
    let of_the_story = |arg: Arg| arg.requires("story");
    let page_at = value_parser!(SocketAddr);
    Command::new("demo")
        .about("Shows Goodturn without a Slack: a local one, with the real bot and a page to play with")
        .arg(Arg::new("listen").long("listen").value_name("ADDR").value_parser(page_at).default_value(PAGE_AT).help("Where the page is"))
        .arg(Arg::new("story").long("story").action(ArgAction::SetTrue).help("Tells some weeks in a small company instead, and ends"))
        .arg(of_the_story(
            Arg::new("seed")
                .long("seed")
                .value_name("N")
                .value_parser(value_parser!(u64))
                .default_value("1")
                .help("Other people, other dates"),
        ))
        .arg(
            Arg::new("locale")
                .long("locale")
                .value_parser(["en", "de"])
                .help("The language of everybody's Slack; on the page, most read English and one person German unless told otherwise"),
        )
        .arg(of_the_story(Arg::new("json").long("json").action(ArgAction::SetTrue).help("Prints the story as JSON")))
        .arg(of_the_story(
            Arg::new("database-url").long("database-url").value_name("URL").help("A fresh database instead of an embedded one"),
        ))
        .arg(of_the_story(
            Arg::new("withhold")
                .long("withhold-delivery")
                .action(ArgAction::SetTrue)
                .help("Lets nothing that the bot sends reach a person: the story must then fail"),
        ))
}

pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<()> {
    let locale = matches.get_one::<String>("locale").map(String::as_str);
    if matches.get_flag("story") {
        return tell(matches, Lang::of(locale));
    }
    let listen = *matches.get_one::<SocketAddr>("listen").context("--listen is missing")?;
    let lang = locale.map(|locale| Lang::of(Some(locale)));
    block_on(async move {
        // Whatever is under way is dropped with its temporary files when the process is told to end.
        tokio::select! {
            shown = show(listen, lang) => shown,
            told = told_to_end() => told,
        }
    })
}

async fn show(listen: SocketAddr, lang: Option<Lang>) -> anyhow::Result<()> {
    let listener = TcpListener::bind(listen).await.with_context(|| {
        format!("{listen} can't be listened on, perhaps because another demo is running there. Choose another address, as in `--listen 127.0.0.1:0`")
    })?;
    let address = listener.local_addr()?;
    say("Setting up a company that does not exist, and letting some weeks pass …");
    let page = Page::open(lang).await.map_err(|error| anyhow::anyhow!("the stage can't be set: {error}"))?;
    say(&format!("Open http://{address}"));
    say("Ctrl-C ends it. None of it is kept.");
    axum::serve(listener, page.routes()).await?;
    Ok(())
}

/// Ends when the process is told to: Ctrl-C, a closed terminal, or a service manager.
async fn told_to_end() -> anyhow::Result<()> {
    let (mut terminate, mut hang_up) = (signal(SignalKind::terminate())?, signal(SignalKind::hangup())?);
    tokio::select! {
        ended = tokio::signal::ctrl_c() => ended?,
        _ = terminate.recv() => {}
        _ = hang_up.recv() => {}
    }
    Ok(())
}

fn tell(matches: &ArgMatches, lang: Lang) -> anyhow::Result<()> {
    let options = Options {
        seed: matches.get_one::<u64>("seed").copied().unwrap_or(1),
        lang,
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
