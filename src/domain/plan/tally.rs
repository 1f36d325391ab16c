//! What suggestions in a history came to: how many were right, and whether the chances that were told held.
//!
//! Suggestions whose weeks are not over when the history ends are neither right nor wrong; they stay out of `suggested`, `right` and the classes.

/// Where one class of chances ends and the next begins. Most quiet ties return with a chance far below one half, so the classes are narrow there.
pub const CLASS_ENDS: [f64; 10] = [0.03, 0.05, 0.08, 0.12, 0.16, 0.20, 0.30, 0.40, 0.60, 1.0];

/// Suggestions of one class of chances.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Class {
    /// Suggestions made.
    pub suggested: u64,
    /// The sum of their chances, each 0 to 1.
    pub expected: f64,
    /// Of these, ties that returned in time.
    pub right: u64,
}

/// What a contender's suggestions came to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tally {
    /// Suggestions made whose weeks are over.
    pub suggested: u64,
    /// Of these, ties that returned in time.
    pub right: u64,
    /// Of all returns, those that a suggestion came before.
    pub foreseen: u64,
    /// Suggestions whose weeks are not over.
    pub open: u64,
    /// The same by classes of chances, in the order of [`CLASS_ENDS`]; of contenders who tell one.
    pub classes: [Class; CLASS_ENDS.len()],
}

/// A suggestion as it waits for what comes of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Waiting {
    /// Its class, by its chance.
    class: usize,
    /// Whether a return has been counted for it.
    counted: bool,
}

impl Tally {
    /// Counts a suggestion with its chance, 0 to 1; `over` tells whether its weeks are over before the history is.
    pub fn suggest(&mut self, chance: f64, over: bool) -> Waiting {
        let class = CLASS_ENDS.iter().position(|end| chance < *end).unwrap_or(CLASS_ENDS.len() - 1);
        if over {
            self.suggested += 1;
            self.classes[class].suggested += 1;
            self.classes[class].expected += chance;
        } else {
            self.open += 1;
        }
        Waiting { class, counted: !over }
    }

    /// Counts a return in time: a suggestion is right once, however often its tie returns within its weeks.
    pub fn returned(&mut self, waiting: &mut Waiting) {
        if !waiting.counted {
            waiting.counted = true;
            self.right += 1;
            self.classes[waiting.class].right += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suggestion_is_right_once_and_in_its_class() {
        let mut tally = Tally::default();
        let mut low = tally.suggest(0.04, true);
        let mut high = tally.suggest(1.0, true);
        tally.returned(&mut low);
        tally.returned(&mut low);
        assert_eq!((tally.suggested, tally.right), (2, 1));
        tally.returned(&mut high);
        assert_eq!(tally.classes[1], Class { suggested: 1, expected: 0.04, right: 1 });
        assert_eq!(tally.classes[9], Class { suggested: 1, expected: 1.0, right: 1 });
    }

    #[test]
    fn what_is_not_over_is_neither_right_nor_wrong() {
        let mut tally = Tally::default();
        let mut open = tally.suggest(0.5, false);
        tally.returned(&mut open);
        assert_eq!(tally, Tally { open: 1, ..Tally::default() });
    }
}
