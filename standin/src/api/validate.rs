//! `blocks.validate`: what is wrong with blocks, a view or a message, without sending it.
//! The same checks as when it is sent, so that what passes here passes there.

use serde_json::{Value, json};

use super::{answer::Answer, answer::Refusal, arguments::Arguments};
use crate::{
    blockkit::{Problem, Surface, check_blocks, check_view},
    state::{Reach, State},
    workspace::text,
};

/// Checks exactly one of three things.
pub(super) fn run(_: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    let given: Vec<_> = ["blocks", "view", "message"].into_iter().filter_map(|name| Some((name, arguments.get(name)?))).collect();
    let [(name, value)] = given[..] else {
        return Err(Refusal::new("invalid_arguments").because(["must provide exactly one of `blocks`, `view`, or `message`".to_owned()]));
    };
    let (error, problems) = match name {
        "blocks" => ("invalid_blocks", check_blocks(value, Surface::Message, "")),
        "view" => {
            let surface = if text(value, "type") == "home" { Surface::Home } else { Surface::Modal };
            ("invalid_view", check_view(value, surface, ""))
        }
        _ => ("invalid_message", message_problems(value)),
    };
    if problems.is_empty() { Ok(json!({})) } else { Err(Refusal::new(error).with("errors", listed(&problems))) }
}

fn message_problems(message: &Value) -> Vec<Problem> {
    match message.get("blocks") {
        Some(blocks) => check_blocks(blocks, Surface::Message, "/blocks"),
        None if text(message, "text").is_empty() => {
            vec![Problem { pointer: String::new(), message: "missing required field: text".to_owned() }]
        }
        None => Vec::new(),
    }
}

fn listed(problems: &[Problem]) -> Value {
    problems.iter().map(|problem| json!({"code": "failed_constraint", "message": problem.message, "pointer": problem.pointer})).collect()
}
