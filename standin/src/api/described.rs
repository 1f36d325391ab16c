//! People and their groups as Slack's objects, with everything Slack says of them that the workspace file left out.
//! A bot must see the same keys here as there, whatever the file has.

use serde_json::{Map, Value, json};

use crate::{
    state::State,
    workspace::{flag, text},
};

/// Sides of the pictures that everyone has, in pixels.
const PICTURES: &[u32] = &[24, 32, 48, 72, 192, 512];

/// Fills in what is not there.
fn or(object: &mut Map<String, Value>, defaults: Value) {
    if let Value::Object(defaults) = defaults {
        for (name, value) in defaults {
            object.entry(name).or_insert(value);
        }
    }
}

/// A user as a bot sees one: custom fields come with `users.profile.get` only, e-mail addresses need their scope,
/// and the language is told to who asks for it.
pub(crate) fn user(state: &State, user: &Value, with_locale: bool) -> Value {
    let id = text(user, "id");
    let name = state.people.real_name(id);
    let Some(mut object) = user.as_object().cloned() else {
        return user.clone();
    };
    let mut profile = object.remove("profile").and_then(|profile| profile.as_object().cloned()).unwrap_or_default();
    profile.remove("fields");
    if !state.options.scopes.iter().any(|scope| scope == "users:read.email") {
        profile.remove("email");
    }
    complete_profile(state, &mut profile, &name);
    if id == state.credentials.bot_user_id {
        let credentials = &state.credentials;
        or(&mut profile, json!({"bot_id": credentials.bot_id, "api_app_id": credentials.app_id, "always_active": false}));
    }
    object.insert("profile".to_owned(), Value::Object(profile));
    or(
        &mut object,
        json!({"team_id": state.team.id, "deleted": false, "is_bot": false, "is_app_user": false, "updated": 0, "is_workflow_bot": false}),
    );
    // Slack says less of people who left, and of other companies' people.
    if state.is_external(id) {
        object.insert("is_stranger".to_owned(), json!(state.is_stranger(id)));
        or(&mut object, json!({"real_name": name, "is_restricted": false, "is_ultra_restricted": false}));
    } else if !flag(user, "deleted") {
        or(
            &mut object,
            json!({
                "color": "9f69e7", "real_name": name, "is_admin": false, "is_owner": false, "is_primary_owner": false,
                "is_restricted": false, "is_ultra_restricted": false, "is_email_confirmed": true,
                "who_can_share_contact_card": "EVERYONE",
            }),
        );
    }
    if with_locale && !state.is_external(id) {
        object.entry("locale").or_insert(json!("en-US"));
    } else {
        object.remove("locale");
    }
    Value::Object(object)
}

fn complete_profile(state: &State, profile: &mut Map<String, Value>, name: &str) {
    let shown = profile.get("display_name").cloned().unwrap_or(json!(""));
    let (first, last) = name.split_once(' ').unwrap_or((name, ""));
    let hash = crate::ids::hex_text(1, name, 12);
    or(
        profile,
        json!({
            "title": "", "phone": "", "skype": "", "real_name": name, "real_name_normalized": name, "display_name": shown,
            "display_name_normalized": shown, "first_name": first, "last_name": last, "status_text": "", "status_text_canonical": "",
            "status_emoji": "", "status_emoji_display_info": [], "status_expiration": 0, "avatar_hash": hash, "team": state.team.id,
        }),
    );
    for size in PICTURES {
        profile.entry(format!("image_{size}")).or_insert_with(|| json!(format!("https://avatars.invalid/{hash}-{size}.png")));
    }
}

/// What is told of a group besides who and what it is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Told {
    pub(crate) count: bool,
    pub(crate) users: bool,
}

/// The members of a group.
pub(crate) fn members(group: &Value) -> Vec<Value> {
    group.get("users").and_then(Value::as_array).cloned().unwrap_or_default()
}

/// A group of people.
pub(crate) fn group(state: &State, group: &Value, told: Told) -> Value {
    let users = members(group);
    let Some(mut object) = group.as_object().cloned() else {
        return group.clone();
    };
    let count = object.remove("user_count").unwrap_or_else(|| json!(users.len()));
    object.remove("users");
    or(
        &mut object,
        json!({
            "team_id": state.team.id, "is_usergroup": true, "is_subteam": true, "name": "", "description": "", "handle": "",
            "is_external": false, "date_create": 0, "date_update": 0, "date_delete": 0, "auto_type": null, "auto_provision": false,
            "enterprise_subteam_id": "", "created_by": "USLACKBOT", "updated_by": "USLACKBOT", "deleted_by": null,
            "prefs": {"channels": [], "groups": []}, "is_section": false,
        }),
    );
    if told.count {
        object.insert("user_count".to_owned(), count);
        object.entry("channel_count").or_insert(json!(0));
    }
    if told.users {
        object.insert("users".to_owned(), json!(users));
    }
    Value::Object(object)
}
