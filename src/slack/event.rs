//! Events: people and user groups that come and change, and Homes that are opened. Taking one twice changes nothing.

use serde_json::Value;

use super::inbound::Event;
use super::live::Then;
use super::people::person;
use super::router::Router;
use crate::app::{Actor, Result};

/// Takes an event; unknown ones are let go.
///
/// # Errors
/// When the database refuses.
pub async fn run(router: &Router, event: &Event) -> Result<Vec<Then>> {
    match event.kind.as_str() {
        "app_home_opened" => home_opened(router, event).await,
        "team_join" | "user_change" => {
            let user = event.body.get("user").unwrap_or(&Value::Null);
            if let Some(person) = person(user, &event.workspace, router.app.now()) {
                router.app.person_changed(&event.workspace, &person).await?;
            }
            Ok(Vec::new())
        }
        "subteam_created" | "subteam_updated" => {
            if let Some(group) = event.body.pointer("/subteam/id").and_then(Value::as_str) {
                router.app.group_changed(&event.workspace, group, true).await?;
            }
            Ok(Vec::new())
        }
        "subteam_members_changed" => {
            if let Some(group) = event.body.get("subteam_id").and_then(Value::as_str) {
                router.app.group_changed(&event.workspace, group, false).await?;
            }
            Ok(Vec::new())
        }
        "app_uninstalled" => {
            router.app.uninstalled(&event.workspace, event.second).await?;
            Ok(Vec::new())
        }
        "tokens_revoked" if event.body.pointer("/tokens/bot/0").is_some() => {
            router.app.uninstalled(&event.workspace, event.second).await?;
            Ok(Vec::new())
        }
        _ => Ok(Vec::new()),
    }
}

async fn home_opened(router: &Router, event: &Event) -> Result<Vec<Then>> {
    let text = |key: &str| event.body.get(key).and_then(Value::as_str);
    let (Some(user), "home") = (text("user"), text("tab").unwrap_or("home")) else {
        return Ok(Vec::new());
    };
    let by = Actor { workspace: event.workspace.clone(), person: user.into() };
    router.app.greet_seen(&by).await?;
    router.app.home_opened(&by).await?;
    // The worker publishes every Home that is marked; this one is on the screen, so it goes first.
    Ok(vec![Then::Home(by)])
}
