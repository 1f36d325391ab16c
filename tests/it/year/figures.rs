//! What was promised about reminders, and what a year of them was like.
//! The promises are those of docs/reminders.md; a figure that is printed there is counted here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use goodturn::domain::day::{Millis, Week};
use goodturn::domain::ids::PersonId;
use goodturn::domain::nudge::Reason;
use goodturn::domain::plan::silence::Silence;

use super::world::{Sent, World};

/// Reasons that are heard in a year, at least.
const REASONS_MIN: usize = 12;

/// The largest share of one reason, in percent.
const REASON_SHARE_MAX: usize = 30;

/// Among so many nudges in a row …
const IN_A_ROW: usize = 9;

/// … so many are questions.
const QUESTIONS: std::ops::RangeInclusive<usize> = 2..=4;

/// The share of members with a few contacts who hear of somebody in any four weeks, in percent.
const HEARD_MIN: usize = 60;

/// Those few contacts.
const CONTACTS_MIN: usize = 3;

/// Weeks that are looked at together.
const WINDOW_WEEKS: i64 = 4;

/// The shortest time between two reminders.
const GAP_MIN_MS: i64 = 4 * Millis::DAY;

/// Nudges that point at one person in a week, at most.
const POINTING_MAX: usize = 3;

pub struct Figures {
    reminders: usize,
    nudges: usize,
    steps: usize,
    reasons: BTreeMap<&'static str, usize>,
    acts: BTreeMap<&'static str, usize>,
    /// The fewest and the most questions among nine.
    questions: (usize, usize),
    /// For each window the share who heard of somebody, in percent, and of how many.
    windows: Vec<(usize, usize)>,
    causes: BTreeMap<&'static str, usize>,
    pointing: usize,
    broken: Vec<String>,
}

impl Figures {
    pub fn of(world: &World, weeks: i64) -> Self {
        let sent = || world.heard.iter().flat_map(|heard| &heard.sent);
        let mut figures = Self {
            reminders: sent().count(),
            nudges: sent().map(|sent| sent.reminder.nudges.len()).sum(),
            steps: sent().filter(|sent| sent.reminder.step.is_some()).count(),
            reasons: counted(sent().flat_map(|sent| &sent.reminder.nudges).map(|nudge| nudge.reason.as_str())),
            acts: counted(sent().flat_map(|sent| &sent.reminder.nudges).map(|nudge| nudge.small_act.as_str())),
            questions: (IN_A_ROW, 0),
            windows: (0..=weeks - WINDOW_WEEKS).filter_map(|week| window(world, World::monday(week).week())).collect(),
            causes: counted(world.heard.iter().flat_map(|heard| heard.unsaid.values()).map(|cause| cause.as_str())),
            pointing: 0,
            broken: Vec::new(),
        };
        figures.count_questions(world);
        figures.look_at_each(world, weeks);
        figures.look_at_contacts(world);
        figures
    }

    fn count_questions(&mut self, world: &World) {
        for heard in &world.heard {
            let told: Vec<bool> =
                heard.sent.iter().flat_map(|sent| &sent.reminder.nudges).map(|nudge| nudge.small_act.is_question()).collect();
            for nine in told.windows(IN_A_ROW) {
                let questions = nine.iter().filter(|question| **question).count();
                self.questions = (self.questions.0.min(questions), self.questions.1.max(questions));
            }
        }
    }

    fn look_at_each(&mut self, world: &World, weeks: i64) {
        for (number, heard) in world.heard.iter().enumerate() {
            for pair in heard.sent.windows(2) {
                if pair[1].at.0 - pair[0].at.0 < GAP_MIN_MS {
                    self.broken.push(format!("{number} got two within four days, in week {}", pair[1].week.iso()));
                }
                let again = named(&pair[0]).intersection(&named(&pair[1])).count();
                if pair[1].week.since(pair[0].week) < 2 && again > 0 {
                    self.broken.push(format!("{number} was told of one person two weeks running, in week {}", pair[1].week.iso()));
                }
            }
            let player = &world.players[number];
            let here = (player.joins + 1..weeks).take_while(|week| player.leaves.is_none_or(|leaves| *week < leaves));
            for week in here.map(|week| World::monday(week).week()) {
                let came = heard.sent.iter().any(|sent| sent.week == week);
                if !came && heard.unsaid.get(&week).is_none_or(|cause| still_to_come(*cause)) {
                    self.broken.push(format!(
                        "{number} got nothing in week {} and nobody knows why: {:?}",
                        week.iso(),
                        heard.unsaid.get(&week)
                    ));
                }
            }
        }
    }

