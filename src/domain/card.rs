//! A team card: what a team protects, its front door, what it struggles with, what it can help with, and its words.
//!
//! Written by the team itself. Cards of two teams meet where one struggles with what the other can help with; that is found by the words they
//! share, and both ways come first.

use super::day::Millis;
use super::ids::{PersonId, TeamId};
use super::quiet::{QUIET_PERIODS_MAX, Quiet};

/// Struggles, and offers, of one card: more would be a list, not a card.
pub const LINES_MAX: usize = 5;

/// Characters of one struggle or offer: one line on a phone, or two.
pub const LINE_CHARS_MAX: usize = 150;

/// Characters of what a team protects, its front door and its words, each: a short paragraph.
pub const TEXT_CHARS_MAX: usize = 500;

/// What a line of a card is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineKind {
    /// Something the team struggles with.
    Struggle,
    /// Something the team can help with.
    Offer,
}

impl LineKind {
    /// The word it is stored under.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Struggle => "struggle",
            Self::Offer => "offer",
        }
    }

    /// The kind stored under `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Struggle, Self::Offer].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Whether a struggle may be shown in the digest: two members of the team have to want it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// Nobody asked for it.
    No,
    /// This member did; another one has to agree.
    Asked(PersonId),
    /// Two members want it.
    Agreed,
}

/// One struggle or offer.
#[derive(Clone, PartialEq, Eq)]
pub struct Line {
    /// Our id.
    pub id: String,
    /// What it says, as it was typed.
    pub text: String,
    /// Whether it may be shown in the digest.
    pub shown: Shown,
}

impl std::fmt::Debug for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Line({} characters)", self.text.chars().count())
    }
}

/// A team's card.
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    /// Whose.
    pub team: TeamId,
    /// What the team protects: focus, expertise, identity.
    pub protects: String,
    /// How to come to them.
    pub front_door: String,
    /// What they mean by words that others use otherwise.
    pub words: String,
    /// What they struggle with.
    pub struggles: Vec<Line>,
    /// What they can help with.
    pub offers: Vec<Line>,
    /// When they want to be left alone.
    pub quiet: Vec<Quiet>,
    /// Who changed it last.
    pub edited_by: PersonId,
    /// When.
    pub edited_at: Millis,
}

impl std::fmt::Debug for Card {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Card({} struggles, {} offers, {} quiet periods)", self.struggles.len(), self.offers.len(), self.quiet.len())
    }
}

/// What somebody filled in, before it is read.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// What the team protects.
    pub protects: String,
    /// The front door.
    pub front_door: String,
    /// Their words.
    pub words: String,
    /// Struggles, one a line.
    pub struggles: String,
    /// Offers, one a line.
    pub offers: String,
    /// Quiet periods, one a line.
    pub quiet: String,
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Draft")
    }
}

/// Where a draft can't be taken, and why.
#[derive(Clone, PartialEq, Eq)]
pub enum Flaw {
    /// A text is longer than [`TEXT_CHARS_MAX`]; which.
    TooLong(&'static str),
    /// More than [`LINES_MAX`] lines; which list.
    TooMany(&'static str),
    /// A line is longer than [`LINE_CHARS_MAX`]; which list.
    LineTooLong(&'static str),
    /// A quiet period that can't be read, as it was typed.
    Unreadable(String),
    /// Nothing was filled in at all.
    Empty,
}

impl std::fmt::Debug for Flaw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::TooLong(_) => "TooLong",
            Self::TooMany(_) => "TooMany",
            Self::LineTooLong(_) => "LineTooLong",
            Self::Unreadable(_) => "Unreadable",
            Self::Empty => "Empty",
        })
    }
}

/// A draft that was read.
#[derive(Clone, PartialEq, Eq)]
pub struct Read {
    /// Struggles in order.
    pub struggles: Vec<String>,
    /// Offers in order.
    pub offers: Vec<String>,
    /// Quiet periods in order.
    pub quiet: Vec<Quiet>,
}

impl std::fmt::Debug for Read {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Read")
    }
}

/// The names of a draft's parts: those of the form's inputs.
pub mod parts {
    /// What the team protects.
    pub const PROTECTS: &str = "protects";
    /// The front door.
    pub const FRONT_DOOR: &str = "front-door";
    /// Their words.
    pub const WORDS: &str = "words";
    /// Struggles.
    pub const STRUGGLES: &str = "struggles";
    /// Offers.
    pub const OFFERS: &str = "offers";
    /// Quiet periods.
    pub const QUIET: &str = "quiet";
}

