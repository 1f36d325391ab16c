//! `goodturn serve`: the bot. Answers Slack over HTTP, steps its workers, serves its metrics, and drains when told to stop.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::routing::get;
use clap::{ArgMatches, Command};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::task::TaskTracker;

use super::{block_on, listen, parts, say, settings};
use crate::app::App;
use crate::app::set_up_digest::DigestWanted;
use crate::config::Config;
use crate::config::LogFormat;
use crate::config::TeamSource;
use crate::domain::ids::{ChannelId, WorkspaceId};
use crate::slack::client::{Client, Transport};
use crate::slack::inbound::http;
use crate::slack::inbound::signature::Signature;
use crate::slack::inbound::socket::{Refused, SocketMode};
use crate::slack::router::Router;
use crate::telemetry::{self, Metrics, UPKEEP_EVERY};
use crate::text::Text;
use crate::worker::{Kind, Workers};

/// How long a stop may take in all: what is under way is answered within Slack's three seconds, and calls to Slack end within fifteen.
/// Kubernetes waits thirty seconds before it kills, and systemd longer.
const STOP_WITHIN: Duration = Duration::from_secs(20);

/// How long the database may take to close after that: what still uses it is past its time.
const CLOSE_WITHIN: Duration = Duration::from_secs(3);

/// How often the operator's CSV of teams is read again.
const CSV_EVERY: Duration = Duration::from_mins(5);

pub(super) fn command() -> Command {
    settings::with_settings(Command::new("serve").about("Runs the bot"))
}

pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<()> {
    let config = settings::load(matches)?;
    config.check_serving()?;
    let format = match config.log.format {
        LogFormat::Text => telemetry::Format::Text,
        LogFormat::Json => telemetry::Format::Json,
    };
    telemetry::init(format, &config.log.filter)?;
    block_on(serve(config))
}

async fn serve(config: Config) -> anyhow::Result<()> {
    let metrics = Metrics::install()?;
    let app = parts::app(&config).await?;
    let client = Client::new(config.slack.api_url.clone(), Transport::http()?).paced();
    let workspace = install(&config, &app, &client).await?;
    let router = Router::new(app.clone(), Arc::new(Text::new()), client.clone(), parts::system_rng());
    let live = TaskTracker::new();
    let (stop, stopped) = watch::channel(false);

    let listener = TcpListener::bind(config.http.listen).await.with_context(|| format!("{} can't be listened on", config.http.listen))?;
    let metrics_listener = TcpListener::bind(config.http.metrics_listen).await;
    let metrics_listener = metrics_listener.with_context(|| format!("{} can't be listened on", config.http.metrics_listen))?;
    let address = listener.local_addr()?;
    tracing::info!(address = %metrics_listener.local_addr()?, "metrics are served under /metrics");

    let background = TaskTracker::new();
    for kind in Kind::ALL {
        background.spawn(step_on(Workers::new(&router), kind, app.clone(), stopped.clone()));
    }
    for source in &config.teams.sources {
        if let (TeamSource::Csv(path), Some(workspace)) = (source, &workspace) {
            background.spawn(read_teams(app.clone(), workspace.clone(), path.clone(), stopped.clone()));
        }
    }
    background.spawn(serve_metrics(metrics, metrics_listener, stopped.clone()));

    let mut served = http::health(router.clone());
    if let Some(secret) = &config.slack.signing_secret {
        served = served.merge(http::routes(router.clone(), Signature::new(secret.expose()), live.clone()));
    }
    let stops = stopped.clone();
    let sockets = config.slack.app_token.as_ref().map(|token| {
        let sockets = SocketMode { router, client, app_token: token.expose().to_owned(), live: live.clone() };
        tokio::spawn(async move { sockets.run(stopped, &mut parts::system_rng()).await })
    });
    say(&format!("Goodturn listens on http://{address}"));
    let (told, refused) = watch::channel(false);
    let mut heard = tokio::spawn(async move {
        let ended = hear(sockets, stops).await;
        let _ = told.send(true);
        ended
    });
    let ending = async {
        until_told(refused).await;
        tracing::info!("shutting down: what is under way is finished first");
        let _ = stop.send(true);
        // One deadline for everything: four waits in a row would outlast whoever asked for the stop.
        Instant::now() + STOP_WITHIN
    };
    let deadline = listen::serve(listener, served, ending).await;
    // The sockets are told, too; waiting for them keeps one that is just being made from being forgotten.
    let heard = tokio::time::timeout_at(deadline, &mut heard).await.map_or(Ok(Ok(())), |ended| ended)?;
    live.close();
    background.close();
    let _ = tokio::time::timeout_at(deadline, live.wait()).await;
    let _ = tokio::time::timeout_at(deadline, background.wait()).await;
    let _ = tokio::time::timeout(CLOSE_WITHIN, app.close()).await;
    heard
}

