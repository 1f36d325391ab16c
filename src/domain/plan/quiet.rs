//! Quiet periods of teams: on these days nobody of the team is named to anybody, and nobody is told why.

use std::collections::BTreeMap;

use crate::domain::day::Day;
use crate::domain::ids::TeamId;

/// One quiet period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The first day; none, and it has always begun.
    pub from: Option<Day>,
    /// The last day; none, and it has no end.
    pub to: Option<Day>,
    /// A rule of the team's card for days that come again, instead of first and last day.
    pub rule: Option<String>,
}

impl Period {
    fn covers(&self, day: Day) -> bool {
        // Rules belong to team cards; one that can't be evaluated covers nothing, and neither does a period without any bound.
        let bounded = self.from.is_some() || self.to.is_some();
        self.rule.is_none() && bounded && self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// The quiet periods of a workspace's teams.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuietTeams(BTreeMap<TeamId, Vec<Period>>);

impl QuietTeams {
    /// From (team, period), in any order.
    #[must_use]
    pub fn new(periods: impl IntoIterator<Item = (TeamId, Period)>) -> Self {
        let mut teams: BTreeMap<TeamId, Vec<Period>> = BTreeMap::new();
        for (team, period) in periods {
            teams.entry(team).or_default().push(period);
        }
        Self(teams)
    }

    /// Whether the team wants quiet on `day`. The one place that decides it.
    #[must_use]
    pub fn on(&self, team: Option<&TeamId>, day: Day) -> bool {
        team.and_then(|team| self.0.get(team)).is_some_and(|periods| periods.iter().any(|period| period.covers(day)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_covers_its_first_and_last_day() {
        let period = |from, to| Period { from: Some(Day(from)), to: Some(Day(to)), rule: None };
        let quiet = QuietTeams::new([("T1".into(), period(10, 12)), ("T1".into(), period(20, 20))]);
        let days: Vec<i64> = (8..23).filter(|day| quiet.on(Some(&"T1".into()), Day(*day))).collect();
        assert_eq!(days, [10, 11, 12, 20]);
        assert!(!quiet.on(Some(&"T2".into()), Day(10)) && !quiet.on(None, Day(10)));
    }
}
