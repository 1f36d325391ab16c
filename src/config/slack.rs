//! Section `[slack]`: tokens, secrets and addresses of Slack.
//!
//! Tokens are told apart by their first letters here, because two tokens swapped give only `invalid_auth` later.

use url::Url;

use super::layers::{Found, Layers};
use super::problem::Problems;
use super::secret::Secret;
use super::settings as s;
use super::web::{secret, web_address};

/// Where Slack says which token is which.
const WHERE_BOT: &str = "Copy the Bot User OAuth Token from the app's page \"OAuth & Permissions\" at api.slack.com/apps";
const WHERE_APP: &str = "Copy an app-level token with connections:write from the app's page \"Basic Information\" at api.slack.com/apps";

/// The settings of section `[slack]`.
#[derive(Debug, Clone)]
pub struct Slack {
    /// The bot token of the one workspace to serve, `xoxb-…`; without it nothing is served.
    pub bot_token: Option<Secret>,
    /// The app-level token, `xapp-…`; Socket Mode runs when it is set.
    pub app_token: Option<Secret>,
    /// The signing secret; HTTP mode runs when it is set.
    pub signing_secret: Option<Secret>,
    /// The client id; set together with the client secret or not at all.
    pub client_id: Option<String>,
    /// The client secret.
    pub client_secret: Option<Secret>,
    /// Base of the Web API; its path ends in `/api/`, so that `join("chat.postMessage")` is right.
    pub api_url: Url,
    /// The page that asks an installer for permission.
    pub authorize_url: Url,
}

impl Slack {
    /// Reads the section; `None` when an address can't be used, which was then said.
    pub fn from(layers: &Layers, problems: &mut Problems) -> Option<Self> {
        let bot_token = token(layers, &s::SLACK_BOT_TOKEN, "xoxb-", WHERE_BOT, problems);
        let app_token = token(layers, &s::SLACK_APP_TOKEN, "xapp-", WHERE_APP, problems);
        let signing_secret = secret(layers, &s::SLACK_SIGNING_SECRET, problems);
        let client_id = layers.find(&s::SLACK_CLIENT_ID).map(|found| found.value.clone());
        let client_secret = secret(layers, &s::SLACK_CLIENT_SECRET, problems);
        let secret_is_given = layers.find(&s::SLACK_CLIENT_SECRET).is_some();
        let both = "Set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET together, or neither; both are on the app's page \"Basic Information\"";
        match (client_id.is_some(), secret_is_given) {
            (true, false) => problems.missing(&s::SLACK_CLIENT_SECRET, both),
            (false, true) => problems.missing(&s::SLACK_CLIENT_ID, both),
            _ => (),
        }
        let api_url = layers.find(&s::SLACK_API_URL).and_then(|found| api_url(found, problems));
        let authorize_url =
            layers.find(&s::SLACK_AUTHORIZE_URL).and_then(|found| web_address(found, "https://slack.com/oauth/v2/authorize", problems));
        Some(Self { bot_token, app_token, signing_secret, client_id, client_secret, api_url: api_url?, authorize_url: authorize_url? })
    }

    /// Whether Socket Mode runs.
    #[must_use]
    pub fn socket_mode(&self) -> bool {
        self.app_token.is_some()
    }

    /// Whether Slack's requests over HTTP are taken.
    #[must_use]
    pub fn http_mode(&self) -> bool {
        self.signing_secret.is_some()
    }

    /// Whether what an install by OAuth needs is set; nothing is installed by it yet.
    #[must_use]
    pub fn oauth(&self) -> bool {
        self.client_id.is_some() && self.client_secret.is_some()
    }

    /// Whether calls go to Slack itself and not to a stand-in.
    #[must_use]
    pub fn is_slack_itself(&self) -> bool {
        is_slack_host(&self.api_url)
    }

    /// Says what is missing to serve a workspace.
    pub(super) fn check_serving(&self, problems: &mut Problems) {
        if !self.socket_mode() && !self.http_mode() {
            problems.missing(
                &s::SLACK_APP_TOKEN,
                "Slack can't reach Goodturn without it. Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP; `goodturn demo` needs neither",
            );
        }
        // A client id and secret don't stand in for it: workspaces can't be installed by OAuth yet.
        if self.bot_token.is_none() {
            problems.missing(
                &s::SLACK_BOT_TOKEN,
                "Goodturn can't answer without it. Set SLACK_BOT_TOKEN to the workspace's own; many workspaces by OAuth are yet to come, and `goodturn demo` needs none",
            );
        }
    }
}

/// Reads a token that starts with `start`.
fn token(layers: &Layers, setting: &s::Setting, start: &str, where_to_look: &str, problems: &mut Problems) -> Option<Secret> {
    let secret = secret(layers, setting, problems)?;
    let text = secret.expose();
    if text.len() > start.len() && text.starts_with(start) {
        return Some(secret);
    }
    let known = [
        ("xoxb-", "is a bot token, which belongs into SLACK_BOT_TOKEN"),
        ("xapp-", "is an app-level token, which belongs into SLACK_APP_TOKEN"),
        ("xoxp-", "is a user's token"),
        ("xoxe", "is a token that expires after 12 hours (token rotation), which can't be a setting"),
    ];
    let what = known
        .into_iter()
        .find(|(other, _)| *other != start && text.starts_with(other))
        .map_or_else(|| format!("does not start with {start} or ends there"), |(_, what)| what.to_owned());
    if let Some(found) = layers.find(setting) {
        problems.refuse(found, format!("{what}. {where_to_look}"));
    }
    None
}

/// Reads the base of the Web API.
fn api_url(found: &Found, problems: &mut Problems) -> Option<Url> {
    let url = web_address(found, "https://slack.com/api/", problems)?;
    let wrong = if !url.path().ends_with("/api/") {
        "does not end in /api/. Give the address up to there, like https://slack.com/api/"
    } else if is_slack_host(&url) && url.scheme() != "https" {
        "would send the token to Slack unencrypted. Start it with https://"
    } else {
        return Some(url);
    };
    problems.refuse(found, wrong);
    None
}

/// Slack's own hosts, its government cloud included.
fn is_slack_host(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    ["slack.com", "slack-gov.com"]
        .iter()
        .any(|slack| host.strip_suffix(slack).is_some_and(|before| before.is_empty() || before.ends_with('.')))
}
