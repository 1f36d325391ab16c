//! `users.profile.get`, `team.profile.get`, `team.info` and `bots.info`.
//! Custom fields come from here only: who reads them out of `users.list` reads nothing.

use serde_json::{Map, Value, json};

use super::{answer::Answer, answer::Refusal, arguments::Arguments};
use crate::{
    state::{Reach, State},
    workspace::{flag, text},
};

/// Sides of the pictures of a workspace and of a bot, in pixels.
const TEAM_PICTURES: &[u32] = &[34, 44, 68, 88, 102, 132, 230];
const BOT_PICTURES: &[u32] = &[36, 48, 72];

/// One person's profile, custom fields included.
pub(super) fn user(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    let id = arguments.text("user").unwrap_or(&state.credentials.bot_user_id);
    let user = state.people.get(id).ok_or_else(|| Refusal::new("user_not_found"))?;
    let mut profile = user.get("profile").and_then(Value::as_object).cloned().unwrap_or_default();
    if !state.options.scopes.iter().any(|scope| scope == "users:read.email") {
        profile.remove("email");
    }
    let fields = profile.entry("fields").or_insert_with(|| json!({}));
    for (field, held) in fields.as_object_mut().into_iter().flatten() {
        if held.get("alt").is_none() {
            held["alt"] = json!("");
        }
        if arguments.flag("include_labels") {
            held["label"] = label(&state.team.profile, field);
        }
    }
    Ok(json!({"profile": profile}))
}

fn label(profile: &Value, field: &str) -> Value {
    let fields = profile.get("fields").and_then(Value::as_array).into_iter().flatten();
    fields.into_iter().find(|one| text(one, "id") == field).map_or(json!(""), |one| one["label"].clone())
}

/// Which custom fields there are.
pub(super) fn team_profile(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    let wanted = match arguments.text("visibility") {
        None | Some("all") => None,
        Some("visible") => Some(false),
        Some("hidden") => Some(true),
        Some(_) => {
            let line = "[ERROR] must be one of: all, visible, hidden [json-pointer:/visibility]".to_owned();
            return Err(Refusal::new("invalid_arguments").because([line]));
        }
    };
    let listed = |key: &str| state.team.profile.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let fields: Vec<Value> =
        listed("fields").into_iter().filter(|field| wanted.is_none_or(|hidden| flag(field, "is_hidden") == hidden)).collect();
    Ok(json!({"profile": {"fields": fields, "sections": listed("sections")}}))
}

/// The workspace.
pub(super) fn team(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    let team = &state.team;
    let other = |name: &str, own: &str| arguments.text(name).is_some_and(|given| given != own);
    if other("team", &team.id) || other("domain", &team.domain) {
        return Err(Refusal::new("team_not_found"));
    }
    let mut info = Map::new();
    let base = format!("https://{}.slack.com/", team.domain);
    let picture = |size: &u32| (format!("image_{size}"), json!(format!("https://avatars.invalid/team-{size}.png")));
    let mut icon: Map<String, Value> = TEAM_PICTURES.iter().map(picture).collect();
    icon.insert("image_default".to_owned(), json!(true));
    info.insert("email_domain".to_owned(), json!(""));
    info.insert("icon".to_owned(), Value::Object(icon));
    info.insert("avatar_base_url".to_owned(), json!("https://avatars.invalid/"));
    info.insert("is_verified".to_owned(), json!(false));
    info.insert("url".to_owned(), json!(base));
    info.extend(team.given.clone());
    info.remove("profile");
    for (name, value) in [("id", &team.id), ("name", &team.name), ("domain", &team.domain)] {
        info.insert(name.to_owned(), json!(value));
    }
    Ok(json!({"team": info}))
}

/// The bot behind an id that starts with B.
pub(super) fn bot(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    let credentials = &state.credentials;
    if arguments.text("team_id").is_some_and(|team| team != state.team.id) {
        return Err(Refusal::new("team_not_found"));
    }
    if arguments.text("bot") != Some(&credentials.bot_id) {
        return Err(Refusal::new("bot_not_found"));
    }
    let icons: Map<String, Value> =
        BOT_PICTURES.iter().map(|size| (format!("image_{size}"), json!(format!("https://avatars.invalid/bot-{size}.png")))).collect();
    Ok(json!({"bot": {
        "id": credentials.bot_id, "deleted": false, "name": state.people.real_name(&credentials.bot_user_id), "updated": 0,
        "app_id": credentials.app_id, "user_id": credentials.bot_user_id, "icons": icons,
    }}))
}
