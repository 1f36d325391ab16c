//! What one person does on the page, carried out at the local Slack; and the clock, which moves when somebody moves it.
//! When the answer goes out, everything that followed has happened.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};
use serde::Deserialize;
use serde_json::{Value, json};
use standin::{Delivered, Entry, SandboxError};

use super::{Page, show};
use crate::demo::company::{self, PEOPLE};
use crate::demo::stage::Error;

/// The hour at which reminders come unless a member says otherwise.
const REMINDER_HOUR: Time = Time::constant(10, 0, 0, 0);

/// One thing, and who does it.
#[derive(Debug, Deserialize)]
pub(super) struct Doing {
    r#as: String,
    #[serde(flatten)]
    act: Act,
}

/// What can be done.
#[derive(Debug, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
enum Act {
    Slash { channel: String, command: String, text: String },
    Say { channel: String, text: String },
    Press { place: String, block_id: String, action_id: String, value: Option<String>, state: Option<Value> },
    Submit { view_id: String, state: Value },
    Close { view_id: String },
    Shortcut { callback_id: String, message_ts: Option<String> },
    Home,
    Clock { by: Hand },
}

/// How far the clock is moved.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Hand {
    Hour,
    Day,
    Week,
    Tuesday,
}

type Told = Result<Json<Value>, (StatusCode, Json<Value>)>;

pub(super) async fn act(State(page): State<Page>, Json(doing): Json<Doing>) -> Told {
    let _turn = page.0.turn.lock().await;
    let stage = &page.0.stage;
    let since = stage.slack.log_len();
    let delivered = carry_out(&page, &doing.r#as, doing.act).await;
    stage.settle().await;
    let delivered = delivered.map_err(|error| refused(&error.to_string()))?;
    let world = show::world(&page, &doing.r#as).ok_or_else(|| refused("There is nobody with this id."))?;
    let problem = delivered.as_ref().and_then(|delivered| delivered.error.clone());
    let errors = delivered.as_ref().and_then(field_errors);
    Ok(Json(json!({ "world": world, "problem": problem, "errors": errors, "news": news(&page, since) })))
}

fn refused(sentence: &str) -> (StatusCode, Json<Value>) {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": sentence })))
}

async fn carry_out(page: &Page, who: &str, act: Act) -> Result<Option<Delivered>, Error> {
    let slack = &page.0.stage.slack;
    let delivered = match act {
        Act::Slash { channel, command, text } => slack.slash(who, &command, &text, Some(&channel)).await?,
        Act::Say { channel, text } => {
            slack.say(who, &channel, &text)?;
            return Ok(None);
        }
        Act::Press { place, block_id, action_id, value, state } => {
            if let Some(state) = state {
                slack.fill(who, &place, &state)?;
            }
            slack.click_in(who, &place, &block_id, &action_id, value.as_deref()).await?
        }
        Act::Submit { view_id, state } => slack.submit(who, &view_id, &state).await?,
        Act::Close { view_id } => return Ok(slack.close(who, &view_id).await?),
        Act::Shortcut { callback_id, message_ts } => slack.shortcut(who, &callback_id, message_ts.as_deref()).await?,
        Act::Home => slack.open_home(who).await?,
        Act::Clock { by } => {
            known(who)?;
            page.0.stage.pass_until(moved(page.0.stage.now(), by)?).await;
            return Ok(None);
        }
    };
    Ok(Some(delivered))
}

fn known(who: &str) -> Result<(), SandboxError> {
    let there = PEOPLE.iter().any(|person| person.id == who);
    if there { Ok(()) } else { Err(SandboxError::UnknownUser(who.to_owned())) }
}

/// Where the clock stands after it was moved: in the company's zone, so that nine in the morning stays nine in the morning.
fn moved(now: Timestamp, by: Hand) -> Result<Timestamp, Error> {
    let here: Zoned = now.to_zoned(TimeZone::get(company::ZONE)?);
    let there = match by {
        Hand::Hour => here.checked_add(1.hour())?,
        Hand::Day => here.checked_add(1.day())?,
        Hand::Week => here.checked_add(1.week())?,
        Hand::Tuesday => {
            let today = here.date().to_datetime(REMINDER_HOUR).to_zoned(here.time_zone().clone())?;
            if here.weekday() == Weekday::Tuesday && here < today { today } else { today.nth_weekday(1, Weekday::Tuesday)? }
        }
    };
    Ok(there.timestamp())
}

/// What a form says about its fields instead of being taken.
fn field_errors(delivered: &Delivered) -> Option<Value> {
    let answer: Value = serde_json::from_str(&delivered.body).ok()?;
    (answer.get("response_action")? == "errors").then(|| answer["errors"].clone())
}

/// Who got a message from the app since then.
fn news(page: &Page, since: u64) -> Vec<&'static str> {
    let slack = &page.0.stage.slack;
    let posted: BTreeSet<String> = slack
        .log_since(since)
        .into_iter()
        .filter_map(|entry| match entry {
            Entry::Posted { channel, .. } => Some(channel),
            _ => None,
        })
        .collect();
    let got = PEOPLE.iter().filter(|person| slack.dm_of(person.id).is_some_and(|dm| posted.contains(&dm)));
    got.map(|person| person.id).collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{Hand, moved};

    #[test]
    fn the_clock_moves_in_civil_time_and_always_forward() {
        let cases = [
            ("2026-09-03T07:00:00Z", Hand::Hour, "2026-09-03T08:00:00Z"),
            ("2026-09-03T07:00:00Z", Hand::Tuesday, "2026-09-08T08:00:00Z"),
            ("2026-09-08T07:59:59Z", Hand::Tuesday, "2026-09-08T08:00:00Z"),
            ("2026-09-08T08:00:00Z", Hand::Tuesday, "2026-09-15T08:00:00Z"),
            // Clocks change on 25 October: nine in the morning stays nine in the morning.
            ("2026-10-22T07:00:00Z", Hand::Week, "2026-10-29T08:00:00Z"),
            ("2026-10-24T07:00:00Z", Hand::Day, "2026-10-25T08:00:00Z"),
            ("2026-10-20T08:00:00Z", Hand::Tuesday, "2026-10-27T09:00:00Z"),
        ];
        for (now, by, then) in cases {
            let now: Timestamp = now.parse().expect("an instant");
            assert_eq!(moved(now, by).expect("there is such a time").to_string(), then, "{now} {by:?}");
        }
    }
}
