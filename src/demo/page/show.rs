//! What one person sees, as JSON for the page: people, conversations, Home, modals, and the clock.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Page;
use crate::demo::company::{self, PEOPLE};

/// The newest messages of a conversation that the page shows.
const MESSAGES_SHOWN: usize = 200;

/// The newest calls that "Look inside" lists.
const CALLS_SHOWN: usize = 150;

/// How a PNG begins; the bot uploads no other pictures.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Who looks.
#[derive(Debug, Deserialize)]
pub(super) struct Looking {
    r#as: String,
}

pub(super) async fn look(State(page): State<Page>, Query(looking): Query<Looking>) -> Response {
    let _turn = page.0.turn.lock().await;
    match world(&page, &looking.r#as) {
        Some(world) => Json(world).into_response(),
        None => (StatusCode::NOT_FOUND, Json(json!({ "error": "There is nobody with this id." }))).into_response(),
    }
}

/// What the bot said to Slack, newest first. Tokens are no part of it.
pub(super) async fn calls(State(page): State<Page>) -> Json<Value> {
    let mut calls = page.0.stage.slack.calls();
    calls.reverse();
    calls.truncate(CALLS_SHOWN);
    Json(json!({ "calls": calls }))
}

/// A picture that the bot uploaded.
pub(super) async fn picture(State(page): State<Page>, Path(id): Path<String>) -> Response {
    match page.0.stage.slack.file(&id).filter(|bytes| bytes.starts_with(PNG)) {
        Some(bytes) => ([(header::CONTENT_TYPE, "image/png")], bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Everything one person sees; nothing, when there is no such person.
pub(super) fn world(page: &Page, user: &str) -> Option<Value> {
    let person = PEOPLE.iter().find(|person| person.id == user)?;
    let slack = &page.0.stage.slack;
    let mut places = slack.conversations_of(user);
    for place in &mut places {
        let id = place.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        place["messages"] = messages(page, user, &id).into();
    }
    let bot = slack.credentials().bot_user_id;
    Some(json!({
        "now_ms": slack.now_ms(), "zone": company::ZONE, "me": person.id, "bot": { "id": bot, "name": "Goodturn" },
        "people": PEOPLE.iter().map(|one| shown(page, one)).collect::<Vec<_>>(), "groups": company::groups(),
        "places": places, "home": slack.home(user), "modals": slack.modals(user),
        "shortcuts": company::SHORTCUTS, "message_shortcuts": company::MESSAGE_SHORTCUTS,
    }))
}

/// One person for the list of people; `latest` is the time stamp of their newest message from the app.
fn shown(page: &Page, person: &company::Person) -> Value {
    let slack = &page.0.stage.slack;
    let latest = slack.dm_of(person.id).and_then(|dm| slack.conversation(&dm).pop()).map(|message| message["ts"].clone());
    json!({ "id": person.id, "name": person.name, "team": person.team, "zone": person.zone, "locale": person.locale(page.0.lang), "latest": latest })
}

/// A conversation's messages, with those in between that only this person sees.
fn messages(page: &Page, user: &str, channel: &str) -> Vec<Value> {
    let slack = &page.0.stage.slack;
    let mut all = slack.conversation(channel);
    let own =
        slack.ephemerals(user).into_iter().filter(|message| message["channel"] == channel && stamp(message) >= page.0.opened.as_str());
    all.extend(own.map(|mut message| {
        message["only_you"] = json!(true);
        message
    }));
    // All time stamps of this century have as many digits, so they sort as text.
    all.sort_by(|one, other| stamp(one).cmp(stamp(other)));
    let newest = all.len().saturating_sub(MESSAGES_SHOWN);
    all.split_off(newest)
}

fn stamp(message: &Value) -> &str {
    message.get("ts").and_then(Value::as_str).unwrap_or_default()
}
