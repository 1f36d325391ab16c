//! The admins' part of App Home in conversations: who is one, what they see and set, previews, and turning it off for everyone.
//!
//! What an admin learns about people is held against groups of one to four and of five.

mod off;
mod previews;

mod setup;
mod totals;
mod who;

use goodturn::app::Actor;
use goodturn::app::admin::Became;
use goodturn::slack::client::{Client, Lane, Transport};
use goodturn::slack::view::Rendered;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::world::{COMPANY, Tested, World, id, workspace_id};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let modules = [who::trials, setup::trials, previews::trials, totals::trials, off::trials];
    modules.iter().flat_map(|module| module(cx)).collect()
}

pub fn by(who: &str) -> Actor {
    Actor { workspace: workspace_id(), person: id(who).as_str().into() }
}

impl World {
    /// Slack says that somebody owns the workspace, and they have pressed [Set up].
    pub async fn sets_up(&self, who: &str, locale: &str) {
        self.changes_in(who, locale, |user| user["is_owner"] = json!(true)).await;
        assert_eq!(self.stage.app.become_admin(&by(who)).await.expect("the database answers"), Became::Admin);
    }

    /// Presses the first button with this label on Home; one with a menu's options is none.
    pub async fn presses_on_home(&self, who: &str, label: &str) {
        let (action, value) =
            self.home_button(who, label).unwrap_or_else(|| panic!("{who} sees no button {label}: {}", self.home_text(who)));
        self.stage.slack.click(&id(who), "home", &action, value.as_deref()).await.expect("the press arrives");
        self.stage.settle().await;
    }

    /// Action and value of a button on Home.
    pub fn home_button(&self, who: &str, label: &str) -> Option<(String, Option<String>)> {
        let home = self.stage.slack.home(&id(who))?;
        let blocks = home["blocks"].as_array()?.clone();
        let elements = blocks.iter().flat_map(|block| {
            let row = block.get("elements").and_then(Value::as_array).into_iter().flatten();
            row.chain(block.get("accessory"))
        });
        let button = elements.filter(|element| element["type"] == "button").find(|element| element["text"]["text"] == label)?;
        Some((button["action_id"].as_str()?.to_owned(), button["value"].as_str().map(str::to_owned)))
    }

    /// Presses a button that the bot never showed to this person: a made-up Home holds it.
    pub async fn forges(&self, who: &str, action: &str, value: &str) {
        if let Some(form) = self.form(who) {
            self.stage.slack.close(&id(who), form["id"].as_str().expect("an id")).await.expect("the form closes");
        }
        let transport = Transport::InProcess(self.stage.slack.router());
        let client = Client::new("http://standin.invalid/api/".parse().expect("an address"), transport);
        let button = json!({ "type": "button", "text": { "type": "plain_text", "text": "x" }, "action_id": action, "value": value });
        let home = Rendered { text: String::new(), blocks: json!([{ "type": "actions", "elements": [button] }]) };
        let token = self.stage.slack.credentials().bot_token;
        client.publish_home(&token, &id(who).as_str().into(), (&home, ""), Lane::Live).await.expect("the made-up Home is shown");
        self.stage.slack.click(&id(who), "home", action, Some(value)).await.expect("the press arrives");
        self.stage.settle().await;
    }

    /// The blocks of the form on top before somebody, as one text to search.
    pub fn form_text(&self, who: &str) -> String {
        self.form(who).map(|form| form.to_string()).unwrap_or_default()
    }
}
