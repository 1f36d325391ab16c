//! The sentences of a reminder: why this person, and what small thing to do.

use super::{Mrkdwn, Value, Words};
use crate::domain::answer::NudgeShown;
use crate::domain::day::Day;
use crate::domain::nudge::Reason;

impl Words<'_> {
    /// Whom a nudge names: the mention, with the team where it is known.
    #[must_use]
    pub fn nudge_who(&self, nudge: &NudgeShown) -> Mrkdwn {
        let person: Value = self.person(&nudge.contact).into();
        match &nudge.team {
            Some(team) => self.mrkdwn("nudge-who-team", &[("person", person), ("team", team.as_str().into())]),
            None => self.mrkdwn("nudge-who", &[("person", person)]),
        }
    }

    /// Why now; a month of last year is named with its year.
    #[must_use]
    pub fn nudge_why(&self, nudge: &NudgeShown, today: Day) -> Mrkdwn {
        // A reason that names a team says little without the name.
        let of_team =
            matches!(nudge.reason, Reason::TeamBusy | Reason::Boundary | Reason::OnlyOne | Reason::TeamQuiet | Reason::LastInTeam);
        let reason = if of_team && nudge.team.is_none() { Reason::WereInTouch } else { nudge.reason };
        let team = nudge.team.as_deref().unwrap_or_default();
        let values = [("month", self.month_seen_from(nudge.reason_on, today).into()), ("team", team.into())];
        self.mrkdwn(&format!("reason-{}", reason.as_str()), &values)
    }

    /// What to do, with a first line to say if one likes.
    #[must_use]
    pub fn nudge_act(&self, nudge: &NudgeShown) -> Mrkdwn {
        self.mrkdwn(&format!("act-{}", nudge.small_act.as_str()), &[])
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::{Lang, Text};
    use super::*;
    use crate::domain::nudge::SmallAct;

    #[test]
    fn every_reason_names_the_year_of_a_month_long_ago() {
        let text = Text::new();
        let today = Day::of(date(2026, 3, 4));
        for (lang, reason) in Lang::ALL.into_iter().flat_map(|lang| Reason::ALL.map(|reason| (lang, reason))) {
            let why = |on| {
                let (id, contact, small_act) = ("N1".into(), "U1".into(), SmallAct::PassOnNews);
                let nudge = NudgeShown { id, contact, team: None, reason, reason_on: Day::of(on), small_act, answer: None };
                let why = text.words(lang).nudge_why(&nudge, today).into_string();
                assert!(!why.contains("  ") && !why.contains(" ,"), "no reason leaves a gap where a team would stand: {why}");
                why
            };
            assert!(why(date(2025, 3, 20)).contains(" 2025"), "{}", why(date(2025, 3, 20)));
            assert!(!why(date(2025, 12, 20)).contains(" 2025"), "{}", why(date(2025, 12, 20)));
        }
    }
}
