//! A planner tried on a history: how often what it would have suggested would have been right, beside simpler rules on the same weeks.
//!
//! Every contender plans under the same rules from the same sights. Two of them learn: one from all that is known when every act is an entry of
//! both its people, one from each owner's own entries alone, which is what the bot has when it is live.

use std::collections::{HashMap, HashSet};

use super::auction::{Market, WORTH_ONE};
use super::features::{BOTH, OWN, RULE};
use super::judgement::Judgement;
use super::lessons::{Lessons, key};
use super::replay::{Act, Organisation, Return, Sight};
use super::tally::{Tally, Waiting};
use crate::domain::day::Week;

/// Weeks at the beginning of a history that teach nothing: everybody seems new then.
const WARM_UP_WEEKS: i64 = 6;

/// The cadence of the rule that goes by the calendar alone.
const FIXED_WEEKS: i64 = 8;

/// The rules of a plan.
#[derive(Debug, Clone)]
pub struct Rules {
    /// The weeks to plan.
    pub plan_weeks: HashSet<Week>,
    /// Nudges for a person in a week, at most.
    pub per_person: u8,
    /// Nudges pointing at one contact in a week, at most.
    pub per_contact: u8,
    /// Full quiet weeks from which on somebody may be named.
    pub quiet_weeks: i64,
    /// Weeks within which a return counts.
    pub return_weeks: i64,
    /// Weeks before the same pair may be named again.
    pub cooldown_weeks: i64,
    /// The last week of the history: what should have come later is not known.
    pub last_week: Week,
}

/// One suggestion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suggestion {
    /// In which week.
    pub week: Week,
    /// To whom.
    pub person: u32,
    /// About whom.
    pub contact: u32,
    /// 1 for the person's best.
    pub rank: usize,
    /// The chance that the tie returns in time, 0 to 1.
    pub score: f64,
}

/// Who plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Contender {
    /// All that is known.
    Planner,
    /// Each owner's own entries only.
    OwnEntries,
    /// The rule that a workspace without a history goes by, with nothing learnt.
    FixedRule,
    /// Most active weeks in the last year, faded.
    ActiveWeeks,
    /// The most recent contact.
    MostRecent,
    /// The longest silence.
    LongestAgo,
    /// Every eight weeks.
    FixedInterval,
    /// Chance.
    Chance,
}

impl Contender {
    /// All of them, in the order of a report.
    pub const ALL: [Self; 8] = [
        Self::Planner,
        Self::OwnEntries,
        Self::FixedRule,
        Self::ActiveWeeks,
        Self::MostRecent,
        Self::LongestAgo,
        Self::FixedInterval,
        Self::Chance,
    ];

    /// Whether it says how likely each return is.
    #[must_use]
    pub const fn tells_chances(self) -> bool {
        matches!(self, Self::Planner | Self::OwnEntries)
    }

    #[expect(clippy::cast_precision_loss, reason = "weeks and keys only order")]
    fn rule(self, sight: &Sight<'_>, week: Week) -> f64 {
        match self {
            Self::Planner | Self::OwnEntries => 0.0,
            Self::FixedRule => f64::from(sight.own[RULE]),
            Self::ActiveWeeks => f64::from(sight.memory.year),
            Self::MostRecent => -(sight.gap as f64),
            Self::LongestAgo => sight.gap as f64,
            Self::FixedInterval => -((sight.gap - FIXED_WEEKS).rem_euclid(FIXED_WEEKS) as f64),
            Self::Chance => key(sight.contact, sight.owner, week) as f64,
        }
    }
}

/// Somebody who could be named.
#[derive(Debug, Clone, Copy)]
struct Choice {
    owner: u32,
    contact: u32,
    score: f64,
}

/// What learns from one kind of sight.
#[derive(Debug, Default)]
struct Learner<const N: usize> {
    lessons: Lessons<N>,
    judgement: Judgement<N>,
}

impl<const N: usize> Learner<N> {
    fn close(&mut self, week: Week, rules: &Rules, organisation: &Organisation) {
        self.lessons.close(week, rules.return_weeks, |owner, contact| organisation.last(owner, contact));
        if rules.plan_weeks.contains(&week) {
            self.judgement = self.lessons.learn(Some(&self.judgement));
        }
    }

    fn choice(&self, sight: &Sight<'_>, seen: &[f32; N]) -> Option<Choice> {
        let score = self.judgement.chance(seen);
        (score >= self.judgement.floor).then_some(Choice { owner: sight.owner, contact: sight.contact, score })
    }
}

