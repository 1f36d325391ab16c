//! Draws a small act from what is true of a member and somebody they are reminded of.
//!
//! What follows from the two goes before what fits anybody, and what came lately waits; whether it is a question is the turn's to say.

use super::ids::PersonId;
use super::nudge::{LastEntry, Reason};
use super::small_act::{SmallAct, TAKES, asks};

/// Nudges that are looked back at, so that the same act does not come again soon.
const LOOKED_BACK_AT: usize = 12;

/// Nudges that are remembered, so that an act that comes again comes in another way: half a year's.
pub const REMEMBERED: usize = 60;

/// How much an act that follows from the two people goes before one that fits anybody, in nudges since it came last.
const STORY: usize = 8;

/// The same for an act that two cards suggest.
const CARD: usize = 6;

/// The same for one that a team's own words suggest.
const WORDS: usize = 2;

/// The same for an ask that is still open: it goes before everything but itself in the same reminder.
const OPEN_ASK: usize = 20;

/// A struggle and an offer that meet, by the ids of their lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// The struggle's.
    pub struggle: String,
    /// The offer's.
    pub offer: String,
}

/// What is true of a member and somebody they are reminded of, as far as it suggests small acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// Why now.
    pub reason: Reason,
    /// What was last between the two.
    pub last: LastEntry,
    /// Whether the member asked them, or their team, for something that is still open.
    pub open_ask: bool,
    /// Where their team struggles with what the member's team can help with.
    pub we_help: Vec<Lines>,
    /// Where the member's team struggles with what theirs can help with.
    pub they_help: Vec<Lines>,
    /// Whether their card explains words.
    pub words: bool,
}

/// A small act as it was sent once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// To whom it was about.
    pub contact: PersonId,
    /// Which.
    pub act: SmallAct,
    /// In which of its ways.
    pub take: i64,
    /// The struggle it spoke of.
    pub struggle: Option<String>,
}

/// A small act that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Which.
    pub act: SmallAct,
    /// In which of its ways, from 0.
    pub take: i64,
    /// The lines of two cards that it speaks of.
    pub lines: Option<Lines>,
}

impl Ground {
    /// Draws the act about `contact` for a member's nudge number `turn`. `here` is what this reminder says already, `lately` what earlier ones said, newest
    /// first. What came longest ago goes first; what follows from the two goes before what fits anybody.
    #[must_use]
    pub fn draw(&self, contact: &PersonId, turn: i64, here: &[Used], lately: &[Used]) -> Drawn {
        let ago = |act: SmallAct| lately.iter().take(LOOKED_BACK_AT).position(|used| used.act == act).unwrap_or(LOOKED_BACK_AT);
        let mut best = (SmallAct::AskWhatIsOn, None);
        // Once is enough to say that something is open; after that, what fits anybody and is no favour.
        let said = lately.iter().any(|used| used.contact == *contact && used.act.needs_open_ask());
        for (act, before) in self.fitting(asks(turn)).into_iter().filter(|(act, _)| !(said && act.needs_open_ask())) {
            let weight = if here.iter().any(|used| used.act == act) { 0 } else { 1 + ago(act) + before };
            if best.1.is_none_or(|known| weight > known) {
                best = (act, Some(weight));
            }
        }
        let act = best.0;
        let take = here.iter().chain(lately).find(|used| used.act == act).map_or(0, |used| (used.take + 1).rem_euclid(TAKES));
        Drawn { act, take, lines: self.lines(act, here, lately) }
    }

