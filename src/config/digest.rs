//! Section `[digest]`: where and when the weekly digest goes, until an admin says otherwise in App Home.
//!
//! A schedule that can't be kept is refused at the start and not on the first Thursday.

use jiff::tz::TimeZone;

use super::cron;
use super::layers::Layers;
use super::problem::Problems;
use super::settings::{DIGEST_CHANNEL, DIGEST_CRON, DIGEST_MIN, DIGEST_TZ};
use super::web::is_slack_id;

/// More items than a week can have: a higher number would silently switch the digest off.
const DIGEST_ITEMS_MIN_MAX: u32 = 100;

/// The settings of section `[digest]`.
#[derive(Debug, Clone)]
pub struct Digest {
    /// Id of the channel (`C…` or `G…`); `None`, no digest.
    pub channel: Option<String>,
    /// A cron expression of five fields: in range, and never with both a day of month and a day of week.
    pub cron: String,
    /// The time zone in which `cron` is meant.
    pub tz: TimeZone,
    /// Least number of items that are worth a digest, from 1.
    pub min: u32,
}

impl Digest {
    /// Reads the section; `None` when a value can't be used, which was then said.
    pub fn from(layers: &Layers, problems: &mut Problems) -> Option<Self> {
        let before = problems.len();
        let channel = channel(layers, problems);
        let cron = cron_expression(layers, problems);
        let tz = time_zone(layers, problems);
        let min = least_items(layers, problems);
        (problems.len() == before).then_some(())?;
        Some(Self { channel, cron: cron?, tz: tz?, min: min? })
    }
}

/// Reads the channel's id.
fn channel(layers: &Layers, problems: &mut Problems) -> Option<String> {
    let found = layers.find(&DIGEST_CHANNEL)?;
    if is_slack_id(&found.value, &["C", "G"]) {
        return Some(found.value.clone());
    }
    problems.refuse(
        found,
        "is not the id of a channel. Give an id like C012ABCDEF; it stands at the end of the channel's details, under \"About\"",
    );
    None
}

/// Reads the schedule.
fn cron_expression(layers: &Layers, problems: &mut Problems) -> Option<String> {
    let found = layers.find(&DIGEST_CRON)?;
    match cron::check(&found.value) {
        Ok(()) => Some(found.value.clone()),
        Err(what) => {
            let fields = "Give minute, hour, day of month, month and day of week, like 0 10 * * THU for Thursdays at 10:00";
            problems.refuse(found, format!("{what}. {fields}"));
            None
        }
    }
}

/// Reads the time zone.
fn time_zone(layers: &Layers, problems: &mut Problems) -> Option<TimeZone> {
    let found = layers.find(&DIGEST_TZ)?;
    let tz = TimeZone::get(&found.value).ok();
    if tz.is_none() {
        problems.refuse(found, "is not a time zone. Give a name of the IANA list, like Europe/Berlin, America/New_York or UTC");
    }
    tz
}

/// Reads the least number of items.
fn least_items(layers: &Layers, problems: &mut Problems) -> Option<u32> {
    let found = layers.find(&DIGEST_MIN)?;
    let number = found.value.parse().ok();
    let number = number.filter(|number| (1..=DIGEST_ITEMS_MIN_MAX).contains(number));
    if number.is_none() {
        problems.refuse(
            found,
            format!("is not a whole number from 1 to {DIGEST_ITEMS_MIN_MAX}. Give 1 for a digest whenever there is something to say"),
        );
    }
    number
}
