//! Civil dates by hand, in UTC or at a fixed offset.
//! A transcript needs a weekday and a time and nothing else, so no zone data is carried.

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const MINUTES_PER_DAY: i64 = 24 * 60;

/// `Monday 16 November 2026, 09:00 UTC`.
pub(super) fn heading(at_ms: i64, offset_minutes: i32) -> String {
    let minutes = at_ms.div_euclid(60_000) + i64::from(offset_minutes);
    let days = minutes.div_euclid(MINUTES_PER_DAY);
    let of_day = minutes.rem_euclid(MINUTES_PER_DAY);
    let (year, month, day) = civil(days);
    // The epoch was a Thursday.
    let weekday = named(&WEEKDAYS, (days + 3).rem_euclid(7));
    let zone = match offset_minutes {
        0 => "UTC".to_owned(),
        ahead => {
            let sign = if ahead < 0 { '-' } else { '+' };
            format!("UTC{sign}{:02}:{:02}", ahead.abs() / 60, ahead.abs() % 60)
        }
    };
    format!("{weekday} {day} {} {year}, {:02}:{:02} {zone}", named(&MONTHS, month - 1), of_day / 60, of_day % 60)
}

fn named(names: &[&'static str], at: i64) -> &'static str {
    usize::try_from(at).ok().and_then(|at| names.get(at)).copied().unwrap_or_default()
}

/// Year, month and day of a day counted from 1 January 1970. Years begin in March here, so that leap days come last.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::heading;

    #[test]
    fn known_days() {
        assert_eq!(heading(0, 0), "Thursday 1 January 1970, 00:00 UTC");
        assert_eq!(heading(1_700_000_000_000, 0), "Tuesday 14 November 2023, 22:13 UTC");
        assert_eq!(heading(1_709_164_800_000, 0), "Thursday 29 February 2024, 00:00 UTC");
        assert_eq!(heading(1_709_164_800_000, -60), "Wednesday 28 February 2024, 23:00 UTC-01:00");
        assert_eq!(heading(1_709_164_800_000, 330), "Thursday 29 February 2024, 05:30 UTC+05:30");
    }
}
