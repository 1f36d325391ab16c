//! The sentences of a reminder: why this person, and what small thing to do.

use super::{Mrkdwn, Value, Words};
use crate::domain::answer::NudgeShown;
use crate::domain::day::Day;
use crate::domain::nudge::{Reason, SmallAct};
use crate::domain::small_act::TAKES;

/// Characters of a card that stand inside a sentence: about a line on a phone, or two.
const QUOTED_CHARS_MAX: usize = 90;

impl Words<'_> {
    /// Whom a nudge names: the mention, with the team where it is known.
    #[must_use]
    pub fn nudge_who(&self, nudge: &NudgeShown) -> Mrkdwn {
        let person: Value = self.person(&nudge.contact).into();
        match &nudge.team {
            Some(team) => self.mrkdwn("nudge-who-team", &[("person", person), ("team", team.as_str().into())]),
            None => self.mrkdwn("nudge-who", &[("person", person)]),
        }
    }

    /// Why now; a month of last year is named with its year.
    #[must_use]
    pub fn nudge_why(&self, nudge: &NudgeShown, today: Day) -> Mrkdwn {
        // A reason that names a team says little without the name.
        let of_team =
            matches!(nudge.reason, Reason::TeamBusy | Reason::Boundary | Reason::OnlyOne | Reason::TeamQuiet | Reason::LastInTeam);
        let reason = if of_team && nudge.team.is_none() { Reason::WereInTouch } else { nudge.reason };
        let team = self.team_of(nudge);
        let values = [("month", self.month_seen_from(nudge.reason_on, today).into()), ("team", team.as_str().into())];
        // "Quiet since April" would be odd in April.
        let same_month = nudge.reason_on.date().first_of_month() == today.date().first_of_month();
        if reason == Reason::Tended && same_month {
            return self.mrkdwn("reason-tended-lately", &values);
        }
        self.mrkdwn(&format!("reason-{}", reason.as_str()), &values)
    }

    /// What to do, with a first line to say if one likes; what it rests on comes before. `place` goes up within
    /// a reminder, so that two nudges don't offer their lines in the same words.
    #[must_use]
    pub fn nudge_act(&self, nudge: &NudgeShown, place: i64) -> Mrkdwn {
        let act = nudge.small_act.as_str();
        let values = self.quoted(nudge);
        let line = self.mrkdwn(&format!("line-{act}"), &values);
        let line = self.mrkdwn("first-line", &[("line", line.into()), ("place", place.rem_euclid(TAKES).into())]);
        let mut act_values = values.clone();
        act_values.push(("line", line.into()));
        let said = self.mrkdwn(&format!("act-{act}"), &act_values);
        let ground = ground(nudge.small_act).map(|key| self.mrkdwn(key, &values));
        let door = nudge.quotes.front_door.as_deref().map(|door| {
            let team = self.team_of(nudge);
            self.mrkdwn("nudge-front-door", &[("team", team.as_str().into()), ("door", quoted(door).as_str().into())])
        });
        let mut before = ground.into_iter().chain(door);
        match before.next() {
            Some(first) => before.fold(first, |said, more| said.line(&more)).line(&said),
            None => said,
        }
    }

    fn team_of(&self, nudge: &NudgeShown) -> String {
        nudge.team.clone().unwrap_or_else(|| self.plain("their-team", &[]).into_string())
    }

    fn quoted(&self, nudge: &NudgeShown) -> Vec<(&'static str, Value)> {
        let quote = |text: &Option<String>| quoted(text.as_deref().unwrap_or_default());
        let quotes = &nudge.quotes;
        vec![
            ("take", nudge.take.rem_euclid(TAKES).into()),
            ("team", self.team_of(nudge).as_str().into()),
            ("struggle", quote(&quotes.struggle).as_str().into()),
            ("offer", quote(&quotes.offer).as_str().into()),
            ("words", flat(quotes.words.as_deref().unwrap_or_default()).as_str().into()),
        ]
    }
}

/// The sentence that an act rests on, where it is not the reason itself.
const fn ground(act: SmallAct) -> Option<&'static str> {
    match act {
        SmallAct::AskTheirStruggle | SmallAct::PointToHelp => Some("ground-we-help"),
        SmallAct::AskHowTheyDo => Some("ground-they-help"),
        SmallAct::AskTheirWords => Some("ground-words"),
        SmallAct::AskWhatIsMissing | SmallAct::SayWhereItStands => Some("ground-open-ask"),
        _ => None,
    }
}

/// What somebody typed on a card, as it stands between quotation marks: its own ones become single.
#[must_use]
pub fn quoted(typed: &str) -> String {
    flat(typed).chars().map(|mark| MARKS.iter().find(|(double, _)| *double == mark).map_or(mark, |(_, single)| *single)).collect()
}

/// Quotation marks, and the single ones of the same kind.
const MARKS: [(char, char); 6] = [('“', '‘'), ('”', '’'), ('„', '‚'), ('"', '\''), ('«', '‹'), ('»', '›')];

