//! Everybody's ties in one piece of memory: what the acts leave behind, at both ends of each.
//!
//! Fifty-six bytes a tie and end, and nothing is allocated while acts come in: this is what lets a million people fit.

use std::ops::Range;

use goodturn::domain::day::Week;
use goodturn::domain::plan::features::Held;
use goodturn::domain::plan::memory::{Direction, Memory};

use super::organisation::Organisation;
use super::weeks::Contact;

/// Where an owner's places begin, and how many of them are taken: the first ones.
#[derive(Debug, Clone, Copy)]
struct Owner {
    first: u32,
    met: u32,
}

impl Owner {
    const fn places(self) -> Range<usize> {
        self.first as usize..(self.first + self.met) as usize
    }
}

/// All ties, owner by owner.
pub struct Ties<'a> {
    team: &'a [u32],
    owners: Vec<Owner>,
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
        let mut first = 0;
        let places = |degree: &u32| {
            let owner = Owner { first, met: 0 };
            first += degree;
            owner
        };
        let owners = degrees.iter().map(places).collect();
        let empty = Held { contact: 0, team: 0, memory: Memory::first(Week(0), Direction::Both) };
        let places = 2 * of.ties();
        Self { team: &of.team, owners, contacts: vec![0; places], held: vec![empty; places] }
    }

    /// Takes an act as an entry of both its people.
    pub fn take(&mut self, week: Week, act: Contact) {
        self.entry(week, act.actor, act.target, Direction::Out);
        self.entry(week, act.target, act.actor, Direction::In);
    }

    fn entry(&mut self, week: Week, owner: u32, contact: u32, direction: Direction) {
        if let Some(place) = self.place(owner, contact) {
            self.held[place].memory.take(week, direction);
            return;
        }
        let owner = &mut self.owners[owner as usize];
        let next = owner.places().end;
        self.contacts[next] = contact;
        self.held[next] = Held { contact, team: self.team[contact as usize], memory: Memory::first(week, direction) };
        owner.met += 1;
    }

    fn place(&self, owner: u32, contact: u32) -> Option<usize> {
        let places = self.owners[owner as usize].places();
        let place = self.contacts[places.clone()].iter().position(|known| *known == contact)?;
        Some(places.start + place)
    }

    /// Forgets a person who leaves, at both ends of every tie.
    pub fn forget(&mut self, person: u32) {
        for place in self.owners[person as usize].places() {
            self.drop(self.contacts[place], person);
        }
        self.owners[person as usize].met = 0;
    }

    fn drop(&mut self, owner: u32, contact: u32) {
        if let Some(place) = self.place(owner, contact) {
            let owner = &mut self.owners[owner as usize];
            let later = place + 1..owner.places().end;
            self.contacts.copy_within(later.clone(), place);
            self.held.copy_within(later, place);
            owner.met -= 1;
        }
    }

    /// How many owners there are.
    pub const fn owners(&self) -> usize {
        self.owners.len()
    }

    /// An owner's team.
    pub fn team_of(&self, owner: usize) -> u32 {
        self.team[owner]
    }

    /// An owner's ties.
    pub fn of(&self, owner: usize) -> &[Held] {
        &self.held[self.owners[owner].places()]
    }

    /// How many ties are remembered, each counted once.
    pub fn count(&self) -> usize {
        self.owners.iter().map(|owner| owner.places().len()).sum::<usize>() / 2
    }
}
