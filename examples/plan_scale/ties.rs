//! Everybody's ties in one piece of memory: what the acts leave behind, at both ends of each.
//!
//! Fifty-six bytes a tie and end, and nothing is allocated while acts come in: this is what lets a million people fit.

use goodturn::domain::day::Week;
use goodturn::domain::plan::features::Held;
use goodturn::domain::plan::memory::{Direction, Memory};

use super::organisation::Organisation;
use super::weeks::Contact;

/// All ties, owner by owner.
pub struct Ties<'a> {
    team: &'a [u32],
    /// Where each owner's places begin, and at last where all end.
    starts: Vec<u32>,
    /// How many of an owner's places are taken: the first ones.
    met: Vec<u16>,
    /// The contact in each place once more, as looking for one goes through several.
    contacts: Vec<u32>,
    held: Vec<Held>,
}

impl<'a> Ties<'a> {
    /// Nobody has met anybody yet.
    pub fn new(of: &'a Organisation) -> Self {
        let mut degrees = vec![0_u32; of.people() as usize];
        for person in 0..of.people() {
            for other in of.ties_of(person) {
                degrees[person as usize] += 1;
                degrees[*other as usize] += 1;
            }
        }
        let mut starts = vec![0];
        for degree in &degrees {
            starts.push(starts[starts.len() - 1] + degree);
        }
        let empty = Held { contact: 0, team: 0, memory: Memory::first(Week(0), Direction::Both) };
        let places = 2 * of.ties();
        Self { team: &of.team, starts, met: vec![0; degrees.len()], contacts: vec![0; places], held: vec![empty; places] }
    }

    /// Takes an act as an entry of both its people.
    pub fn take(&mut self, week: Week, act: Contact) {
        self.entry(week, act.actor, act.target, Direction::Out);
        self.entry(week, act.target, act.actor, Direction::In);
    }

    fn entry(&mut self, week: Week, owner: u32, contact: u32, direction: Direction) {
        let first = self.starts[owner as usize] as usize;
        let next = first + usize::from(self.met[owner as usize]);
        if let Some(place) = self.contacts[first..next].iter().position(|known| *known == contact) {
            self.held[first + place].memory.take(week, direction);
            return;
        }
        self.contacts[next] = contact;
        self.held[next] = Held { contact, team: self.team[contact as usize], memory: Memory::first(week, direction) };
        self.met[owner as usize] += 1;
    }

    /// Forgets a person who leaves, at both ends of every tie.
    pub fn forget(&mut self, person: u32) {
        let first = self.starts[person as usize] as usize;
        for place in first..first + usize::from(self.met[person as usize]) {
            self.drop(self.contacts[place], person);
        }
        self.met[person as usize] = 0;
    }

    fn drop(&mut self, owner: u32, contact: u32) {
        let first = self.starts[owner as usize] as usize;
        let next = first + usize::from(self.met[owner as usize]);
        if let Some(place) = self.contacts[first..next].iter().position(|known| *known == contact) {
            self.contacts.copy_within(first + place + 1..next, first + place);
            self.held.copy_within(first + place + 1..next, first + place);
            self.met[owner as usize] -= 1;
        }
    }

    /// How many owners there are.
    pub const fn owners(&self) -> usize {
        self.met.len()
    }

    /// An owner's team.
    pub fn team_of(&self, owner: usize) -> u32 {
        self.team[owner]
    }

    /// An owner's ties.
    pub fn of(&self, owner: usize) -> &[Held] {
        let first = self.starts[owner] as usize;
        &self.held[first..first + usize::from(self.met[owner])]
    }

    /// How many ties are remembered, each counted once.
    pub fn count(&self) -> usize {
        self.met.iter().map(|met| usize::from(*met)).sum::<usize>() / 2
    }
}
