//! Section `[clock]`: a shift of calendar time, to see next week's reminder today.
//!
//! Only for trying things out: with Slack itself, a bot that lives in another week would write to people at wrong times.

use super::layers::Layers;
use super::problem::Problems;
use super::settings::CLOCK_OFFSET;
use super::slack::Slack;

/// Ten years, in seconds: far enough for any trial, and far from where calendars end.
const OFFSET_SECONDS_MAX: i64 = 3_660 * 86_400;

/// The settings of section `[clock]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// How far calendar time is ahead of the real one, in seconds; 0 with Slack itself, at most ten years either way.
    pub offset_seconds: i64,
}

impl Clock {
    /// Reads the section; `None` when the shift can't be used, which was then said.
    pub fn from(layers: &Layers, problems: &mut Problems) -> Option<Self> {
        let found = layers.find(&CLOCK_OFFSET)?;
        match offset_seconds(&found.value) {
            Ok(offset_seconds) => Some(Self { offset_seconds }),
            Err(what) => {
                problems.refuse(found, format!("{what}. Give a number and d, h, m or s, like +9d, -3h or +90m, or 0"));
                None
            }
        }
    }

    /// Refuses a shift when calls go to Slack itself.
    pub(super) fn check_against(self, slack: &Slack, layers: &Layers, problems: &mut Problems) {
        if let Some(found) = layers.find(&CLOCK_OFFSET)
            && self.offset_seconds != 0
            && slack.is_slack_itself()
        {
            problems.refuse(
                found,
                "would write to people at wrong times, because SLACK_API_URL is Slack's. Leave it out, or point SLACK_API_URL at a stand-in (`goodturn standin`)",
            );
        }
    }
}

/// Reads a shift such as `+9d`.
fn offset_seconds(text: &str) -> Result<i64, &'static str> {
    let not_one = "is not a shift of time";
    if text.trim_start_matches(['+', '-']) == "0" {
        return Ok(0);
    }
    let unit = text.chars().next_back().ok_or(not_one)?;
    let seconds = match unit {
        'd' => 86_400,
        'h' => 3_600,
        'm' => 60,
        's' => 1,
        _ => return Err(not_one),
    };
    let number = &text[..text.len() - unit.len_utf8()];
    let number: i64 = number.parse().map_err(|_| not_one)?;
    let offset = number.checked_mul(seconds);
    offset.filter(|offset| offset.unsigned_abs() <= OFFSET_SECONDS_MAX.unsigned_abs()).ok_or("is more than ten years")
}

#[cfg(test)]
mod tests {
    use super::offset_seconds;

    #[test]
    fn shifts_are_read_in_every_unit() {
        for (text, seconds) in
            [("0", 0), ("+0", 0), ("+0d", 0), ("+9d", 777_600), ("9d", 777_600), ("-3h", -10_800), ("+90m", 5_400), ("-1s", -1)]
        {
            assert_eq!(offset_seconds(text), Ok(seconds), "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "d", "+d", "9", "9 d", "9w", "1d2h", "+-9d", "tomorrow", "9µ"] {
            assert_eq!(offset_seconds(text), Err("is not a shift of time"), "{text}");
        }
        for text in ["3661d", "-99999999999h", "9223372036854775807d", "-9223372036854775808s"] {
            assert_eq!(offset_seconds(text), Err("is more than ten years"), "{text}");
        }
    }
}
