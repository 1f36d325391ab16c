//! The doctor looks at Slack: tokens, scopes, the clock, Socket Mode and the public address.

use std::time::Duration;

use super::Findings;
use crate::clock::{Clock, SystemClock};
use crate::config::{Config, TeamSource};
use crate::slack::client::{CallError, Client, Identity};
use crate::slack::inbound::signature::AGE_MAX;
use crate::slack::manifest::{missing, scopes};

/// Slack's deliveries are refused when they seem this old; from then on nothing works over HTTP.
const SKEW_MAX_S: i64 = AGE_MAX.as_secs().cast_signed();

/// From here on, reminders are noticeably early or late, and the rest of the way to refused deliveries may be short.
const SKEW_MINDED_S: i64 = 30;

/// How long the own public address may take to answer.
const PUBLIC_WITHIN: Duration = Duration::from_secs(10);

pub(super) async fn look(config: &Config, client: &Client, findings: &mut Findings) -> Option<Identity> {
    let identity = if let Some(token) = &config.slack.bot_token {
        bot_token(config, client, token.expose(), findings).await
    } else {
        if config.slack.oauth() {
            findings.fails(
                "bot token",
                "No bot token is set, and workspaces can't be installed by OAuth yet.".to_owned(),
                "Set SLACK_BOT_TOKEN.",
            );
        }
        None
    };
    if let Some(token) = &config.slack.app_token {
        match client.open_socket(token.expose()).await {
            Ok(_) => findings.good("socket mode", "Socket Mode can be opened."),
            Err(error) => {
                let todo = "Look whether Socket Mode is on for the app, and whether SLACK_APP_TOKEN (xapp-…) has connections:write; both are on the app's page.";
                findings.fails("socket mode", format!("Socket Mode can't be opened: {error}."), todo);
            }
        }
    }
    if config.slack.http_mode() {
        public_url(config, findings).await;
    }
    identity
}

async fn bot_token(config: &Config, client: &Client, token: &str, findings: &mut Findings) -> Option<Identity> {
    let examined = match client.examine(token).await {
        Ok(examined) => examined,
        Err(error) => {
            let todo =
                format!("Look whether this machine reaches {}, through a proxy if there is one (HTTPS_PROXY).", config.slack.api_url);
            findings.fails("slack", format!("Slack can't be reached: {error}."), todo);
            return None;
        }
    };
    if let Some(slack) = examined.date_s {
        skew(SystemClock::default().now().as_second() - slack, findings);
    }
    let identity = match examined.identity {
        Ok(identity) => identity,
        Err(error) => {
            let todo = match error {
                CallError::Token(_) => {
                    "Copy the bot token (xoxb-…) again from the app's page, \"OAuth & Permissions\", and set SLACK_BOT_TOKEN."
                }
                _ => "Try again; if it stays, look at status.slack.com.",
            };
            findings.fails("bot token", format!("{error}."), todo);
            return None;
        }
    };
    findings.good("bot token", "Slack takes the bot token.");
    granted(config, examined.scopes.as_deref(), findings);
    Some(identity)
}

fn skew(seconds: i64, findings: &mut Findings) {
    let way = if seconds > 0 { "ahead of" } else { "behind" };
    let todo = "Let this machine's clock be set by the network (NTP).";
    match seconds.abs() {
        off if off >= SKEW_MAX_S => {
            findings.fails(
                "clock",
                format!("This machine's clock is {off} seconds {way} Slack's: what Slack delivers is refused as too old."),
                todo,
            );
        }
        off if off >= SKEW_MINDED_S => findings.mind("clock", format!("This machine's clock is {off} seconds {way} Slack's."), todo),
        _ => findings.good("clock", "This machine's clock agrees with Slack's."),
    }
}

/// What the token may do, against what the manifest asks for.
fn granted(config: &Config, granted: Option<&[String]>, findings: &mut Findings) {
    let profile_field = config.teams.sources.iter().any(|source| matches!(source, TeamSource::Field(_)));
    let wanted = scopes(profile_field);
    let Some(granted) = granted else {
        return findings.mind("scopes", "Slack does not say what the token may do.", "Compare the app's scopes with `goodturn manifest`.");
    };
    let missing = missing(granted, profile_field);
    let spare: Vec<&str> = granted.iter().map(String::as_str).filter(|scope| !wanted.contains(scope)).collect();
    if !missing.is_empty() {
        let todo = "Paste what `goodturn manifest` prints as the app's manifest, and install the app again.";
        findings.fails("scopes", format!("The token lacks {}.", missing.join(", ")), todo);
    } else if spare.is_empty() {
        findings.good("scopes", "The token may do what is needed, and nothing else.");
    } else {
        let todo = "Take them away on the app's page, or paste the manifest again, and install the app again.";
        findings.mind("scopes", format!("The token may do more than is needed: {}.", spare.join(", ")), todo);
    }
}

async fn public_url(config: &Config, findings: &mut Findings) {
    let todo = "Set it to the https address under which Slack reaches this machine, such as https://goodturn.example.com/.";
    let Some(base) = &config.http.public_url else {
        return findings.mind("public address", "GOODTURN_PUBLIC_URL is not set: nobody can check where Slack is to deliver.", todo);
    };
    if base.scheme() != "https" && config.slack.is_slack_itself() {
        return findings.fails("public address", "GOODTURN_PUBLIC_URL is not https, and Slack calls no other address.", todo);
    }
    let asked = async {
        let client = reqwest::Client::builder().timeout(PUBLIC_WITHIN).build().ok()?;
        let answer = client.get(base.join("healthz").ok()?).send().await.ok()?;
        Some(answer.status().is_success())
    };
    if asked.await == Some(true) {
        findings.good("public address", "The bot answers at GOODTURN_PUBLIC_URL.");
    } else {
        let todo = "Start `goodturn serve`, and look at the reverse proxy and the name; from inside some networks the address can't be asked though Slack can.";
        findings.mind("public address", "Nobody answers at GOODTURN_PUBLIC_URL, asked from here.", todo);
    }
}
