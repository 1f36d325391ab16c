//! Keys of ours against keys of Slack's, both ways: none that Slack doesn't send, and none missing that it does.
//! What is missing on purpose stands in a list with its reason; an entry that is not needed any more is a mistake, too.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::copy::read;

/// Keys that the skeletons lack and Slack's documentation has.
const DOCUMENTED: &[&str] = &[
    "/response_urls",
    "/user/username",
    "/context_team_id",
    "/context_enterprise_id",
    "/usergroups/auto_type",
    "/event/subteam/auto_type",
    "/event/event_ts",
    "/event/user/profile/status_emoji_display_info",
    "/revoked",
];

/// What bots choose: its inside is not Slack's.
const CHOSEN: &[&str] = &["blocks", "state", "submit", "close", "bot_profile", "attachments"];

/// Keys that may be missing, each with all that is in it, and why.
pub type Missing = (&'static [&'static str], &'static str);

/// What may be missing of an object inside, by its path.
pub type Part = (&'static str, &'static [Missing]);

/// Every key in a value, as paths. Lists count as their items.
fn paths(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, inner) in object {
                let at = format!("{at}/{key}");
                let chosen = CHOSEN.contains(&key.as_str()) || (key == "title" && inner.is_object());
                if !chosen {
                    paths(inner, &at, found);
                }
                found.insert(at);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| paths(item, at, found)),
        _ => {}
    }
}

fn inside(path: &str, of: &str) -> bool {
    path.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Holds what several of ours have together against one skeleton.
pub fn compare(ours: &[Value], path: &str, parts: &[Part]) -> Result<(), String> {
    let (mut mine, mut theirs) = (BTreeSet::new(), BTreeSet::new());
    for one in ours {
        paths(one, "", &mut mine);
    }
    paths(&read(&format!("java/{path}.json"))?, "", &mut theirs);
    let excused: BTreeSet<String> = parts
        .iter()
        .flat_map(|(at, lists)| lists.iter().flat_map(move |(keys, _)| keys.iter().map(move |key| format!("{at}/{key}"))))
        .collect();
    let chosen = |path: &str| path.rsplit('/').next().is_some_and(|key| CHOSEN.contains(&key));
    let known = |path: &&String| DOCUMENTED.iter().any(|one| inside(path, one)) || theirs.contains(*path) || chosen(path);
    let foreign: Vec<&String> = mine.iter().filter(|path| !known(path)).collect();
    let missing: Vec<&String> =
        theirs.iter().filter(|path| !mine.contains(*path) && !excused.iter().any(|one| inside(path, one))).collect();
    let needless: Vec<&String> = excused.iter().filter(|one| mine.contains(*one) || !theirs.contains(*one)).collect();
    if foreign.is_empty() && missing.is_empty() && needless.is_empty() {
        return Ok(());
    }
    Err(format!("{path}: Slack doesn't send {foreign:?}; missing are {missing:?}; needlessly excused are {needless:?}"))
}
