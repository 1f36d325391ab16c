//! The company through the year: a clock, the real app on a test database, and what was sent to whom.

use std::collections::BTreeMap;
use std::sync::Arc;

use goodturn::app::change_settings::NewSettings;
use goodturn::app::consent::Look;
use goodturn::app::deliver::Delivery;
use goodturn::app::join::Said;
use goodturn::app::name_people::Named;
use goodturn::app::recheck::Recheck;
use goodturn::app::settle::Outcome;
use goodturn::app::{Actor, App};
use goodturn::clock::SimClock;
use goodturn::domain::answer::Reminder;
use goodturn::domain::day::{Day, Millis, Week};
use goodturn::domain::ids::{IntroductionId, MessageId, PersonId, WorkspaceId};
use goodturn::domain::message::Message;
use goodturn::domain::plan::silence::Silence;
use goodturn::slack::view;
use goodturn::store::Store;
use goodturn::text::{Lang, Text};
use goodturn::vault::Vault;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use libtest_mimic::Failed;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::{Value, json};

use super::cast::{NAMES, Player, TEAMS, draft, players};
use crate::support::TestDatabase;

pub type Tested<T = ()> = Result<T, Failed>;

/// The first Monday.
const BEGINS: Date = date(2026, 1, 5);

/// Days off: some fall on the default weekday, two next to each other.
const HOLIDAYS: [(Date, &str); 6] = [
    (date(2026, 4, 3), "Good Friday"),
    (date(2026, 4, 6), "Easter Monday"),
    (date(2026, 4, 7), "Easter Tuesday"),
    (date(2026, 7, 14), "Summer day"),
    (date(2026, 11, 3), "Autumn day"),
    (date(2026, 12, 25), "Christmas"),
];

/// A reminder that was sent.
pub struct Sent {
    pub week: Week,
    pub at: Millis,
    pub reminder: Reminder,
}

/// What the year was like for one person.
#[derive(Default)]
pub struct Heard {
    pub sent: Vec<Sent>,
    /// Weeks in which nothing came, and why.
    pub unsaid: BTreeMap<Week, Silence>,
    /// How many contacts in other teams they had when each week began, and whether they rested or were gone.
    pub known: BTreeMap<Week, (usize, bool)>,
    /// What they read, in words.
    pub read: Vec<String>,
    pub contacts: std::collections::BTreeSet<usize>,
    pub away: bool,
}

pub struct World {
    pub app: App,
    pub players: Vec<Player>,
    pub heard: Vec<Heard>,
    pub rng: StdRng,
    pub text: Text,
    clock: Arc<SimClock>,
    calls: u64,
    pub read_now: Vec<(usize, MessageId, String, Reminder)>,
    pub asked_now: Vec<(usize, IntroductionId)>,
}

pub fn workspace() -> WorkspaceId {
    "T0000000001".into()
}

pub fn id(number: usize) -> PersonId {
    PersonId::new(format!("U{number:02}"))
}

pub fn number(person: &PersonId) -> usize {
    person.as_str()[1..].parse().expect("a number")
}

pub fn by(number: usize) -> Actor {
    Actor { workspace: workspace(), person: id(number) }
}

impl World {
    pub async fn begin(database: &TestDatabase, people: usize, seed: u64) -> Tested<Self> {
        let vault = Arc::new(Vault::new(&Vault::generate_key(&mut StdRng::seed_from_u64(1)), StdRng::seed_from_u64(2))?);
        let store = Store::open(&database.url, vault).await?;
        let clock = Arc::new(SimClock::at(instant(BEGINS, 5)));
        let app = App::new(store, Arc::<SimClock>::clone(&clock), StdRng::seed_from_u64(3));
        let mut rng = StdRng::seed_from_u64(seed);
        let players = players(people, &mut rng);
        let heard = players.iter().map(|_| Heard::default()).collect();
        app.install(&workspace(), &"UBOT".into(), "xoxb-test").await?;
        let (text, read_now, asked_now) = (Text::new(), Vec::new(), Vec::new());
        let world = Self { app, players, heard, rng, text, clock, calls: 0, read_now, asked_now };
        world.meets_everybody().await?;
        Ok(world)
    }

