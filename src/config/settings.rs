//! The table of all settings: variable, place in the file, flag, and how a value may be shown.
//!
//! Everything else looks a setting up here, and a test holds this table against `config/default.toml`, so that no
//! setting can be forgotten in one of its four places.

/// One setting.
#[derive(Debug)]
pub struct Setting {
    /// Its environment variable, which is also its name in errors.
    pub variable: &'static str,
    /// Section and key in the settings file, joined by a dot.
    pub key: &'static str,
    /// Its flag without the two dashes; secrets have none, because everybody on a machine can read flags.
    pub flag: Option<&'static str>,
    /// How its value may be shown.
    pub show: Show,
    /// What joins the elements when the file gives an array; `None` when one text is wanted.
    pub list: Option<&'static str>,
    /// One line of help for the flag.
    pub help: &'static str,
}

/// How much of a value may be shown in an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// The value itself.
    Value,
    /// Only its length.
    Never,
    /// The value itself, unless it has a `@`: then it may hold a password.
    UrlWithoutPassword,
    /// The value itself when it starts with `sqlite:`: any other address may hold a password.
    OnlySqlite,
}

/// A setting that is one text anybody may see.
const fn plain(variable: &'static str, key: &'static str, flag: &'static str, help: &'static str) -> Setting {
    Setting { variable, key, flag: Some(flag), show: Show::Value, list: None, help }
}

/// A setting that must not be seen.
const fn secret(variable: &'static str, key: &'static str, help: &'static str) -> Setting {
    Setting { variable, key, flag: None, show: Show::Never, list: None, help }
}

impl Setting {
    /// The same, shown in another way.
    const fn shown(self, show: Show) -> Self {
        Self { show, ..self }
    }

    /// The same, as a list.
    const fn list(self, joined_by: &'static str) -> Self {
        Self { list: Some(joined_by), ..self }
    }
}

/// `SLACK_BOT_TOKEN`
pub static SLACK_BOT_TOKEN: Setting = secret("SLACK_BOT_TOKEN", "slack.bot_token", "Bot token (xoxb-…) of the one workspace to serve");
/// `SLACK_APP_TOKEN`
pub static SLACK_APP_TOKEN: Setting =
    secret("SLACK_APP_TOKEN", "slack.app_token", "App-level token (xapp-…); Socket Mode runs when it is set");
/// `SLACK_SIGNING_SECRET`
pub static SLACK_SIGNING_SECRET: Setting =
    secret("SLACK_SIGNING_SECRET", "slack.signing_secret", "Signing secret; HTTP mode runs when it is set");
/// `SLACK_CLIENT_ID`
pub static SLACK_CLIENT_ID: Setting =
    plain("SLACK_CLIENT_ID", "slack.client_id", "slack-client-id", "Client id, for installing to many workspaces by OAuth");
/// `SLACK_CLIENT_SECRET`
pub static SLACK_CLIENT_SECRET: Setting =
    secret("SLACK_CLIENT_SECRET", "slack.client_secret", "Client secret, which belongs to the client id");
/// `SLACK_API_URL`
pub static SLACK_API_URL: Setting =
    plain("SLACK_API_URL", "slack.api_url", "slack-api-url", "Where Web API calls go; ends in /api/").shown(Show::UrlWithoutPassword);
/// `SLACK_AUTHORIZE_URL`
pub static SLACK_AUTHORIZE_URL: Setting =
    plain("SLACK_AUTHORIZE_URL", "slack.authorize_url", "slack-authorize-url", "Page that asks an installer for permission")
        .shown(Show::UrlWithoutPassword);
/// `DATABASE_URL`
pub static DATABASE_URL: Setting =
    plain("DATABASE_URL", "database.url", "database-url", "sqlite://FILE or postgres://…").shown(Show::OnlySqlite);
/// `GOODTURN_LISTEN`
pub static LISTEN: Setting = plain("GOODTURN_LISTEN", "http.listen", "listen", "IP address and port for HTTP");
/// `GOODTURN_METRICS_LISTEN`
pub static METRICS_LISTEN: Setting =
    plain("GOODTURN_METRICS_LISTEN", "http.metrics_listen", "metrics-listen", "IP address and port for /metrics");
