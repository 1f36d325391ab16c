//! The company of the demo page: who works there, in which teams, and what they kept before the page is opened.
//!
//! It must have a past, because a reminder names only people who have been quiet for four full weeks.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};
use standin::Workspace;

use super::stage::{Error, Stage};
use crate::app::Actor;
use crate::app::edit_card::Edited;
use crate::app::set_up_digest::DigestWanted;
use crate::domain::card::Draft;
use crate::text::Lang;

/// The workspace's id.
pub(super) const WORKSPACE: &str = "T0000000001";

/// The company's own time zone, which the page's clock shows.
pub(super) const ZONE: &str = "Europe/Berlin";

/// Where the past begins: a Monday morning.
const PAST: &str = "2026-07-13T09:00";

/// Where the page begins: a Thursday morning, so that the next Tuesday is in a week that is planned anew.
const PRESENT: &str = "2026-09-03T09:00";

/// One person.
#[derive(Debug)]
pub(super) struct Person {
    /// The Slack id.
    pub id: &'static str,
    /// The full name.
    pub name: &'static str,
    /// The team by the operator's list.
    pub team: &'static str,
    /// Where they live.
    pub zone: &'static str,
    locale: &'static str,
}

impl Person {
    /// The language of their Slack, where everybody's is not the same.
    pub(super) fn locale(&self, everybodys: Option<Lang>) -> &'static str {
        match everybodys {
            None => self.locale,
            Some(Lang::En) => "en-US",
            Some(Lang::De) => "de-DE",
        }
    }
}

const fn person(id: &'static str, name: &'static str, team: &'static str) -> Person {
    Person { id, name, team, zone: ZONE, locale: "en-US" }
}

/// Everybody: three teams of five, which a digest may name, and one of three, which it may not.
pub(super) const PEOPLE: &[Person] = &[
    person("U0000000001", "Ana Castillo", "Research"),
    person("U0000000002", "Bo Eriksen", "Research"),
    person("U0000000003", "Chidi Adeyemi", "Research"),
    person("U0000000004", "Hana Ito", "Research"),
    person("U0000000005", "Goran Novak", "Research"),
    person("U0000000006", "Sam Okafor", "Sales"),
    person("U0000000007", "Mia Rossi", "Sales"),
    Person { zone: "America/New_York", ..person("U0000000008", "Owen Grant", "Sales") },
    person("U0000000009", "Yara Silva", "Sales"),
    person("U0000000010", "Vera Petrov", "Sales"),
    person("U0000000011", "Lee Tanaka", "Finance"),
    person("U0000000012", "Noor Haddad", "Finance"),
    person("U0000000013", "Tomas Berg", "Finance"),
    person("U0000000014", "Ines Lopez", "Finance"),
    person("U0000000015", "Kofi Mbeki", "Finance"),
    Person { locale: "de-DE", ..person("U0000000016", "Lea Fischer", "Support") },
    person("U0000000017", "Emre Demir", "Support"),
    Person { zone: "Asia/Kolkata", ..person("U0000000018", "Priya Quinn", "Support") },
];

/// Names, ids and topics of the channels.
const CHANNELS: &[(&str, &str, &str)] = &[
    ("C0000000001", "general", "Everybody, and everything that concerns everybody"),
    ("C0000000002", "across-teams", "Who met whom, once a week"),
    ("C0000000003", "release-notes", "What goes out, and when"),
];

/// The app's shortcuts, as its manifest has them: of the whole workspace, and of a message. Callback and name.
pub(super) const SHORTCUTS: &[(&str, &str)] = &[("gave", "Record a good turn"), ("asked", "Note an ask")];
/// See [`SHORTCUTS`].
pub(super) const MESSAGE_SHORTCUTS: &[(&str, &str)] = &[("gave-message", "Record a good turn")];

