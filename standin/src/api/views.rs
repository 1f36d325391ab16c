//! `views.publish`, and the check of views that all methods about them share.
//! A Home is published to anyone, any time; modals need a trigger.

use serde_json::{Value, json};

use super::{answer::Answer, answer::Refusal, arguments::Arguments};
use crate::{
    blockkit::{Problem, Surface, VIEW_BYTES_MAX, check_view},
    state::{Reach, State},
    workspace::{flag, text},
};

/// The view in the arguments, when nothing is wrong with it.
pub(super) fn checked_view<'a>(state: &State, arguments: &'a Arguments, surface: Surface) -> Result<&'a Value, Refusal> {
    let Some(view) = arguments.get("view") else {
        return Err(Refusal::new("invalid_arguments"));
    };
    if view.to_string().len() > VIEW_BYTES_MAX {
        return Err(Refusal::new("view_too_large"));
    }
    let problems = check_view(view, surface, "/view");
    if !state.can_show_files(view) {
        return Err(Refusal::new("invalid_arguments").because(["[ERROR] invalid slack file [json-pointer:/view/blocks]".to_owned()]));
    }
    if problems.is_empty() { Ok(view) } else { Err(Refusal::new("invalid_arguments").because(problems.iter().map(Problem::line))) }
}

/// Publishes someone's Home.
pub(super) fn publish(state: &mut State, arguments: &Arguments, reach: Reach) -> Answer {
    let user = arguments.text("user_id").unwrap_or_default();
    let known = state.people.get(user).is_some_and(|user| !flag(user, "is_bot"));
    if !known {
        return Err(Refusal::new("invalid_arguments").because(["invalid `user_id`".to_owned()]));
    }
    let view = checked_view(state, arguments, Surface::Home)?;
    if !state.options.home_tab {
        return Err(Refusal::new("not_enabled"));
    }
    let current = state.homes.get(user).map(|home| &home.published);
    let (id, hash) = (current.map(|view| text(view, "id")), current.map(|view| text(view, "hash")));
    if let (Some(given), Some(current)) = (arguments.text("hash"), hash)
        && given != current
    {
        return Err(Refusal::new("hash_conflict"));
    }
    if state.external_id_taken(text(view, "external_id"), id) {
        return Err(Refusal::new("duplicate_external_id"));
    }
    let view = state.publish_home(user, view, reach);
    Ok(json!({"view": view}))
}
