//! Section `[retention]`: how long entries are kept.
//!
//! Less than half a year would take from under the weekly post what it needs to make sure that nobody can be told from two of its pictures.

use super::layers::Layers;
use super::problem::Problems;
use super::settings::RETENTION_MONTHS;

/// The least number of months: the weekly post looks back 24 weeks.
const MONTHS_MIN: i64 = 6;

/// The most: ten years.
const MONTHS_MAX: i64 = 120;

/// The settings of section `[retention]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Months that entries are kept, from 6 to 120.
    pub months: i64,
}

impl Retention {
    /// Reads the section; `None` when the number can't be used, which was then said.
    pub fn from(layers: &Layers, problems: &mut Problems) -> Option<Self> {
        let found = layers.find(&RETENTION_MONTHS)?;
        let months = found.value.parse().ok().filter(|months| (MONTHS_MIN..=MONTHS_MAX).contains(months));
        if months.is_none() {
            problems.refuse(
                found,
                format!("is not a whole number of months from {MONTHS_MIN} to {MONTHS_MAX}. Give 12 to keep entries for a year"),
            );
        }
        Some(Self { months: months? })
    }
}
