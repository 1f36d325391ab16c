//! The people of the measurement: as Slack lists them, in teams, each with a dozen colleagues they deal with.
//! One list for filling, sending and looking, so that the three agree on who is who.

use serde_json::json;
use standin::Workspace;

use super::company::Company;

/// Colleagues that one person deals with.
const CONTACTS: u32 = 12;

/// From one of these colleagues to the next, counted in people: far enough apart to be in different teams.
const CONTACT_STEP: u32 = 37;

/// People of one team.
const TEAM_SIZE: u32 = 25;

/// Everybody.
#[derive(Debug, Clone)]
pub struct People {
    count: u32,
    company: Option<Company>,
}

impl People {
    /// So many people.
    pub const fn new(count: u32) -> Self {
        Self { count, company: None }
    }

    /// So many people of a large company.
    pub fn of_company(count: u32) -> Self {
        Self { count, company: Some(Company::new(count)) }
    }

    /// The company that they are of, if they are.
    pub const fn company(&self) -> Option<&Company> {
        self.company.as_ref()
    }

    /// The ids of everybody.
    pub fn ids(&self) -> impl Iterator<Item = String> {
        (0..self.count).map(id)
    }

    /// How many there are.
    pub const fn count(&self) -> u32 {
        self.count
    }

    /// The id of the person whose turn it is.
    pub fn in_turn(&self, turn: u32) -> String {
        id(turn % self.count)
    }

    /// Whom that person helps this time.
    pub fn helped_by(&self, person: u32, time: u32) -> String {
        match self.company.as_ref().map(|company| company.contacts(person)).filter(|contacts| !contacts.is_empty()) {
            Some(contacts) => id(contacts[usize::try_from(time).unwrap_or_default() % contacts.len()]),
            None => id((person + 1 + (time % CONTACTS) * CONTACT_STEP) % self.count),
        }
    }

    /// The names of all teams, and the team of each person by its place in that list.
    pub fn teams(&self) -> Vec<String> {
        let count = if self.company.is_some() { Company::teams() } else { self.count.div_ceil(TEAM_SIZE) };
        (0..count).map(|number| format!("Team {number}")).collect()
    }

    /// Which team a person is in.
    pub fn team_of(&self, person: u32) -> u32 {
        self.company.as_ref().map_or(person / TEAM_SIZE, |company| company.team_of(person))
    }

    /// The workspace with everybody in it.
    pub fn workspace(&self) -> Workspace {
        let user = |number: u32| {
            let name = format!("person{number}");
            json!({
                "id": id(number), "team_id": WORKSPACE, "name": name, "real_name": format!("Person {number}"), "tz": "Europe/Berlin",
                "locale": "en-US", "deleted": false, "is_bot": false, "profile": {"display_name": name, "real_name": format!("Person {number}")},
            })
        };
        Workspace { team: json!({"id": WORKSPACE, "name": "Load"}), users: (0..self.count).map(user).collect(), ..Workspace::default() }
    }
}

/// The workspace's id.
pub const WORKSPACE: &str = "T0LOAD00001";

fn id(number: u32) -> String {
    format!("U{number:010}")
}
