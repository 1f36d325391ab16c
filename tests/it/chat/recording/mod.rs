//! Recording in full: forms, help received, edits, groups, shortcuts, undo by command, and whose team somebody is in.
//!
//! Each surface once in both languages, and once over both transports.

mod canary;
mod edit;
mod fill;
mod groups;
mod mistakes;
mod received;
mod shortcuts;
mod team_asks;
mod undo;
mod whose_team;

use goodturn::app::Actor;
use goodturn::demo::stage::Joint;
use goodturn::domain::answer::Home;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::world::{COMPANY, World, id, user, workspace_id};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let modules = [
        canary::trials,
        edit::trials,
        fill::trials,
        groups::trials,
        mistakes::trials,
        received::trials,
        shortcuts::trials,
        team_asks::trials,
        undo::trials,
        whose_team::trials,
    ];
    modules.iter().flat_map(|module| module(cx)).collect()
}

/// The usual company with a channel of everybody's, a group DM, and user groups.
async fn furnished(database: TestDatabase, locale: &str, joint: Joint) -> World {
    let world = World::furnished(database, COMPANY, (locale, joint), |workspace| {
        let everybody: Vec<String> = COMPANY.iter().map(|person| id(person.0)).collect();
        workspace.channels = vec![
            json!({ "id": "C0GENERAL", "name": "general", "members": everybody }),
            json!({ "id": "G0FEW", "name": "mpdm-ana--sam--lee-1", "is_mpim": true, "members": [id("Ana"), id("Sam"), id("Lee")] }),
        ];
        workspace.usergroups = vec![
            json!({ "id": "S0FINANCE", "handle": "finance", "name": "Finance", "users": [id("Lee"), id("Tom"), id("Ana"), id("Gus"), id("Rob")] }),
            json!({ "id": "S0EMPTY", "handle": "empty", "name": "Empty", "users": [] }),
        ];
    })
    .await;
    // An app and a guest join later: the first app in the workspace would be the bot itself.
    for (name, mark) in [("Rob", "is_bot"), ("Gus", "is_restricted")] {
        let mut odd = user(name, "Europe/Berlin", locale);
        odd[mark] = json!(true);
        world.stage.slack.replace_user(odd.clone());
        world.stage.slack.event(json!({ "type": "team_join", "user": odd })).await.expect("the event arrives");
    }
    world.stage.settle().await;
    world
}

fn actor(who: &str) -> Actor {
    Actor { workspace: workspace_id(), person: id(who).into() }
}

/// What somebody's Home tells.
async fn home(world: &World, who: &str) -> Home {
    world.stage.app.read_home(&actor(who)).await.expect("the Home can be read")
}

impl World {
    /// Presses a button of the form on top.
    async fn presses_in_form(&self, who: &str, label: &str) {
        let form = self.form(who).unwrap_or_else(|| panic!("{who} has no form open"));
        let blocks = form["blocks"].as_array().expect("blocks");
        let mut elements = blocks.iter().filter_map(|block| block["elements"].as_array()).flatten();
        let button = elements.find(|element| element["text"]["text"] == label).unwrap_or_else(|| panic!("no {label} in {form}"));
        let (view, action) = (form["id"].as_str().expect("an id"), button["action_id"].as_str().expect("an action"));
        self.stage.slack.click(&id(who), view, action, button["value"].as_str()).await.expect("the press arrives");
        self.stage.settle().await;
    }

    /// Chooses from the menu of the newest answer that has one.
    async fn chooses(&self, who: &str, choice: &str) {
        let shown = self.stage.slack.ephemerals(&id(who));
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let menu = shown.iter().rev().find_map(|message| {
            let mut elements = message["blocks"].as_array()?.iter().filter_map(|block| block["elements"].as_array()).flatten();
            let menu = elements.rfind(|element| element["type"] == "static_select")?;
            let options = menu["options"].as_array()?;
            let option = options.iter().find(|option| option["text"]["text"] == choice)?;
            Some((text(&message["ts"]), text(&menu["action_id"]), text(&option["value"])))
        });
        let (ts, action, value) = menu.unwrap_or_else(|| panic!("{who} sees no {choice} to choose"));
        self.stage.slack.click(&id(who), &ts, &action, Some(&value)).await.expect("the choice arrives");
        self.stage.settle().await;
    }
}

/// The text of all sections of somebody's newest answer, put together: what is given back in pieces is whole again.
fn given_back(world: &World, who: &str) -> String {
    let shown = world.stage.slack.ephemerals(&id(who)).pop().expect("an answer");
    let blocks = shown["blocks"].as_array().cloned().unwrap_or_default();
    blocks.iter().filter_map(|block| block["text"]["text"].as_str()).map(|piece| piece.replace("```", "")).collect()
}
