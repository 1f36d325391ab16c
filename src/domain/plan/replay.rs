//! A history lived again, week by week: an organisation's ties as they were at the end of each week, and what was seen of every quiet one.
//!
//! Every act is an entry of both its people. What is seen in a week is exactly what the state holds when it ends; acts of later weeks have not
//! been taken by then, so nothing can look ahead.

use std::collections::HashMap;

use super::features::{Around, BOTH, Dealings, Held, NO_TEAM, OWN, Sums, both, own};
use super::memory::{Direction, Memory};
use super::shared::{SharedWith, Strengths};
use crate::domain::day::Week;

/// Weeks over which the usual bustle is taken: half a year.
const BUSTLE_WEEKS: usize = 26;

/// One contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act {
    /// Its week.
    pub week: Week,
    /// Who turned to somebody.
    pub actor: u32,
    /// To whom.
    pub target: u32,
}

/// A tie that came back to life: first contact after quiet weeks, as one of the two sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Return {
    /// Whose tie it is.
    pub owner: u32,
    /// With whom.
    pub contact: u32,
    /// Weeks since the contact before; one more than there were quiet ones between.
    pub gap: i64,
}

/// An organisation's ties.
#[derive(Debug, Clone)]
pub struct Organisation {
    teams: Vec<u32>,
    ties: Vec<Vec<Held>>,
    /// Where an owner's tie with a contact stands among the owner's.
    places: HashMap<(u32, u32), usize>,
    /// Active ties in each week so far.
    bustle: Vec<f32>,
}

/// A quiet tie with somebody in another team, as it was seen at the end of a week.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'a> {
    /// Whose tie it is.
    pub owner: u32,
    /// With whom.
    pub contact: u32,
    /// Weeks since the last contact.
    pub gap: i64,
    /// What is remembered, as of the week.
    pub memory: &'a Memory,
    /// What the owner's own entries tell.
    pub own: &'a [f32; OWN],
    /// The same with what is known of the contact's side.
    pub both: &'a [f32; BOTH],
}

impl Organisation {
    /// People by the numbers of their teams ([`NO_TEAM`] where none is known), without any ties yet.
    #[must_use]
    pub fn new(teams: Vec<u32>) -> Self {
        Self { ties: vec![Vec::new(); teams.len()], teams, places: HashMap::new(), bustle: Vec::new() }
    }

    /// Takes an act, which must come in order of weeks, as an entry of both its people; tells each one's tie that returned between two teams.
    pub fn take(&mut self, act: Act) -> [Option<Return>; 2] {
        if act.actor == act.target {
            return [None; 2];
        }
        [(act.actor, act.target, Direction::Out), (act.target, act.actor, Direction::In)]
            .map(|(owner, contact, direction)| self.entry(act.week, owner, contact, direction))
    }

    fn entry(&mut self, week: Week, owner: u32, contact: u32, direction: Direction) -> Option<Return> {
        let of_owner = &mut self.ties[owner as usize];
        let Some(place) = self.places.get(&(owner, contact)) else {
            self.places.insert((owner, contact), of_owner.len());
            of_owner.push(Held { contact, team: self.teams[contact as usize], memory: Memory::first(week, direction) });
            return None;
        };
        let memory = &mut of_owner[*place].memory;
        let gap = memory.gap(week);
        memory.take(week, direction);
        let returned = gap > 0 && self.across(owner, contact);
        returned.then_some(Return { owner, contact, gap })
    }

    fn across(&self, owner: u32, contact: u32) -> bool {
        let (one, other) = (self.teams[owner as usize], self.teams[contact as usize]);
        one != other || one == NO_TEAM
    }

    /// How many people there are.
    #[must_use]
    pub const fn people(&self) -> usize {
        self.teams.len()
    }

    /// The last active week of an owner's tie.
    #[must_use]
    pub fn last(&self, owner: u32, contact: u32) -> Option<Week> {
        self.places.get(&(owner, contact)).map(|place| self.ties[owner as usize][*place].memory.last())
    }

