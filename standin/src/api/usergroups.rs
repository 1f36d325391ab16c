//! `usergroups.list` and `usergroups.users.list`.
//! On a free plan there are none, and Slack says so instead of giving an empty list.

use serde_json::{Value, json};

use super::{answer::Answer, answer::Refusal, arguments::Arguments};
use crate::{
    state::{Reach, State},
    workspace::text,
};

fn paid(state: &State) -> Result<(), Refusal> {
    if state.options.free_plan { Err(Refusal::new("plan_upgrade_required")) } else { Ok(()) }
}

/// Whether a group was switched off.
fn is_disabled(group: &Value) -> bool {
    group.get("date_delete").and_then(Value::as_i64).unwrap_or(0) != 0
}

fn users_of(group: &Value) -> Vec<Value> {
    group.get("users").and_then(Value::as_array).cloned().unwrap_or_default()
}

/// All groups; members and their number only when asked for.
pub(super) fn list(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    paid(state)?;
    if arguments.text("team_id").is_some_and(|team| team != state.team.id) {
        return Err(Refusal::new("invalid_team"));
    }
    let disabled_too = arguments.flag("include_disabled");
    let shown = state.usergroups.iter().filter(|group| disabled_too || !is_disabled(group)).map(|group| {
        let users = users_of(group);
        let mut group = group.clone();
        if let Some(object) = group.as_object_mut() {
            let count = object.remove("user_count").unwrap_or_else(|| json!(users.len()));
            object.remove("users");
            object.entry("is_usergroup").or_insert(json!(true));
            object.entry("date_delete").or_insert(json!(0));
            if arguments.flag("include_count") {
                object.insert("user_count".to_owned(), count);
            }
            if arguments.flag("include_users") {
                object.insert("users".to_owned(), json!(users));
            }
        }
        group
    });
    Ok(json!({"usergroups": shown.collect::<Vec<_>>()}))
}

/// The members of one group.
pub(super) fn users(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    paid(state)?;
    let id = arguments.text("usergroup").unwrap_or_default();
    let disabled_too = arguments.flag("include_disabled");
    let group = state.usergroups.iter().find(|group| text(group, "id") == id && (disabled_too || !is_disabled(group)));
    Ok(json!({"users": users_of(group.ok_or_else(|| Refusal::new("no_such_subteam"))?)}))
}
