//! What in somebody's Slack status says that they are away: a list of emoji and words, and what an operator adds to it or takes out of it.
//!
//! Words count whole and in any case, so that `holiday` is not found in `holidaymaker`, and a palm tree of any skin tone is a palm tree.

use std::collections::BTreeSet;

use super::person::Person;

/// Emoji that say that somebody is away.
const EMOJI: [&str; 5] = [":palm_tree:", ":face_with_thermometer:", ":desert_island:", ":beach_with_umbrella:", ":baby:"];

/// What Slack sets between an emoji and its skin tone: `:baby::skin-tone-2:`.
const SKIN_TONE: &str = ":skin-tone";

/// Words in a status that say that somebody is away (English and German, lower case, whole words).
const WORDS: [&str; 18] = [
    "vacation",
    "vacationing",
    "holiday",
    "holidays",
    "sick",
    "leave",
    "parental",
    "ooo",
    "out of office",
    "pto",
    "away",
    "urlaub",
    "krank",
    "krankgeschrieben",
    "elternzeit",
    "ferien",
    "abwesend",
    "mutterschutz",
];

/// The emoji and words that say that somebody is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwayList {
    /// With their colons and without a skin tone.
    emoji: BTreeSet<String>,
    /// In lower case, one blank between two.
    words: BTreeSet<String>,
}

/// What was to be taken out of the list is not on it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{entry:?} is not on the built-in list, so it can't be taken out. Leave it out, or name it as it stands there: {}", .list.join(", "))]
pub struct NotOnList {
    /// The entry.
    pub entry: String,
    /// What is on the list.
    pub list: Vec<String>,
}

impl Default for AwayList {
    fn default() -> Self {
        let set = |all: &[&str]| all.iter().map(|&one| one.to_owned()).collect();
        Self { emoji: set(&EMOJI), words: set(&WORDS) }
    }
}

impl AwayList {
    /// The built-in list with `added` put in and `removed` taken out. An entry with colons around it is an emoji, any other is words.
    ///
    /// # Errors
    /// When something is to be taken out that is not on the list: somebody meant another word.
    pub fn changed(added: &[String], removed: &[String]) -> Result<Self, NotOnList> {
        let mut list = Self::default();
        for entry in removed {
            let gone = if is_emoji(entry) { list.emoji.remove(&plain(entry)) } else { list.words.remove(&words_of(entry)) };
            if !gone {
                return Err(NotOnList { entry: entry.clone(), list: EMOJI.iter().chain(&WORDS).map(|&one| one.to_owned()).collect() });
            }
        }
        for entry in added {
            if is_emoji(entry) {
                list.emoji.insert(plain(entry));
            } else {
                list.words.insert(words_of(entry));
            }
        }
        // No word at all would be found in every status.
        list.words.remove("");
        Ok(list)
    }

    /// Whether the status of a person says that they are away.
    #[must_use]
    pub fn tells_of(&self, person: &Person) -> bool {
        let said = format!(" {} ", words_of(&person.status_text));
        self.emoji.contains(&plain(&person.status_emoji)) || self.words.iter().any(|away| said.contains(&format!(" {away} ")))
    }
}

/// Whether an entry is the name of an emoji.
fn is_emoji(entry: &str) -> bool {
    entry.starts_with(':')
}

/// An emoji without its skin tone.
fn plain(emoji: &str) -> String {
    let name = emoji.split(SKIN_TONE).next().unwrap_or_default();
    name.to_lowercase()
}

/// The words of a text in lower case, one blank between two.
fn words_of(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::person::Kind;
    use super::*;

    fn person(emoji: &str, text: &str) -> Person {
        Person {
            id: "U1".into(),
            name: "Ana".to_owned(),
            zone: None,
            locale: None,
            kind: Kind::Person,
            deactivated_at: None,
            status_emoji: emoji.to_owned(),
            status_text: text.to_owned(),
            team: None,
            hidden_at: None,
            owner: false,
            slack_updated: 0,
        }
    }

    fn list(added: &[&str], removed: &[&str]) -> AwayList {
        let owned = |all: &[&str]| all.iter().map(|&one| one.to_owned()).collect::<Vec<_>>();
        AwayList::changed(&owned(added), &owned(removed)).expect("it can be taken out")
    }

    #[test]
    fn a_status_says_who_is_away() {
        let away = |emoji, text| AwayList::default().tells_of(&person(emoji, text));
        assert!(away(":palm_tree:", ""));
        assert!(away("", "Urlaub bis Montag"));
        assert!(away("", "On parental leave"));
        assert!(away(":baby::skin-tone-2:", ""));
        assert!(away("", "Out-of-office, back Monday"));
        assert!(away("", "on PTO"));
        assert!(!away(":baby_bottle::skin-tone-2:", "laptop; out of the office kitchen"));
        assert!(!away(":coffee:", "holidaymaker stories"));
        assert!(!away("", ""));
    }

    #[test]
    fn what_is_added_counts_beside_what_is_built_in() {
        let list = list(&[":house_with_garden:", "Off-site", "auf Dienstreise"], &[]);
        for (emoji, text) in
            [(":house_with_garden:", ""), ("", "off site till Friday"), ("", "Auf Dienstreise!"), (":palm_tree:", ""), ("", "sick")]
        {
            assert!(list.tells_of(&person(emoji, text)), "{emoji} {text}");
        }
        for (emoji, text) in [(":house:", ""), ("", "site"), ("", "Dienstreise geplant"), ("", "house_with_garden")] {
            assert!(!list.tells_of(&person(emoji, text)), "{emoji} {text}");
        }
    }

    #[test]
    fn what_is_taken_out_counts_no_more() {
        let list = list(&[], &["holiday", "Out of Office", ":baby:"]);
        for (emoji, text) in [(":baby:", ""), (":baby::skin-tone-3:", ""), ("", "Holiday shopping"), ("", "out of office")] {
            assert!(!list.tells_of(&person(emoji, text)), "{emoji} {text}");
        }
        for (emoji, text) in [("", "holidays"), (":palm_tree:", ""), ("", "ooo")] {
            assert!(list.tells_of(&person(emoji, text)), "{emoji} {text}");
        }
    }

    #[test]
    fn what_is_not_there_cannot_be_taken_out() {
        for entry in ["holyday", ":coffee:", "palm_tree"] {
            let error = AwayList::changed(&[], &[entry.to_owned()]).expect_err("it is not on the list");
            let told = error.to_string();
            assert!(told.starts_with(&format!("{entry:?} is not on the built-in list")) && told.contains(":palm_tree:, "), "{told}");
        }
    }

    #[test]
    fn an_entry_without_a_word_is_found_nowhere() {
        let list = list(&["", "!"], &[]);
        assert!(!list.tells_of(&person("", "")) && !list.tells_of(&person("", "busy")));
    }
}
