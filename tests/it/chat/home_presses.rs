//! Finds what stands on somebody's Home, and presses it: a button by its label, a menu's choice by its own.

use serde_json::Value;

use super::world::{World, id};

impl World {
    /// Opens somebody's Home.
    pub async fn opens_home(&self, who: &str) {
        self.stage.slack.open_home(&id(who)).await.expect("Home opens");
        self.stage.settle().await;
    }

    /// The blocks of somebody's Home.
    pub fn home(&self, who: &str) -> Vec<Value> {
        let home = self.stage.slack.home(&id(who)).unwrap_or_else(|| panic!("{who} has no Home"));
        home["blocks"].as_array().expect("blocks").clone()
    }

    /// The same as one text to search.
    pub fn home_text(&self, who: &str) -> String {
        let mut blocks = self.home(who);
        // What eyes see: what a screen reader is told besides says it a second time.
        blocks.iter_mut().for_each(super::notes::forget_labels);
        Value::from(blocks).to_string()
    }

    /// Presses the `place`th button, or chooses the `place`th choice, with this label on somebody's Home.
    pub async fn presses_home_nth(&self, who: &str, label: &str, place: usize) {
        let found = self.on_home(who, label);
        let (block, action, value) = found.get(place).unwrap_or_else(|| panic!("{who}'s Home has no {label} number {place}"));
        self.stage.slack.click_in(&id(who), "home", block, action, Some(value)).await.expect("the press arrives");
        self.stage.settle().await;
    }

    /// The first one with this label.
    pub async fn presses_home(&self, who: &str, label: &str) {
        self.presses_home_nth(who, label, 0).await;
    }

    /// Everything with this label on somebody's Home: block, action and value.
    pub fn on_home(&self, who: &str, label: &str) -> Vec<(String, String, String)> {
        let text = |value: &Value, pointer: &str| value.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
        let mut found = Vec::new();
        for block in self.home(who) {
            let row = block.get("elements").and_then(Value::as_array).into_iter().flatten();
            for element in row.chain(block.get("accessory")) {
                let options = element.get("options").and_then(Value::as_array).into_iter().flatten();
                let choices = std::iter::once(element).chain(options).filter(|choice| text(choice, "/text/text") == label);
                found.extend(choices.map(|choice| (text(&block, "/block_id"), text(element, "/action_id"), text(choice, "/value"))));
            }
        }
        found
    }
}
