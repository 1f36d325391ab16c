//! What commands about one member share: who is meant, and the parts that act for them.

use std::sync::Arc;

use anyhow::Context;
use clap::{Arg, ArgMatches, Command};

use super::{parts, settings};
use crate::app::{Actor, App};
use crate::config::Config;
use crate::slack::client::{Client, Transport};
use crate::slack::router::Router;
use crate::text::Text;
use crate::worker::Workers;

/// A command with `--member`, `--workspace` and the settings.
pub(super) fn command(name: &'static str, about: &'static str) -> Command {
    let member = Arg::new("member").long("member").value_name("ID").required(true).value_parser(slack_id);
    let workspace = Arg::new("workspace").long("workspace").value_name("ID").help("The workspace, where there are several");
    settings::with_settings(
        Command::new(name)
            .about(about)
            .arg(member.help("Their Slack member ID: in Slack, open their profile, \"…\", \"Copy member ID\""))
            .arg(workspace),
    )
}

fn slack_id(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix(['U', 'W']).unwrap_or_default();
    let fits = !rest.is_empty() && rest.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    if fits { Ok(text.to_owned()) } else { Err("a Slack member ID looks like U012ABCDEF".to_owned()) }
}

/// The bot's parts, without its loops.
pub(super) struct Bot {
    pub app: App,
    pub router: Router,
    pub workers: Workers,
}

/// The bot on the configured database, for one command.
pub(super) async fn bot(config: &Config) -> anyhow::Result<Bot> {
    let app = parts::app(config).await?;
    let client = Client::new(config.slack.api_url.clone(), Transport::http()?).paced();
    let router = Router::new(app.clone(), Arc::new(Text::new()), client, parts::system_rng());
    let workers = Workers::new(&router);
    Ok(Bot { app, router, workers })
}

/// The member that is meant, in the workspace that is meant.
pub(super) async fn meant(app: &App, matches: &ArgMatches) -> anyhow::Result<Actor> {
    let all = app.workspaces().await?;
    let workspace = match (matches.get_one::<String>("workspace"), all.as_slice()) {
        (Some(id), all) => all.iter().find(|workspace| workspace.id.as_str() == id).context("no such workspace")?,
        (None, [one]) => one,
        (None, []) => anyhow::bail!("no workspace is installed yet: run `goodturn serve` once first"),
        (None, _) => anyhow::bail!("there are several workspaces: say which with --workspace"),
    };
    let person = matches.get_one::<String>("member").context("--member is missing")?;
    Ok(Actor { workspace: workspace.id.clone(), person: person.as_str().into() })
}
