//! What commands need that do by hand what the bot does by itself: the parts, and which workspaces are meant.

use std::sync::Arc;

use anyhow::Context;
use clap::{Arg, ArgMatches};

use super::parts;
use crate::app::App;
use crate::app::install::Workspace;
use crate::config::{Config, LogFormat};
use crate::domain::digest::crowd::is_crowd;
use crate::slack::client::{Client, Transport};
use crate::slack::router::Router;
use crate::telemetry;
use crate::text::Text;

/// App, calls to Slack, and the router over both.
pub(super) struct ByHand {
    pub(super) app: App,
    pub(super) client: Client,
    pub(super) router: Router,
}

impl ByHand {
    /// On the configured database, which no running bot may have open if it is a SQLite file.
    pub(super) async fn open(config: &Config) -> anyhow::Result<Self> {
        let format = match config.log.format {
            LogFormat::Text => telemetry::Format::Text,
            LogFormat::Json => telemetry::Format::Json,
        };
        telemetry::init(format, &config.log.filter)?;
        let app = parts::app(config).await.context("the database can't be opened")?;
        let client = Client::new(config.slack.api_url.clone(), Transport::http()?).paced();
        let router = Router::new(app.clone(), Arc::new(Text::new()), client.clone(), parts::system_rng());
        Ok(Self { app, client, router })
    }

    /// The workspace that is named, or all.
    pub(super) async fn workspaces(&self, matches: &ArgMatches) -> anyhow::Result<Vec<Workspace>> {
        let mut all = self.app.workspaces().await?;
        anyhow::ensure!(!all.is_empty(), "no workspace is installed yet: run `goodturn serve` once first");
        if let Some(id) = matches.get_one::<String>("workspace") {
            all.retain(|workspace| workspace.id.as_str() == id);
            anyhow::ensure!(!all.is_empty(), "there is no workspace {id} here");
        }
        Ok(all)
    }
}

/// `--workspace ID`.
pub(super) fn workspace() -> Arg {
    Arg::new("workspace").long("workspace").value_name("ID").help("This workspace only, where there are several")
}

/// A count of people, as it may be told.
pub(super) fn told(count: usize) -> String {
    if is_crowd(count) { count.to_string() } else { "fewer than five".to_owned() }
}