/// What was kept before: day and hour of the company, who, command, and text with `@Name` for mentions.
const KEPT: &[(&str, &str, &str, &str)] = &[
    ("2026-07-14T10:10", "Ana", "/gave", "@Sam walked through the release checklist"),
    ("2026-07-14T11:00", "Bo", "/goodturn", "join"),
    ("2026-07-14T11:05", "Bo", "/gave", "@Lee the survey numbers, with the caveats"),
    ("2026-07-15T15:30", "Ana", "/gave", "@Noor cleaned up the forecast sheet with her"),
    ("2026-07-16T09:20", "Mia", "/goodturn", "join"),
    ("2026-07-16T09:25", "Mia", "/gave", "@Chidi an introduction to a pilot customer"),
    ("2026-07-17T14:00", "Lea", "/goodturn", "join"),
    ("2026-07-17T14:10", "Lea", "/gave", "@Mia die häufigsten Fragen zum neuen Tarif gesammelt"),
    ("2026-07-21T13:40", "Ana", "/gave", "@Emre read the postmortem and sent comments"),
    ("2026-07-22T16:15", "Ana", "/gave", "@Sam the slides for the trade fair"),
    ("2026-07-23T10:30", "Bo", "/asked", "@Emre which error messages people stumble over"),
    ("2026-07-29T09:45", "Ana", "/asked", "@Lee which forecast to trust"),
    ("2026-07-30T17:00", "Noor", "/gave", "@Hana the cost model, explained line by line"),
];

/// When teams wrote their cards: the day before the page opens.
const CARDS_WRITTEN: &str = "2026-09-02T14:00";

/// What they wrote: who, what the team protects, its front door, what it struggles with, what it can help with.
const CARDS: &[(&str, &str, &str, &str, &str)] = &[
    (
        "Chidi",
        "Two mornings a week without meetings, to read and to think.",
        "Any of us after lunch. A question is welcome before it is a good one.",
        "hearing early what customers ask for",
        "reading numbers with care",
    ),
    (
        "Lee",
        "The last three working days of the month: the books close.",
        "#ask-finance before noon; Noor and Lee take turns.",
        "forecasts that arrive late",
        "a second pair of eyes on a budget",
    ),
];

/// The two who want their team's first struggle in the weekly post.
const SHOWN_BY: [&str; 2] = ["Chidi", "Hana"];

/// What stands in the channels when the page opens.
const SAID: &[(&str, &str, &str)] = &[
    ("C0000000003", "Bo", "Version 4.2 goes out on Monday. The checklist is pinned."),
    ("C0000000001", "Mia", "The trade fair went well. Three new conversations with hospitals."),
    ("C0000000001", "Noor", "Budget round starts next week; templates are in the usual place."),
    ("C0000000001", "Lea", "Support is short of people on Friday, please be patient with us."),
];

/// Somebody by first name.
fn by_name(name: &str) -> Option<&'static Person> {
    PEOPLE.iter().find(|person| person.name.split(' ').next() == Some(name))
}

/// An instant of the company's zone.
fn at(when: &str) -> Result<Timestamp, Error> {
    let civil: DateTime = when.parse()?;
    Ok(civil.to_zoned(TimeZone::get(ZONE)?)?.timestamp())
}

/// Where the past begins.
pub(super) fn past() -> Result<Timestamp, Error> {
    at(PAST)
}

/// The company's Slack, with everybody's in `lang` where one is given.
pub(super) fn workspace(lang: Option<Lang>) -> Workspace {
    let user = |person: &Person| {
        json!({
            "id": person.id, "team_id": WORKSPACE, "name": person.name.to_lowercase().replace(' ', "."), "real_name": person.name,
            "deleted": false, "is_bot": false, "is_owner": person.name.starts_with("Bo "), "is_admin": person.name.starts_with("Bo "),
            "tz": person.zone, "locale": person.locale(lang),
            "profile": { "real_name": person.name, "display_name": person.name, "status_text": "", "status_emoji": "" },
        })
    };
    let channel = |(id, name, topic): &(&str, &str, &str)| {
        json!({
            "id": id, "name": name, "is_channel": true, "is_private": false, "is_archived": false, "is_member": true,
            "created": 1_700_000_000, "topic": { "value": topic },
        })
    };
    Workspace {
        team: json!({ "id": WORKSPACE, "name": "Larkspur", "domain": "larkspur" }),
        users: PEOPLE.iter().map(user).collect(),
        channels: CHANNELS.iter().map(channel).collect(),
        usergroups: groups(),
    }
}