/// A backtest under way: acts go in, in order of time, and suggestions come out.
#[derive(Debug)]
pub struct Backtest {
    rules: Rules,
    organisation: Organisation,
    week: Option<Week>,
    first: Option<Week>,
    both: Learner<BOTH>,
    own: Learner<OWN>,
    /// When each contender named each pair, the latest last.
    nudged: HashMap<(Contender, u32, u32), Vec<(Week, Waiting)>>,
    tallies: HashMap<Contender, Tally>,
    /// Ties that returned in the weeks after planned ones.
    pub returns: u64,
    /// The smallest share of the best possible plan that any week was certified.
    pub certified: f64,
    /// What the planner suggests.
    pub suggestions: Vec<Suggestion>,
}

impl Backtest {
    /// A backtest over people by the numbers of their teams.
    #[must_use]
    pub fn new(rules: Rules, teams: Vec<u32>) -> Self {
        Self {
            rules,
            organisation: Organisation::new(teams),
            week: None,
            first: None,
            both: Learner::default(),
            own: Learner::default(),
            nudged: HashMap::new(),
            tallies: HashMap::new(),
            returns: 0,
            certified: 1.0,
            suggestions: Vec::new(),
        }
    }

    /// Takes the next act. Every week before its own ends, and is planned where the rules say so.
    pub fn take(&mut self, act: Act) {
        self.until(act.week);
        for back in self.organisation.take(act).into_iter().flatten() {
            self.returned(back, act.week);
        }
    }

    /// Ends the history, and with it every week up to the last one to plan.
    pub fn finish(&mut self) {
        if let Some(last) = self.rules.plan_weeks.iter().max().copied() {
            self.until(last.plus(1));
        }
    }

    /// What a contender's suggestions came to.
    #[must_use]
    pub fn tally(&self, contender: Contender) -> Tally {
        self.tallies.get(&contender).copied().unwrap_or_default()
    }

    fn until(&mut self, week: Week) {
        let begun = *self.week.get_or_insert(week);
        self.first.get_or_insert(week);
        for week in begun.0..week.0 {
            self.end(Week(week));
        }
        self.week = Some(begun.max(week));
    }

    /// A tie returned: right was who had suggested it in the weeks before.
    fn returned(&mut self, back: Return, week: Week) {
        if back.gap <= self.rules.quiet_weeks {
            return;
        }
        let counts = u64::from(self.rules.plan_weeks.contains(&week.plus(-1)));
        self.returns += counts;
        for contender in Contender::ALL {
            let Some(named) = self.nudged.get_mut(&(contender, back.owner, back.contact)) else { continue };
            let tally = self.tallies.entry(contender).or_default();
            let mut in_time = named.iter_mut().filter(|(named, _)| week.since(*named) <= self.rules.return_weeks).peekable();
            tally.foreseen += if in_time.peek().is_some() { counts } else { 0 };
            in_time.for_each(|(_, waiting)| tally.returned(waiting));
        }
    }

    fn end(&mut self, week: Week) {
        let warm = self.first.is_none_or(|first| week.since(first) < WARM_UP_WEEKS);
        let planned = self.rules.plan_weeks.contains(&week);
        let Self { rules, organisation, both, own, .. } = self;
        both.close(week, rules, organisation);
        own.close(week, rules, organisation);
        let mut choices: [Vec<Choice>; Contender::ALL.len()] = Default::default();
        organisation.end(week, rules.quiet_weeks, |sight| {
            if !warm {
                both.lessons.offer(week, sight.owner, sight.contact, sight.both);
                own.lessons.offer(week, sight.owner, sight.contact, sight.own);
            }
            if planned {
                for (contender, choices) in Contender::ALL.into_iter().zip(&mut choices) {
                    choices.extend(match contender {
                        Contender::Planner => both.choice(sight, sight.both),
                        Contender::OwnEntries => own.choice(sight, sight.own),
                        _ => Some(Choice { owner: sight.owner, contact: sight.contact, score: contender.rule(sight, week) }),
                    });
                }
            }
        });
        for (contender, mut choices) in Contender::ALL.into_iter().zip(choices) {
            let last = |choice: &Choice| self.nudged.get(&(contender, choice.owner, choice.contact)).and_then(|named| named.last());
            choices.retain(|choice| last(choice).is_none_or(|(named, _)| week.since(*named) >= self.rules.cooldown_weeks));
            let named = if contender.tells_chances() { self.assigned(contender, &choices) } else { self.best_first(choices) };
            self.name(contender, week, &named);
        }
    }