impl Draft {
    /// Reads the lists of a draft.
    ///
    /// # Errors
    /// Everything that can't be taken, part by part.
    pub fn read(&self) -> Result<Read, Vec<Flaw>> {
        let mut flaws = Vec::new();
        for (name, text) in [(parts::PROTECTS, &self.protects), (parts::FRONT_DOOR, &self.front_door), (parts::WORDS, &self.words)] {
            if text.chars().count() > TEXT_CHARS_MAX {
                flaws.push(Flaw::TooLong(name));
            }
        }
        let struggles = lines(&self.struggles, parts::STRUGGLES, LINES_MAX, &mut flaws);
        let offers = lines(&self.offers, parts::OFFERS, LINES_MAX, &mut flaws);
        let typed = lines(&self.quiet, parts::QUIET, QUIET_PERIODS_MAX, &mut flaws);
        let mut quiet = Vec::new();
        for line in typed {
            match Quiet::read(&line) {
                Some(period) if !quiet.contains(&period) => quiet.push(period),
                Some(_) => {}
                None => flaws.push(Flaw::Unreadable(line)),
            }
        }
        let texts = [&self.protects, &self.front_door, &self.words];
        if flaws.is_empty()
            && struggles.is_empty()
            && offers.is_empty()
            && quiet.is_empty()
            && texts.iter().all(|text| text.trim().is_empty())
        {
            flaws.push(Flaw::Empty);
        }
        if flaws.is_empty() { Ok(Read { struggles, offers, quiet }) } else { Err(flaws) }
    }
}

/// The lines of a list, without the marks that people put before them; each once.
fn lines(text: &str, name: &'static str, most: usize, flaws: &mut Vec<Flaw>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.trim().trim_start_matches(['•', '*', '–']).trim_start_matches("- ").trim();
        if !line.is_empty() && !all.iter().any(|known| known == line) {
            all.push(line.to_owned());
        }
    }
    if all.len() > most {
        flaws.push(Flaw::TooMany(name));
    }
    if all.iter().any(|line| line.chars().count() > LINE_CHARS_MAX) {
        flaws.push(Flaw::LineTooLong(name));
    }
    all
}

/// Two lines that meet: somebody's struggle and somebody's offer.
#[derive(Clone, PartialEq, Eq)]
pub struct Meeting {
    /// The struggle.
    pub struggle: String,
    /// The offer.
    pub offer: String,
}

impl std::fmt::Debug for Meeting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Meeting")
    }
}

/// Where two cards meet, seen from one of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overlap {
    /// They struggle with what we can help with.
    pub we_help: Vec<Meeting>,
    /// We struggle with what they can help with.
    pub they_help: Vec<Meeting>,
}

impl Overlap {
    /// Where `ours` and `theirs` meet.
    #[must_use]
    pub fn of(ours: &Card, theirs: &Card) -> Self {
        Self { we_help: meetings(&theirs.struggles, &ours.offers), they_help: meetings(&ours.struggles, &theirs.offers) }
    }

    /// Whether each side can help the other.
    #[must_use]
    pub fn is_both_ways(&self) -> bool {
        !self.we_help.is_empty() && !self.they_help.is_empty()
    }

    /// Whether they don't meet at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.we_help.is_empty() && self.they_help.is_empty()
    }
}

fn meetings(struggles: &[Line], offers: &[Line]) -> Vec<Meeting> {
    let pairs = struggles.iter().flat_map(|struggle| offers.iter().map(move |offer| (struggle, offer)));
    let mut met: Vec<(usize, Meeting)> = pairs
        .filter_map(|(struggle, offer)| {
            let shared = shared_stems(&struggle.text, &offer.text);
            (shared > 0).then(|| (shared, Meeting { struggle: struggle.text.clone(), offer: offer.text.clone() }))
        })
        .collect();
    // The pairs that share most first; among equals the order of the cards.
    met.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    met.into_iter().map(|(_, meeting)| meeting).collect()
}

/// Letters by which two words count as the same: "forecast" and "forecasts", "Vertrag" and "Verträge" less so; short words must be equal.
const STEM_CHARS: usize = 5;

