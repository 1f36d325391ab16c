//! Every row of the method table against Slack's own reference.
//! What differs on purpose stands in a list with its reason; anything else is a mistake in a row.

use std::collections::BTreeSet;

use libtest_mimic::Trial;
use serde_json::Value;
use standin::{COMMON_ERRORS, Row, methods};

use crate::{copy::read, never::NEVER, trial};

/// Errors that Slack gives and its reference doesn't name: method (or `*`), error, reason.
const UNDOCUMENTED: &[(&str, &str, &str)] = &[
    ("*", "cannot_dm_bot", "what bots get when they write to bots"),
    ("*", "msg_too_long", "named for some methods of the family, given by all"),
    ("*", "msg_blocks_too_long", "named for some methods of the family, given by all"),
    ("chat.postMessage", "invalid_attachments", "named for its siblings"),
    ("chat.update", "messages_tab_disabled", "named for its sibling: without the tab there is no message to change"),
    ("chat.postEphemeral", "invalid_metadata_format", "named for its siblings"),
];

/// Arguments that are required here and not in the reference: method, argument, reason.
const STRICTER: &[(&str, &str, &str)] = &[
    ("bots.info", "bot", "without it there is nothing to answer"),
    ("oauth.v2.access", "client_id", "the reference has Basic authentication in its text only"),
    ("oauth.v2.access", "client_secret", "the reference has Basic authentication in its text only"),
    ("conversations.open", "users", "one of two is needed"),
];

/// Arguments of the reference that are refused as unknown here: method, argument, reason.
const LEFT_OUT: &[(&str, &str, &str)] = &[
    ("chat.postMessage", "current_draft_last_updated_ts", "for Slack's own clients"),
    ("chat.update", "unfurled_attachments", "for apps that unfurl links"),
    ("oauth.v2.access", "code_verifier", "for apps without a secret"),
    ("oauth.v2.access", "assertion", "for apps of whole organisations"),
];

/// Methods whose tier the reference doesn't say: method, tier here, reason.
const UNLIMITED: &[(&str, &str, &str)] = &[("blocks.validate", "t3", "newer than the page of limits; as most methods that read")];

fn listed(list: &[(&str, &str, &str)], method: &str, name: &str) -> bool {
    list.iter().any(|(other, known, _)| (*other == method || *other == "*") && *known == name)
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect()
}

fn texts(value: &Value) -> BTreeSet<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The types an argument may have.
fn types(argument: &Value) -> BTreeSet<&str> {
    let either = argument["anyOf"].as_array().into_iter().flatten();
    either.chain([argument]).filter_map(|one| one["type"].as_str()).collect()
}

/// Everything in which a row and its reference differ.
fn differences(row: &Row, reference: &Value) -> Vec<String> {
    let mut found = Vec::new();
    if reference["http_method"].as_str() != Some(row.verb) {
        found.push(format!("verb {}", row.verb));
    }
    if reference["json_input_supported"].as_bool().unwrap_or(false) != row.json {
        found.push(format!("json {}", row.json));
    }
    if texts(&reference["args"]["required"]).contains("token") != row.token {
        found.push("whether it needs a token".to_owned());
    }
    let scopes: BTreeSet<&str> = row.scopes.iter().copied().collect();
    if texts(&reference["scope"]["bot"]) != scopes {
        found.push(format!("scopes {scopes:?}"));
    }
    let tier = reference["rate_limits"].as_str();
    if tier != Some(row.tier) && !(tier.is_none() && listed(UNLIMITED, row.name, row.tier)) {
        found.push(format!("tier {}", row.tier));
    }
    let documented = keys(&reference["errors"]);
    found.extend(
        row.errors
            .iter()
            .filter(|error| !documented.contains(*error) && !listed(UNDOCUMENTED, row.name, error))
            .map(|error| format!("error {error}")),
    );
    let given =
        |error: &str| row.errors.contains(&error) || COMMON_ERRORS.contains(&error) || NEVER.iter().any(|(_, all)| all.contains(&error));
    found.extend(documented.iter().filter(|error| !given(error)).map(|error| format!("no error {error}")));
    found.extend(argument_differences(row, &reference["args"]));
    found
}

fn argument_differences(row: &Row, reference: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let required = texts(&reference["required"]);
    for argument in &row.arguments {
        let Some(documented) = reference["properties"].get(argument.name) else {
            found.push(format!("argument {}", argument.name));
            continue;
        };
        if required.contains(argument.name) != argument.required && !listed(STRICTER, row.name, argument.name) {
            found.push(format!("whether {} is required", argument.name));
        }
        let types = types(documented);
        let fits = match argument.holds {
            "flag" => types.contains("boolean"),
            "number" => types.contains("number") || types.contains("integer"),
            "text" => types.is_empty() || types.contains("string"),
            _ => types.is_empty() || ["string", "object", "array"].iter().any(|kind| types.contains(kind)),
        };
        if !fits {
            found.push(format!("{} holds {}, not {types:?}", argument.name, argument.holds));
        }
    }
    let known: BTreeSet<&str> = row.arguments.iter().map(|argument| argument.name).chain(["token"]).collect();
    let missing = keys(&reference["properties"]).into_iter().filter(|name| !known.contains(name) && !listed(LEFT_OUT, row.name, name));
    found.extend(missing.map(|name| format!("no argument {name}")));
    found
}

/// One comparison for each row.
pub fn trials() -> Vec<Trial> {
    let all = methods().into_iter();
    all.map(|row| {
        trial(&format!("method::{}", row.name), async move || {
            let reference = read(&format!("docs.slack.dev/methods/{}.json", row.name))?;
            let wrong = differences(&row, &reference);
            if wrong.is_empty() { Ok(()) } else { Err(format!("differs from the reference in {}", wrong.join(", "))) }
        })
    })
    .collect()
}
