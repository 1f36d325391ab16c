//! From what is true about a tie to the one reason a member is told.
//!
//! Every reason in the list is literally true of the member's own entries, or of an introduction that both took part in. What weighs most in the
//! score comes first and is told; only where the member heard it a moment ago, or last about the same person, the next one is, so that a year of
//! reminders does not say one thing over and over. No reason carries a count.

use super::eligible::QUIET_WEEKS_MIN;
use super::score::Score;
use super::state::Tie;
use crate::domain::day::{Day, Week};
use crate::domain::ids::PersonId;
use crate::domain::nudge::{LastEntry, Reason};

/// From this long memory on, contact spanned several weeks.
const SEVERAL_WEEKS_FROM: f32 = 2.5;

/// From this short memory on, they were in touch often not long ago: three weeks in a row, five weeks back, leave a little more.
const LATELY_FROM: f32 = 1.0;

/// From so many quiet weeks on it is a good while: half a year.
const LONG_AGO_WEEKS: i64 = 26;

/// Nudges in which a member does not hear one reason twice, while another is true: two weeks of them.
const HEARD_LATELY: usize = 4;

/// Weeks in which those nudges are looked for: a quarter.
pub const LOOKED_BACK_WEEKS: i64 = 13;

/// What is known of a tie that is to be named. All of it is the member's own.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The tie with its score; none where nothing was entered.
    pub tie: Option<(&'a Tie, &'a Score)>,
    /// The week of the slot.
    pub week: Week,
    /// Since when the member tends the person.
    pub tended: Option<Day>,
    /// When the member said that they deal with the person.
    pub said_on: Option<Day>,
    /// Whether the person is in the team that the member chose to learn about.
    pub in_boundary: bool,
    /// The day of the last help that ended an ask of the member's.
    pub ask_done_on: Option<Day>,
    /// Whether each has helped the other.
    pub each_other: bool,
    /// What the member's entries say about others in the person's team; none where the team is not known.
    pub others: Option<Others>,
    /// The last introduction in which both took part: who introduced whom, as the member sees it, and when.
    pub introduced: Option<(Reason, Day)>,
}

/// What a member's entries say about the others in a person's team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Others {
    /// Whether there are any.
    pub any: bool,
    /// The latest day of an entry about one of them.
    pub latest: Option<Day>,
}

/// The reason to tell, with the day that it names by its month: what weighs most, unless the member heard it in one of the last few nudges or last
/// about this person. Where all were heard, the one that was heard longest ago. `lately` is what they heard, newest first.
#[must_use]
pub fn told(facts: &Facts<'_>, contact: &PersonId, lately: &[(PersonId, Reason)]) -> (Reason, Day) {
    let all = reasons(facts);
    let about = lately.iter().find(|(named, _)| named == contact).map(|(_, reason)| *reason);
    let ago = |reason: Reason| lately.iter().take(HEARD_LATELY).position(|(_, told)| *told == reason).unwrap_or(HEARD_LATELY);
    let mut best: Option<(usize, (Reason, Day))> = None;
    for told in all.into_iter().filter(|(reason, _)| about != Some(*reason)) {
        if best.is_none_or(|(known, _)| ago(told.0) > known) {
            best = Some((ago(told.0), told));
        }
    }
    // One reason alone is told again.
    best.map(|(_, told)| told).or_else(|| reasons(facts).first().copied()).unwrap_or((Reason::SaidDeal, facts.week.monday()))
}

/// Every reason that is true, the one that weighs most first.
#[must_use]
pub fn reasons(facts: &Facts<'_>) -> Vec<(Reason, Day)> {
    let Some((tie, score)) = facts.tie else {
        let said = facts.said_on.map(|on| (Reason::SaidDeal, on));
        return facts.tended.map(|on| (Reason::TendedNew, on)).into_iter().chain(said).collect();
    };
    let last = tie.last.on;
    let asked = facts.ask_done_on == Some(last) && tie.last.kind == LastEntry::Received;
    let mut weighed = weighed(tie, score, is_busy(facts)).into_iter();
    let only_one = facts.others.is_some_and(|others| !others.any);
    let latest = facts.others.filter(|others| others.any).and_then(|others| others.latest);
    let (most, next) = (weighed.next(), weighed.next());
    let candidates = [
        facts.tended.map(|_| Reason::Tended),
        most,
        next,
        asked.then_some(Reason::AskDone),
        facts.in_boundary.then_some(Reason::Boundary),
        facts.each_other.then_some(Reason::EachOther),
        (facts.week.since(tie.week()) >= LONG_AGO_WEEKS).then_some(Reason::LongAgo),
        only_one.then_some(Reason::OnlyOne),
        latest.filter(|latest| facts.week.since(latest.week()) > QUIET_WEEKS_MIN && *latest <= last).map(|_| Reason::TeamQuiet),
        latest.filter(|latest| *latest < last).map(|_| Reason::LastInTeam),
    ];
    let mut all: Vec<(Reason, Day)> = candidates.into_iter().flatten().chain(weighed).map(|reason| (reason, last)).collect();
    // Next to what weighs most: it is the story of the two.
    all.splice(1..1, facts.introduced);
    all
}