/// One user group a team, as an operator may have them.
pub(super) fn groups() -> Vec<Value> {
    let mut teams: Vec<&str> = PEOPLE.iter().map(|person| person.team).collect();
    teams.dedup();
    let group = |(place, team): (usize, &&str)| {
        let users: Vec<&str> = PEOPLE.iter().filter(|person| person.team == *team).map(|person| person.id).collect();
        json!({
            "id": format!("S{:010}", place + 1), "team_id": WORKSPACE, "is_usergroup": true, "name": team, "handle": team.to_lowercase(),
            "description": "", "date_delete": 0, "users": users, "user_count": users.len(),
        })
    };
    teams.iter().enumerate().map(group).collect()
}

/// Plays the past up to the morning on which the page opens.
pub(super) async fn play_past(stage: &Stage) -> Result<(), Error> {
    let rows = PEOPLE.iter().map(|person| format!("{},{}\n", person.id, person.team));
    stage.app.import_teams(&WORKSPACE.into(), &format!("user,team\n{}", rows.collect::<String>())).await?;
    for (when, who, command, text) in KEPT {
        stage.pass_until(at(when)?).await;
        let who = by_name(who).ok_or("nobody has this name")?;
        let delivered = stage.slack.slash(who.id, command, &with_mentions(text), Some(CHANNELS[0].0)).await?;
        if let Some(error) = delivered.error {
            return Err(format!("{command} in the past was answered with {error}").into());
        }
        // A form that opened is closed: nobody finds one open on a morning weeks later.
        stage.calm().await;
        for form in stage.slack.modals(who.id) {
            stage.slack.close(who.id, form["id"].as_str().unwrap_or_default()).await?;
        }
    }
    cards(stage).await?;
    let present = at(PRESENT)?;
    let first = present.checked_sub(i64::try_from(SAID.len())?.hours())?;
    for (place, (channel, who, text)) in SAID.iter().enumerate() {
        stage.pass_until(first.checked_add(i64::try_from(place)?.hours())?).await;
        let who = by_name(who).ok_or("nobody has this name")?;
        stage.slack.say(who.id, channel, text)?;
    }
    stage.pass_until(present).await;
    Ok(())
}

/// The last days before: two teams write their cards, two of Research want a struggle in the weekly post, and the post gets its channel.
async fn cards(stage: &Stage) -> Result<(), Error> {
    stage.pass_until(at(CARDS_WRITTEN)?).await;
    for (who, protects, front_door, struggles, offers) in CARDS {
        let by = by(who)?;
        let team = stage.app.card(&by, None).await?.team;
        let text = |text: &&str| (*text).to_owned();
        let (protects, front_door, struggles, offers) = (text(protects), text(front_door), text(struggles), text(offers));
        let draft = Draft { protects, front_door, struggles, offers, ..Draft::default() };
        let Edited::Done(shown) = stage.app.edit_card(&by, &team, &draft, None).await? else { return Err("a card was refused".into()) };
        let line = shown.card.and_then(|card| card.struggles.into_iter().next());
        let Some(line) = line.filter(|_| *who == SHOWN_BY[0]) else { continue };
        for who in SHOWN_BY {
            stage.app.show_struggle(&self::by(who)?, &team, &line.id, true).await?;
        }
    }
    let wanted = DigestWanted { channel: Some(CHANNELS[1].0.into()), cron: "0 10 * * THU".to_owned(), zone: ZONE.to_owned(), items_min: 1 };
    Ok(stage.app.configure_digest(&WORKSPACE.into(), &wanted).await?)
}

/// Somebody, as the bot knows who does something.
fn by(name: &str) -> Result<Actor, Error> {
    let person = by_name(name).ok_or("nobody has this name")?;
    Ok(Actor { workspace: WORKSPACE.into(), person: person.id.into() })
}

/// `@Name` as the mention that Slack makes of it.
fn with_mentions(text: &str) -> String {
    let words = text.split(' ').map(|word| match word.strip_prefix('@').and_then(by_name) {
        Some(person) => format!("<@{}>", person.id),
        None => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}
