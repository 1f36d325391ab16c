//! Who is there: fifty people in seven teams, whom they know, what their teams' cards say, and how they take reminders.
//! All of it from one seed, so that a year can be looked at again.

use goodturn::domain::card::Draft;
use goodturn::domain::person::Rhythm;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt};

/// Teams, with how their cards begin: struggles, offers, front door, words, quiet periods. Some have none.
pub const TEAMS: [(&str, Option<[&str; 5]>); 7] = [
    (
        "Research",
        Some([
            "knowing which forecast to trust\nfinding people for interviews",
            "reading survey results\nrunning customer interviews",
            "#ask-research",
            "",
            "",
        ]),
    ),
    (
        "Sales",
        Some([
            "customer interviews that lead nowhere\nlong contract reviews",
            "introductions to customers\nplain words for hard facts",
            "",
            "“Lead” means somebody who asked us first.",
            "",
        ]),
    ),
    (
        "Finance",
        Some([
            "late forecast dates",
            "a second look at numbers and forecasts\ncontract terms",
            "#ask-finance, before noon",
            "“Forecast” is the one that was signed.",
            "last two working days of the month",
        ]),
    ),
    (
        "Legal",
        Some(["contracts that arrive late", "contract reviews within two days", "Write to legal-desk, one question a message", "", ""]),
    ),
    ("Support", Some(["explaining numbers to customers\noutages nobody announced", "what customers really ask\nplain words", "", "", ""])),
    (
        "Platform",
        Some(["announcing outages in plain words", "dashboards and alerts", "#platform-door", "“Incident” is what customers notice.", ""]),
    ),
    ("People", None),
];

/// Names, by number.
pub const NAMES: [&str; 50] = [
    "Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gus", "Hal", "Ida", "Jan", "Kim", "Leo", "Mia", "Nick", "Ola", "Pia", "Quin", "Rosa",
    "Sam", "Tom", "Una", "Vera", "Will", "Xenia", "Yann", "Zoe", "Amir", "Bea", "Carl", "Dora", "Emil", "Fay", "Gita", "Hugo", "Ines",
    "Jo", "Kai", "Lena", "Max", "Nora", "Otto", "Paul", "Rita", "Sven", "Tess", "Ulf", "Viola", "Wanda", "Yuki", "Zeno",
];

/// How somebody takes reminders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    /// Presses buttons under most of what comes.
    Presses,
    /// Gets in touch and says so with `/gave` some days later.
    Records,
    /// Reads, and looks into App Home now and then.
    Looks,
    /// Never reacts.
    Ignores,
}

/// One person, as the year finds them.
#[derive(Debug, Clone)]
pub struct Player {
    pub team: usize,
    pub habit: Habit,
    /// Whom in other teams they deal with, the closest first.
    pub knows: Vec<usize>,
    /// Entries in a week, on average.
    pub entries: f64,
    pub rhythm: Rhythm,
    pub people_per_reminder: i64,
    /// Weekday and hour.
    pub slot: (i8, i8),
    /// The week in which they join, and in which they leave.
    pub joins: i64,
    pub leaves: Option<i64>,
    /// The week in which they begin to rest, and for how many.
    pub rests: Option<(i64, i64)>,
    /// How many of those they know they tend.
    pub tends: usize,
    /// How many they name when they join.
    pub names: usize,
}

/// Everybody.
pub fn players(people: usize, rng: &mut StdRng) -> Vec<Player> {
    (0..people).map(|number| player(number, people, rng)).collect()
}

fn player(number: usize, people: usize, rng: &mut StdRng) -> Player {
    let team = number % TEAMS.len();
    let mut others: Vec<usize> = (0..people).filter(|other| other % TEAMS.len() != team).collect();
    others.shuffle(rng);
    others.truncate(rng.random_range(3..=14));
    let habit = match rng.random_range(0..10) {
        0..4 => Habit::Presses,
        4..7 => Habit::Records,
        7..9 => Habit::Looks,
        _ => Habit::Ignores,
    };
    let entries = [0.1, 0.3, 0.6, 1.2, 2.0][rng.random_range(0..5)];
    Player {
        team,
        habit,
        knows: others,
        entries,
        rhythm: if rng.random_bool(0.1) { Rhythm::Fortnightly } else { Rhythm::Weekly },
        people_per_reminder: [1, 2, 2, 2, 3][rng.random_range(0..5)],
        slot: if rng.random_bool(0.7) { (1, 10) } else { (rng.random_range(0..5), rng.random_range(8..17)) },
        joins: if rng.random_bool(0.1) { rng.random_range(1..20) } else { 0 },
        leaves: rng.random_bool(0.05).then(|| rng.random_range(10..45)),
        rests: rng.random_bool(0.3).then(|| (rng.random_range(5..45), rng.random_range(2..6))),
        tends: if rng.random_bool(0.4) { rng.random_range(1..4) } else { 0 },
        names: if rng.random_bool(0.7) { rng.random_range(1..6) } else { 0 },
    }
}

/// What a team writes on its card.
pub fn draft(team: usize) -> Option<Draft> {
    let [struggles, offers, front_door, words, quiet] = TEAMS[team].1?;
    Some(Draft {
        struggles: struggles.to_owned(),
        offers: offers.to_owned(),
        front_door: front_door.to_owned(),
        words: words.to_owned(),
        quiet: quiet.to_owned(),
        ..Draft::default()
    })
}

/// How many entries fall into a week: the average, with chance.
pub fn how_many(average: f64, rng: &mut impl Rng) -> usize {
    (0..6).filter(|_| rng.random_bool((average / 6.0).min(1.0))).count()
}
