//! Which teams' cards meet: one struggles with what the other can help with, as [`super::card::Overlap`] has it for two cards.
//!
//! A week's plan asks it about every pair of people, so each line is taken apart once, and two teams are compared by a few sorted numbers. Who
//! meets whom is not written down for all teams: a word that every card has would make that as long as the square of their number.

use std::collections::HashMap;

use super::card::{LINE_CHARS_MAX, LINES_MAX, LineKind, stems};
use super::ids::TeamId;

/// The teams of which a card was read.
#[derive(Default)]
pub struct Meetings {
    teams: HashMap<TeamId, Sides>,
}

/// What the lines of one card are about, by the numbers of their words' stems, each list sorted.
#[derive(Default)]
struct Sides {
    struggles: Side,
    offers: Side,
}

#[derive(Default)]
struct Side {
    lines: usize,
    stems: Vec<u32>,
}

impl std::fmt::Debug for Meetings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Meetings({} teams)", self.teams.len())
    }
}

impl Meetings {
    /// From the lines of cards, those of one card in their order. What is longer than a card can be is looked at as far as a card goes.
    pub fn of(lines: impl IntoIterator<Item = (TeamId, LineKind, impl AsRef<str>)>) -> Self {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut teams: HashMap<TeamId, Sides> = HashMap::new();
        for (team, kind, text) in lines {
            let sides = teams.entry(team).or_default();
            let side = if kind == LineKind::Struggle { &mut sides.struggles } else { &mut sides.offers };
            side.lines += 1;
            if side.lines > LINES_MAX {
                continue;
            }
            let text = text.as_ref();
            let end = text.char_indices().nth(LINE_CHARS_MAX).map_or(text.len(), |(end, _)| end);
            for stem in stems(&text[..end]) {
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                side.stems.push(*numbers.entry(stem).or_insert(next));
            }
        }
        for side in teams.values_mut().flat_map(|sides| [&mut sides.struggles, &mut sides.offers]) {
            side.stems.sort_unstable();
            side.stems.dedup();
        }
        Self { teams }
    }

    /// Whether one of the two teams can help the other with what it struggles with.
    #[must_use]
    pub fn has(&self, one: &TeamId, other: &TeamId) -> bool {
        let both = self.teams.get(one).zip(self.teams.get(other)).filter(|_| one != other);
        both.is_some_and(|(one, other)| share(&one.struggles, &other.offers) || share(&other.struggles, &one.offers))
    }
}