    async fn meets_everybody(&self) -> Tested {
        let people = self.players.iter().enumerate().map(|(number, _)| self.person(number, ""));
        let page = people.collect::<Option<Vec<_>>>().ok_or("people")?;
        self.app.sync_page(&workspace(), &page, None, self.app.now()).await?;
        let rows = self.players.iter().enumerate().map(|(number, player)| format!("{},{}\n", id(number).as_str(), TEAMS[player.team].0));
        self.app.import_teams(&workspace(), &format!("user,team\n{}", rows.collect::<String>())).await?;
        for team in 0..TEAMS.len() {
            let Some(draft) = draft(team) else { continue };
            let shown = self.app.card(&by(team), None).await?;
            self.app.edit_card(&by(team), &shown.team, &draft, None).await?;
        }
        let days: Vec<(Day, String)> = HOLIDAYS.iter().map(|(on, name)| (Day::of(*on), (*name).to_owned())).collect();
        self.app.change_holidays(&by(0), &days, &[]).await?;
        Ok(())
    }

    /// A person as Slack tells of them, with an emoji beside the name.
    pub fn person(&self, number: usize, emoji: &str) -> Option<goodturn::domain::person::Person> {
        let user = json!({"id": id(number).as_str(), "name": NAMES[number], "tz": "Europe/Berlin", "is_admin": number == 0,
            "profile": {"display_name": NAMES[number], "status_emoji": emoji}});
        goodturn::slack::people::person(&user, &workspace(), self.app.now())
    }

    pub async fn joins(&mut self, number: usize) -> Tested {
        let player = self.players[number].clone();
        let contacts: Vec<PersonId> = player.knows.iter().take(player.names).map(|&other| id(other)).collect();
        self.heard[number].contacts.extend(player.knows.iter().take(player.names));
        let settings = NewSettings {
            weekday: Some(player.slot.0),
            hour: Some(player.slot.1),
            rhythm: Some(player.rhythm),
            people_per_reminder: Some(player.people_per_reminder),
            boundary: player.knows.get(1).map(|&other| TEAMS[self.players[other].team].0.to_owned()),
            ..NewSettings::default()
        };
        self.app.join_saying(&by(number), &Said { team: None, contacts, settings }).await?;
        let tended: Vec<PersonId> = player.knows.iter().take(player.tends).map(|&other| id(other)).collect();
        self.heard[number].contacts.extend(player.knows.iter().take(player.tends));
        if !tended.is_empty() {
            self.app.tend(&by(number), &Named { ids: tended, ..Named::default() }, 4).await?;
        }
        Ok(())
    }

    /// The Monday of the year's week with this number.
    pub fn monday(week: i64) -> Day {
        Day::of(BEGINS).plus(7 * week)
    }

    /// One week, hour by hour where something is due.
    pub async fn passes_week(&mut self, week: i64) -> Tested {
        for day in 0..7 {
            let today = Self::monday(week).plus(day);
            self.clock.move_to(instant(today.date(), 5));
            if day == 0 {
                self.week_begins(week).await?;
            }
            self.lives(week, day).await?;
            self.plans().await?;
            self.delivers_until(instant(today.date(), 18)).await?;
            self.reacts().await?;
        }
        Ok(())
    }

    async fn plans(&mut self) -> Tested {
        let planned_for = (self.app.now().plus(14 * Millis::HOUR)).day_in(&TimeZone::UTC).week();
        let planned = self.app.plan_week(&workspace()).await?.ok_or("nobody else plans")?;
        for (person, cause) in planned.silent {
            self.heard[number(&person)].unsaid.insert(planned_for, cause);
        }
        self.app.ask_consents().await?;
        Ok(())
    }

    /// Sends what is due until then, as the worker does.
    async fn delivers_until(&mut self, until: jiff::Timestamp) -> Tested {
        loop {
            for delivery in self.app.lease(8).await? {
                self.sends(&delivery).await?;
            }
            let next = self.app.next_delivery().await?.unwrap_or(Millis(i64::MAX));
            let now = self.app.now();
            if next > Millis::from(until) {
                return Ok(());
            }
            if next > now {
                self.clock.move_to(next.timestamp());
            }
        }
    }