    fn look_at_contacts(&mut self, world: &World) {
        let mut pointing: BTreeMap<(Week, PersonId), usize> = BTreeMap::new();
        for sent in world.heard.iter().flat_map(|heard| &heard.sent) {
            for person in named(sent) {
                *pointing.entry((sent.week, person)).or_default() += 1;
            }
        }
        self.pointing = pointing.values().copied().max().unwrap_or(0);
    }

    fn share_max(&self) -> usize {
        self.reasons.values().max().map_or(0, |most| 100 * most / self.nudges.max(1))
    }

    fn heard_min(&self) -> usize {
        self.windows.iter().map(|(share, _)| *share).min().unwrap_or(0)
    }

    /// What was promised; of a part of a year, the reasons are not counted.
    pub fn keep_their_promises(&self, whole: bool) -> Result<(), String> {
        let mut broken = self.broken.clone();
        let mut must = |holds: bool, what: String| {
            if !holds {
                broken.push(what);
            }
        };
        if whole {
            must(self.reasons.len() >= REASONS_MIN, format!("{} reasons", self.reasons.len()));
            must(self.share_max() <= REASON_SHARE_MAX, format!("one reason is {} % of all", self.share_max()));
        }
        must(self.windows.len() > 10, format!("{} windows are looked at", self.windows.len()));
        must(self.heard_min() >= HEARD_MIN, format!("only {} % heard of somebody in some four weeks", self.heard_min()));
        must(self.questions.0 <= self.questions.1, "nobody heard of nine".to_owned());
        let fits = QUESTIONS.contains(&self.questions.0) && QUESTIONS.contains(&self.questions.1);
        must(fits, format!("{} to {} questions in nine", self.questions.0, self.questions.1));
        must(self.pointing <= POINTING_MAX, format!("{} point at one person", self.pointing));
        if broken.is_empty() { Ok(()) } else { Err(broken.join("\n")) }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} reminders with {} nudges; {} first steps", self.reminders, self.nudges, self.steps)?;
        writeln!(f, "{} reasons, the most frequent {} %: {:?}", self.reasons.len(), self.share_max(), self.reasons)?;
        writeln!(f, "of {} known reasons", Reason::ALL.len())?;
        writeln!(f, "acts: {:?}", self.acts)?;
        writeln!(f, "{} to {} questions among any nine", self.questions.0, self.questions.1)?;
        let shares: Vec<String> = self.windows.iter().map(|(share, of)| format!("{share}/{of}")).collect();
        writeln!(f, "heard of somebody in four weeks: {} % at least; {}", self.heard_min(), shares.join(" "))?;
        writeln!(f, "{} nudges at most point at one person in a week", self.pointing)?;
        write!(f, "weeks without, by cause: {:?}", self.causes)
    }
}

/// Causes that are noted while the reminder may still come: it waits, for an ask, a first step or a reserve.
fn still_to_come(cause: Silence) -> bool {
    matches!(cause, Silence::NoneEligible | Silence::Capped | Silence::BelowFloor)
}

fn named(sent: &Sent) -> BTreeSet<PersonId> {
    sent.reminder.nudges.iter().map(|nudge| nudge.contact.clone()).collect()
}

fn counted<'a>(all: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counted = BTreeMap::new();
    for one in all {
        *counted.entry(one).or_default() += 1;
    }
    counted
}

/// Of those who knew a few people when the four weeks began and did not rest in them: how many percent heard of somebody, and of how many.
fn window(world: &World, from: Week) -> Option<(usize, usize)> {
    let weeks = || (0..WINDOW_WEEKS).map(|ahead| from.plus(ahead));
    let (mut of, mut heard_of) = (0, 0);
    for heard in &world.heard {
        let knows = heard.known.get(&from).is_some_and(|(contacts, _)| *contacts >= CONTACTS_MIN);
        let listens = weeks().all(|week| heard.known.get(&week).is_some_and(|(_, resting)| !resting))
            && weeks().all(|week| heard.unsaid.get(&week).is_none_or(|cause| *cause != Silence::AtRest));
        if knows && listens {
            of += 1;
            heard_of +=
                usize::from(heard.sent.iter().any(|sent| weeks().any(|week| week == sent.week) && !sent.reminder.nudges.is_empty()));
        }
    }
    (of > 0).then(|| (100 * heard_of / of, of))
}
