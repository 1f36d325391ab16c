//! Which teams want quiet on a day: nobody of them is named to anybody then, and nobody is told why.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::day::Day;
use crate::domain::ids::TeamId;
use crate::domain::quiet::Quiet;

/// The quiet periods of a workspace's teams, with the days that are no working days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuietTeams {
    periods: BTreeMap<TeamId, Vec<Quiet>>,
    holidays: BTreeSet<Day>,
}

impl QuietTeams {
    /// From (team, period), in any order, and the workspace's holidays.
    #[must_use]
    pub fn new(all: impl IntoIterator<Item = (TeamId, Quiet)>, holidays: BTreeSet<Day>) -> Self {
        let mut periods: BTreeMap<TeamId, Vec<Quiet>> = BTreeMap::new();
        for (team, period) in all {
            periods.entry(team).or_default().push(period);
        }
        Self { periods, holidays }
    }

    /// Whether the team ever wants quiet: most never do, and need not be asked about a day.
    #[must_use]
    pub fn ever(&self, team: Option<&TeamId>) -> bool {
        team.is_some_and(|team| self.periods.contains_key(team))
    }

    /// Whether the team wants quiet on `day`. The one place that decides it.
    #[must_use]
    pub fn on(&self, team: Option<&TeamId>, day: Day) -> bool {
        let free = |day: Day| self.holidays.contains(&day);
        team.and_then(|team| self.periods.get(team)).is_some_and(|periods| periods.iter().any(|period| period.covers(day, free)))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn holidays_are_no_working_days_of_a_rule() {
        let days = |on: &[i8]| on.iter().map(|day| Day::of(date(2026, 12, *day))).collect::<BTreeSet<Day>>();
        let quiet = |holidays| QuietTeams::new([("T1".into(), Quiet::MonthEnds(2))], holidays);
        let covered = |quiet: &QuietTeams| -> Vec<i8> {
            (1..=31).filter(|day| quiet.on(Some(&"T1".into()), Day::of(date(2026, 12, *day)))).collect()
        };
        assert_eq!(covered(&quiet(days(&[]))), [30, 31]);
        assert_eq!(covered(&quiet(days(&[30, 31]))), [28, 29, 30, 31]);
        assert!(quiet(days(&[])).ever(Some(&"T1".into())) && !quiet(days(&[])).ever(Some(&"T2".into())) && !quiet(days(&[])).ever(None));
        assert!(!quiet(days(&[])).on(Some(&"T2".into()), Day::of(date(2026, 12, 31))) && !quiet(days(&[])).on(None, Day(0)));
    }
}