/// Whether two sorted lists have a number in common.
fn share(one: &Side, other: &Side) -> bool {
    let (mut one, mut other) = (one.stems.as_slice(), other.stems.as_slice());
    while let ([first, one_rest @ ..], [second, other_rest @ ..]) = (one, other) {
        match first.cmp(second) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => one = one_rest,
            std::cmp::Ordering::Greater => other = other_rest,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use rand::rngs::StdRng;
    use rand::{RngExt, SeedableRng};

    use super::super::card::{Card, Line, Overlap, Shown};
    use super::super::day::Millis;
    use super::*;

    /// Words of invented cards: common ones, ones that say nothing, and letters that programs trip over.
    const WORDS: [&str; 24] = [
        "forecast",
        "forecasts",
        "contracts",
        "Verträge",
        "VERTRÄGE",
        "people",
        "the",
        "SQL",
        "sql,",
        "Straße",
        "STRASSE",
        "İstanbul",
        "ﬁnance",
        "e\u{301}te\u{301}",
        "數據分析",
        "🦀🦀🦀",
        "\u{200d}\u{fe0f}",
        "\u{0}",
        "ΟΔΟΣ",
        "שלום",
        "x",
        "a\u{a0}b",
        "interviews",
        "\u{202e}pay",
    ];

    fn card(team: usize, rng: &mut StdRng) -> Card {
        let line = |rng: &mut StdRng| {
            let words = (0..rng.random_range(0..5)).map(|_| WORDS[rng.random_range(0..WORDS.len())]);
            let text = words.collect::<Vec<_>>().join([" ", "-", "/"][rng.random_range(0..3)]);
            Line { id: String::new(), text, shown: Shown::No }
        };
        Card {
            team: format!("T{team}").into(),
            protects: String::new(),
            front_door: String::new(),
            words: String::new(),
            struggles: (0..rng.random_range(0..=2)).map(|_| line(rng)).collect(),
            offers: (0..rng.random_range(0..=2)).map(|_| line(rng)).collect(),
            quiet: Vec::new(),
            edited_by: "U".into(),
            edited_at: Millis(0),
        }
    }

    fn lines(card: &Card) -> impl Iterator<Item = (TeamId, LineKind, &str)> {
        let struggles = card.struggles.iter().map(|line| (card.team.clone(), LineKind::Struggle, line.text.as_str()));
        struggles.chain(card.offers.iter().map(|line| (card.team.clone(), LineKind::Offer, line.text.as_str())))
    }

    #[test]
    fn cards_meet_as_each_two_of_them_do() {
        let (mut met, mut apart) = (0, 0);
        for seed in 0..100 {
            let mut rng = StdRng::seed_from_u64(seed);
            let cards: Vec<Card> = (0..rng.random_range(0..12)).map(|team| card(team, &mut rng)).collect();
            let meetings = Meetings::of(cards.iter().flat_map(lines));
            for (one, other) in cards.iter().flat_map(|one| cards.iter().map(move |other| (one, other))) {
                let expected = one.team != other.team && !Overlap::of(one, other).is_empty();
                assert_eq!(
                    meetings.has(&one.team, &other.team),
                    expected,
                    "seed {seed}: {} and {}",
                    one.team.as_str(),
                    other.team.as_str()
                );
                *if expected { &mut met } else { &mut apart } += 1;
            }
            assert!(!meetings.has(&"T0".into(), &"nobody's".into()), "a team without a card");
        }
        assert!(met > 500 && apart > 500, "both happen: {met} and {apart}");
    }

    #[test]
    fn each_line_is_read_once_however_many_teams_there_are() {
        struct Counted<'a>(&'a Cell<usize>, &'a str);
        impl AsRef<str> for Counted<'_> {
            fn as_ref(&self) -> &str {
                self.0.set(self.0.get() + 1);
                self.1
            }
        }
        let read = Cell::new(0);
        let teams: Vec<TeamId> = (0..300).map(|team| TeamId::new(format!("T{team}"))).collect();
        let lines = teams
            .iter()
            .flat_map(|team| [LineKind::Struggle, LineKind::Offer].map(|kind| (team.clone(), kind, Counted(&read, "forecasts"))));
        let meetings = Meetings::of(lines);
        let met = teams.iter().flat_map(|one| teams.iter().map(move |other| (one, other))).filter(|(one, other)| meetings.has(one, other));
        assert_eq!(met.count(), 300 * 299);
        assert_eq!(read.get(), 600);
    }

    #[test]
    fn a_card_that_no_form_would_take_stops_nothing() {
        let long = format!("{} contracts", "\u{1F9D1}\u{200d}\u{1F680}ß ".repeat(200_000));
        let bad = [String::new(), "\u{0}".to_owned(), long, "\u{fdfa}".repeat(5_000)];
        let many = (0..10_000).map(|number| format!("word{number} forecasts"));
        let line = |team: &str, kind, text: &str| (TeamId::from(team), kind, text.to_owned());
        let mut all: Vec<_> = bad.into_iter().chain(many).map(|text| line("T-bad", LineKind::Offer, &text)).collect();
        all.push(line("T1", LineKind::Struggle, "long contracts"));
        all.push(line("T2", LineKind::Offer, "reading contracts"));
        all.push(line("T3", LineKind::Struggle, "which forecasts to trust"));
        let meetings = Meetings::of(all);
        assert!(meetings.has(&"T1".into(), &"T2".into()) && meetings.has(&"T2".into(), &"T1".into()));
        assert!(!meetings.has(&"T-bad".into(), &"T1".into()), "what stands beyond the end of a line is not looked at");
        assert!(meetings.has(&"T-bad".into(), &"T3".into()), "its first lines are");
    }
}