/// Words that say nothing about what a line is about.
const EMPTY_WORDS: &[&str] = &[
    "all", "and", "any", "are", "but", "can", "for", "has", "how", "its", "not", "our", "out", "the", "too", "who", "why", "you", "about",
    "after", "again", "because", "before", "being", "better", "could", "doing", "every", "finding", "from", "getting", "good", "have",
    "help", "helping", "into", "knowing", "making", "more", "most", "need", "other", "others", "over", "people", "right", "some", "team",
    "teams", "than", "that", "their", "them", "then", "there", "these", "they", "thing", "things", "this", "time", "what", "when", "where",
    "which", "while", "with", "work", "working", "would", "your", "aber", "alle", "andere", "anderen", "auch", "beim", "dass", "diese",
    "dieser", "einem", "einen", "einer", "eine", "etwas", "finden", "für", "gute", "guten", "haben", "helfen", "hilfe", "immer", "leute",
    "machen", "mehr", "nicht", "oder", "sind", "team", "teams", "über", "unser", "unsere", "unseren", "viel", "vom", "von", "wenn",
    "werden", "als", "auf", "aus", "bei", "das", "dem", "den", "der", "des", "die", "ein", "ist", "man", "mit", "nur", "und", "uns", "was",
    "wer", "wie", "wir", "zeit", "zum", "zur",
];

/// How many different words two lines share, by their stems.
fn shared_stems(one: &str, other: &str) -> usize {
    let (one, other) = (stems(one), stems(other));
    one.iter().filter(|stem| other.contains(stem)).count()
}

/// What a line is about: the beginnings of its words, each once.
pub(super) fn stems(line: &str) -> Vec<String> {
    let lower = line.to_lowercase();
    let words =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.chars().count() >= 3 && !EMPTY_WORDS.contains(word));
    let mut all: Vec<String> = words.map(|word| word.chars().take(STEM_CHARS).collect()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(struggles: &[&str], offers: &[&str]) -> Card {
        let lines = |texts: &[&str]| {
            texts.iter().map(|text| Line { id: (*text).to_owned(), text: (*text).to_owned(), shown: Shown::No }).collect::<Vec<_>>()
        };
        Card {
            team: "T".into(),
            protects: String::new(),
            front_door: String::new(),
            words: String::new(),
            struggles: lines(struggles),
            offers: lines(offers),
            quiet: Vec::new(),
            edited_by: "U".into(),
            edited_at: Millis(0),
        }
    }

    #[test]
    fn cards_meet_where_one_struggles_with_what_the_other_offers() {
        let ours = card(&["knowing which forecast to trust"], &["reading customer contracts", "SQL for beginners"]);
        let theirs = card(&["long contract reviews"], &["a second look at forecasts"]);
        let overlap = Overlap::of(&ours, &theirs);
        assert!(overlap.is_both_ways());
        assert_eq!(overlap.we_help[0].offer, "reading customer contracts");
        assert_eq!(overlap.they_help[0].offer, "a second look at forecasts");
        assert!(Overlap::of(&ours, &card(&["finding time"], &["helping people"])).is_empty(), "words that say nothing meet nobody");
    }

    #[test]
    fn umlauts_and_short_words() {
        assert_eq!(shared_stems("Verträge lesen", "beim Verträgelesen"), 1);
        assert_eq!(shared_stems("SQL", "sql queries"), 1);
        assert_eq!(shared_stems("", "x"), 0);
        assert_eq!(shared_stems("people for interviews", "plain words for facts"), 0, "short words that say nothing");
        assert_eq!(shared_stems("lange Fristen und Termine", "Tabellen und Zahlen"), 0);
    }

    #[test]
    fn drafts_are_read_forgivingly_and_flaws_are_named() {
        let draft = Draft {
            struggles: "- one thing\n• another\n\n one thing ".to_owned(),
            quiet: "Fridays\nfreitags".to_owned(),
            ..Draft::default()
        };
        let read = draft.read().expect("it can be read");
        assert_eq!((read.struggles, read.quiet), (vec!["one thing".to_owned(), "another".to_owned()], vec![Quiet::Weekly(4)]));
        let long = Draft {
            protects: "x".repeat(501),
            offers: "a\nb\nc\nd\ne\nf".to_owned(),
            struggles: "y".repeat(151),
            quiet: "soon".to_owned(),
            ..Draft::default()
        };
        assert_eq!(
            long.read(),
            Err(vec![
                Flaw::TooLong(parts::PROTECTS),
                Flaw::LineTooLong(parts::STRUGGLES),
                Flaw::TooMany(parts::OFFERS),
                Flaw::Unreadable("soon".to_owned())
            ])
        );
        assert_eq!(Draft::default().read(), Err(vec![Flaw::Empty]));
    }
}
