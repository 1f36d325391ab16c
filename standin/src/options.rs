//! What can be chosen about the stand-in, and the secrets that follow from it.
//! Everything is derived from the seed, so that nothing secret stands in a file.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::ids::{hex_text, id};

/// How long Slack waits for an acknowledgement.
const ACK: Duration = Duration::from_secs(3);

/// How long a trigger may be used: as long as an acknowledgement may take.
const TRIGGER: Duration = Duration::from_secs(3);

/// How long a hanging answer hangs: longer than any client should wait.
const HANG: Duration = Duration::from_mins(2);

/// How long a connection stays after `refresh_requested`: time enough to acknowledge what it got.
const REFRESH_GRACE: Duration = Duration::from_secs(10);

/// How often connections are pinged: a dead one is noticed within half a minute.
const PING_EVERY: Duration = Duration::from_secs(10);

/// Events that Slack delivers to an app of one workspace in an hour.
const EVENTS_PER_HOUR: usize = 30_000;

/// How long a bot may answer at a response address.
const RESPONSE: Duration = Duration::from_mins(30);

/// The scopes a bot token has unless told otherwise.
const SCOPES: &[&str] =
    &["commands", "chat:write", "im:write", "im:read", "users:read", "team:read", "usergroups:read", "mpim:write", "files:write"];

/// Choices made when the stand-in starts.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "switches that have nothing to do with each other")]
pub struct Options {
    /// Scopes of the bot token.
    pub scopes: Vec<String>,
    /// Whether calls are limited per method and minute, and posting per channel and second.
    pub rate_limits: bool,
    /// Whether arguments a method doesn't know are refused (Slack only warns).
    pub strict_arguments: bool,
    /// Whence ids, secrets and handles come.
    pub seed: u64,
    /// Name of the app's bot user, when the workspace file has none.
    pub bot_name: String,
    /// How long a trigger may be used to open a modal.
    pub trigger_lifetime: Duration,
    /// Where the app may be sent back to after installing, as beginnings of addresses; none: anywhere.
    pub redirect_urls: Vec<String>,
    /// Whether tokens from installing last twelve hours and have to be refreshed.
    pub token_rotation: bool,
    /// How long after an upload was completed Slack has not looked at the file yet: it has no type, and nothing can show it.
    pub file_ready_after: Duration,
    /// Whether the workspace is on a free plan: it has no user groups.
    pub free_plan: bool,
    /// How long an acknowledgement may take before the person sees an error.
    pub ack_timeout: Duration,
    /// How long an answer hangs under the faults that hang.
    pub hang: Duration,
    /// How long to wait before the second and third retry of an event (the first comes at once).
    pub event_retry_delays: [Duration; 2],
    /// How long a Socket Mode connection stays after it was asked to make place for another.
    pub socket_refresh_grace: Duration,
    /// Whether the app is in the workspace at the start; otherwise its token works once it was installed.
    pub installed: bool,
    /// Whether the app has a Messages tab: without it, nobody can be written to directly.
    pub messages_tab: bool,
    /// Whether the app has a Home tab: without it, none can be published.
    pub home_tab: bool,
    /// Whether Socket Mode is on in the app's settings; [`crate::Standin::turn_socket_mode`] also ends connections.
    pub socket_mode: bool,
    /// The slash commands in the app's manifest, with their `/`; none: any is taken.
    pub commands: Vec<String>,
    /// Ids of people whom the bot's workspace doesn't let it see, as guests don't see everyone.
    pub unseen_users: Vec<String>,
    /// Events delivered in an hour of calendar time, before Slack says `app_rate_limited` and drops the rest of the minute.
    pub events_per_hour: usize,
    /// How long a response address works.
    pub response_lifetime: Duration,
    /// How often Socket Mode connections are pinged; three without an answer and the connection is dropped.
    pub socket_ping: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            scopes: SCOPES.iter().map(|&scope| scope.to_owned()).collect(),
            rate_limits: false,
            strict_arguments: true,
            seed: 1,
            bot_name: "Goodturn".to_owned(),
            trigger_lifetime: TRIGGER,
            redirect_urls: Vec::new(),
            token_rotation: false,
            file_ready_after: Duration::ZERO,
            free_plan: false,
            ack_timeout: ACK,
            hang: HANG,
            event_retry_delays: [Duration::ZERO; 2],
            socket_refresh_grace: REFRESH_GRACE,
            installed: true,
            messages_tab: true,
            home_tab: true,
            socket_mode: true,
            commands: Vec::new(),
            unseen_users: Vec::new(),
            events_per_hour: EVENTS_PER_HOUR,
            response_lifetime: RESPONSE,
            socket_ping: PING_EVERY,
        }
    }
}

/// What a bot needs to work with this stand-in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Credentials {
    /// Token for Web API calls.
    pub bot_token: String,
    /// App-level token.
    pub app_token: String,
    /// Secret under which deliveries are signed.
    pub signing_secret: String,
    /// Client id of the app.
    pub client_id: String,
    /// Client secret of the app.
    pub client_secret: String,
    /// The app's bot user.
    pub bot_user_id: String,
    /// Id of the bot behind that user.
    pub bot_id: String,
    /// Id of the app.
    pub app_id: String,
    /// Id of the workspace.
    pub team_id: String,
    /// The old `token` field in deliveries, which nobody should check any more.
    pub verification_token: String,
}

impl Credentials {
    /// Made from a seed; bot user and workspace come from the workspace file.
    pub(crate) fn new(seed: u64, team_id: &str, bot_user_id: &str) -> Self {
        let number = |name: &str| crate::ids::mix(seed, name) % 1_000_000_000_000;
        let app_id = id("A", seed, "app");
        Self {
            bot_token: format!("xoxb-{}-{}", number("bot token"), hex_text(seed, "bot token", 24)),
            app_token: format!("xapp-1-{app_id}-{}-{}", number("app token"), hex_text(seed, "app token", 64)),
            signing_secret: hex_text(seed, "signing secret", 32),
            client_id: format!("{}.{}", number("client a"), number("client b")),
            client_secret: hex_text(seed, "client secret", 32),
            bot_user_id: bot_user_id.to_owned(),
            bot_id: id("B", seed, "bot"),
            app_id,
            team_id: team_id.to_owned(),
            verification_token: hex_text(seed, "verification token", 24),
        }
    }
}

/// What `conversations.info` says about the last message of a DM: Slack documents `latest`, bots shouldn't rely on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LatestMode {
    /// `latest` is there, whole.
    #[default]
    Present,
    /// `latest` is left out.
    Absent,
    /// `latest` is there without its blocks.
    BlocksStripped,
}
