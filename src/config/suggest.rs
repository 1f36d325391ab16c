//! "Did you mean": the known key nearest to an unknown one.
//!
//! A guess must be near enough to be useful; a wrong guess costs an operator more time than none.

use super::settings::{SETTINGS, Setting};

/// The setting that was probably meant: the key in another section or without one, the variable's name, or a few letters
/// off.
pub(super) fn did_you_mean(key: &str) -> Option<&'static Setting> {
    let key = key.to_lowercase().replace('-', "_");
    let last = key.rsplit('.').next().unwrap_or_default();
    let same = SETTINGS.into_iter().find(|setting| {
        let variable = setting.variable.to_lowercase();
        let known_last = setting.key.rsplit('.').next().unwrap_or_default();
        known_last == last
            || variable == last
            || variable == key.replace('.', "_")
            || variable.strip_prefix("goodturn_") == Some(last)
            || setting.key.replace('.', "_") == last
    });
    same.or_else(|| {
        let near = SETTINGS.into_iter().map(|setting| (distance(setting.key, &key), setting));
        let (edits, setting) = near.min_by_key(|(edits, _)| *edits)?;
        // A third of the letters wrong is a typing mistake; more is another word.
        (edits * 3 <= key.len()).then_some(setting)
    })
}

/// Levenshtein distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{did_you_mean, distance};

    #[test]
    fn distances_count_edits() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("same", "same"), 0);
    }

    #[test]
    fn near_keys_are_found_and_far_ones_are_not() {
        let meant = |key| did_you_mean(key).map(|setting| setting.key);
        assert_eq!(meant("digest.crn"), Some("digest.cron"));
        assert_eq!(meant("digset.channel"), Some("digest.channel"));
        assert_eq!(meant("listen"), Some("http.listen"));
        assert_eq!(meant("slack.listen"), Some("http.listen"));
        assert_eq!(meant("GOODTURN_DIGEST_TZ"), Some("digest.tz"));
        assert_eq!(meant("slack.bot-token"), Some("slack.bot_token"));
        assert_eq!(meant("digest_min"), Some("digest.min"));
        assert_eq!(meant("colours.background"), None);
    }
}
