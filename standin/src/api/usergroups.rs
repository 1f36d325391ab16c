//! `usergroups.list` and `usergroups.users.list`.
//! On a free plan there are none, and Slack says so instead of giving an empty list.

use serde_json::{Value, json};

use super::{
    answer::{Answer, Refusal},
    arguments::Arguments,
    described::{self, Told, members},
};
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

/// All groups; members and their number only when asked for.
pub(super) fn list(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    paid(state)?;
    if arguments.text("team_id").is_some_and(|team| team != state.team.id) {
        return Err(Refusal::new("invalid_team"));
    }
    let disabled_too = arguments.flag("include_disabled");
    let told = Told { count: arguments.flag("include_count"), users: arguments.flag("include_users") };
    let shown =
        state.usergroups.iter().filter(|group| disabled_too || !is_disabled(group)).map(|group| described::group(state, group, told));
    Ok(json!({"usergroups": shown.collect::<Vec<_>>()}))
}

/// The members of one group.
pub(super) fn users(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    paid(state)?;
    let id = arguments.text("usergroup").unwrap_or_default();
    let disabled_too = arguments.flag("include_disabled");
    let group = state.usergroups.iter().find(|group| text(group, "id") == id && (disabled_too || !is_disabled(group)));
    Ok(json!({"users": members(group.ok_or_else(|| Refusal::new("no_such_subteam"))?)}))
}