    /// Every act that fits, with how much it goes before others.
    fn fitting(&self, question: bool) -> Vec<(SmallAct, usize)> {
        let when = |holds: bool, act: SmallAct, before: usize| holds.then_some((act, before));
        let helped = (self.reason, self.last) == (Reason::YouHelped, LastEntry::Gave);
        let was_helped = (self.reason, self.last) == (Reason::TheyHelped, LastEntry::Received);
        // While they have something of the member's to answer, nothing new is asked of them or put on their desk.
        let free = !self.open_ask;
        let all = if question {
            vec![
                when(!free, SmallAct::AskWhatIsMissing, OPEN_ASK),
                when(helped || self.reason == Reason::YouIntroduced, SmallAct::AskHowItWent, STORY),
                when(self.reason == Reason::Introduced, SmallAct::AskSinceIntroduced, STORY),
                when(free && !self.we_help.is_empty(), SmallAct::AskTheirStruggle, CARD),
                when(free && !self.they_help.is_empty(), SmallAct::AskHowTheyDo, CARD),
                when(self.words, SmallAct::AskTheirWords, WORDS),
                when(true, SmallAct::AskWhatIsOn, 0),
                when(free, SmallAct::AskWhatHelps, 0),
                when(free, SmallAct::AskWhatTouches, 0),
            ]
        } else {
            vec![
                when(!free, SmallAct::SayWhereItStands, OPEN_ASK),
                when(was_helped, SmallAct::TellWhatBecame, STORY),
                when(self.reason == Reason::TheyIntroduced, SmallAct::TellWhereItLed, STORY),
                when(free && !self.we_help.is_empty(), SmallAct::PointToHelp, CARD),
                when(true, SmallAct::PassOnNews, 0),
                when(free, SmallAct::OfferEyes, 0),
                when(free, SmallAct::ShareLink, 0),
                when(true, SmallAct::PassOnPraise, 0),
                when(free, SmallAct::TellWhomToAsk, 0),
            ]
        };
        all.into_iter().flatten().collect()
    }

    /// The lines that an act speaks of: those that were not spoken of, or longest ago.
    fn lines(&self, act: SmallAct, here: &[Used], lately: &[Used]) -> Option<Lines> {
        let from = match act {
            SmallAct::AskTheirStruggle | SmallAct::PointToHelp => &self.we_help,
            SmallAct::AskHowTheyDo => &self.they_help,
            _ => return None,
        };
        let mut best: Option<(usize, &Lines)> = None;
        for lines in from {
            let used = |used: &Used| used.struggle.as_ref() == Some(&lines.struggle);
            let ago = here.iter().chain(lately).position(used).unwrap_or(usize::MAX);
            if best.is_none_or(|(known, _)| ago > known) {
                best = Some((ago, lines));
            }
        }
        best.map(|(_, lines)| lines.clone())
    }
}

#[cfg(test)]
mod tests {
    use rand::rngs::StdRng;
    use rand::{RngExt, SeedableRng};

    use super::*;

    const LAST: [LastEntry; 4] = [LastEntry::Gave, LastEntry::Received, LastEntry::Asked, LastEntry::Touch];

    fn ground(reason: Reason, last: LastEntry) -> Ground {
        Ground { reason, last, open_ask: false, we_help: Vec::new(), they_help: Vec::new(), words: false }
    }

    fn lines(name: &str) -> Vec<Lines> {
        ["1", "2"].map(|n| Lines { struggle: format!("{name}{n}"), offer: format!("o{n}") }).into()
    }

    fn used(contact: &str, drawn: &Drawn) -> Used {
        let struggle = drawn.lines.as_ref().map(|lines| lines.struggle.clone());
        Used { contact: contact.into(), act: drawn.act, take: drawn.take, struggle }
    }

    #[test]
    fn two_to_four_of_any_nine_are_questions_whatever_is_drawn() {
        for seed in 0..300 {
            let mut rng = StdRng::seed_from_u64(seed);
            let mut turn = rng.random_range(0..1_000_i64);
            let mut told: Vec<Used> = Vec::new();
            for _ in 0..20 {
                let mut here = Vec::new();
                for _ in 0..rng.random_range(0..=3) {
                    let reason = Reason::ALL[rng.random_range(0..Reason::ALL.len())];
                    let last = LAST[rng.random_range(0..LAST.len())];
                    let mut ground = ground(reason, last);
                    ground.open_ask = rng.random_bool(0.3);
                    ground.words = rng.random_bool(0.3);
                    ground.we_help = if rng.random_bool(0.5) { lines("w") } else { Vec::new() };
                    ground.they_help = if rng.random_bool(0.5) { lines("t") } else { Vec::new() };
                    let lately: Vec<Used> = told.iter().rev().take(REMEMBERED).cloned().collect();
                    let drawn = ground.draw(&"U".into(), turn, &here, &lately);
                    assert_eq!(drawn.lines.is_some(), drawn.act.quotes_cards());
                    assert!(!drawn.act.needs_open_ask() || ground.open_ask);
                    here.push(used("U", &drawn));
                    turn += 1;
                }
                told.extend(here);
            }
            for nine in told.windows(9) {
                let questions = nine.iter().filter(|used| used.act.is_question()).count();
                assert!((2..=4).contains(&questions), "{questions} in nine, seed {seed}");
            }
        }
    }