    /// Ends a week, which every later act must follow, and shows every tie across teams that has been quiet for `quiet_weeks`: owner by owner.
    pub fn end(&mut self, week: Week, quiet_weeks: i64, mut show: impl FnMut(&Sight<'_>)) {
        let mut all: Vec<Dealings> = Vec::with_capacity(self.ties.len());
        let mut strengths = Strengths::default();
        for (team, ties) in self.teams.iter().zip(&self.ties) {
            let mut dealings = Dealings::default();
            dealings.read(*team, ties, week);
            strengths.push(ties, &dealings);
            all.push(dealings);
        }
        self.bustle.push(all.iter().map(|dealings| dealings.all().active).sum());
        let everybody = self.everybody();
        let mut shared = SharedWith::new(self.ties.len());
        for ((owner, team), ties) in (0_u32..).zip(&self.teams).zip(&self.ties) {
            let dealings = &all[owner as usize];
            shared.walk(owner, &strengths);
            for (place, tie) in ties.iter().enumerate() {
                let (memory, gap) = dealings.tie(place);
                if gap < quiet_weeks || !self.across(owner, tie.contact) {
                    continue;
                }
                let own = own(dealings, place, tie.team);
                let theirs = &all[tie.contact as usize];
                let around = Around {
                    contact: *theirs.all(),
                    with_own_team: if *team == NO_TEAM { Sums::default() } else { theirs.team(*team) },
                    shared: shared.with(tie.contact),
                    everybody,
                };
                let both = both(&own, &around);
                show(&Sight { owner, contact: tie.contact, gap, memory, own: &own, both: &both });
            }
        }
    }

    /// Active ties in the week that ended last, and in an average one of the last half year.
    #[expect(clippy::cast_precision_loss, reason = "at most 26 weeks")]
    fn everybody(&self) -> [f32; 2] {
        let lately = &self.bustle[self.bustle.len().saturating_sub(BUSTLE_WEEKS)..];
        let average = lately.iter().sum::<f32>() / lately.len().max(1) as f32;
        [self.bustle.last().copied().unwrap_or_default(), average]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(week: i64, actor: u32, target: u32) -> Act {
        Act { week: Week(week), actor, target }
    }

    /// Three people: 0 in one team, 1 and 2 in another.
    fn organisation(acts: &[Act]) -> Organisation {
        let mut organisation = Organisation::new(vec![0, 1, 1]);
        for act in acts {
            organisation.take(*act);
        }
        organisation
    }

    fn seen(organisation: &mut Organisation, week: i64) -> Vec<(u32, u32, i64)> {
        let mut seen = Vec::new();
        organisation.end(Week(week), 4, |sight| seen.push((sight.owner, sight.contact, sight.gap)));
        seen
    }

    #[test]
    fn quiet_ties_across_teams_are_seen_by_both_of_the_two() {
        let mut organisation = organisation(&[act(0, 0, 1), act(0, 1, 2), act(2, 2, 0)]);
        assert_eq!(seen(&mut organisation, 4), [(0, 1, 4), (1, 0, 4)]);
        assert_eq!(seen(&mut organisation, 6), [(0, 1, 6), (0, 2, 4), (1, 0, 6), (2, 0, 4)]);
    }

    #[test]
    fn a_return_is_told_to_both_and_ends_the_quiet() {
        let mut organisation = organisation(&[act(0, 0, 1)]);
        let returned = organisation.take(act(7, 1, 0));
        assert_eq!(returned, [Some(Return { owner: 1, contact: 0, gap: 7 }), Some(Return { owner: 0, contact: 1, gap: 7 })]);
        assert_eq!(organisation.take(act(7, 1, 0)), [None, None]);
        assert!(seen(&mut organisation, 8).is_empty());
    }

    #[test]
    fn shared_contacts_are_seen_on_the_contacts_side_only() {
        let mut rows = Vec::new();
        let mut organisation = organisation(&[act(0, 0, 1), act(9, 0, 2), act(9, 1, 2)]);
        organisation.end(Week(9), 4, |sight| rows.push((*sight.own, *sight.both)));
        assert_eq!(rows.len(), 2);
        assert!(rows.iter().all(|(own, both)| both[..OWN] == own[..] && both[38] > 0.1 && both[39] > 0.1), "they share one");
    }
}
