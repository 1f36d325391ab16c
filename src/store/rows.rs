//! Small helpers that turn stored columns into domain values, the same for every table.

use super::db::{Arg, Error, Result};
use crate::domain::day::Millis;

/// A column with one of a fixed list of words.
pub(super) fn word<T>(parsed: Option<T>, column: &'static str) -> Result<T> {
    parsed.ok_or(Error::Corrupt(column))
}

/// An instant that may be missing.
pub(super) fn instant(at: Option<i64>) -> Option<Millis> {
    at.map(Millis)
}

/// A missing or present text, to be bound.
pub(super) fn text(value: Option<&str>) -> Arg {
    Arg::Text(value.map(str::to_owned))
}