/// What somebody typed on a card, as it stands inside a sentence: on one line, without marks that Slack would take for formatting, without its
/// full stop, and cut at a word.
fn flat(typed: &str) -> String {
    let marks = ['*', '_', '~', '`'];
    let words = typed.split_whitespace().map(|word| word.trim_matches(marks)).filter(|word| !word.is_empty());
    let flat = words.collect::<Vec<_>>().join(" ");
    let flat = flat.trim_end_matches(['.', ';', ',', '*', '_', '~', '`']);
    let Some((end, _)) = flat.char_indices().nth(QUOTED_CHARS_MAX) else { return flat.to_owned() };
    let whole = flat[..end].rsplit_once(' ').map_or(&flat[..end], |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches(['.', ';', ',']))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::{Lang, Text};
    use super::*;
    use crate::domain::answer::Quotes;

    #[test]
    fn every_reason_names_the_year_of_a_month_long_ago() {
        let text = Text::new();
        let today = Day::of(date(2026, 3, 4));
        for (lang, reason) in Lang::ALL.into_iter().flat_map(|lang| Reason::ALL.map(|reason| (lang, reason))) {
            let why = |on| text.words(lang).nudge_why(&nudge(reason, Day::of(on), SmallAct::PassOnNews), today).into_string();
            assert!(why(date(2025, 3, 20)).contains(" 2025"), "{}", why(date(2025, 3, 20)));
            assert!(!why(date(2025, 12, 20)).contains(" 2025"), "{}", why(date(2025, 12, 20)));
        }
    }

    #[test]
    fn a_tie_is_not_quiet_since_the_month_that_it_is() {
        let text = Text::new();
        let why = |lang, on| {
            let nudge = nudge(Reason::Tended, Day::of(on), SmallAct::PassOnNews);
            text.words(lang).nudge_why(&nudge, Day::of(date(2026, 4, 21))).into_string()
        };
        assert!(why(Lang::En, date(2026, 4, 1)).ends_with("it has been quiet for a while."), "{}", why(Lang::En, date(2026, 4, 1)));
        assert!(why(Lang::De, date(2026, 4, 1)).ends_with("seit einer Weile ist es still."), "{}", why(Lang::De, date(2026, 4, 1)));
        assert!(why(Lang::En, date(2026, 3, 31)).ends_with("quiet since March."));
        assert!(why(Lang::En, date(2025, 4, 21)).ends_with("quiet since April 2025."));
    }

    fn nudge(reason: Reason, reason_on: Day, small_act: SmallAct) -> NudgeShown {
        let quotes = Quotes {
            struggle: Some("late *forecasts* & <!channel>.".to_owned()),
            offer: Some("a second look".to_owned()),
            front_door: None,
            words: Some("“Forecast” is the signed one.".to_owned()),
        };
        let (id, contact, team) = ("N1".into(), "U1".into(), Some("Finance".to_owned()));
        NudgeShown { id, contact, team, reason, reason_on, small_act, take: 0, quotes, answer: None }
    }

    #[test]
    fn every_act_has_three_first_lines_that_are_somebodys_own_words() {
        let text = Text::new();
        let day = Day::of(date(2026, 3, 4));
        for (lang, act) in Lang::ALL.into_iter().flat_map(|lang| SmallAct::ALL.map(|act| (lang, act))) {
            let said: Vec<String> = (0..TAKES)
                .map(|take| {
                    let nudge = NudgeShown { take, ..nudge(Reason::YouHelped, day, act) };
                    text.words(lang).nudge_act(&nudge, 0).into_string()
                })
                .collect();
            for (place, one) in said.iter().enumerate() {
                let line = one.split('_').nth(1).unwrap_or_default();
                assert!(line.chars().count() > 15, "{act:?} {lang:?} {place} has no first line: {one}");
                assert!(!said[..place].iter().any(|other| other.contains(line)), "{act:?} {lang:?} says one line twice: {line}");
                assert!(!one.contains("<!channel>") && !one.contains("*forecasts*"), "{one}");
                assert!(
                    act.is_question() == one.lines().last().is_some_and(|last| last.starts_with("Ask ") || last.starts_with("Frag,")),
                    "{one}"
                );
            }
        }
    }

    #[test]
    fn what_was_typed_is_cut_at_a_word() {
        assert_eq!(quoted(" late\n *forecasts*. "), "late forecasts");
        let long = quoted(&"vorlage ".repeat(30));
        assert!(long.ends_with("vorlage…") && long.chars().count() <= QUOTED_CHARS_MAX + 1, "{long}");
        assert_eq!(quoted(&"x".repeat(200)).chars().count(), QUOTED_CHARS_MAX + 1);
        assert_eq!(quoted(""), "");
        assert_eq!((quoted("„Lead“ is \"it\""), flat("“Lead” is it.")), ("‚Lead‘ is 'it'".to_owned(), "“Lead” is it".to_owned()));
    }
}
