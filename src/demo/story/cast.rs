//! Who is in the story, and when it begins: drawn by the seed.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use standin::Workspace;

use crate::text::Lang;

/// Given names, from many places.
const GIVEN: &[&str] = &[
    "Ana", "Bo", "Chidi", "Dana", "Emre", "Freya", "Goran", "Hana", "Ines", "Jun", "Kofi", "Lea", "Mira", "Noor", "Owen", "Priya", "Rosa",
    "Sam", "Tomas", "Uma", "Vera", "Wen", "Yara", "Zeno",
];

/// Family names.
const FAMILY: &[&str] = &[
    "Adeyemi", "Berg", "Castillo", "Demir", "Eriksen", "Fischer", "Grant", "Haddad", "Ito", "Jansen", "Kowalski", "Lopez", "Mbeki",
    "Novak", "Okafor", "Petrov", "Quinn", "Rossi", "Silva", "Tanaka",
];

/// Names of departments.
const DEPARTMENTS: &[&str] = &["Research", "Sales", "Finance", "Support", "Design", "Logistics", "Legal"];

/// The channel of the weekly post.
pub(super) const CHANNEL: &str = "C0000000001";

/// The zones people live in; the first is the company's own.
const ZONES: &[&str] = &["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Europe/Lisbon"];

/// One person of the story.
#[derive(Debug, Clone)]
pub(super) struct Role {
    pub id: String,
    pub name: String,
    pub zone: &'static str,
    pub department: &'static str,
}

impl Role {
    /// The mention as Slack writes it when the name is picked from its list.
    pub(super) fn mention(&self) -> String {
        format!("<@{}>", self.id)
    }
}

/// Everybody, by the part they play.
#[derive(Debug)]
pub(super) struct Cast {
    pub start: Timestamp,
    pub lang: Lang,
    /// Joins, gives a good deal, gets a full reminder.
    pub giver: Role,
    /// Joins and asks for something; hears about it again.
    pub asker: Role,
    /// Gives without having joined; joins when offered; lives elsewhere.
    pub late_joiner: Role,
    /// Joins and rests.
    pub rester: Role,
    /// Helped by the giver, in another department; never joins.
    pub helped: Role,
    /// Helped by the giver too, in a third department; never joins.
    pub also_helped: Role,
    /// The one who is asked; never joins.
    pub asked: Role,
}

impl Cast {
    pub(super) fn new(seed: u64, lang: Lang) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let (mut given, mut family, mut departments) = (GIVEN.to_vec(), FAMILY.to_vec(), DEPARTMENTS.to_vec());
        given.shuffle(&mut rng);
        family.shuffle(&mut rng);
        departments.shuffle(&mut rng);
        // A Monday some time in the year, so that clock changes and month ends come by.
        let monday = Date::constant(2026, 1, 5).saturating_add((7 * rng.random_range(0..48_i32)).days());
        let start = monday.at(5, 0, 0, 0).to_zoned(TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp());
        let mut place = 0;
        let mut role = |department: usize, zone: usize| {
            place += 1;
            Role {
                id: format!("U{:010}", 1_000 + place),
                name: format!("{} {}", given[place], family[place]),
                zone: ZONES[zone],
                department: departments[department],
            }
        };
        Self {
            start,
            lang,
            giver: role(0, 0),
            asker: role(1, 0),
            late_joiner: role(2, 1),
            rester: role(0, 0),
            helped: role(1, 3),
            also_helped: role(3, 0),
            asked: role(2, 2),
        }
    }

    pub(super) fn everybody(&self) -> [&Role; 7] {
        [&self.giver, &self.asker, &self.late_joiner, &self.rester, &self.helped, &self.also_helped, &self.asked]
    }

    pub(super) fn members(&self) -> [&Role; 4] {
        [&self.giver, &self.asker, &self.late_joiner, &self.rester]
    }

    /// Who introduces, and whom.
    pub(super) fn introduced(&self) -> [&Role; 3] {
        [&self.giver, &self.asker, &self.late_joiner]
    }

    /// The operator's list of who is in which department.
    pub(super) fn teams_csv(&self) -> String {
        let rows = self.everybody().map(|role| format!("{},{}\n", role.id, role.department));
        format!("user,team\n{}", rows.concat())
    }

    pub(super) fn workspace(&self) -> Workspace {
        let locale = match self.lang {
            Lang::En => "en-US",
            Lang::De => "de-DE",
        };
        let user = |role: &Role| -> Value {
            json!({
                "id": role.id, "team_id": "T0000000001", "name": role.name.to_lowercase().replace(' ', "."), "real_name": role.name,
                "deleted": false, "is_bot": false, "tz": role.zone, "locale": locale,
                "profile": { "real_name": role.name, "display_name": role.name, "status_text": "", "status_emoji": "" },
            })
        };
        Workspace {
            team: json!({ "id": "T0000000001", "name": "Larkspur", "domain": "larkspur" }),
            users: self.everybody().map(user).to_vec(),
            channels: vec![json!({ "id": CHANNEL, "name": "across-teams", "is_channel": true, "is_member": true })],
            usergroups: Vec::new(),
        }
    }
}
