//! The workspace file: who and what is there when the stand-in starts.
//! Users, channels and user groups are kept as Slack's own objects, given back as they came.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// Slack's own bot, which every workspace has; famously not marked as one.
pub(crate) const SLACKBOT: &str = "USLACKBOT";

/// A workspace as its file describes it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Workspace {
    /// `id`, `name`, `domain`, and `profile` with the custom fields there are.
    pub team: Value,
    /// Slack's user objects.
    pub users: Vec<Value>,
    /// Slack's channel objects; `is_member` says whether the bot is in, `members` who else is (nobody named: everyone).
    pub channels: Vec<Value>,
    /// Slack's user group objects.
    pub usergroups: Vec<Value>,
}

/// A text field of an object, or nothing.
pub(crate) fn text<'a>(object: &'a Value, key: &str) -> &'a str {
    object.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// A boolean field of an object, or false.
pub(crate) fn flag(object: &Value, key: &str) -> bool {
    object.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// The workspace itself, in the words deliveries need.
#[derive(Clone, Debug)]
pub(crate) struct Team {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) domain: String,
    /// What the file says besides.
    pub(crate) given: Map<String, Value>,
    /// Custom profile fields and their sections, as `team.profile.get` gives them.
    pub(crate) profile: Value,
}

impl Team {
    pub(crate) fn new(team: &Value, seed: u64) -> Self {
        let or = |key: &str, default: String| match text(team, key) {
            "" => default,
            given => given.to_owned(),
        };
        Self {
            id: or("id", crate::ids::id("T", seed, "team")),
            name: or("name", "Example".to_owned()),
            domain: or("domain", "example".to_owned()),
            given: team.as_object().cloned().unwrap_or_default(),
            profile: team.get("profile").cloned().unwrap_or_default(),
        }
    }
}

/// Everyone in the workspace, in the order of the file.
#[derive(Debug, Default)]
pub(crate) struct People {
    users: Vec<Value>,
    at: BTreeMap<String, usize>,
}

impl People {
    /// The file's users, then Slackbot and the app's bot user where the file has none. Also answers the bot's id.
    pub(crate) fn new(users: Vec<Value>, team: &Team, bot_name: &str, seed: u64) -> (Self, String) {
        let mut people = Self::default();
        let bot = users
            .iter()
            .find(|user| flag(user, "is_bot") && !flag(user, "deleted") && text(user, "id") != SLACKBOT)
            .map(|user| text(user, "id").to_owned());
        for user in users {
            people.replace(user);
        }
        if people.get(SLACKBOT).is_none() {
            people.replace(robot(SLACKBOT, "slackbot", "Slackbot", team, false));
        }
        let bot = bot.unwrap_or_else(|| {
            let id = crate::ids::id("U", seed, "bot user");
            people.replace(robot(&id, &bot_name.to_lowercase(), bot_name, team, true));
            id
        });
        (people, bot)
    }

    /// Adds a person, or changes the one with the same id. People without id are left out.
    pub(crate) fn replace(&mut self, user: Value) {
        let id = text(&user, "id").to_owned();
        if id.is_empty() {
            return;
        }
        if let Some(&at) = self.at.get(&id) {
            self.users[at] = user;
        } else {
            self.at.insert(id, self.users.len());
            self.users.push(user);
        }
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Value> {
        self.at.get(id).map(|&at| &self.users[at])
    }

    pub(crate) fn all(&self) -> &[Value] {
        &self.users
    }

    /// Where someone stands in the list, for cursors.
    pub(crate) fn position(&self, id: &str) -> Option<usize> {
        self.at.get(id).copied()
    }

    /// The handle deliveries carry as `user_name`.
    pub(crate) fn handle(&self, id: &str) -> String {
        self.get(id).map(|user| text(user, "name").to_owned()).unwrap_or_default()
    }

    /// The name people read: the profile's or the user's real name, else the handle, else the id.
    pub(crate) fn real_name(&self, id: &str) -> String {
        let Some(user) = self.get(id) else {
            return id.to_owned();
        };
        let profile = user.get("profile").unwrap_or(&Value::Null);
        [text(user, "real_name"), text(profile, "real_name"), text(profile, "display_name"), text(user, "name"), id]
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or(id)
            .to_owned()
    }
}

fn robot(id: &str, handle: &str, name: &str, team: &Team, is_bot: bool) -> Value {
    json!({
        "id": id, "team_id": team.id, "name": handle, "deleted": false, "real_name": name, "is_bot": is_bot,
        "is_app_user": false, "updated": 0,
        "profile": {"real_name": name, "display_name": name, "team": team.id},
    })
}
