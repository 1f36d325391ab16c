//! The app's manifest: what an operator pastes into Slack to make the app, with nothing in it that the bot doesn't use.
//!
//! The same lists tell `doctor` what a token should be allowed to do. No scope reads messages, and none is asked for before it is needed.

use serde_json::{Value, json};
use url::Url;

/// How Slack reaches the bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// The bot opens the connections.
    Socket,
    /// Slack calls this address; its path ends in `/`.
    Http(Url),
}

/// Scopes that the bot always needs, with what for.
const SCOPES: &[(&str, &str)] = &[
    ("chat:write", "reminders, and bringing them up to date"),
    ("commands", "/gave, /asked, /goodturn and the shortcuts"),
    ("files:write", "the picture in the digest, and the file that a member asks for"),
    ("im:read", "looking whether a reminder whose answer was lost is there"),
    ("im:write", "the DM with a member, and with who asks for their file"),
    ("mpim:write", "the group DM of an introduction"),
    ("usergroups:read", "teams from user groups"),
    ("users:read", "who is there, who left, who is away"),
];

/// The scope of a profile field, asked for only where one is a source of teams.
const PROFILE_SCOPE: &str = "users.profile:read";

/// Events that the bot listens to.
pub const EVENTS: &[&str] = &[
    "app_home_opened",
    "app_uninstalled",
    "subteam_created",
    "subteam_members_changed",
    "subteam_updated",
    "team_join",
    "tokens_revoked",
    "user_change",
];

/// The scopes of the bot token, in the order of the alphabet.
#[must_use]
pub fn scopes(profile_field: bool) -> Vec<&'static str> {
    let mut scopes: Vec<&str> = SCOPES.iter().map(|(scope, _)| *scope).chain(profile_field.then_some(PROFILE_SCOPE)).collect();
    scopes.sort_unstable();
    scopes
}

/// The scopes that a token lacks which may do what is `granted`.
#[must_use]
pub fn missing(granted: &[String], profile_field: bool) -> Vec<&'static str> {
    scopes(profile_field).into_iter().filter(|scope| !granted.iter().any(|one| one == scope)).collect()
}

/// The manifest; with `profile_field`, a custom profile field is a source of teams.
#[must_use]
pub fn manifest(reach: &Reach, profile_field: bool) -> Value {
    let at = |path: &str| match reach {
        Reach::Socket => None,
        Reach::Http(base) => base.join(path).ok().map(String::from),
    };
    let mut manifest = json!({
        "display_information": {
            "name": "Goodturn",
            "description": "Keep relationships across teams warm by giving before asking",
            "long_description": LONG_DESCRIPTION,
            "background_color": "#2f5d50",
        },
        "features": {
            "app_home": { "home_tab_enabled": true, "messages_tab_enabled": true, "messages_tab_read_only_enabled": true },
            "bot_user": { "display_name": "Goodturn", "always_online": true },
            "shortcuts": [
                { "name": "Record a good turn", "type": "global", "callback_id": "gave", "description": "Record help you gave, for your eyes only" },
                { "name": "Note an ask", "type": "global", "callback_id": "asked", "description": "Note what you asked somebody for" },
                { "name": "Record a good turn", "type": "message", "callback_id": "gave-message", "description": "Record help you gave here" },
            ],
            "slash_commands": COMMANDS.iter().map(|(name, description, hint)| json!({
                "command": name, "description": description, "usage_hint": hint, "should_escape": true,
            })).collect::<Vec<_>>(),
        },
        "oauth_config": { "scopes": { "bot": scopes(profile_field) } },
        "settings": {
            "event_subscriptions": { "bot_events": EVENTS },
            "interactivity": { "is_enabled": true },
            "org_deploy_enabled": false,
            "socket_mode_enabled": *reach == Reach::Socket,
            "token_rotation_enabled": false,
        },
    });
    if let (Some(commands), Some(events), Some(interactions)) = (at("slack/commands"), at("slack/events"), at("slack/interactions")) {
        for command in manifest["features"]["slash_commands"].as_array_mut().into_iter().flatten() {
            command["url"] = json!(commands);
        }
        manifest["settings"]["event_subscriptions"]["request_url"] = json!(events);
        manifest["settings"]["interactivity"]["request_url"] = json!(interactions);
    }
    manifest
}

/// The commands: name, what for, and what may follow.
pub const COMMANDS: &[(&str, &str, &str)] = &[
    ("/gave", "Record help you gave, for your eyes only", "@sam walked through the release checklist"),
    ("/asked", "Note what you asked somebody for", "@lee which forecast to trust"),
    ("/goodturn", "Join, rest, settings, help", "join, rest 2 weeks, leave, help"),
];

/// Said on the app's page in Slack, which wants at least 175 characters.
const LONG_DESCRIPTION: &str = "Goodturn helps people keep relationships across teams warm by giving before asking. Members record help they gave \
    and asks they made, each for their own eyes. Once a week, at an hour they chose, Goodturn names one or two colleagues in other teams it would be \
    good to get back in touch with, and one small useful act for each. It runs on your own machine, reads no messages, and writes only to people who \
    joined. There are no scores, counts or rankings, and nobody learns that they were named.";