    /// The planner's way: all at once, for the greatest sum of chances.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a probability times 2^20 fits easily")]
    fn assigned(&mut self, contender: Contender, choices: &[Choice]) -> Vec<Choice> {
        let mut market = Market::new(vec![self.rules.per_contact; self.organisation.people()]);
        for of_one in choices.chunk_by(|one, next| one.owner == next.owner) {
            let worth = |choice: &Choice| (choice.contact, ((choice.score * f64::from(WORTH_ONE)) as u32).max(1));
            market.member(self.rules.per_person, of_one.iter().map(worth));
        }
        let assigned = market.assign();
        if contender == Contender::Planner {
            self.certified = self.certified.min(assigned.certified());
        }
        let mut named: Vec<Choice> = choices.iter().zip(assigned.chosen).filter(|(_, chosen)| *chosen).map(|(choice, _)| *choice).collect();
        named.sort_by(|one, other| {
            one.owner.cmp(&other.owner).then(other.score.total_cmp(&one.score)).then(one.contact.cmp(&other.contact))
        });
        named
    }

    /// A rule's way: the best one first, while there is room.
    fn best_first(&self, mut choices: Vec<Choice>) -> Vec<Choice> {
        choices.sort_by(|one, other| other.score.total_cmp(&one.score).then((one.owner, one.contact).cmp(&(other.owner, other.contact))));
        let (mut has, mut pointed) = (HashMap::<u32, u8>::new(), HashMap::<u32, u8>::new());
        choices.retain(|choice| {
            let (has, pointed) = (has.entry(choice.owner).or_default(), pointed.entry(choice.contact).or_default());
            let room = *has < self.rules.per_person && *pointed < self.rules.per_contact;
            *has += u8::from(room);
            *pointed += u8::from(room);
            room
        });
        choices
    }

    fn name(&mut self, contender: Contender, week: Week, named: &[Choice]) {
        let (mut owner, mut rank) = (None, 0);
        let over = self.rules.last_week.since(week) >= self.rules.return_weeks;
        for choice in named {
            let chance = if contender.tells_chances() { choice.score } else { 0.0 };
            let waiting = self.tallies.entry(contender).or_default().suggest(chance, over);
            self.nudged.entry((contender, choice.owner, choice.contact)).or_default().push((week, waiting));
            rank = if owner == Some(choice.owner) { rank + 1 } else { 1 };
            owner = Some(choice.owner);
            if contender == Contender::Planner {
                self.suggestions.push(Suggestion { week, person: choice.owner, contact: choice.contact, rank, score: choice.score });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two people of two teams, in touch in these weeks; every week from 10 on is planned.
    fn backtest(active: &[i64], quiet_weeks: i64, return_weeks: i64, cooldown_weeks: i64) -> Backtest {
        let rules = Rules {
            plan_weeks: (10..14).map(Week).collect(),
            per_person: 1,
            per_contact: 1,
            quiet_weeks,
            return_weeks,
            cooldown_weeks,
            last_week: Week(*active.last().unwrap_or(&0)),
        };
        let mut backtest = Backtest::new(rules, vec![0, 1]);
        for week in active {
            backtest.take(Act { week: Week(*week), actor: 0, target: 1 });
        }
        backtest.finish();
        backtest
    }

    #[test]
    fn one_suggestion_is_right_once_though_its_tie_returns_twice() {
        let all = backtest(&[8, 12, 14, 30], 1, 6, 4);
        let tally = all.tally(Contender::MostRecent);
        assert_eq!((tally.suggested, tally.right, tally.foreseen), (2, 2, 4), "both people, once each; both returns were foreseen");
        assert_eq!(all.returns, 4);
    }

    #[test]
    fn every_suggestion_before_a_return_is_right() {
        let tally = backtest(&[2, 14, 30], 4, 4, 1).tally(Contender::MostRecent);
        assert_eq!((tally.suggested, tally.right, tally.foreseen), (8, 8, 2), "four weeks in a row, and the return came in time for all");
    }

    #[test]
    fn what_the_history_does_not_tell_is_not_judged() {
        let tally = backtest(&[2, 14], 4, 4, 4).tally(Contender::MostRecent);
        assert_eq!((tally.suggested, tally.right, tally.open), (2, 2, 0));
        let tally = backtest(&[2, 13], 4, 4, 4).tally(Contender::MostRecent);
        assert_eq!((tally.suggested, tally.right, tally.open), (0, 0, 2), "its fourth week has not come");
    }
}
