//! `views.publish`.
//! Homes only; modals come with `views.open`, through the same checks.

use serde_json::json;

use super::{answer::Answer, answer::Refusal, arguments::Arguments};
use crate::{
    blockkit::{Problem, Surface, VIEW_BYTES_MAX, check_view},
    state::{Reach, State},
    workspace::{flag, text},
};

/// Publishes someone's Home.
pub(super) fn publish(state: &mut State, arguments: &Arguments, reach: Reach) -> Answer {
    let user = arguments.text("user_id").unwrap_or_default();
    let known = state.people.get(user).is_some_and(|user| !flag(user, "is_bot"));
    if !known {
        return Err(Refusal::new("invalid_arguments").because(["invalid `user_id`".to_owned()]));
    }
    let Some(view) = arguments.get("view") else {
        return Err(Refusal::new("invalid_arguments"));
    };
    if view.to_string().len() > VIEW_BYTES_MAX {
        return Err(Refusal::new("view_too_large"));
    }
    let problems = check_view(view, Surface::Home, "/view");
    if !problems.is_empty() {
        return Err(Refusal::new("invalid_arguments").because(problems.iter().map(Problem::line)));
    }
    let current = state.homes.get(user).map(|home| text(&home.published, "hash"));
    if let (Some(given), Some(current)) = (arguments.text("hash"), current)
        && given != current
    {
        return Err(Refusal::new("hash_conflict"));
    }
    let view = state.publish_home(user, view, reach);
    Ok(json!({"view": view}))
}
