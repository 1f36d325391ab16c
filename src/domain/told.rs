//! Totals as admins are told them: of five people or more, and so that two looks can't be subtracted to tell of fewer.
//!
//! A total that was told stays as it is until five people or more make the difference, and changes once a week at most: who looks every day
//! sees nothing of the one who joined today.

use super::day::Week;
use super::digest::crowd::CROWD_MIN;

/// A total as it is told, and since which look: the first one of that week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// The week.
    pub week: Week,
    /// The number as it was then, told or not.
    pub number: usize,
}

impl Total {
    /// What is told from now on, where `before` was told and it is `now` really.
    #[must_use]
    pub fn after(before: Option<Self>, now: usize, week: Week) -> Self {
        match before {
            Some(before) if before.week >= week => before,
            // The first look of a week decides for all of it, also where nothing changes.
            Some(before) if before.number.abs_diff(now) < CROWD_MIN => Self { week, ..before },
            _ => Self { week, number: now },
        }
    }

    /// The number, where it is about five people or more.
    #[must_use]
    pub const fn told(self) -> Option<usize> {
        if self.number >= CROWD_MIN { Some(self.number) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(numbers: &[usize]) -> Vec<Option<usize>> {
        let mut total = None;
        let weeks = (0..).zip(numbers).map(|(week, number)| {
            let after = Total::after(total, *number, Week(week));
            total = Some(after);
            after.told()
        });
        weeks.collect()
    }

    #[test]
    fn fewer_than_five_are_not_told_and_five_are() {
        assert_eq!(told(&[0]), [None]);
        assert!((1..5).all(|few| told(&[few]) == [None]));
        assert_eq!(told(&[5]), [Some(5)]);
    }

    #[test]
    fn two_totals_differ_by_five_or_not_at_all() {
        assert_eq!(told(&[12, 13, 16, 17, 12, 11]), [Some(12), Some(12), Some(12), Some(17), Some(12), Some(12)]);
        // Four are not told; the fifth alone does not make them so.
        assert_eq!(told(&[4, 5, 8, 9]), [None, None, None, Some(9)]);
        for (before, now) in (0..20).flat_map(|before| (0..20).map(move |now| (before, now))) {
            if let [Some(one), Some(other)] = told(&[before, now])[..] {
                assert!(one == other || one.abs_diff(other) >= CROWD_MIN, "{before}, {now}");
            }
        }
    }

    #[test]
    fn within_a_week_nothing_changes() {
        let monday = Total::after(None, 10, Week(7));
        assert_eq!(Total::after(Some(monday), 40, Week(7)), monday);
        assert_eq!(Total::after(Some(monday), 40, Week(8)).told(), Some(40));
        let looked = Total::after(Some(monday), 14, Week(8));
        assert_eq!(Total::after(Some(looked), 15, Week(8)).told(), Some(10), "the fifth one is not seen to come");
        assert_eq!(Total::after(Some(looked), 15, Week(9)).told(), Some(15));
    }
}
