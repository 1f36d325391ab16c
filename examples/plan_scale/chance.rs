//! Chance that is found by a count: every person's draws come from streams of their own, so that any slice of the organisation can be made
//! again without the rest of it.

use rand::rngs::ChaCha8Rng;
use rand::{Rng, RngExt, SeedableRng};
use rand_distr::{Distribution, Geometric, Weibull};

/// What a stream of a person is for, where it is not for a week's contacts: far above any number of a week.
#[derive(Debug, Clone, Copy)]
pub enum For {
    /// How busy they are, when they leave, how many reminders they like.
    Person,
    /// How many of their team they know.
    Mates,
    /// To whom in other teams they begin ties.
    Ties,
    /// Which triangles they close.
    Triangles,
    /// What their ties are doing when the first week begins.
    Beginning,
    /// What goes on in a week.
    Week(u32),
    /// In which order a week's acts are told.
    Order(u32),
}

/// Stands for nobody: the streams of what isn't one person's.
pub const EVERYBODY: u32 = u32::MAX;

/// The stream.
pub fn stream(seed: u64, person: u32, what: For) -> ChaCha8Rng {
    let what = match what {
        For::Week(week) => week,
        For::Order(week) => 1 << 16 | week,
        For::Person => 1 << 17,
        For::Ties => 1 << 17 | 1,
        For::Triangles => 1 << 17 | 2,
        For::Beginning => 1 << 17 | 3,
        For::Mates => 1 << 17 | 4,
    };
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(u64::from(person) << 32 | u64::from(what));
    rng
}

/// A whole number with this mean.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of ties are small and not negative")]
pub fn whole(mean: f64, rng: &mut impl Rng) -> u32 {
    mean as u32 + u32::from(rng.random_bool(mean.fract()))
}

/// A geometric number: how often chance says "go on" before it says "stop".
pub fn more(stop: f64, rng: &mut impl Rng) -> u32 {
    u32::try_from(Geometric::new(stop).expect("a chance").sample(rng)).unwrap_or(u32::MAX)
}

/// Weeks from a Weibull distribution, times a factor, as a whole number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float beyond the range becomes the largest number")]
pub fn pause(weeks: f64, shape: f64, factor: f64, rng: &mut impl Rng) -> u16 {
    (Weibull::new(weeks, shape).expect("both are positive").sample(rng) * factor) as u16
}
