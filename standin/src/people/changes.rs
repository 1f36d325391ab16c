//! Changes of people and their groups, with the events that Slack sends of them.
//! An app hears only what its scopes allow: what it may not hear is changed all the same, in silence.

use serde_json::{Value, json};

use crate::{
    api::described::{self, Told, members},
    delivery::Delivered,
    people::SandboxError,
    standin::Standin,
    state::State,
    workspace::text,
};

/// Members that an event lists of a group; the count is right beyond.
const LISTED_MEMBERS_MAX: usize = 500;

impl Standin {
    /// A person changes, or someone changes them: `user_change`. The object replaces the one with the same `id`.
    /// Answers the deliveries that were made.
    ///
    /// # Errors
    /// When there is nobody with this id, or nothing can be delivered.
    pub async fn change_user(&self, user: Value) -> Result<Vec<Delivered>, SandboxError> {
        let event = {
            let mut state = self.state();
            let id = text(&user, "id").to_owned();
            if state.people.get(&id).is_none() {
                return Err(SandboxError::UnknownUser(id));
            }
            state.people.replace(user);
            let user = state.heard_user(&id);
            json!({"type": "user_change", "user": user, "cache_ts": state.now_ms() / 1000, "event_ts": state.stamp()})
        };
        self.tell("users:read", vec![event]).await
    }

    /// A person joins the workspace: `team_join`. Answers the deliveries that were made.
    ///
    /// # Errors
    /// When someone has this id already or it has none, or nothing can be delivered.
    pub async fn join_workspace(&self, user: Value) -> Result<Vec<Delivered>, SandboxError> {
        let event = {
            let mut state = self.state();
            let id = text(&user, "id").to_owned();
            if id.is_empty() || state.people.get(&id).is_some() {
                return Err(SandboxError::Wrong(format!("`{id}` can't be the id of someone new")));
            }
            state.people.replace(user);
            let user = state.heard_user(&id);
            json!({"type": "team_join", "user": user, "event_ts": state.stamp()})
        };
        self.tell("users:read", vec![event]).await
    }

    /// A user group is made (`subteam_created`) or changed (`subteam_updated`, and `subteam_members_changed` when its members did).
    /// The object replaces the one with the same `id`. Answers the deliveries that were made.
    ///
    /// # Errors
    /// When it has no id, or nothing can be delivered.
    pub async fn change_usergroup(&self, group: Value) -> Result<Vec<Delivered>, SandboxError> {
        let events = {
            let mut state = self.state();
            if text(&group, "id").is_empty() {
                return Err(SandboxError::Wrong("a user group has an `id`".to_owned()));
            }
            state.changed_group(group)
        };
        self.tell("usergroups:read", events).await
    }

    /// Sends events to an app that has the scope for them.
    pub(super) async fn tell(&self, scope: &str, events: Vec<Value>) -> Result<Vec<Delivered>, SandboxError> {
        let mut told = Vec::new();
        if self.state().options.scopes.iter().any(|given| given == scope) {
            for event in events {
                told.push(self.event(event).await?);
            }
        }
        Ok(told)
    }
}

impl State {
    /// A person as events tell of them.
    fn heard_user(&self, id: &str) -> Value {
        self.people.get(id).map_or(Value::Null, |user| described::user(self, user, true))
    }

    /// Puts a group in its place. Answers what is told of it.
    fn changed_group(&mut self, mut group: Value) -> Vec<Value> {
        let now_s = self.now_ms() / 1000;
        let id = text(&group, "id").to_owned();
        let old = self.usergroups.iter().position(|one| text(one, "id") == id);
        if let Some(object) = group.as_object_mut() {
            object.insert("date_update".to_owned(), json!(now_s));
            if old.is_none() {
                object.entry("date_create").or_insert(json!(now_s));
            }
        }
        let before = if let Some(at) = old {
            std::mem::replace(&mut self.usergroups[at], group.clone())
        } else {
            self.usergroups.push(group.clone());
            Value::Null
        };
        let mut told = described::group(self, &group, Told { count: true, users: true });
        if let Some(users) = told["users"].as_array_mut() {
            users.truncate(LISTED_MEMBERS_MAX);
        }
        let kind = if old.is_none() { "subteam_created" } else { "subteam_updated" };
        let mut events = vec![json!({"type": kind, "subteam": told, "event_ts": self.stamp()})];
        let (was, is) = (members(&before), members(&group));
        let added: Vec<&Value> = is.iter().filter(|user| !was.contains(user)).collect();
        let removed: Vec<&Value> = was.iter().filter(|user| !is.contains(user)).collect();
        if old.is_some() && !(added.is_empty() && removed.is_empty()) {
            let updated = before.get("date_update").cloned().unwrap_or(json!(0));
            events.push(json!({
                "type": "subteam_members_changed", "subteam_id": id, "team_id": self.team.id, "date_previous_update": updated,
                "date_update": now_s, "added_users": added, "added_users_count": added.len(), "removed_users": removed,
                "removed_users_count": removed.len(), "event_ts": self.stamp(),
            }));
        }
        events
    }
}
