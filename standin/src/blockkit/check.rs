//! The walker: holds blocks against the tables and gathers everything that is wrong.
//! It never stops at the first problem, so that a test shows all of them at once.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{
    MESSAGE_BLOCKS_MAX, Problem, Surface, VIEW_BLOCKS_MAX,
    block_shapes::{BLOCKS, ID_CHARS_MAX, URL_CHARS_MAX},
    element_shapes::ELEMENTS,
    moments::{is_date, is_time},
    rich,
    shape::{Field, Holds, Shape, may, must},
    stateful::options_of,
};

/// Characters of an option's text, description and value.
const OPTION_CHARS_MAX: usize = 75;
const OPTION_VALUE_CHARS_MAX: usize = 150;
/// Groups of options in one menu.
const OPTION_GROUPS_MAX: usize = 100;
/// Characters of a confirmation: title, text, and each of its two buttons.
const CONFIRM_TITLE_CHARS_MAX: usize = 100;
const CONFIRM_TEXT_CHARS_MAX: usize = 300;
const CONFIRM_BUTTON_CHARS_MAX: usize = 30;

/// Digits of a moment in seconds.
const MOMENT_DIGITS: usize = 10;

const OPTION: &[Field] = &[
    must("text", Holds::Words(OPTION_CHARS_MAX)),
    must("value", Holds::Text(OPTION_VALUE_CHARS_MAX)),
    may("description", Holds::Words(OPTION_CHARS_MAX)),
    may("url", Holds::Address(URL_CHARS_MAX)),
];
const OPTION_GROUP: &[Field] = &[must("label", Holds::Plain(OPTION_CHARS_MAX)), must("options", Holds::Options(OPTION_GROUPS_MAX))];
const CONFIRM: &[Field] = &[
    must("title", Holds::Plain(CONFIRM_TITLE_CHARS_MAX)),
    must("text", Holds::Words(CONFIRM_TEXT_CHARS_MAX)),
    must("confirm", Holds::Plain(CONFIRM_BUTTON_CHARS_MAX)),
    must("deny", Holds::Plain(CONFIRM_BUTTON_CHARS_MAX)),
    may("style", Holds::Word(&["primary", "danger"])),
];
const SLACK_FILE: &[Field] = &[may("id", Holds::Text(ID_CHARS_MAX)), may("url", Holds::Address(URL_CHARS_MAX))];

/// One check of one list of blocks.
pub(super) struct Checker {
    surface: Surface,
    block_ids: BTreeSet<String>,
    action_ids: BTreeSet<String>,
    focused: bool,
    pub(super) problems: Vec<Problem>,
}

impl Checker {
    pub(super) fn new(surface: Surface) -> Self {
        Self { surface, block_ids: BTreeSet::new(), action_ids: BTreeSet::new(), focused: false, problems: Vec::new() }
    }

    fn wrong(&mut self, at: &str, message: impl Into<String>) {
        self.problems.push(Problem::new(at, message));
    }

    pub(super) fn blocks(&mut self, blocks: &Value, at: &str) {
        let Some(list) = blocks.as_array() else {
            self.wrong(at, "must be an array");
            return;
        };
        let max = if self.surface == Surface::Message { MESSAGE_BLOCKS_MAX } else { VIEW_BLOCKS_MAX };
        if list.len() > max {
            self.wrong(at, format!("no more than {max} items allowed"));
        }
        for (index, block) in list.iter().enumerate() {
            self.block(block, &format!("{at}/{index}"));
        }
    }

    fn block(&mut self, block: &Value, at: &str) {
        // Action ids must differ within one block only: rows of a list may repeat them, told apart by their values.
        self.action_ids.clear();
        let Some((object, shape)) = self.shaped(block, at, BLOCKS, &[]) else {
            return;
        };
        if !shape.surfaces.contains(&self.surface) {
            self.wrong(&format!("{at}/type"), format!("unsupported type in this place: {}", shape.kind));
        }
        if let Some(id) = object.get("block_id").and_then(Value::as_str)
            && !self.block_ids.insert(id.to_owned())
        {
            self.wrong(&format!("{at}/block_id"), format!("`block_id` \"{id}\" already exists for another block"));
        }
        self.object(object, shape, at);
    }

    fn element(&mut self, element: &Value, at: &str, allowed: &[&str]) {
        let Some((object, shape)) = self.shaped(element, at, ELEMENTS, allowed) else {
            return;
        };
        if shape.interactive
            && let Some(id) = object.get("action_id").and_then(Value::as_str)
            && !self.action_ids.insert(id.to_owned())
        {
            self.wrong(&format!("{at}/action_id"), format!("`action_id` \"{id}\" already exists for another element"));
        }
        if !shape.surfaces.contains(&self.surface) {
            self.wrong(&format!("{at}/type"), format!("unsupported type in this place: {}", shape.kind));
        }
        if object.get("focus_on_load").and_then(Value::as_bool) == Some(true) && std::mem::replace(&mut self.focused, true) {
            self.wrong(&format!("{at}/focus_on_load"), "only one element can be focused");
        }
        self.object(object, shape, at);
        self.beginning(element, at);
    }

