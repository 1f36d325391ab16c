//! `goodturn standin`: the local Slack alone, in its own process, for driving a bot from outside.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use clap::{Arg, ArgMatches, Command, value_parser};
use serde_json::json;
use standin::{Delivery, Options, Standin, Workspace};
use tokio::net::TcpListener;

use super::{block_on, say};
use crate::demo::story;

/// Slack's pauses before the second and third repetition of an event.
const SLACKS_RETRIES: [Duration; 2] = [Duration::from_mins(1), Duration::from_mins(5)];

pub(super) fn command() -> Command {
    let address = value_parser!(SocketAddr);
    Command::new("standin")
        .about("Runs the local Slack alone; prints one JSON line with its address and credentials")
        .arg(
            Arg::new("listen").long("listen").value_name("ADDR").value_parser(address).default_value("127.0.0.1:0").help("Where to listen"),
        )
        .arg(
            Arg::new("workspace")
                .long("workspace")
                .value_name("FILE.json")
                .value_parser(value_parser!(PathBuf))
                .help("Who is there; a small company where none is given"),
        )
        .arg(
            Arg::new("bot-url")
                .long("bot-url")
                .value_name("URL")
                .help("Where the bot listens, as in http://127.0.0.1:3000; none, and it hears over Socket Mode"),
        )
}

pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<()> {
    let workspace = match matches.get_one::<PathBuf>("workspace") {
        Some(path) => {
            let text = std::fs::read_to_string(path).with_context(|| format!("{} can't be read", path.display()))?;
            serde_json::from_str(&text)
                .with_context(|| format!("{} is not a workspace: it has `team`, `users`, `channels`, `usergroups`", path.display()))?
        }
        None => story::company(),
    };
    let listen = *matches.get_one::<SocketAddr>("listen").context("--listen is missing")?;
    block_on(serve(workspace, listen, matches.get_one::<String>("bot-url").cloned()))
}

/// As Slack is, also where tests are in a hurry: an event that fails comes again at once, after a minute, and five minutes later.
fn options() -> Options {
    Options { event_retry_delays: SLACKS_RETRIES, ..Options::default() }
}

async fn serve(workspace: Workspace, listen: SocketAddr, bot_url: Option<String>) -> anyhow::Result<()> {
    let listener = TcpListener::bind(listen).await.with_context(|| format!("{listen} can't be listened on"))?;
    let base = format!("http://{}", listener.local_addr()?);
    let slack = Standin::new(workspace, options());
    slack.set_public_url(&base);
    slack.deliver_to(match bot_url {
        Some(bot_url) => Delivery::http(bot_url.trim_end_matches('/')),
        None => Delivery::Socket,
    });
    let credentials = slack.credentials();
    let line = json!({
        "api_url": format!("{base}/api/"), "authorize_url": format!("{base}/oauth/v2/authorize"), "bot_token": credentials.bot_token,
        "app_token": credentials.app_token, "signing_secret": credentials.signing_secret, "client_id": credentials.client_id,
        "client_secret": credentials.client_secret,
    });
    say(&line.to_string());
    standin::serve(slack, listener).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_come_again_when_slack_brings_them_again() {
        assert_eq!(options().event_retry_delays.map(|pause| pause.as_secs()), [60, 300]);
    }
}