/// What speaks for the tie in the score, the most first, as far as it is true in these words; at last the story of the last entry, which always is.
fn weighed(tie: &Tie, score: &Score, team_is_busy: bool) -> Vec<Reason> {
    let of_last = of_last(tie);
    let mut parts = [
        (score.lately, score.month > LATELY_FROM, Reason::LatelyClose),
        (score.long, score.year > SEVERAL_WEEKS_FROM, Reason::SeveralWeeks),
        (score.team, team_is_busy, Reason::TeamBusy),
        (score.way, true, of_last),
    ];
    parts.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut weighed: Vec<Reason> =
        parts.into_iter().filter(|(part, is_true, _)| *is_true && *part > 0.0).map(|(.., reason)| reason).collect();
    if !weighed.contains(&of_last) {
        weighed.push(of_last);
    }
    weighed
}

/// Whether the member has to do with others in the person's team these weeks.
fn is_busy(facts: &Facts<'_>) -> bool {
    facts.others.and_then(|others| others.latest).is_some_and(|latest| facts.week.since(latest.week()) <= QUIET_WEEKS_MIN)
}

fn of_last(tie: &Tie) -> Reason {
    match tie.last.kind {
        LastEntry::Gave => Reason::YouHelped,
        LastEntry::Received => Reason::TheyHelped,
        LastEntry::Asked => Reason::YouAsked,
        LastEntry::Touch => Reason::WereInTouch,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::plan::state::Event;

    const NOTHING: Facts<'_> = Facts {
        tie: None,
        week: Week(100),
        tended: None,
        said_on: None,
        in_boundary: false,
        ask_done_on: None,
        each_other: false,
        others: None,
        introduced: None,
    };
    /// A score for which the long memory speaks most, though not long enough to say so.
    const SCORE: Score = Score { chance: 0.1, lately: 0.2, long: 0.9, way: 0.0, team: 0.0, month: 0.4, year: 1.0 };
    const NOBODY_ELSE: Option<Others> = Some(Others { any: false, latest: None });

    #[test]
    fn only_what_is_true_is_told() {
        let on = Week(94).monday();
        let tie = Tie::first(Event { on, kind: LastEntry::Received });
        let told_of = |facts: Facts<'_>| reasons(&facts).into_iter().map(|(reason, _)| reason).collect::<Vec<_>>();
        let tied = Facts { tie: Some((&tie, &SCORE)), ..NOTHING };
        assert_eq!(told_of(tied), [Reason::TheyHelped]);
        assert_eq!(told_of(Facts { ask_done_on: Some(on), ..tied }), [Reason::TheyHelped, Reason::AskDone]);
        assert_eq!(told_of(Facts { ask_done_on: Some(on.plus(-7)), ..tied }), [Reason::TheyHelped], "help since then was another");
        assert_eq!(told_of(Facts { tended: Some(on), others: NOBODY_ELSE, ..tied }), [Reason::Tended, Reason::TheyHelped, Reason::OnlyOne]);
        assert_eq!(told_of(Facts { week: Week(130), ..tied }), [Reason::TheyHelped, Reason::LongAgo]);
        assert_eq!(told_of(Facts { said_on: Some(on), others: NOBODY_ELSE, ..NOTHING }), [Reason::SaidDeal]);
        assert_eq!(told_of(Facts { tended: Some(on), ..NOTHING }), [Reason::TendedNew]);
        let among = |latest| told_of(Facts { others: Some(Others { any: true, latest: Some(latest) }), ..tied });
        assert_eq!(among(on.plus(-1)), [Reason::TheyHelped, Reason::TeamQuiet, Reason::LastInTeam]);
        assert_eq!(among(on), [Reason::TheyHelped, Reason::TeamQuiet]);
        assert_eq!(among(on.plus(21)), [Reason::TheyHelped], "the team is not quiet");
    }

    #[test]
    fn what_weighs_most_is_told_first_if_it_is_true() {
        let on = Week(94).monday();
        let tie = Tie::first(Event { on, kind: LastEntry::Gave });
        let first = |score: Score, others: Option<Others>| {
            let facts = Facts { tie: Some((&tie, &score)), others, ..NOTHING };
            reasons(&facts)[0].0
        };
        let busy = Some(Others { any: true, latest: Some(Week(99).monday()) });
        let quiet = Some(Others { any: true, latest: Some(Week(90).monday()) });
        assert_eq!(first(Score { team: 0.4, ..SCORE }, busy), Reason::TeamBusy);
        assert_eq!(first(Score { team: 0.4, ..SCORE }, quiet), Reason::YouHelped, "the team is not busy, whatever the weight of its past");
        assert_eq!(first(Score { team: 0.4, year: 3.0, ..SCORE }, busy), Reason::SeveralWeeks, "the team weighs less");
        assert_eq!(first(Score { year: 3.0, ..SCORE }, None), Reason::SeveralWeeks);
        assert_eq!(first(Score { lately: 1.1, month: 1.2, year: 3.0, ..SCORE }, None), Reason::LatelyClose);
        assert_eq!(first(Score { way: 1.0, year: 3.0, ..SCORE }, None), Reason::YouHelped, "who turned to whom says most");
    }

    #[test]
    fn reasons_go_round_and_never_twice_about_one_person() {
        let on = Week(94).monday();
        let tie = Tie::first(Event { on, kind: LastEntry::Gave });
        let facts = Facts { tie: Some((&tie, &SCORE)), each_other: true, others: NOBODY_ELSE, ..NOTHING };
        let mut lately: Vec<(PersonId, Reason)> = Vec::new();
        for turn in 0..60 {
            let contact = PersonId::from(if turn % 2 == 0 { "U1" } else { "U2" });
            let (reason, _) = told(&facts, &contact, &lately);
            assert!(turn > 0 || reason == Reason::YouHelped, "what weighs most comes first");
            assert_ne!(lately.iter().find(|(named, _)| *named == contact).map(|(_, reason)| *reason), Some(reason));
            lately.insert(0, (contact, reason));
        }
        for reason in [Reason::YouHelped, Reason::EachOther, Reason::OnlyOne] {
            let times = lately.iter().filter(|(_, told)| *told == reason).count();
            assert!((15..=25).contains(&times), "{reason:?} {times} times of 60");
        }
    }

    #[test]
    fn what_weighs_most_is_told_again_when_it_was_not_heard_lately() {
        let tie = Tie::first(Event { on: Week(94).monday(), kind: LastEntry::Gave });
        let facts = Facts { tie: Some((&tie, &SCORE)), each_other: true, others: NOBODY_ELSE, ..NOTHING };
        let heard = |reasons: &[Reason]| reasons.iter().map(|reason| (PersonId::from("U1"), *reason)).collect::<Vec<_>>();
        let told = |lately: &[Reason]| told(&facts, &PersonId::from("U2"), &heard(lately)).0;
        assert_eq!(told(&[Reason::Tended, Reason::Boundary, Reason::Tended, Reason::Boundary, Reason::YouHelped]), Reason::YouHelped);
        assert_eq!(told(&[Reason::Tended, Reason::YouHelped]), Reason::EachOther, "the next one, though others were never heard");
        assert_eq!(told(&[Reason::EachOther, Reason::OnlyOne, Reason::YouHelped]), Reason::YouHelped, "of all that were heard the oldest");
    }

    #[test]
    fn an_introduction_is_told_with_its_own_month() {
        let on = Week(94).monday();
        let tie = Tie::first(Event { on, kind: LastEntry::Touch });
        let introduced = Some((Reason::Introduced, on.plus(-30)));
        let facts = Facts { tie: Some((&tie, &SCORE)), introduced, ..NOTHING };
        assert_eq!(reasons(&facts), [(Reason::WereInTouch, on), (Reason::Introduced, on.plus(-30))]);
    }
}