    #[test]
    fn what_became_of_it_needs_a_reason_that_names_it() {
        for (reason, last) in Reason::ALL.into_iter().flat_map(|reason| LAST.map(|last| (reason, last))) {
            let can = |question, act| ground(reason, last).fitting(question).iter().any(|(fitting, _)| *fitting == act);
            let helped = (reason, last) == (Reason::YouHelped, LastEntry::Gave) || reason == Reason::YouIntroduced;
            let was_helped = (reason, last) == (Reason::TheyHelped, LastEntry::Received);
            assert_eq!(can(true, SmallAct::AskHowItWent), helped, "{reason:?} {last:?}");
            assert_eq!(can(false, SmallAct::TellWhatBecame), was_helped, "{reason:?} {last:?}");
            assert_eq!(can(true, SmallAct::AskSinceIntroduced), reason == Reason::Introduced);
            assert_eq!(can(false, SmallAct::TellWhereItLed), reason == Reason::TheyIntroduced);
        }
    }

    #[test]
    fn an_open_ask_brings_no_new_favour() {
        let mut ground = ground(Reason::YouAsked, LastEntry::Asked);
        ground.open_ask = true;
        ground.we_help = lines("w");
        ground.they_help = lines("t");
        assert_eq!(ground.draw(&"U".into(), 0, &[], &[]).act, SmallAct::AskWhatIsMissing);
        assert_eq!(ground.draw(&"U".into(), 1, &[], &[]).act, SmallAct::SayWhereItStands);
        let favours = [SmallAct::OfferEyes, SmallAct::ShareLink, SmallAct::PointToHelp, SmallAct::AskHowTheyDo, SmallAct::AskWhatHelps];
        let fitting: Vec<SmallAct> = [true, false].into_iter().flat_map(|q| ground.fitting(q)).map(|(act, _)| act).collect();
        assert!(favours.iter().all(|act| !fitting.contains(act)), "{fitting:?}");
        let here = [used("U", &ground.draw(&"U".into(), 1, &[], &[]))];
        assert_eq!(ground.draw(&"V".into(), 2, &here, &[]).act, SmallAct::PassOnNews, "one reminder says it once");
        assert_eq!(ground.draw(&"U".into(), 2, &[], &here).act, SmallAct::PassOnNews, "and nobody hears it again");
        assert_eq!(ground.draw(&"V".into(), 2, &[], &here).act, SmallAct::SayWhereItStands);
    }

    #[test]
    fn acts_lines_and_takes_go_round() {
        let mut ground = ground(Reason::WereInTouch, LastEntry::Touch);
        ground.we_help = lines("w");
        let mut told: Vec<Used> = Vec::new();
        for turn in 0..36 {
            let lately: Vec<Used> = told.iter().rev().cloned().collect();
            let drawn = ground.draw(&"U".into(), turn, &[], &lately);
            told.push(used("U", &drawn));
        }
        assert!(told.windows(2).all(|pair| pair[0].act != pair[1].act));
        let spoken: Vec<&Used> = told.iter().filter(|used| used.struggle.is_some()).collect();
        assert!(spoken.len() >= 6 && spoken.windows(2).all(|pair| pair[0].struggle != pair[1].struggle), "{spoken:?}");
        let of = |act| told.iter().filter(|used| used.act == act).cloned().collect::<Vec<_>>();
        let pointed = of(SmallAct::PointToHelp);
        assert!(pointed.len() >= 3 && pointed.windows(2).all(|pair| pair[0].take != pair[1].take), "{pointed:?}");
        assert!(of(SmallAct::OfferEyes).len() >= 2, "what fits anybody has its turn, too");
    }
}