    async fn sends(&mut self, delivery: &Delivery) -> Tested {
        let to = delivery.recipient.clone();
        match &delivery.message {
            Message::Reminder { week } => {
                let cause = match self.app.unwanted(delivery).await? {
                    Some(cause) => cause,
                    None => match self.app.recheck(delivery).await? {
                        Recheck::Drop(cause) => cause,
                        Recheck::Lost => return Err("a lease was lost".into()),
                        Recheck::Send(reminder) => return self.is_read(delivery, *week, reminder).await,
                    },
                };
                self.heard[number(&to)].unsaid.insert(*week, cause);
                self.app.drop_delivery(delivery, cause.as_str()).await?;
            }
            Message::Consent { introduction } => match self.app.recheck_consent(delivery, introduction).await? {
                Look::Send(_) => {
                    self.posted(delivery).await?;
                    self.asked_now.push((number(&to), introduction.clone()));
                }
                Look::Later(after) => drop(self.app.give_back(delivery, Some(after)).await?),
                Look::Drop(cause) => drop(self.app.drop_delivery(delivery, cause).await?),
            },
            Message::Opening { introduction } => match self.app.recheck_opening(delivery, introduction).await? {
                Look::Send(_) => drop(self.posted(delivery).await?),
                Look::Later(after) => drop(self.app.give_back(delivery, Some(after)).await?),
                Look::Drop(cause) => drop(self.app.drop_delivery(delivery, cause).await?),
            },
            Message::Digest { .. } | Message::Export => return Err("nobody set a digest up or asked for a file".into()),
        }
        Ok(())
    }

    async fn posted(&mut self, delivery: &Delivery) -> Tested<String> {
        self.calls += 1;
        let ts = format!("{}.{:06}", self.app.now().0 / 1_000, self.calls);
        let channel = format!("D{}", delivery.recipient.as_str());
        if !self.app.call_begins(delivery, &channel.as_str().into(), Some("0")).await? {
            return Err("a lease was lost before the call".into());
        }
        self.app.settle(delivery, &Outcome::Sent(ts.clone())).await?;
        Ok(ts)
    }

    async fn is_read(&mut self, delivery: &Delivery, week: Week, reminder: Reminder) -> Tested {
        let ts = self.posted(delivery).await?;
        let member = number(&delivery.recipient);
        let said = Lang::ALL.map(|lang| words(&view::reminder(&self.text.words(lang), &delivery.id, &reminder).blocks));
        let date = reminder.today.date();
        let heard = &mut self.heard[member];
        heard.read.push(format!("## {date}\n{}\n--\n{}", said[0], said[1]));
        heard.sent.push(Sent { week, at: self.app.now(), reminder: reminder.clone() });
        heard.unsaid.remove(&week);
        self.read_now.push((member, delivery.id.clone(), ts, reminder));
        Ok(())
    }

    /// Everything that one person read, in both languages.
    pub fn read_by(&self, number: usize) -> Option<String> {
        let heard = self.heard.get(number)?;
        Some(format!("# {} in {}\n{}", NAMES[number], TEAMS[self.players[number].team].0, heard.read.join("\n\n")))
    }
}

/// The words of blocks, one a line, with names instead of mentions.
fn words(blocks: &Value) -> String {
    let mut lines = Vec::new();
    for block in blocks.as_array().into_iter().flatten() {
        let text = block.pointer("/text/text").or_else(|| block.pointer("/elements/0/text")).and_then(Value::as_str);
        lines.extend(text.map(str::to_owned));
    }
    let mut said = lines.join("\n");
    for (number, name) in NAMES.iter().enumerate() {
        said = said.replace(&format!("<@{}>", id(number).as_str()), &format!("@{name}"));
    }
    said
}

fn instant(on: Date, hour: i8) -> jiff::Timestamp {
    on.at(hour, 0, 0, 0).to_zoned(TimeZone::UTC).expect("an instant").timestamp()
}