    /// The object and the row of its type, or a problem. `allowed` empty: any type of the table.
    fn shaped<'a>(
        &mut self,
        value: &'a Value,
        at: &str,
        table: &'static [Shape],
        allowed: &[&str],
    ) -> Option<(&'a Map<String, Value>, &'static Shape)> {
        let Some(object) = value.as_object() else {
            self.wrong(at, "must be an object");
            return None;
        };
        let Some(kind) = object.get("type").and_then(Value::as_str) else {
            self.wrong(at, "missing required field: type");
            return None;
        };
        let found = table.iter().find(|shape| shape.kind == kind && (allowed.is_empty() || allowed.contains(&kind)));
        if found.is_none() {
            self.wrong(&format!("{at}/type"), format!("unsupported type: {kind}"));
        }
        found.map(|shape| (object, shape))
    }

    fn object(&mut self, object: &Map<String, Value>, shape: &Shape, at: &str) {
        for name in object.keys() {
            if name != "type" && !shape.fields.iter().any(|field| field.name == name) {
                self.wrong(at, format!("invalid additional property: {name}"));
            }
        }
        if !shape.any_of.is_empty() && !shape.any_of.iter().any(|name| object.contains_key(*name)) {
            self.wrong(at, format!("missing required field: {}", shape.any_of.join(" or ")));
        }
        if shape.only_one && shape.any_of.iter().filter(|name| object.contains_key(**name)).count() > 1 {
            self.wrong(at, format!("must have only one of: {}", shape.any_of.join(", ")));
        }
        for field in shape.fields {
            match object.get(field.name) {
                Some(value) => self.field(value, field.holds, &format!("{at}/{}", field.name)),
                None if field.required => {
                    self.wrong(at, format!("missing required field: {}", field.name));
                }
                None => {}
            }
        }
    }

    pub(super) fn field(&mut self, value: &Value, holds: Holds, at: &str) {
        match holds {
            Holds::Text(max) => self.text(value, 1, max, at),
            Holds::MaybeEmpty(max) => self.text(value, 0, max, at),
            Holds::Address(max) => self.address(value, max, at),
            Holds::Flag if !value.is_boolean() => self.wrong(at, "must be a boolean"),
            Holds::Number if !(value.is_number() || value.as_str().is_some_and(|text| text.parse::<f64>().is_ok())) => {
                self.wrong(at, "must be a number");
            }
            Holds::Word(words) => {
                if !value.as_str().is_some_and(|word| words.contains(&word)) {
                    self.wrong(at, format!("must be one of: {}", words.join(", ")));
                }
            }
            Holds::Plain(max) => self.words(value, max, &["plain_text"], at),
            Holds::Words(max) => self.words(value, max, &["plain_text", "mrkdwn"], at),
            Holds::WordsList(items, max) => {
                self.each(value, items, at, |this, item, at| {
                    this.words(item, max, &["plain_text", "mrkdwn"], at);
                });
            }
            Holds::Element(allowed) => self.element(value, at, allowed),
            Holds::Elements(items, allowed) => self.each(value, items, at, |this, item, at| {
                this.element(item, at, allowed);
            }),
            Holds::Options(items) => self.each(value, items, at, Self::option),
            Holds::Choice => self.option(value, at),
            Holds::OptionGroups => self.each(value, OPTION_GROUPS_MAX, at, Self::option_group),
            Holds::Confirm => self.confirm(value, at),
            Holds::Parts(fields) => self.parts(value, fields, at),
            Holds::PartsList(items, fields) if value.as_array().is_none_or(|list| !list.is_empty()) => {
                self.each(value, items, at, |this, item, at| this.parts(item, fields, at));
            }
            // A list that may be empty is; flags and numbers that are wrong were told of above.
            Holds::Flag | Holds::Number | Holds::Anything | Holds::PartsList(..) => {}
            Holds::WordList(words) => self.each(value, words.len(), at, |this, item, at| this.field(item, Holds::Word(words), at)),
            Holds::Date | Holds::Time | Holds::Moment => self.moment(value, holds, at),
            Holds::Rich | Holds::RichElements | Holds::Cells => self.problems.extend(rich::problems(value, holds, at)),
            Holds::SlackFile => {
                self.parts(value, SLACK_FILE, at);
                if value.as_object().is_some_and(|file| file.len() != 1) {
                    self.wrong(at, "must have only one of: id, url");
                }
            }
            Holds::Ids(items) => {
                self.each(value, items, at, |this, item, at| {
                    this.text(item, 1, super::block_shapes::ID_CHARS_MAX, at);
                });
            }
        }
    }

    fn each(&mut self, value: &Value, max: usize, at: &str, mut check: impl FnMut(&mut Self, &Value, &str)) {
        let Some(list) = value.as_array() else {
            self.wrong(at, "must be an array");
            return;
        };
        if list.is_empty() {
            self.wrong(at, "must have at least 1 item");
        }
        if list.len() > max {
            self.wrong(at, format!("no more than {max} items allowed"));
        }
        for (index, item) in list.iter().enumerate() {
            check(self, item, &format!("{at}/{index}"));
        }
    }

    fn text(&mut self, value: &Value, min: usize, max: usize, at: &str) {
        let Some(text) = value.as_str() else {
            self.wrong(at, "must be a string");
            return;
        };
        let chars = text.chars().count();
        if chars < min {
            self.wrong(at, format!("must be more than {} characters", min.saturating_sub(1)));
        } else if chars > max {
            self.wrong(at, format!("must be less than {} characters", max + 1));
        }
    }

    fn address(&mut self, value: &Value, max: usize, at: &str) {
        self.text(value, 1, max, at);
        if value.as_str().is_some_and(|text| !text.contains("://") && !text.starts_with("mailto:")) {
            self.wrong(at, "must be a valid URL");
        }
    }

    fn words(&mut self, value: &Value, max: usize, kinds: &[&str], at: &str) {
        let Some(object) = value.as_object() else {
            self.wrong(at, "must be an object");
            return;
        };
        let kind = object.get("type").and_then(Value::as_str).unwrap_or_default();
        if !kinds.contains(&kind) {
            self.wrong(&format!("{at}/type"), format!("must be one of: {}", kinds.join(", ")));
        }
        for (name, value) in object {
            match (name.as_str(), kind) {
                ("type", _) => {}
                ("text", _) => self.text(value, 1, max, &format!("{at}/text")),
                ("emoji", "plain_text") | ("verbatim", "mrkdwn") => {
                    self.field(value, Holds::Flag, &format!("{at}/{name}"));
                }
                _ => self.wrong(at, format!("invalid additional property: {name}")),
            }
        }
        if !object.contains_key("text") {
            self.wrong(at, "missing required field: text");
        }
    }

    /// A day, a time of day or a second.
    fn moment(&mut self, value: &Value, holds: Holds, at: &str) {
        let text = value.as_str().unwrap_or_default();
        let (good, form) = match holds {
            Holds::Date => (is_date(text), "YYYY-MM-DD"),
            Holds::Time => (is_time(text), "HH:mm"),
            _ => (value.as_u64().is_some_and(|seconds| seconds.to_string().len() == MOMENT_DIGITS), "ten digits"),
        };
        if !good {
            self.wrong(at, format!("must be in the form {form}"));
        }
    }

    /// What is chosen at the beginning must be among what can be chosen.
    fn beginning(&mut self, element: &Value, at: &str) {
        let offered: Vec<&Value> = options_of(element).collect();
        if offered.is_empty() {
            return;
        }
        let same = |one: &Value, other: &Value| one["value"] == other["value"] && one["text"]["text"] == other["text"]["text"];
        let chosen = element.get("initial_options").and_then(Value::as_array).into_iter().flatten().chain(element.get("initial_option"));
        if !chosen.into_iter().all(|one| offered.iter().any(|other| same(one, other))) {
            self.wrong(at, "initial options must be among the options");
        }
    }

    /// An object with these fields and no others.
    fn parts(&mut self, value: &Value, fields: &[Field], at: &str) {
        let Some(object) = value.as_object() else {
            self.wrong(at, "must be an object");
            return;
        };
        for name in object.keys() {
            if !fields.iter().any(|field| field.name == name) {
                self.wrong(at, format!("invalid additional property: {name}"));
            }
        }
        for field in fields {
            match object.get(field.name) {
                Some(part) => self.field(part, field.holds, &format!("{at}/{}", field.name)),
                None if field.required => self.wrong(at, format!("missing required field: {}", field.name)),
                None => {}
            }
        }
    }

    fn option(&mut self, value: &Value, at: &str) {
        self.parts(value, OPTION, at);
    }

    fn option_group(&mut self, value: &Value, at: &str) {
        self.parts(value, OPTION_GROUP, at);
    }

    fn confirm(&mut self, value: &Value, at: &str) {
        self.parts(value, CONFIRM, at);
    }
}
