//! `views.open`, `views.push` and `views.update`.
//! Only who just acted can be shown a modal: the trigger says who, and is good once and for three seconds.

use serde_json::{Value, json};

use super::{
    answer::{Answer, Refusal},
    arguments::Arguments,
    views::checked_view,
};
use crate::{
    blockkit::Surface,
    state::{Acted, Reach, State},
    workspace::text,
};

/// Who acted, by the trigger in the arguments.
fn triggered(state: &State, arguments: &Arguments) -> Result<(String, Acted), Refusal> {
    let trigger = arguments.text("trigger_id").or_else(|| arguments.text("interactivity_pointer"));
    let trigger =
        trigger.ok_or_else(|| Refusal::new("invalid_arguments").because(["[ERROR] missing required field: trigger_id".to_owned()]))?;
    let acted = state.triggers.look(trigger, state.options.trigger_lifetime).map_err(Refusal::new)?;
    Ok((trigger.to_owned(), acted))
}

fn free_external_id(state: &State, view: &Value, but: Option<&str>) -> Result<(), Refusal> {
    let taken = state.external_id_taken(text(view, "external_id"), but);
    if taken { Err(Refusal::new("duplicate_external_id")) } else { Ok(()) }
}

/// The view as it would have been, when nobody sees it.
fn unseen(state: &mut State, view: &Value) -> Value {
    let id = state.fresh_id("V");
    json!({"view": state.stored_view(view, &id)})
}

/// Shows a modal to whoever just acted.
pub(super) fn open(state: &mut State, arguments: &Arguments, reach: Reach) -> Answer {
    let view = checked_view(state, arguments, Surface::Modal)?;
    let (trigger, acted) = triggered(state, arguments)?;
    free_external_id(state, view, None)?;
    state.triggers.exchange(&trigger);
    if reach == Reach::Nobody {
        return Ok(unseen(state, view));
    }
    Ok(json!({"view": state.open_modal(&acted.user, view)}))
}

/// Shows a modal on top of the one that was just acted on.
pub(super) fn push(state: &mut State, arguments: &Arguments, reach: Reach) -> Answer {
    let view = checked_view(state, arguments, Surface::Modal)?;
    let (trigger, acted) = triggered(state, arguments)?;
    free_external_id(state, view, None)?;
    let under = acted.view_id.as_deref().and_then(|id| state.modal(id));
    if under.is_none() {
        return Err(Refusal::new("not_found"));
    }
    if reach == Reach::Nobody {
        state.triggers.exchange(&trigger);
        return Ok(unseen(state, view));
    }
    let pushed = state.push_modal(&acted.user, view).ok_or_else(|| Refusal::new("push_limit_reached"))?;
    state.triggers.exchange(&trigger);
    Ok(json!({"view": pushed}))
}

/// Changes a modal that is open, or someone's Home.
pub(super) fn update(state: &mut State, arguments: &Arguments, reach: Reach) -> Answer {
    let home = arguments.get("view").is_some_and(|view| text(view, "type") == "home");
    let view = checked_view(state, arguments, if home { Surface::Home } else { Surface::Modal })?;
    let (view_id, external_id) = (arguments.text("view_id"), arguments.text("external_id"));
    if view_id.is_none() && external_id.is_none() {
        let line = "[ERROR] missing required field: view_id or external_id".to_owned();
        return Err(Refusal::new("invalid_arguments").because([line]));
    }
    let meant = |one: &Value| view_id.map_or(external_id == Some(text(one, "external_id")), |id| id == text(one, "id"));
    // What is a Home stays one, and what is a modal stays one.
    let of_home = state.homes.iter().find(|(_, one)| meant(&one.published)).map(|(user, one)| (user.clone(), one.published.clone()));
    let of_modal = state.modals.iter().find(|one| meant(&one.view)).map(|one| (one.user.clone(), one.view.clone()));
    let (user, current) = if home { of_home } else { of_modal }.ok_or_else(|| Refusal::new("not_found"))?;
    if arguments.text("hash").is_some_and(|hash| hash != text(&current, "hash")) {
        return Err(Refusal::new("hash_conflict"));
    }
    let id = text(&current, "id").to_owned();
    free_external_id(state, view, Some(&id))?;
    if home {
        return Ok(json!({"view": state.publish_home(&user, view, reach)}));
    }
    if reach == Reach::Nobody {
        return Ok(unseen(state, view));
    }
    Ok(json!({"view": state.change_modal(&id, view)}))
}