/// `GOODTURN_PUBLIC_URL`
pub static PUBLIC_URL: Setting =
    plain("GOODTURN_PUBLIC_URL", "http.public_url", "public-url", "The HTTP address as Slack and browsers reach it")
        .shown(Show::UrlWithoutPassword);
/// `GOODTURN_KEY`
pub static KEY: Setting = secret("GOODTURN_KEY", "keys.key", "Key(s) for encryption at rest, base64 of 32 bytes each");
/// `GOODTURN_ADMINS`
pub static ADMINS: Setting = plain("GOODTURN_ADMINS", "admins.ids", "admins", "Slack ids of the admins, comma-separated").list(",");
/// `GOODTURN_DIGEST_CHANNEL`
pub static DIGEST_CHANNEL: Setting =
    plain("GOODTURN_DIGEST_CHANNEL", "digest.channel", "digest-channel", "Id of the channel that gets the digest");
/// `GOODTURN_DIGEST_CRON`
pub static DIGEST_CRON: Setting =
    plain("GOODTURN_DIGEST_CRON", "digest.cron", "digest-cron", "When the digest goes: minute, hour, day of month, month, day of week");
/// `GOODTURN_DIGEST_TZ`
pub static DIGEST_TZ: Setting = plain("GOODTURN_DIGEST_TZ", "digest.tz", "digest-tz", "Time zone of the digest, such as Europe/Berlin");
/// `GOODTURN_DIGEST_MIN`
pub static DIGEST_MIN: Setting = plain("GOODTURN_DIGEST_MIN", "digest.min", "digest-min", "Least number of items that are worth a digest");
/// `GOODTURN_TEAM_SOURCE`
pub static TEAM_SOURCE: Setting =
    plain("GOODTURN_TEAM_SOURCE", "teams.source", "team-source", "Order of csv:FILE, usergroups:ID,ID, field:ID, self").list(";");
/// `GOODTURN_AWAY`
pub static AWAY: Setting =
    plain("GOODTURN_AWAY", "away.list", "away", "Emoji and words of a status that say that somebody is away; -WORD takes one out")
        .list(",");
/// `GOODTURN_CLOCK_OFFSET`
pub static CLOCK_OFFSET: Setting =
    plain("GOODTURN_CLOCK_OFFSET", "clock.offset", "clock-offset", "Shifts calendar time, such as +9d; refused with Slack itself");
/// `GOODTURN_RETENTION_MONTHS`
pub static RETENTION_MONTHS: Setting =
    plain("GOODTURN_RETENTION_MONTHS", "retention.months", "retention-months", "Months that entries are kept");
/// `GOODTURN_LOG_FORMAT`
pub static LOG_FORMAT: Setting = plain("GOODTURN_LOG_FORMAT", "log.format", "log-format", "text or json");
/// `RUST_LOG`
pub static LOG_FILTER: Setting = plain("RUST_LOG", "log.filter", "log-filter", "Which log lines are written, such as debug");

/// All settings, in the order of `config/default.toml`.
pub static SETTINGS: [&Setting; 23] = [
    &SLACK_BOT_TOKEN,
    &SLACK_APP_TOKEN,
    &SLACK_SIGNING_SECRET,
    &SLACK_CLIENT_ID,
    &SLACK_CLIENT_SECRET,
    &SLACK_API_URL,
    &SLACK_AUTHORIZE_URL,
    &DATABASE_URL,
    &LISTEN,
    &METRICS_LISTEN,
    &PUBLIC_URL,
    &KEY,
    &ADMINS,
    &DIGEST_CHANNEL,
    &DIGEST_CRON,
    &DIGEST_TZ,
    &DIGEST_MIN,
    &TEAM_SOURCE,
    &AWAY,
    &RETENTION_MONTHS,
    &CLOCK_OFFSET,
    &LOG_FORMAT,
    &LOG_FILTER,
];
