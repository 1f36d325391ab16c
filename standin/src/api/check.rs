//! Holds the arguments of a call against the row of its method.
//! Slack lets unknown arguments pass with a warning; here they are refused unless told otherwise, for they are typing errors.

use serde_json::Value;

use super::{
    Refusal,
    arguments::Arguments,
    method::{Argument, Holds, Method},
};

/// Slack's own kits send this with every call as soon as an app knows its workspace; where no row has it, it means nothing.
const ALWAYS_KNOWN: &str = "team_id";

/// Checks arguments and turns their text into what they hold. Warnings are gathered.
pub(super) fn check(method: &Method, arguments: &mut Arguments, strict: bool, warnings: &mut Vec<String>) -> Result<(), Refusal> {
    if !method.takes_anything {
        let known = |name: &str| name == ALWAYS_KNOWN || method.arguments.iter().any(|argument| argument.name == name);
        let unknown: Vec<String> = arguments.names().filter(|name| !known(name)).map(str::to_owned).collect();
        if strict && !unknown.is_empty() {
            let lines = unknown.iter().map(|name| format!("[ERROR] unknown argument: {name} [json-pointer:/{name}]"));
            return Err(Refusal::new("invalid_arguments").because(lines));
        }
        warnings.extend(unknown.iter().map(|name| format!("unknown_argument:{name}")));
    }
    for argument in method.arguments {
        match arguments.get(argument.name) {
            Some(value) => {
                let held = held(argument, value)?;
                arguments.set(argument.name, held);
            }
            None => {
                if let Some(error) = argument.missing {
                    return Err(Refusal::new(error).because([format!("[ERROR] missing required field: {}", argument.name)]));
                }
            }
        }
    }
    Ok(())
}

fn held(argument: &Argument, value: &Value) -> Result<Value, Refusal> {
    let name = argument.name;
    let wrong = |what: &str| Refusal::new("invalid_arguments").because([format!("[ERROR] must be a {what} [json-pointer:/{name}]")]);
    match (argument.holds, value) {
        (Holds::Text, Value::String(_)) | (Holds::Flag, Value::Bool(_)) | (Holds::Json(_), Value::Array(_) | Value::Object(_)) => {
            Ok(value.clone())
        }
        (Holds::Text, _) => Err(wrong("string")),
        (Holds::Flag, Value::String(text)) => match text.as_str() {
            "true" | "1" => Ok(Value::Bool(true)),
            "false" | "0" => Ok(Value::Bool(false)),
            _ => Err(wrong("boolean")),
        },
        (Holds::Flag, _) => Err(wrong("boolean")),
        (Holds::Number, Value::Number(number)) if number.is_i64() => Ok(value.clone()),
        (Holds::Number, Value::String(text)) => text.parse::<i64>().map(Value::from).map_err(|_| wrong("number")),
        (Holds::Number, _) => Err(wrong("number")),
        (Holds::Json(error), Value::String(text)) => match serde_json::from_str(text) {
            Ok(inner @ (Value::Array(_) | Value::Object(_))) => Ok(inner),
            _ => Err(Refusal::new(error).because([format!("[ERROR] must be JSON [json-pointer:/{name}]")])),
        },
        (Holds::Json(error), _) => Err(Refusal::new(error).because([format!("[ERROR] must be JSON [json-pointer:/{name}]")])),
    }
}
