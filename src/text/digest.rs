//! The words of a digest: what crowds go by, and the picture's alternative text.

use std::collections::BTreeMap;

use super::{Plain, Value, Words};
use crate::domain::digest::bridges::Bridges;
use crate::domain::digest::crowd::Label;
use crate::domain::ids::TeamId;

/// Characters of an alternative text: Slack takes 2,000.
const ALT_CHARS_MAX: usize = 2_000;

impl Words<'_> {
    /// What a crowd goes by.
    #[must_use]
    pub fn crowd(&self, label: &Label, teams: &BTreeMap<TeamId, String>) -> Plain {
        match label {
            Label::Team(team) if teams.contains_key(team) => Plain::new(teams[team].clone()),
            _ => self.plain("digest-other-teams", &[]),
        }
    }

    /// What two crowds go by in a sentence, in the order of their names; the smaller teams come last.
    #[must_use]
    pub fn pair(&self, a: &Label, b: &Label, teams: &BTreeMap<TeamId, String>) -> [Plain; 2] {
        let named = |label: &Label| match label {
            Label::Others => (true, self.plain("digest-and-other-teams", &[]).into_string()),
            Label::Team(_) => (false, self.crowd(label, teams).into_string()),
        };
        let mut both = [named(a), named(b)];
        both.sort();
        both.map(|(_, name)| Plain::new(name))
    }

    /// The facts of a picture, for those who don't see it: each bridge once.
    #[must_use]
    pub fn bridges(&self, bridges: &Bridges, teams: &BTreeMap<TeamId, String>) -> Plain {
        let mut joined: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut pairs: Vec<[String; 2]> = bridges.edges.iter().map(|(a, b)| self.pair(a, b, teams).map(Plain::into_string)).collect();
        pairs.sort();
        for [a, b] in pairs {
            joined.entry(a).or_default().push(b);
        }
        let mut told = self.plain("digest-alt", &[]).into_string();
        let more = self.plain("digest-alt-more", &[]).into_string();
        for (team, others) in joined {
            let values = [("team", Value::Plain(team)), ("others", self.list(&others).into())];
            let line = self.plain("digest-alt-team", &values).into_string();
            if told.chars().count() + line.chars().count() + more.chars().count() + 2 > ALT_CHARS_MAX {
                return Plain::new(format!("{told} {more}"));
            }
            told = format!("{told} {line}");
        }
        Plain::new(told)
    }

    /// "A", "A and B", "A, B and C".
    fn list(&self, names: &[String]) -> Plain {
        match names {
            [] => Plain::new(String::new()),
            [one] => Plain::new(one.clone()),
            [first @ .., last] => {
                let values = [("first", first.join(", ").as_str().into()), ("last", last.as_str().into())];
                self.plain("people-and", &values)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Lang, Text};
    use super::*;

    fn team(n: usize) -> Label {
        Label::Team(format!("T{n:02}").as_str().into())
    }

    #[test]
    fn every_bridge_is_told_once_and_a_crowded_picture_is_cut_between_bridges() {
        let text = Text::new();
        let teams: BTreeMap<TeamId, String> =
            (0..30).map(|n| (format!("T{n:02}").as_str().into(), format!("Department number {n}"))).collect();
        let few = Bridges { edges: [(team(0), team(1)), (team(0), Label::Others), (team(1), team(2))].into(), ..Bridges::default() };
        for (lang, expected) in [
            (Lang::En, "Department number 0 with Department number 1 and other teams"),
            (Lang::De, "Department number 0 mit Department number 1 und anderen Teams"),
        ] {
            let told = text.words(lang).bridges(&few, &teams).into_string();
            assert!(told.contains(expected), "{told}");
            assert_eq!(told.matches("Department number 2").count(), 1, "{told}");
        }
        let edges = (0..30).flat_map(|a| (a + 1..30).map(move |b| (team(a), team(b)))).collect();
        let told = text.words(Lang::En).bridges(&Bridges { edges, ..Bridges::default() }, &teams).into_string();
        assert!(told.chars().count() <= ALT_CHARS_MAX && told.ends_with(text.words(Lang::En).plain("digest-alt-more", &[]).as_str()));
    }
}
