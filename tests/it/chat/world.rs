//! A small company in one process: people with teams, the bot on a test database, and a clock.
//!
//! Made so that a test reads as a conversation; when it ends, nothing may be left under way.

use std::time::Duration;

use goodturn::demo::stage::{Joint, Plan, Stage};
use goodturn::domain::away::AwayList;
use goodturn::domain::delivery::State;
use goodturn::domain::ids::WorkspaceId;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use libtest_mimic::Failed;
use serde_json::{Value, json};
use standin::{Delivered, FaultKind, Options, Workspace, transcript};

use crate::support::{TestDatabase, access, schemas};

pub const WORKSPACE: &str = "T0000000001";

/// A channel that the bot is in.
pub const CHANNEL: &str = "C0000000001";

/// A channel that the bot is not in.
pub const OTHER_CHANNEL: &str = "C0FARAWAY";

/// How long the local Slack hangs where a fault says so: tests don't wait for a real timeout, the bot sees a broken answer instead.
const HANG: Duration = Duration::from_millis(20);

pub type Tested = Result<(), Failed>;

/// Who is there at the beginning: a name, a team (none: unknown), and a zone.
#[derive(Clone, Copy)]
pub struct Cast(pub &'static str, pub Option<&'static str>, pub &'static str);

/// Three departments in Berlin, and what most conversations need.
pub const COMPANY: &[Cast] = &[
    Cast("Ana", Some("Research"), "Europe/Berlin"),
    Cast("Bo", Some("Research"), "Europe/Berlin"),
    Cast("Sam", Some("Sales"), "Europe/Berlin"),
    Cast("Lee", Some("Finance"), "Europe/Berlin"),
    Cast("Mia", Some("Sales"), "Europe/Berlin"),
    Cast("Tom", Some("Finance"), "Europe/Berlin"),
];

pub struct World {
    pub stage: Stage,
    names: Vec<(String, String)>,
    pub database: TestDatabase,
}

pub fn id(name: &str) -> String {
    format!("U0{}", name.to_uppercase())
}

pub fn user(name: &str, zone: &str, locale: &str) -> Value {
    json!({
        "id": id(name), "team_id": WORKSPACE, "name": name.to_lowercase(), "real_name": name, "deleted": false, "is_bot": false, "tz": zone,
        "locale": locale, "profile": { "real_name": name, "display_name": name, "status_text": "", "status_emoji": "" },
    })
}

impl World {
    /// A company on Monday, 2 March 2026, at six in the morning in Berlin.
    pub async fn new(database: TestDatabase) -> Self {
        Self::of(database, COMPANY, "en-US").await
    }

    pub async fn of(database: TestDatabase, cast: &[Cast], locale: &str) -> Self {
        Self::joined(database, cast, locale, Joint::InProcess).await
    }

    pub async fn joined(database: TestDatabase, cast: &[Cast], locale: &str, joint: Joint) -> Self {
        Self::furnished(database, cast, (locale, joint), |_| {}).await
    }

    /// A company whose workspace has more than people: channels, user groups.
    pub async fn furnished(
        database: TestDatabase,
        cast: &[Cast],
        (locale, joint): (&str, Joint),
        furnish: impl FnOnce(&mut Workspace),
    ) -> Self {
        Self::with_away(database, cast, (locale, joint), furnish, AwayList::default()).await
    }

    /// A company whose operator has a list of their own of what says that somebody is away.
    pub async fn with_away(
        database: TestDatabase,
        cast: &[Cast],
        (locale, joint): (&str, Joint),
        furnish: impl FnOnce(&mut Workspace),
        away: AwayList,
    ) -> Self {
        let mut workspace = Workspace {
            team: json!({ "id": WORKSPACE, "name": "Larkspur", "domain": "larkspur" }),
            users: cast.iter().map(|person| user(person.0, person.2, locale)).collect(),
            channels: vec![
                json!({ "id": CHANNEL, "name": "across-teams", "is_member": true }),
                json!({ "id": OTHER_CHANNEL, "name": "far-away", "is_member": false }),
            ],
            usergroups: Vec::new(),
        };
        furnish(&mut workspace);
        let start: DateTime = "2026-03-02T05:00".parse().expect("a date");
        let plan = Plan {
            workspace,
            start: start.to_zoned(TimeZone::UTC).expect("an instant").timestamp(),
            seed: 11,
            options: Options { hang: HANG, ..Options::default() },
            database_url: database.url.clone(),
            joint,
            away,
        };
        let stage = Stage::set(plan).await.expect("the stage is set");
        let rows: String = cast.iter().filter_map(|person| Some(format!("{},{}\n", id(person.0), person.1?))).collect();
        stage.app.import_teams(&workspace_id(), &format!("user,team\n{rows}")).await.expect("the teams are taken");
        let names = cast.iter().map(|person| (id(person.0), person.0.to_owned())).collect();
        Self { stage, names, database }
    }

    /// Types; `@Sam` becomes the mention that Slack makes of it, for people who are there.
    pub async fn types(&self, who: &str, line: &str) -> Delivered {
        let line = Self::with_mentions(line);
        let (command, text) = line.split_once(' ').unwrap_or((&line, ""));
        let delivered = self.stage.slack.slash(&id(who), command, text, None).await.expect("Slack takes the command");
        self.stage.settle().await;
        delivered
    }

    /// Types in a channel.
    pub async fn types_in(&self, who: &str, line: &str, channel: &str) -> Delivered {
        let (command, text) = line.split_once(' ').unwrap_or((line, ""));
        let delivered = self.stage.slack.slash(&id(who), command, text, Some(channel)).await.expect("Slack takes the command");
        self.stage.settle().await;
        delivered
    }

    /// Everybody's `@Name` as the mention that Slack makes of it.
    fn with_mentions(line: &str) -> String {
        let words = line.split(' ').map(|word| match word.strip_prefix('@') {
            Some(name) if name.chars().next().is_some_and(char::is_uppercase) => {
                let bare = name.trim_end_matches([',', '.']);
                format!("<@{}>{}", id(bare), &name[bare.len()..])
            }
            _ => word.to_owned(),
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// Presses the first button with this label, on the newest message that shows one to this person.
    pub async fn presses(&self, who: &str, label: &str) {
        self.presses_nth(who, label, 0).await;
    }

    /// Presses the `place`th button with this label on the newest message that has one.
    pub async fn presses_nth(&self, who: &str, label: &str, place: usize) {
        let (ts, action, value) = self.button(who, label, place).unwrap_or_else(|| panic!("{who} sees no button {label}"));
        self.stage.slack.click(&id(who), &ts, &action, Some(&value)).await.expect("the press arrives");
        self.stage.settle().await;
    }

    /// Where a button is: message, action and value.
    pub fn button(&self, who: &str, label: &str, place: usize) -> Option<(String, String, String)> {
        let mut visible = self.dm(who);
        visible.extend(self.stage.slack.ephemerals(&id(who)));
        let text = |value: &Value, pointer: &str| value.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
        visible.sort_by_key(|message| text(message, "/ts"));
        visible.iter().rev().find_map(|message| {
            let blocks = message.get("blocks")?.as_array()?;
            let elements = blocks.iter().flat_map(|block| {
                let row = block.get("elements").and_then(Value::as_array).into_iter().flatten();
                row.chain(block.get("accessory"))
            });
            // A button, or an option of a menu, with the menu's action.
            let choices = elements.flat_map(|element| {
                let options = element.get("options").and_then(Value::as_array).into_iter().flatten();
                std::iter::once(element).chain(options).map(move |choice| (element, choice))
            });
            let mut fitting = choices.filter(|(_, choice)| text(choice, "/text/text") == label);
            let (element, choice) = fitting.nth(place)?;
            Some((text(message, "/ts"), text(element, "/action_id"), text(choice, "/value")))
        })
    }

    /// What stands in a person's DM with the bot.
    pub fn dm(&self, who: &str) -> Vec<Value> {
        self.stage.slack.dm_of(&id(who)).map(|dm| self.stage.slack.conversation(&dm)).unwrap_or_default()
    }

    /// The blocks of a person's DM with the bot, as one text to search.
    pub fn dm_text(&self, who: &str) -> String {
        Value::from(self.dm(who)).to_string()
    }

    /// Lets time pass until then, in Berlin: `2026-03-10 10:05`.
    pub async fn until(&self, when: &str) {
        self.stage.pass_until(berlin(when)).await;
    }

    /// The bot is away until then, in Berlin.
    pub async fn away_until(&self, when: &str) {
        self.stage.away_until(berlin(when)).await;
    }

    /// The next `count` calls of a method go wrong.
    pub fn fault(&self, method: &str, kind: FaultKind, count: u32) {
        self.stage.slack.fault(standin::Fault { method: method.to_owned(), kind, count });
    }

    /// A person's Slack account changes; the bot hears of it by an event.
    pub async fn changes(&self, name: &str, change: impl FnOnce(&mut Value)) {
        self.changes_in(name, "en-US", change).await;
    }

    /// The same for somebody who reads another language.
    pub async fn changes_in(&self, name: &str, locale: &str, change: impl FnOnce(&mut Value)) {
        let mut changed = user(name, "Europe/Berlin", locale);
        change(&mut changed);
        self.stage.slack.replace_user(changed.clone());
        self.stage.slack.event(json!({ "type": "user_change", "user": changed })).await.expect("the event arrives");
        self.stage.settle().await;
    }

    /// What everybody saw, as text.
    pub fn transcript(&self) -> String {
        let mut log = self.stage.slack.log();
        super::notes::put_in_order(&mut log);
        transcript::render(&self.stage.slack, &log, transcript::Options::default())
    }

    /// How many deliveries are in a state.
    pub async fn count(&self, state: State) -> i64 {
        let counts = self.stage.app.delivery_counts().await.expect("the database answers");
        counts.into_iter().find(|(one, _)| *one == state).map_or(0, |(_, n)| n)
    }

    /// The end of a conversation: nothing is left under way, and what everybody saw is what the snapshot says.
    pub async fn reads(self, snapshot: &str) -> Tested {
        self.ends().await?;
        let transcript = self.transcript();
        super::surfaces::keep(snapshot, &self.stage, &self.names)?;
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/snapshots"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(snapshot, transcript));
        Ok(())
    }

    /// The end of a conversation: nothing is left under way.
    pub async fn ends(&self) -> Tested {
        self.stage.settle().await;
        for state in [State::Leased, State::Sending, State::InDoubt] {
            let left = self.count(state).await;
            if left > 0 {
                return Err(format!("{left} deliveries are still {}", state.as_str()).into());
            }
        }
        let told = super::notes::told_on_the_lock_screen(&self.stage.slack.log());
        if !told.is_empty() {
            return Err(format!("these stand on a locked screen:\n{}", told.join("\n")).into());
        }
        let barriers = access::barriers(&self.stage.slack.log());
        if !barriers.is_empty() {
            return Err(format!("not everybody can use this:\n{}", barriers.join("\n")).into());
        }
        let flaws = schemas::flaws(&self.stage.slack.log());
        if !flaws.is_empty() {
            return Err(format!("Slack's types refuse what was shown:\n{}", flaws.join("\n")).into());
        }
        match self.stage.app.next_delivery().await? {
            Some(due) if due <= self.stage.app.now() => Err("a delivery is overdue".into()),
            _ => Ok(()),
        }
    }
}

fn berlin(when: &str) -> Timestamp {
    let zone = TimeZone::get("Europe/Berlin").expect("the zone data is in the binary");
    let at: DateTime = when.replace(' ', "T").parse().expect("a date and a time");
    at.to_zoned(zone).expect("an instant").timestamp()
}

pub fn workspace_id() -> WorkspaceId {
    WORKSPACE.into()
}
