//! What is seen of a quiet tie when the chance of its return is estimated: the tie's own memory, and the sums of it over everybody the owner
//! deals with and over the contact's team.
//!
//! Live, these are one member's own entries and nothing else ([`own`]). Where every act is an entry of both its people, as in a backtest, what
//! the contact does is known as well ([`both`]). Every value is a logarithm of one plus an amount, so that ten against five weighs as much as
//! two against one and no busy week drowns the rest.

use super::memory::{LAST_OUT, Memory, QUIET_WEEKS};
use crate::domain::day::Week;

/// How many values one member's own entries give, the constant included.
pub const OWN: usize = 25;

/// How many there are where the contact's side is known, too.
pub const BOTH: usize = 42;

/// The place of the constant, which carries the usual chance.
pub const CONSTANT: usize = 0;

/// The place of the rule that a workspace without a history goes by.
pub const RULE: usize = 1;

/// Weight of the short memory against the long one, in the rule.
const RULE_SHORT: f32 = 0.5;

/// Weight of the logarithm of the gap in weeks, in the rule.
const RULE_GAP: f32 = -0.1;

/// Weight of being busy with the contact's team, in the rule.
const RULE_TEAM: f32 = 0.1;

/// Contacts with a team, faded by half in eight weeks, that count as one unit of being busy with it.
const RULE_TEAM_UNIT: f32 = 16.0;

/// Weeks of the owner's own silence beyond which it makes no difference.
const SILENT_WEEKS_MAX: i64 = 80;

/// Stands for a team that nobody knows.
pub const NO_TEAM: u32 = u32::MAX;

/// One tie of an owner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Held {
    /// The number of the other person.
    pub contact: u32,
    /// The number of the other's team, or [`NO_TEAM`].
    pub team: u32,
    /// What is remembered.
    pub memory: Memory,
}

/// Sums of what is remembered of several ties, as of one week.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sums {
    /// Ties active in that week.
    pub active: f32,
    /// [`Memory::month`].
    pub month: f32,
    /// [`Memory::quarter`].
    pub quarter: f32,
    /// [`Memory::year`].
    pub year: f32,
    /// [`Memory::contacts`].
    pub contacts: f32,
    /// [`Memory::returns`], in other teams.
    pub returns: f32,
    /// [`Memory::quiet`], in other teams.
    pub quiet: f32,
    /// Weeks since the last of them was active.
    pub silent: i64,
}

impl Sums {
    fn add(&mut self, faded: &Memory, gap: i64, other_team: bool) {
        self.silent = if self.year > 0.0 { self.silent.min(gap) } else { gap };
        self.active += f32::from(u8::from(gap == 0));
        self.month += faded.month;
        self.quarter += faded.quarter;
        self.year += faded.year;
        self.contacts += faded.contacts;
        if other_team {
            self.returns += faded.returns;
            self.quiet += faded.quiet;
        }
    }

    /// What they tell of a person: seven values.
    fn person(&self) -> [f32; 7] {
        let silent = if self.year > 0.0 { self.silent.min(SILENT_WEEKS_MAX) } else { SILENT_WEEKS_MAX };
        [self.active, self.month, self.quarter, self.year, self.returns, self.quiet, weeks(silent)].map(f32::ln_1p)
    }

    /// What they tell of a person's dealings with a team: six values.
    fn team(&self) -> [f32; 6] {
        [self.active, self.month, self.quarter, self.year, self.returns, self.contacts].map(f32::ln_1p)
    }
}

/// Everything that one owner's ties come to in a week. Made once and read again for the next owner, so that nothing is allocated on the way.
#[derive(Debug, Clone, Default)]
pub struct Dealings {
    faded: Vec<(Memory, i64)>,
    all: Sums,
    /// What `all` tells, which is the same for every tie.
    person: [f32; 7],
    teams: Vec<(u32, Sums)>,
    /// The numbers of `teams` once more, close together, as every tie looks for its own.
    numbers: Vec<u32>,
}

impl Dealings {
    /// Reads the ties of an owner who is in `own_team`, as of the end of `week`.
    pub fn read(&mut self, own_team: u32, ties: &[Held], week: Week) {
        self.faded.clear();
        self.teams.clear();
        self.numbers.clear();
        self.all = Sums::default();
        for tie in ties {
            let gap = tie.memory.gap(week);
            let faded = tie.memory.at(gap);
            let other_team = own_team == NO_TEAM || tie.team != own_team;
            self.all.add(&faded, gap, other_team);
            if tie.team != NO_TEAM {
                let place = self.place_of(tie.team).unwrap_or_else(|| {
                    self.numbers.push(tie.team);
                    self.teams.push((tie.team, Sums::default()));
                    self.teams.len() - 1
                });
                self.teams[place].1.add(&faded, gap, other_team);
            }
            self.faded.push((faded, gap));
        }
        self.person = self.all.person();
    }