/// Waits for Socket Mode to end, which it does when told, or by itself when Slack refuses the token; without it, until told. A bot that hears
/// nothing any more ends with an error, so that whoever runs it starts it again.
async fn hear(sockets: Option<JoinHandle<Result<(), Refused>>>, mut stopped: watch::Receiver<bool>) -> anyhow::Result<()> {
    match sockets {
        Some(sockets) => Ok(sockets.await.context("Socket Mode broke down; the log says where")??),
        None => stopped.wait_for(|stopped| *stopped).await.map(drop).or(Ok(())),
    }
}

/// Installs the workspace of the configured token.
async fn install(config: &Config, app: &App, client: &Client) -> anyhow::Result<Option<WorkspaceId>> {
    let Some(token) = &config.slack.bot_token else { return Ok(None) };
    let identity = client.auth_test(token.expose()).await;
    let identity = identity.with_context(|| format!("Slack at {} does not take SLACK_BOT_TOKEN", config.slack.api_url))?;
    let workspace = WorkspaceId::from(identity.team_id);
    app.install(&workspace, &identity.user_id.into(), token.expose()).await?;
    app.configure_digest(&workspace, &digest_wanted(config)).await?;
    Ok(Some(workspace))
}

/// What the settings say of the digest.
fn digest_wanted(config: &Config) -> DigestWanted {
    let digest = &config.digest;
    DigestWanted {
        channel: digest.channel.as_deref().map(ChannelId::from),
        cron: digest.cron.clone(),
        zone: digest.tz.iana_name().unwrap_or("UTC").to_owned(),
        items_min: digest.min.into(),
    }
}

/// Steps one worker until told to stop.
async fn step_on(workers: Workers, kind: Kind, app: App, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        let due = workers.step_one(kind).await;
        let wait = Duration::from_millis(kind.pause_ms(app.now(), due).unsigned_abs());
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = stopped.changed() => {}
        }
    }
}

/// Reads the operator's CSV of teams, again and again, so that a change of the file is taken without a restart.
async fn read_teams(app: App, workspace: WorkspaceId, path: std::path::PathBuf, mut stopped: watch::Receiver<bool>) {
    let mut before = None;
    while !*stopped.borrow() {
        match tokio::fs::read_to_string(&path).await {
            Ok(text) => match app.read_team_file(&workspace, &path.display().to_string(), &text).await {
                Ok(imported) => {
                    if before.replace(text.clone()).as_ref() != Some(&text) {
                        for problem in &imported.problems {
                            tracing::warn!(problem, "a row of the team file was left out");
                        }
                    }
                }
                Err(error) => tracing::error!(%error, "the team file could not be taken"),
            },
            Err(error) => tracing::error!(%error, "the team file could not be read"),
        }
        tokio::select! {
            () = tokio::time::sleep(CSV_EVERY) => {}
            _ = stopped.changed() => {}
        }
    }
}

async fn serve_metrics(metrics: Metrics, listener: TcpListener, mut stopped: watch::Receiver<bool>) {
    let metrics = Arc::new(metrics);
    let shown = Arc::clone(&metrics);
    let routes = axum::Router::new().route("/metrics", get(move || async move { shown.render() }));
    let upkeep = async {
        loop {
            tokio::time::sleep(UPKEEP_EVERY).await;
            metrics.upkeep();
        }
    };
    tokio::select! {
        _ = axum::serve(listener, routes).into_future() => {}
        () = upkeep => {}
        _ = stopped.changed() => {}
    }
}

/// Ends when the process is told to stop: Ctrl-C, a service manager's SIGTERM, or a token that Slack refuses.
async fn until_told(mut refused: watch::Receiver<bool>) {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
        _ = refused.wait_for(|refused| *refused) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_receiver_that_broke_down_is_an_error() {
        let (_stop, stopped) = watch::channel(false);
        let broken = tokio::spawn(async { panic!("a panic that nobody foresees") });
        let told = hear(Some(broken), stopped.clone()).await.map_err(|error| error.to_string());
        assert_eq!(told, Err("Socket Mode broke down; the log says where".to_owned()));
        let refused = tokio::spawn(async { Err(Refused { code: "invalid_auth".to_owned() }) });
        assert!(hear(Some(refused), stopped.clone()).await.is_err_and(|error| error.is::<Refused>()));
        assert!(hear(Some(tokio::spawn(async { Ok(()) })), stopped).await.is_ok());
    }
}
