//! What stands inside of `rich_text`, and in the cells of a table.
//! Slack holds every piece against its own list, and so does this.

use serde_json::Value;

use super::{Problem, block_shapes::TABLE_COLUMNS_MAX, shape::Holds};

/// Rows of a table.
const TABLE_ROWS_MAX: usize = 100;

/// Pieces of text: kind, the fields it must have, and those it may have besides `style`.
const PIECES: &[(&str, &[&str], &[&str])] = &[
    ("text", &["text"], &[]),
    ("link", &["url"], &["text", "unsafe"]),
    ("emoji", &["name"], &["unicode", "url", "skin_tone"]),
    ("user", &["user_id"], &[]),
    ("usergroup", &["usergroup_id"], &[]),
    ("channel", &["channel_id"], &[]),
    ("team", &["team_id"], &[]),
    ("broadcast", &["range"], &[]),
    ("color", &["value"], &[]),
    ("date", &["timestamp", "format"], &["url", "fallback"]),
];

/// Ways of writing.
const STYLES: &[&str] = &["bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"];

/// Everything wrong with a `rich_text` block, with what is in one, or with the rows of a table.
pub(super) fn problems(value: &Value, holds: Holds, at: &str) -> Vec<Problem> {
    let mut found = Vec::new();
    match holds {
        Holds::Rich => rich(value, at, &mut found),
        Holds::Cells => rows(value, at, &mut found),
        _ => parts(value, at, &mut found),
    }
    found
}

fn rich(value: &Value, at: &str, found: &mut Vec<Problem>) {
    fields(value, "rich_text", &["elements"], &["block_id"], at, found);
    parts(&value["elements"], &format!("{at}/elements"), found);
}

/// The paragraphs, lists and quotes.
fn parts(value: &Value, at: &str, found: &mut Vec<Problem>) {
    each(value, at, found, |part, at, found| {
        let within = format!("{at}/elements");
        match part["type"].as_str().unwrap_or_default() {
            kind @ "rich_text_section" => {
                fields(part, kind, &["elements"], &[], at, found);
                each(&part["elements"], &within, found, piece);
            }
            kind @ ("rich_text_quote" | "rich_text_preformatted") => {
                fields(part, kind, &["elements"], &["border", "language"], at, found);
                each(&part["elements"], &within, found, piece);
            }
            kind @ "rich_text_list" => {
                fields(part, kind, &["elements", "style"], &["indent", "offset", "border"], at, found);
                if !matches!(part["style"].as_str(), Some("bullet" | "ordered")) {
                    found.push(Problem::new(&format!("{at}/style"), "must be one of: bullet, ordered"));
                }
                each(&part["elements"], &within, found, |item, at, found| {
                    fields(item, "rich_text_section", &["elements"], &[], at, found);
                    each(&item["elements"], &format!("{at}/elements"), found, piece);
                });
            }
            kind => found.push(Problem::new(&format!("{at}/type"), format!("unsupported type: {kind}"))),
        }
    });
}

fn piece(value: &Value, at: &str, found: &mut Vec<Problem>) {
    let kind = value["type"].as_str().unwrap_or_default();
    let Some((_, must, may)) = PIECES.iter().find(|(known, ..)| *known == kind) else {
        found.push(Problem::new(&format!("{at}/type"), format!("unsupported type: {kind}")));
        return;
    };
    fields(value, kind, must, &[*may, &["style"]].concat(), at, found);
    for name in must.iter().filter(|name| **name != "timestamp") {
        if value.get(name).is_some_and(|held| held.as_str().is_none_or(str::is_empty)) {
            found.push(Problem::new(&format!("{at}/{name}"), "must be a string of at least 1 character"));
        }
    }
    for (style, held) in value.get("style").and_then(Value::as_object).into_iter().flatten() {
        if !STYLES.contains(&style.as_str()) || !held.is_boolean() {
            found.push(Problem::new(&format!("{at}/style"), format!("invalid style: {style}")));
        }
    }
}

/// Rows of cells, each a text, a number, or rich text.
fn rows(value: &Value, at: &str, found: &mut Vec<Problem>) {
    let too_many = |list: &Value, max: usize| list.as_array().is_some_and(|list| list.len() > max);
    if too_many(value, TABLE_ROWS_MAX) {
        found.push(Problem::new(at, format!("no more than {TABLE_ROWS_MAX} items allowed")));
    }
    each(value, at, found, |row, at, found| {
        if too_many(row, TABLE_COLUMNS_MAX) {
            found.push(Problem::new(at, format!("no more than {TABLE_COLUMNS_MAX} items allowed")));
        }
        each(row, at, found, |cell, at, found| match cell["type"].as_str().unwrap_or_default() {
            "rich_text" => rich(cell, at, found),
            kind @ "raw_text" => fields(cell, kind, &["text"], &[], at, found),
            kind @ "raw_number" => fields(cell, kind, &["value", "text"], &[], at, found),
            kind => found.push(Problem::new(&format!("{at}/type"), format!("unsupported type: {kind}"))),
        });
    });
}

/// An object of this type with these fields, and no others.
fn fields(value: &Value, kind: &str, must: &[&str], may: &[&str], at: &str, found: &mut Vec<Problem>) {
    let Some(object) = value.as_object() else {
        found.push(Problem::new(at, "must be an object"));
        return;
    };
    if object.get("type").and_then(Value::as_str) != Some(kind) {
        found.push(Problem::new(&format!("{at}/type"), format!("must be \"{kind}\"")));
    }
    for name in must.iter().filter(|name| !object.contains_key(**name)) {
        found.push(Problem::new(at, format!("missing required field: {name}")));
    }
    for name in object.keys().map(String::as_str) {
        if name != "type" && !must.contains(&name) && !may.contains(&name) {
            found.push(Problem::new(at, format!("invalid additional property: {name}")));
        }
    }
}

fn each(value: &Value, at: &str, found: &mut Vec<Problem>, check: impl Fn(&Value, &str, &mut Vec<Problem>)) {
    let Some(list) = value.as_array() else {
        found.push(Problem::new(at, "must be an array"));
        return;
    };
    for (index, item) in list.iter().enumerate() {
        check(item, &format!("{at}/{index}"), found);
    }
}