    fn place_of(&self, team: u32) -> Option<usize> {
        self.numbers.iter().position(|known| *known == team)
    }

    /// The sums over everybody the owner deals with.
    #[must_use]
    pub const fn all(&self) -> &Sums {
        &self.all
    }

    /// The sums over everybody in one team.
    #[must_use]
    pub fn team(&self, team: u32) -> Sums {
        self.place_of(team).map(|place| self.teams[place].1).unwrap_or_default()
    }

    /// Every team with its sums, in the order in which the ties came.
    #[must_use]
    pub fn teams(&self) -> &[(u32, Sums)] {
        &self.teams
    }

    /// The memory of the tie at `place`, faded to the week, and its gap in weeks.
    #[must_use]
    pub fn tie(&self, place: usize) -> (&Memory, i64) {
        let (faded, gap) = &self.faded[place];
        (faded, *gap)
    }

    /// Whether the tie at `place` has been quiet for long enough.
    #[must_use]
    pub fn is_quiet(&self, place: usize) -> bool {
        self.faded[place].1 >= QUIET_WEEKS
    }
}

/// What the owner's own entries tell about the tie at `place`.
#[must_use]
pub fn own(dealings: &Dealings, place: usize, team: u32) -> [f32; OWN] {
    let (tie, gap) = dealings.tie(place);
    let with_team = dealings.team(team);
    let mut seen = [0.0; OWN];
    seen[CONSTANT] = 1.0;
    seen[RULE] = rule(tie, gap, &with_team);
    let of_tie = [weeks(gap), tie.month, tie.quarter, tie.year, tie.contacts, tie.out, tie.back, tie.starts, f32::from(tie.run)];
    for (place, amount) in seen[2..11].iter_mut().zip(of_tie) {
        *place = amount.ln_1p();
    }
    seen[11] = f32::from(u8::from(tie.ways & LAST_OUT != 0));
    seen[12..19].copy_from_slice(&dealings.person);
    seen[19..25].copy_from_slice(&with_team.team());
    seen
}

/// The rule that a workspace without a history goes by: active weeks carry it, a long gap takes a little, being busy with the team adds a little.
fn rule(tie: &Memory, gap: i64, team: &Sums) -> f32 {
    let memory = RULE_SHORT.mul_add(tie.month, tie.year).ln_1p();
    RULE_TEAM.mul_add((team.contacts / RULE_TEAM_UNIT).ln_1p(), RULE_GAP.mul_add(weeks(gap.max(1)).ln(), memory))
}

/// What being busy with the contact's team adds to the rule's value.
#[must_use]
pub fn busy(seen: &[f32; OWN]) -> f32 {
    RULE_TEAM * (seen[24].exp_m1() / RULE_TEAM_UNIT).ln_1p()
}

/// What is known where every act is an entry of both its people.
#[derive(Debug, Clone, Copy, Default)]
pub struct Around {
    /// The sums over everybody the contact deals with.
    pub contact: Sums,
    /// The sums over those of them who are in the owner's team.
    pub with_own_team: Sums,
    /// How much the two share contacts, by contacts of these weeks and by active weeks of the quarter: Adamic and Adar's sum.
    pub shared: [f32; 2],
    /// Ties active in the week, of everybody, and in an average one of the last half year.
    pub everybody: [f32; 2],
}

/// The same, with what is known of the contact's side.
#[must_use]
pub fn both(own: &[f32; OWN], around: &Around) -> [f32; BOTH] {
    let mut seen = [0.0; BOTH];
    seen[..OWN].copy_from_slice(own);
    seen[25..32].copy_from_slice(&around.contact.person());
    seen[32..38].copy_from_slice(&around.with_own_team.team());
    seen[38..40].copy_from_slice(&around.shared.map(f32::ln_1p));
    seen[40..42].copy_from_slice(&around.everybody.map(f32::ln_1p));
    seen
}

#[expect(clippy::cast_precision_loss, reason = "weeks of a history are few")]
const fn weeks(weeks: i64) -> f32 {
    weeks as f32
}
