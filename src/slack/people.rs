//! A person, from Slack's user object: read leniently, so that odd data in one user never loses a page.

use serde_json::Value;

use crate::domain::day::Millis;
use crate::domain::ids::WorkspaceId;
use crate::domain::person::{Kind, Person};

/// Slack's own helper account, which no list marks as a bot.
const SLACKBOT: &str = "USLACKBOT";

/// The person a user object tells of; none for an object without an id.
#[must_use]
pub fn person(user: &Value, workspace: &WorkspaceId, now: Millis) -> Option<Person> {
    // Without zero characters: PostgreSQL stores none, and one name would fail a whole page.
    let text = |value: &Value, key: &str| {
        value.get(key).and_then(Value::as_str).map(|text| text.replace('\0', "")).filter(|text| !text.is_empty())
    };
    let flag = |key: &str| user.get(key).and_then(Value::as_bool).unwrap_or(false);
    let id = text(user, "id")?;
    let null = Value::Null;
    let profile = user.get("profile").unwrap_or(&null);
    let name = text(profile, "display_name").or_else(|| text(profile, "real_name")).or_else(|| text(user, "real_name"));
    let kind = if flag("is_bot") || id == SLACKBOT {
        Kind::Bot
    } else if flag("is_restricted") || flag("is_ultra_restricted") {
        Kind::Guest
    } else if flag("is_stranger") || text(user, "team_id").is_some_and(|team| team != workspace.as_str()) {
        Kind::Outsider
    } else {
        Kind::Person
    };
    Some(Person {
        name: name.or_else(|| text(user, "name")).unwrap_or_else(|| id.clone()),
        id: id.into(),
        zone: text(user, "tz"),
        locale: text(user, "locale"),
        kind,
        deactivated_at: flag("deleted").then_some(now),
        status_emoji: text(profile, "status_emoji").unwrap_or_default(),
        status_text: text(profile, "status_text").unwrap_or_default(),
        team: None,
        hidden_at: None,
        owner: flag("is_owner") || flag("is_primary_owner"),
        slack_updated: user.get("updated").and_then(Value::as_i64).unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(user: &Value) -> Option<Person> {
        person(user, &"T1".into(), Millis(5))
    }

    #[test]
    fn odd_data_is_no_error() {
        let odd = json!({ "id": "U1", "name": "sam", "profile": { "fields": [], "display_name": null, "status_text": 7 }, "tz": null });
        let sam = read(&odd).expect("an id is enough");
        assert_eq!((sam.name.as_str(), sam.zone, sam.status_text.as_str()), ("sam", None, ""));
        assert_eq!(read(&json!({ "name": "nobody" })), None);
        assert_eq!(read(&json!({ "id": "U1", "profile": [] })).map(|person| person.name), Some("U1".to_owned()));
    }

    #[test]
    fn zero_characters_are_dropped() {
        let odd = json!({ "id": "U1", "name": "sam", "profile": { "display_name": "\0", "real_name": "Sa\0m", "status_text": "a\0way" } });
        let sam = read(&odd).expect("an id is enough");
        assert_eq!((sam.name.as_str(), sam.status_text.as_str()), ("Sam", "away"));
    }

    #[test]
    fn kinds_are_told_apart() {
        let kind = |user: Value| read(&user).map(|person| person.kind);
        assert_eq!(kind(json!({ "id": "U1", "team_id": "T1" })), Some(Kind::Person));
        assert_eq!(kind(json!({ "id": "U1", "is_bot": true })), Some(Kind::Bot));
        assert_eq!(kind(json!({ "id": "USLACKBOT" })), Some(Kind::Bot));
        assert_eq!(kind(json!({ "id": "U1", "is_restricted": true })), Some(Kind::Guest));
        assert_eq!(kind(json!({ "id": "U1", "team_id": "T2" })), Some(Kind::Outsider));
    }

    #[test]
    fn the_deactivated_are_marked() {
        assert_eq!(read(&json!({ "id": "U1", "deleted": true })).and_then(|person| person.deactivated_at), Some(Millis(5)));
    }
}
