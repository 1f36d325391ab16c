//! Whether a cron expression can be kept: five fields, each in its range.
//!
//! This only refuses; the schedule itself is computed elsewhere. What passes here is a subset that every cron agrees
//! on: lists of `*`, `*/n`, `a`, `a-b` and `a-b/n`, with English names for months and weekdays.

/// What one field may hold.
struct Field {
    name: &'static str,
    min: u32,
    max: u32,
    /// Names for numbers from `min` on.
    names: &'static [&'static str],
}

const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
/// Sunday is both 0 and 7, so that `FRI-SUN` is a range.
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const FIELDS: [Field; 5] = [
    field("minute", 0, 59, &[]),
    field("hour", 0, 23, &[]),
    field("day of month", 1, 31, &[]),
    field("month", 1, 12, &MONTHS),
    field("day of week", 0, 7, &WEEKDAYS),
];

const fn field(name: &'static str, min: u32, max: u32, names: &'static [&'static str]) -> Field {
    Field { name, min, max, names }
}

/// Says what is wrong with an expression.
pub(super) fn check(expression: &str) -> Result<(), String> {
    let texts: Vec<&str> = expression.split_whitespace().collect();
    if texts.len() != FIELDS.len() {
        return Err(format!("has {} fields instead of 5", texts.len()));
    }
    for (field, text) in FIELDS.iter().zip(&texts) {
        for part in text.split(',') {
            field.check(part)?;
        }
    }
    // Some crons then ask for both, others for either.
    if texts[2] != "*" && texts[4] != "*" {
        return Err(
            "has a day of month and a day of week, which means different things to different programs: one of them must be *".to_owned()
        );
    }
    let days = FIELDS[2].values(texts[2]);
    // Every month begins, so only days after the shortest month's last can be missing from all of those that are named.
    if !FIELDS[3].values(texts[3]).iter().any(|month| days.iter().any(|day| *day <= longest(*month))) {
        return Err(format!("has a day that never comes: {} {}", texts[2], texts[3]));
    }
    Ok(())
}

/// The last day of a month, in a leap year.
fn longest(month: u32) -> u32 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Field {
    /// Checks one element of the field's list.
    fn check(&self, part: &str) -> Result<(), String> {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, Some(step)),
            None => (part, None),
        };
        if let Some(step) = step {
            let good = step.parse::<u32>().is_ok_and(|step| (1..=self.max).contains(&step));
            if !good {
                return Err(self.wrong(part));
            }
        }
        if range == "*" {
            return Ok(());
        }
        let Some((from, to)) = range.split_once('-') else {
            let good = step.is_none() && self.number(range).is_some();
            return if good { Ok(()) } else { Err(self.wrong(part)) };
        };
        let (from, mut to) = (self.number(from), self.number(to));
        if to == Some(0) && self.max == 7 {
            to = Some(7);
        }
        match (from, to) {
            (Some(from), Some(to)) if from <= to => Ok(()),
            _ => Err(self.wrong(part)),
        }
    }

    /// The numbers that a list stands for; it was checked.
    fn values(&self, text: &str) -> Vec<u32> {
        let of = |part: &str| {
            let (range, step) = part.split_once('/').unwrap_or((part, "1"));
            let (from, to) = match range.split_once('-') {
                Some((from, to)) => (self.number(from), self.number(to)),
                None if range == "*" => (Some(self.min), Some(self.max)),
                None => (self.number(range), self.number(range)),
            };
            let step = step.parse().unwrap_or(1_usize).max(1);
            (from.unwrap_or(self.min)..=to.unwrap_or(self.max)).step_by(step).collect::<Vec<_>>()
        };
        text.split(',').flat_map(of).collect()
    }

    /// A number or name of this field.
    fn number(&self, text: &str) -> Option<u32> {
        let name = self.names.iter().zip(self.min..).find(|(name, _)| name.eq_ignore_ascii_case(text));
        if let Some((_, number)) = name {
            return Some(number);
        }
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        let number = text.parse().ok().filter(|_| digits)?;
        (self.min..=self.max).contains(&number).then_some(number)
    }

    /// What to say about an element.
    fn wrong(&self, part: &str) -> String {
        let Self { name, min, max, .. } = self;
        format!("has {part:?} as {name}, which goes from {min} to {max}")
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn the_usual_expressions_pass() {
        for good in [
            "0 10 * * THU",
            "0 10 * * 4",
            "*/15 8-18 * * mon-fri",
            "0 9 1,15 * *",
            "30 9 * JAN-JUN/2 SUN",
            "0 9 * * FRI-SUN",
            "0 9 * * 7",
            "* * * * *",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn each_mistake_has_its_sentence() {
        for (bad, sentence) in [
            ("", "has 0 fields instead of 5"),
            ("@weekly", "has 1 fields instead of 5"),
            ("0 0 10 * * THU", "has 6 fields instead of 5"),
            ("60 10 * * *", "has \"60\" as minute, which goes from 0 to 59"),
            ("0 24 * * *", "has \"24\" as hour, which goes from 0 to 23"),
            ("0 10 0 * *", "has \"0\" as day of month, which goes from 1 to 31"),
            ("0 10 * 13 *", "has \"13\" as month, which goes from 1 to 12"),
            ("0 10 * * 8", "has \"8\" as day of week, which goes from 0 to 7"),
            ("0 10 * * DO", "has \"DO\" as day of week, which goes from 0 to 7"),
            ("0 18-8 * * *", "has \"18-8\" as hour, which goes from 0 to 23"),
            ("*/0 10 * * *", "has \"*/0\" as minute, which goes from 0 to 59"),
            ("5/10 10 * * *", "has \"5/10\" as minute, which goes from 0 to 59"),
            ("1,, 10 * * *", "has \"\" as minute, which goes from 0 to 59"),
            ("+5 10 * * *", "has \"+5\" as minute, which goes from 0 to 59"),
            ("0 10 L * *", "has \"L\" as day of month, which goes from 1 to 31"),
        ] {
            assert_eq!(check(bad), Err(sentence.to_owned()), "{bad}");
        }
        for never in ["0 10 31 2 *", "0 10 30,31 FEB *", "0 10 31 4,6,9-11/2 *", "0 10 30-31 2 *"] {
            assert!(check(never).expect_err(never).starts_with("has a day that never comes: "), "{never}");
        }
        for rare in ["0 10 29 2 *", "0 10 31 2,3 *", "0 10 */30 FEB *", "0 10 31 * *"] {
            assert_eq!(check(rare), Ok(()), "{rare}");
        }
        let both = check("0 10 1 * THU").expect_err("both");
        assert!(both.starts_with("has a day of month and a day of week"));
    }
}
