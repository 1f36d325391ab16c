//! Days and times of day, as pickers hold them.
//! Only days that there are: the thirtieth of February is refused, as Slack refuses it.

/// Whether this is a day.
pub(crate) fn is_date(typed: &str) -> bool {
    let Some([year, month, day]) = numbers(typed, '-', [4, 2, 2]) else { return false };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// Whether this is a time of day.
pub(crate) fn is_time(typed: &str) -> bool {
    numbers(typed, ':', [2, 2]).is_some_and(|[hour, minute]| hour < 24 && minute < 60)
}

/// Numbers of so many digits each, between separators.
fn numbers<const N: usize>(typed: &str, separator: char, digits: [usize; N]) -> Option<[u32; N]> {
    let mut numbers = [0; N];
    let mut parts = typed.split(separator);
    for (number, digits) in numbers.iter_mut().zip(digits) {
        let part = parts.next().filter(|part| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))?;
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::{is_date, is_time};

    #[test]
    fn only_what_there_is() {
        for good in ["2026-02-28", "2024-02-29", "2000-02-29", "2026-12-31"] {
            assert!(is_date(good), "{good}");
        }
        for bad in ["2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-04-31", "2026-4-01", "2026-04-01-", "+026-04-01", ""] {
            assert!(!is_date(bad), "{bad}");
        }
        assert!(is_time("00:00") && is_time("23:59") && !is_time("24:00") && !is_time("7:00") && !is_time("07:60"));
    }
}
